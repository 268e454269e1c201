"""Which levels of a legal text are open at a line, and so what the next label means and what its anchor is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from movement.law.clause_names import (
    APPENDIX,
    ARTICLE,
    CHAPTER,
    CLAUSE,
    DASH,
    ITEM,
    NAMES,
    ORDINALS,
    PART,
    POINT,
    RANKS,
    SECTION,
    SUBSECTION,
    Label,
    follows,
    letter,
    numeral,
)

BELOW = {APPENDIX: SECTION, PART: SECTION, CHAPTER: SECTION, SECTION: CLAUSE, SUBSECTION: CLAUSE, ARTICLE: CLAUSE, CLAUSE: POINT}
"""What a bare number is under a level; under a điểm it is a tiết."""
REPEATED = {SECTION: (PART, CHAPTER), SUBSECTION: (PART, CHAPTER, SECTION)}
"""The levels above that a keyword's anchor repeats, besides an appendix: Điều and Chương are counted through the whole text."""
NO_HEADING = 7
TITLE_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Clause:
    """One level of a text."""

    anchor: str
    level: str
    """`dieu`, `khoan` …: a key of `clause_names.RANKS`."""
    label: str
    """As it is cited: “Điều 3”, “khoản 2”, “điểm đ”, “mục 1.1”."""
    title: str
    """The words after the label; at most a line of them where there is no heading."""
    path: str
    """The whole citation within the text, small to large: “điểm a khoản 2 Điều 3”."""
    parent: str
    """The anchor of the level above, or ""."""
    was: str = ""
    """The anchor that its heading had before."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line to be named: what the ladder needs to know besides its label."""

    heading: int = NO_HEADING
    """Level of the heading, 7 for a paragraph or an item."""
    item: bool = False
    """Whether it is an item of a Markdown list."""
    inside: bool = False
    """Whether it is a later line of a paragraph: a number there is a label only in its row."""
    was: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """An open level: later lines may belong to it."""

    clause: Clause
    rank: int
    place: Place
    counts: bool
    """Whether a bare number after it is counted below it; after an item of a row it is the next of the row."""
    dotted: str
    """Its number as labels below repeat it: 5 in 5.1."""
    above: Step | None = None


