"""Search, step 7: the remembered tables as script files, and the manifest that names them."""

import hashlib
import json
import re
from base64 import b32encode
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from movement.portable import RESERVED
from movement.render.search.build import PAIRS, RECORDS, WORDS, read_counts
from movement.render.search.memory import SearchMemory
from movement.render.search.tables import DIGITS, encode, encode_rising
from movement.render.search.words import EXPIRED, LEADING, USUAL
from movement.vietnamese import LETTERS, MARKS, TONES

FOLDER: Final = "tim-kiem/du-lieu/"
MANIFEST: Final = FOLDER + "muc-luc.js"
FACETS: Final = ("collection", "sectors", "topics", "provinces", "year", "state")
RECORD_BLOCK: Final = 200
_NOT_IN_NAME: Final = re.compile(r"[^a-z0-9]")

Labels = Mapping[str, Mapping[str, str]]
Source = Callable[[], bytes]


def files(documents: int, labels: Labels, memory: SearchMemory) -> dict[str, tuple[str, Source]]:
    """Site path → (digest, how to get the content) of every file of the index."""
    found: dict[str, tuple[str, Source]] = {}
    tables: dict[str, list[tuple[str, str]]] = {WORDS: [], PAIRS: [], RECORDS: []}
    for table, start, digest in memory.shard_digests():
        tables[table].append((start, digest))
    blocks = _block_digests(tables[RECORDS])
    for table, shards in tables.items():
        for start, digest in shards:
            version = blocks[int(start) // RECORD_BLOCK] if table == RECORDS else digest
            found[f"{FOLDER}{table}/{_file_name(start)}.{version}.js"] = (digest, _shard_source(memory, table, start))
    facets, standings, used = _facets(labels, memory)
    named = {"nhan": facets, "chinh-ta": _spelling(memory, documents)}
    digests: dict[str, str] = {}
    for name, content in named.items():
        digests[name] = short_digest(content)
        found[f"{FOLDER}{name}.{digests[name]}.js"] = (digests[name], _constant(script(name, content)))
    manifest = {
        "documents": documents,
        "digits": DIGITS,
        "fold": {"marks": MARKS, "letters": LETTERS, "tones": TONES},
        "standings": standings,
        "labels": used,
        "files": digests,
        "tables": {table: _listed(shards) for table, shards in tables.items() if table != RECORDS},
        "records": [encode_rising(int(start) for start, _ in tables[RECORDS]), RECORD_BLOCK, blocks],
    }
    content = json.dumps(manifest, ensure_ascii=False, separators=(",", ":"))
    found[MANIFEST] = (short_digest(content), _constant(script("muc-luc", content)))
    return found


def short_digest(text: str) -> str:
    return b32encode(hashlib.blake2b(text.encode(), digest_size=5).digest()).decode().lower()


def script(name: str, content: str) -> bytes:
    """A file that hands its content to the reader under its name; the only form that also loads from `file://`."""
    return f'movementSearch("{name}",{content});\n'.encode()


def _file_name(start: str) -> str:
    """The start of a shard as a file name on any system; search.js computes the same."""
    name = _NOT_IN_NAME.sub(lambda char: "-" if char[0] == " " else f"_{ord(char[0]):x}", start[:24])
    # Windows keeps some names for devices, and "con" is a common syllable.
    return f"{name}_" if name in RESERVED else name


def _constant(content: bytes) -> Source:
    return lambda: content


def _shard_source(memory: SearchMemory, table: str, start: str) -> Source:
    def read() -> bytes:
        text = memory.shard_text(table, start)
        # Records are JSON lines; posting lines hold no character that a template would read as its own.
        content = "[" + text.replace("\n", ",\n") + "]" if table == RECORDS else f"`{text}`"
        return script(f"{table}/{_file_name(start)}", content)

    return read


def _listed(shards: Iterable[tuple[str, str]]) -> list[str]:
    """Starts and digests of a table, in order; digests have one length and need no separator."""
    starts, digests = zip(*shards, strict=True) if shards else ((), ())
    return ["|".join(starts), "".join(digests)]


def _block_digests(shards: Iterable[tuple[str, str]]) -> list[str]:
    """One digest for all record files that start in the same block of numbers: the manifest cannot name thousands one by one."""
    digests: dict[int, list[str]] = {}
    for start, digest in shards:
        digests.setdefault(int(start) // RECORD_BLOCK, []).append(digest)
    return [short_digest("".join(digests.get(block, ())))[:4] for block in range(max(digests, default=-1) + 1)]


def _facets(labels: Labels, memory: SearchMemory) -> tuple[str, tuple[str, str], dict[str, dict[str, str]]]:
    """Documents of every facet value, those that are expired and those that lead, and the labels in use."""
    found: dict[str, dict[str, list[int]]] = {facet: {} for facet in FACETS}
    by_standing: dict[int, list[int]] = {EXPIRED: [], USUAL: [], LEADING: []}
    for number, facets, standing in memory.facets():
        for facet, value in zip(FACETS, facets, strict=True):
            for one in value if isinstance(value, list) else [value]:
                if one is not None and one != "":
                    found[facet].setdefault(str(one), []).append(number)
        by_standing[standing].append(number)
    encoded = {facet: {one: encode_rising(numbers) for one, numbers in sorted(values.items())} for facet, values in found.items()}
    used = {facet: _labels_used(labels.get(facet, {}), values) for facet, values in found.items()}
    return _json(encoded), (encode_rising(by_standing[EXPIRED]), encode_rising(by_standing[LEADING])), used


def _labels_used(labels: Mapping[str, str], values: Mapping[str, Any]) -> dict[str, str]:
    return {one: labels[one] for one in sorted(values) if one in labels}


def _spelling(memory: SearchMemory, documents: int) -> str:
    """Words worth proposing for a slip, each with the size of its count; a word met once in a large corpus may be a slip itself."""
    least = 2 if documents > 500 else 1
    counts = read_counts(memory)
    words = (word for word in sorted(counts) if word.isalpha() and 1 < len(word) < 12 and counts[word] >= least)
    return _json(" ".join(word + encode(counts[word].bit_length()) for word in words))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
