"""The text of a PDF -> blocks: its lines joined to paragraphs where nothing says that one ends."""

from __future__ import annotations

import re

from movement.importing.blocks import Paragraph, Source, clean
from movement.importing.clauses import OPENINGS
from movement.importing.head import NATION
from movement.importing.messages import finding

PAGE_NUMBER = re.compile(r"[-–\s]*\d{1,4}[-–\s]*")
LABEL = r"\d+(?:\.\d+)*[.)]|[a-zđ]{1,2}\)|[-–•+*]"
BEGINS = re.compile(rf"(?:{LABEL})(?:\s|$)|[IVXLC]+\.\s|Căn cứ|Theo đề nghị|Nơi nhận|Kính gửi|Xét ", re.IGNORECASE)
# A label that Word set apart from its text by a tab may come as a line of its own.
LABEL_ONLY = re.compile(LABEL)
ENDS = (".", ";", ":", "!", "?", "./.", "”")


def read(text: str) -> Source:
    """All that the text of a PDF says."""
    numbers: list[str] = []
    paragraphs: list[Paragraph] = []
    open_line = False
    # The name of the state may be wrapped in its narrow column.
    text = NATION.sub(lambda match: " ".join(match[0].split()), text)
    for page in text.split("\f"):
        lines = [clean(line).strip() for line in page.split("\n")]
        numbers += take_page_number(lines)
        for line in lines:
            waiting = bool(paragraphs and LABEL_ONLY.fullmatch(paragraphs[-1].text))
            if waiting:
                paragraphs[-1].text += f" {line}" if line else ""
            elif not line:
                paragraphs.append(Paragraph(""))
            elif open_line and not _begins(line) and not _apart(line, paragraphs[-1].text):
                paragraphs[-1].text += f" {line}"
            else:
                paragraphs.append(Paragraph(line))
            open_line = bool(line) and not line.endswith(ENDS)
    findings = [finding("pdf-order")]
    if numbers:
        findings.append(finding("page-numbers", numbers=", ".join(numbers)))
    return Source(list(paragraphs), findings=findings, raw="", formatted=False)


def take_page_number(lines: list[str]) -> list[str]:
    """Take the number of a page away from its first or last line."""
    full = [place for place, line in enumerate(lines) if line.strip()]
    for place in dict.fromkeys((*full[:1], *full[-1:])):
        if PAGE_NUMBER.fullmatch(lines[place]):
            number = lines[place]
            lines[place] = ""
            return [number]
    return []


def _begins(line: str) -> bool:
    return bool(BEGINS.match(line)) or any(pattern.match(line) for _, pattern in OPENINGS)


def _apart(line: str, before: str) -> bool:
    """Whether a line in capitals meets one that is not, or both are lines of a head."""
    return line.isupper() or before.isupper()
