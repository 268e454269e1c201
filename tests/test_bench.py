"""The benchmark runs, and compares like with like."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from project import ROOT


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "scripts/bench.py", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture(scope="module")
def table() -> str:
    """The table of two small data sets."""
    done = bench("build", "--records", "40", "80", "--rounds", "1")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_size_has_a_row_of_figures(table: str) -> None:
    rows = [[float(cell) for cell in line.strip("| ").split(" | ")] for line in table.splitlines() if re.match(r"\| \d", line)]
    assert [row[0] for row in rows] == [40, 80]
    for _, ordinary, cold, cold_ratio, edited, edited_ratio, memory, weight in rows:
        for ours, ratio in ((cold, cold_ratio), (edited, edited_ratio)):
            # The ratios were made of seconds that were not rounded yet.
            assert (ours - 0.05) / (ordinary + 0.05) - 0.005 <= ratio <= (ours + 0.05) / (ordinary - 0.05) + 0.005
        assert min(ordinary, cold, edited) > 0.3
        assert memory > 30
        assert 3_000 < weight < 20_000


def test_ordinary_pages_say_what_ours_say(table: str) -> None:
    pairs = re.findall(r"ordinary (\d+) words, \d+ bytes of HTML; ours (\d+) words", table)
    assert len(pairs) == 2
    for ordinary, ours in pairs:
        # Ours have the words of their tools besides.
        assert 0.9 * int(ours) < int(ordinary) <= int(ours)


def test_no_round_is_no_measurement() -> None:
    done = bench("build", "--rounds", "0")
    assert done.returncode == 2
    assert "--rounds" in done.stderr
