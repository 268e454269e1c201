"""Step 6: write aside, then swap in: a failed build leaves the published site as it was, and what did not change is not touched."""

from __future__ import annotations

import filecmp
import os
import pickle
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Entry = tuple[str, int, int]
"""The digest of what a file shows, its size in bytes, its modification time in ns."""


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site: made only when its digest differs from that of the file already published."""

    file: str
    digest: str
    make: Callable[[], bytes]


class Publication:
    """One build's way into a site folder.

    Files are written to `aside`, beside the site; `swap` moves them in one by one, each atomically, and removes
    what no longer belongs. The ledger says what the site folder held after the last build.
    """

    def __init__(self, site: Path, aside: Path, ledger: Path | None) -> None:
        self.site = site
        self.aside = aside
        self.ledger = ledger
        self._folders: set[str] = set()
        self._kept: dict[str, Entry] = {}
        self._written: dict[str, str] = {}
        self._old = self._load()

    def _load(self) -> dict[str, Entry]:
        if self.ledger is None or not self.ledger.is_file() or not self.site.is_dir():
            return {}
        try:
            site, entries = pickle.loads(self.ledger.read_bytes())  # written by our own last build
        except (pickle.UnpicklingError, EOFError, ValueError):
            # A ledger cut short by a killed build: everything is written again.
            return {}
        return entries if site == str(self.site) else {}

    def put(self, output: Output) -> bool:
        """Write an output aside, unless the site already holds it; True when it was written."""
        if output.file in self._written or output.file in self._kept:
            raise ValueError(f"two outputs share the file {output.file}")
        entry = self._old.get(output.file)
        if entry and entry[0] == output.digest and self._untouched(output.file, entry):
            self._kept[output.file] = entry
            return False
        self.write(output.file, output.make())
        self._written[output.file] = output.digest
        return True

    def _untouched(self, file: str, entry: Entry) -> bool:
        try:
            status = os.stat(self.site / file)
        except OSError:
            return False
        return (status.st_size, status.st_mtime_ns) == entry[1:]

    def write(self, file: str, content: bytes) -> None:
        """Write a file aside."""
        folder = file.rpartition("/")[0]
        if folder not in self._folders:
            (self.aside / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        with open(f"{self.aside}/{file}", "wb") as stream:
            stream.write(content)

    def swap(self) -> int:
        """Move everything written aside into the site, remove what no longer belongs; the number of files changed."""
        if self.ledger:
            # From here to the end the ledger would be wrong: without one, the next build writes everything.
            self.ledger.unlink(missing_ok=True)
        self.site.mkdir(parents=True, exist_ok=True)
        changed = 0
        entries = dict(self._kept)
        staying = set(self._kept)
        for file in _files(self.aside):
            staying.add(file)
            target = self.site / file
            if file not in self._written and target.is_file() and filecmp.cmp(self.aside / file, target, shallow=False):
                continue
            if target.is_dir():
                shutil.rmtree(target)
            _folder_for(target, self.site)
            os.replace(self.aside / file, target)
            changed += 1
            if file in self._written:
                status = target.stat()
                entries[file] = (self._written[file], status.st_size, status.st_mtime_ns)
        changed += self._remove_others(staying)
        shutil.rmtree(self.aside, ignore_errors=True)
        if self.ledger:
            self.ledger.parent.mkdir(parents=True, exist_ok=True)
            self.ledger.write_bytes(pickle.dumps((str(self.site), entries)))
        return changed

    def _remove_others(self, staying: set[str]) -> int:
        removed = 0
        for folder, _, files in os.walk(self.site, topdown=False):
            within = os.path.relpath(folder, self.site).replace(os.sep, "/")
            prefix = "" if within == "." else f"{within}/"
            # Entries that begin with a dot are not ours: hosts and git keep theirs there.
            if any(part.startswith(".") for part in prefix.split("/") if part):
                continue
            for file in files:
                if prefix + file not in staying and not file.startswith("."):
                    os.unlink(os.path.join(folder, file))
                    removed += 1
            if prefix and not os.listdir(folder):
                os.rmdir(folder)
        return removed

    def discard(self) -> None:
        """Throw away what was written aside."""
        shutil.rmtree(self.aside, ignore_errors=True)


def _folder_for(target: Path, site: Path) -> None:
    """Make the folder of a file, in place of a file of an earlier build that had its name."""
    for folder in (*reversed(target.relative_to(site).parents), target.parent.relative_to(site)):
        place = site / folder
        if place.is_file():
            place.unlink()
    target.parent.mkdir(parents=True, exist_ok=True)


def _files(folder: Path) -> list[str]:
    found = []
    for parent, _, files in os.walk(folder):
        within = os.path.relpath(parent, folder).replace(os.sep, "/")
        found += [file if within == "." else f"{within}/{file}" for file in files]
    return sorted(found)
