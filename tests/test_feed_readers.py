"""Every feed through the eyes of programs that we did not write: feedparser, fastfeedparser, and newsboat as a person would run it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fastfeedparser
import feedparser
import pytest

from browsing import served
from project import ROOT, Project

Entry = tuple[str, str, str, str, tuple[tuple[str, str, int], ...]]
"""Id, address, title, days of publication and change, files that come with it."""


@pytest.fixture(scope="module", params=["starter", "base"])
def site(request: pytest.FixtureRequest) -> Path:
    if request.param == "base":
        return request.getfixturevalue("base_project").site  # type: ignore[no-any-return]  # a fixture
    return request.getfixturevalue("starter_build")[0].site  # type: ignore[no-any-return]  # a fixture


def feeds_of(site: Path) -> list[str]:
    """Every feed and archive, without its ending: `feeds/tat-ca`, `feeds/tat-ca/2025`."""
    found = [path.relative_to(site).with_suffix("").as_posix() for path in sorted((site / "feeds").rglob("*.json"))]
    assert len(found) > 10
    return found


def by_feedparser(content: bytes) -> list[Entry]:
    feed = feedparser.parse(content)
    assert not feed.bozo, feed.get("bozo_exception")
    return [
        (
            entry.id,
            entry.link,
            entry.title,
            f"{'-'.join(f'{n:02}' for n in entry.published_parsed[:3])} {'-'.join(f'{n:02}' for n in entry.updated_parsed[:3])}",
            tuple((file.href, file.type, int(file.length)) for file in entry.get("enclosures", ())),
        )
        for entry in feed.entries
    ]


def by_fastfeedparser(content: bytes) -> list[Entry]:
    def files(entry: Any) -> Iterator[tuple[str, str, int]]:
        for file in entry.get("enclosures") or [link for link in entry.links if link.get("rel") == "enclosure"]:
            # It drops the length of a link of Atom.
            yield file.get("url") or file["href"], file["type"], int(file.get("length", 0))

    # It refuses a feed without items.
    entries = fastfeedparser.parse(content.decode()).entries if b"<item>" in content or b"<entry>" in content or b'"id"' in content else []
    return [(e.id, e.link, e.title, f"{e.published[:10]} {e.updated[:10] if 'updated' in e else ''}", tuple(files(e))) for e in entries]


def by_the_book(content: bytes) -> list[Entry]:
    """JSON Feed by its own words."""
    return [
        (
            item["id"],
            item["url"],
            item["title"],
            f"{item['date_published'][:10]} {item['date_modified'][:10]}",
            tuple((file["url"], file["mime_type"], file["size_in_bytes"]) for file in item.get("attachments", ())),
        )
        for item in json.loads(content)["items"]
    ]


def test_every_reader_sees_the_same_items(site: Path) -> None:
    files = 0
    for name in feeds_of(site):
        rss, atom, jsn = ((site / f"{name}.{form}").read_bytes() for form in ("xml", "atom", "json"))
        wanted = by_the_book(jsn)
        assert by_feedparser(rss) == by_feedparser(atom) == wanted, name
        assert by_fastfeedparser(jsn) == wanted, name
        # It does not look for the day of a change in RSS.
        assert [(*entry[:3], entry[4]) for entry in by_fastfeedparser(rss)] == [(*entry[:3], entry[4]) for entry in wanted], name
        addresses = [(*entry[:4], [file[:2] for file in entry[4]]) for entry in wanted]
        assert [(*entry[:4], [file[:2] for file in entry[4]]) for entry in by_fastfeedparser(atom)] == addresses, name
        for _, _, _, _, enclosures in wanted:
            for address, _, length in enclosures:
                files += 1
                assert (site / address.removeprefix("https://example.org/")).stat().st_size == length
    assert files, "no feed of this data set brings a file"


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """Where a server shows the site."""
    with served(site) as home:
        yield home


def newsboat() -> str:
    """The program, installed where that may be done."""
    if not shutil.which("newsboat"):
        subprocess.run(["sh", ROOT / "scripts/ensure_system.sh", "newsboat"], check=False)  # our own script
    found = shutil.which("newsboat")
    if not found:
        pytest.skip("newsboat is not installed and may not be")
    return found


def reload(program: str, folder: Path, addresses: list[str]) -> sqlite3.Connection:
    """What newsboat remembers after it has fetched these feeds."""
    folder.mkdir()
    (folder / "urls").write_text("\n".join(addresses) + "\n")
    (folder / "config").write_text("reload-threads 2\n")
    command = [program, "-u", folder / "urls", "-c", folder / "cache.db", "-C", folder / "config", "-x", "reload"]
    done = subprocess.run(  # a program of the system
        command, env={"HOME": str(folder), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return sqlite3.connect(folder / "cache.db")


SOME = ("tat-ca", "tin-tuc", "ban-tin-loa")


@pytest.mark.parametrize("form", ["xml", "atom"])
def test_a_reader_program_reads_every_feed(form: str, site: Path, address: str, tmp_path: Path) -> None:
    program, names = newsboat(), feeds_of(site)
    every = reload(program, tmp_path / "every", [f"{address}{name}.{form}" for name in names])
    read = {url.removeprefix(address).rpartition(".")[0] for (url,) in every.execute("SELECT rssurl FROM rss_feed WHERE title != ''")}
    assert read == set(names)
    for name in SOME:
        memory = reload(program, tmp_path / name, [f"{address}feeds/{name}.{form}"])
        found = memory.execute("SELECT guid, url, title, date(pubDate, 'unixepoch') FROM rss_item").fetchall()
        wanted = [(key, url, title, days[:10]) for key, url, title, days, _ in by_the_book((site / f"feeds/{name}.json").read_bytes())]
        assert sorted(found) == sorted(wanted), name


def test_a_feed_that_did_not_change_is_not_touched(base_project: Project) -> None:
    """Not even when it was drawn anew, to the same bytes: hosts derive ETags from its time."""
    file = base_project.site / "feeds/tat-ca.xml"
    before = file.stat().st_mtime_ns
    base_project.forget()
    base_project.built()
    assert file.stat().st_mtime_ns == before
