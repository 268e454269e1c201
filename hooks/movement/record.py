"""A record as the later steps know it: typed, named and placed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from movement import addresses
from movement.pickling import quickly_restored
from movement.schema import COLLECTIONS, Collection
from movement.schema.base import State
from movement.schema.commendation import Validity


@quickly_restored
@dataclass(frozen=True, slots=True)
class Record:
    """One file of a collection, validated."""

    collection: str
    id: str
    year: str
    """The folder of its year, "" where the collection has none."""
    file: str
    """Its file, relative to the data folder's parent."""
    digest: str
    data: Any
    """An instance of the collection's schema class."""
    body: str = ""
    body_line: int = 1
    key: str = field(init=False, compare=False, repr=False)
    """Its name among all records: `models/tieng-keng-an-ninh`."""
    path: str = field(init=False, compare=False, repr=False)
    """The path of its page."""

    def __post_init__(self) -> None:
        # Made once, because many tables hold them.
        object.__setattr__(self, "key", f"{self.collection}/{self.id}")
        object.__setattr__(self, "path", addresses.record_path(self.collection, self.id, self.year))

    @property
    def stamp(self) -> str:
        """Changes when its content or its place does: whoever shows anything of it depends on this."""
        return f"{self.file} {self.digest}"

    @property
    def kind(self) -> Collection:
        """The collection it belongs to."""
        return COLLECTIONS[self.collection]

    @property
    def listed(self) -> bool:
        """Whether lists, search and other pages may show it: not one that is withdrawn or hidden."""
        return self.data.state is State.PUBLISHED and getattr(self.data, "validity", None) is not Validity.HIDDEN
