"""All official texts by number, by name and by issuer: what a citation is looked up in.

A register is built once and not changed. It knows; it does not guess: every look-up gives all texts that fit.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from movement.law.numbers import NUMBER, Number, prepared, readings
from movement.link import Library
from movement.schema.directive import Directive
from movement.vietnamese import place_tone

NUMBER_ONLY = re.compile(NUMBER)
WORD = re.compile(r"\w+")
BETWEEN = re.compile(r"\s*,?\s+|\s*-\s*")
NOTE = re.compile(r"\s*\([^)]*\)\s*$")
NAMED = re.compile(r"(?:bộ luật|luật|pháp lệnh)\s")
TONED = re.compile(r"o[àáảãạèéẻẽẹ]|[òóỏõọ][ae]|u[ỳýỷỹỵ]|[ùúủũụ]y")
"""Rhymes whose tone is typed on either vowel: hòa and hoà, túy and tuý."""
OFFICES = (
    ("ủy ban nhân dân", "ubnd"),
    ("uỷ ban nhân dân", "ubnd"),
    ("hội đồng nhân dân", "hđnd"),
    ("tp.", "thành phố "),
    ("tp ", "thành phố "),
)
HEADS = re.compile(r"(?:(?:đồng chí|chủ tịch|phó chủ tịch|bộ trưởng|giám đốc|thường trực)\s+)+(?=\w)")
LONGEST_NAME = 14
UNKNOWN_ISSUER = "(chưa"
"""An entry of the vocabulary whose name says that nobody knows which office it is."""


@dataclass(frozen=True, slots=True)
class OfficialText:
    """What citing needs of a directive."""

    id: str
    numbers: tuple[str, ...]
    """Its number and the other spellings of it."""
    kind: str
    """Value of `schema.directive.Kind`."""
    issuer: str
    issuer_names: tuple[str, ...]
    title: str
    signed_on: datetime.date | None = None

    @property
    def years(self) -> set[str]:
        """The years by which it may be called."""
        found = {year for number in self.numbers for year in re.findall(r"/((?:19|20)\d\d)/", number)}
        return found | {str(self.signed_on.year)} if self.signed_on else found

    @property
    def anonymous(self) -> bool:
        """Whether nobody knows yet which office issued it."""
        return any(UNKNOWN_ISSUER in name for name in self.issuer_names)


class Register:
    """The texts, by every way to name them."""

    def __init__(self, texts: Iterable[OfficialText]) -> None:
        self.texts: Mapping[str, OfficialText] = {text.id: text for text in texts}
        numbers: defaultdict[tuple[str, str, str], dict[str, OfficialText]] = defaultdict(dict)
        short: defaultdict[tuple[str, str], dict[str, OfficialText]] = defaultdict(dict)
        self._names: dict[str, Any] = {}
        self._issuers: dict[str, str] = {}
        for text in self.texts.values():
            for written in text.numbers:
                for number in _own_number(written):
                    numbers[number.key][text.id] = text
                    numbers[number.count, number.year, number.symbol.replace("đ", "d") + "*"][text.id] = text
                    short[text.kind, number.count][text.id] = text
            if text.kind == "luat":
                self._add_name(text)
            for name in text.issuer_names:
                if UNKNOWN_ISSUER not in name:
                    self._issuers[" ".join(WORD.findall(office(prepared(name))))] = text.issuer
        self._numbers = {key: tuple(found.values()) for key, found in numbers.items()}
        self._short = {key: tuple(found.values()) for key, found in short.items()}

    def numbered(self, number: Number) -> tuple[OfficialText, ...]:
        """The texts with this number; where a symbol is typed without đ, those it can stand for."""
        found = self._numbers.get(number.key, ())
        if not found and "đ" not in number.symbol:
            found = self._numbers.get((number.count, number.year, number.symbol + "*"), ())
        if not found and (shorter := number.without_unit):
            found = self.numbered(shorter)
        return found

    def short(self, kind: str, count: str, year: str) -> tuple[OfficialText, ...]:
        """The texts of a kind whose number begins so: “Thông tư 48/2025”; with no year, those of all years."""
        found = self._short.get((kind, count), ())
        return tuple(text for text in found if not year or year in text.years)

    def named(self, low: str, start: int) -> tuple[int, tuple[OfficialText, ...]] | None:
        """The laws with the longest name that stands at `start` of a prepared text, and where it ends."""
        branch, position, best = self._names, start, None
        while match := WORD.match(low, position):
            branch = branch.get(_syllable(match[0]), {})
            if not branch:
                break
            if "" in branch:
                best = match.end(), tuple(branch[""])
            gap = BETWEEN.match(low, match.end())
            if not gap:
                break
            position = gap.end()
        return best

    def issuer_at(self, words: str) -> str | None:
        """The issuer with the longest name that begins these words (made by `office`)."""
        row = WORD.findall(words)[:LONGEST_NAME]
        return next((issuer for n in range(len(row), 0, -1) if (issuer := self._issuers.get(" ".join(row[:n])))), None)

    def issuer_before(self, words: str) -> str | None:
        """The issuer with the longest name that ends these words."""
        row = WORD.findall(words)[-LONGEST_NAME:]
        return next((issuer for n in range(len(row)) if (issuer := self._issuers.get(" ".join(row[n:])))), None)

    def _add_name(self, text: OfficialText) -> None:
        name = prepared(NOTE.sub("", text.title))
        words = [_syllable(word) for word in WORD.findall(name if NAMED.match(name) else f"luật {name}")]
        branch = self._names
        for word in words:
            branch = branch.setdefault(word, {})
        branch.setdefault("", []).append(text)


def official_texts(library: Library) -> list[OfficialText]:
    """What a register is made of: every public directive, those withdrawn and those that an edition leaves out too."""
    texts = []
    for record in (*library.records.values(), *library.left_out.values()):
        data = record.data
        if isinstance(data, Directive):
            issuer = library.vocabularies["organisations"].get(data.issuer)
            names = tuple(name for name in (issuer.name, issuer.short) if name) if issuer else ()
            numbers = (data.number, *data.number_aliases)
            texts.append(OfficialText(record.id, numbers, data.kind.value, data.issuer, names, data.title, data.signed_on))
    return texts


def office(low: str) -> str:
    """The name of an office in one form: “Chủ tịch Ủy ban nhân dân tỉnh …” as `ubnd tỉnh …`."""
    for long, brief in OFFICES:
        low = low.replace(long, brief)
    return " ".join(HEADS.sub("", low, count=1).split())


def _own_number(written: str) -> list[Number]:
    low = prepared(unicodedata.normalize("NFC", written)).strip()
    return readings(low)[:1] if NUMBER_ONLY.fullmatch(low) else []


def _syllable(word: str) -> str:
    return place_tone(word) if TONED.search(word) else word
