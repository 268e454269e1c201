"""The plain-text fields in which a record may cite an official text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from movement.load import KeyPath
from movement.record import Record


def texts(record: Record) -> Iterator[tuple[KeyPath, str]]:
    """The plain-text fields in which a record may cite; in the order of the schema; templates show them by `cited`."""
    data = record.data
    if data.summary:
        yield ("summary",), data.summary
    for keys, holder, names in _holders(record.collection, data):
        for name in names:
            value = getattr(holder, name)
            if isinstance(value, str):
                yield (*keys, name), value
            elif value:
                yield from (((*keys, name, place), text) for place, text in enumerate(value))
    if data.withdrawn:
        yield ("withdrawn", "reason"), data.withdrawn.reason
    yield from ((("changes", place, "note"), change.note) for place, change in enumerate(data.changes))


def _holders(collection: str, data: Any) -> Iterator[tuple[KeyPath, Any, tuple[str, ...]]]:
    """Each value that holds such fields, its keys, and their names."""
    match collection:
        case "directives":
            yield (), data, ("effective_note", "signed_note")
            yield ("force",), data.force, ("note",)
            yield from ((("tasks", place), task, ("action", "note")) for place, task in enumerate(data.tasks))
        case "models":
            yield (), data, ("problem", "caveats")
            yield from ((("results", place), result, ("measure", "note")) for place, result in enumerate(data.results))
            if data.replication:
                yield ("replication",), data.replication, ("prerequisites", "steps", "cost")
        case "commendations":
            yield (), data, ("achievement",)
            yield ("decision",), data.decision, ("note",)
        case "standards":
            yield (), data, ("excludes",)
            for place, group in enumerate(data.groups):
                for number, criterion in enumerate(group.criteria):
                    yield ("groups", place, "criteria", number), criterion, ("text", "evidence")
            yield from ((("schedule", place), item, ("what", "note")) for place, item in enumerate(data.schedule))
