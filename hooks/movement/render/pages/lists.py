"""Lists of records: one a collection, a year and a state, with links for filters; and the landing pages they lead to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from movement import addresses
from movement.link import Library
from movement.record import Record
from movement.render.cards import Card
from movement.render.drawing import Page, Studio
from movement.render.feed_names import OF_COLLECTION
from movement.render.pages import landings
from movement.render.pages.landings import Landing, filters_of
from movement.render.paging import Choice, Filter, list_pages, newest_first
from movement.schema import COLLECTIONS, Collection
from movement.schema.base import Choice as State
from movement.schema.directive import ForceState
from movement.schema.model import Evidence, WorkState, evidence
from movement.vietnamese import slug


@dataclass(frozen=True, slots=True)
class States:
    """A way to divide the records of one collection by what is said of each."""

    title: str
    folder: str
    order: type[State]
    of: Callable[[Library, Record], State]


STATES = {
    "directives": (States("Hiệu lực", "hieu-luc", ForceState, lambda library, record: library.standings[record.id].state),),
    "models": (
        States("Tình trạng", "tinh-trang", WorkState, lambda _, record: record.data.state_of_work),
        States("Mức chứng cứ", "bang-chung", Evidence, lambda _, record: evidence(record.data)),
    ),
}


def pages(studio: Studio) -> Iterator[Page]:
    """Every list and landing page."""
    found = list(landings.landings_of(studio))
    for collection in COLLECTIONS.values():
        yield from _collection_pages(studio, collection, found)
    yield from landings.pages(studio, found)


def _collection_pages(studio: Studio, collection: Collection, landings: Sequence[Landing]) -> Iterator[Page]:
    section = f"{collection.path}/"
    cards = newest_first(studio.card(record.key) for record in studio.library.of(collection.name))
    crumbs = ((collection.title, section),)
    by_state = [(states, _by_state(studio, collection, states)) for states in STATES.get(collection.name, ())]
    state_filters = [_state_filter(section, states, divided) for states, divided in by_state]
    years = Counter(card.year for card in cards if card.year)
    by_year = Filter(
        "Năm",
        tuple(Choice(year, addresses.year_path(collection.name, year), years[year]) for year in sorted(years, reverse=True)),
    )
    filters = (*state_filters, by_year, *filters_of(collection.name, landings))
    feed = {"feed": "" if studio.left_out else OF_COLLECTION.get(collection.name, "")}
    yield from list_pages(
        studio, section, section, collection.title, cards, filters=filters, intro=collection.intro, extra=feed, searched=True
    )
    for year in sorted(years):
        title = f"{collection.title} năm {year}"
        of_year = [card for card in cards if card.year == year]
        path = addresses.year_path(collection.name, year)
        yield from list_pages(studio, path, section, title, of_year, crumbs=crumbs, filters=filters)
    for states, divided in by_state:
        for state, ours in divided.items():
            title = f"{collection.title}: {state.label[:1].lower()}{state.label[1:]}"
            yield from list_pages(studio, _state_path(section, states, state), section, title, ours, crumbs=crumbs, filters=filters)


def _by_state(studio: Studio, collection: Collection, states: States) -> dict[State, list[Card]]:
    divided: dict[State, list[Card]] = {state: [] for state in states.order}
    for record in studio.library.of(collection.name):
        divided[states.of(studio.library, record)].append(studio.card(record.key))
    return {state: newest_first(cards) for state, cards in divided.items() if cards}


def _state_filter(section: str, states: States, divided: dict[State, list[Card]]) -> Filter:
    return Filter(states.title, tuple(Choice(state.label, _state_path(section, states, state), len(divided[state])) for state in divided))


def _state_path(section: str, states: States, state: State) -> str:
    return f"{section}{states.folder}/{slug(state.label)}/"
