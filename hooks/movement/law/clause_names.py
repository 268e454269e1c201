"""The names of the parts of a legal text: levels, numerals, labels; shared by what makes anchors and what cites them.

The ladder phần, chương, mục, tiểu mục, điều, khoản, điểm is that of Nghị định 30/2020/NĐ-CP and of the law on legal documents.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

PART, CHAPTER, SECTION, SUBSECTION, ARTICLE, CLAUSE, POINT = "phan", "chuong", "muc", "tieu-muc", "dieu", "khoan", "diem"
APPENDIX, ITEM, DASH = "phu-luc", "tiet", "gach"
RANKS = {APPENDIX: 0, PART: 1, CHAPTER: 2, SECTION: 3, SUBSECTION: 4, ARTICLE: 5, CLAUSE: 6, POINT: 7, ITEM: 8, DASH: 8}
"""The levels, large to small; a level is the word its anchors begin with."""
WORDS = {
    "phụ lục": APPENDIX,
    "phần": PART,
    "chương": CHAPTER,
    "tiểu mục": SUBSECTION,
    "mục": SECTION,
    "điều": ARTICLE,
    "khoản": CLAUSE,
    "điểm": POINT,
    "tiết": ITEM,
    "gạch đầu dòng thứ": DASH,
}
NAMES = {level: word for word, level in WORDS.items()}
ALPHABET = "abcdđeghiklmnopqrstuvxy"
"""The letters of điểm in their order: the Vietnamese alphabet without ă, â, ê, ô, ơ, ư."""
ORDINALS = {
    word: str(n)
    for n, word in enumerate(
        "nhất,hai,ba,tư,năm,sáu,bảy,tám,chín,mười,mười một,mười hai,mười ba,mười bốn,mười lăm,mười sáu,mười bảy,mười tám,mười chín,"
        "hai mươi".split(","),
        1,
    )
}
"""What follows “thứ” in the label of a level."""
LONGEST_FIRST = "|".join(sorted(ORDINALS, key=len, reverse=True))
ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50}
ROMAN = re.compile(r"(?=.)(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")

STEP = re.compile(rf"({'|'.join(RANKS)})-(\d+[a-z]{{0,2}}(?:-\d+)?|[a-z]{{1,2}})")
"""One level of an anchor."""
KEYWORD = re.compile(
    rf"(phụ lục|phần|chương|tiểu mục|mục|điều)\s+(?:thứ\s+)?(\d{{1,3}}[a-zđ]?|[ivxl]+|{LONGEST_FIRST})(?!\w)\s*([.:–—-])?\s*",
    re.IGNORECASE,
)
"""A level with its number: “Chương II”, “Phần thứ nhất”, “Điều 26a.”"""
ROMAN_LABEL = re.compile(r"([IVXL]+)\.\s+")
NUMBERS = re.compile(r"(\d{1,3}[a-zđ]?)\.\s+|(\d{1,3}(?:\.\d{1,2})+)(?:\.\s+|(?<=\d)\s+)")
LETTER = re.compile(r"([a-zđ])([).])\s+")
QUOTED = re.compile(r"[“\"](?:[Đđ]iều \d|\d{1,3}[a-zđ]?\.|[a-zđ]\))")


@dataclass(frozen=True, slots=True)
class Label:
    """The label a line begins with."""

    level: str
    """The level its word says; "" for a bare number, whose place says it."""
    written: str
    """`II`, `26a`, `1.1`, `đ`."""
    rest: str
    sure: bool
    """Whether it is a label wherever it stands; if not, only in its row: after 2, before 4."""


def label_of(line: str, *, heading: bool) -> Label | None:
    """The label of a line of plain text. In a heading the word is enough; a sentence may begin with “Điều 6 của Thông tư …”."""
    if match := KEYWORD.match(line):
        found = heading or match[3] or match.end() == len(line)
        return Label(WORDS[match[1].lower()], match[2], line[match.end() :], sure=True) if found else None
    if match := ROMAN_LABEL.match(line):
        return Label(SECTION, match[1], line[match.end() :], sure=heading)
    if match := NUMBERS.match(line):
        return Label("", match[1] or match[2], line[match.end() :], sure=heading or bool(match[1]))
    if not heading and (match := LETTER.match(line)):
        return Label(POINT, match[1], line[match.end() :], sure=match[2] == ")")
    return None


def numeral(written: str) -> str:
    """A number as anchors have it: `II` is 2, `nhất` is 1, `01` is 1, `26a` stays, đ is dd so that it is not d."""
    text = written.lower()
    if text in ORDINALS:
        return ORDINALS[text]
    if ROMAN.fullmatch(text):
        values = [ROMAN_DIGITS[sign] for sign in text]
        return str(sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True)))
    return letter(text.lstrip("0")) or "0"


def letter(written: str) -> str:
    """The letter of a điểm as anchors have it: `a`, `d`, and `dd` for đ."""
    return written.lower().replace("đ", "dd")


def steps_of(anchor: str) -> list[tuple[str, str]]:
    """An anchor as levels with their numbers, large to small; a word that is no level has the level ""."""
    found = (STEP.fullmatch(step) or step for step in anchor.split("."))
    return [("", step) if isinstance(step, str) else (step[1], step[2]) for step in found]


def is_clause(anchor: str) -> bool:
    """Whether an anchor is that of a clause, and not of another heading."""
    return all(level for level, _ in steps_of(anchor))


def said(anchor: str) -> str:
    """An anchor as it is cited: `điểm đ khoản 1 Điều 6` of `dieu-6.khoan-1.diem-dd`; a word that is no level stays as it is."""
    words = []
    for level, number in reversed(steps_of(anchor)):
        name = NAMES[level].capitalize() if level and RANKS[level] <= RANKS[ARTICLE] else NAMES.get(level, "")
        words.append(f"{name} {number.replace('dd', 'đ')}".strip())
    return " ".join(words)


def in_order(anchor: str) -> list[tuple[str, int, str]]:
    """A sort key: the order of anchors in a text that counts its clauses."""
    return [
        (level, int(number) if (number := written.rstrip("abcdefghijklmnopqrstuvwxyz-")).isdigit() else 0, written)
        for level, written in steps_of(anchor)
    ]


def follows(before: str, after: str) -> bool:
    """Whether a label comes right after another in a row: 2 after 1, đ or e after d; 1 and a begin a row."""
    if after in ("1", "a"):
        return True
    if before.isdigit():
        return after.isdigit() and int(after) == int(before) + 1
    if len(before) != 1 or len(after) != 1:
        return False
    place = ALPHABET.find(before)
    return after in (ALPHABET[place + 1 : place + 2], chr(ord(before) + 1), "e" if before == "đ" else "")


def quotes(text: str) -> bool:
    """Whether a paragraph begins with a quoted clause."""
    return bool(QUOTED.match(text))


def opens_quote(text: str) -> bool:
    """Whether a paragraph begins to quote the clause of another text, and does not end in it."""
    return quotes(text) and not closes_quote(text)


def closes_quote(text: str) -> bool:
    """Whether what was quoted ends here."""
    return text.rstrip(" .;,").endswith(("”", '"'))


def nearest(anchor: str | None, known: Container[str]) -> str:
    """The anchor, or the closest level above it that exists, or "": a summary seldom has every khoản of the text."""
    while anchor and anchor not in known:
        anchor = anchor.rpartition(".")[0]
    return anchor or ""
