"""Landing pages: one for each sector, topic and province, with a few records of each collection and the way to all of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from movement.link import Library, units_of
from movement.record import Record
from movement.render import facts
from movement.render.cards import Card
from movement.render.drawing import Drawn, Page, Studio
from movement.render.paging import Choice, Filter, list_pages, newest_first
from movement.schema import COLLECTIONS
from movement.schema.vocabulary import Unit, UnitLevel
from movement.vietnamese import date_text, sort_key

FEW = 6
"""How many records of a collection a landing page shows itself before it leads to their own list."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A way to divide records: by sector, by topic, by today's province."""

    title: str
    path: str
    intro: str


SECTORS = Axis("Lĩnh vực", "linh-vuc/", "Chọn nơi bạn sống, học hoặc làm việc.")
TOPICS = Axis("Chủ đề", "chu-de/", "Chọn việc bạn quan tâm.")
PLACES = Axis("Địa bàn", "dia-ban/", "34 tỉnh, thành phố hiện nay, và các tỉnh, thành phố trước ngày 1/7/2025.")
AXES = (SECTORS, TOPICS, PLACES)


@dataclass(slots=True)
class Landing:
    """A term of an axis with the records that belong to it, by collection."""

    axis: Axis
    id: str
    title: str
    intro: str
    records: dict[str, list[Card]]
    unit: Unit | None = None

    @property
    def path(self) -> str:
        """The path of its page."""
        return f"{self.axis.path}{self.id}/"

    @property
    def count(self) -> int:
        """How many records belong to it."""
        return sum(map(len, self.records.values()))

    def path_of(self, collection: str) -> str:
        """Where its records of one collection are: on the page itself when they are few."""
        return path_within(self.path, collection, len(self.records.get(collection, ())))


def path_within(landing: str, collection: str, count: int) -> str:
    """Where the `count` records of a collection are that belong to the landing page at `landing`."""
    path = COLLECTIONS[collection].path
    return f"{landing}{path}/" if count > FEW else f"{landing}#{path}"


def pages(studio: Studio, landings: Sequence[Landing]) -> Iterator[Page]:
    """The page of each axis, and those of each of its terms."""
    for axis in AXES:
        ours = [landing for landing in landings if landing.axis is axis]
        yield _axis_page(studio, axis, ours)
        for landing in ours:
            yield from _landing_pages(studio, landing)


def landings_of(studio: Studio) -> Iterator[Landing]:
    """Every landing page that is to be."""
    library = studio.library
    members: defaultdict[tuple[str, str], defaultdict[str, list[Card]]] = defaultdict(lambda: defaultdict(list))
    for collection in COLLECTIONS:
        for record in library.of(collection):
            for place in memberships(library, record):
                members[place][collection].append(studio.card(record.key))
    for axis, name in ((SECTORS, "sectors"), (TOPICS, "topics")):
        for term in library.vocabularies[name].values():
            records = {c: newest_first(cards) for c, cards in members[(axis.path, term.id)].items()}
            yield Landing(axis, term.id, term.name, term.description or "", records)
    names = Counter(unit.full_name for unit in library.vocabularies["units"].values())
    for unit in library.vocabularies["units"].values():
        title = _capital(unit.full_name)
        if names[unit.full_name] > 1 and unit.valid_to:
            # Its successor has the same name.
            title += f" (đến {date_text(unit.valid_to)})"
        records = {c: newest_first(cards) for c, cards in members[(PLACES.path, unit.id)].items()}
        if unit.level in (UnitLevel.PROVINCE, UnitLevel.COUNTRY) or records:
            yield Landing(PLACES, unit.id, title, "", records, unit)


