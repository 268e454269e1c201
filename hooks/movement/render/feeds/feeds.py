"""Feeds: for everything, each collection, sector, topic and province, and for broadcasts; the newest items, and archives by year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from movement.addresses import ROOT
from movement.link import Library
from movement.publish import Output
from movement.record import Record
from movement.render.drawing import Studio
from movement.render.feed_names import BROADCASTS, EVERYTHING, OF_COLLECTION, PROVINCE, SECTOR, TOPIC, Names, Term, terms_of
from movement.render.feeds.formats import ATOM, FORMATS, RSS, Channel, Piece, document, pieces
from movement.render.feeds.item import Entry, tag_of
from movement.render.layout import escape
from movement.schema import COLLECTIONS

MOST = 50
"""How many items a feed holds; older ones are in archives."""
FOLDER = "feeds/"
HELP = "dang-ky/"
"""The page that explains feeds and lists them all."""
EMPTY = date(2005, 6, 13)
"""The day of a feed that holds nothing yet: an Atom feed must have one, and it may not come from a clock."""
AT_HAND = 800
"""How many written items are kept for the next feed that holds them."""


@dataclass(slots=True)
class Feed:
    """A feed: its name in addresses, its title where the site's own name goes without saying, what it carries."""

    name: str
    title: str
    intro: str
    path: str
    """The page it accompanies."""
    kind: str = ""
    """SECTOR, TOPIC or PROVINCE of a feed of such a term."""
    entries: list[Entry] = field(default_factory=list)
    """Every entry, newest first."""

    @property
    def whole(self) -> bool:
        """Whether its archives carry whole texts: each text is in one archive of each format, or archives would outweigh the site."""
        return self.name in (EVERYTHING, BROADCASTS)


def feeds(studio: Studio, entry_of: Callable[[Record], Entry | None]) -> list[Feed]:
    """Every feed of the records, in the order in which the page of all feeds lists them."""
    found: dict[str | Term, Feed] = {
        "": Feed(EVERYTHING, "Tất cả", "Mọi mục mới của trang.", ""),
        **{c: Feed(name, COLLECTIONS[c].title, COLLECTIONS[c].intro, f"{name}/") for c, name in OF_COLLECTION.items()},
        **{term: _feed_of_term(studio, *term, name) for term, name in studio.feed_names.items()},
    }
    known = [(record, entry) for record in studio.library.records.values() if (entry := entry_of(record))]
    # The key breaks ties between items of one day, so that their order never changes.
    for record, entry in sorted(known, key=lambda one: (one[1].published, one[1].key), reverse=True):
        for place in ("", record.collection, *dict.fromkeys(terms_of(studio.library, record))):
            if place in found:
                found[place].entries.append(entry)
    return list(found.values())


def _feed_of_term(studio: Studio, kind: str, term: str, name: str) -> Feed:
    vocabularies = studio.library.vocabularies
    if kind == PROVINCE:
        unit = vocabularies["units"][term]
        title = unit.full_name[:1].upper() + unit.full_name[1:]
        intro = f"Mọi mục về {unit.full_name}, kể cả các đơn vị cũ nay thuộc {unit.full_name}."
    else:
        entry = vocabularies[{SECTOR: "sectors", TOPIC: "topics"}[kind]][term]
        title, intro = entry.name, entry.description or f"Mọi mục về: {entry.name}."
    return Feed(name, title, intro, f"{kind}/{term}/", kind)


@dataclass(frozen=True, slots=True)
class _Part:
    """One file of a feed, in each format: the feed itself, or its archive of a year."""

    feed: Feed
    entries: Sequence[Entry]
    year: int = 0
    older: int = 0
    newer: int = 0

    def path(self, year: int) -> str:
        """The path, without its ending, of the archive of a year, or of the feed itself."""
        return f"{FOLDER}{self.feed.name}{f'/{year}' if year else ''}"


