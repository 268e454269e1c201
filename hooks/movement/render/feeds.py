"""Feeds: RSS 2.0 and Atom for everything and for each collection, from one model of an item."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from feedgen.feed import FeedGenerator  # type: ignore[import-untyped]
from lxml import etree

from movement.addresses import ROOT
from movement.publish import Output
from movement.record import Record
from movement.render.clauses import LINK
from movement.render.drawing import Studio
from movement.render.layout import escape
from movement.render.prose import Prose
from movement.schema import COLLECTIONS
from movement.schema.base import State

MOST = 50
"""How many items a feed holds."""
FORMATS = {"rss": "xml", "atom": "atom"}
EVERYTHING = "tat-ca"
OF_COLLECTION = {
    "news": "tin-tuc",
    "directives": "van-ban",
    "models": "mo-hinh",
    "commendations": "khen-thuong",
    "exemplars": "dien-hinh",
    "materials": "tai-lieu",
    "standards": "tieu-chuan",
}
ATOM = "{http://www.w3.org/2005/Atom}"
# Characters that XML 1.0 cannot hold.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its name in addresses, its title, its records, newest first."""

    name: str
    title: str
    name_on_page: str
    """Its title where the site's own name goes without saying."""
    path: str
    """The page it accompanies."""
    records: tuple[Record, ...]


def feeds(studio: Studio) -> list[Feed]:
    """Every feed of the site."""
    dated = [record for record in studio.library.records.values() if _published(record)]
    # The key breaks ties between items of one day, so that their order never changes.
    newest = sorted(dated, key=lambda record: (_published(record), record.key), reverse=True)
    found = [Feed(EVERYTHING, studio.site_name, "Tất cả", "", tuple(newest[:MOST]))]
    for collection, name in OF_COLLECTION.items():
        ours = [record for record in newest if record.collection == collection]
        title = COLLECTIONS[collection].title
        found.append(Feed(name, f"{title} – {studio.site_name}", title, f"{name}/", tuple(ours[:MOST])))
    return found


def _published(record: Record) -> date | None:
    day: date | None = record.data.published
    return day


def updated(record: Record) -> date:
    """The last day on which anything of a record changed that a subscriber should hear of."""
    data = record.data
    days = [data.published, data.updated, data.withdrawn.on if data.withdrawn else None]
    cancelled = getattr(data, "cancelled", None)
    days += [cancelled.on if cancelled else None, *(change.on for change in data.changes)]
    latest: date = max(day for day in days if day)
    return latest


def outputs(studio: Studio, prose_of: Callable[[Record], Prose]) -> Iterator[Output]:
    """The files of every feed in every format."""
    for feed in feeds(studio):
        shows = studio.shows(studio.version, feed.name, feed.title, *((r.file, r.digest) for r in feed.records))
        for kind, suffix in FORMATS.items():
            yield Output(f"feeds/{feed.name}.{suffix}", f"{kind} {shows}", _maker(studio, feed, kind, prose_of))


def _maker(studio: Studio, feed: Feed, kind: str, prose_of: Callable[[Record], Prose]) -> Callable[[], bytes]:
    return lambda: write(studio, feed, kind, prose_of)


def write(studio: Studio, feed: Feed, kind: str, prose_of: Callable[[Record], Prose]) -> bytes:
    """One feed as XML; feedgen writes it, and what it gets wrong is mended after."""
    generator = FeedGenerator()
    here = f"{studio.where.site_url}feeds/{feed.name}.{FORMATS[kind]}"
    page = studio.where.absolute(feed.path)
    generator.id(tag_of(studio, "feeds", feed.name))
    generator.title(_clean(feed.title))
    generator.subtitle(_clean(f"{feed.title}: {len(feed.records)} mục mới nhất"))
    generator.language("vi")
    # RSS takes the last link as the channel's own: the page comes last.
    generator.link(href=here, rel="self", type=f"application/{kind}+xml")
    generator.link(href=page, rel="alternate", type="text/html")
    generator.author(name=_clean(studio.library.site.publisher.name))
    latest = _moment(max((updated(record) for record in feed.records), default=date(2005, 6, 13)))
    generator.updated(latest)
    generator.lastBuildDate(latest)
    generator.docs("https://www.rssboard.org/rss-specification")
    for record in feed.records:
        _entry(studio, generator, record, prose_of)
    if kind == "rss":
        return bytes(generator.rss_str(pretty=True))
    return _mended_atom(generator.atom_str(pretty=True))


