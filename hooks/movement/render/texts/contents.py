"""The table of contents of a drawn page: its headings, and the clauses of an official text that are no headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from movement.render.texts.clauses import LINK, Clause
from movement.render.texts.legal_text import name_of, stands_alone
from movement.render.texts.prose import plain

TAG = re.compile(r'<(?:h([2-6])|p|li) id="([^"]+)"[^>]*>')
DEEPEST = 3
"""Headings below this level are left out, unless they are a Điều or above."""
FOLDED = 24
"""How many lines a table of contents has before its lower levels are folded."""


@dataclass(slots=True)
class Entry:
    """A line of a table of contents."""

    level: int
    anchor: str
    title: str
    label: str
    """`Điều 6`, "" for a heading that is no clause."""
    below: list[Entry] = field(default_factory=list)

    @property
    def span(self) -> str:
        """What is below it, in short: `Điều 4 – Điều 9`."""
        labels = [entry.label for entry in (self.below[0], self.below[-1]) if entry.label]
        return " – ".join(labels) if len(labels) == 2 and len(self.below) > 1 else f"{len(self.below)} mục"


def entries(content: str, clauses: Iterable[Clause] = ()) -> list[Entry]:
    """Every line in order; a clause that is no heading stands one level below the one above it."""
    known = {clause.anchor: clause for clause in clauses if stands_alone(clause)}
    found: dict[str, Entry] = {}
    for tag in TAG.finditer(content):
        clause = known.get(tag[2])
        label = clause.label if clause else ""
        if tag[1] and (clause or int(tag[1]) <= DEEPEST):
            title = plain(LINK.sub("", content[tag.end() : content.index("</h", tag.end())]))
            found[tag[2]] = Entry(int(tag[1]), tag[2], title, label)
        elif clause and not tag[1]:
            level = found[clause.parent].level + 1 if clause.parent in found else 2
            found[tag[2]] = Entry(level, tag[2], name_of(clause), label)
    return list(found.values())


def nested(lines: Iterable[Entry]) -> list[Entry]:
    """The lines as a tree."""
    tree: list[Entry] = []
    way: list[Entry] = []
    for line in lines:
        while way and way[-1].level >= line.level:
            way.pop()
        (way[-1].below if way else tree).append(line)
        way.append(line)
    return tree
