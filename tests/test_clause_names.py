"""Numerals and labels as anchors have them, and what finding clauses costs."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from movement.addresses import Addresses
from movement.law.clause_names import ALPHABET, follows, nearest, numeral
from movement.render.texts import prose
from movement.render.texts.clauses import anchored


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("II", "2"),
        ("iv", "4"),
        ("XIX", "19"),
        ("XL", "40"),
        ("01", "1"),
        ("26a", "26a"),
        ("26đ", "26dd"),
        ("nhất", "1"),
        ("tư", "4"),
        ("0", "0"),
    ],
)
def test_numerals(written: str, name: str) -> None:
    assert numeral(written) == name


def test_the_row_of_letters() -> None:
    assert all(follows(before, after) for before, after in pairwise(ALPHABET))
    assert follows("d", "e")
    assert follows("9", "10")
    assert not follows("a", "c")
    assert not follows("a", "2")


def test_the_nearest_anchor() -> None:
    known = {"dieu-6", "dieu-6.khoan-1"}
    assert [nearest(anchor, known) for anchor in ("dieu-6.khoan-1.diem-a", "dieu-6.khoan-9", "dieu-7.khoan-1", None)] == [
        *("dieu-6.khoan-1", "dieu-6", "", ""),
    ]


def rendered(body: str) -> str:
    return prose.render(body, "data/directives/a.md", Addresses("https://example.org/")).html


def seconds(source: str) -> float:
    times = []
    for _ in range(5):
        start = time.process_time()
        anchored(source)
        times.append(time.process_time() - start)
    return min(times)


PIECES = ("1. a\n", "## Điều 1. A\n\n", "a) b\n", "- c\n", "1.1. d\n\n", "**x\n", "“Điều 1. e\n\n", "## Chương I\n\n## Mục 1\n\n")


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length(piece: str) -> None:
    short, long = rendered(piece * 100), rendered(piece * 800)
    assert seconds(long) < 0.02 + 24 * seconds(short)


def test_a_body_without_clauses_costs_little() -> None:
    source = rendered("Trong quý I, chi bộ có nghị quyết; điều kiện, khoản tiền, pháp luật, ngày 27/4/2012.\n\n" * 22)
    work = 200_000
    start = time.process_time()
    sum(range(work))
    unit = (time.process_time() - start) / work
    assert seconds(source) < unit * 20_000
