"""Markdown bodies -> HTML with stable anchors, checked links and no markup that was not meant."""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as etree
from dataclasses import dataclass, field
from urllib.parse import unquote

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import AtomicString

from movement import addresses
from movement.addresses import ROOT, Addresses
from movement.schema import COLLECTIONS
from movement.vietnamese import slug

CLAUSE = re.compile(r"(Phần|Chương|Mục|Tiểu mục|Điều)\s+(?:thứ\s+)?([0-9]+[a-zđ]?|[IVXLC]+)\b", re.IGNORECASE)
RECORD_FILE = re.compile(r"([a-z]+)/(?:(\d{4})/)?([a-z0-9-]+)\.(?:md|yml)")
MARKUP = re.compile(r"[\\`*_\[\]!\x02]|  \n")
"""What can begin inline markup with the patterns that are left."""
# Raw HTML is never passed through, and rarely used forms of links cost a search of every text each.
UNUSED_PATTERNS = ("html", "autolink", "automail", "entity", "short_reference", "short_image_ref", "image_reference")
WEB = re.compile(r"https?://", re.IGNORECASE)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
SAFE_IMAGE = re.compile(r"files/[^?#]+\.(?:jpe?g|png|webp|avif|gif|svg)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a body: as it was written, and where it leads; `path` None leads nowhere we know."""

    href: str
    path: str | None
    anchor: str = ""
    code: str = "broken-link"


@dataclass(frozen=True, slots=True)
class Heading:
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


@dataclass(frozen=True, slots=True)
class Prose:
    """A rendered body; links within the site begin with ROOT."""

    html: str
    outline: Outline
    sections: tuple[tuple[str, str, str], ...]
    """(anchor, heading, plain text) in order; the first anchor is ""."""


class ProseRenderer:
    """Renders bodies with one Markdown instance, kept and reset: a new one a body costs time."""

    def __init__(self, where: Addresses) -> None:
        self._tree = _MovementTree(where)
        self._markdown = markdown.Markdown(
            extensions=["tables", "sane_lists", self._tree], output_format="html", tab_length=2
        )

    def render(self, body: str, file: str) -> Prose:
        """The HTML of a body that stands in `file` (relative to the data folder's parent)."""
        self._markdown.reset()
        self._tree.start(file)
        html = self._markdown.convert(body)
        return Prose(html, self._tree.outline, self._tree.sections())


class _MovementTree(Extension):
    """What we change in Python-Markdown: no raw HTML, our anchors, our links."""

    def __init__(self, where: Addresses) -> None:
        super().__init__()
        self.where = where

    def start(self, file: str) -> None:
        self.file = file
        self.outline = Outline()
        self.texts: list[tuple[str, str, list[str]]] = [("", "", [])]

    def sections(self) -> tuple[tuple[str, str, str], ...]:
        return tuple((anchor, title, " ".join(" ".join(parts).split())) for anchor, title, parts in self.texts)

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # the name is Python-Markdown's
        md.preprocessors.deregister("html_block")
        # Lists nest by two blanks, as git hosts show them; so indented text cannot mean code.
        md.parser.blockprocessors.deregister("code")
        for pattern in UNUSED_PATTERNS:
            md.inlinePatterns.deregister(pattern)
        md.treeprocessors.register(_Inline(md), "inline", 20)
        md.treeprocessors.register(_Finish(md, self), "movement", 5)


class _Inline(InlineProcessor):
    """Python-Markdown's own, but for plain text, most of every body, which it would search with each of its patterns."""

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803  # names of the library
        if patternIndex == 0 and not MARKUP.search(data):
            return data
        return str(super()._InlineProcessor__handleInline(data, patternIndex))  # type: ignore[misc]  # private there


class _Finish(Treeprocessor):
    """Walks a finished tree once: anchors, links, images, tables, the text for search."""

    def __init__(self, md: markdown.Markdown, state: _MovementTree) -> None:
        super().__init__(md)
        self.state = state

    def run(self, root: etree.Element) -> None:
        for block in root:
            if block.tag[0] == "h" and block.tag[1:].isdigit():
                self._heading(block)
            else:
                self.state.texts[-1][2].append(self._plain(block))
        for parent in list(root.iter()):
            if parent.tag == "a":
                self._link(parent)
            elif parent.tag == "img":
                self._image(parent)
            for index, child in enumerate(parent):
                if child.tag == "table":
                    parent[index] = _scrolling(child)

    def _plain(self, element: etree.Element) -> str:
        text = " ".join(element.itertext())
        return self.md.treeprocessors["unescape"].unescape(text) if "\x02" in text else text  # type: ignore[attr-defined]

    def _heading(self, element: etree.Element) -> None:
        # The record's title is the page's only h1.
        level = max(2, int(element.tag[1:]))
        element.tag = f"h{level}"
        title = " ".join(self._plain(element).split())
        outline = self.state.outline
        anchor = _unique(heading_anchor(title), outline.anchors)
        outline.headings.append(Heading(level, anchor, title))
        element.set("id", anchor)
        self.state.texts.append((anchor, title, []))

    def _link(self, element: etree.Element) -> None:
        href = element.get("href", "")
        link = resolve(href, self.state.file)
        self.state.outline.links.append(link)
        if link.path is None:
            element.attrib.pop("href", None)
        elif WEB.match(link.path):
            element.set("href", AtomicString(link.path))
            element.set("rel", "noopener")
        elif link.path.startswith("files/"):
            self.state.outline.files.append(link.path)
            element.set("href", ROOT + link.path)
        elif link.path == "" and href.startswith("#"):
            element.set("href", f"#{link.anchor}")
        else:
            element.set("href", self.state.where.link(link.path, link.anchor))

    def _image(self, element: etree.Element) -> None:
        source = element.get("src", "")
        link = resolve(source, self.state.file)
        self.state.outline.links.append(link)
        if link.path and SAFE_IMAGE.fullmatch(link.path):
            self.state.outline.files.append(link.path)
            element.set("src", ROOT + link.path)
            element.set("loading", "lazy")
        else:
            element.attrib.pop("src", None)


def heading_anchor(title: str) -> str:
    """`dieu-3` for "Điều 3. …", else the slug of the whole heading."""
    if clause := CLAUSE.match(title):
        return slug(f"{clause[1]} {clause[2]}")
    return slug(title)[:80].strip("-") or "muc"


def _unique(anchor: str, taken: set[str]) -> str:
    name, number = anchor, 1
    while name in taken:
        number += 1
        name = f"{anchor}-{number}"
    taken.add(name)
    return name


def resolve(href: str, file: str) -> Link:
    """Where a link written in `file` leads: a web address, a site path, a file under data/, or nowhere."""
    if WEB.match(href):
        return Link(href, href)
    if SCHEME.match(href):
        return Link(href, None, code="link-scheme")
    target, _, anchor = href.partition("#")
    anchor = unquote(anchor)
    if not target:
        return Link(href, "", anchor)
    target = unquote(target)
    if target.startswith("/"):
        return Link(href, target[1:], anchor)
    folder = posixpath.dirname(file)
    within = posixpath.normpath(posixpath.join(folder, target)).partition("/")[2]
    if match := RECORD_FILE.fullmatch(within):
        collection, year, record_id = match[1], match[2] or "", match[3]
        if collection in COLLECTIONS and COLLECTIONS[collection].by_year == bool(year):
            return Link(href, addresses.record_path(collection, record_id, year), anchor)
    if within.startswith("files/"):
        return Link(href, within)
    return Link(href, None)


def _scrolling(table: etree.Element) -> etree.Element:
    """A table in a box that scrolls, and that the keyboard can reach."""
    box = etree.Element("div", {"class": "table-scroll", "tabindex": "0", "role": "region", "aria-label": "Bảng, cuộn ngang"})
    box.tail, table.tail = table.tail, None
    box.append(table)
    return box
