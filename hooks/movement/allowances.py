"""Step 2: exceptions from the guards, each with a reason and an end: `_allow.yml`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from movement.load import RawRecord, load_yaml
from movement.problems import Problem, problem
from movement.schema.allowance import Allowance
from movement.validate import validate
from movement.vietnamese import date_text

FILE = "_allow.yml"
LONGEST = datetime.timedelta(days=366)
"""An exception is looked at again within a year."""


@dataclass(slots=True)
class Allowances:
    """What the guards let pass, by file."""

    raw: RawRecord | None = None
    entries: dict[int, Allowance] = field(default_factory=dict)
    """By their place in the file."""
    problems: list[Problem] = field(default_factory=list)

    def of(self, within: str) -> frozenset[tuple[str, str]]:
        """The guards and texts allowed in a file, named by its path within the data folder."""
        return frozenset((entry.guard.value, entry.text) for entry in self.entries.values() if entry.file == within)

    def overdue(self, today: datetime.date) -> Iterator[Problem]:
        """Exceptions that have ended, or that would last too long."""
        for index, entry in self.entries.items():
            assert self.raw is not None
            at = self.raw.mark((index, "until"))
            if entry.until < today:
                yield problem(self.raw.path, at, "allow-ended", file=entry.file, on=date_text(entry.until))
            elif entry.until - today > LONGEST:
                yield problem(self.raw.path, at, "allow-too-long", file=entry.file)


def read(folder: Path) -> Allowances:
    """The exceptions of a data folder; none when there is no such file."""
    path = folder / FILE
    found = Allowances()
    if not path.is_file():
        return found
    found.raw = raw = load_yaml(f"{folder.name}/{FILE}", path.read_bytes())
    found.problems += raw.problems
    if not isinstance(raw.values, list):
        if raw.values is not None:
            found.problems.append(problem(raw.path, (1, 1), "not-a-list"))
        return found
    for index in range(len(raw.values)):
        entry, problems = validate(raw, Allowance, (index,))
        found.problems += problems
        if entry is None:
            continue
        if (folder / entry.file).is_file():
            found.entries[index] = entry
        else:
            found.problems.append(problem(raw.path, raw.mark((index, "file")), "allow-no-file", file=entry.file))
    return found
