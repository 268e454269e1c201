"""What was read of a file, before anybody says what it means: paragraphs, tables, notes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from movement.importing.messages import Finding
from movement.load import HIDDEN, LOOK_ALIKES

NOTE_OPEN, NOTE_CLOSE = "\ue010", "\ue011"
"""Stand round the mark of a note inside a text."""
WORD = re.compile(r"[^\W_]+")
PRIVATE = re.compile("[\ue000-\uf8ff]")
# What the private characters of Symbol and Wingdings show, as far as office texts use them.
SYMBOLS = {
    0xB7: "•",
    0xA7: "▪",
    0xD8: "➢",
    0xFC: "✓",
    0xFE: "☑",
    0xA8: "☐",
    0x6F: "☐",
    0xE0: "→",
    0x2D: "-",
    0x20: " ",
    0xB3: "≥",
    0xA3: "≤",
}
SPACES = re.compile(r"[^\S\n]+")
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060]")


@dataclass(slots=True)
class Paragraph:
    """One paragraph, or one line of a paragraph that has line breaks."""

    text: str
    label: str = ""
    """What Word's automatic numbering shows before it, with the space that follows."""
    bullet: bool = False
    centred: bool = False
    bold_until: int = 0
    """How many characters of the text, from its first, are bold."""

    @property
    def whole(self) -> str:
        """Label and text, as a reader sees them."""
        return f"{self.label}{self.text}".strip()

    @property
    def bold(self) -> bool:
        """Whether the whole text is bold."""
        return 0 < len(self.text.rstrip(" .:;")) <= self.bold_until


@dataclass(slots=True)
class Cell:
    """One cell, however many places of the grid it covers."""

    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """Its paragraphs that hold something."""
        return [paragraph.whole for paragraph in self.paragraphs if paragraph.whole]


@dataclass(slots=True)
class Table:
    """A grid of cells; a merged cell stands in every place it covers."""

    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def cells(self) -> list[Cell]:
        """Every cell once, in reading order."""
        seen: dict[int, Cell] = {}
        for row in self.rows:
            for cell in row:
                seen.setdefault(id(cell), cell)
        return list(seen.values())


Block = Paragraph | Table


@dataclass(slots=True)
class Source:
    """All that was read of a file."""

    blocks: list[Block]
    notes: list[tuple[str, list[Paragraph]]] = field(default_factory=list)
    """Footnotes and endnotes: their marks and texts, in the order of the marks."""
    findings: list[Finding] = field(default_factory=list)
    raw: str = ""
    """The letters of the file without any of our reading, to see that none was lost."""
    formatted: bool = True
    """Whether the file says what is bold and centred; a PDF does not."""


def clean(text: str) -> str:
    """A text as records have it: NFC, Đ for its look-alike, nothing unseen, plain spaces."""
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
    for wrong, right in LOOK_ALIKES:
        text = text.replace(wrong, right)
    return SPACES.sub(" ", HIDDEN.sub("", text))


def symbols(text: str) -> tuple[str, int]:
    """A text with the private characters of symbol fonts as Unicode, and how many of them nobody knows."""
    unknown = 0

    def shown(match: re.Match[str]) -> str:
        nonlocal unknown
        known = SYMBOLS.get(ord(match[0]) & 0xFF)
        unknown += known is None
        return known or "□"

    return PRIVATE.sub(shown, text), unknown


def words(text: str) -> list[str]:
    """The words and numbers of a text, for comparing; m² is m2."""
    return WORD.findall(unicodedata.normalize("NFKC", text))
