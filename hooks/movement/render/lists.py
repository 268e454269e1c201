"""Lists of records: one a collection, a year, a state, a sector, a topic and a province, paged, with links for filters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from movement import addresses
from movement.link import Library
from movement.record import Record
from movement.render import facts
from movement.render.cards import Card
from movement.render.drawing import PER_PAGE, Drawn, Page, Studio
from movement.render.feed_names import OF_COLLECTION
from movement.schema import COLLECTIONS, Collection
from movement.schema.base import Choice as State
from movement.schema.directive import ForceState
from movement.schema.model import Evidence, WorkState, evidence
from movement.schema.vocabulary import Unit, UnitLevel
from movement.vietnamese import number_text, slug, sort_key

FEW = 6
"""How many records of a collection a landing page shows itself before it leads to their own list."""


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


@dataclass(frozen=True, slots=True)
class Axis:
    """A way to divide records: by sector, by topic, by today's province."""

    title: str
    path: str
    intro: str


SECTORS = Axis("Lĩnh vực", "linh-vuc/", "Chọn nơi bạn sống, học hoặc làm việc.")
TOPICS = Axis("Chủ đề", "chu-de/", "Chọn việc bạn quan tâm.")
PLACES = Axis("Địa bàn", "dia-ban/", "34 tỉnh, thành phố hiện nay, và các tỉnh, thành phố trước ngày 1/7/2025.")


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


def pages(studio: Studio) -> Iterator[Page]:
    """Every list and landing page."""
    landings = list(_landings(studio))
    for collection in COLLECTIONS.values():
        yield from _collection_pages(studio, collection, landings)
    for axis in (SECTORS, TOPICS, PLACES):
        ours = [landing for landing in landings if landing.axis is axis]
        yield _axis_page(studio, axis, ours)
        for landing in ours:
            yield from _landing_pages(studio, landing)


def _sorted(cards: Iterable[Card]) -> list[Card]:
    return sorted(cards, key=lambda card: card.order, reverse=True)


def _landings(studio: Studio) -> Iterator[Landing]:
    library = studio.library
    members: defaultdict[tuple[str, str], defaultdict[str, list[Card]]] = defaultdict(lambda: defaultdict(list))
    for collection in COLLECTIONS:
        for record in library.of(collection):
            for place in memberships(library, record):
                members[place][collection].append(studio.card(record.key))
    for axis, name in ((SECTORS, "sectors"), (TOPICS, "topics")):
        for term in library.vocabularies[name].values():
            records = {c: _sorted(cards) for c, cards in members[(axis.path, term.id)].items()}
            yield Landing(axis, term.id, term.name, term.description or "", records)
    for unit in library.vocabularies["units"].values():
        records = {c: _sorted(cards) for c, cards in members[(PLACES.path, unit.id)].items()}
        if unit.level in (UnitLevel.PROVINCE, UnitLevel.COUNTRY) or records:
            yield Landing(PLACES, unit.id, _capital(unit.full_name), "", records, unit)


def memberships(library: Library, record: Record) -> set[tuple[str, str]]:
    """The landing pages a record belongs to, each as the path of its axis and the term."""
    places = {(PLACES.path, unit.id) for unit in library.provinces(record)}
    places |= {(PLACES.path, unit) for unit in record.data.units}
    places |= {(PLACES.path, point.unit) for point in getattr(record.data, "points", ()) if point.unit}
    places |= {(SECTORS.path, sector) for sector in record.data.sectors}
    places |= {(TOPICS.path, topic) for topic in record.data.topics}
    return places


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


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
) -> Iterator[Page]:
    """The pages of one list, PER_PAGE records each; an empty list has one page that says so."""
    total = max(1, -(-len(cards) // PER_PAGE))
    for number in range(1, total + 1):
        shown = cards[(number - 1) * PER_PAGE : number * PER_PAGE]
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
        yield Page(addresses.numbered(path, number), section, digest, _drawer(studio, template, values), listed=number == 1)


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


def _collection_pages(studio: Studio, collection: Collection, landings: list[Landing]) -> Iterator[Page]:
    section = f"{collection.path}/"
    cards = _sorted(studio.card(record.key) for record in studio.library.of(collection.name))
    crumbs = ((collection.title, section),)
    by_state = [(states, _by_state(studio, collection, states)) for states in STATES.get(collection.name, ())]
    state_filters = [_state_filter(section, states, divided) for states, divided in by_state]
    years = Counter(card.year for card in cards if card.year)
    by_year = Filter(
        "Năm",
        tuple(Choice(year, addresses.year_path(collection.name, year), years[year]) for year in sorted(years, reverse=True)),
    )
    filters = (*state_filters, by_year, *_filters_of(collection.name, landings))
    feed = {"feed": "" if studio.left_out else OF_COLLECTION.get(collection.name, "")}
    yield from list_pages(studio, section, section, collection.title, cards, filters=filters, intro=INTROS[collection.name], extra=feed)
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
    return {state: _sorted(cards) for state, cards in divided.items() if cards}


def _state_filter(section: str, states: States, divided: dict[State, list[Card]]) -> Filter:
    return Filter(states.title, tuple(Choice(state.label, _state_path(section, states, state), len(divided[state])) for state in divided))


def _state_path(section: str, states: States, state: State) -> str:
    return f"{section}{states.folder}/{slug(state.label)}/"


def _filters_of(collection: str, landings: list[Landing]) -> Iterator[Filter]:
    for axis in (SECTORS, TOPICS, PLACES):
        choices = [
            Choice(landing.title, landing.path_of(collection), len(landing.records[collection]))
            for landing in landings
            if landing.axis is axis and landing.records.get(collection) and (landing.unit is None or landing.unit.is_todays_province)
        ]
        if choices:
            yield Filter(axis.title, tuple(sorted(choices, key=lambda choice: sort_key(choice.text))))


INTROS = {
    "directives": "Luật, chỉ thị, thông tư, kế hoạch mà phong trào dựa vào: còn hiệu lực không, ai phải làm gì, hạn nào.",
    "models": "Cách làm đã được áp dụng ở nhiều nơi, kèm kết quả đã công bố, hạn chế và các bước để làm theo.",
    "exemplars": "Tập thể được nêu gương trong phong trào.",
    "commendations": "Quyết định khen thưởng tập thể, cá nhân trong phong trào; cá nhân chỉ ghi theo vai trò.",
    "news": "Tin về phong trào: ra mắt mô hình, sơ kết, Ngày hội, cảnh báo.",
    "materials": "Tài liệu để đọc, in, treo, đọc trên loa. Mỗi tài liệu ghi ngày kiểm tra.",
    "standards": "Tiêu chuẩn để cơ quan, doanh nghiệp, nhà trường tự kiểm tra.",
}


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
    return Page(axis.path, axis.path, shows, lambda: Drawn(axis.title, axis.intro, studio.template("axis.html", **values)))


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

    yield Page(landing.path, landing.axis.path, shows, draw, feeds=(feed,))
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
    units = library.vocabularies["units"].values()
    former = [other for other in units if other.successor == unit.id]
    return facts.now_part_of(library, unit), library.today(unit) if unit.successor else None, former
