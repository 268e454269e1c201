"""What each paragraph of a legal text is: a heading of Phần, Chương, Mục, Điều, or a line below one.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from movement.importing.blocks import Block, Paragraph, Table

ORDINAL = r"(?:thứ\s+\w+(?:\s+\w+)?|[IVXLC]+|\d+[a-zđ]?)"
END = r"(?=\s*[.:]|\s*[-–]\s|\s*$)"


class Rank(IntEnum):
    """The levels of a legal text, outermost first."""

    PART = 0
    CHAPTER = 1
    SECTION = 2
    SUBSECTION = 3
    ARTICLE = 4


OPENINGS = (
    (Rank.PART, re.compile(rf"Phần\s+{ORDINAL}{END}", re.IGNORECASE)),
    (Rank.PART, re.compile(rf"Phụ lục(?:\s+(?:số\s+)?{ORDINAL})?{END}", re.IGNORECASE)),
    (Rank.CHAPTER, re.compile(rf"Chương\s+{ORDINAL}{END}", re.IGNORECASE)),
    (Rank.SUBSECTION, re.compile(rf"Tiểu mục\s+{ORDINAL}{END}", re.IGNORECASE)),
    (Rank.SECTION, re.compile(rf"Mục\s+{ORDINAL}{END}", re.IGNORECASE)),
    (Rank.ARTICLE, re.compile(r"Điều\s+\d+[a-zđ]?(?=\s*[.:]|\s*$)", re.IGNORECASE)),
)
ROMAN = re.compile(r"(?=[IVXLC])[XL]*(?:IX|IV|V?I{0,3})(?=\s*[.)]|\s+[-–]\s)")
CLAUSE = re.compile(
    rf"(?:Phần|Chương|Mục|Tiểu mục|Điều|Phụ lục)\s+{ORDINAL}\b|[IVXLC]+(?=\.)|\d+(?:\.\d+)*(?=[.)])|[a-zđ]{{1,2}}(?=\))", re.IGNORECASE
)
AFTER = " .:-–"
HEADING_OF_ARTICLE = re.compile(r"#+ Điều\s+(\d+)([a-zđ]?)\b", re.IGNORECASE)
START_OF_CLAUSE = re.compile(r"(\d+)([a-zđ]?)\\?\. ")
LONGEST_TITLE = 400
LONGEST_UNBOLD_TITLE = 200


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` is that of Markdown."""

    level: int
    text: str


Item = Heading | Paragraph | Table


def outline(blocks: list[Block]) -> Iterator[Item]:
    """The blocks of a text with its headings found, their levels without gaps."""
    open_ranks: list[Rank] = []
    place = 0
    while place < len(blocks):
        block = blocks[place]
        place += 1
        opening = _opening(block) if isinstance(block, Paragraph) else None
        if not isinstance(block, Paragraph) or opening is None:
            yield block
            continue
        rank, label = opening
        while open_ranks and open_ranks[-1] >= rank:
            open_ranks.pop()
        open_ranks.append(rank)
        level = 1 + len(open_ranks)
        if rank is Rank.ARTICLE:
            yield from _article(block, label, level)
        elif block.whole[len(label) :].strip(AFTER):
            yield Heading(level, block.whole)
        else:
            title, place = _title_below(blocks, place)
            yield Heading(level, f"{label}. {title}" if title else block.whole)


def _opening(paragraph: Paragraph) -> tuple[Rank, str] | None:
    """The rank of a heading and its label; None for any other paragraph."""
    text = paragraph.whole
    for rank, pattern in OPENINGS:
        if match := pattern.match(text):
            rest = text[match.end() :].strip(AFTER)
            # “Mục 1. …” or “Phụ lục: …” within a sentence is set like one.
            if rank is not Rank.ARTICLE and len(rest) > LONGEST_TITLE:
                return None
            return rank, match[0]
    match = ROMAN.match(text)
    if match and match[0]:
        title = text[match.end() :].strip(AFTER)
        if title and len(title) <= LONGEST_TITLE and (title.isupper() or paragraph.bold):
            return Rank.CHAPTER, match[0]
    return None


def _article(paragraph: Paragraph, label: str, level: int) -> Iterator[Item]:
    """A Điều: its title is the heading; where it has none, its text stands below the bare number."""
    text = paragraph.whole
    rest = text[len(label) :].strip(AFTER)
    if not rest or _is_title(paragraph, rest):
        yield Heading(level, text)
        return
    cut = len(text) - len(text[len(label) :].lstrip(AFTER))
    yield Heading(level, text[:cut].strip())
    yield Paragraph(text[cut:])


def _is_title(paragraph: Paragraph, rest: str) -> bool:
    if paragraph.bold:
        return len(rest) <= LONGEST_TITLE
    if paragraph.bold_until:
        # Only the number, or not even all of it, is bold.
        return False
    return len(rest) <= LONGEST_UNBOLD_TITLE and rest[-1] not in ".;:,"


def _title_below(blocks: list[Block], place: int) -> tuple[str, int]:
    """The title that stands on the lines below a label such as “Chương I”, and the place behind it."""
    lines: list[str] = []
    while place < len(blocks):
        block = blocks[place]
        if isinstance(block, Table) or (block.whole and (_opening(block) or block.bullet)):
            break
        text = block.whole
        if text:
            set_apart = block.centred or text.isupper() or (block.bold and not lines)
            another = bool(lines) and text.isupper() != lines[0].isupper()
            if not set_apart or another or text.startswith("("):
                break
            lines.append(text)
        place += 1
    if not lines:
        return "", place
    return " ".join(lines), place


def labels(text: str) -> list[str]:
    """The labels of clauses that begin the lines of a text."""
    return [match[0] for line in text.splitlines() if (match := CLAUSE.match(line.strip()))]


def out_of_order(body: str) -> Iterator[str]:
    """Where the Điều of a Markdown body, or the khoản of a Điều, do not follow one another: "sau Điều 5 là Điều 1"."""
    article, clause = (0, ""), (0, "")
    for line in body.splitlines():
        if match := HEADING_OF_ARTICLE.match(line):
            number = (int(match[1]), match[2].lower())
            if not _follows(article, number):
                yield f"{_after('Điều', article)}Điều {match[1]}{match[2]}"
            article, clause = number, (0, "")
        elif line.startswith("#"):
            clause = (0, "")
        elif article[0] and (match := START_OF_CLAUSE.match(line)):
            number = (int(match[1]), match[2])
            if not _follows(clause, number):
                yield f"ở Điều {article[0]}{article[1]}, {_after('khoản', clause)}khoản {match[1]}{match[2]}"
            clause = number


def _after(word: str, before: tuple[int, str]) -> str:
    return f"sau {word} {before[0]}{before[1]} là " if before[0] else "bắt đầu từ "


def _follows(before: tuple[int, str], number: tuple[int, str]) -> bool:
    """Whether a number is the next one; 5a and 5b stand between 5 and 6."""
    return number[0] == before[0] + 1 or (number[0] == before[0] and number[1] > before[1])
