"""Search, step 1: what a document can be found by. Turns its texts into words, and a document number into all the ways people type it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from movement.vietnamese import fold, place_tone

NUMBER, TITLE, NAMES, BODY = range(4)
"""Where a word stands; the strongest place of a word in a document is the one that is kept."""

EXPIRED, USUAL, LEADING = range(3)
"""Of equal results the greater comes first: a list of all that matches, then pages, then those of texts no longer in force."""

BREAK: Final = " \x00 "
"""Stands between texts that do not follow one another, so that no pair of words reaches across."""

_WORD_OR_BREAK: Final = re.compile(r"[0-9]+|[^\W\d_]+|\x00")
_NUMBER: Final = re.compile(r"(\d+)((?:/\d{4})?)[/ -]*((?:[^\W\d_][\w-]*)?)")
_KINDS: Final = {
    "CT": "chỉ thị", "TT": "thông tư", "TTLT": "thông tư liên tịch", "NĐ": "nghị định", "QĐ": "quyết định", "NQ": "nghị quyết",
    "KH": "kế hoạch", "HD": "hướng dẫn", "KL": "kết luận", "CV": "công văn", "TB": "thông báo", "QH": "luật",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SearchSection:
    """A stretch of a page that a result can lead to; `anchor` is empty for the start of the page."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One page as search sees it. Facets are ids; their labels are given once for the whole index."""

    url: str
    title: str
    summary: str
    number: str
    names: str
    sections: tuple[SearchSection, ...]
    collection: str
    sectors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    year: int | None = None
    state: str = ""
    rank_date: str = ""
    standing: int = USUAL


def number_spellings(number: str) -> Iterator[str]:
    """`07/CT-BCA` also as `chỉ thị 07 CT-BCA`, `chỉ thị số 07`, `07 CTBCA`; a year in the middle may be left out."""
    for serial, year, signs in _NUMBER.findall(unicodedata.normalize("NFC", number)):
        yield f"{serial}{year} {signs}"
        if not signs:
            continue
        kind = next((_KINDS[part] for part in re.split(r"[-/]|\d+", signs.upper()) if part in _KINDS), "")
        yield f"{kind} {serial} {signs}"
        yield f"{kind} số {serial}{year} {re.sub(r'[^a-zA-ZđĐ]', '', signs)}"
        if year:
            yield f"{kind} {serial}{year}"
            yield f"{serial} {re.sub(r'[^a-zA-ZđĐ]', '', signs)}"


def texts_by_place(document: SearchDocument) -> Iterator[tuple[int, str]]:
    """The document's texts, joined with breaks, beside the place they count as."""
    yield NUMBER, BREAK.join(number_spellings(document.number))
    yield TITLE, document.title
    yield NAMES, document.names.replace(" · ", BREAK)
    parts = [document.summary]
    for section in document.sections:
        parts += (section.heading, section.text)
    yield BODY, BREAK.join(parts)


class Vocabulary(dict[str, tuple[int, ...]]):
    """What stands between two spaces → the numbers of its words. Most of a corpus repeats, so each is taken apart once.

    Spellings of a word that differ in case, tone placement or leading zeros share one form; number 0 is the break.
    """

    def __init__(self) -> None:
        super().__init__()
        self.forms = [""]
        self.folded = [""]
        self._numbers: dict[str, int] = {"\x00": 0}

    def __missing__(self, piece: str) -> tuple[int, ...]:
        words = _WORD_OR_BREAK.findall(unicodedata.normalize("NFC", piece).lower())
        self[piece] = numbers = tuple(map(self._number, words))
        return numbers

    def _number(self, word: str) -> int:
        form = (word.lstrip("0") or "0") if word[0] == "0" else place_tone(word)
        number = self._numbers.get(form)
        if number is None:
            number = self._numbers[form] = len(self.forms)
            self.forms.append(form)
            self.folded.append(fold(form))
        return number

    def numbers(self, text: str) -> Iterator[int]:
        """The words of a text as numbers of their forms."""
        return chain.from_iterable(map(self.__getitem__, text.split()))


def places(document: SearchDocument, vocabulary: Vocabulary) -> dict[tuple[str, ...], int]:
    """Every word and pair of one document with its strongest place, as the index has them."""
    found: dict[tuple[str, ...], int] = {}
    for place, text in texts_by_place(document):
        previous = ""
        for number in vocabulary.numbers(text):
            word = vocabulary.forms[number]
            if word:
                found.setdefault((word,), place)
                if previous:
                    found.setdefault((previous, word), place)
            previous = word
    return found
