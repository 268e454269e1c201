"""Search, step 6: brings the remembered tables up to date, all of them or only where an edit touches them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from movement.render.search.columns import Corpus, Tables
from movement.render.search.memory import Known, SearchMemory, parse_record_line
from movement.render.search.patch import Changes, Patch, key_of_posting, posting_editor
from movement.render.search.tables import Line, Room, split
from movement.render.search.words import SearchDocument, Vocabulary, places
from movement.vietnamese import fold

WORDS, PAIRS, RECORDS = "tu", "cap", "trang"
# Above this many edits a rebuild from the remembered records is quicker than many small repairs.
_SMALL: Final = 40
# Room in files for (words, pairs, records): small files for quick answers, and larger ones while all texts are short, so that a small
# site on a cheap host or a USB stick is not a heap of files.
_SHORT: Final = 300_000
_ROOMS_WHILE_SHORT: Final = (Room(24_000, 36_000), Room(24_000, 36_000), Room(12_000, 18_000))
_ROOMS: Final = (Room(9_000, 16_000), Room(11_000, 20_000), Room(9_000, 16_000))


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
    rooms = dict(zip((WORDS, PAIRS, RECORDS), _ROOMS_WHILE_SHORT if volume < _SHORT else _ROOMS, strict=True))
    edits = _edits(before, numbers, old_records, memory) if memory.note("rooms") == repr(rooms) else None
    if edits is None:
        _write_tables(rooms, memory)
    elif edits:
        _patch_tables(edits, rooms, memory)
    memory.write_note("rooms", repr(rooms))
    return len(after)


def _take_in(items: Iterable[SearchItem], before: Mapping[str, Known], memory: SearchMemory) -> tuple[dict[str, Known], dict[str, str]]:
    """What is known after reading the new and changed documents, and the old records of all that changed or went, if they are few."""
    after: dict[str, Known] = {}
    old_records: dict[str, str] = {}

    def keep_old(key: str) -> None:
        # Of more records than are patched one by one, the texts are not needed, and would take much memory.
        old_records[key] = memory.record(key) if len(old_records) <= _SMALL else ""

    for item in items:
        if item.key in after:
            raise ValueError(f"two search documents have the key {item.key!r}")
        known = before.get(item.key)
        if known is None or known.digest != item.digest:
            if known is not None:
                keep_old(item.key)
            known = memory.store(item.key, item.digest, item.load())
        after[item.key] = known
    for key in before.keys() - after.keys():
        keep_old(key)
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


def _write_tables(rooms: Mapping[str, Room], memory: SearchMemory) -> None:
    """All tables from the remembered records, in time and memory linear in their size."""
    corpus = Corpus()

    def record_lines() -> Iterator[Line]:
        for number, record in memory.records():
            corpus.add(parse_record_line(record))
            yield record_key(number), numbered_record(number, record)

    memory.forget_shards()
    memory.replace_shards(RECORDS, (), split(record_lines(), rooms[RECORDS]))
    tables = Tables(corpus)
    memory.replace_shards(WORDS, (), tables.words(rooms[WORDS]))
    memory.replace_shards(PAIRS, (), tables.pairs(rooms[PAIRS]))
    write_counts(tables.counts, memory)


def record_key(number: int) -> str:
    return f"{number:07}"


def numbered_record(number: int, record: str) -> str:
    return f"[{number},{record[1:]}"


def _key_of_record(line: str) -> str:
    return line[1 : line.index(",")].zfill(7)


def read_counts(memory: SearchMemory) -> Counter[str]:
    """Folded word → in how many documents it stands, counted once a spelling."""
    pairs = (line.split(" ") for line in memory.note("counts").split("\n") if line)
    return Counter({word: int(count) for word, count in pairs})


def write_counts(counts: Mapping[str, int], memory: SearchMemory) -> None:
    memory.write_note("counts", "\n".join(f"{word} {counts[word]}" for word in sorted(counts) if counts[word] > 0))


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
                change = (edit.number, old.get(words), new.get(words))
                changes[table].setdefault(fold(form), {}).setdefault(form, []).append(change)
                if table == WORDS:
                    counts[fold(form)] += (words in new) - (words in old)
        records[record_key(edit.number)] = [numbered_record(edit.number, edit.new)] if edit.new else []
    starts: dict[str, list[str]] = {}
    for table, start, _ in memory.shard_digests():
        starts.setdefault(table, []).append(start)
    for table, changed in changes.items():
        patch = Patch(starts.get(table, []), _reader(memory, table), key_of_posting(), rooms[table], posting_editor(changed))
        _apply(patch, changed, table, memory)
    record_patch = Patch(starts.get(RECORDS, []), _reader(memory, RECORDS), _key_of_record, rooms[RECORDS], lambda key, _: records[key])
    _apply(record_patch, records, RECORDS, memory)
    write_counts(counts, memory)


def _reader(memory: SearchMemory, table: str) -> Callable[[str], str]:
    return lambda start: memory.shard_text(table, start)


def _apply(patch: Patch, keys: Iterable[str], table: str, memory: SearchMemory) -> None:
    gone, come = patch.apply(keys)
    memory.replace_shards(table, gone, come)
