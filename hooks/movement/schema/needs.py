"""Which key of a record needs which other one: checked by `rules`, and said to other tools by `json_schema`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from movement.schema.base import Common
from movement.schema.commendation import Commendation
from movement.schema.news import News


@dataclass(frozen=True, slots=True)
class Term:
    """A key that is there, or that has this value."""

    key: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.key}: {self.value}" if self.value else self.key

    def holds(self, data: Any) -> bool:
        """Whether a typed record has it."""
        found = getattr(data, self.key)
        return bool(found == self.value if self.value else found)


NEEDS: dict[type[Any], tuple[tuple[Term, Term], ...]] = {
    Common: (
        (Term("state", "withdrawn"), Term("withdrawn")),
        (Term("withdrawn"), Term("state", "withdrawn")),
    ),
    Commendation: (
        (Term("validity", "cancelled"), Term("cancelled")),
        (Term("cancelled"), Term("validity", "cancelled")),
    ),
    News: ((Term("image"), Term("image_alt")),),
}
"""By schema class: what is there, and what must then be there too."""


def needs_of(cls: type[Any]) -> list[tuple[Term, Term]]:
    """The needs of a schema class and of what it is a kind of."""
    return [need for base in cls.__mro__ for need in NEEDS.get(base, ())]
