"""The head of a text: issuer, number, place and date, kind, trích yếu.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I: ô số 1 to 5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from movement.importing.blocks import Block, Paragraph, Source, Table
from movement.schema.directive import Kind

NATION = re.compile(r"CỘNG\s+(?:HÒA|HOÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM", re.IGNORECASE)
MOTTO = re.compile(r"Độc\s+lập\W+Tự\s+do\W+Hạnh\s+phúc", re.IGNORECASE)
DATE = re.compile(
    r"(?:(?P<place>[^\W\d_][^,;:\d]{1,60}),\s*)?ngày\s*(?P<day>\d{1,2})\s*tháng\s*(?P<month>\d{1,2})\s*năm\s*(?P<year>\d{4})", re.IGNORECASE
)
DATE_UNFILLED = re.compile(r"ngày\b.*\btháng\b.*\bnăm\b", re.IGNORECASE)
NUMBER = re.compile(
    r"(?:(?:Luật|Pháp lệnh|Nghị quyết)\s+)?\b[Ss]ố\s*:?\s*"
    r"(?P<number>\d+[a-zđ]?(?:\s*/\s*\d{4})?\s*[-/–]\s*[A-ZĐ]\w*(?:\s*[-/–]\s*[A-ZĐ]\w*)*)"
)
NUMBER_UNFILLED = re.compile(r"^\s*(?:Luật\s+)?số\s*:.*", re.IGNORECASE | re.MULTILINE)
SUBJECT = re.compile(r"^(?:V/v|V/V|v/v)\b\s*:?\s*")
KINDS = {" ".join(kind.label.upper().split()): kind for kind in Kind}
# Nghị định 30/2020/NĐ-CP, Phụ lục III; Nghị định 78/2025/NĐ-CP for the legal documents.
SYMBOLS = {
    "NĐ": Kind.DECREE,
    "NQ": Kind.RESOLUTION,
    "TT": Kind.CIRCULAR,
    "TTLT": Kind.JOINT_CIRCULAR,
    "QĐ": Kind.DECISION,
    "CT": Kind.DIRECTIVE,
    "KL": Kind.CONCLUSION,
    "HD": Kind.GUIDANCE,
    "KH": Kind.PLAN,
    "TB": Kind.NOTICE,
}
# What can only be the beginning of the text itself.
TEXT_BEGINS = re.compile(r"Căn cứ|Kính gửi|Điều \d|Chương [IVX\d]|Phần (?:thứ|[IVX\d])|Mục \d|[IVX]+\.|\d+[.)]|- ", re.IGNORECASE)
HEAD_BLOCKS = 60
TITLE_LINES = 6


@dataclass(slots=True)
class Head:
    """What the head says; None is what was not found."""

    issuer_lines: list[str] = field(default_factory=list)
    number: str | None = None
    number_line: str = ""
    """The line of a number that is not filled in."""
    place: str | None = None
    signed_on: date | None = None
    date_line: str = ""
    kind: Kind | None = None
    kind_by_symbol: bool = False
    title: str | None = None
    lines: list[str] = field(default_factory=list)
    """Every line of the head, in reading order."""
    left_out: list[str] = field(default_factory=list)
    """The lines that the record does not carry."""
    rest: list[Block] = field(default_factory=list)


def read(source: Source) -> Head:
    """The head of a text, and the blocks behind it."""
    head = Head()
    blocks = source.blocks
    at = next((place for place, block in enumerate(blocks[:HEAD_BLOCKS]) if _kind(block)), None)
    end = at if at is not None else _end_without_kind(blocks)
    for block in blocks[:end]:
        if isinstance(block, Table):
            head.lines += [line for cell in block.cells for line in cell.lines]
            for column in _columns(block):
                _column(head, column, loose=True)
        else:
            head.lines += [block.whole] if block.whole else []
            _column(head, [block.whole], loose=False)
    if at is None:
        head.rest = blocks[end:]
    else:
        kind_line = blocks[at]
        assert isinstance(kind_line, Paragraph)
        head.kind = _kind(kind_line)
        head.lines.append(kind_line.whole)
        head.rest = _title(head, blocks[at + 1 :], formatted=source.formatted)
    if head.kind is None:
        head.kind = kind_of_number(head.number or "") or (Kind.LETTER if head.title else None)
        head.kind_by_symbol = head.kind not in (None, Kind.LETTER)
    return head


def kind_of_number(number: str) -> Kind | None:
    """The kind that a number's symbol stands for: CT in 07/CT-BCA-V28 and 09-CT/TW; QH alone may be a law or a resolution."""
    symbols = re.findall(r"[A-ZĐ]+", number)
    return SYMBOLS.get(symbols[0]) if symbols else None


