"""What the page of figures counts: models, points, commendations and directives, in one pass over the records."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from movement.link import Library
from movement.record import Record
from movement.render.pages import landings
from movement.render.pages.landings import PLACES, SECTORS, TOPICS
from movement.schema.commendation import Validity

UNKNOWN = "Chưa rõ"


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that is counted."""

    name: str
    title: str
    about: str
    """What is counted."""
    year: str
    """Which of its years is meant."""
    collection: str
    by_year: bool = True
    """Whether the collection has a list for each of these years."""


MEASURES = (
    Measure("models", "Mô hình", "cách làm đã đăng", "năm bắt đầu", "models", by_year=False),
    Measure("points", "Điểm áp dụng", "nơi áp dụng mà nguồn nêu, kể cả nơi chưa rõ còn làm không", "năm bắt đầu", "models", by_year=False),
    Measure("commendations", "Khen thưởng", "quyết định khen thưởng còn giá trị", "năm khen thưởng", "commendations"),
    Measure("directives", "Văn bản", "văn bản chỉ đạo, còn hay hết hiệu lực", "năm ban hành", "directives"),
)


@dataclass(slots=True)
class Tally:
    """Everything counted: by measure, then by year, or by axis and term."""

    totals: Counter[str] = field(default_factory=Counter)
    years: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    terms: defaultdict[str, Counter[tuple[str, str]]] = field(default_factory=lambda: defaultdict(Counter))
    listed: defaultdict[str, Counter[tuple[str, str]]] = field(default_factory=lambda: defaultdict(Counter))
    """How long the lists are that the numbers lead to, by collection."""

    def add(self, measure: str, year: str, places: Iterable[tuple[str, str]]) -> None:
        """Count one thing."""
        self.totals[measure] += 1
        self.years[measure][year or UNKNOWN] += 1
        self.terms[measure].update(places)

    def lines(self) -> list[str]:
        """Everything counted, in an order that never changes."""
        parts: tuple[Mapping[str, Counter[Any]], ...] = (self.years, self.terms, self.listed)
        return sorted(
            f"{place} {name} {key} {count}"
            for place, part in enumerate(parts)
            for name, counts in part.items()
            for key, count in counts.items()
        )


def tally(library: Library) -> Tally:
    """All records counted in one pass."""
    found = Tally()
    for collection in ("models", "commendations", "directives"):
        for record in library.of(collection):
            places = landings.memberships(library, record)
            found.listed[collection].update(places)
            if getattr(record.data, "validity", Validity.IN_FORCE) is Validity.IN_FORCE:
                found.add(collection, _year(record), _placed(places))
            for point in getattr(record.data, "points", ()):
                province = library.province(point.unit or "")
                axes = {place for place in places if place[0] != PLACES.path} | ({(PLACES.path, province.id)} if province else set())
                found.add("points", (point.since or "")[:4], _placed(axes))
    return found


def _placed(places: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The terms of a thing, with UNKNOWN for the axes of which it has none."""
    known = {axis for axis, _ in places}
    return places | {(axis.path, UNKNOWN) for axis in (PLACES, SECTORS, TOPICS) if axis.path not in known}


def _year(record: Record) -> str:
    if record.year:
        return record.year
    if record.collection == "models":
        return (record.data.since or "")[:4]
    return str(record.data.signed_on.year) if record.data.signed_on else ""
