"""Advice on broadcasts: those too long to listen to, and abbreviations that nobody has said how to read."""

from __future__ import annotations

from collections.abc import Iterator

from movement.catalogue import Catalogue
from movement.link import Library
from movement.problems import Problem, advice
from movement.schema import Site
from movement.schema.base import GENERATED
from movement.speech.reading import Spoken, read_aloud

LONGEST = 120
"""Seconds of a broadcast: people stop listening after two minutes."""


def spoken_of(site: Site, text: str) -> Spoken:
    """A text in spoken words; the hotlines of the site are numbers to be called."""
    return read_aloud(text, {line.value for line in site.hotlines if line.value.isdigit()})


def check(catalogue: Catalogue, library: Library) -> Iterator[Problem]:
    """Advice on every broadcast that an editor wrote."""
    for record in library.records.values():
        written = getattr(record.data, "broadcast", None)
        if not written or written == GENERATED:
            continue
        spoken = spoken_of(library.site, written)
        if spoken.seconds > LONGEST:
            yield advice(record.file, catalogue.raw(record.file).mark(("broadcast",)), "broadcast-long", seconds=spoken.seconds)
        if spoken.unread:
            words = ", ".join(dict.fromkeys(spoken.unread))
            yield advice(record.file, catalogue.raw(record.file).mark(("broadcast",)), "broadcast-unread", words=words)
