"""Open data as flat tables: columns from a JSON Schema, one table for the records and one for each list within them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from movement.schema.base import ANY, REFERENCE

ENCODING = "utf-8-sig"
"""UTF-8 after a BOM: without one, Excel breaks letters with accents."""
SEPARATOR = "; "
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a text for a formula. Source: https://owasp.org/www-community/attacks/CSV_Injection."""
LONG = ("body",)
"""Texts too long for a cell: only the JSON file has them."""
RECORD_ID, NUMBER = "record_id", "number"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: where its value stands in a record, and what it means."""

    name: str
    keys: tuple[str, ...]
    title: str
    description: str = ""
    type: str = "string"
    """A type of Table Schema: string, date, number, boolean."""
    many: bool = False
    """Whether a cell holds several values."""
    reference: str = ""
    """The table whose ids it holds."""
    choices: tuple[tuple[str, str], ...] = ()
    """The values of a closed list, with their meaning."""

    @property
    def refers_to(self) -> str:
        """Whose ids it holds, in words."""
        if self.reference == ANY:
            return "Tên bảng, dấu / rồi mã trong bảng đó"
        return f"Mã trong bảng {self.reference}" if self.reference else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, and the tables of the lists that its rows hold."""

    name: str
    title: str
    columns: tuple[Column, ...]
    parts: tuple[Table, ...] = ()
    keys: tuple[str, ...] = ()
    """Where a part's list stands in an item of its parent."""
    parents: tuple[str, ...] = ()
    """The key columns of a part, before the number of the row in its list."""

    def all(self) -> Iterator[Table]:
        """This table and all of its parts."""
        yield self
        for part in self.parts:
            yield from part.all()


def table_of(name: str, title: str, schema: dict[str, Any]) -> Table:
    """The table of the items that a JSON Schema describes."""
    return _table(name, title, schema, schema.get("$defs", {}), (), ())


def _table(name: str, title: str, item: dict[str, Any], defs: dict[str, Any], keys: tuple[str, ...], parents: tuple[str, ...]) -> Table:
    columns: list[Column] = []
    parts: list[Table] = []
    for path, words, node in _leaves(item, defs, (), ()):
        items = _resolved(node.get("items", {}), defs)
        if "properties" in items:
            field = "-".join(path)
            below = (*parents, f"{keys[-1]}_{NUMBER}") if parents else (RECORD_ID,)
            parts.append(_table(f"{name}-{field}", f"{title}: {words}", items, defs, path, below))
        elif path[-1] not in LONG:
            columns.append(_column(path, words, node, items))
    return Table(name, title, tuple(columns), tuple(parts), keys, parents)


def _leaves(
    node: dict[str, Any], defs: dict[str, Any], path: tuple[str, ...], words: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str, dict[str, Any]]]:
    """Every value of an object and of the objects in it, with the keys and the words that lead to it."""
    for key, written in node["properties"].items():
        field = _resolved(written, defs)
        said = (*words, written["title"])
        if "properties" in field:
            yield from _leaves(field, defs, (*path, key), said)
        else:
            yield (*path, key), " – ".join(said), field


def _resolved(node: dict[str, Any], defs: dict[str, Any]) -> dict[str, Any]:
    reference = node.get("$ref")
    return {**defs[reference.rpartition("/")[2]], **node} if reference else node


def _column(path: tuple[str, ...], words: str, node: dict[str, Any], items: dict[str, Any]) -> Column:
    many = node.get("type") == "array" or any(option.get("type") == "array" for option in node.get("anyOf", ()))
    value = items or node
    kind = "date" if value.get("format") == "date" else value.get("type", "string")
    return Column(
        name=".".join(path),
        keys=path,
        title=words,
        description=node.get("description", ""),
        type="string" if many else kind,
        many=many,
        reference=value.get(REFERENCE, ""),
        choices=tuple((choice["const"], choice["title"]) for choice in value.get("oneOf", ())),
    )


Row = tuple[tuple[str | int, ...], dict[str, Any]]
"""The keys that stand before an item's own columns, and the item."""


def files_of(table: Table, items: Iterable[dict[str, Any]]) -> Iterator[tuple[str, bytes]]:
    """The CSV of a table and of each of its parts, by the table's name."""
    yield from _files(table, [((), item) for item in items])


def _files(table: Table, rows: list[Row]) -> Iterator[tuple[str, bytes]]:
    yield table.name, _csv(table, rows)
    for part in table.parts:
        below: list[Row] = []
        for keys, item in rows:
            above = keys or (item["id"],)
            below += (((*above, place), inner) for place, inner in enumerate(_value(item, part.keys) or (), 1))
        yield from _files(part, below)


def key_names(table: Table) -> tuple[str, ...]:
    """The columns before a table's own: none for a table of records."""
    return (*table.parents, NUMBER) if table.parents else ()


def _csv(table: Table, rows: list[Row]) -> bytes:
    content = io.BytesIO()
    # Encoded as it is written: the text of a large table would take thrice its bytes.
    with io.TextIOWrapper(content, ENCODING, newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow((*key_names(table), *(column.name for column in table.columns)))
        paths = [column.keys for column in table.columns]
        writer.writerows((*keys, *(cell(_value(item, path)) for path in paths)) for keys, item in rows)
        stream.flush()
        return content.getvalue()


def _value(item: dict[str, Any], path: tuple[str, ...]) -> Any:
    value: Any = item
    for key in path:
        value = value.get(key)
        if value is None:
            return None
    return value


def cell(value: Any) -> str | int | float:
    """A value as a cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    text = SEPARATOR.join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text
