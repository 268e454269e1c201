"""Step 2: raw -> typed; yields every problem, never stops at the first."""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Iterator
from enum import Enum
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from movement.load import KeyPath, RawRecord
from movement.problems import MESSAGES, Problem, did_you_mean, listing, problem

# pydantic's names of what went wrong, in our codes; our own codes pass unchanged.
CODES = {
    "missing": "missing-key",
    "missing_argument": "missing-key",
    "unexpected_keyword_argument": "unknown-key",
    "enum": "wrong-choice",
    "tuple_type": "not-a-list",
    "dataclass_type": "not-a-map",
    "dataclass_exact_type": "not-a-map",
    "string_too_long": "too-long",
    "too_long": "too-long",
}


MOST = 1000
"""Problems listed of one record: nobody mends more at a time, and to word each takes a moment."""


@functools.cache
def _reader(schema: Any) -> TypeAdapter[Any]:
    return TypeAdapter(schema)


def validate(raw: RawRecord, schema: Any, within: KeyPath = ()) -> tuple[Any | None, list[Problem]]:
    """The typed value of a raw record, or of the part of it at `within`, and what is wrong with it."""
    value = raw.values
    for key in within:
        value = value[key]
    empty = list(_unknown_empty(raw, schema, within)) if raw.has_empty else []
    try:
        return _reader(schema).validate_python({} if value is None else value), empty
    except ValidationError as error:
        return None, list(dict.fromkeys([*_problems(raw, schema, within, error), *empty]))


def _unknown_empty(raw: RawRecord, schema: type[Any], within: KeyPath) -> Iterator[Problem]:
    """Keys without a value that nobody knows; a comma in a text of `{…}` makes such a key of what follows it."""
    for keys in raw.empty_keys():
        inside = keys[len(within) :]
        if keys[: len(within)] != within or not inside:
            continue
        allowed = keys_of(_resolve(schema, inside[:-1])[1] if inside[:-1] else schema)
        last = str(inside[-1])
        if allowed and last not in allowed:
            yield problem(raw.path, raw.mark(keys), "empty-unknown-key", key=last, hint=did_you_mean(last, allowed))


def _problems(raw: RawRecord, schema: type[Any], within: KeyPath, error: ValidationError) -> Iterator[Problem]:
    for detail in error.errors(include_url=False)[:MOST]:
        keys, field = _resolve(schema, detail["loc"])
        code = CODES.get(detail["type"], detail["type"])
        code = code if code in MESSAGES else "not-text"
        yield problem(raw.path, raw.mark((*within, *keys)), code, **_words(code, schema, keys, field, detail))


def _words(code: str, schema: type[Any], keys: KeyPath, field: Any, detail: ErrorDetails) -> dict[str, object]:
    last = str(keys[-1]) if keys else ""
    value = detail["input"] if isinstance(detail["input"], str) else ""
    if code == "missing-key":
        return {"key": last, "label": label(field)}
    if code == "unknown-key":
        allowed = keys_of(_resolve(schema, keys[:-1])[1] if keys[:-1] else schema)
        return {"key": last, "hint": did_you_mean(last, allowed), "allowed": listing(allowed)}
    if code == "wrong-choice":
        choices = [member.value for member in next(c for c in classes_in(field) if issubclass(c, Enum))]
        return {"value": value, "hint": did_you_mean(value, choices), "allowed": listing(choices)}
    if code == "too-long":
        return {"length": len(value), "limit": detail["ctx"]["max_length"]}
    return {"value": value}


def _resolve(schema: type[Any], loc: tuple[int | str, ...]) -> tuple[KeyPath, Any]:
    """The keys of an error's place, without pydantic's union tags, and the annotation that stands there."""
    keys: list[str | int] = []
    at: Any = schema
    for step in loc:
        if isinstance(step, int):
            keys.append(step)
            continue
        fields = fields_of(at)
        if step in fields:
            at = fields[step]
            keys.append(step)
        elif fields:
            keys.append(step)
            at = None
    return tuple(keys), at


def fields_of(annotation: Any) -> dict[str, Any]:
    """The fields of the schema class inside an annotation, with theirs."""
    for cls in classes_in(annotation):
        if hasattr(cls, "__pydantic_fields__"):
            return fields_of_class(cls)
    return {}


@functools.cache
def fields_of_class(cls: Any) -> dict[str, Any]:
    """The fields of a schema class with their annotations."""
    return typing.get_type_hints(cls, include_extras=True)


def schema_of(value: object) -> Any:
    """The schema class of a typed value; `Any`, because functools.cache does not take `type` for hashable."""
    return type(value)


def keys_of(annotation: Any) -> list[str]:
    """The keys that may be written where `annotation` stands."""
    return list(fields_of(annotation))


def label(annotation: Any) -> str:
    """The Vietnamese label of a field."""
    return next((note.title for note in getattr(annotation, "__metadata__", ()) if getattr(note, "title", None)), "")


def classes_in(annotation: Any) -> Iterator[Any]:
    """Every plain class inside an annotation: `Annotated[tuple[Source, ...] | None, …]` holds Source."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        yield from classes_in(typing.get_args(annotation)[0])
    elif origin in (tuple, typing.Union, types.UnionType):
        for argument in typing.get_args(annotation):
            yield from classes_in(argument)
    elif isinstance(annotation, type):
        yield annotation
