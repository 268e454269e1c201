"""A schema class as a list of fields: what every other form of the schema is made from."""

from __future__ import annotations

import dataclasses
import types
import typing
from dataclasses import dataclass
from typing import Any

from pydantic.fields import FieldInfo

from movement.schema.base import LAST, Choice, Reads, Reference


@dataclass(frozen=True, slots=True)
class Field:
    """One key that may be written, and everything that is known of it."""

    key: str
    label: str
    help: str
    """What to write, in Vietnamese; "" where the label says it all."""
    kind: str
    """What one value is: a kind of `Reads`, `choice` or `group`."""
    required: bool
    many: bool
    """Whether it is a list of such values."""
    or_one: bool
    """Whether a list may be written as its only value."""
    default: Any
    """What a file that leaves the key out means; None where it means nothing."""
    choices: tuple[tuple[str, str], ...]
    """The values of a closed list, with their Vietnamese words."""
    reference: str
    """The collection or vocabulary whose id it is, "*" when the value names it, "" when it is no reference."""
    pattern: str
    code: str
    """The problem of a text that the pattern does not find."""
    longest: int | None
    """The most characters of a text."""
    fields: tuple[Field, ...]
    """The keys of a group."""
    example: str
    """One value, or list, as it would stand in a file; "" for a group, which is made of its fields' examples."""
    rare: bool
    """Whether few records have it."""
    private: bool
    """Whether it is for checks only and never published."""
    annotation: Any
    """Its type, for reading a value as a file's is read."""


def fields(cls: type[Any]) -> tuple[Field, ...]:
    """The fields of a schema class in their canonical order."""
    hints = typing.get_type_hints(cls, include_extras=True)
    found = [_field(field, hints[field.name]) for field in dataclasses.fields(cls)]
    return tuple(sorted(found, key=lambda field: field.key in LAST))


def _field(own: dataclasses.Field[Any], annotation: Any) -> Field:
    core, notes, many, or_one = _unwrapped(annotation)
    about: Any = next((note for note in notes if isinstance(note, FieldInfo) and note.title), FieldInfo())
    reads = next((note for note in notes if isinstance(note, Reads)), None)
    reference = next((note.collection for note in notes if isinstance(note, Reference)), "")
    limits = (limit for note in notes if isinstance(note, FieldInfo) for limit in note.metadata)
    closed = isinstance(core, type) and issubclass(core, Choice)
    group = dataclasses.is_dataclass(core)
    required = own.default is dataclasses.MISSING
    return Field(
        key=own.name,
        label=about.title or "",
        help=about.description or "",
        kind=reads.kind if reads else "choice" if closed else "group",
        required=required,
        many=many,
        or_one=or_one,
        default=None if required else own.default,
        choices=tuple((member.value, member.label) for member in core) if closed else (),
        reference=reference,
        pattern=reads.pattern if reads else "",
        code=reads.code if reads else "",
        longest=next((limit.max_length for limit in limits if hasattr(limit, "max_length")), None),
        fields=fields(core) if group else (),
        example=(about.examples or [""])[0],
        rare=bool((about.json_schema_extra or {}).get("rare")),
        private=bool(about.exclude),
        annotation=annotation,
    )


def _unwrapped(annotation: Any, notes: tuple[Any, ...] = ()) -> tuple[Any, tuple[Any, ...], bool, bool]:
    """The plain type inside an annotation, every note on the way to it, whether it is a list, whether one may stand for a list."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _unwrapped(arguments[0], (*notes, *arguments[1:]))
    if origin is tuple:
        core, inner, _, _ = _unwrapped(arguments[0], notes)
        return core, inner, True, False
    if origin in (typing.Union, types.UnionType):
        several = [argument for argument in arguments if argument is not types.NoneType]
        listed = next((argument for argument in several if typing.get_origin(argument) is tuple), None)
        core, inner, many, _ = _unwrapped(listed or several[0], notes)
        return core, inner, many, bool(listed) and len(several) > 1
    return annotation, notes, False, False
