"""The one model of a feed's item, and how a record becomes one: for every format alike."""

from __future__ import annotations

import html
import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from movement.addresses import ROOT
from movement.history import last_change
from movement.link import Library
from movement.record import Record
from movement.render.drawing import Studio
from movement.render.feed_names import PROVINCE, SECTOR, TOPIC, terms_of
from movement.render.feeds.memory import Texts
from movement.render.layout import escape
from movement.render.media import media_type, size_of_picture
from movement.render.plumbing import wanted_files
from movement.render.templates import rendered
from movement.render.texts import prose
from movement.render.texts.clauses import LINK
from movement.render.texts.pictures import size_as_published
from movement.render.texts.prose import Outline, Prose
from movement.schema.base import State
from movement.schema.commendation import Recipient, ShownAs, Validity

CALLED = ("anh", "chị", "ông", "bà", "cô", "chú", "bác", "cụ", "em", "cháu", "đồng chí")
NAMELESS = "[tên có trên trang]"
"""Stands in feeds where a page names a person: what was sent to subscribers cannot be taken back when the name is withdrawn."""
FILE = re.compile(rf'<(?P<tag>img|a)\b(?P<other>[^>]*?) (?P<name>src|href)="{ROOT}(?P<file>files/[^"]+)"')


@dataclass(frozen=True, slots=True)
class Category:
    """What an item is about; `scheme` is the page of all such terms."""

    scheme: str
    term: str
    label: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that comes with an item; `length` in bytes."""

    address: str
    type: str
    length: int
    title: str


@dataclass(frozen=True, slots=True)
class Item:
    """All that any format says; plain text but for `content`, which is HTML with absolute links."""

    id: str
    address: str
    title: str
    summary: str
    content: str
    published: date
    updated: date
    categories: tuple[Category, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    image: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item to be: a digest of all it will say, and how to make it, which is done only when a feed is written anew."""

    key: str
    digest: str
    published: date
    updated: date
    make: Callable[[], Item]
    ended: date | None = None
    """The day on which its record was withdrawn, or its decision cancelled."""


def published(record: Record) -> date | None:
    """The day by which feeds order a record; None for one of which no day is known."""
    day: date | None = record.data.published or record.data.updated
    return day


def notice(record: Record) -> str:
    """What has become of a record, "" while it stands."""
    if record.data.state is State.WITHDRAWN:
        return "Đã rút"
    validity = getattr(record.data, "validity", Validity.IN_FORCE)
    return {Validity.CANCELLED: "Đã hủy bỏ", Validity.HIDDEN: "Tạm ẩn"}.get(validity, "")


def names_of_people(library: Library) -> re.Pattern[str] | None:
    """The names and initials of people that pages show, as texts may write them; None when there are none."""
    named = {
        way
        for record in library.records.values()
        for recipient in getattr(record.data, "recipients", ())
        if recipient.shown_as in (ShownAs.FULL, ShownAs.INITIALS)
        for way in _written(recipient)
    }
    if not named:
        return None
    ways = (f"{letter}(?<!\\w{letter}){_any_of(rests)}" for letter, rests in _by_first_letter(map(escape, named)))
    return re.compile(rf"(?:{'|'.join(ways)})(?!\w)")


def _written(recipient: Recipient) -> Iterator[str]:
    """A name, a full one also in capitals, and by the given name after what one calls people: “chị Ánh”."""
    name = recipient.display_name
    yield name
    family, _, given = name.rpartition(" ")
    if recipient.shown_as is ShownAs.FULL and family:
        yield name.upper()
        yield from (f"{way} {given}" for word in CALLED for way in (word, word.capitalize()))


def _any_of(words: Iterable[str]) -> str:
    """A pattern of any of some words, letter by letter: to try each name at every place would take longer than all the rest."""
    words = set(words)
    ways = [letter + _any_of(rests) for letter, rests in _by_first_letter(words)]
    return f"(?:{'|'.join(ways)}){'?' if '' in words else ''}" if ways else ""


