"""Search, step 2: sorted lines cut into small files, and the numbers inside them.

A table is a sorted sequence of (key, line). Where it is cut depends only on the keys and sizes nearby, so an edit
moves the cuts around it and no others: that is what keeps a warm build small and equal to a cold one.
"""

import hashlib
from base64 import b32encode
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from zlib import crc32

from movement.render.search_words import BODY, PLACE_BITS

Line = tuple[str, str]

# Numbers are written with these characters: the first half ends a number, the second half says that more follows. Absent are
# the characters that mean something in a JavaScript template (` \ $) and the field separator |.
DIGITS: Final = "".join(chr(code) for code in range(33, 127) if chr(code) not in "`\\$|")
BASE: Final = len(DIGITS) // 2
FIELD: Final = "|"
PLACES: Final = BODY + 1
_PLACE: Final = (1 << PLACE_BITS) - 1
_FIELDS_BEFORE: Final = tuple(FIELD * (place + 1) for place in range(PLACES))


def encode(number: int) -> str:
    """A number as few characters as possible, lowest digits first."""
    text = ""
    while number >= BASE:
        text += DIGITS[BASE + number % BASE]
        number //= BASE
    return text + DIGITS[number]


_SHORT_CODES: Final = tuple(map(encode, range(BASE * BASE)))
_VALUES: Final = {char: value for value, char in enumerate(DIGITS)}


def encode_rising(numbers: Iterable[int]) -> str:
    """Document numbers in rising order, as the steps between them."""
    text: list[str] = []
    previous = -1
    for number in numbers:
        step = number - previous - 1
        text.append(_SHORT_CODES[step] if step < len(_SHORT_CODES) else encode(step))
        previous = number
    return "".join(text)


def decode_rising(text: str) -> list[int]:
    """The numbers that `encode_rising` wrote."""
    numbers: list[int] = []
    previous, step, weight = -1, 0, 1
    for value in map(_VALUES.__getitem__, text):
        if value < BASE:
            previous += step + value * weight + 1
            numbers.append(previous)
            step, weight = 0, 1
        else:
            step += (value - BASE) * weight
            weight *= BASE
    return numbers


class PostingWriter:
    """Writes the documents of one word or pair as a line: `form|in titles|in names|in bodies`."""

    def __init__(self, documents: int) -> None:
        self._codes = [encode(step) for step in range(documents + 1)]

    def line(self, form: str, found: Sequence[int]) -> str:
        """`found`: document << PLACE_BITS | place, one a document, rising."""
        if len(found) == 1:
            # Most pairs of a corpus occur once: this is the line that the speed of a build hangs on.
            return form + _FIELDS_BEFORE[found[0] & _PLACE] + self._codes[found[0] >> PLACE_BITS]
        bodies = [packed for packed in found if packed & BODY]
        if len(bodies) == len(found):
            return form + _FIELDS_BEFORE[BODY] + self._steps(bodies)
        lists = (self._steps([packed for packed in found if packed & _PLACE == place]) for place in range(PLACES))
        return FIELD.join((form, *lists)).rstrip(FIELD)

    def _steps(self, rising: Sequence[int]) -> str:
        """Documents of one place, packed as they are: their differences are whole documents."""
        if not rising:
            return ""
        codes = self._codes
        return codes[rising[0] >> PLACE_BITS] + "".join([codes[(after - before >> PLACE_BITS) - 1] for before, after in pairwise(rising)])


def posting_line(form: str, documents: Mapping[int, int]) -> str:
    """The same line from document → place; for the few lines that an edit touches."""
    lists = (encode_rising(sorted(d for d, at in documents.items() if at == place)) for place in range(PLACES))
    return FIELD.join((form, *lists)).rstrip(FIELD)


def parse_posting_line(line: str) -> tuple[str, dict[int, int]]:
    form, *lists = line.split(FIELD)
    return form, {document: place for place, steps in enumerate(lists) for document in decode_rising(steps)}


