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
    """Advice on every broadcast that an editor wrote, in its field or as the body of a material that is one."""
    for record in library.records.values():
        written = getattr(record.data, "broadcast", None)
        is_body = not written and isinstance(record.data, Material) and record.data.kind is Kind.BROADCAST
        if is_body:
            written = ADDRESS.sub("]", record.body)
        if not written or written == GENERATED:
            continue
        spoken = spoken_of(library.site, written)
        unread = ", ".join(dict.fromkeys(spoken.unread))
        if spoken.seconds <= LONGEST and not unread:
            continue
        mark = (record.body_line, 1) if is_body else catalogue.raw(record.file).mark(("broadcast",))
        if spoken.seconds > LONGEST:
            yield advice(record.file, mark, "broadcast-long", seconds=spoken.seconds)
        if unread:
            yield advice(record.file, mark, "broadcast-unread", words=unread)
