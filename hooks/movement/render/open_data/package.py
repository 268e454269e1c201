"""Open data, what describes it: the Frictionless Data Package of all tables, and what changed since the last edition."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from movement.history import Happening, events
from movement.record import Record
from movement.render.drawing import Studio
from movement.render.open_data.tables import NUMBER, RECORD_ID, SEPARATOR, Column, Table, key_names
from movement.schema.base import ANY, State

LICENCES = {"CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/")}
NAME = "toan-dan-bao-ve-an-ninh-to-quoc"
DATE = {"type": "string", "format": "date"}
CHANGES = {
    "type": "object",
    "properties": {
        "on": DATE | {"title": "Ngày"},
        "event": {
            "type": "string",
            "title": "Việc",
            "oneOf": [{"const": what.value, "title": what.label} for what in Happening],
        },
        "collection": {"type": "string", "title": "Bảng"},
        "id": {"type": "string", "title": "Mã", "description": "Mã của bản ghi trong bảng đó"},
        "title": {"type": "string", "title": "Tên", "description": "Bỏ trống khi bản ghi đã rút"},
        "url": {"type": "string", "format": "uri", "title": "Trang"},
        "note": {"type": "string", "title": "Ghi chú"},
    },
    "required": ["on", "event", "collection", "id", "url"],
    "additionalProperties": False,
}
"""One line of the file of changes, as JSON Schema."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The state of the data on a day, named by the newest day on which anything happened."""

    on: datetime.date
    previous: datetime.date | None
    """The day before it on which anything happened."""
    changes: tuple[dict[str, Any], ...]
    """Everything that ever happened, newest first."""

    @property
    def new(self) -> tuple[dict[str, Any], ...]:
        """What happened since the previous edition."""
        return tuple(change for change in self.changes if change["on"] == self.on.isoformat())


def edition_of(studio: Studio, records: Iterable[Record], newest: datetime.date) -> Edition:
    """The edition of these records; `newest` names it when no record has a day."""
    found = [_change(studio, record, event.on.isoformat(), event.what, event.note) for record in records for event in events(record)]
    # Two stable sorts: by name within a day, the newest day first.
    found.sort(key=lambda change: (change["collection"], change["id"], change["event"]))
    found.sort(key=lambda change: str(change["on"]), reverse=True)
    days = sorted({datetime.date.fromisoformat(change["on"]) for change in found}, reverse=True)
    return Edition(days[0] if days else newest, days[1] if len(days) > 1 else None, tuple(found))


def _change(studio: Studio, record: Record, on: str, what: Happening, note: str) -> dict[str, Any]:
    title = {"title": record.data.title} if record.data.state is State.PUBLISHED else {}
    change = {"on": on, "event": what.value, "collection": record.collection, "id": record.id, **title}
    return {**change, "url": studio.where.absolute(record.path), **({"note": note} if note else {})}


def package(studio: Studio, tables: Iterable[Table], plain: Iterable[tuple[str, str]], edition: Edition, home: str) -> dict[str, Any]:
    """The datapackage.json of these tables and of other files, (name, title) each. Source: https://specs.frictionlessdata.io/data-package/."""
    site = studio.library.site
    licence = LICENCES.get(site.licence or "")
    known = {"licenses": [{"name": licence[0], "path": licence[1], "title": site.licence}]} if licence else {}
    return {
        "profile": "data-package",
        "name": NAME,
        "title": f"Dữ liệu mở – {studio.site_name}",
        "homepage": studio.where.absolute(home),
        "version": edition.on.isoformat(),
        **known,
        "contributors": [{"title": site.publisher.name, "role": "publisher"}],
        "resources": [*(_resource(table) for table in tables), *(_file(name, title) for name, title in plain)],
    }


def licence_text(studio: Studio, home: str) -> str:
    """What may be done with the data, in plain words."""
    site = studio.library.site
    _, address = LICENCES.get(site.licence or "", ("", ""))
    terms = f"{site.licence} {address}".strip() or "chưa công bố; hãy hỏi nơi quản lý trang trước khi dùng lại"
    return (
        f"Dữ liệu mở của {studio.site_name}\n{studio.where.absolute(home)}\n\n"
        f"Giấy phép: {terms}\nKhi dùng lại, hãy ghi nguồn: {site.publisher.name}, {studio.where.site_url}\n\n"
        "Nguồn của từng bản ghi nằm ở cột sources; bài, ảnh và văn bản của các nguồn đó giữ quyền riêng của họ.\n"
    )


def _file(name: str, title: str) -> dict[str, Any]:
    return {"name": f"{name}-json", "title": title, "path": f"{name}.json", "format": "json", "mediatype": "application/json"}


def _resource(table: Table) -> dict[str, Any]:
    keys = key_names(table)
    fields = [{"name": name, "type": "string" if name == RECORD_ID else "integer"} for name in keys]
    schema: dict[str, Any] = {"fields": [*fields, *map(_field, table.columns)], "missingValues": [""]}
    if keys or any(column.name == "id" and table.name != "changes" for column in table.columns):
        schema["primaryKey"] = list(keys) or ["id"]
    if foreign := list(_foreign_keys(table)):
        schema["foreignKeys"] = foreign
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    meanings = "; ".join(f"{value}: {words}" for value, words in column.choices)
    many = f"Nhiều giá trị cách nhau bằng “{SEPARATOR.strip()}”" if column.many else ""
    said = ". ".join(part for part in (column.description, column.refers_to, many, meanings) if part)
    constraints = {"constraints": {"enum": [value for value, _ in column.choices]}} if column.choices and not column.many else {}
    return {"name": column.name, "type": column.type, "title": column.title, **({"description": said} if said else {}), **constraints}


def _foreign_keys(table: Table) -> Iterable[dict[str, Any]]:
    """References to other tables; cells with several ids cannot be declared."""
    for column in table.columns:
        if column.reference not in ("", ANY) and not column.many:
            yield _foreign([column.name], "" if column.reference == table.name else column.reference, ["id"])
    if table.parents:
        yield _foreign([RECORD_ID], table.name.partition("-")[0], ["id"])
    if len(table.parents) > 1:
        yield _foreign(list(table.parents), table.name.rpartition("-")[0], [*table.parents[:-1], NUMBER])


def _foreign(fields: list[str], resource: str, names: list[str]) -> dict[str, Any]:
    return {"fields": fields, "reference": {"resource": resource, "fields": names}}
