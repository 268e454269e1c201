"""Markdown bodies -> HTML with stable anchors, checked links and no markup that was not meant.

Bodies are GitHub Flavored Markdown, so that the preview of a git host shows editors what the site will show.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from urllib.parse import unquote

from movement import addresses
from movement.addresses import Addresses
from movement.gfm import LESS_THAN, html_of
from movement.law.clause_ladder import Clause
from movement.schema import COLLECTIONS
from movement.schema.base import DATA_FILE
from movement.vietnamese import slug

CLAUSE = re.compile(r"(Phần|Chương|Mục|Tiểu mục|Điều)\s+(?:thứ\s+)?([0-9]+[a-zđ]?|[IVXLC]+)\b", re.IGNORECASE)
RECORD_FILE = re.compile(r"([a-z]+)/(?:(\d{4})/)?([a-z0-9-]+)\.(?:md|yml)")
OUTSIDE = re.compile(r"https?://|tel:1\d\d\Z", re.IGNORECASE)
"""The web, and the numbers to be called in danger; any other number would be somebody's."""
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
SAFE_IMAGE = re.compile(r"files/[^?#]+\.(?:jpe?g|png|webp|avif|gif|svg)", re.IGNORECASE)
TAGS = re.compile(
    r'<h(?P<level>[1-6])>(?P<heading>.*?)</h[1-6]>|<a href="(?P<href>[^"]*)"|<img src="(?P<src>[^"]*)"'
    r'|<(?P<table>/?table)>| align="(?P<align>\w+)"',
    re.DOTALL,
)
INLINE_TAG = re.compile(r"</?(?:strong|em|a|code|del|img)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
FILES = "files/"
"""Stands in every body that shows or offers a file under `data/files/`."""
TABLE_BOX = '<div class="table-scroll" tabindex="0" role="group" aria-label="Bảng, cuộn ngang"><table>'


class Link(NamedTuple):
    """A link of a body: as it was written, and where it leads; `path` None leads nowhere we know."""

    href: str
    path: str | None
    anchor: str = ""
    code: str = "broken-link"


class Heading(NamedTuple):
    """A heading of a body, for tables of contents and for search."""

    level: int
    anchor: str
    title: str


@dataclass(slots=True)
class Outline:
    """What other steps need of a body without its HTML."""

    headings: list[Heading] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    """The files under data/ that the body shows or offers."""
    pictures: list[str] = field(default_factory=list)
    """Those that it shows."""


NOTHING: Final = Outline()
"""The outline of a body that holds nothing of note."""


Sections = tuple[tuple[str, str, str], ...]
"""Stretches of a text: anchor, heading, plain text."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A rendered body; links within the site begin with ROOT."""

    html: str
    outline: Outline
    sections: Sections
    """In order; the first anchor is ""."""
    clauses: tuple[Clause, ...] = ()
    """Of an official text, in order."""


def render(body: str, file: str, where: Addresses) -> Prose:
    """The HTML of a body that stands in `file` (relative to the data folder's parent)."""
    text = html_of(body)
    finish = _Finish(file, where)
    text = TAGS.sub(finish, text).replace("</table>", "</table></div>").replace(LESS_THAN, "&lt;")
    return Prose(text, finish.outline, sections(text, [(heading.anchor, heading.title) for heading in finish.outline.headings]))


class _Finish:
    """Called with each tag that needs more than the parser gives: anchors, links, images, tables."""

    def __init__(self, file: str, where: Addresses) -> None:
        self.file = file
        self.where = where
        self.outline = Outline()
        self._repeated: dict[str, int] = {}
        """How often each anchor has been asked for."""

    def __call__(self, match: re.Match[str]) -> str:
        if match["heading"] is not None:
            return self._heading(int(match["level"]), match["heading"])
        if match["href"] is not None:
            return self._link(match["href"])
        if match["src"] is not None:
            return self._image(match["src"])
        if match["align"]:
            return f' class="align-{match["align"]}"'
        return TABLE_BOX if match["table"] == "table" else match[0]

    def _heading(self, level: int, content: str) -> str:
        # The record's title is the page's only h1.
        level = max(2, level)
        title = plain(content)
        anchor = self._unique(heading_anchor(title))
        self.outline.headings.append(Heading(level, anchor, title))
        return f'<h{level} id="{anchor}">{TAGS.sub(self, content)}</h{level}>'

    def _unique(self, anchor: str) -> str:
        name, taken = anchor, self.outline.anchors
        while name in taken:
            number = self._repeated[anchor] = self._repeated.get(anchor, 1) + 1
            name = f"{anchor}-{number}"
        taken.add(name)
        return name

    def _resolved(self, address: str) -> Link:
        link = resolve(unquote(html.unescape(address)).replace(LESS_THAN, "<"), self.file)
        self.outline.links.append(link)
        if link.path and link.path.startswith("files/"):
            self.outline.files.append(link.path)
        return link

    def _link(self, href: str) -> str:
        link = self._resolved(href)
        if link.path is None:
            return "<a"
        if OUTSIDE.match(link.path):
            return f'<a rel="noopener" href="{href}"'
        if link.path == "" and link.href.startswith("#"):
            return f'<a href="#{html.escape(link.anchor)}"'
        target = self.where.link(link.path, "" if link.path.startswith("files/") else link.anchor)
        return f'<a href="{html.escape(target)}"'

    def _image(self, source: str) -> str:
        link = self._resolved(source)
        if not link.path or not SAFE_IMAGE.fullmatch(link.path):
            return "<img"
        self.outline.pictures.append(link.path)
        return f'<img loading="lazy" src="{html.escape(self.where.link(link.path))}"'


def plain(content: str) -> str:
    """HTML as text in one line."""
    if "<" in content:
        content = TAG.sub(" ", INLINE_TAG.sub("", content))
    text = content.replace(LESS_THAN, "<")
    return " ".join((html.unescape(text) if "&" in text else text).split())


def sections(content: str, cuts: Iterable[tuple[str, str]]) -> Sections:
    """The plain text of a body, cut where elements with these anchors begin; the words of a heading are not repeated in its text."""
    found = []
    anchor, title, start = "", "", 0
    for next_anchor, next_title in cuts:
        end = content.rindex("<", 0, content.index(f' id="{next_anchor}"', start))
        found.append((anchor, title, plain(content[start:end])))
        anchor, title = next_anchor, next_title
        start = content.index("</h", end) + 5 if content.startswith("<h", end) else end
    found.append((anchor, title, plain(content[start:])))
    return tuple(found)


def heading_anchor(title: str) -> str:
    """`dieu-3` for "Điều 3. …", else the slug of the whole heading."""
    if clause := CLAUSE.match(title):
        return slug(f"{clause[1]} {clause[2]}")
    return slug(title)[:80].strip("-") or "muc"


def resolve(href: str, file: str) -> Link:
    """Where a link written in `file` leads: a web address, a site path, a file under data/, or nowhere."""
    if OUTSIDE.match(href):
        return Link(href, href)
    if SCHEME.match(href):
        return Link(href, None, code="link-scheme")
    target, _, anchor = href.partition("#")
    anchor = unquote(anchor)
    if not target:
        return Link(href, "", anchor)
    target = unquote(target)
    if target.startswith("/"):
        within = target[1:]
        if not within.startswith(FILES):
            return Link(href, within, anchor)
    else:
        within = posixpath.normpath(posixpath.join(posixpath.dirname(file), target)).partition("/")[2]
    if match := RECORD_FILE.fullmatch(within):
        collection, year, record_id = match[1], match[2] or "", match[3]
        if collection in COLLECTIONS and COLLECTIONS[collection].by_year == bool(year):
            return Link(href, addresses.record_path(collection, record_id, year), anchor)
    # From the root too, what lies under `files/` has one spelling: a way out of it leads nowhere.
    if DATA_FILE.fullmatch(within):
        return Link(href, within)
    return Link(href, None)