@dataclass(frozen=True, slots=True)
class Room:
    """Sizes of a table's files in characters: never cut before `least`, always at `most`."""

    least: int
    most: int

    @classmethod
    def for_volume(cls, volume: int) -> "Room":
        """Small corpora get few files, large ones get small files; `volume` is the size of all their texts."""
        if volume < 300_000:
            return cls(24_000, 36_000)
        return cls(14_000, 20_000) if volume < 1_500_000 else cls(10_000, 16_000)

    @classmethod
    def for_records(cls, volume: int) -> "Room":
        """Record files are smaller: a page of results takes one for nearly every result."""
        return cls(12_000, 18_000) if volume < 300_000 else cls(6_000, 9_000)

    def cuts(self, key: str, size: int, line: str) -> bool:
        """Whether a file of `size` ends before this line. A line's chance grows with its length, so that the cuts spread evenly."""
        spread = (self.most - self.least) // 3
        return size + len(line) > self.most or crc32(key.encode()) * spread < len(line) << 32


@dataclass(frozen=True, slots=True)
class Shard:
    """One file of a table: the key it starts at, and its lines."""

    start: str
    text: str

    @property
    def digest(self) -> str:
        """Five characters for the file's name; they need to differ only from other versions of the same shard."""
        return b32encode(hashlib.blake2b(self.text.encode(), digest_size=3).digest()).decode().lower().rstrip("=")[:4]


def split(lines: Iterable[Line], room: Room) -> Iterator[Shard]:
    """Cuts sorted lines into shards. Lines with equal keys stay together."""
    start = key = ""
    held: list[str] = []
    size = 0
    least = room.least
    for next_key, line in lines:
        if size >= least and next_key != key and room.cuts(next_key, size, line):
            yield Shard(start, "\n".join(held))
            held, size = [], 0
        if not held:
            start = next_key
        key = next_key
        held.append(line)
        size += len(line) + 1
    if held:
        yield Shard(start, "\n".join(held))


KeyOf = Callable[[str], str]
Edit = Callable[[str, list[str]], list[str]]
"""(key, its old lines) → its new lines."""


@dataclass(frozen=True, slots=True)
class Patch:
    """Edits of a few keys in a table that is already cut."""

    starts: Sequence[str]
    read: Callable[[str], str]
    key_of: KeyOf
    room: Room
    edit: Edit

    def apply(self, keys: Iterable[str]) -> tuple[set[str], list[Shard]]:
        """The starts of the shards that go, and the shards that come instead."""
        by_shard: dict[int, list[str]] = {}
        for key in sorted(keys):
            position = max(bisect_right(self.starts, key) - 1, 0)
            by_shard.setdefault(position, []).append(key)
            if position and self.starts[position] == key:
                # The cut before a shard depends on the shard's first line.
                by_shard.setdefault(position - 1, [])
        gone: set[str] = set()
        come: list[Shard] = []
        done = -1
        for position in sorted(by_shard):
            if position > done:
                done = self._recut(position, by_shard, gone, come)
        return gone, come

    def _recut(self, position: int, by_shard: Mapping[int, list[str]], gone: set[str], come: list[Shard]) -> int:
        """Cuts again from one shard on, until a new cut falls on an old one; returns the last position used up."""
        reached = position

        def lines() -> Iterator[Line]:
            nonlocal reached
            for reached in range(position, max(len(self.starts), 1)):
                yield from self._patched(reached, by_shard.get(reached, ()))

        for shard in split(lines(), self.room):
            come.append(shard)
            # `reached` is the old shard that holds the next line: when that line is the first of an untouched shard, the rest stays.
            gone.update(self.starts[position:reached])
            if reached not in by_shard and reached > position and self._ends_before(shard, reached):
                return reached - 1
        gone.update(self.starts[position : reached + 1])
        return reached

    def _ends_before(self, shard: Shard, reached: int) -> bool:
        last = shard.text.rpartition("\n")[2]
        return self.key_of(last) < self.starts[reached]

    def _patched(self, position: int, keys: Sequence[str]) -> Iterator[Line]:
        """The lines of one old shard with the edits made, in order."""
        text = self.read(self.starts[position]) if self.starts else ""
        lines = [(self.key_of(line), line) for line in text.split("\n")] if text else []
        for key in keys:
            first, end = bisect_left(lines, (key, "")), bisect_left(lines, (key + "\0", ""))
            lines[first:end] = [(key, line) for line in self.edit(key, [line for _, line in lines[first:end]])]
        return iter(lines)
