"""Step 6: write aside, then swap in: a failed build leaves the published site as it was, and what did not change is not touched."""

from __future__ import annotations

import contextlib
import filecmp
import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from movement.load import digest_of

LEDGERS = "ledger-*.txt"
# Without O_BINARY, Windows would end lines its own way, in pictures too.
FRESH = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
"""How a file is opened to be written anew, byte for byte."""


def ledger_of(cache: Path, site: Path) -> Path:
    """The ledger of a site folder: `mkdocs build` and `mkdocs serve` publish to different ones."""
    return cache / LEDGERS.replace("*", digest_of(str(site).encode()))


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site: made only when its digest differs from that of the file already published, written only when its bytes do."""

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
        self._kept: dict[str, str] = {}
        self._written: dict[str, str] = {}
        self._new = not site.is_dir() or not any(site.iterdir())
        """Whether nothing has been published yet."""
        self._old = self._load()

    def _load(self) -> dict[str, str]:
        """The entries by file; those that a killed build did not write down are written anew."""
        if self.ledger is None or not self.ledger.is_file() or not self.site.is_dir():
            return {}
        site, _, entries = self.ledger.read_text("utf-8", "replace").partition("\n")
        return dict(line.split("\t", 1) for line in entries.split("\n") if "\t" in line) if site == str(self.site) else {}

    def _entry(self, file: str, digest: str) -> str:
        """What the ledger holds of a file of the site: the digest of what it shows, its size in bytes, its modification time in ns."""
        try:
            status = os.stat(f"{self.site}/{file}")
        except OSError:
            return ""
        return f"{digest} {status.st_size} {status.st_mtime_ns}"

    def put(self, output: Output) -> bool:
        """Write an output aside, unless the site already holds it; True when it was written."""
        if output.file in self._written or output.file in self._kept:
            raise ValueError(f"two outputs share the file {output.file}")
        entry = self._old.get(output.file)
        if entry and entry == self._entry(output.file, output.digest):
            self._kept[output.file] = entry
            return False
        content = output.make()
        if not self._new and self._same(output.file, content):
            # Drawn for another reason, to the same bytes: hosts derive ETags from the time of a file.
            self._kept[output.file] = self._entry(output.file, output.digest)
            return False
        self.write(output.file, content)
        self._written[output.file] = output.digest
        return True

    def show(self, output: Output) -> None:
        """Put an output into the site at once, ahead of all others; `put` says later that it belongs there."""
        content = output.make()
        self.write(output.file, content)
        target = self.site / output.file
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(f"{self.aside}/{output.file}", target)

    def _same(self, file: str, content: bytes) -> bool:
        """Whether a file of the site holds exactly this content."""
        path = f"{self.site}/{file}"
        try:
            status = os.stat(path)
            if status.st_size != len(content) or not stat.S_ISREG(status.st_mode):
                return False
            with open(path, "rb") as stream:
                return stream.read() == content
        except OSError:
            return False

    def write(self, file: str, content: bytes) -> None:
        """Write a file aside."""
        if file.startswith("/") or ".." in file.split("/"):
            raise ValueError(f"a file outside the site: {file}")
        self._make_folder(file.rpartition("/")[0])
        # Plain system calls: Python's buffered files ask three more of the file system, and there is one file a page.
        handle = os.open(f"{self.aside}/{file}", FRESH, 0o666)
        try:
            while content:
                content = content[os.write(handle, content) :]
        finally:
            os.close(handle)

    def _make_folder(self, folder: str) -> None:
        """Make a folder aside; each is made once, because asking the file system again for every page is slow."""
        if folder in self._folders:
            return
        if folder:
            self._make_folder(folder.rpartition("/")[0])
        with contextlib.suppress(FileExistsError):
            os.mkdir(f"{self.aside}/{folder}")
        self._folders.add(folder)

    def swap(self) -> int:
        """Move everything written aside into the site, remove what no longer belongs; the number of files changed."""
        if self.ledger:
            # From here to the end the ledger would be wrong: without one, the next build writes everything.
            self.ledger.unlink(missing_ok=True)
        self.site.mkdir(parents=True, exist_ok=True)
        moved: list[str] = []
        staying = set(self._kept)
        self._move("", moved, staying)
        removed = 0 if self._new else self._remove_others(staying)[0]
        shutil.rmtree(self.aside, ignore_errors=True)
        if self.ledger:
            self._save_ledger(self.ledger)
        return len(moved) + removed

    def _move(self, folder: str, moved: list[str], staying: set[str]) -> None:
        """Move the files of a folder into the site; a folder that the site does not have yet goes whole."""
        with os.scandir(self.aside / folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
        for entry in entries:
            name = f"{folder}{entry.name}"
            target = self.site / name
            if entry.is_dir():
                if target.is_dir():
                    self._move(f"{name}/", moved, staying)
                    continue
                files = [f"{name}/{file}" for file in _files(self.aside / name)]
                moved += files
                staying.update(files)
            else:
                staying.add(name)
                if name in self._kept:
                    # The engine wrote a file of its own under the name of one of ours that has not changed.
                    os.unlink(entry.path)
                    continue
                if name not in self._written and target.is_file() and filecmp.cmp(entry.path, target, shallow=False):
                    continue
                moved.append(name)
            _make_way(target, entry.is_dir())
            os.replace(entry.path, target)

    def _save_ledger(self, ledger: Path) -> None:
        ledger.parent.mkdir(parents=True, exist_ok=True)
        for other in ledger.parent.glob(LEDGERS):
            with other.open(encoding="utf-8", errors="replace") as stream:
                gone = not os.path.isdir(stream.readline().rstrip("\n"))
            if gone:
                # A preview publishes to a folder that goes with it.
                other.unlink()
        with ledger.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(f"{self.site}\n")
            stream.writelines(f"{file}\t{entry}\n" for file, entry in self._kept.items())
            # Asked for here and not when it was written: some file systems set the time of a file when it is closed.
            stream.writelines(f"{file}\t{self._entry(file, digest)}\n" for file, digest in self._written.items())

    def _remove_others(self, staying: set[str], folder: str = "") -> tuple[int, bool]:
        """Remove the files below a folder that do not belong to the site; how many, and whether anything is left there."""
        removed, left = 0, False
        with os.scandir(f"{self.site}/{folder}") as scan:
            entries = list(scan)
        for entry in entries:
            if entry.name.startswith(".") or (entry.is_symlink() and entry.is_dir()):
                # Entries that begin with a dot are not ours: hosts and git keep theirs there.
                left = True
            elif entry.is_dir():
                below, stays = self._remove_others(staying, f"{folder}{entry.name}/")
                removed += below
                left |= stays
                if not stays:
                    os.rmdir(entry.path)
            elif f"{folder}{entry.name}" in staying:
                left = True
            else:
                os.unlink(entry.path)
                removed += 1
        return removed, left

    def discard(self) -> None:
        """Throw away what was written aside."""
        shutil.rmtree(self.aside, ignore_errors=True)


def _make_way(target: Path, folder: bool) -> None:
    """Remove what an earlier build left under a name that is now of the other kind."""
    if folder and target.exists():
        target.unlink()
    elif not folder and target.is_dir():
        shutil.rmtree(target)


def _files(folder: Path) -> list[str]:
    found = []
    for parent, _, files in os.walk(folder):
        within = os.path.relpath(parent, folder).replace(os.sep, "/")
        found += [file if within == "." else f"{within}/{file}" for file in files]
    return sorted(found)
