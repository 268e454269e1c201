"""Search, step 3: all words and pairs of a corpus at once, as columns of numbers.

Nothing here walks over single postings in Python: words are numbers, a posting is one packed integer (first word, second
word, spelling of the first, place, document), sorting puts the postings of a line and the lines of a table in order, and
every piece of text that a line can be made of stands in one table, so that a file is the pieces of its lines joined.
"""

from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from movement.render.search.tables import FIELD, HASH_STEP, Room, Shard, encode, word_hash
from movement.render.search.words import BODY, SearchDocument, Vocabulary, texts_by_place

Numbers = npt.NDArray[Any]

PLACE_BITS: Final = 2
# So many postings are sorted at a time: it bounds the memory.
_AT_ONCE: Final = 100_000


@dataclass(slots=True)
class Corpus:
    """The words of all documents one behind the other, and which stretch of them belongs to which place of which document."""

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    words: "array[int]" = field(default_factory=lambda: array("I", [0]))
    ends: "array[int]" = field(default_factory=lambda: array("I", [0, 1]))
    origins: "array[int]" = field(default_factory=lambda: array("I", [0]))
    documents: int = 0

    def add(self, document: SearchDocument) -> None:
        """Takes in the next document; they come in the order of their numbers."""
        for place, text in texts_by_place(document):
            self.words.extend(self.vocabulary.numbers(text))
            self.words.append(0)
            self.ends.append(len(self.words))
            self.origins.append(self.documents << PLACE_BITS | place)
        self.documents += 1


