"""A finished site folder as a reader's browser would find it: pages, links, anchors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import lxml.html

HOME = "http://site.test/"
# Attributes that name an address, and whether a browser fetches it by itself.
ADDRESSES = {"href": False, "src": True, "action": False, "poster": True, "data": True}


@dataclass(slots=True)
class Page:
    """One HTML file."""

    path: str
    """Its address below the root: `mo-hinh/tieng-keng/`."""
    tree: lxml.html.HtmlElement

    @property
    def record(self) -> str | None:
        """The record it shows."""
        found = self.tree.xpath("//article/@data-record")
        return found[0] if found else None

    @property
    def text(self) -> str:
        """What its article says, one blank between words."""
        article = self.tree.xpath("//article")
        return words(article[0] if article else self.tree)

    @property
    def anchors(self) -> set[str]:
        """Every place on it that a link may name."""
        return set(self.tree.xpath("//@id"))

    @property
    def noindex(self) -> bool:
        """Whether search engines are asked to leave it out."""
        return any("noindex" in content for content in self.tree.xpath("//meta[@name='robots']/@content"))

    @property
    def redirect(self) -> str | None:
        """Where it sends its reader on, as an address below the root."""
        found = self.tree.xpath("//meta[@http-equiv='refresh']/@content")
        return below(urljoin(HOME + self.path, found[0].partition("url=")[2])) if found else None

    def links(self, xpath: str = "//a") -> list[str]:
        """Where the links of a part of it lead, as addresses below the root."""
        return [below(urljoin(HOME + self.path, href)) for href in self.tree.xpath(f"{xpath}/@href")]

    def addresses(self) -> Iterator[tuple[lxml.html.HtmlElement, str]]:
        """Every address that it names, with the element that names it."""
        for element in self.tree.iter():
            if isinstance(element.tag, str):
                for name in ADDRESSES:
                    if name in element.attrib:
                        yield element, element.attrib[name]


def words(element: lxml.html.HtmlElement) -> str:
    """The text of an element without its scripts, one blank between words."""
    parts = element.xpath(".//text()[not(ancestor::script or ancestor::style)]")
    return " ".join(" ".join(parts).split())


def below(address: str) -> str:
    """An address of the site without what is the same for all."""
    return address.removeprefix(HOME)


@dataclass(frozen=True)
class Site:
    """Every page of a site folder; the content manager at admin/ is none."""

    folder: Path
    pages: dict[str, Page]

    @classmethod
    def read(cls, folder: Path) -> Site:
        """The site in a folder."""
        pages = {}
        for file in sorted(folder.rglob("*.html")):
            path = file.relative_to(folder).as_posix().removesuffix("index.html")
            if path != "admin/":
                pages[path] = Page(path, lxml.html.document_fromstring(file.read_text("utf-8")))
        return cls(folder, pages)

    def __getitem__(self, path: str) -> Page:
        return self.pages[path]

    @cached_property
    def records(self) -> dict[str, Page]:
        """The pages of records by the record's key."""
        return {page.record: page for page in self.pages.values() if page.record}

    def broken(self) -> Iterator[str]:
        """Every address on every page that leads to no file or to no anchor of this site."""
        anchors = {path: page.anchors for path, page in self.pages.items()}
        for page in self.pages.values():
            # 404.html is shown at any address, so its links begin at the root.
            start = HOME + ("" if page.path == "404.html" else page.path)
            for element, address in page.addresses():
                target, anchor = urldefrag(urljoin(start, address))
                if not address:
                    yield f"{page.path}: empty address in <{element.tag}>"
                if not target.startswith(HOME):
                    continue
                path = unquote(urlsplit(target).path).removeprefix("/")
                if path in anchors:
                    if anchor and unquote(anchor) not in anchors[path]:
                        yield f"{page.path}: no anchor {address}"
                elif not (self.folder / path).is_file():
                    yield f"{page.path}: no page {address}"


def pages_of(site: Site) -> list[Page]:
    """The pages that readers stay on."""
    return [page for page in site.pages.values() if not page.redirect]
