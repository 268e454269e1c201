"""What one build remembers for the next, keyed by content: deleting it changes nothing but time."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import pickle
import sys
import zlib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from movement.record import Record

LIBRARIES = ("comrak", "feedgen", "icalendar", "Jinja2", "lxml", "MarkupSafe", "numpy", "pillow", "pydantic", "PyYAML", "zxing-cpp")
"""Those by whose version the files of a site may differ."""
PICKLES = 64
"""In how many files the records are remembered: to pickle all at once takes as much memory as they do."""

DAMAGE = (pickle.UnpicklingError, EOFError, AttributeError, ImportError, LookupError, ValueError, TypeError, MemoryError, OverflowError)
"""What reading a spoilt file may end in."""
Entry = tuple[Record, dict[str, bytes]]
"""A record and what was learnt of it, by name; pickled, because that takes a quarter of the memory."""


def code_digest(*folders: Path) -> str:
    """A digest of the code and templates that make the site, and of the versions of Python and of the libraries."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=12)
    for folder in (Path(__file__).parent, *folders):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".html", ".xml", ".js", ".css", ".json"):
                digest.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
    for library in LIBRARIES:
        digest.update(f"{library} {importlib.metadata.version(library)}\0".encode())
    return digest.hexdigest()


class Memory:
    """Typed records and what was learnt of them, by file and content digest.

    The files are pickles written and read by this machine's own builds, beside the checkout; they are read only when
    they were written by the same code. There are many, because a build writes those again in which something is new.
    """

    def __init__(self, folder: Path | None, version: str, last: Memory | None = None) -> None:
        """What was written down in a folder by this version of the code; `last` is the memory of this process's last build."""
        self.version = version
        self._folder = folder
        self._old: dict[str, Entry] = {}
        self._new: dict[str, Entry] = {}
        self.fresh: set[str] = set()
        """The files of the records that this build has read anew."""
        self._changed: set[str] = set()
        """The names of the pickles that must be written again."""
        if last and (last._folder, last.version) == (folder, version):
            self._old |= last._new
            self._changed |= last._changed
            return
        for file in sorted(folder.glob("*.pickle")) if folder else ():
            self._old |= self._load(file)

    def _load(self, file: Path) -> dict[str, Entry]:
        with file.open("rb") as stream:
            if stream.readline().decode("ascii", "replace").strip() != self.version:
                return {}
            try:
                entries: list[Entry] = pickle.load(stream)  # see the class
                return {entry[0].file: entry for entry in entries}
            except DAMAGE:
                # A file cut short by a killed build, or spoilt by a disk: as good as none.
                return {}

    def record(self, file: str, digest: str) -> Record | None:
        """The record remembered of `file`, if its content is still the same."""
        found = self._old.get(file)
        if found is None or found[0].digest != digest:
            return None
        self._new[file] = found
        return found[0]

    def remember(self, record: Record) -> None:
        """Keep a record that has no problems."""
        self._new[record.file] = (record, {})
        self.fresh.add(record.file)
        self._changed.add(_pickle_of(record.file))

    def note(self, record: Record, name: str) -> Any:
        """Something learnt of a record's content, or None."""
        entry = self._new.get(record.file)
        note = entry[1].get(name) if entry and entry[0].digest == record.digest else None
        try:
            return pickle.loads(note) if note else None  # see the class
        except DAMAGE:
            return None

    def keep_note(self, record: Record, name: str, value: Any) -> None:
        """Keep something learnt of a record's content; it must follow from the content alone."""
        if record.file in self._new:
            self._new[record.file][1][name] = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
            self._changed.add(_pickle_of(record.file))

    def save(self) -> None:
        """Write down what is new."""
        self._changed.update(map(_pickle_of, self._old.keys() - self._new.keys()))
        if self._folder is None or not self._changed:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        entries: defaultdict[str, list[Entry]] = defaultdict(list)
        for file, entry in self._new.items():
            entries[_pickle_of(file)].append(entry)
        for name in sorted(self._changed):
            self._write(self._folder / name, entries[name])
        self._changed.clear()

    def _write(self, file: Path, entries: Sequence[Entry]) -> None:
        aside = file.with_suffix(".new")
        with aside.open("wb") as stream:
            stream.write(f"{self.version}\n".encode())
            pickle.dump(entries, stream, protocol=pickle.HIGHEST_PROTOCOL)
        os.replace(aside, file)


def _pickle_of(file: str) -> str:
    """The name of the pickle that remembers a record's file."""
    return f"{zlib.crc32(file.encode()) % PICKLES:02}.pickle"
