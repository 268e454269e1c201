"""The lược đồ of a text: earlier texts above it, later ones below, each a box that links to its page; drawn as SVG by law-map.html."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from movement.link import Library
from movement.record import Record
from movement.render.cards import Card
from movement.render.facts import field_label
from movement.render.paging import newest_first
from movement.schema.base import State
from movement.schema.directive import INVERSE_RELATIONS, Relations

SYMMETRIC = "same_subject"
MOST = 5
"""How many texts of one relation are drawn; the page lists all."""
WIDTH = 44
"""Letters in a line of a box: what fits into 300 units of 12.5-unit letters."""
LINE, PADDING, GAP, LABEL, BEND = 17, 9, 8, 26, 12
"""Heights, in units of the drawing; it is 360 wide. BEND lies between the line to the texts above and the one from those below."""


@dataclass(frozen=True, slots=True)
class Near:
    """The texts that stand in one relation to a text."""

    title: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A text of the drawing."""

    y: int
    height: int
    card: Card
    lines: tuple[str, ...]

    @property
    def middle(self) -> int:
        """Where its line meets it."""
        return self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Branch:
    """A relation of the drawing."""

    title: str
    y: int
    boxes: tuple[Box, ...]
    rest: int
    """How many texts are not drawn."""
    end: int


@dataclass(frozen=True, slots=True)
class Map:
    """The whole drawing."""

    above: tuple[Branch, ...]
    own: Box
    below: tuple[Branch, ...]
    height: int

    @property
    def ends(self) -> tuple[int, int]:
        """Where the line that joins all boxes begins and ends."""
        boxes = [box for branch in (*self.above, *self.below) for box in branch.boxes]
        middles = [box.middle for box in boxes]
        own = self.own.middle
        return min(own if self.above else own + BEND, *middles), max(own + BEND if self.below else own, *middles)


def near(library: Library, record: Record) -> tuple[list[Near], list[Near]]:
    """What a text does to others, and what others do to it, by relation; each of its own subject is among the others."""
    outgoing: list[Near] = []
    incoming: list[Near] = []
    back: dict[str, list[str]] = {}
    for backlink in library.backlinks.get(record.key, ()):
        source = library.records[backlink.source]
        if source.collection == "directives" and source.data.state is State.PUBLISHED:
            back.setdefault(backlink.field, []).append(source.key)
    for name, inverse in INVERSE_RELATIONS.items():
        keys = [f"directives/{directive_id}" for directive_id in getattr(record.data.relations, name)]
        keys = [key for key in keys if key in library.records and key != record.key]
        others = back.get(name, [])
        if name == SYMMETRIC:
            keys, others = [], [*keys, *others]
        if keys:
            outgoing.append(Near(field_label(Relations, name), tuple(dict.fromkeys(keys))))
        if others:
            incoming.append(Near(inverse, tuple(dict.fromkeys(others))))
    return outgoing, incoming


def keys_of(library: Library, record: Record) -> Iterator[str]:
    """The records that the drawing may show."""
    for relation in (*near(library, record)[0], *near(library, record)[1]):
        yield from relation.keys


def drawn(library: Library, record: Record, card_of: Callable[[str], Card]) -> Map | None:
    """The drawing, None for a text that stands alone."""
    outgoing, incoming = near(library, record)
    if not outgoing and not incoming:
        return None
    above = _branches(outgoing, 0, card_of)
    own = _box(card_of(record.key), above[-1].end + BEND if above else 1)
    below = _branches(incoming, own.y + own.height + BEND, card_of)
    return Map(above, own, below, below[-1].end if below else own.y + own.height + 1)


def _branches(relations: list[Near], y: int, card_of: Callable[[str], Card]) -> tuple[Branch, ...]:
    found = []
    for relation in relations:
        cards = newest_first(map(card_of, relation.keys))
        boxes: list[Box] = []
        end = y + LABEL
        for card in cards[:MOST]:
            boxes.append(_box(card, end))
            end = boxes[-1].y + boxes[-1].height + GAP
        rest = len(cards) - len(boxes)
        end += LABEL if rest else 0
        found.append(Branch(relation.title, y, tuple(boxes), rest, end))
        y = end
    return tuple(found)


def _box(card: Card, y: int) -> Box:
    width = WIDTH * 3 // 4 if card.title.isupper() else WIDTH
    title = textwrap.wrap(card.title, width, max_lines=2, placeholder=" …")
    lines = (card.kicker, *title)
    return Box(y, 2 * PADDING + LINE * (len(lines) + 1), card, lines)
