"""Links to what an offline edition does not carry become plain text: the words stay, the way is gone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from movement.addresses import ROOT, Addresses
from movement.link import Library

LINK = re.compile(rf'<a\b[^>]*?\shref="(?:{ROOT}|(?=webcal:))([^"?#]*)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
IMAGE = re.compile(rf'<img\b[^>]*?\ssrc="{ROOT}([^"?#]*)"[^>]*>')
ALT = re.compile(r'\salt="([^"]*)"')
SLASH = re.compile("/")
SUBSCRIPTIONS = ("feeds/", "du-lieu/")
"""Files that only a program on the internet reads."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The files, and the folders of files, that an edition does not carry."""

    files: frozenset[str]
    folders: frozenset[str]

    @classmethod
    def of(cls, library: Library, where: Addresses, others: Iterable[str]) -> LeftOut:
        """What the edition with this library leaves out: its records' pages, and `others`, which are site paths."""
        paths = [record.path for record in library.left_out.values()]
        files = (where.file(path) for path in (*paths, *others, "feeds.opml"))
        return cls(frozenset(files), frozenset((*SUBSCRIPTIONS, *paths)))

    def __contains__(self, file: str) -> bool:
        # A calendar that keeps itself up to date does so over the internet.
        return (
            file in self.files or file.startswith("webcal:") or any(file[: slash.end()] in self.folders for slash in SLASH.finditer(file))
        )

    def as_text(self, html: str) -> str:
        """The HTML of a page, its links still beginning with ROOT, with plain text where a link would lead nowhere."""
        if ROOT not in html:
            return html
        html = LINK.sub(lambda match: f'<span class="left-out">{match[2]}</span>' if match[1] in self else match[0], html)
        return IMAGE.sub(lambda match: self._words(match[0]) if match[1] in self else match[0], html)

    def _words(self, image: str) -> str:
        alt = ALT.search(image)
        return f'<span class="left-out">[Ảnh không có trong bản này{": " + alt[1] if alt and alt[1] else ""}]</span>'
