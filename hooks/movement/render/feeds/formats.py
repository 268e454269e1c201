"""Items and channels as RSS 2.0, Atom 1.0 and JSON Feed 1.1.

feedgen writes the first two and lxml mends them; of items it writes the shape only, because to let it write each takes twice as long.
An item is filled in once, whatever feeds hold it: documents are joined from pieces.
Sources: https://www.rssboard.org/rss-specification, RFC 4287, https://www.jsonfeed.org/version/1.1/, RFC 5005 for archives.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from typing import Any

from feedgen.entry import FeedEntry  # type: ignore[import-untyped]
from feedgen.feed import FeedGenerator  # type: ignore[import-untyped]
from lxml import etree

from movement.render.feeds.item import Item
from movement.render.layout import escape

RSS, ATOM, JSON = "xml", "atom", "json"
FORMATS = {RSS: ("RSS", "application/rss+xml"), ATOM: ("Atom", "application/atom+xml"), JSON: ("JSON Feed", "application/feed+json")}
"""The ending of a feed's file, what the format is called, and its type."""
NS = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "fh": "http://purl.org/syndication/history/1.0",
    "h": "http://www.w3.org/1999/xhtml",
}
TEXT = "…"
"""Stands for an item's text while feedgen writes what is around it: the text is the same in RSS and Atom, and long."""
DECLARED = re.compile(r'\sxmlns(?::\w+)?="[^"]*"')


@dataclass(frozen=True, slots=True)
class Channel:
    """What one file of a feed says of the feed; addresses are without the ending of their format."""

    id: str
    title: str
    intro: str
    page: str
    """The address of the page it accompanies."""
    help: str
    """The address of the page that explains feeds."""
    here: str
    home: str
    publisher: str
    updated: date
    rights: str = ""
    of_year: bool = False
    """Whether it is an archive."""
    feed: str = ""
    """Of an archive, the feed itself."""
    older: str = ""
    newer: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """An item in one format: what stands before its text, the element around it, and after it.

    Formats share the text; `brief` stands for all of the element where the text is left out.
    """

    head: bytes
    start: bytes
    text: bytes
    end: bytes
    foot: bytes
    brief: bytes = b""

    def written(self, *, whole: bool) -> bytes:
        """The item with its whole text, or without."""
        return b"".join((self.head, self.start, self.text, self.end, self.foot) if whole else (self.head, self.brief, self.foot))


@dataclass(frozen=True, slots=True)
class _Shape:
    """An item as feedgen writes it, cut where its text stands; patterns for `str.format`."""

    head: str
    start: bytes
    end: bytes
    foot: str
    category: str
    enclosure: str


@functools.cache
def _shape(form: str) -> _Shape:
    """The shape of every item in a format: feedgen writes one, in which the names of values stand for them."""
    entry = FeedEntry()
    entry.id("{id}")
    entry.title("{title}")
    entry.link(href="{address}", rel="alternate", type="text/html")
    first, last = _moment(date(2000, 1, 1)), _moment(date(2000, 1, 2))
    entry.published(first)
    entry.updated(last)
    entry.content(TEXT, type="html")
    entry.summary("{summary}")
    entry.category([{"term": "{term}", "scheme": "{scheme}", "label": "{label}"}])
    element = entry.rss_entry() if form == RSS else entry.atom_entry()
    if form == RSS:
        # feedgen keeps only the last enclosure of an item.
        enclosure = etree.SubElement(element, "enclosure", url="{file}", length="{length}", type="{type}")
        etree.SubElement(element, f"{{{NS['atom']}}}updated").text = last.isoformat()
    else:
        about = {"rel": "enclosure", "href": "{file}", "type": "{type}", "length": "{length}", "title": "{name}"}
        enclosure = etree.SubElement(element, "link", about)
    root = etree.Element("root", nsmap=NS)
    root.append(element)
    category = next(element.iter("{*}category"))
    written, one_category, one_enclosure = map(_declaring_nothing, (element, category, enclosure))
    for pattern, name in (
        (one_category, "{categories}"),
        (one_enclosure, "{enclosures}"),
        (format_datetime(first), "{published}"),
        (first.isoformat(), "{published}"),
        (last.isoformat(), "{updated}"),
    ):
        written = written.replace(pattern, name)
    tag = "content:encoded" if form == RSS else 'content type="html"'
    start, end = f"<{tag}>", f"</{tag.partition(' ')[0]}>"
    head, _, foot = written.partition(f"{start}{TEXT}{end}")
    return _Shape(head, start.encode(), end.encode(), foot, one_category, one_enclosure)


def _declaring_nothing(element: etree._Element) -> str:
    """An element written without namespaces: the document that it will stand in declares them."""
    return DECLARED.sub("", etree.tostring(element, encoding="unicode", with_tail=False).strip())


def pieces(item: Item) -> dict[str, Piece]:
    """An item in every format. Records hold no characters that XML cannot hold, see `load.HIDDEN`."""
    text = escape(item.content).encode()
    published, updated, summary = _moment(item.published), _moment(item.updated), escape(item.summary)
    common = {"id": item.id, "address": item.address, "title": item.title, "updated": updated.isoformat()}
    values = {name: escape(value) for name, value in common.items()}
    categories = [{"term": escape(c.term), "scheme": escape(c.scheme), "label": escape(c.label)} for c in item.categories]
    enclosures = [{"file": escape(e.address), "type": escape(e.type), "length": e.length, "name": escape(e.title)} for e in item.enclosures]

    def piece(form: str, **own: str) -> Piece:
        shape = _shape(form)
        own["categories"] = "".join(shape.category.format(**one) for one in categories)
        own["enclosures"] = "".join(shape.enclosure.format(**one) for one in enclosures)
        head, foot = (pattern.format(**values, **own).encode() for pattern in (shape.head, shape.foot))
        return Piece(head, shape.start, text, shape.end, foot)

    return {
        # RSS has no plain text but in titles: a description is read as HTML.
        RSS: piece(RSS, published=format_datetime(published), summary=escape(summary)),
        ATOM: piece(ATOM, published=published.isoformat(), summary=summary),
        JSON: _json_piece(item),
    }


