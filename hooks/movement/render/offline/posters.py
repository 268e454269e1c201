"""Posters of an offline edition: a page in large type for each material that has words for one, to print at A4 or A3."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from movement.record import Record
from movement.render.drawing import Drawn, Page, Studio
from movement.render.share import qr

NAME = "ap-phich/"


def pages(studio: Studio, edition: date) -> Iterator[Page]:
    """The poster of each material of an edition that has words for one; `edition` is its date."""
    for record in studio.library.of("materials"):
        if record.data.poster:
            yield _poster(studio, record, edition)


def _poster(studio: Studio, record: Record, edition: date) -> Page:
    def draw() -> Drawn:
        address = studio.where.absolute(record.path)
        content = studio.template(
            "offline/poster.html",
            data=record.data,
            record=record,
            site_name=studio.site_name,
            size=size_of(record.data.title, record.data.poster),
            address=address,
            code=qr.picture(address) if "://" in address else "",
            edition=edition,
        )
        return Drawn(record.data.title, "", content)

    path = f"{record.path}{NAME}"
    return Page(path, f"{record.kind.path}/", studio.shows("poster", record.stamp, edition), draw, listed=False, bare=True)


def size_of(title: str, lines: tuple[str, ...]) -> str:
    """How large the letters may be for all of it to stand on one page: "l", "m" or "s"."""
    rows = sum(1 + len(line) // 26 for line in lines) + 1.5 * (1 + len(title) // 20)
    return "l" if rows <= 9 else "m" if rows <= 13 else "s"
