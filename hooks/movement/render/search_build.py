"""Search, step 4: brings the remembered tables up to date, all of them or only where an edit touches them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from movement.render.search_memory import Known, SearchMemory, parse_record_line
from movement.render.search_tables import FIELD, Line, Patch, PostingWriter, Room, parse_posting_line, posting_line, split
from movement.render.search_words import Occurrences, SearchDocument, Vocabulary, by_second, of_first, places
from movement.vietnamese import fold

WORDS, PAIRS, RECORDS = "tu", "cap", "trang"
# Above this many edits a rebuild from the remembered records is quicker than many small repairs.
_SMALL: Final = 40


@dataclass(frozen=True, slots=True)
class SearchItem:
    """A document that is read only when its digest is new. `key` is permanent and unique, such as `directives/07-ct-bca-v28`."""

    key: str
    digest: str
    load: Callable[[], SearchDocument]


@dataclass(frozen=True, slots=True)
class _Edit:
    """One document number, and its remembered record before and after; empty where there is none."""

    number: int
    old: str
    new: str


def update(items: Iterable[SearchItem], memory: SearchMemory) -> int:
    """Takes in the documents and brings every table up to date; returns how many documents there are."""
    before = memory.known()
    after, old_records = _take_in(items, before, memory)
    numbers = _number(after, memory)
    volume = sum(known.volume for known in after.values())
    rooms = {WORDS: Room.for_volume(volume), PAIRS: Room.for_volume(volume), RECORDS: Room.for_records(volume)}
    edits = _edits(before, numbers, old_records, memory) if memory.note("rooms") == repr(rooms) else None
    if edits is None:
        _write_tables(sorted(numbers, key=numbers.__getitem__), rooms, memory)
    elif edits:
        _patch_tables(edits, rooms, memory)
    memory.write_note("rooms", repr(rooms))
    return len(after)


def _take_in(items: Iterable[SearchItem], before: Mapping[str, Known], memory: SearchMemory) -> tuple[dict[str, Known], dict[str, str]]:
    """What is known after reading the new and changed documents, and the old records of all that changed or went."""
    after: dict[str, Known] = {}
    old_records: dict[str, str] = {}
    for item in items:
        if item.key in after:
            raise ValueError(f"two search documents have the key {item.key!r}")
        known = before.get(item.key)
        if known is None or known.digest != item.digest:
            if known is not None:
                old_records[item.key] = memory.record(item.key)
            known = memory.store(item.key, item.digest, item.load())
        after[item.key] = known
    for key in before.keys() - after.keys():
        old_records[key] = memory.record(key)
        memory.drop(key)
    return after, old_records


def _number(after: Mapping[str, Known], memory: SearchMemory) -> dict[str, int]:
    """Numbers follow the date, so that a higher number is newer and new documents are added at the end."""
    order = sorted(after, key=lambda key: (after[key].rank, key))
    numbers = {key: number for number, key in enumerate(order)}
    memory.number((number, key) for key, number in numbers.items() if after[key].number != number)
    return numbers


def _edits(
    before: Mapping[str, Known], numbers: Mapping[str, int], old_records: Mapping[str, str], memory: SearchMemory
) -> list[_Edit] | None:
    """What differs from the remembered tables, number by number; None when it is too much to patch."""
    if not before or any(numbers.get(key, known.number) != known.number for key, known in before.items()):
        return None
    touched = [key for key in numbers if key in old_records or key not in before]
    gone = [key for key in old_records if key not in numbers]
    if len(touched) + len(gone) > _SMALL:
        return None
    new = {numbers[key]: memory.record(key) for key in touched}
    old = {before[key].number: record for key, record in old_records.items()}
    return [_Edit(number, old.get(number, ""), new.get(number, "")) for number in sorted(new.keys() | old.keys())]


def _write_tables(order: list[str], rooms: Mapping[str, Room], memory: SearchMemory) -> None:
    """All tables from the remembered records, in time and memory linear in their size."""
    occurrences = Occurrences()
    for number, key in enumerate(order):
        occurrences.add(number, parse_record_line(memory.record(key)))
    words: list[Line] = []
    counts: Counter[str] = Counter()
    memory.forget_shards()
    memory.replace_shards(PAIRS, (), split(_pair_lines(occurrences, PostingWriter(len(order)), words, counts), rooms[PAIRS]))
    memory.replace_shards(WORDS, (), split(words, rooms[WORDS]))
    memory.replace_shards(RECORDS, (), split(_record_lines(order, memory), rooms[RECORDS]))
    write_counts(counts, memory)


def _record_lines(order: Iterable[str], memory: SearchMemory) -> Iterator[Line]:
    for number, key in enumerate(order):
        yield record_key(number), numbered_record(number, memory.record(key))


def record_key(number: int) -> str:
    return f"{number:07}"


def numbered_record(number: int, record: str) -> str:
    return f"[{number},{record[1:]}"


def _key_of_record(line: str) -> str:
    return line[1 : line.index(",")].zfill(7)


class _FoldedWords(dict[str, str]):
    """Word → folded word, each folded once."""

    def __missing__(self, word: str) -> str:
        self[word] = folded = fold(word)
        return folded

    def key(self, line: str) -> str:
        """The key of a posting line."""
        return " ".join(map(self.__getitem__, line.partition(FIELD)[0].split(" ")))


def _pair_lines(occurrences: Occurrences, writer: PostingWriter, words: list[Line], counts: Counter[str]) -> Iterator[Line]:
    """The sorted lines of all pairs; the lines and counts of the single words are taken down on the way."""
    folded, forms = occurrences.vocabulary.folded, occurrences.vocabulary.forms
    order = sorted(range(1, len(forms)), key=lambda number: (folded[number], forms[number]))
    for first_folded, spellings in groupby(order, key=folded.__getitem__):
        lines: list[tuple[str, str]] = []
        for first in spellings:
            found = occurrences.take(first)
            documents = of_first(found)
            words.append((first_folded, writer.line(forms[first], documents)))
            counts[first_folded] += len(documents)
            start, written = first_folded + " ", forms[first] + " "
            lines += [(start + folded[second], writer.line(written + forms[second], group)) for second, group in by_second(found)]
        # Lines of one key order themselves by their forms, which differ before their ends.
        lines.sort()
        yield from lines


def read_counts(memory: SearchMemory) -> Counter[str]:
    """Folded word → in how many documents it stands, counted once a spelling."""
    pairs = (line.split(" ") for line in memory.note("counts").split("\n") if line)
    return Counter({word: int(count) for word, count in pairs})


def write_counts(counts: Mapping[str, int], memory: SearchMemory) -> None:
    memory.write_note("counts", "\n".join(f"{word} {counts[word]}" for word in sorted(counts) if counts[word] > 0))


Changes = dict[str, dict[str, dict[int, int | None]]]
"""Folded key → form → document → its place now, or None."""


def _patch_tables(edits: Iterable[_Edit], rooms: Mapping[str, Room], memory: SearchMemory) -> None:
    """Changes only the lines, and cuts again only the shards, that the edited documents touch."""
    vocabulary = Vocabulary()
    changes: dict[str, Changes] = {WORDS: {}, PAIRS: {}}
    records: dict[str, list[str]] = {}
    counts = read_counts(memory)
    for edit in edits:
        old = places(parse_record_line(edit.old), vocabulary) if edit.old else {}
        new = places(parse_record_line(edit.new), vocabulary) if edit.new else {}
        for words in old.keys() | new.keys():
            if old.get(words) != new.get(words):
                form = " ".join(words)
                table = WORDS if len(words) == 1 else PAIRS
                changes[table].setdefault(fold(form), {}).setdefault(form, {})[edit.number] = new.get(words)
                if table == WORDS:
                    counts[fold(form)] += (words in new) - (words in old)
        records[record_key(edit.number)] = [numbered_record(edit.number, edit.new)] if edit.new else []
    starts: dict[str, list[str]] = {}
    for table, start, _ in memory.shard_digests():
        starts.setdefault(table, []).append(start)
    key_of = _FoldedWords().key
    for table, changed in changes.items():
        patch = Patch(starts.get(table, []), _reader(memory, table), key_of, rooms[table], _posting_editor(changed))
        _apply(patch, changed, table, memory)
    record_patch = Patch(starts.get(RECORDS, []), _reader(memory, RECORDS), _key_of_record, rooms[RECORDS], lambda key, _: records[key])
    _apply(record_patch, records, RECORDS, memory)
    write_counts(counts, memory)


def _reader(memory: SearchMemory, table: str) -> Callable[[str], str]:
    return lambda start: memory.shard_text(table, start)


def _apply(patch: Patch, keys: Iterable[str], table: str, memory: SearchMemory) -> None:
    gone, come = patch.apply(keys)
    memory.replace_shards(table, gone, come)


def _posting_editor(changes: Changes) -> Callable[[str, list[str]], list[str]]:
    def edit(key: str, lines: list[str]) -> list[str]:
        by_form = {line.partition(FIELD)[0]: line for line in lines}
        for form, documents in changes[key].items():
            held = parse_posting_line(by_form.get(form, form))[1]
            for number, place in documents.items():
                held.pop(number, None)
                if place is not None:
                    held[number] = place
            by_form[form] = posting_line(form, held) if held else ""
        return [by_form[form] for form in sorted(by_form) if by_form[form]]

    return edit
