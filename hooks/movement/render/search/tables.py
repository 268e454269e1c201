"""Search, step 2: sorted lines cut into small files, and the numbers inside them.

A table is a sorted sequence of (key, line). Where it is cut depends only on the keys and sizes nearby, so an edit
moves the cuts around it and no others: that is what keeps a warm build small and equal to a cold one.
"""

import hashlib
from base64 import b32encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from movement.render.search.words import BODY

Line = tuple[str, str]

# Numbers are written with these characters: the first half ends a number, the second half says that more follows. Absent are
# the characters that mean something in a JavaScript template (` \ $) and the field separator |.
DIGITS: Final = "".join(chr(code) for code in range(33, 127) if chr(code) not in "`\\$|")
BASE: Final = len(DIGITS) // 2
FIELD: Final = "|"
PLACES: Final = BODY + 1


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


HASH_STEP: Final = 0x9E3779B1


def word_hash(word: str) -> int:
    return crc32(word.encode())


def key_hash(key: str) -> int:
    """A number of 32 bits for a key: that of the first word, stepped on, and that of the second."""
    first, _, second = key.partition(" ")
    return word_hash(first) * HASH_STEP + word_hash(second) & 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Room:
    """Sizes of a table's files in characters: never cut before `least`, always at `most`."""

    least: int
    most: int

    @property
    def spread(self) -> int:
        return (self.most - self.least) // 3

    def cuts(self, key: str, size: int, length: int) -> bool:
        """Whether a file of `size` ends before a line of this length."""
        return size >= self.least and (size + length > self.most or self.may_cut(key, length))

    def may_cut(self, key: str, length: int) -> bool:
        """A line's chance grows with its length, so that the cuts spread evenly."""
        return key_hash(key) * self.spread < length << 32


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
    for next_key, line in lines:
        if next_key != key and room.cuts(next_key, size, len(line)):
            yield Shard(start, "\n".join(held))
            held, size = [], 0
        if not held:
            start = next_key
        key = next_key
        held.append(line)
        size += len(line) + 1
    if held:
        yield Shard(start, "\n".join(held))
