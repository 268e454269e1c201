"""Search, step 4: what the last build left behind, in one SQLite file that may be deleted at any time."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NamedTuple, Self

from movement.render.search.tables import Shard
from movement.render.search.words import SearchDocument, SearchSection

_WRITER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

_SECTIONS: Final = [field.name for field in fields(SearchDocument)].index("sections")

_TABLES: Final = """
CREATE TABLE documents (key TEXT PRIMARY KEY, digest TEXT, rank TEXT, number INTEGER, facets TEXT, standing INTEGER,
    volume INTEGER, record TEXT);
CREATE TABLE shards (tbl TEXT, start TEXT, digest TEXT, text TEXT, PRIMARY KEY (tbl, start));
CREATE TABLE notes (name TEXT PRIMARY KEY, text TEXT);
"""


class Known(NamedTuple):
    """What is remembered of a document without reading its text."""

    digest: str
    rank: str
    number: int
    volume: int


class SearchMemory:
    """Documents and shards of the last build. Without a path it lives in a temporary file and is gone when closed.

    `version` names the code and the rules that made the content: with another version everything is forgotten.
    """

    def __init__(self, path: Path | None = None, version: str = "") -> None:
        try:
            self._open(path, version)
        except sqlite3.DatabaseError:
            # A damaged cache is worth nothing, and costs nothing to lose.
            self._database.close()
            if path:
                path.unlink(missing_ok=True)
            self._open(path, version)

    def _open(self, path: Path | None, version: str) -> None:
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path or "", isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA synchronous = OFF")
        known = [name for (name,) in self._run("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        if known != ["documents", "notes", "shards"] or self.note("version") != version:
            self._forget(known, version)

    def _forget(self, tables: Iterable[str], version: str) -> None:
        for table in tables:
            self._run(f'DROP TABLE "{table}"')
        self._database.executescript(_TABLES)
        self.write_note("version", version)

    def _run(self, sql: str, values: tuple[Any, ...] = ()) -> sqlite3.Cursor:
        return self._database.execute(sql, values)

    def __enter__(self) -> Self:
        """Everything until the end of the block is remembered together, or not at all."""
        self._run("BEGIN")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._run("ROLLBACK" if kind else "COMMIT")

    def close(self) -> None:
        self._database.close()

    def note(self, name: str) -> str:
        row = self._run("SELECT text FROM notes WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def write_note(self, name: str, text: str) -> None:
        self._run("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, text))

    def known(self) -> dict[str, Known]:
        rows = self._run("SELECT key, digest, rank, number, volume FROM documents")
        return {key: Known(digest, rank, number, volume) for key, digest, rank, number, volume in rows}

    def store(self, key: str, digest: str, document: SearchDocument) -> Known:
        """Keeps a document; its number is given later, when all are there."""
        record = record_line(document)
        facets = (document.collection, document.sectors, document.topics, document.provinces, document.year, document.state)
        row = (key, digest, document.rank_date, -1, json.dumps(facets, ensure_ascii=False), document.standing, len(record), record)
        self._run("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        return Known(digest, document.rank_date, -1, len(record))

    def drop(self, key: str) -> None:
        self._run("DELETE FROM documents WHERE key = ?", (key,))

    def number(self, numbers: Iterable[tuple[int, str]]) -> None:
        self._database.executemany("UPDATE documents SET number = ? WHERE key = ?", numbers)

    def record(self, key: str) -> str:
        return str(self._run("SELECT record FROM documents WHERE key = ?", (key,)).fetchone()[0])

    def records(self) -> Iterator[tuple[int, str]]:
        """Number and record of all documents, by number."""
        return self._run("SELECT number, record FROM documents ORDER BY number")

    def facets(self) -> Iterator[tuple[int, list[Any], bool]]:
        """Number, facets and force of all documents, by number."""
        for number, facets, standing in self._run("SELECT number, facets, standing FROM documents ORDER BY number"):
            yield number, json.loads(facets), standing

    def shard_digests(self) -> list[tuple[str, str, str]]:
        """Table, start and digest of every shard, in order."""
        return self._run("SELECT tbl, start, digest FROM shards ORDER BY tbl, start").fetchall()

    def shard_text(self, table: str, start: str) -> str:
        return str(self._run("SELECT text FROM shards WHERE tbl = ? AND start = ?", (table, start)).fetchone()[0])

    def replace_shards(self, table: str, gone: Iterable[str], come: Iterable[Shard]) -> None:
        self._database.executemany("DELETE FROM shards WHERE tbl = ? AND start = ?", ((table, start) for start in gone))
        rows = ((table, shard.start, shard.digest, shard.text) for shard in come)
        self._database.executemany("INSERT OR REPLACE INTO shards VALUES (?, ?, ?, ?)", rows)

    def forget_shards(self) -> None:
        self._run("DELETE FROM shards")


def record_line(document: SearchDocument) -> str:
    """A document as one line of a record file, which is also how it is remembered."""
    d = document
    sections = [(section.anchor, section.heading, section.text) for section in d.sections]
    facets = (d.collection, d.sectors, d.topics, d.provinces, d.year, d.state)
    record = (d.url, d.title, d.summary, d.number, d.names, sections, *facets, d.rank_date, d.standing)
    return _WRITER.encode(record)


def parse_record_line(line: str) -> SearchDocument:
    record: list[Any] = json.loads(line)
    # Lists are tuples in a document; they are the sections and three of the facets.
    values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in record]
    values[_SECTIONS] = tuple(SearchSection(*section) for section in record[_SECTIONS])
    return SearchDocument(*values)
