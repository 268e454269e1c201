"""Search, step 5: a few edits in tables that are already cut, with the bytes that building everything anew would give."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Final

import numpy as np

from movement.render.search.tables import BASE, DIGITS, FIELD, PLACES, Line, Room, Shard, encode, split
from movement.vietnamese import fold

Change = tuple[int, int | None, int | None]
"""A document, and the place where it had a word before and has it now, or None."""
Changes = dict[str, dict[str, list[Change]]]
"""Folded key → form → what changes."""
KeyOf = Callable[[str], str]
Edit = Callable[[str, list[str]], list[str]]
"""(key, its old lines) → its new lines."""

_VALUES: Final = np.zeros(128, np.int64)
_VALUES[[ord(char) for char in DIGITS]] = range(len(DIGITS))


def changed_steps(steps: str, document: int, present: bool) -> str:
    """The documents that `encode_rising` wrote with one more or one less; all but its neighbours stay as they are."""
    values = _VALUES[np.frombuffer(steps.encode(), np.uint8)]
    ends = np.flatnonzero(values < BASE) + 1
    starts = np.concatenate(([0], ends))[:-1]
    weights = BASE ** (np.arange(len(values)) - np.repeat(starts, ends - starts))
    numbers = np.cumsum(np.add.reduceat(values % BASE * weights, starts) + 1) - 1 if len(values) else values
    at = int(np.searchsorted(numbers, document))
    here = at < len(numbers) and int(numbers[at]) == document
    if here == present:
        return steps
    following = at + 1 if here else at
    previous = int(numbers[at - 1]) if at else -1
    before, after = steps[: starts[at] if at < len(starts) else len(steps)], ""
    middle = encode(document - previous - 1) if present else ""
    if following < len(numbers):
        middle += encode(int(numbers[following]) - (document if present else previous) - 1)
        after = steps[ends[following] :]
    return before + middle + after


def key_of_posting() -> KeyOf:
    """What gives the key of a posting line; it folds every word once."""
    folded = lru_cache(maxsize=None)(fold)
    return lambda line: " ".join(map(folded, line.partition(FIELD)[0].split(" ")))


def posting_editor(changes: Changes) -> Edit:
    def edit(key: str, lines: list[str]) -> list[str]:
        by_form = {line.partition(FIELD)[0]: line for line in lines}
        for form, documents in changes[key].items():
            lists = by_form.get(form, "").split(FIELD)[1:]
            lists += [""] * (PLACES - len(lists))
            for document, old, new in documents:
                for place, present in ((old, False), (new, True)):
                    if place is not None:
                        lists[place] = changed_steps(lists[place], document, present)
            by_form[form] = FIELD.join((form, *lists)).rstrip(FIELD) if any(lists) else ""
        return [by_form[form] for form in sorted(by_form, key=_second_first) if by_form[form]]

    return edit


def _second_first(form: str) -> list[str]:
    """The order of the lines of one key."""
    return form.split(" ")[::-1]


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
        work = _Work(self, by_shard, lru_cache(maxsize=2)(self.read))
        done = -1
        for position in sorted(by_shard):
            if position > done:
                done = position if work.in_place(position) else work.cut_again(position)
        return work.gone, work.come


class _Work:
    """One application of a patch."""

    def __init__(self, patch: Patch, by_shard: Mapping[int, list[str]], read: Callable[[str], str]) -> None:
        self.gone: set[str] = set()
        self.come: list[Shard] = []
        self._patch, self._by_shard, self._read = patch, by_shard, read

    def in_place(self, position: int) -> bool:
        """Edits one shard if it is certain that no cut moves; most edits move none."""
        starts, room, key_of = self._patch.starts, self._patch.room, self._patch.key_of
        if not starts or not self._first_line(position):
            return False
        lines = self._read(starts[position]).split("\n")
        edited, growth = self._edit(lines, self._by_shard[position])
        text = "\n".join(lines)
        if len(text) > room.most and self._grown_too_long(lines, len(text)):
            return False
        late = [line for line in edited if text.find("\n" + line) >= room.least - 1]
        if any(room.may_cut(key_of(line), len(line)) for line in late + self._lines_grown_past(room.least, growth, text)):
            return False
        if position + 1 < len(starts):
            following = self._first_line(position + 1)
            if not following or not room.cuts(starts[position + 1], len(text) + 1, len(following)):
                return False
        self.gone.add(starts[position])
        # What comes before all that was there goes into the first shard, which then starts at it.
        self.come.append(Shard(key_of(lines[0]), text))
        return True

    def _grown_too_long(self, lines: list[str], size: int) -> bool:
        """Whether there may be a cut for length: before a key whose first line ends too late. The last such key is enough to look at."""
        room, key_of = self._patch.room, self._patch.key_of
        for place in range(len(lines) - 1, -1, -1):
            end, size = size, size - len(lines[place]) - 1
            if end <= room.most or size + 1 < room.least:
                return False
            if place and key_of(lines[place - 1]) != key_of(lines[place]):
                return True
        return False

    def _first_line(self, position: int) -> str:
        """The first line of a shard after the edits; empty if its key is gone."""
        start = self._patch.starts[position]
        text = self._read(start)
        if start not in self._by_shard.get(position, ()):
            return text.partition("\n")[0]
        lines = list(takewhile(lambda line: self._patch.key_of(line) == start, text.split("\n")))
        return next(iter(self._patch.edit(start, lines)), "")

    def _edit(self, lines: list[str], keys: Iterable[str]) -> tuple[list[str], int]:
        """Edits the lines of a shard; returns the first line of every key that was edited, and how far lines can have moved on."""
        key_of, firsts, growth = self._patch.key_of, list[str](), 0
        for key in keys:
            first = end = bisect_left(lines, key, key=key_of)
            while end < len(lines) and key_of(lines[end]) == key:
                end += 1
            old = lines[first:end]
            lines[first:end] = new = self._patch.edit(key, old)
            firsts += new[:1]
            growth += max(0, sum(len(line) + 1 for line in new) - sum(len(line) + 1 for line in old))
        return firsts, growth

    def _lines_grown_past(self, least: int, growth: int, text: str) -> list[str]:
        """Lines that stood too early for a cut before the shard grew, and no longer do."""
        found: list[str] = []
        at = text.find("\n", least - 1) + 1
        while 0 < at <= least + growth:
            end = text.find("\n", at)
            found.append(text[at : end if end >= 0 else len(text)])
            at = end + 1
        return found

    def cut_again(self, position: int) -> int:
        """Cuts again from one shard on, until a new cut falls on an old one; returns the last position used up."""
        starts, reached = self._patch.starts, position

        def lines() -> Iterator[Line]:
            nonlocal reached
            for reached in range(position, max(len(starts), 1)):
                found = self._read(starts[reached]).split("\n") if starts else []
                self._edit(found, self._by_shard.get(reached, ()))
                yield from ((self._patch.key_of(line), line) for line in found)

        for shard in split(lines(), self._patch.room):
            self.come.append(shard)
            # `reached` is the old shard that holds the next line: when that line is still its first, the rest can be looked at by itself.
            self.gone.update(starts[position:reached])
            if reached > position and self._ends_before(shard, reached) and self._first_line(reached):
                return reached - 1
        self.gone.update(starts[position : reached + 1])
        return reached

    def _ends_before(self, shard: Shard, reached: int) -> bool:
        last = shard.text.rpartition("\n")[2]
        return self._patch.key_of(last) < self._patch.starts[reached]
