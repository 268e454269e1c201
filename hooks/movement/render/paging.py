"""Paged lists of records: their pages, the pager between them, filters as links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

from movement import addresses
from movement.render.cards import Card
from movement.render.drawing import Drawn, Page, Studio
from movement.vietnamese import number_text

PER_PAGE = 50
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter as a link: its words, where it leads, how many records are there."""

    text: str
    path: str
    count: int


@dataclass(frozen=True, slots=True)
class Filter:
    """Choices of one kind."""

    title: str
    choices: tuple[Choice, ...]


def newest_first(cards: Iterable[Card]) -> list[Card]:
    """Cards as lists show them: the newest first, those of one day in the order of the alphabet."""
    ordered = sorted(cards, key=attrgetter("place"))
    ordered.sort(key=attrgetter("date"), reverse=True)
    return ordered


def paged(items: Sequence[Item]) -> Iterator[tuple[int, int, Sequence[Item]]]:
    """Of each page of a list its number, how many there are, and the PER_PAGE items it shows; an empty list has one page."""
    total = max(1, -(-len(items) // PER_PAGE))
    for number in range(1, total + 1):
        yield number, total, items[(number - 1) * PER_PAGE : number * PER_PAGE]


def list_pages(
    studio: Studio,
    path: str,
    section: str,
    title: str,
    cards: Sequence[Card],
    *,
    intro: str = "",
    filters: Sequence[Filter] = (),
    crumbs: Sequence[tuple[str, str]] = (),
    template: str = "list.html",
    extra: dict[str, Any] | None = None,
    searched: bool = False,
) -> Iterator[Page]:
    """The pages of one list; an empty one has one page that says so."""
    for number, total, shown in paged(cards):
        offered = filters if number == 1 else ()
        values = {
            "title": title,
            "here": path,
            "intro": intro,
            "filters": offered,
            "crumbs": crumbs,
            "cards": shown,
            "count": len(cards),
            "number": number,
            "pager": pager(path, number, total),
            **(extra or {}),
        }
        digest = studio.shows(title, intro, offered, crumbs, len(cards), number, template, extra, *(c.digest for c in shown))
        found = (title, intro) if searched and number == 1 else None
        yield Page(addresses.numbered(path, number), section, digest, _drawer(studio, template, values), listed=number == 1, searched=found)


def _drawer(studio: Studio, template: str, values: dict[str, Any]) -> Any:
    def draw() -> Drawn:
        title = values["title"] + (f" – trang {values['number']}" if values["number"] > 1 else "")
        description = values["intro"] or f"{values['title']}: {number_text(values['count'])} mục."
        return Drawn(title, description, studio.template(template, **values))

    return draw


@dataclass(frozen=True, slots=True)
class Pager:
    """The way between the pages of a list; `near` holds numbers, None for a gap."""

    number: int
    total: int
    near: tuple[tuple[int, str] | None, ...]
    before: str | None
    after: str | None


def pager(path: str, number: int, total: int) -> Pager | None:
    """The pager of page `number` of `total`, None when there is only one page."""
    if total == 1:
        return None
    numbers = sorted({1, total, *range(max(1, number - 2), min(total, number + 2) + 1)})
    near: list[tuple[int, str] | None] = []
    for last, following in zip([0, *numbers], numbers, strict=False):
        if following > last + 1:
            near.append(None)
        near.append((following, addresses.numbered(path, following)))
    before = addresses.numbered(path, number - 1) if number > 1 else None
    after = addresses.numbered(path, number + 1) if number < total else None
    return Pager(number, total, tuple(near), before, after)
