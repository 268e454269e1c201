"""Steps 1 and 2 over a data folder: every file found, read, validated, and remembered for the next build."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from movement import allowances, privacy, rules
from movement.allowances import Allowances
from movement.load import LARGEST_FILE, KeyPath, RawRecord, digest_of, files_under, load_markdown, load_yaml
from movement.memory import Memory
from movement.problems import Problem, did_you_mean, listing, problem
from movement.record import Record
from movement.schema import COLLECTIONS, VOCABULARIES, Collection, Site
from movement.schema.base import ID
from movement.validate import validate
from movement.vietnamese import slug

RECORD_ID = re.compile(ID)
YEAR = re.compile(r"\d{4}")
OTHER_FOLDERS = ("vocabularies", "files")
OTHER_FILES = ("site.yml", "README.md")


@dataclass(slots=True)
class Catalogue:
    """The typed content of a data folder, as far as it could be read, and what is wrong with it."""

    folder: Path
    site: Site | None = None
    vocabularies: dict[str, dict[str, Any]] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """The keys of record files, and of vocabulary entries, that could not be read."""
    problems: list[Problem] = field(default_factory=list)
    allowances: Allowances = field(default_factory=Allowances)
    settings_digest: str = ""
    """Of site.yml and the vocabularies, which every page may show."""
    _last: RawRecord | None = None

    def name(self, path: Path) -> str:
        """A file's name in messages: relative to the data folder's parent."""
        return path.relative_to(self.folder.parent).as_posix()

    def raw(self, file: str) -> RawRecord:
        """A file read again, to say where in it something stands; the last one is kept, because its problems come one after another."""
        if self._last is None or self._last.path != file:
            content = (self.folder.parent / file).read_bytes()
            self._last = load_markdown(file, content) if file.endswith(".md") else load_yaml(file, content)
        return self._last


def read(folder: Path, memory: Memory) -> Catalogue:
    """The catalogue of a data folder; records in the order of their files."""
    catalogue = Catalogue(folder.resolve())
    catalogue.allowances = allowances.read(catalogue.folder)
    catalogue.problems.extend(catalogue.allowances.problems)
    _read_settings(catalogue)
    catalogue.problems.extend(_strays(catalogue))
    for collection in COLLECTIONS.values():
        _read_collection(catalogue, collection, memory)
    return catalogue


def _strays(catalogue: Catalogue) -> Iterator[Problem]:
    """Files and folders that nothing reads: somebody wrote them in order to publish them."""
    for entry in sorted(catalogue.folder.iterdir()):
        name = catalogue.name(entry)
        if entry.name.startswith(("_", ".")) or entry.name in OTHER_FILES:
            continue
        if entry.is_symlink():
            yield problem(name, (1, 1), "stray-link")
        elif not entry.is_dir():
            yield problem(name, (1, 1), "stray-file", folder=f"{catalogue.folder.name}/", suffix="site.yml")
        elif entry.name not in (*COLLECTIONS, *OTHER_FOLDERS):
            words = {"hint": did_you_mean(entry.name, COLLECTIONS), "allowed": listing((*COLLECTIONS, *OTHER_FOLDERS))}
            yield problem(name, (1, 1), "stray-folder", name=entry.name, **words)
    for within in files_under(f"{catalogue.folder}/vocabularies"):
        if within.removesuffix(".yml") not in VOCABULARIES:
            name = f"{catalogue.folder.name}/vocabularies/{within}"
            yield problem(name, (1, 1), "stray-file", folder="vocabularies/", suffix=listing(f"{known}.yml" for known in VOCABULARIES))


def _read_settings(catalogue: Catalogue) -> None:
    digests = []
    for name, schema in VOCABULARIES.items():
        catalogue.vocabularies[name] = {}
        if raw := _settings_file(catalogue, f"vocabularies/{name}.yml"):
            digests.append(raw.digest)
            catalogue.vocabularies[name] = dict(_entries(catalogue, raw, schema))
    if raw := _settings_file(catalogue, "site.yml"):
        digests.append(raw.digest)
        catalogue.problems.extend(raw.problems)
        catalogue.site, problems = validate(raw, Site)
        catalogue.problems.extend(problems)
        catalogue.problems.extend(privacy.guard(raw, unasked=("phone-number", "email")))
    catalogue.settings_digest = digest_of(" ".join(digests).encode())


def _settings_file(catalogue: Catalogue, name: str) -> RawRecord | None:
    path = catalogue.folder / name
    if not path.is_file():
        catalogue.problems.append(problem(f"{catalogue.folder.name}/{name}", (1, 1), "missing-file", name=name))
        return None
    if path.is_symlink():
        catalogue.problems.append(problem(catalogue.name(path), (1, 1), "stray-link"))
        return None
    content = _content(catalogue, catalogue.name(path))
    return load_yaml(catalogue.name(path), content) if content is not None else None


def _entries(catalogue: Catalogue, raw: RawRecord, schema: type[Any]) -> Iterator[tuple[str, Any]]:
    catalogue.problems.extend(raw.problems)
    if not isinstance(raw.values, list):
        if not raw.problems:
            catalogue.problems.append(problem(raw.path, (1, 1), "not-a-list"))
        return
    file = raw.path.rpartition("/")[2]
    catalogue.problems.extend(privacy.guard(raw, catalogue.allowances.of(f"vocabularies/{file}")))
    seen: dict[str, int] = {}
    for index in range(len(raw.values)):
        entry, problems = validate(raw, schema, (index,))
        catalogue.problems.extend(problems)
        if entry is None:
            value = raw.values[index]
            catalogue.unread.add(f"{file.removesuffix('.yml')}/{value.get('id') if isinstance(value, dict) else ''}")
            continue
        catalogue.problems.extend(_contradictions(raw, entry, "", (index,)))
        if entry.id in seen:
            other = f"{raw.path}:{seen[entry.id]}"
            catalogue.problems.append(problem(raw.path, raw.mark((index, "id")), "repeated-id", id=entry.id, other=other))
            continue
        seen[entry.id] = raw.mark((index,))[0]
        yield entry.id, entry


def _contradictions(raw: RawRecord, data: Any, year: str, within: KeyPath = ()) -> Iterator[Problem]:
    for keys, code, words in rules.contradictions(data, year):
        yield problem(raw.path, raw.mark((*within, *keys)), code, **words)


def _read_collection(catalogue: Catalogue, collection: Collection, memory: Memory) -> None:
    folder = f"{catalogue.folder}/{collection.name}"
    seen: dict[str, str] = {}
    odd: list[str] = []
    for within in () if os.path.islink(folder) else files_under(folder, odd):
        name = f"{catalogue.folder.name}/{collection.name}/{within}"
        place = _place(collection, name, within, seen)
        if isinstance(place, Problem):
            catalogue.problems.append(place)
            continue
        year, record_id = place
        seen[record_id] = name
        content = _content(catalogue, name)
        if content is None:
            catalogue.unread.add(f"{collection.name}/{record_id}")
            continue
        allowed = catalogue.allowances.of(f"{collection.name}/{within}")
        record = None if allowed else memory.record(name, digest_of(content))
        if record is None:
            record, problems = read_record(collection, name, record_id, year, content, allowed)
            catalogue.problems.extend(problems)
            if record and not problems and not allowed:
                # What passes by an exception is looked at again in every build: the exception may go.
                memory.remember(record)
        if record:
            catalogue.records.append(record)
        else:
            catalogue.unread.add(f"{collection.name}/{record_id}")
    for within in odd:
        catalogue.problems.append(problem(f"{catalogue.folder.name}/{collection.name}/{within}", (1, 1), "stray-link"))


def _content(catalogue: Catalogue, name: str) -> bytes | None:
    """A file's content; what cannot be read is a problem."""
    try:
        with open(f"{catalogue.folder.parent}/{name}", "rb") as stream:
            # To read without a size, or with the largest, would ask for a megabyte each time.
            return stream.read(min(os.fstat(stream.fileno()).st_size, LARGEST_FILE) + 1)
    except OSError:
        catalogue.problems.append(problem(name, (1, 1), "unreadable"))
        return None


