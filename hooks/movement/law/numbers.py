"""The numbers of official texts, in every way they are typed: `124/2021/TT-BCA`, `09-CT/TW`, `98/2023/NĐCP`, `01 /2018/TT - VPCP`.

The forms are those met in real texts (see the tests in tests/citations). All functions work on text that `prepared` made: NFC, lower
case, one kind of hyphen, đ for its look-alikes; it has a character for each character of the text before it, so places stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

REPAIRS = tuple((look_alike, "đ") for look_alike in "ÐðƉɖ") + tuple((dash, "-") for dash in "–—‐‑−")
"""Look-alikes of đ (U+00D0, U+00F0, U+0256, U+0189) and of the hyphen."""
STOP = "\ue002"
"""Stands between two paragraphs, so that no citation goes across."""
YEAR = r"(?:19|20)\d\d"
SEGMENT = r"[a-zđ]{1,12}\d{0,3}"
SLASH = r"\s{0,2}[/-]\s{0,2}"
PARTY = r"(?=(?:ct|kl|nq|qđ|qd|hd|tb)/tw)"
"""What follows the digits of `09CT/TW`, which lacks its hyphen."""
END = r"(?!\w|\.(?:md|html?|pdf|docx?)(?!\w))"
"""No letter follows, and it is not the name of a file."""
NUMBER = rf"\d{{1,5}}[a-z]?(?:\s+về)?(?:{SLASH}(?:{YEAR}{SLASH})?|{PARTY}){SEGMENT}(?:{SLASH}{SEGMENT}){{0,5}}{END}"
"""A number with its symbol. “06 về/CT-BCA-V05” was printed in a newspaper."""
PARTS = re.compile(rf"(\d{{1,5}}[a-z]?)(?:\s+về)?(?:{SLASH}(?:({YEAR}){SLASH})?|{PARTY})(.+)", re.DOTALL)
JOINT = re.compile(r"(\s*)[-/](\s*)")
TYPES = ("nq qđ ct qc qyđ tc tb hd ctr kh pa đa da bc bb ttr hđ cđ nđ tt ttlt ttlb kl pl qcph nqlt l lct tw cv sl qd nd").split()
"""What a symbol begins with (Nghị định 30/2020/NĐ-CP, phụ lục III, and those of legal documents; the last two without đ)."""
CODES = (
    r"qh\d{0,2} ubtvqh\d{0,2} cp ttg [a-z]{0,5}tw ctn vpcp vpqh tandtc vksndtc nhnn ttcp ktnn ubdt bdttg bca bqp bng bnv btp btc bct bxd "
    "bgtvt btttt bgdđt bgddt bnnptnt bnnmt btnmt byt bvhttdl bkhcn blđtbxh bldtbxh bkhđt"
).split()
NATIONAL = re.compile(rf"(?:{'|'.join(TYPES)})?(?:{'|'.join(CODES)})+(?:[a-z]\d{{1,3}})?")
"""Symbols of which the country has one: of the National Assembly, the Government, the ministries, the Party's centre.

Every other symbol (UBND, HĐND, TU, BCĐ …) is used in each province or commune: the number says nothing without its issuer.
"""
UNIT = re.compile(r"[a-z]\d{1,3}")
"""A department, as V28 in TT-BCA-V28."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number taken apart."""

    count: str
    """Without leading zeros."""
    year: str
    symbol: str
    """Letters and digits only, so that NĐ-CP, NĐCP and `NĐ - CP` are equal."""
    segments: tuple[str, ...]
    length: int
    """How many characters of the text it takes."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two spellings the same number."""
        return self.count, self.year, self.symbol

    @property
    def typical(self) -> bool:
        """Whether the symbol is one that texts have: `5/km` has not."""
        return self.national or (len(self.segments) > 1 and (self.segments[0] in TYPES or bool(self.year)))

    @property
    def national(self) -> bool:
        """Whether one issuer in the country uses this symbol."""
        return bool(NATIONAL.fullmatch(self.symbol))

    @property
    def without_unit(self) -> Number | None:
        """TT-BCA for TT-BCA-V28: with a year the ministry counts its texts in one row."""
        if self.year and len(self.segments) > 2 and UNIT.fullmatch(self.segments[-1]):
            segments = self.segments[:-1]
            return Number(self.count, self.year, "".join(segments), segments, self.length)
        return None


def prepared(text: str) -> str:
    """The text as the patterns want it, character for character; `text` is NFC."""
    text = text.replace("\n\n", f"\n{STOP}").replace("\n", " ").replace("\xa0", " ")
    for look_alike, letter in REPAIRS:
        text = text.replace(look_alike, letter)
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(low if len(low := char.lower()) == 1 else char for char in text)


def readings(written: str) -> list[Number]:
    """What a stretch that NUMBER found can mean, longest first: in “TT-BCA - theo” the last word is not of the symbol."""
    match = PARTS.fullmatch(written)
    if not match:
        return []
    count, year, symbol = match[1].lstrip("0") or "0", match[2] or "", match[3]
    found, end = [], len(symbol)
    while end > 0:
        segments = tuple(JOINT.sub("-", symbol[:end]).split("-"))
        found.append(Number(count, year, "".join(segments), segments, match.start(3) + end))
        spaced = [joint.start() for joint in JOINT.finditer(symbol, 0, end) if joint[1] or joint[2]]
        end = spaced[-1] if spaced else 0
    return found