def _parts(feed: Feed) -> Iterator[_Part]:
    """The feed itself, and an archive of every year of which it does not hold all.

    An archive holds all of its year, also what the feed still holds: so it stays as it is when newer items come.
    """
    years = {year: list(ours) for year, ours in groupby(feed.entries, lambda entry: entry.published.year)}
    current = _current(feed.entries)
    held = {entry.key for entry in current}
    old = {entry.published.year for entry in feed.entries if entry.key not in held}
    archived = [year for year in years if year in old]
    yield _Part(feed, current, older=archived[0] if archived else 0)
    for newer, year, older in zip([0, *archived], archived, [*archived[1:], 0], strict=False):
        yield _Part(feed, years[year], year, older, newer)


def _current(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The newest items, and older ones that ended lately: who has read them is to learn it, and nobody reads archives again."""
    newest, older = entries[:MOST], entries[MOST:]
    ended = [entry for entry in older if entry.ended and entry.ended >= newest[-1].published][: MOST // 2]
    return [*newest[: MOST - len(ended)], *ended]


def outputs(studio: Studio, every: Sequence[Feed]) -> Iterator[Output]:
    """The files of every feed in every format; those of one year together, because they share items."""
    writer = _Writer()
    parts = [part for feed in every for part in _parts(feed)]
    for part in sorted(parts, key=lambda part: -part.year or 1 - 10_000):
        shows = studio.shows(studio.version, studio.site_name, part.feed.name, part.feed.title, part.older, part.newer)
        digest = studio.shows(shows, *(entry.digest for entry in part.entries))
        for form in FORMATS:
            yield Output(f"{part.path(part.year)}.{form}", f"{form} {digest}", _maker(studio, writer, part, form))


def _maker(studio: Studio, writer: _Writer, part: _Part, form: str) -> Callable[[], bytes]:
    whole = part.feed.whole or not part.year
    return lambda: document(channel(studio, part), form, [writer.pieces(entry)[form].written(whole=whole) for entry in part.entries])


class _Writer:
    """Items in every format, each written once for all the feeds that hold it, as long as there is room to keep it."""

    def __init__(self) -> None:
        self._written: dict[str, dict[str, Piece]] = {}

    def pieces(self, entry: Entry) -> dict[str, Piece]:
        """An entry's item in every format."""
        found = self._written.pop(entry.key, None) or pieces(entry.make())
        self._written[entry.key] = found
        if len(self._written) > AT_HAND:
            # The one that was asked for longest ago.
            del self._written[next(iter(self._written))]
        return found


def channel(studio: Studio, part: _Part) -> Channel:
    """What a file of a feed says of the feed."""
    feed, where, site = part.feed, studio.where, studio.library.site
    title = studio.site_name if feed.name == EVERYTHING else f"{feed.title} – {studio.site_name}"
    address = where.site_url + part.path(0)

    def of(year: int) -> str:
        return where.site_url + part.path(year) if year else ""

    return Channel(
        id=tag_of(studio, "feeds", feed.name),
        title=f"{title}: năm {part.year}" if part.year else title,
        intro=feed.intro,
        page=where.absolute(feed.path),
        help=f"{where.absolute(HELP)}#{anchor(feed.name)}",
        here=of(part.year) or address,
        home=where.site_url,
        publisher=site.publisher.name,
        updated=max((entry.updated for entry in part.entries), default=EMPTY),
        rights=f"Nội dung theo giấy phép {site.licence}, trừ nơi ghi khác." if site.licence else "",
        of_year=bool(part.year),
        feed=address if part.year else "",
        older=of(part.older),
        newer=of(part.newer),
    )


def anchor(name: str) -> str:
    """Where a feed stands on the page of all feeds."""
    return f"nguon-{name}"


def autodiscovery(library: Library, names: Names) -> dict[str, str]:
    """For each feed, the link elements that announce it in the head of a page."""
    titles = {name: COLLECTIONS[collection].title for collection, name in OF_COLLECTION.items()}
    vocabularies = {SECTOR: "sectors", TOPIC: "topics", PROVINCE: "units"}
    titles |= {name: library.vocabularies[vocabularies[kind]][term].name for (kind, term), name in names.items()}
    return {name: "".join(_announcement(name, title, form) for form in (RSS, ATOM)) for name, title in titles.items()}


def _announcement(name: str, title: str, form: str) -> str:
    label, mime = FORMATS[form]
    return f'<link rel="alternate" type="{mime}" title="{escape(title)} ({label})" href="{ROOT}{FOLDER}{name}.{form}">'
