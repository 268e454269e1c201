"""The page of everything one can subscribe to, its codes to scan, and the list of all feeds that reading apps take in at once."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from movement.load import digest_of
from movement.publish import Output
from movement.render.drawing import Drawn, Page, Studio
from movement.render.feed_names import PROVINCE, SECTOR, TOPIC
from movement.render.feeds.calendars import Calendar, calendars
from movement.render.feeds.feeds import FOLDER, HELP, Feed, anchor
from movement.render.feeds.formats import FORMATS, RSS
from movement.render.share import qr
from movement.vietnamese import date_text, sort_key

PATH = HELP
TITLE = "Đăng ký nhận tin"
INTRO = (
    "Nhận mục mới và lịch công việc bằng ứng dụng có sẵn trên điện thoại, máy tính: không cần tài khoản, không để lại thông tin cá nhân."
)
OPML = "feeds.opml"
CALENDARS = "Lịch việc cần làm"
CALENDAR_INTRO = "Thời hạn trong văn bản và tiêu chuẩn, có nhắc trước."
MOST_CALENDARS = 60
"""How many calendars the page lists, the common ones first; each of the others is on the page of those it is for."""
GROUPS = {"": "Tất cả và từng loại", SECTOR: "Theo lĩnh vực", TOPIC: "Theo chủ đề", PROVINCE: "Theo tỉnh, thành phố"}


@dataclass(frozen=True, slots=True)
class Source:
    """Something to subscribe to, as the page shows it."""

    anchor: str
    title: str
    intro: str
    about: str
    """How much it holds, and how new."""
    address: str
    """The absolute address that is copied."""
    links: tuple[tuple[str, str], ...]
    """Label and site path of each of its files."""
    program: str = ""
    """The address that opens the program for it, "" where there is none that all devices know."""

    @property
    def code(self) -> str:
        """The path of the picture of its code."""
        return f"{PATH}ma/{self.anchor}.svg"


@dataclass(frozen=True, slots=True)
class Group:
    """Sources under one heading."""

    id: str
    title: str
    sources: tuple[Source, ...]


def pages(studio: Studio, feeds: Sequence[Feed]) -> Iterator[Page]:
    """The page that lists every feed."""
    groups = _groups(studio, feeds)

    def draw() -> Drawn:
        values = {"title": TITLE, "intro": INTRO, "groups": groups, "opml": OPML}
        return Drawn(TITLE, INTRO, studio.template("subscribe.html", **values), contents=True)

    yield Page(PATH, PATH, studio.shows(*groups), draw, searched=(TITLE, INTRO))


def outputs(studio: Studio, feeds: Sequence[Feed]) -> Iterator[Output]:
    """The codes of all that the page lists, and the feeds as OPML."""
    for group in _groups(studio, feeds):
        for source in group.sources:
            address = f"{studio.where.absolute(PATH)}#{source.anchor}"
            yield Output(source.code, studio.shows(studio.version, address), functools.partial(qr.drawing, address))
    yield _constant(OPML, _opml(studio, feeds))


def _constant(file: str, content: bytes) -> Output:
    return Output(file, digest_of(content), lambda: content)


def _groups(studio: Studio, feeds: Sequence[Feed]) -> list[Group]:
    of_feeds = [
        Group(kind or "tat-ca", title, tuple(_source(studio, feed) for feed in _of_kind(feeds, kind))) for kind, title in GROUPS.items()
    ]
    return [*of_feeds, Group("lich", CALENDARS, tuple(_calendar(studio, calendar) for calendar in calendars(studio)[:MOST_CALENDARS]))]


def _of_kind(feeds: Sequence[Feed], kind: str) -> list[Feed]:
    found = [feed for feed in feeds if feed.kind == kind]
    return sorted(found, key=lambda feed: sort_key(feed.title)) if kind == PROVINCE else found


def _source(studio: Studio, feed: Feed) -> Source:
    count = len(feed.entries)
    about = f"{count} mục, mới nhất ngày {date_text(feed.entries[0].published)}" if count else "Chưa có mục nào"
    links = tuple((label, f"{FOLDER}{feed.name}.{form}") for form, (label, _) in FORMATS.items())
    return Source(anchor(feed.name), feed.title, feed.intro, about, f"{studio.where.site_url}{FOLDER}{feed.name}.{RSS}", links)


def _calendar(studio: Studio, calendar: Calendar) -> Source:
    """A calendar; `webcal:` is what telephones and computers know calendars by."""
    address = f"{studio.where.site_url}{calendar.path}"
    program = f"webcal://{address.partition('://')[2]}" if "://" in address else ""
    about = "cập nhật khi trang có việc mới"
    return Source(f"lich-{calendar.name}", calendar.title, CALENDAR_INTRO, about, address, (("Tệp lịch (.ics)", calendar.path),), program)


def _opml(studio: Studio, feeds: Sequence[Feed]) -> bytes:
    """Every feed in one file. Source: OPML 2.0, http://opml.org/spec2.opml."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = f"{TITLE} – {studio.site_name}"
    etree.SubElement(head, "docs").text = "http://opml.org/spec2.opml"
    body = etree.SubElement(root, "body")
    for kind, title in GROUPS.items():
        ours = _of_kind(feeds, kind)
        group = etree.SubElement(body, "outline", text=title) if ours else body
        for feed in ours:
            address = f"{studio.where.site_url}{FOLDER}{feed.name}.{RSS}"
            about = {"text": feed.title, "title": feed.title, "description": feed.intro, "type": "rss", "version": "RSS2", "language": "vi"}
            etree.SubElement(group, "outline", {**about, "xmlUrl": address, "htmlUrl": studio.where.absolute(feed.path)})
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"