def _kind(block: Block) -> Kind | None:
    if isinstance(block, Table):
        return None
    text = " ".join(block.whole.strip(" .:").split())
    return KINDS.get(text.upper()) if text.isupper() or block.centred else None


def _end_without_kind(blocks: list[Block]) -> int:
    """Where the text begins when no line names its kind: behind the first table that is a head, or behind the lines of one."""
    for place, block in enumerate(blocks[:HEAD_BLOCKS]):
        if isinstance(block, Table) and _is_head("\n".join(line for cell in block.cells for line in cell.lines)):
            return place + 1
    lines = [place for place, block in enumerate(blocks[:20]) if isinstance(block, Paragraph) and _is_head(block.whole)]
    return lines[-1] + 1 if lines else 0


def _is_head(text: str) -> bool:
    return any(pattern.search(text) for pattern in (NATION, MOTTO, DATE, NUMBER_UNFILLED))


def _columns(table: Table) -> list[list[str]]:
    """The lines of a table column by column; a merged cell belongs to its first column."""
    seen: set[int] = set()
    columns: list[list[str]] = []
    for place in range(len(table.rows[0]) if table.rows else 0):
        columns.append([])
        for row in table.rows:
            if id(row[place]) not in seen:
                seen.add(id(row[place]))
                columns[-1] += row[place].lines
    return columns


def _column(head: Head, lines: list[str], *, loose: bool) -> None:
    """Take what the lines of one column say; in a column of its own the issuer need not be in capitals."""
    subject: list[str] = []
    text = "\n".join(lines)
    of_nation = bool(NATION.search(text) or MOTTO.search(text)) and not NUMBER_UNFILLED.search(text)
    for line in lines:
        numbered_before = bool(head.number or head.number_line)
        rest = _signing_day(head, _number(head, _without_nation(head, line))).strip(" -–—_.*…")
        if not any(letter.isalpha() for letter in rest):
            continue
        if subject or SUBJECT.match(rest):
            subject.append(SUBJECT.sub("", rest))
        elif not numbered_before and (not of_nation or not loose) and (loose or rest.isupper()):
            head.issuer_lines.append(rest)
        else:
            head.left_out.append(rest)
    if subject and not head.title:
        head.title = " ".join(subject)


def _without_nation(head: Head, line: str) -> str:
    for pattern in (NATION, MOTTO):
        if match := pattern.search(line):
            head.left_out.append(match[0])
            line = pattern.sub(" ", line)
    return line


def _number(head: Head, line: str) -> str:
    """Take the number out of a line."""
    if match := NUMBER.search(line):
        head.number = head.number or plain_number(match["number"])
        return line.replace(match[0], " ", 1)
    if NUMBER_UNFILLED.search(line):
        head.number_line = head.number_line or line.strip()
        return ""
    return line


def _signing_day(head: Head, line: str) -> str:
    """Take place and day out of a line."""
    if match := DATE.search(line):
        head.signed_on = head.signed_on or _day(match)
        head.place = head.place or (match["place"] or "").strip() or None
        if head.signed_on is None:
            head.date_line = match[0]
        return line.replace(match[0], " ", 1)
    if DATE_UNFILLED.search(line):
        head.date_line = head.date_line or line.strip()
        return ""
    return line


def plain_number(text: str) -> str:
    """A number without the spaces and dashes of careless typing: `07 /CT – BCA` is 07/CT-BCA."""
    return re.sub(r"\s*([-/–])\s*", r"\1", text.strip()).replace("–", "-")


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _title(head: Head, blocks: list[Block], *, formatted: bool) -> list[Block]:
    """Take the trích yếu from the lines below the kind; the blocks behind it."""
    found: list[str] = []
    for place, block in enumerate(blocks):
        if isinstance(block, Table):
            return _titled(head, found, blocks[place:])
        text = block.whole
        if not any(letter.isalnum() for letter in text):
            if found and not formatted:
                return _titled(head, found, blocks[place:])
            continue
        set_apart = block.centred or block.bold or not formatted
        another = bool(found) and (text.isupper() != found[0].isupper() or not formatted)
        if not set_apart or another or TEXT_BEGINS.match(text) or len(found) == TITLE_LINES:
            return _titled(head, found, blocks[place:])
        found.append(text)
    return _titled(head, found, [])


def _titled(head: Head, found: list[str], rest: list[Block]) -> list[Block]:
    head.lines += found
    head.title = " ".join(found) or head.title
    return rest
