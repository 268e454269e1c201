"""Open data, what is published: the values of a record or a vocabulary entry, and the JSON Schema that promises them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from movement.record import Record
from movement.render.drawing import Studio
from movement.render.texts.prose import resolve
from movement.schema import COLLECTIONS, VOCABULARIES
from movement.schema.base import REFERENCE, State
from movement.schema.commendation import Validity
from movement.schema.json_schema import json_schema
from movement.schema.model import Evidence, evidence
from movement.validate import schema_of

LINK = re.compile(r"(\]\()([^)\s]+)")
"""The address of a link or a picture in Markdown."""
ID = {"type": "string", "title": "Mã", "description": "Tên riêng và lâu dài của bản ghi trong bảng này"}
URL = {"type": "string", "format": "uri", "title": "Trang", "description": "Địa chỉ trang của bản ghi"}
PROVINCES = {
    "type": "array",
    "title": "Tỉnh, thành phố hiện nay",
    "description": "Tính từ địa bàn ghi trong bản ghi, theo đơn vị kế tiếp",
    "items": {"type": "string", REFERENCE: "units"},
}
EVIDENCE = {
    "type": "string",
    "title": "Mức chứng cứ",
    "description": "Tính từ các kết quả đã công bố",
    "oneOf": [{"const": level.value, "title": level.label} for level in Evidence],
}
BODY = {"type": "string", "title": "Bài viết", "description": "Markdown; liên kết ghi địa chỉ đầy đủ"}


@functools.cache
def _adapter(schema: Any) -> TypeAdapter[Any]:
    return TypeAdapter(schema)


def public_records(studio: Studio, collection: str) -> Iterator[Record]:
    """The records of a collection whose pages say something: those withdrawn too, as what they now are."""
    for record in studio.library.records.values():
        if record.collection == collection and getattr(record.data, "validity", None) is not Validity.HIDDEN:
            yield record


def record_values(studio: Studio, record: Record) -> dict[str, Any]:
    """A record as JSON values; of one withdrawn only that it is, and why."""
    data = _adapter(schema_of(record.data)).dump_python(record.data, mode="json", exclude_none=True)
    values: dict[str, Any] = {"id": record.id, "url": studio.where.absolute(record.path)}
    if record.data.state is State.WITHDRAWN:
        return values | {"state": data["state"], "withdrawn": data["withdrawn"]}
    values |= data
    values["provinces"] = [unit.id for unit in studio.library.provinces(record)]
    if record.collection == "models":
        values["evidence"] = evidence(record.data).value
    if record.body:
        values["body"] = _absolute(studio, record)
    return values


def entry_values(entry: Any) -> dict[str, Any]:
    """A vocabulary entry as JSON values."""
    found: dict[str, Any] = _adapter(schema_of(entry)).dump_python(entry, mode="json", exclude_none=True)
    return found


def _absolute(studio: Studio, record: Record) -> str:
    """The body of a record as Markdown, with the full address in every link."""

    def full(match: re.Match[str]) -> str:
        link = resolve(match[2], record.file)
        if link.path is None or "://" in link.path:
            return match[0]
        path = link.path or record.path
        return f"{match[1]}{studio.where.absolute(path)}{'#' + link.anchor if link.anchor else ''}"

    return LINK.sub(full, record.body) if "](" in record.body else record.body


def item_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of one record of a collection, or of one entry of a vocabulary."""
    if name in VOCABULARIES:
        return json_schema(VOCABULARIES[name], "serialization")
    schema = json_schema(COLLECTIONS[name].schema, "serialization")
    computed = {"provinces": PROVINCES} | ({"evidence": EVIDENCE} if name == "models" else {})
    body = {"body": BODY} if COLLECTIONS[name].suffix == ".md" else {}
    schema["properties"] = {"id": ID, "url": URL, **schema["properties"], **computed, **body}
    schema["required"] = ["id", "url", *schema["required"], *computed]
    return schema


def file_schema(name: str, title: str, address: str) -> dict[str, Any]:
    """The JSON Schema of a whole file, which is a list of records or entries."""
    item = item_schema(name)
    parts = item.pop("$defs", {})
    dialect = item.pop("$schema")
    file: dict[str, Any] = {"$schema": dialect, "$id": address, "title": title, "type": "array"}
    if name in VOCABULARIES:
        return file | {"items": item, "$defs": parts}
    withdrawn = {
        "type": "object",
        "title": "Bản ghi đã rút khỏi trang",
        "properties": {key: item["properties"][key] for key in ("id", "url", "state", "withdrawn")},
        "required": ["id", "url", "state", "withdrawn"],
        "additionalProperties": False,
    }
    is_withdrawn = {"properties": {"state": {"const": State.WITHDRAWN.value}}, "required": ["state"]}
    return file | {"items": {"if": is_withdrawn, "then": withdrawn, "else": item}, "$defs": parts}
