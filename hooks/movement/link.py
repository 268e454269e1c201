"""Step 3: ids -> references and backlinks: a read-only Library of everything that is public."""

from __future__ import annotations

import functools
import typing
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from movement.force import Standing, standings
from movement.load import KeyPath
from movement.privacy import concealed
from movement.record import Record
from movement.schema import COLLECTIONS, VOCABULARIES, Site
from movement.schema.base import ANY, Reference, State
from movement.schema.commendation import Validity
from movement.schema.vocabulary import Organisation, Unit, UnitLevel
from movement.validate import classes_in, fields_of_class, schema_of

NO_DAY = date(2005, 6, 13)
"""Today where no record has a day: that of the decision that made 19 August the movement's day."""


class Referral(NamedTuple):
    """One reference: the keys where it stands, the record or entry it names."""

    keys: KeyPath
    collection: str
    id: str
    key: str
    """Its target's name among all records."""


class Backlink(NamedTuple):
    """A reference seen from its target: the field that names it and the record that has the field."""

    field: str
    source: str


@dataclass(slots=True)
class Library:
    """Every public record and vocabulary entry, and how they hang together."""

    site: Site
    records: dict[str, Record]
    """By key, in the order of the files; drafts are not in it."""
    drafts: frozenset[str]
    vocabularies: dict[str, dict[str, Any]]
    unread: frozenset[str] = frozenset()
    """The keys of files that are there but could not be read: their own problems are told, not those of who names them."""
    left_out: dict[str, Record] = field(default_factory=dict)
    """Records that are public but not part of this edition (edition.py): known by name, without a page."""
    referrals: dict[str, list[Referral]] = field(default_factory=dict)
    backlinks: dict[str, list[Backlink]] = field(default_factory=dict)
    day: date = NO_DAY
    """The only "today"."""
    standings: dict[str, Standing] = field(default_factory=dict)
    """Of every directive by id: whether it is in force on that day."""
    _listed: dict[str, list[Record]] = field(default_factory=dict, init=False)
    _provinces: dict[str, Unit | None] = field(default_factory=dict, init=False)
    _provinces_of: dict[str, Sequence[Unit]] = field(default_factory=dict, init=False)

    @property
    def newest(self) -> date:
        """The newest day on which anything was put on the site, also what this edition leaves out."""
        return newest_day((*self.records.values(), *self.left_out.values()))

    def of(self, collection: str) -> Sequence[Record]:
        """The records of a collection that lists may show."""
        if not self._listed:
            self._listed = {name: [] for name in COLLECTIONS}
            for record in self.records.values():
                if record.listed:
                    self._listed[record.collection].append(record)
        return self._listed[collection]

    def unit(self, unit_id: str | None) -> Unit | None:
        """An administrative unit by id; None where a data set with problems names one that is not there."""
        return self.vocabularies["units"].get(unit_id or "")

    def organisation(self, organisation_id: str | None) -> Organisation | None:
        """An organisation by id, or None likewise."""
        return self.vocabularies["organisations"].get(organisation_id or "")

    def today(self, unit: Unit) -> Unit:
        """The unit that now stands where `unit` stood."""
        seen = {unit.id}
        while (following := self.unit(unit.successor)) and following.id not in seen:
            seen.add(following.id)
            unit = following
        return unit

    def former(self, unit: Unit) -> list[Unit]:
        """The units in whose place `unit` stands."""
        return [other for other in self.vocabularies["units"].values() if other.successor == unit.id]

    def province(self, unit_id: str) -> Unit | None:
        """Today's province of a unit, None for the country as a whole."""
        if unit_id not in self._provinces:
            self._provinces[unit_id] = self._province(unit_id)
        return self._provinces[unit_id]

    def _province(self, unit_id: str) -> Unit | None:
        unit = self.unit(unit_id)
        seen: set[str] = set()
        while unit is not None and unit.id not in seen:
            seen.add(unit.id)
            unit = self.today(unit)
            if unit.level is UnitLevel.PROVINCE:
                return unit
            unit = self.unit(unit.parent)
        return None

    def provinces(self, record: Record) -> Sequence[Unit]:
        """Today's provinces a record belongs to."""
        found = self._provinces_of.get(record.key)
        if found is None:
            provinces = map(self.province, units_of(record))
            found = self._provinces_of[record.key] = list({unit.id: unit for unit in provinces if unit}.values())
        return found


