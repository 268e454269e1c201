"""The offline edition: which records it carries, which it leaves out, and what earlier editions carried that must no longer be used."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from movement.link import Library, link
from movement.problems import did_you_mean
from movement.record import Record
from movement.schema.base import Audience, State
from movement.schema.commendation import Validity
from movement.schema.directive import ForceState

MANIFEST = "manifest.json"
"""The file of an edition that says what it carries."""
REMOVED = "Không còn trong dữ liệu của trang."
HIDDEN = "Đã được ẩn khỏi trang."


@dataclass(frozen=True, slots=True)
class Recalled:
    """Something that earlier editions carried and nobody may use any more."""

    path: str
    title: str
    on: str
    """ISO date, "" when it is not known."""
    reason: str
    replaced_by: str = ""
    """The key of the record that stands in its place."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A record of an earlier edition."""

    path: str
    title: str
    digest: str


@dataclass(frozen=True, slots=True)
class Previous:
    """What the manifest of an earlier edition says."""

    date: str
    records: Mapping[str, Carried]
    recalled: tuple[Recalled, ...]

    @classmethod
    def read(cls, file: Path) -> Previous:
        """The manifest in a file; ValueError, in Vietnamese, when it is none."""
        try:
            data = json.loads(file.read_text("utf-8"))
            records = {key: Carried(**entry) for key, entry in data["records"].items()}
            return cls(data["date"], records, tuple(Recalled(**entry) for entry in data["recalled"]))
        except (OSError, UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError, AttributeError):
            raise ValueError(f"{file}: không phải tệp {MANIFEST} của một bản ngoại tuyến") from None


@dataclass(frozen=True, slots=True)
class Edition:
    """The choice that makes an edition; empty fields choose everything."""

    audience: Audience | None = None
    since: int | None = None
    unit: str = ""
    without: tuple[str, ...] = ()
    """Files under data/ that are left out to save room, in order."""
    previous: Previous | None = None

    @property
    def name(self) -> str:
        """What it is called on its pages."""
        return f"Bản ngoại tuyến dành cho {self.audience.label.lower()}" if self.audience else "Bản ngoại tuyến"

    def carries(self, library: Library, record: Record) -> bool:
        """Whether a public record belongs to the edition, by audience, place and time."""
        data = record.data
        if self.audience and not {self.audience, Audience.PUBLIC} & set(data.audiences):
            return False
        if self.unit:
            wanted, provinces = library.province(self.unit), library.provinces(record)
            if provinces and wanted not in provinces:
                return False
        return self.since is None or not self._old(library, record, self.since)

    def _old(self, library: Library, record: Record, since: int) -> bool:
        """Whether a record is of an earlier year; a way of working, a material or a text in force does not grow old."""
        if record.year:
            return int(record.year) < since
        if record.collection != "directives":
            return False
        signed, force = record.data.signed_on, library.standings[record.id].state
        return force is ForceState.EXPIRED and signed is not None and signed.year < since

    def select(self, library: Library) -> Library:
        """The library of the edition; `left_out` has the public records that are not in it. ValueError for an unknown place."""
        if self.unit and library.unit(self.unit) is None:
            raise ValueError(f"Không có địa bàn “{self.unit}” trong units.yml.{did_you_mean(self.unit, library.vocabularies['units'])}")
        kept, others = [], {}
        for record in library.records.values():
            if _usable(record) and self.carries(library, record):
                kept.append(record)
            else:
                others[record.key] = record
        chosen = link(library.site, kept, library.vocabularies, library.unread, library.day)
        # A text is in force or not whether what ended it is carried or not.
        chosen.standings = library.standings
        chosen.left_out = others
        return chosen

    def recalled(self, library: Library) -> list[Recalled]:
        """What must no longer be used, the newest first: withdrawn, cancelled, and gone since the earlier edition."""
        found = {entry.path: entry for entry in (*self._withdrawn(library), *self._gone(library))}
        for entry in self.previous.recalled if self.previous else ():
            found.setdefault(entry.path, entry)
        back = {record.path for record in library.records.values()}
        entries = [entry for path, entry in found.items() if path not in back]
        return sorted(entries, key=lambda entry: (entry.on, entry.title), reverse=True)

    def _withdrawn(self, library: Library) -> Iterator[Recalled]:
        carried = self.previous.records if self.previous else {}
        for record in library.left_out.values():
            if record.key not in carried and not self.carries(library, record):
                continue
            data = record.data
            if data.withdrawn:
                yield Recalled(
                    record.path, data.title, data.withdrawn.on.isoformat(), data.withdrawn.reason, data.withdrawn.replaced_by or ""
                )
            elif getattr(data, "validity", None) is Validity.CANCELLED:
                why = data.cancelled
                yield Recalled(record.path, data.title, why.on.isoformat() if why else "", (why and why.reason) or data.validity.label)

    def _gone(self, library: Library) -> Iterator[Recalled]:
        known = {**library.records, **library.left_out}
        for key, carried in self.previous.records.items() if self.previous else ():
            if key not in known:
                yield Recalled(carried.path, carried.title, "", REMOVED)
            elif getattr(known[key].data, "validity", None) is Validity.HIDDEN:
                yield Recalled(carried.path, f"/{carried.path}", "", HIDDEN)

    def changed(self, library: Library) -> list[Record]:
        """The records that an earlier edition carried in another wording: what was printed from it is out of date."""
        before = self.previous.records if self.previous else {}
        return [record for key, record in library.records.items() if key in before and before[key].digest != record.digest]

    def manifest(self, library: Library, date: datetime.date) -> bytes:
        """What the edition carries, as JSON: the next edition and the updater read it."""
        content = {
            "format": 1,
            "title": library.site.publisher.name,
            "date": date.isoformat(),
            "audience": self.audience.value if self.audience else None,
            "since": self.since,
            "unit": self.unit or None,
            "previous": self.previous.date if self.previous else None,
            "records": {key: asdict(Carried(r.path, r.data.title, r.digest)) for key, r in sorted(library.records.items())},
            "recalled": [asdict(entry) for entry in self.recalled(library)],
        }
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _usable(record: Record) -> bool:
    data: Any = record.data
    return data.state is State.PUBLISHED and getattr(data, "validity", Validity.IN_FORCE) is Validity.IN_FORCE


def audience_named(name: str) -> Audience | None:
    """The audience that data files call by this name."""
    return next((audience for audience in Audience if audience.value == name), None)


def from_environment(environment: Mapping[str, str] = os.environ) -> Edition | None:
    """The edition that OFFLINE=1 and the EDITION_* variables name, None online; ValueError, in Vietnamese, for a wrong value."""
    if environment.get("OFFLINE") != "1":
        return None
    audience, since = environment.get("EDITION_AUDIENCE", ""), environment.get("EDITION_SINCE", "")
    if audience and audience_named(audience) is None:
        raise ValueError(f"EDITION_AUDIENCE: “{audience}” không phải một trong {', '.join(choice.value for choice in Audience)}")
    if since and not (since.isdigit() and len(since) == 4):
        raise ValueError(f"EDITION_SINCE: “{since}” không phải một năm")
    previous = environment.get("EDITION_PREVIOUS", "")
    return Edition(
        audience=audience_named(audience),
        since=int(since) if since else None,
        unit=environment.get("EDITION_UNIT", ""),
        without=tuple(sorted({*environment.get("EDITION_WITHOUT", "").split("\n")} - {""})),
        previous=Previous.read(Path(previous)) if previous else None,
    )