class Ladder:
    """The open levels, large to small."""

    def __init__(self, taken: set[str], full: bool) -> None:
        self.taken = taken
        self.full = full
        self.steps: list[Step] = []
        self.last: defaultdict[str, str] = defaultdict(str)
        """The last label of each row, by the anchor above it."""
        self.dashes: defaultdict[str, int] = defaultdict(int)
        self.equal: defaultdict[str, int] = defaultdict(int)
        """How many anchors would have had a name that was taken."""

    def close_headings(self, level: int) -> None:
        """What a heading ends: all headings of its level or below, and everything that is no heading."""
        while self.steps and self.steps[-1].place.heading >= level:
            self.steps.pop()

    def step(self, label: Label, place: Place, above: Step | None = None) -> Step | None:
        """The clause a label opens, None if it is none here; `above` is the list item in which the line stands."""
        if label.level == POINT:
            return self._point(label, place, above)
        if label.level:
            return self._keyword(label, place)
        return self._number(label, place, above)

    def _keyword(self, label: Label, place: Place) -> Step | None:
        level, number = label.level, numeral(label.written)
        if not label.sure and not (self.full and follows(self.last[level], number)):
            return None
        self.last[level] = number
        self._close(RANKS[level])
        above = [step for step in self.steps if step.clause.level in (APPENDIX, *REPEATED.get(level, ()))]
        parent = above[-1] if above and level != APPENDIX else None
        name = _anchor(parent, level, number)
        if level == CHAPTER and name in self.taken and self.steps:
            name = _anchor(self.steps[-1], level, number)
        written = label.written
        if written.lower() in ORDINALS:
            written = f"thứ {written.lower()}"
        elif level in (PART, CHAPTER, SECTION, SUBSECTION):
            written = written.upper()
        words = f"{NAMES[level].capitalize()} {written}"
        return self._opened(level, words, label.rest, place, parent, name, counts=True, dotted=number if level != CHAPTER else "")

    def _number(self, label: Label, place: Place, above: Step | None) -> Step | None:
        before, _, number = label.written.rpartition(".")
        number = numeral(number)
        parent = above or self._above_number(before, number, place)
        if parent is None and (before or not (self.full or place.heading < NO_HEADING)):
            return None
        row = parent.clause.anchor if parent else ""
        if (place.inside or not label.sure) and not follows(self.last[row], number):
            return None
        self.last[row] = number
        level = BELOW.get(parent.clause.level, ITEM) if parent else SECTION
        self._close(parent.rank + 1 if parent else RANKS[SECTION])
        words = f"{NAMES[level]} {number}" if not before else f"mục {label.written}"
        counts = place.heading < NO_HEADING
        return self._opened(level, words, label.rest, place, parent, _anchor(parent, level, number), counts=counts, dotted=label.written)

    def _above_number(self, before: str, number: str, place: Place) -> Step | None:
        """Under which level a bare number stands: 1.2 under 1; 1 under the last level that counts anew."""
        if before:
            return next((step for step in reversed(self.steps) if step.dotted == before), None)
        last = self.steps[-1] if self.steps else None
        if last and number == "1" and last.place.item != place.item and last.clause.level in (SECTION, CLAUSE):
            return last
        return next((step for step in reversed(self.steps) if step.counts), None)

    def _point(self, label: Label, place: Place, above: Step | None) -> Step | None:
        number = letter(label.written)
        parent = above
        if parent is None:
            parent = next((step for step in reversed(self.steps) if RANKS[SECTION] <= step.rank < RANKS[POINT]), None)
        if parent is None or ((place.inside or not label.sure) and not follows(self.last[parent.clause.anchor], label.written)):
            return None
        self.last[parent.clause.anchor] = label.written
        self._close(parent.rank + 1)
        return self._opened(POINT, f"điểm {label.written}", label.rest, place, parent, _anchor(parent, POINT, number), counts=False)

    def dash(self, text: str, place: Place, above: Step | None) -> Step | None:
        """A line with a dash or a bullet: a clause where it stands under one, counted (“gạch đầu dòng thứ nhất”)."""
        parent = above or next((step for step in reversed(self.steps) if step.rank < RANKS[DASH]), None)
        if parent is None:
            return None
        self.dashes[parent.clause.anchor] += 1
        number = str(self.dashes[parent.clause.anchor])
        self._close(parent.rank + 1)
        return self._opened(DASH, f"{NAMES[DASH]} {number}", text, place, parent, _anchor(parent, DASH, number), counts=False)

    def _close(self, rank: int) -> None:
        while self.steps and self.steps[-1].rank >= rank:
            self.steps.pop()

    def _opened(
        self, level: str, words: str, text: str, place: Place, parent: Step | None, name: str, *, counts: bool, dotted: str = ""
    ) -> Step:
        path = f"{words} {parent.clause.path}" if parent and not words.startswith("mục ") else words
        clause = Clause(self._unique(name), level, words, _title(text, place), path, self._parent(parent), place.was)
        rank = max(RANKS[level], parent.rank + 1) if parent and not counts else RANKS[level]
        step = Step(clause, rank, place, counts, dotted, parent)
        self.steps.append(step)
        return step

    def _parent(self, parent: Step | None) -> str:
        above = parent or (self.steps[-1] if self.steps else None)
        return above.clause.anchor if above else ""

    def _unique(self, name: str) -> str:
        anchor = name
        while anchor in self.taken:
            self.equal[name] += 1
            anchor = f"{name}-{self.equal[name] + 1}"
        self.taken.add(anchor)
        return anchor


def _anchor(parent: Step | None, level: str, number: str) -> str:
    return f"{parent.clause.anchor}.{level}-{number}" if parent else f"{level}-{number}"


def _title(text: str, place: Place) -> str:
    """A heading's words, or the first line of a clause that has none."""
    if place.heading < NO_HEADING or len(text) <= TITLE_LENGTH:
        return text
    return text[:TITLE_LENGTH].rpartition(" ")[0].rstrip(" ,;:") + " …"
