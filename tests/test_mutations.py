"""Whatever stands where a value should be, the checker answers with problems, never with a traceback."""

from __future__ import annotations

import copy
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import check
from data_sets import BASE, overlay, write_base

FILES = sorted(path.relative_to(BASE).as_posix() for path in BASE.rglob("*") if path.suffix in (".md", ".yml"))
WRONG: tuple[Any, ...] = (None, "khong-co", ["khong-co"], {"khong-co": "khong-co"}, "2025-01-01", "-1")
"""None takes the key away."""
MOST = 40
"""How many places of a file are tried, evenly spread: each costs a check of the whole data set."""

Keys = tuple[str | int, ...]


def places(value: Any, keys: Keys = ()) -> Iterator[Keys]:
    """The way to every value inside a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield (*keys, key)
        yield from places(item, (*keys, key))


def changed(value: Any, keys: Keys, to: Any) -> Any:
    """A copy of a value with another value at one place."""
    result = copy.deepcopy(value)
    at = result
    for key in keys[:-1]:
        at = at[key]
    if to is None:
        del at[keys[-1]]
    else:
        at[keys[-1]] = to
    return result


@pytest.mark.parametrize("file", FILES)
def test_no_value_makes_the_checker_fall(file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = write_base(tmp_path / "data")
    original = (data / file).read_text("utf-8")
    _, fields, body = original.split("---\n", 2) if file.endswith(".md") else ("", original, "")
    values = yaml.load(fields, Loader=yaml.BaseLoader)
    fallen = []
    every = list(places(values))
    for number, keys in enumerate(every[:: len(every) // MOST + 1]):
        wrong = WRONG[number % len(WRONG)]
        text = yaml.safe_dump(changed(values, keys, wrong), allow_unicode=True, sort_keys=False)
        overlay(data, {file: f"---\n{text}---\n{body}" if file.endswith(".md") else text})
        try:
            check.main(["--data", str(data)])
        except Exception:  # noqa: BLE001  # whatever it is, it is what the test looks for
            last = traceback.format_exc().splitlines()
            fallen.append(f"{keys} = {wrong!r}: {last[-1]} at {[line for line in last if 'hooks' in line][-1].strip()}")
    capsys.readouterr()
    assert fallen == []
