"""Every field of a record in Vietnamese words: the label from the schema, the value as readers read it."""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass
from typing import Any

from movement.link import Library, plan
from movement.record import Record
from movement.schema import VOCABULARIES
from movement.schema.base import Choice, State
from movement.schema.commendation import Validity
from movement.schema.directive import ROLES, ForceState
from movement.schema.vocabulary import Unit
from movement.validate import fields_of_class, label, schema_of
from movement.vietnamese import date_text, number_text

RULES = {"quarter": "hằng quý", "month": "hằng tháng"}


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its words, and the site path or web address it leads to."""

    text: str
    path: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A field that has a value."""

    label: str
    values: tuple[Value, ...]

    @property
    def short(self) -> bool:
        """Whether the values read well in one line."""
        return all(len(value.text) < 40 and not value.note for value in self.values)


@functools.cache
def field_label(schema: Any, name: str) -> str:
    """The Vietnamese label of a field of a schema class."""
    return label(fields_of_class(schema)[name])


def fact_of(library: Library, data: Any, name: str) -> Fact:
    """A field of a typed value, in words."""
    schema = schema_of(data)
    collection = next((collection for field, collection, nested, _ in plan(schema) if field == name and not nested), "")
    value = getattr(data, name)
    items = value if isinstance(value, tuple) else (value,)
    return Fact(field_label(schema, name), tuple(words_of(library, item, collection) for item in items))


def words_of(library: Library, value: Any, collection: str = "") -> Value:
    """One value in words; `collection` says what an id refers to."""
    if collection:
        return reference(library, collection, value)
    match value:
        case Choice():
            return Value(value.label)
        case bool():
            return Value("Có" if value else "Không")
        case int() | float():
            return Value(number_text(value))
        case datetime.date():
            return Value(date_text(value))
        case _:
            return Value(str(value))


def reference(library: Library, collection: str, name: str) -> Value:
    """What an id refers to, by name, with its page where it has one."""
    if collection in VOCABULARIES:
        entry = library.vocabularies[collection].get(name)
        if entry is None:
            return Value(name)
        if isinstance(entry, Unit):
            return place(library, entry)
        path = {"sectors": f"linh-vuc/{name}/", "topics": f"chu-de/{name}/"}.get(collection)
        return Value(entry.name, path)
    key = name if collection == "*" else f"{collection}/{name}"
    record = library.records.get(key) or library.left_out.get(key)
    if record is None:
        return Value(name)
    return Value(record.data.title, record.path, _ended(library, record))


def _ended(library: Library, record: Record) -> str:
    """What has become of a record that no longer stands, "" of one that does."""
    if record.data.state is State.WITHDRAWN:
        return "đã rút"
    if record.collection == "commendations":
        validity = record.data.validity
        return "" if validity is Validity.IN_FORCE else f"{validity.label[:1].lower()}{validity.label[1:]}"
    expired = record.collection == "directives" and library.standings[record.id].state is ForceState.EXPIRED
    return "đã hết hiệu lực" if expired else ""


def place(library: Library, unit: Unit) -> Value:
    """A unit as it was then, and what it is now: "tỉnh Vĩnh Phúc (nay thuộc tỉnh Phú Thọ)"."""
    path = f"dia-ban/{unit.id}/" if unit.level in ("province", "country") else None
    return Value(unit.full_name, path, now_part_of(library, unit))


def now_part_of(library: Library, unit: Unit) -> str:
    """Where a unit's place belongs today, "" when nothing changed or it is the country."""
    province = library.province(unit.id)
    if province is None or province.id == unit.id:
        return ""
    if unit.level != "province" and unit.successor is None and unit.valid_to is None:
        return province.full_name if unit.parent == province.id else f"nay thuộc {province.full_name}"
    if province.full_name == unit.full_name:
        return "trước khi sáp nhập"
    # A province that became a city is the same place.
    same = unit.successor == province.id and unit.name == province.name and len(library.former(province)) == 1
    return f"nay {'là' if same else 'thuộc'} {province.full_name}"


def partial_date_text(text: str) -> str:
    """`2020`, `3/2020` or `15/3/2020` of an ISO year, month or day."""
    return "/".join(str(int(part)) for part in reversed(text.split("-")))


def rule_text(rule: str) -> str:
    """`30/11 hằng năm` of `--11-30`."""
    if rule in RULES:
        return RULES[rule]
    _, _, month, day = rule.split("-")
    return f"{int(day)}/{int(month)} hằng năm"


def role_text(library: Library, role: str) -> str:
    """Who is addressed: a known role, an organisation, or the id in plain words."""
    if organisation := library.vocabularies["organisations"].get(role):
        return str(organisation.name)
    return ROLES.get(role) or role.replace("-", " ")
