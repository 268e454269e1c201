"""A copy of this project in a folder of its own, with a data set of the test's choosing: what the tests build and check."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STARTER = ROOT / "data"
COPIED = ("mkdocs.yml", "hooks", "overrides", "scripts", "docs")
# Five megabytes that only the editors' page loads: its own test brings them.
UNCOPIED = "decap-cms.js"
# The environment that the project reads: a test says itself what it sets.
EDITION = ("AUDIENCE", "SINCE", "UNIT", "WITHOUT", "PREVIOUS")
SWITCHES = (
    "DATA_DIR",
    "SITE_URL",
    "BUILD_DATE",
    "OFFLINE",
    "REPO_URL",
    "EDIT_URI",
    "CMS_SIGN_IN",
    *(f"EDITION_{name}" for name in EDITION),
)

FORBIDS_COMPILED = "PYTHONDONTWRITEBYTECODE"
"""Not for tests: many builds of one copy need its modules compiled once."""

Tree = dict[str, str]
"""The files of a folder, each with the digest of its content."""


def environment(**switches: str) -> dict[str, str]:
    """The environment of this process, without switches but these."""
    clean = {name: value for name, value in os.environ.items() if name not in (*SWITCHES, FORBIDS_COMPILED)}
    return {**clean, "NO_MKDOCS_2_WARNING": "1", **switches}


@dataclass(frozen=True, slots=True)
class Project:
    """The project's folder; its data lie in `data/`, its site in `site/`."""

    folder: Path

    @property
    def data(self) -> Path:
        """What editors write."""
        return self.folder / "data"

    @property
    def site(self) -> Path:
        """What readers get."""
        return self.folder / "site"

    def run(self, *command: str, **switches: str) -> subprocess.CompletedProcess[str]:
        """A Python command in the project's folder, in an environment without switches but these."""
        return subprocess.run(  # our own command
            [sys.executable, *command],
            cwd=self.folder,
            env=environment(**switches),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def build(self, *arguments: str, engine: str = "mkdocs", **switches: str) -> subprocess.CompletedProcess[str]:
        """`mkdocs build --strict`."""
        return self.run("-m", engine, "build", "--strict", *arguments, **switches)

    def built(self, *arguments: str, **switches: str) -> Path:
        """The site folder after a build that must succeed."""
        done = self.build(*arguments, **switches)
        assert done.returncode == 0, done.stderr
        return self.site

    def check(self, *arguments: str, **switches: str) -> subprocess.CompletedProcess[str]:
        """`scripts/check.py`."""
        return self.run("scripts/check.py", *arguments, **switches)

    def forget(self) -> None:
        """Delete what builds remember."""
        shutil.rmtree(self.folder / ".cache", ignore_errors=True)

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace a text that must be there in a file of the project."""
        text = (self.folder / file).read_text("utf-8")
        assert old in text, f"{file} does not hold {old!r}"
        (self.folder / file).write_text(text.replace(old, new), "utf-8")


def new_project(folder: Path, data: Path | None = None) -> Project:
    """A copy of this project with a copy of `data`; the starter data by default."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".*", UNCOPIED))
        else:
            shutil.copy(ROOT / name, folder / name)
    shutil.copytree(data or STARTER, folder / "data")
    return Project(folder)


def tree(folder: Path) -> Tree:
    """Every file below a folder with its digest."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def times(folder: Path) -> Mapping[str, int]:
    """Every file below a folder with the moment it was last written."""
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in sorted(folder.rglob("*")) if path.is_file()}
