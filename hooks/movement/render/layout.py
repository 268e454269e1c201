"""The page layout: taken once from a page that the site engine rendered, then filled for every record."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from movement.load import digest_of

DEPTH = 7
"""How deep a layout page lies, so that its way to the root is a string no other text holds."""
FOLDER = "/".join(["khung-trang"] * DEPTH)
LONGEST_TITLE = 70
"""Characters of a window's title; what is longer is cut by tabs and search engines anyway, and never at a word."""
NAMES = ("title", "heading", "description", "kind", "card", "canonical", "edit", "head", "article", "toc", "content")


def marker(name: str, salt: str) -> str:
    """The word that stands on a layout page where `name` belongs.

    `salt` is a digest of the site's settings: no setting that the page shows can hold it.
    """
    return f"zqxj-{name}-{salt}"


@dataclass(frozen=True, slots=True)
class Layout:
    """The HTML of a page, in pieces: `pieces[0] + value of names[0] + pieces[1] + …`."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]
    digest: str

    @classmethod
    def cut(cls, page: str, to_root: str, salt: str) -> Layout:
        """Split a rendered layout page at its markers; `to_root` is its way to the site's root, `../../`."""
        root = to_root.rstrip("/")
        markers = {marker(name, salt): name for name in NAMES}
        words = "|".join(map(re.escape, markers))
        parts = re.split(f"({words}|{re.escape(root)}/?)" if root.count("..") >= DEPTH else f"({words})", page)
        names = tuple(markers.get(part) or ("root/" if part.endswith("/") else "root") for part in parts[1::2])
        return cls(tuple(parts[0::2]), names, digest_of(page.encode()))

    def fill(self, values: Mapping[str, str], to_root: str) -> str:
        """The page of these values, which are HTML; `to_root` is the page's own way to the site's root."""
        root = to_root.rstrip("/")
        words = {**values, "root/": to_root if to_root != "./" else "", "root": root or "."}
        result = [self.pieces[0]]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            result += (words.get(name, ""), piece)
        return without_line_ends("".join(result))


def without_line_ends(page: str) -> str:
    """A page without the spaces that templates leave at the ends of lines."""
    return "\n".join([line.rstrip(" ") for line in page.split("\n")])


def window_title(title: str, site: str) -> str:
    """What stands in a browser's tab and in lists of results: a long title is cut at a word, the site is named where it fits."""
    if not title:
        return site
    whole = f"{title} – {site}"
    if len(whole) <= LONGEST_TITLE:
        return whole
    if len(title) <= LONGEST_TITLE:
        return title
    beginning = title[:LONGEST_TITLE]
    return (beginning.rpartition(" ")[0] or beginning[:-1]).rstrip(" ,;:–-") + "…"


BARE = Layout(("", ""), ("content",), "")
"""Of a page that is a whole document by itself."""


def escape(text: str) -> str:
    """Text as HTML, in an element or an attribute."""
    return html.escape(text, quote=True)


def json_script(data: object) -> str:
    """JSON that may stand in a script element: no character of it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