def _entry(studio: Studio, generator: FeedGenerator, record: Record, prose_of: Callable[[Record], Prose]) -> None:
    data = record.data
    entry = generator.add_entry(order="append")
    entry.id(tag_of(studio, record.collection, record.id))
    entry.title(_clean(_heading(record)))
    entry.link(href=studio.where.absolute(record.path), rel="alternate", type="text/html")
    published = _published(record)
    assert published is not None
    entry.published(_moment(published))
    entry.updated(_moment(updated(record)))
    entry.summary(_clean(_summary(record)))
    entry.content(_clean(_content(studio, record, prose_of)), type="CDATA")
    for topic in data.topics:
        term = studio.library.vocabularies["topics"].get(topic)
        if term:
            entry.category(term=topic, scheme=studio.where.absolute("chu-de/"), label=_clean(term.name))


def _heading(record: Record) -> str:
    if record.data.state is State.WITHDRAWN:
        return f"[Đã rút] {record.data.title}"
    if getattr(record.data, "validity", None) == "cancelled":
        return f"[Đã hủy bỏ] {record.data.title}"
    return str(record.data.title)


def _summary(record: Record) -> str:
    if record.data.withdrawn:
        return f"Đã rút khỏi trang: {record.data.withdrawn.reason}"
    return str(record.data.summary or record.data.title)


def _content(studio: Studio, record: Record, prose_of: Callable[[Record], Prose]) -> str:
    """The full text with absolute links; no name of a person ever stands in it."""
    if record.data.withdrawn:
        return f"<p>{escape(_summary(record))}</p>"
    body = LINK.sub("", prose_of(record).html).replace(ROOT, studio.where.site_url)
    if body:
        # A feed is read far from the page: its own anchors need the page's address.
        body = body.replace('href="#', f'href="{escape(studio.where.absolute(record.path))}#')
    else:
        body = studio.template("partials/feed-item.html", record=record, data=record.data).replace(ROOT, studio.where.site_url)
    sources = "".join(f'<li><a href="{escape(s.url)}">{escape(s.title)}</a></li>' for s in record.data.sources)
    return body + (f"<p>Nguồn:</p><ul>{sources}</ul>" if sources else "")


def tag_of(studio: Studio, collection: str, name: str) -> str:
    """An id that stays when title, path or host change. Source: RFC 4151."""
    return f"tag:{authority(studio)},2026:{collection}/{name}"


def authority(studio: Studio) -> str:
    """The domain that names of our making belong to; set in the data, it outlives a move to another host."""
    return studio.library.site.feed_authority or studio.where.site_url.split("://")[-1].split("/")[0].split(":")[0]


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(0, 0), UTC)


def _clean(text: str) -> str:
    return NOT_XML.sub("", text)


def _mended_atom(content: bytes) -> bytes:
    """Atom says of CDATA content nothing but its type: feedgen writes "CDATA", readers want "html"."""
    root = etree.fromstring(content, etree.XMLParser(strip_cdata=False, resolve_entities=False))
    for element in root.iter(f"{ATOM}content"):
        element.set("type", "html")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def autodiscovery(name: str, title: str) -> str:
    """Link elements that announce a feed, for the head of a page."""
    kinds = (("RSS", "application/rss+xml", "xml"), ("Atom", "application/atom+xml", "atom"))
    return "".join(
        f'<link rel="alternate" type="{mime}" title="{escape(title)} ({kind})" href="{ROOT}feeds/{name}.{suffix}">'
        for kind, mime, suffix in kinds
    )
