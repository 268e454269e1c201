"""What happened to a record on this site, and when: only what its own dates say."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from movement.record import Record
from movement.schema.base import Choice


class Happening(Choice):
    """What can happen to a record."""

    ADDED = "added", "Đăng"
    UPDATED = "updated", "Cập nhật"
    CHANGED = "changed", "Sửa, có ghi chú"
    CANCELLED = "cancelled", "Hủy bỏ, thu hồi"
    WITHDRAWN = "withdrawn", "Rút khỏi trang"


class Event(NamedTuple):
    """One thing that happened to a record."""

    on: datetime.date
    what: Happening
    note: str = ""


def events(record: Record) -> Iterator[Event]:
    """Everything that is known to have happened to a record, in no order."""
    data = record.data
    if data.published:
        yield Event(data.published, Happening.ADDED)
    told = {change.on for change in data.changes}
    if data.updated and data.updated not in told:
        yield Event(data.updated, Happening.UPDATED)
    for change in data.changes:
        yield Event(change.on, Happening.CHANGED, change.note)
    if cancelled := getattr(data, "cancelled", None):
        yield Event(cancelled.on, Happening.CANCELLED, cancelled.reason or "")
    if data.withdrawn:
        yield Event(data.withdrawn.on, Happening.WITHDRAWN, data.withdrawn.reason)


def last_change(record: Record) -> datetime.date | None:
    """The newest day on which anything happened to a record, None when no day is known."""
    return max((event.on for event in events(record)), default=None)