class Tables:
    """The tables of single words and of pairs, cut into shards. Uses the corpus up."""

    def __init__(self, corpus: Corpus) -> None:
        forms, folded = corpus.vocabulary.forms, corpus.vocabulary.folded
        # Words by folded word, then by form, after the break; `keys` are the folded words, in order.
        order = sorted(range(len(forms)), key=lambda number: (number > 0, folded[number], forms[number]))
        self._forms = [forms[number] for number in order]
        self.keys = sorted(set(folded[1:]))
        places = {key: place for place, key in enumerate(self.keys, 1)}
        self._key_of = np.fromiter((places.get(folded[number], 0) for number in order), np.uint64, len(order))
        self._spelling = np.arange(len(order), dtype=np.uint64) - np.searchsorted(self._key_of, self._key_of).astype(np.uint64)
        self._hashes = np.fromiter((0, *map(word_hash, self.keys)), np.uint32, len(self.keys) + 1)
        self._bits = _Bits(len(order), int(np.max(self._spelling, initial=0)) + 1, corpus.documents)
        self._pieces = _Pieces(self._forms, corpus.documents)
        rank = np.empty(len(order), np.uint32)
        rank[order] = np.arange(len(order), dtype=np.uint32)
        # In place, a stretch at a time: all words of a large site are the most that a build holds.
        self._words = np.frombuffer(corpus.words, np.uint32)
        for at in range(0, len(self._words), _AT_ONCE):
            self._words[at : at + _AT_ONCE] = rank[self._words[at : at + _AT_ONCE]]
        self._ends = np.frombuffer(corpus.ends, np.uint32)[1:]
        self._origins = np.frombuffer(corpus.origins, np.uint32)
        self.counts: Counter[str] = Counter()
        """Folded word → in how many documents it stands, counted once a spelling; complete after `words()`."""

    def words(self, room: Room) -> Iterator[Shard]:
        return self._shards(room, pairs=False)

    def pairs(self, room: Room) -> Iterator[Shard]:
        return self._shards(room, pairs=True)

    def _shards(self, room: Room, pairs: bool) -> Iterator[Shard]:
        cutter = _Cutter(room, self._pieces)
        for packed in self._sorted(pairs):
            lines = self._lines(packed, pairs)
            yield from cutter.cut(lines, self._starts_of)
        yield from cutter.rest(self._starts_of)

    def _starts_of(self, first: int, second: int) -> str:
        return f"{self.keys[first - 1]} {self.keys[second - 1]}" if second else self.keys[first - 1]

    def _sorted(self, pairs: bool) -> Iterator[Numbers]:
        """Packed postings in order, one for each document of a line, some at a time; a key is never parted."""
        words = self._words[:-1]
        # bincount makes its input eight bytes wide: not of all at once.
        counts = sum(np.bincount(words[at : at + _AT_ONCE], minlength=len(self._key_of)) for at in range(0, len(words), _AT_ONCE))
        starts = np.searchsorted(self._key_of, np.arange(1, len(self.keys) + 2, dtype=np.uint64))
        through = np.cumsum(counts)
        key = 0
        while key < len(self.keys):
            before = through[starts[key] - 1]
            end = max(key + 1, int(np.searchsorted(through[starts[1:] - 1], before + _AT_ONCE)))
            low, width = np.uint32(starts[key]), np.uint32(starts[end] - starts[key])
            at = _between(words, low, width)
            if pairs:
                at = at[self._words[at + 1] != 0]
            if len(at):
                yield self._packed(at, pairs)
            key = end

    def _packed(self, at: Numbers, pairs: bool) -> Numbers:
        bits, first = self._bits, self._words[at]
        packed = self._key_of[first] << np.uint64(bits.word)
        if pairs:
            packed |= self._words[at + 1]
        packed <<= np.uint64(bits.spelling)
        packed |= self._spelling[first]
        packed <<= np.uint64(bits.document + PLACE_BITS)
        packed |= self._origins[np.searchsorted(self._ends, at, "right")]
        packed.sort()
        # The strongest place of a word in a document is the first of its entries.
        return packed[_differs(packed >> np.uint64(PLACE_BITS))]

    def _lines(self, packed: Numbers, pairs: bool) -> "_Lines":
        bits = self._bits
        place, document = packed & np.uint64(3), (packed >> np.uint64(PLACE_BITS)) & np.uint64((1 << bits.document) - 1)
        line = packed >> np.uint64(bits.document + PLACE_BITS)
        new = _differs(line)
        at = np.flatnonzero(new)
        number = np.cumsum(new) - 1
        place, document = self._by_place(number, place, document, len(at))
        steps = self._pieces.postings(place, document, new)
        head = line[at]
        first = head >> np.uint64(bits.word + bits.spelling)
        second = (head >> np.uint64(bits.spelling)) & np.uint64((1 << bits.word) - 1)
        first_form = np.searchsorted(self._key_of, first).astype(np.uint64) + (head & np.uint64((1 << bits.spelling) - 1))
        heads = self._pieces.heads(first_form, second) if pairs else self._pieces.heads(first_form, None)
        starts, pieces = _interleave(heads, steps, at)
        second_key = self._key_of[second]
        key = (first << np.uint64(32)) | second_key
        if not pairs:
            sizes = np.diff(at, append=len(packed))
            found = np.bincount(first.astype(np.int64), weights=sizes, minlength=len(self.keys) + 1)
            self.counts.update({self.keys[one - 1]: int(found[one]) for one in np.flatnonzero(found).tolist()})
        hashes = self._hashes[first] * np.uint32(HASH_STEP) + self._hashes[second_key]
        return _Lines(key, hashes, self._pieces.lengths_of(pieces, starts), starts, pieces)

    def _by_place(self, line: Numbers, place: Numbers, document: Numbers, lines: int) -> tuple[Numbers, Numbers]:
        """Places and documents with each line in the order of places; most lines have but one and are left alone."""
        mixed = np.zeros(lines, bool)
        mixed[line[place != BODY]] = True
        at = np.flatnonzero(mixed[line])
        bits = np.uint64(self._bits.document)
        packed = (line[at].astype(np.uint64) << np.uint64(PLACE_BITS) | place[at]) << bits | document[at]
        packed.sort()
        document[at] = packed & np.uint64((1 << self._bits.document) - 1)
        place[at] = packed >> bits & np.uint64(3)
        return place, document


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines in order: their keys and hashes, their lengths with the line end, and where their pieces begin."""

    keys: Numbers
    hashes: Numbers
    lengths: Numbers
    starts: Numbers
    pieces: Numbers

    def after(self, line: int) -> "_Lines":
        start = self.starts[line] if line < len(self.starts) else len(self.pieces)
        return _Lines(self.keys[line:], self.hashes[line:], self.lengths[line:], self.starts[line:] - start, self.pieces[start:])

    def followed_by(self, other: "_Lines") -> "_Lines":
        starts = np.concatenate((self.starts, other.starts + len(self.pieces)))
        return _Lines(
            np.concatenate((self.keys, other.keys)),
            np.concatenate((self.hashes, other.hashes)),
            np.concatenate((self.lengths, other.lengths)),
            starts,
            np.concatenate((self.pieces, other.pieces)),
        )


class _Bits:
    """How many bits each part of a packed posting takes."""

    def __init__(self, words: int, spellings: int, documents: int) -> None:
        self.word = words.bit_length()
        self.spelling = spellings.bit_length()
        self.document = documents.bit_length()
        if 2 * self.word + self.spelling + self.document + PLACE_BITS > 64:
            raise OverflowError(f"{documents} documents with {words} different words are more than the search index can hold")


class _Pieces:
    """All pieces of text that lines are made of: beginnings of lines, second words, and steps from document to document."""

    def __init__(self, forms: list[str], documents: int) -> None:
        self._second, self._steps, self._documents = len(forms), 2 * len(forms), documents
        codes = [encode(step) for step in range(documents)]
        pieces = ["\n" + form for form in forms]
        pieces += [" " + form for form in forms]
        for jump in range(BODY + 2):
            pieces += [FIELD * jump + code for code in codes] if jump else codes
        self._texts = np.array(pieces, object)
        self._lengths = np.fromiter(map(len, pieces), np.int32, len(pieces))

    def heads(self, first: Numbers, second: Numbers | None) -> list[Numbers]:
        return [first] if second is None else [first, second + np.uint64(self._second)]

    def postings(self, place: Numbers, document: Numbers, new: Numbers) -> Numbers:
        """For every posting the piece with its step, and the separators before it where another place begins."""
        place, document = place.astype(np.int32), document.astype(np.int32)
        jump = np.diff(place, prepend=np.int32(0))
        jump[new] = place[new] + 1
        step = np.diff(document, prepend=np.int32(0)) - 1
        fresh = jump != 0
        step[fresh] = document[fresh]
        return step + jump * np.int32(self._documents) + np.int32(self._steps)

    def lengths_of(self, pieces: Numbers, starts: Numbers) -> Numbers:
        lengths: Numbers = np.add.reduceat(self._lengths[pieces], starts).astype(np.int64)
        return lengths

    def text(self, pieces: Numbers) -> str:
        """Lines without the line end before the first."""
        return "".join(self._texts[pieces].tolist())[1:]


class _Cutter:
    """Cuts lines into shards as `tables.split` would, but looks only at the few lines where a cut may fall."""

    def __init__(self, room: Room, pieces: _Pieces) -> None:
        self._room, self._pieces = room, pieces
        self._held: _Lines | None = None

    def cut(self, lines: _Lines, start_of: Any) -> Iterator[Shard]:
        if self._held:
            lines = self._held.followed_by(lines)
        room = self._room
        ends = np.cumsum(lines.lengths)
        first_of_key = np.flatnonzero(_differs(lines.keys))
        before = ends[first_of_key] - lines.lengths[first_of_key]
        length = lines.lengths[first_of_key] - 1
        chosen = lines.hashes[first_of_key].astype(np.uint64) * np.uint64(room.spread) < length.astype(np.uint64) << np.uint64(32)
        may, may_before = first_of_key[chosen], before[chosen]
        over = before + length
        line = size = 0
        while True:
            by_hash = int(np.searchsorted(may_before, size + room.least))
            by_size = max(int(np.searchsorted(before, size + room.least)), int(np.searchsorted(over, size + room.most, "right")))
            found = [int(cuts[at]) for cuts, at in ((may, by_hash), (first_of_key, by_size)) if at < len(cuts)]
            if not found:
                break
            yield self._shard(lines, line, min(found), start_of)
            line = min(found)
            size = int(ends[line - 1])
        self._held = lines.after(line)

    def rest(self, start_of: Any) -> Iterator[Shard]:
        if self._held and len(self._held.starts):
            yield self._shard(self._held, 0, len(self._held.starts), start_of)

    def _shard(self, lines: _Lines, first: int, end: int, start_of: Any) -> Shard:
        stop = lines.starts[end] if end < len(lines.starts) else len(lines.pieces)
        key = int(lines.keys[first])
        return Shard(start_of(key >> 32, key & 0xFFFFFFFF), self._pieces.text(lines.pieces[lines.starts[first] : stop]))


def _between(words: Numbers, low: np.uint32, width: np.uint32) -> Numbers:
    """Where the words are that begin at `low`; below it, numbers without a sign become large."""
    stretches = range(0, len(words), 4 * _AT_ONCE)
    return np.concatenate([np.flatnonzero(words[at : at + 4 * _AT_ONCE] - low < width) + at for at in stretches])


def _differs(values: Numbers) -> Numbers:
    """Where a value is another than the one before it."""
    new = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return new


def _interleave(heads: list[Numbers], steps: Numbers, at: Numbers) -> tuple[Numbers, Numbers]:
    """Where lines start, and all pieces: each line's heads and then its steps."""
    many = len(heads)
    starts = at + many * np.arange(len(at))
    pieces = np.empty(len(steps) + many * len(at), np.int32)
    free = np.ones(len(pieces), bool)
    for place, head in enumerate(heads):
        pieces[starts + place] = head
        free[starts + place] = False
    pieces[free] = steps
    return starts, pieces
