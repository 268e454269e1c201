"""Clauses as they are cited: “điểm a, b khoản 1 Điều 6”, “các Điều 4, 5 và 6”, “khoản 2 của Điều 4”, “mục 5”, “Điều 90.2”.

A run is a row of such words. It names small levels before large ones (Nghị định 30/2020/NĐ-CP, phụ lục I), so each item belongs to
the next larger level on its right, and an item that only says where another stands is not cited itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from movement.law.clause_names import ARTICLE, CHAPTER, CLAUSE, PART, POINT, RANKS, SECTION, SUBSECTION, WORDS, letter, numeral

LEVELS = (POINT, CLAUSE, ARTICLE, SUBSECTION, SECTION, CHAPTER, PART)
UNITS = ("điểm", "khoản", "điều", "tiểu mục", "mục", "chương", "phần")
UNIT = "|".join(UNITS)
END = r"(?![\w/%]|[.,-]\d)"
VALUE = rf"(?:\d{{1,3}}(?:\.\d{{1,2}})?[a-zđ]?|[ivxl]{{1,6}}|[a-zđ]|này){END}"
FIRST = rf"(?P<unit>{UNIT})\s+(?:thứ\s+)?(?P<value>{VALUE})"
"""How a run begins."""
FIRST_ONLY = re.compile(FIRST)
MORE = re.compile(
    rf"(?P<gap>\s*[,;]\s*(?:và\s+|hoặc\s+)?|\s+(?:(?P<of>của|tại|thuộc)|và|hoặc|hay|đến)\s+|\s+)(?P<several>các\s+|từ\s+)?"
    rf"(?:(?P<unit>{UNIT})\s+)?(?P<value>{VALUE})"
)
FOLLOWS = re.compile(
    rf"\s*(?:$|[.;:,)\]”\"…]|(?:và|hoặc|đến|của|tại|{UNIT}|luật|bộ|nghị|thông tư|chỉ thị|quyết định|kết luận|hướng|kế hoạch)(?!\w))"
)
"""What may come after a bare number of a row: “Điều 6, 20 người” is no row."""
SEVERAL = re.compile(r"(?:các|những|từ)\s+$")
SHAPES = {POINT: re.compile(r"[a-zđ]"), CLAUSE: re.compile(r"\d+[a-zđ]?|này"), ARTICLE: re.compile(r"\d+(?:\.\d+)?[a-zđ]?|này")}
ANY = re.compile(r"\d+(?:\.\d+)?|[ivxl]+")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One clause that is cited: its place in the text and its anchor."""

    start: int
    end: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Run:
    """A row of clauses."""

    start: int
    end: int
    leaves: tuple[Leaf, ...]
    """Empty where the row names no level that is counted through the text (“khoản 1” alone)."""
    article_at: int | None
    """Where the first word “Điều” stands."""
    levels: int
    """How many levels it names."""
    here: bool
    """Whether it says “Điều này” or “khoản này”."""


@dataclass(frozen=True, slots=True)
class _Item:
    start: int
    end: int
    level: str
    value: str


def run_at(low: str, start: int, here: Callable[[int], str] | None = None) -> Run | None:
    """The run that begins at `start` of a prepared text; `here` tells the clause that a place stands in, for “Điều này”."""
    match = FIRST_ONLY.match(low, start)
    if not match or not _fits(WORDS[match["unit"]], match["value"]):
        return None
    items = [_Item(start, match.end(), WORDS[match["unit"]], match["value"])]
    several = bool(SEVERAL.search(low, max(0, start - 8), start))
    sure = 1
    while (match := MORE.match(low, items[-1].end)) and (item := _next(match, items[-1])):
        several = several or bool(match["several"])
        items.append(item)
        if match["unit"] or several or FOLLOWS.match(low, item.end):
            sure = len(items)
    return _run(items[:sure], here)


def _next(match: re.Match[str], before: _Item) -> _Item | None:
    level = WORDS[match["unit"]] if match["unit"] else before.level
    bare_without_comma = not match["unit"] and (match["of"] or not match["gap"].strip())
    if bare_without_comma or not _fits(level, match["value"]):
        return None
    return _Item(match.start("unit") if match["unit"] else match.start("value"), match.end(), level, match["value"])


def _fits(level: str, value: str) -> bool:
    return bool(SHAPES.get(level, ANY).fullmatch(value))


def _run(items: list[_Item], here: Callable[[int], str] | None) -> Run:
    leaves: list[Leaf] = []
    for index, (end, chain) in enumerate(_chains(items)):
        if index and RANKS[items[index - 1].level] > RANKS[items[index].level]:
            continue  # it only says where the item before it stands
        anchor = _anchor(chain, items[index].start, here)
        if anchor:
            leaves.append(Leaf(items[index].start, end, anchor))
    article = next((item.start for item in items if item.level == ARTICLE), None)
    said = any(item.value == "này" for item in items)
    return Run(items[0].start, items[-1].end, tuple(leaves), article, len({item.level for item in items}), said)


def _chains(items: list[_Item]) -> list[tuple[int, dict[str, str]]]:
    """For each item: where the words for it end, and it with the larger levels it stands in, each the next on its right."""
    found: list[tuple[int, dict[str, str]]] = []
    above: list[_Item] = []
    end = 0
    for item in reversed(items):
        follows = bool(above) and RANKS[above[-1].level] < RANKS[item.level]
        end = end if follows else item.end
        while above and RANKS[above[-1].level] >= RANKS[item.level]:
            above.pop()
        above.append(item)
        found.append((end, {one.level: one.value for one in reversed(above)}))
    found.reverse()
    article = clause = ""
    for item, (_, chain) in zip(items, found, strict=True):
        # “Điều 6, khoản 2 điểm a” is read too.
        if item.level == ARTICLE:
            article, clause = item.value, ""
        elif article and item.level in (CLAUSE, POINT) and len(chain) == 1:
            if item.level == CLAUSE:
                clause = item.value
            elif clause:
                chain[CLAUSE] = clause
            chain[ARTICLE] = article
    return found


def _anchor(chain: dict[str, str], position: int, here: Callable[[int], str] | None) -> str:
    """`dieu-6.khoan-1.diem-a`; "" where the largest level is not one that is counted through a text."""
    for level, value in chain.items():
        if value == "này":
            return _from_here(chain, level, here(position) if here else "")
    if ARTICLE in chain:
        return ".".join(_parts(chain, (ARTICLE, CLAUSE, POINT)))
    if SECTION in chain:
        return ".".join(_parts(chain, (CHAPTER, SECTION, SUBSECTION, CLAUSE, POINT)))
    top = next((level for level in (CHAPTER, PART) if level in chain), None)
    return f"{top}-{numeral(chain[top])}" if top else ""


def _from_here(chain: dict[str, str], level: str, place: str) -> str:
    """“khoản 2 Điều này”: the Điều in which it is said."""
    parts = place.split(".")
    kept = next((n for n, part in enumerate(parts, 1) if part.startswith(f"{level}-")), 0)
    below = {smaller: value for smaller, value in chain.items() if RANKS[smaller] > RANKS[level]}
    return ".".join(parts[:kept] + _parts(below, (CLAUSE, POINT))) if kept and below else ""


def _parts(chain: dict[str, str], levels: tuple[str, ...]) -> list[str]:
    found = []
    for level in levels:
        if level in chain:
            whole, _, below = chain[level].partition(".")
            found.append(f"{level}-{letter(whole) if level == POINT else numeral(whole)}")
            if below:
                found.append(f"{CLAUSE}-{numeral(below)}")
    return found