def memberships(library: Library, record: Record) -> set[tuple[str, str]]:
    """The landing pages a record belongs to, each as the path of its axis and the term."""
    places = {(PLACES.path, unit.id) for unit in library.provinces(record)}
    places |= {(PLACES.path, unit) for unit in units_of(record)}
    places |= {(SECTORS.path, sector) for sector in record.data.sectors}
    places |= {(TOPICS.path, topic) for topic in record.data.topics}
    return places


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def filters_of(collection: str, landings: Sequence[Landing]) -> Iterator[Filter]:
    """The filters of a collection by sector, topic and today's province."""
    for axis in AXES:
        choices = [
            Choice(landing.title, landing.path_of(collection), len(landing.records[collection]))
            for landing in landings
            if landing.axis is axis and landing.records.get(collection) and (landing.unit is None or landing.unit.is_todays_province)
        ]
        if choices:
            yield Filter(axis.title, tuple(sorted(choices, key=lambda choice: sort_key(choice.text))))


def _axis_page(studio: Studio, axis: Axis, landings: list[Landing]) -> Page:
    def choices(wanted: Iterable[Landing]) -> tuple[Choice, ...]:
        found = [Choice(landing.title, landing.path, landing.count) for landing in wanted]
        return tuple(sorted(found, key=lambda choice: sort_key(choice.text))) if axis is PLACES else tuple(found)

    today = [landing for landing in landings if landing.unit is None or landing.unit.is_todays_province]
    former = [landing for landing in landings if landing.unit and not landing.unit.is_todays_province and landing.unit.successor]
    whole = [landing for landing in landings if landing.unit and landing.unit.level is UnitLevel.COUNTRY]
    groups = [Filter("Hiện nay" if axis is PLACES else axis.title, choices([*whole, *today]))]
    if former:
        groups.append(Filter("Trước đây", choices(former)))
    values = {"title": axis.title, "intro": axis.intro, "groups": groups}
    shows = studio.shows(axis, groups)

    def draw() -> Drawn:
        return Drawn(axis.title, axis.intro, studio.template("axis.html", **values))

    return Page(axis.path, axis.path, shows, draw, searched=(axis.title, axis.intro))


def _landing_pages(studio: Studio, landing: Landing) -> Iterator[Page]:
    groups = [(COLLECTIONS[name], landing.records[name]) for name in COLLECTIONS if landing.records.get(name)]
    crumbs = ((landing.axis.title, landing.axis.path),)
    now, successor, former = _succession(studio.library, landing.unit)
    feed = "" if studio.left_out else studio.feed_names.get((landing.axis.path.removesuffix("/"), landing.id), "")
    values = {
        "title": landing.title,
        "intro": landing.intro,
        "feed": feed,
        "crumbs": crumbs,
        "count": landing.count,
        "now": now,
        "successor": successor,
        "former": former,
        "groups": [(c, cards[:FEW], len(cards), f"{landing.path}{c.path}/" if len(cards) > FEW else "") for c, cards in groups],
    }
    shown = [card.digest for _, cards in groups for card in cards[:FEW]]
    counts = [(collection.name, len(cards)) for collection, cards in groups]
    shows = studio.shows(landing.title, landing.intro, now, former, counts, *shown)
    description = landing.intro or f"{landing.title}: văn bản, mô hình, khen thưởng, tin tức của phong trào."

    def draw() -> Drawn:
        return Drawn(landing.title, description, studio.template("landing.html", **values), contents=len(groups) > 2)

    yield Page(landing.path, landing.axis.path, shows, draw, feeds=(feed,), searched=(landing.title, description))
    for collection, cards in groups:
        if len(cards) > FEW:
            title = f"{collection.title}: {landing.title}"
            path = f"{landing.path}{collection.path}/"
            here = (*crumbs, (landing.title, landing.path))
            yield from list_pages(studio, path, landing.axis.path, title, cards, crumbs=here)


def _succession(library: Library, unit: Unit | None) -> tuple[str, Unit | None, list[Unit]]:
    """What a unit is part of today in words, its successor, and the units it was formed from."""
    if unit is None:
        return "", None, []
    return facts.now_part_of(library, unit), library.today(unit) if unit.successor else None, library.former(unit)