def units_of(record: Record) -> list[str]:
    """The ids of the places a record is about: its own, those of the points of a model, that of an exemplary unit or person."""
    who = getattr(record.data, "who", None)
    points = (point.unit for point in getattr(record.data, "points", ()) if point.unit)
    return [*record.data.units, *points, *([who.unit] if who and who.unit else [])]


def link(
    site: Site,
    records: Iterable[Record],
    vocabularies: Mapping[str, Mapping[str, Any]],
    unread: Iterable[str] = (),
    today: date | None = None,
) -> Library:
    """The Library of these records on a day, by default the newest in them; references to what is not there are left for `consistency`."""
    public: dict[str, Record] = {}
    drafts: set[str] = set()
    for record in records:
        if record.data.state is State.DRAFT:
            drafts.add(record.key)
        else:
            hidden = getattr(record.data, "validity", None) is Validity.HIDDEN
            public[record.key] = replace(record, data=concealed(record.data)) if hidden else record
    library = Library(site, public, frozenset(drafts), {name: dict(entries) for name, entries in vocabularies.items()}, frozenset(unread))
    backlinks: defaultdict[str, list[Backlink]] = defaultdict(list)
    for key, record in public.items():
        library.referrals[key] = referrals(record.data)
        for referral in library.referrals[key]:
            if referral.collection in COLLECTIONS and referral.key != key:
                backlinks[referral.key].append(Backlink(_field(referral.keys), key))
    library.backlinks = dict(backlinks)
    library.day = today or newest_day(public.values())
    library.standings = standings(public.values(), library.day)
    return library


def newest_day(records: Iterable[Record]) -> date:
    """The newest day on which anything was put on the site: the "today" of a build that is given none."""
    days = [day for record in records for day in (record.data.published, record.data.updated) if day]
    return max(days, default=NO_DAY)


def _field(keys: KeyPath) -> str:
    return next(str(key) for key in reversed(keys) if isinstance(key, str))


def referrals(data: Any, within: KeyPath = ()) -> list[Referral]:
    """Every reference that a typed value makes, with the keys where it stands; the value itself stands `within` these."""
    found: list[Referral] = []
    for name, collection, nested, many in plan(schema_of(data)):
        value = getattr(data, name)
        if value is None or value == ():
            continue
        items = (((*within, name, index), item) for index, item in enumerate(value)) if many else (((*within, name), value),)
        for keys, item in items:
            if nested:
                found += referrals(item, keys)
            else:
                found.append(_referral(keys, collection, item))
    return found


def _referral(keys: KeyPath, collection: str, text: str) -> Referral:
    if collection != ANY:
        return Referral(keys, collection, text, f"{collection}/{text}")
    collection, _, record_id = text.partition("/")
    return Referral(keys, collection, record_id, text)


@functools.cache
def plan(schema: Any) -> list[tuple[str, str, bool, bool]]:
    """For each field that can lead to references: its name, the collection, whether it nests, whether it is many."""
    found = []
    for name, annotation in fields_of_class(schema).items():
        many = any(typing.get_origin(part) is tuple for part in _parts(annotation))
        marker = next((m for m in _markers(annotation) if isinstance(m, Reference)), None)
        if marker:
            found.append((name, marker.collection, False, many))
        elif any(plan(cls) for cls in classes_in(annotation) if hasattr(cls, "__pydantic_fields__")):
            found.append((name, "", True, many))
    return found


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for argument in typing.get_args(annotation):
        yield from _parts(argument)


def _markers(annotation: Any) -> Iterator[Any]:
    for part in _parts(annotation):
        yield from getattr(part, "__metadata__", ())


def known(library: Library, collection: str) -> Mapping[str, Any]:
    """The ids that a reference to `collection` may name."""
    if collection in VOCABULARIES:
        return library.vocabularies[collection]
    prefix = f"{collection}/"
    return {key[len(prefix) :]: record for key, record in library.records.items() if key.startswith(prefix)}
