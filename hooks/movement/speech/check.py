"""Advice on broadcasts: those too long to listen to, and abbreviations that nobody has said how to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from movement.catalogue import Catalogue
from movement.link import Library
from movement.problems import Problem, advice
from movement.schema import Site
from movement.schema.base import GENERATED
from movement.schema.material import Kind, Material
from movement.speech.reading import Spoken, read_aloud

LONGEST = 120
"""Seconds of a broadcast: people stop listening after two minutes."""


ADDRESS = re.compile(r"\]\([^)\s]*\)")
"""Where a link of a body leads, which nobody reads out."""


def spoken_of(site: Site, text: str) -> Spoken:
    """A text in spoken words; the hotlines of the site are numbers to be called."""
    return read_aloud(text, {line.value for line in site.hotlines if line.value.isdigit()})


def check(catalogue: Catalogue, library: Library) -> Iterator[Problem]:
    """Advice on every broadcast: of those that an editor wrote also on their length, the others are cut to it."""
    for record in library.records.values():
        data = record.data
        written = getattr(data, "broadcast", None)
        generated = written == GENERATED
        from_body = generated or (not written and isinstance(data, Material) and data.kind is Kind.BROADCAST)
        if not written and not from_body:
            continue
        body = ADDRESS.sub("]", record.body)
        text = "\n".join((data.title, data.summary or "", body)) if generated else body if from_body else str(written)
        spoken = spoken_of(library.site, text)
        unread = ", ".join(dict.fromkeys(spoken.unread))
        long = spoken.seconds > LONGEST and not generated
        if not long and not unread:
            continue
        mark = (record.body_line, 1) if from_body and not generated else catalogue.raw(record.file).mark(("broadcast",))
        if long:
            yield advice(record.file, mark, "broadcast-long", seconds=spoken.seconds)
        if unread:
            yield advice(record.file, mark, "broadcast-unread", words=unread)