def _place(collection: Collection, name: str, within: str, seen: Mapping[str, str]) -> tuple[str, str] | Problem:
    """The year and id that a file's place gives its record, or what is wrong with the place."""
    year, _, file = within.rpartition("/")
    stem, dot, suffix = file.rpartition(".")
    if dot + suffix != collection.suffix or bool(year) != collection.by_year or (year and not YEAR.fullmatch(year)):
        where = f"{collection.name}/{'<năm>/' if collection.by_year else ''}"
        return problem(name, (1, 1), "stray-file", folder=where, suffix=collection.suffix)
    if not RECORD_ID.fullmatch(stem) or len(stem) > 80:
        example = slug(stem)[:80].strip("-") or "ten-tep"
        return problem(name, (1, 1), "wrong-id", id=stem, example=example)
    if stem in seen:
        return problem(name, (1, 1), "repeated-id", id=stem, other=seen[stem])
    return year, stem


def read_record(
    collection: Collection, name: str, record_id: str, year: str, content: bytes, allowed: frozenset[tuple[str, str]] = frozenset()
) -> tuple[Record | None, list[Problem]]:
    """One file as a typed record, and what is wrong with it; `allowed` are exceptions from the guards."""
    raw = load_markdown(name, content) if collection.suffix == ".md" else load_yaml(name, content)
    problems = list(raw.problems)
    if raw.values is None and problems:
        return None, problems
    data, found = validate(raw, collection.schema)
    problems += found
    problems += privacy.guard(raw, allowed)
    if data is None:
        return None, problems
    problems += _contradictions(raw, data, year)
    return Record(collection.name, record_id, year, name, raw.digest, data, raw.body, raw.body_line), problems
