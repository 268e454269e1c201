"""Open data: every collection and vocabulary as JSON and CSV, what describes them, and the page that explains them."""

from __future__ import annotations

import datetime
import functools
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from movement.load import digest_of
from movement.publish import Output
from movement.record import Record
from movement.render.drawing import Drawn, Page, Studio
from movement.render.open_data import package
from movement.render.open_data.package import Edition
from movement.render.open_data.records import entry_values, file_schema, item_schema, public_records, record_values
from movement.render.open_data.tables import Table, files_of, table_of
from movement.schema import COLLECTIONS, VOCABULARIES
from movement.schema.base import State
from movement.schema.json_schema import title_of

PATH = "du-lieu/"
TITLE = "Dữ liệu mở"
INTRO = "Mọi điều có trên trang này, dưới dạng bảng và tệp để máy đọc: tải về, phân tích, đưa lên trang khác."
CHANGES = "changes"
CHANGES_TITLE = "Các thay đổi"
LICENCE = "giay-phep.txt"


@functools.cache
def tables() -> tuple[Table, ...]:
    """The table of each collection and vocabulary, with its parts."""
    names = (*COLLECTIONS, *VOCABULARIES)
    return tuple(table_of(name, title_of(name), item_schema(name)) for name in names)


@functools.cache
def _changes_table() -> Table:
    return table_of(CHANGES, CHANGES_TITLE, package.CHANGES)


def files() -> Iterator[str]:
    """The name of every file below PATH that is no page."""
    for table in (*tables(), _changes_table()):
        yield f"{PATH}{table.name}.json"
        yield f"{PATH}schema/{table.name}.json"
        yield from (f"{PATH}{part.name}.csv" for part in table.all())
    yield from (f"{PATH}datapackage.json", f"{PATH}{LICENCE}")


class _Source:
    """The items of one table, made once for all of its files, and only when one of them has changed."""

    def __init__(self, table: Table, digest: str, items: Callable[[], list[dict[str, Any]]]) -> None:
        self.table = table
        self.digest = digest
        self._make = items

    @functools.cached_property
    def items(self) -> list[dict[str, Any]]:
        """The items as JSON values."""
        return self._make()

    @functools.cached_property
    def _csvs(self) -> dict[str, bytes]:
        """The CSV of the table and of each part."""
        return dict(files_of(self.table, self.items))

    def outputs(self) -> Iterator[Output]:
        """The JSON and the CSVs."""
        yield Output(f"{PATH}{self.table.name}.json", self.digest, lambda: _lines(self.items))
        for part in self.table.all():
            yield Output(f"{PATH}{part.name}.csv", self.digest, functools.partial(self._csv, part.name))

    def _csv(self, name: str) -> bytes:
        return self._csvs[name]


def outputs(studio: Studio, edition: Edition) -> Iterator[Output]:
    """Every file of the open data, one table after the other, so that only one is in memory."""
    for table in tables():
        yield from _source(studio, table).outputs()
    digest = studio.shows(studio.version, *(change.values() for change in edition.changes))
    yield from _Source(_changes_table(), digest, lambda: list(edition.changes)).outputs()
    for table in (*tables(), _changes_table()):
        # A schema follows from the code, which is part of the version.
        yield Output(f"{PATH}schema/{table.name}.json", studio.shows(studio.version), functools.partial(_schema, studio, table))
    described = [part for table in (*tables(), _changes_table()) for part in table.all()]
    plain = [(table.name, table.title) for table in (*tables(), _changes_table())]
    yield _file(f"{PATH}datapackage.json", _json(package.package(studio, described, plain, edition, PATH)))
    yield _file(f"{PATH}{LICENCE}", package.licence_text(studio, PATH).encode())


def _source(studio: Studio, table: Table) -> _Source:
    name = table.name
    if name in VOCABULARIES:
        entries = studio.library.vocabularies[name].values()
        return _Source(table, studio.shows(studio.version, name), lambda: [entry_values(entry) for entry in entries])
    records = list(public_records(studio, name))
    digest = studio.shows(studio.version, name, *(record.stamp for record in records))
    return _Source(table, digest, lambda: [record_values(studio, record) for record in records])


def _every_record(studio: Studio) -> Iterator[Record]:
    for collection in COLLECTIONS:
        yield from public_records(studio, collection)


def edition_of(studio: Studio, newest: datetime.date) -> Edition:
    """What this edition of the data holds that the one before it does not."""
    return package.edition_of(studio, _every_record(studio), newest)


def _schema(studio: Studio, table: Table) -> bytes:
    address = f"{studio.where.site_url}{PATH}schema/{table.name}.json"
    if table.name == CHANGES:
        dialect = "https://json-schema.org/draft/2020-12/schema"
        return _json({"$schema": dialect, "$id": address, "type": "array", "items": package.CHANGES})
    return _json(file_schema(table.name, table.title, address))


def _lines(items: Iterable[dict[str, Any]]) -> bytes:
    """A JSON array with an item a line, so that two editions can be compared line by line."""
    # Line by line: the text of a large table would be held three times before it is bytes.
    stream = io.BytesIO(b"[")
    stream.seek(0, io.SEEK_END)
    for place, item in enumerate(items):
        stream.write(b",\n" if place else b"\n")
        stream.write(json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode())
    stream.write(b"\n]\n")
    return stream.getvalue()


def _json(content: dict[str, Any]) -> bytes:
    return f"{json.dumps(content, ensure_ascii=False, indent=2)}\n".encode()


def _file(file: str, content: bytes) -> Output:
    return Output(file, digest_of(content), lambda: content)


@dataclass(frozen=True, slots=True)
class Offer:
    """A table on the page: how much is in it."""

    table: Table
    count: int
    withdrawn: int = 0

    @property
    def parts(self) -> tuple[Table, ...]:
        """The tables of the lists within its rows."""
        return tuple(self.table.all())[1:]


def pages(studio: Studio, edition: Edition) -> Iterator[Page]:
    """The page that explains the open data."""
    offers = [_offer(studio, table) for table in tables()]
    counts = [(offer.table.name, offer.count, offer.withdrawn) for offer in offers]
    new = (edition.on, edition.previous, len(edition.new))

    def draw() -> Drawn:
        values = {"title": TITLE, "intro": INTRO, "edition": edition, "changes": _changes_table(), "path": PATH}
        split = {"collections": offers[: len(COLLECTIONS)], "vocabularies": offers[len(COLLECTIONS) :]}
        address = studio.where.site_url + PATH
        return Drawn(TITLE, INTRO, studio.template("open-data.html", address=address, **values, **split), contents=True)

    yield Page(PATH, PATH, studio.shows(PATH, counts, new), draw, searched=(TITLE, INTRO))


def _offer(studio: Studio, table: Table) -> Offer:
    if table.name in VOCABULARIES:
        return Offer(table, len(studio.library.vocabularies[table.name]))
    states = [record.data.state for record in public_records(studio, table.name)]
    return Offer(table, states.count(State.PUBLISHED), states.count(State.WITHDRAWN))
