"""Search, step 1: what a document can be found by. Turns its texts into words, and a document number into all the ways people type it."""

import re
import unicodedata
from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from movement.vietnamese import fold, place_tone

TITLE, NAMES, BODY = range(3)
"""Where a word stands; the strongest place of a word in a document is the one that is kept."""

BREAK: Final = "\x00"
"""Stands between texts that do not follow one another, so that no pair of words reaches across."""

_PIECE: Final = re.compile(r"[0-9]+|[^\W\d_]+|\x00")
_NUMBER: Final = re.compile(r"(\d+)((?:/\d{4})?)[/ -]*((?:[^\W\d_][\w-]*)?)")
_KINDS: Final = {
    "CT": "chỉ thị", "TT": "thông tư", "TTLT": "thông tư liên tịch", "NĐ": "nghị định", "QĐ": "quyết định", "NQ": "nghị quyết",
    "KH": "kế hoạch", "HD": "hướng dẫn", "KL": "kết luận", "CV": "công văn", "TB": "thông báo", "QH": "luật",
}  # fmt: skip

DOC_BITS: Final = 24
PLACE_BITS: Final = 2
_PAIR_SHIFT: Final = DOC_BITS + PLACE_BITS
_LOW: Final = (1 << _PAIR_SHIFT) - 1


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
    in_force: bool = True


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
    yield TITLE, BREAK.join((document.title, *number_spellings(document.number)))
    yield NAMES, document.names.replace(" · ", BREAK)
    parts = [document.summary]
    for section in document.sections:
        parts += (section.heading, section.text)
    yield BODY, BREAK.join(parts)


class Vocabulary(dict[str, int]):
    """Word as written → number of its form. Spellings that differ in case, tone placement or leading zeros share one."""

    def __init__(self) -> None:
        super().__init__({BREAK: 0})
        self.forms = [""]
        self.folded = [""]
        self._numbers: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        form = (word.lstrip("0") or "0") if word[0] == "0" else place_tone(word)
        number = self._numbers.get(form)
        if number is None:
            number = self._numbers[form] = len(self.forms)
            self.forms.append(form)
            self.folded.append(fold(form))
        self[word] = number
        return number

    def numbers(self, text: str) -> list[int]:
        """The words of a text as form numbers, closed by a break."""
        words = _PIECE.findall(unicodedata.normalize("NFC", text).lower())
        words.append(BREAK)
        return list(map(self.__getitem__, words))


@dataclass(slots=True)
class Occurrences:
    """All pairs of neighbouring words of a corpus, kept by first word as packed integers: second word, document, place.

    A flat array for every first word takes 8 bytes a pair, a tenth of what a dictionary of pairs would.
    """

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    _packed: "list[array[int]]" = field(default_factory=list)
    _appends: list[Callable[[int], None]] = field(default_factory=list)

    def add(self, document_number: int, document: SearchDocument) -> None:
        for place, text in texts_by_place(document):
            numbers = self.vocabulary.numbers(text)
            self._grow()
            appends = self._appends
            low = document_number << PLACE_BITS | place
            following = iter(numbers)
            next(following)
            for append, second in zip(map(appends.__getitem__, numbers), following, strict=False):
                append(second << _PAIR_SHIFT | low)

    def _grow(self) -> None:
        if not self._appends:
            # Number 0 is the break: what follows it is not a pair.
            self._packed.append(array("Q"))
            self._appends.append(deque[int](maxlen=0).append)
        for _ in range(len(self._appends), len(self.vocabulary.forms)):
            packed = array("Q")
            self._packed.append(packed)
            self._appends.append(packed.append)

    def take(self, first: int) -> "array[int]":
        """The packed pairs of one first word, in the order of documents; they are forgotten here, to give the memory back."""
        found = self._packed[first]
        self._packed[first] = array("Q")
        self._appends[first] = self._packed[first].append
        return found


def by_second(found: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
    """Packed pairs by their second word, with its documents and places."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for packed in found:
        groups[packed >> _PAIR_SHIFT].append(packed & _LOW)
    groups.pop(0, None)  # the break after a text's last word
    for second, group in groups.items():
        yield second, group if len(group) == 1 else _strongest(group)


def of_first(found: Iterable[int]) -> list[int]:
    """The documents of the first word itself, with places."""
    return _strongest([packed & _LOW for packed in found])


def _strongest(found: list[int]) -> list[int]:
    """One entry a document, the first: places come strongest first."""
    return [after for before, after in pairwise((-1 << 40, *found)) if (before ^ after) >> PLACE_BITS]


def places(document: SearchDocument, vocabulary: Vocabulary) -> dict[tuple[str, ...], int]:
    """Every word and pair of one document with its strongest place, as the index has them."""
    found: dict[tuple[str, ...], int] = {}
    for place, text in texts_by_place(document):
        words: Iterable[str] = [vocabulary.forms[number] for number in vocabulary.numbers(text)]
        previous = ""
        for word in words:
            if word:
                found.setdefault((word,), place)
                if previous:
                    found.setdefault((previous, word), place)
            previous = word
    return found
