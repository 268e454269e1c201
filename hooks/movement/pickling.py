"""Frozen dataclasses of which a build reads many from pickles."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, TypeVar

Class = TypeVar("Class", bound=type)


def quickly_restored(cls: Class) -> Class:
    """A frozen dataclass with slots whose instances are read from pickles quickly.

    The standard library looks up the fields of the class again for every instance, which takes half of the reading.
    """
    setters = [getattr(cls, field.name).__set__ for field in dataclasses.fields(cls)]

    def restore(instance: Any, state: Sequence[Any]) -> None:
        for set_value, value in zip(setters, state, strict=True):
            set_value(instance, value)

    cls.__setstate__ = restore  # type: ignore[attr-defined]  # what pickle asks for
    return cls
