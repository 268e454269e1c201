"""Feeds made in memory, by the same doors through which a build goes: records in, files out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import feedparser

from movement.addresses import Addresses
from movement.link import link
from movement.load import digest_of
from movement.record import Record
from movement.render import feed_names
from movement.render.drawing import Studio
from movement.render.feeds import broadcast, feeds
from movement.render.feeds.item import Editor
from movement.render.feeds.memory import Texts
from movement.render.share.share_cards import ShareCards
from movement.render.templates import environment
from movement.render.texts import prose
from movement.render.texts.prose import Prose
from movement.schema import COLLECTIONS, VOCABULARIES, Site
from movement.schema.site import Publisher
from project import ROOT

SITE_URL = "https://example.org/"
TERMS: Mapping[str, Iterable[dict[str, str]]] = {
    "sectors": [{"id": "school", "name": "Nhà trường"}, {"id": "tong-hop", "name": "Chung"}],
    # The second has the id of a sector, the third the name of the feed of news.
    "topics": [{"id": "lua-dao", "name": "Lừa đảo"}, {"id": "tong-hop", "name": "Nhiều việc"}, {"id": "tin-tuc", "name": "Tin, bài"}],
    "units": [
        {"id": "an-lac", "name": "An Lạc", "type": "tỉnh", "level": "province"},
        {"id": "an-cu", "name": "An Cư", "type": "tỉnh", "level": "province", "successor": "an-lac", "valid_to": "2025-06-30"},
    ],
}


def record(record_id: str = "tin", body: str = "Nội dung.", collection: str = "news", **fields: Any) -> Record:
    """A record of these fields; news of 4/3/2025 unless they say something else."""
    usual = {"title": "Một tin", "published": "2025-03-04", **({"kind": "notice"} if collection == "news" else {})}
    values = {name: value for name, value in {**usual, **fields}.items() if value is not None}
    kind = COLLECTIONS[collection]
    year = str(values.get("published", "2025"))[:4] if kind.by_year else ""
    file = f"data/{collection}/{f'{year}/' if year else ''}{record_id}{kind.suffix}"
    return Record(collection, record_id, year, file, digest_of(repr((values, body)).encode()), kind.schema(**values), body)


@dataclass(frozen=True, slots=True)
class Feeds:
    """Every file of the feeds of some records."""

    files: dict[str, bytes]

    def read(self, name: str = "tat-ca.xml") -> feedparser.FeedParserDict:
        """A feed as feedparser sees it, which must have no complaint; JSON Feed in the same words."""
        content = self.files[f"feeds/{name}"]
        if name.endswith(".json"):
            return _in_the_words_of_feedparser(json.loads(content))
        feed = feedparser.parse(content)
        assert not feed.bozo, f"{name}: {feed.get('bozo_exception')}"
        return feed

    def item(self, name: str = "tat-ca.xml") -> feedparser.FeedParserDict:
        """The only item of a feed."""
        (entry,) = self.read(name).entries
        return entry


def _in_the_words_of_feedparser(feed: dict[str, Any]) -> feedparser.FeedParserDict:
    words = {"id": "id", "link": "url", "title": "title", "summary": "summary", "published": "date_published", "updated": "date_modified"}
    entries = [feedparser.FeedParserDict({word: item[key] for word, key in words.items()}, content=[item]) for item in feed["items"]]
    return feedparser.FeedParserDict(feed=feed, entries=entries)


def feeds_of(*records: Record, data: Path = ROOT / "data", texts: Texts | None = None) -> Feeds:
    """The feeds of these records."""
    site = Site(publisher=Publisher(name="Trang mẫu"), feed_authority="an-lac.example")
    vocabularies = {name: {entry["id"]: schema(**entry) for entry in TERMS.get(name, ())} for name, schema in VOCABULARIES.items()}
    library = link(site, records, vocabularies)
    where = Addresses(SITE_URL)
    names = feed_names.feed_names(library)
    share = ShareCards(ROOT / "docs/assets/fonts", "Trang mẫu", SITE_URL)
    studio = Studio(library, where, environment(ROOT / "overrides", library, where, data), {}, "", "Trang mẫu", data, "1", share, names)

    def prose_of(record: Record) -> Prose:
        return prose.render(record.body, record.file, where)

    texts = texts or Texts()
    editor = Editor(studio, texts, prose_of, lambda record: prose_of(record).outline)
    every = [*feeds.feeds(studio, editor.entry), broadcast.feed(studio, editor, prose_of)]
    for one in library.records.values():
        editor.keep(one)
    files = {output.file: output.make() for output in feeds.outputs(studio, every)}
    texts.close()
    return Feeds(files)
