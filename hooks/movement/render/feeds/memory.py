"""The text of every feed item as the last build left it: a year's archive is written anew without rendering its bodies again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

TABLE = "CREATE TABLE IF NOT EXISTS texts (key TEXT PRIMARY KEY, digest TEXT, text TEXT)"


class Texts:
    """Texts by key, in one SQLite file that may be deleted at any time; without a path, in a temporary file."""

    def __init__(self, path: Path | None = None) -> None:
        self._kept: dict[str, str] = {}
        try:
            self._open(path)
        except sqlite3.DatabaseError:
            # A damaged cache is worth nothing, and costs nothing to lose.
            self._database.close()
            if path:
                path.unlink(missing_ok=True)
            self._open(path)

    def _open(self, path: Path | None) -> None:
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path or "", isolation_level=None)
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute(TABLE)
        self._database.execute("BEGIN")
        self._old: dict[str, str] = dict(self._run("SELECT key, digest FROM texts").fetchall())

    def _run(self, sql: str, *values: Any) -> sqlite3.Cursor:
        return self._database.execute(sql, values)

    def keep(self, key: str, digest: str, make: Callable[[], str]) -> None:
        """Keep a text, made only when the one remembered has another digest."""
        if self._old.get(key) != digest and self._kept.get(key) != digest:
            self._run("INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", key, digest, make())
        self._kept[key] = digest

    def __getitem__(self, key: str) -> str:
        """The text kept in this build under a key."""
        return str(self._run("SELECT text FROM texts WHERE key = ?", key).fetchone()[0])

    def close(self) -> None:
        """Forget what was not kept in this build, remember the rest."""
        self._database.executemany("DELETE FROM texts WHERE key = ?", ((key,) for key in self._old.keys() - self._kept.keys()))
        self._database.execute("COMMIT")
        self._database.close()
