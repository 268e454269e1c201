"""Broadcasts: the text of a record for the loudspeakers of communes, in spoken words; its file to copy, and its place in a feed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from movement.load import digest_of
from movement.publish import Output
from movement.record import Record
from movement.render.drawing import Studio
from movement.render.feed_names import BROADCASTS
from movement.render.feeds.feeds import Feed
from movement.render.feeds.item import Editor, Enclosure, Entry, Item, notice, tag_of
from movement.render.layout import escape
from movement.render.texts.prose import Prose, plain
from movement.schema import Site
from movement.schema.base import GENERATED
from movement.schema.material import Kind, Material
from movement.speech.check import LONGEST, spoken_of
from movement.speech.reading import SYLLABLES_A_MINUTE, read_aloud

ANCHOR = "ban-tin-loa"
FILE = f"{ANCHOR}.txt"
BLOCK = re.compile(r"<(p|li|h[2-6])\b[^>]*>(.*?)(?=</\1>|<(?:p|li|ul|ol)\b)", re.DOTALL)
Prosaist = Callable[[Record], Prose]


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A text to be read out: its paragraphs, how long it takes, and where its file is."""

    lines: tuple[str, ...]
    seconds: int
    file: str

    @property
    def time(self) -> str:
        """The time it takes in words, to ten seconds: “khoảng 1 phút 20 giây”."""
        minutes, seconds = divmod(max(10, round(self.seconds / 10) * 10), 60)
        return "khoảng " + " ".join([*([f"{minutes} phút"] if minutes else []), *([f"{seconds} giây"] if seconds else [])])

    @property
    def long(self) -> bool:
        """Whether it is longer than people listen."""
        return self.seconds > LONGEST

    @property
    def text(self) -> bytes:
        """The file, with the mark by which every program knows that it is UTF-8."""
        return ("\n\n".join(self.lines) + "\n").encode("utf-8-sig")


def has_broadcast(record: Record) -> bool:
    """Whether a record is to be read out."""
    data = record.data
    spoken = getattr(data, "broadcast", None) or (isinstance(data, Material) and data.kind is Kind.BROADCAST)
    return bool(spoken) and not notice(record)


def broadcast(site: Site, record: Record, prose_of: Prosaist) -> Broadcast | None:
    """The broadcast of a record, None where there is none."""
    if not has_broadcast(record):
        return None
    written = record.data.broadcast
    if written and written != GENERATED:
        lines = [line for line in written.splitlines() if line.strip()]
    elif isinstance(record.data, Material) and record.data.kind is Kind.BROADCAST:
        lines = _paragraphs(prose_of(record))
    else:
        lines = _as_long_as_people_listen(record, _paragraphs(prose_of(record)))
    spoken = spoken_of(site, "\n".join(lines))
    return Broadcast(tuple(spoken.text.split("\n")), spoken.seconds, f"{record.path}{FILE}")


def _paragraphs(prose: Prose) -> list[str]:
    found = (plain(match[2]).rstrip(":;,") for match in BLOCK.finditer(prose.html))
    return [text if text.endswith((".", "!", "?", "…")) else f"{text}." for text in found if text]


def _as_long_as_people_listen(record: Record, paragraphs: list[str]) -> list[str]:
    """The title, the summary, and as much of the body, by whole paragraphs, as can be read in time."""
    lines = [f"{record.data.title.rstrip('.')}.", *([record.data.summary] if record.data.summary else [])]
    room = LONGEST * SYLLABLES_A_MINUTE / 60 - _syllables(" ".join(lines))
    for paragraph in paragraphs:
        room -= _syllables(paragraph)
        if room < 0:
            break
        lines.append(paragraph)
    return lines


def _syllables(text: str) -> int:
    return len(re.findall(r"\w+", read_aloud(text).text))


def outputs(studio: Studio, prose_of: Prosaist) -> Iterator[Output]:
    """The file of every broadcast."""
    for record in studio.library.records.values():
        if has_broadcast(record):
            shows = studio.shows(studio.version, record.stamp)
            yield Output(f"{record.path}{FILE}", shows, _maker(studio, record, prose_of))


def _maker(studio: Studio, record: Record, prose_of: Prosaist) -> Callable[[], bytes]:
    def make() -> bytes:
        made = broadcast(studio.library.site, record, prose_of)
        assert made is not None
        return made.text

    return make


def feed(studio: Studio, editor: Editor, prose_of: Prosaist) -> Feed:
    """The feed of all broadcasts, newest first."""
    found = Feed(BROADCASTS, "Bản tin loa", "Bản tin bằng chữ để đọc trên loa truyền thanh, mỗi bản một đến hai phút.", "tai-lieu/")
    for record in studio.library.records.values():
        entry = editor.entry(record) if has_broadcast(record) else None
        if entry:
            found.entries.append(_entry(studio, editor, record, entry, prose_of))
    found.entries.sort(key=lambda entry: (entry.published, entry.key), reverse=True)
    return found


def _entry(studio: Studio, editor: Editor, record: Record, of_record: Entry, prose_of: Prosaist) -> Entry:
    def make() -> Item:
        made = broadcast(studio.library.site, record, prose_of)
        assert made is not None
        item = of_record.make()
        address = f"{studio.where.site_url}{made.file}"
        return Item(
            id=tag_of(studio, "broadcasts", f"{record.collection}-{record.id}"),
            address=f"{item.address}#{ANCHOR}",
            title=item.title,
            summary=f"Đọc {made.time}. {item.summary}",
            content=editor.nameless("".join(f"<p>{escape(line)}</p>" for line in made.lines)),
            published=item.published,
            updated=item.updated,
            categories=item.categories,
            enclosures=(Enclosure(address, "text/plain", len(made.text), f"{item.title}.txt"),),
        )

    return Entry(f"broadcasts/{of_record.key}", digest_of(of_record.digest.encode()), of_record.published, of_record.updated, make)