def _json_piece(item: Item) -> Piece:
    about = {
        "id": item.id,
        "url": item.address,
        "title": item.title,
        "summary": item.summary,
        "image": item.image or None,
        "date_published": _moment(item.published).isoformat(),
        "date_modified": _moment(item.updated).isoformat(),
        "tags": [category.label for category in item.categories] or None,
        "attachments": [{"url": e.address, "mime_type": e.type, "title": e.title, "size_in_bytes": e.length} for e in item.enclosures]
        or None,
    }
    head = _json({name: value for name, value in about.items() if value is not None})[:-1]
    return Piece(head, b',"content_html":', _json(item.content), b"", b"}", b',"content_text":' + _json(item.summary))


def document(channel: Channel, form: str, items: Iterable[bytes]) -> bytes:
    """One file of a feed: `items` are written pieces in the same format, newest first."""
    if form == JSON:
        head = _json(_json_channel(channel))[:-1]
        return b'%b,"items":[\n%b\n]}\n' % (head, b",\n".join(items))
    root = _mended(channel, form)
    etree.indent(root)
    shell = etree.tostring(etree.ElementTree(root), xml_declaration=True, encoding="UTF-8").replace(b"?><", b"?>\n<", 1)
    end = shell.rindex(b"</channel>" if form == RSS else b"</feed>")
    return b"%b%b\n%b\n" % (shell[:end], b"\n".join(items), shell[end:])


def _mended(channel: Channel, form: str) -> etree._Element:
    """What feedgen writes of a channel without items, with what it drops."""
    written = _generator(channel, form)
    root = etree.fromstring(written.rss_str() if form == RSS else written.atom_str())
    etree.cleanup_namespaces(root, top_nsmap=_namespaces(form), keep_ns_prefixes=list(NS))
    parent = root[0] if form == RSS else root
    place = len(parent)
    for rel, address in _archive_links(channel):
        link = etree.Element(f"{{{NS['atom']}}}link", rel=rel, type=FORMATS[form][1], href=f"{address}.{form}")
        parent.insert(place, link)
    if channel.of_year:
        parent.insert(place, etree.Element(f"{{{NS['fh']}}}archive"))
    # First of all: some hosts name a type for feeds that browsers show as bare text.
    parent.insert(0, _visible_step(channel))
    sheet = "../" * (channel.here.removeprefix(channel.home).count("/")) + "assets/feed.css"
    root.addprevious(etree.ProcessingInstruction("xml-stylesheet", f'type="text/css" href="{sheet}"'))
    return root


def _namespaces(form: str) -> dict[str, str]:
    """Those of NS that a format needs; in Atom its own names stand without a prefix."""
    return NS if form == RSS else {prefix: NS[prefix] for prefix in ("fh", "h")}


def _archive_links(channel: Channel) -> list[tuple[str, str]]:
    links = (("prev-archive", channel.older), ("next-archive", channel.newer), ("current", channel.feed))
    return [(rel, address) for rel, address in links if address]


def _visible_step(channel: Channel) -> etree._Element:
    """What a person who opens the file in a browser reads first, with a link that works there.

    Browsers no longer run XSLT for feeds, but they show XHTML in any XML; with assets/feed.css the rest of the file stays readable too.
    """
    text = etree.Element(f"{{{NS['h']}}}p")
    text.text = "Đây là nguồn tin dành cho ứng dụng đọc tin. Hãy chép địa chỉ của tệp này vào ứng dụng, hoặc "
    link = etree.SubElement(text, f"{{{NS['h']}}}a", href=channel.help)
    link.text = "xem cách đăng ký và mọi nguồn tin khác"
    link.tail = "."
    return text


def _generator(channel: Channel, form: str) -> FeedGenerator:
    generator = FeedGenerator()
    generator.id(channel.id)
    generator.title(channel.title)
    generator.subtitle(f"{channel.intro} Cách đăng ký: {channel.help}")
    generator.language("vi")
    # RSS takes the last link as the channel's own: the page comes last.
    generator.link(href=f"{channel.here}.{form}", rel="self", type=FORMATS[form][1])
    generator.link(href=channel.page, rel="alternate", type="text/html")
    generator.author(name=channel.publisher)
    generator.updated(_moment(channel.updated))
    generator.lastBuildDate(_moment(channel.updated))
    generator.docs("https://www.rssboard.org/rss-specification")
    icon = f"{channel.home}assets/favicon.png"
    if form == RSS:
        generator.image(icon, title=channel.title, link=channel.page)
    generator.icon(icon)
    if channel.rights:
        generator.rights(channel.rights)
    return generator


def _json_channel(channel: Channel) -> dict[str, Any]:
    about = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.page,
        "feed_url": f"{channel.here}.{JSON}",
        "description": channel.intro,
        "user_comment": f"Đây là nguồn tin dành cho ứng dụng đọc tin. Cách đăng ký: {channel.help}",
        "next_url": f"{channel.older}.{JSON}" if channel.older else None,
        "icon": f"{channel.home}assets/favicon.png",
        "language": "vi",
        "authors": [{"name": channel.publisher, "url": channel.home}],
    }
    return {name: value for name, value in about.items() if value is not None}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(0, 0), UTC)
