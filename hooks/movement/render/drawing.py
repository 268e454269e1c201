"""A page of the core: what it shows, how it is drawn, the layout it is put into."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from movement.addresses import ROOT, Addresses
from movement.law.clause_ladder import Clause
from movement.link import Library
from movement.load import digest_of
from movement.problems import Problem
from movement.publish import Output
from movement.record import Record
from movement.render.cards import Card, make_card
from movement.render.feed_names import Names
from movement.render.layout import BARE, Layout, escape, window_title
from movement.render.left_out import LeftOut
from movement.render.share.share_cards import ShareCard, ShareCards
from movement.render.templates import DrawnOnce, FactRows
from movement.render.texts import contents


@dataclass(slots=True)
class Drawn:
    """A drawn page, before it is put into its layout."""

    title: str
    description: str
    content: str
    contents: bool = False
    """Whether the page has a table of contents."""
    clauses: Sequence[Clause] = ()
    """The clauses of the official text that the page shows."""
    head: str = ""
    article: str = ""
    """Attributes of the article element."""
    card: str = ""
    """The path of its share card; without one, that of the site."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page by its path alone, when it has been drawn: all pages together would be the most that a build holds."""

    path: str
    source: str
    listed: bool
    lastmod: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site to be drawn when what it shows has changed."""

    path: str
    section: str
    """The list page in the site's menu it belongs to: `van-ban/`."""
    shows: str
    """A digest of the data it shows."""
    draw: Callable[[], Drawn]
    source: str = ""
    """The data file behind it, relative to the data folder's parent."""
    listed: bool = True
    """Whether search engines may list it."""
    bare: bool = False
    """Whether what is drawn is the whole document, without the site's frame."""
    lastmod: str = ""
    feeds: tuple[str, ...] = ()
    """The names of the feeds that tell of what it shows, besides that of its section."""
    searched: tuple[str, str] | None = None
    """Title and description by which search finds it; None for records, of which search knows more, and for parts of lists."""

    @property
    def place(self) -> Place:
        """What is left of it when it has been drawn."""
        return Place(self.path, self.source, self.listed, self.lastmod)


@dataclass(slots=True)
class Studio:
    """Everything that drawing a page needs."""

    library: Library
    where: Addresses
    templates: jinja2.Environment
    layouts: Mapping[str, Layout]
    edit_base: str
    site_name: str
    data: Path
    version: str
    """A digest of code, settings and vocabularies: what every page depends on."""
    share: ShareCards
    feed_names: Names = field(default_factory=dict)
    """The name of the feed of each sector, topic and province."""
    announced: Mapping[str, str] = field(default_factory=dict)
    """By the name of a feed, the head elements that announce it."""
    left_out: LeftOut | None = None
    """What this edition does not carry; online everything is carried."""
    cards: dict[str, Card] = field(default_factory=dict)
    _ready: dict[str, jinja2.Template] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def card(self, key: str) -> Card:
        """What other pages show of a record; made once a build."""
        card = self.cards.get(key)
        if card is None:
            card = self.cards[key] = make_card(self.library, self.library.records.get(key) or self.library.left_out[key])
        return card

    def share_card(self, record: Record) -> ShareCard:
        """The picture that a link to a record shows."""
        return self.share.of(record, self.card(record.key).kicker)

    @property
    def site_card(self) -> str:
        """The path of the picture that links to other pages show."""
        return self.share.site.path

    def file_digest(self, name: str) -> str:
        """A digest of a file under the data folder, "" when it is not there."""
        path = self.data / name
        return digest_of(path.read_bytes()) if path.is_file() else ""

    def shows(self, *parts: object) -> str:
        """A digest of what a page shows."""
        return digest_of("\0".join(map(str, parts)).encode())

    def template(self, name: str, **values: Any) -> str:
        """The HTML of a template; every value in it is escaped."""
        template = self._ready.get(name)
        if template is None:
            template = self._ready[name] = self.templates.get_template(name)
        return template.render(values)

    def fact_rows(self, texts: Mapping[str, Markup]) -> Callable[..., Markup]:
        """What draws rows of facts on a page on which these texts have links in them."""
        rows = self.templates.globals["facts"]
        assert isinstance(rows, FactRows)
        return functools.partial(rows, texts=texts) if texts else rows

    def forget_drawn(self) -> None:
        """Let go of the pieces that lists share, when all lists are drawn."""
        for piece in self.templates.filters.values():
            if isinstance(piece, DrawnOnce):
                piece.forget()

    def output(self, page: Page) -> Output:
        """The file of a page."""
        layout = BARE if page.bare else self.layouts.get(page.path) or self.layouts[f"{page.section}*"]
        digest = self.shows(self.version, layout.digest, page.section, page.shows)
        return Output(self.where.file(page.path), digest, lambda: self._fill(page, layout))

    def _contents(self, drawn: Drawn) -> str:
        lines = contents.entries(drawn.content, drawn.clauses)
        values = {"entries": contents.nested(lines), "folded": len(lines) > contents.FOLDED}
        return self.template("partials/page-toc.html", **values) if len(lines) > 1 else ""

    def _fill(self, page: Page, layout: Layout) -> bytes:
        drawn = page.draw()
        to_root = self.where.to_root(page.path)
        canonical = self.where.absolute(page.path)
        head = drawn.head if page.listed else f'{drawn.head}<meta name="robots" content="noindex">'
        address = f"{self.edit_base}{page.source}" if page.source and self.edit_base else ""
        edit = self.template("partials/edit-link.html", address=address) if address else ""
        feeds = "".join(self.announced.get(name, "") for name in (page.section.removesuffix("/"), *page.feeds))
        values = {
            "title": escape(window_title(drawn.title, self.site_name)),
            "heading": escape(drawn.title or self.site_name),
            "description": escape(drawn.description),
            "kind": "article" if drawn.card else "website",
            "card": escape(self.where.site_url + (drawn.card or self.site_card)),
            "canonical": escape(canonical),
            "edit": edit,
            "head": head + feeds,
            "article": drawn.article,
            "toc": self._contents(drawn) if drawn.contents else "",
            "content": drawn.content,
        }
        html = layout.fill(values, to_root)
        if self.left_out:
            html = self.left_out.as_text(html)
        return html.replace(ROOT, to_root).encode()
