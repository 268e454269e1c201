"""The page layout: taken once from a page that the site engine rendered, then filled for every record."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

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
    _at: dict[str, tuple[list[str], list[str]]] = field(default_factory=dict, compare=False, repr=False)
    """What `fill` has filled in already, by way to the root."""

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
        at = self._at.get(to_root)
        if at is None:
            at = self._at[to_root] = self._seen_from(to_root)
        pieces, names = at
        result = [pieces[0]]
        for name, piece in zip(names, pieces[1:], strict=True):
            value = values.get(name, "")
            if not value and piece.startswith("\n"):
                result[-1] = result[-1].rstrip(" ")
            result += (without_line_ends(value) if " \n" in value else value, piece)
        return "".join(result)

    def _seen_from(self, to_root: str) -> tuple[list[str], list[str]]:
        """Pieces and names with the way to the root filled in."""
        root = to_root.rstrip("/")
        words = {"root/": to_root if to_root != "./" else "", "root": root or "."}
        pieces, names = [self.pieces[0]], []
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            if name in words:
                pieces[-1] += words[name] + piece
            else:
                pieces.append(piece)
                names.append(name)
        # The last line of a piece goes on in the value after it.
        return [f"{without_line_ends(lines)}{end}{rest}" for lines, end, rest in (piece.rpartition("\n") for piece in pieces)], names


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
