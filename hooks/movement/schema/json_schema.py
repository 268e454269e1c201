"""The schema classes as JSON Schema 2020-12, with Vietnamese words: what editors' tools check files by, and what open data promise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from movement.problems import MESSAGES
from movement.schema import COLLECTIONS, VOCABULARIES, Site
from movement.schema.allowance import Allowance
from movement.schema.base import ANY, REFERENCE
from movement.schema.fields import Field, fields
from movement.schema.needs import Term, needs_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLES = {
    "site": "Thông tin chung của trang",
    "units": "Đơn vị hành chính",
    "organisations": "Cơ quan, tổ chức",
    "awards": "Danh hiệu, hình thức khen thưởng",
    "sectors": "Lĩnh vực",
    "topics": "Chủ đề",
    "allow": "Ngoại lệ của máy kiểm tra",
}
"""The Vietnamese names of the files that are no records."""
LISTS: dict[str, type[Any]] = {**VOCABULARIES, "allow": Allowance}
"""The files that are a list of entries: the vocabularies, and `allow` for _allow.yml."""
NAMES = (*COLLECTIONS, *LISTS, "site")
"""Every kind of file: the collections, the lists, and `site` for site.yml."""
Mode = Literal["validation", "serialization"]
"""What an editor may write, or what is published."""
Schema = dict[str, Any]

# YAML reads 2024 as a number and the site as text: where a text is asked for, tools must let bare scalars pass.
BARE = {"text": ["string", "number", "boolean"], "paragraph": ["string", "number", "boolean"], "partial-date": ["string", "integer"]}
FORMATS = {"date": "date", "url": "uri"}


def document(name: str) -> Schema:
    """The JSON Schema of one file as editors write it: a record of a collection, a whole list, or site.yml."""
    if name in LISTS:
        entry = json_schema(LISTS[name])
        return {"$schema": entry.pop("$schema"), "title": title_of(name), "type": "array", "items": entry}
    found = json_schema(Site if name == "site" else COLLECTIONS[name].schema)
    return {"$schema": found.pop("$schema"), "title": title_of(name), **found}


def json_schema(cls: type[Any], mode: Mode = "validation") -> Schema:
    """The JSON Schema of a schema class, all in one piece."""
    # Open data hold what has passed all checks.
    needs = [{"if": _has(has), "then": _has(wants)} for has, wants in needs_of(cls)] if mode == "validation" else []
    return {"$schema": DIALECT, **_group(fields(cls), mode), **({"allOf": needs} if needs else {})}


def _has(term: Term) -> Schema:
    """That a key is there and not empty, or has a value."""
    return {"required": [term.key], "properties": {term.key: {"const": term.value} if term.value else {"not": {"type": "null"}}}}


def title_of(name: str) -> str:
    """The Vietnamese name of a collection, a vocabulary or `site`."""
    return COLLECTIONS[name].title if name in COLLECTIONS else TITLES[name]


def _group(inside: Iterable[Field], mode: Mode) -> Schema:
    shown = [field for field in inside if mode == "validation" or not field.private]
    required = [field.key for field in shown if field.required]
    keys = {field.key: _field(field, mode) for field in shown}
    return {"type": "object", "additionalProperties": False, **({"required": required} if required else {}), "properties": keys}


def _field(field: Field, mode: Mode) -> Schema:
    value = _group(field.fields, mode) if field.kind == "group" else _scalar(field, mode)
    if field.many:
        listed = {"type": "array", "items": value}
        value = {"anyOf": [listed, value]} if field.or_one else listed
    if mode == "validation" and not field.required:
        value = _or_nothing(value)
    default = {"default": field.default} if isinstance(field.default, str | bool) else {}
    # What to write, and what is wrong, is said to who writes.
    said = {"description": description(field)} if mode == "validation" else {}
    return {"title": field.label, **said, **value, **default}


def description(field: Field) -> str:
    """What to write in a field, with its closed list in words and where its ids come from."""
    parts = [field.help, ", ".join(f"{value}: {words}" for value, words in field.choices)]
    if field.reference and field.reference != ANY:
        place = f"vocabularies/{field.reference}.yml" if field.reference in VOCABULARIES else f"{field.reference}/"
        parts.append(f"{'mã' if field.help else 'Mã'} trong {place}")
    if field.required:
        parts.append("bắt buộc" if any(parts) else "Bắt buộc")
    return "; ".join(part for part in parts if part) or field.label


def _scalar(field: Field, mode: Mode) -> Schema:
    if field.choices:
        return {"type": "string", "oneOf": [{"const": value, "title": words} for value, words in field.choices]}
    if field.kind in ("number", "boolean"):
        return {"type": field.kind}
    bare = BARE.get(field.kind, "string") if mode == "validation" else "string"
    value: Schema = {"type": bare, "pattern": field.pattern}
    if mode == "validation":
        value["patternErrorMessage"] = message(field.code)
    if field.kind == "partial-date" and mode == "validation":
        value |= {"minimum": 1000, "maximum": 9999}
    if field.kind in FORMATS:
        value["format"] = FORMATS[field.kind]
    if field.longest:
        value["maxLength"] = field.longest
    if field.reference:
        value[REFERENCE] = field.reference
    return value


def _or_nothing(value: Schema) -> Schema:
    """A key without a value is a key left out."""
    choices = "oneOf" if "oneOf" in value else "anyOf" if "anyOf" in value else ""
    kinds = value.get("type", [])
    several = {"type": [*([kinds] if isinstance(kinds, str) else kinds), "null"]} if kinds else {}
    return {**value, **several, **({choices: [*value[choices], {"type": "null"}]} if choices else {})}


def message(code: str) -> str:
    """The sentence of a problem, without the value that a tool shows beside it."""
    said = MESSAGES[code].replace("“{value}”", "Giá trị")
    return said[:1].upper() + said[1:]