def _by_first_letter(words: Iterable[str]) -> list[tuple[str, list[str]]]:
    """For each first letter, as a pattern, what follows it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(filter(None, words)):
        found[re.escape(word[0])].append(word[1:])
    return list(found.items())


class Editor:
    """Makes the items of one build; their texts are kept when the pages are drawn, and read when the feeds are written."""

    def __init__(self, studio: Studio, texts: Texts, prose_of: Callable[[Record], Prose], shown_of: Callable[[Record], Outline]) -> None:
        self.studio = studio
        self._texts = texts
        self._digests: dict[str, str] = {}
        self._prose_of = prose_of
        self._shown_of = shown_of
        self._names = names_of_people(studio.library)
        self._version = studio.shows(studio.version, self._names and self._names.pattern)

    def entry(self, record: Record) -> Entry | None:
        """The entry of a record, None for one of which no day is known."""
        day = published(record)
        if day is None:
            return None
        digest = self._digests[record.key] = self.digest(record)
        end = record.data.withdrawn or getattr(record.data, "cancelled", None)
        return Entry(record.key, digest, day, last_change(record) or day, lambda: self.item(record, day), end.on if end else None)

    def keep(self, record: Record) -> None:
        """Keep the text of a record that has an entry, while its body is at hand."""
        if record.key in self._digests:
            self._texts.keep(record.key, self._digests[record.key], lambda: self.content(record))

    def digest(self, record: Record) -> str:
        """Changes when anything changes that the record's item says."""
        files = dict.fromkeys((*wanted_files(record), *self._shown_of(record).files))
        cards = [self.studio.card(key).digest for key in (record.key, *self._successor(record))]
        return self.studio.shows(self._version, record.stamp, *cards, *map(self.studio.file_digest, files))

    def _successor(self, record: Record) -> Iterable[str]:
        """The record that a withdrawn one names as its successor."""
        key = record.data.withdrawn.replaced_by if record.data.withdrawn else None
        return (key,) if key in self.studio.library.records else ()

    def content(self, record: Record) -> str:
        """The record's text as HTML that can be read anywhere."""
        body = "" if notice(record) else _portable(self._prose_of(record).html)
        card = self.studio.card(record.key)
        values = {
            "record": record,
            "data": record.data,
            "card": card,
            "body": rendered(body),
            "notice": notice(record),
        }
        drawn = self.studio.template("partials/feed-item.html", **values).strip()
        drawn = FILE.sub(self._file, drawn) if f'"{ROOT}files/' in drawn else drawn
        # A feed is read far from the page: its own anchors need the page's address.
        drawn = drawn.replace('href="#', f'href="{escape(self._address(record))}#')
        return self.nameless(drawn.replace(ROOT, escape(self.studio.where.site_url)))

    def item(self, record: Record, day: date) -> Item:
        """The item of a record published on `day`, whose text has been kept."""
        data, what = record.data, notice(record)
        summary = data.withdrawn.reason if data.withdrawn and what else data.summary or data.title
        image = getattr(data, "image", None)
        return Item(
            id=tag_of(self.studio, record.collection, record.id),
            address=self._address(record),
            title=self._plain(f"[{what}] {data.title}" if what else data.title),
            summary=self._plain(f"{what}: {summary}" if what else summary),
            content=self._texts[record.key],
            published=day,
            updated=last_change(record) or day,
            categories=tuple(self._categories(record)),
            enclosures=() if what else tuple(self._enclosures(record)),
            image=self._file_address(image) if image and not what else "",
        )

    def _address(self, record: Record) -> str:
        return self.studio.where.absolute(record.path)

    def _file_address(self, name: str) -> str:
        return self.studio.where.site_url + quote(name)

    def nameless(self, markup: str) -> str:
        """HTML in which nobody is named."""
        return self._names.sub(NAMELESS, markup) if self._names else markup

    def _plain(self, text: str) -> str:
        return html.unescape(self.nameless(escape(text))) if self._names else text

    def _categories(self, record: Record) -> Iterable[Category]:
        where, vocabularies = self.studio.where, self.studio.library.vocabularies
        yield Category(where.absolute(""), record.kind.path, record.kind.title)
        for kind, term in terms_of(self.studio.library, record):
            entry = vocabularies[{SECTOR: "sectors", TOPIC: "topics", PROVINCE: "units"}[kind]].get(term)
            if entry:
                yield Category(where.absolute(f"{kind}/"), term, entry.name)

    def _enclosures(self, record: Record) -> Iterable[Enclosure]:
        titles = {attachment.path: attachment.title for attachment in getattr(record.data, "attachments", ())}
        for name in dict.fromkeys(wanted_files(record)):
            path, title = self.studio.data / name, titles.get(name) or posixpath.basename(name)
            if path.is_file():
                yield Enclosure(self._file_address(name), media_type(name), size_as_published(path), self._plain(title))

    def _file(self, match: re.Match[str]) -> str:
        name = html.unescape(match["file"])
        size = size_of_picture(self.studio.data / name) if match["tag"] == "img" else None
        measures = f' width="{size[0]}" height="{size[1]}"' if size else ""
        return f'<{match["tag"]}{match["other"]}{measures} {match["name"]}="{ROOT}{quote(name)}"'


def _portable(body: str) -> str:
    """A body without what only our own pages know what to do with."""
    return LINK.sub("", body).replace(prose.TABLE_BOX, "<table>").replace("</table></div>", "</table>").replace(' loading="lazy"', "")


def tag_of(studio: Studio, collection: str, name: str) -> str:
    """An id that stays when title, path or host change. Source: RFC 4151."""
    return f"tag:{authority(studio)},2026:{collection}/{name}"


def authority(studio: Studio) -> str:
    """The domain that names of our making belong to; set in the data, it outlives a move to another host."""
    return studio.library.site.feed_authority or studio.where.site_url.split("://")[-1].split("/")[0].split(":")[0]
