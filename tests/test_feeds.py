"""Feeds: what a reader's app and a strict XML parser find in them."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from data_sets import overlay, write_base
from movement.schema import COLLECTIONS
from project import Project, new_project
from site_reader import Site

NAMES = ("tat-ca", *(collection.path for collection in COLLECTIONS.values()))
FILES = [f"{name}.{suffix}" for name in NAMES for suffix in ("xml", "atom")]


def read(project: Project, file: str) -> feedparser.FeedParserDict:
    """A feed as feedparser sees it, which must have no complaint."""
    feed = feedparser.parse((project.site / "feeds" / file).read_bytes())
    assert not feed.bozo, f"{file}: {feed.get('bozo_exception')}"
    return feed


def ids(project: Project, file: str = "tat-ca.xml") -> dict[str, str]:
    """The items of a feed: where each leads, and its id."""
    return {entry.link: entry.id for entry in read(project, file).entries}


@pytest.fixture(scope="module", params=["starter", "base"])
def project(request: pytest.FixtureRequest) -> Project:
    if request.param == "base":
        return request.getfixturevalue("base_project")  # type: ignore[no-any-return]  # a fixture
    return request.getfixturevalue("starter_build")[0]  # type: ignore[no-any-return]  # a fixture


@pytest.mark.parametrize("file", FILES)
def test_every_feed_is_read_by_both_parsers(project: Project, file: str) -> None:
    root = etree.fromstring((project.site / "feeds" / file).read_bytes(), etree.XMLParser(recover=False, resolve_entities=False))
    assert root.tag == ("rss" if file.endswith("xml") else "{http://www.w3.org/2005/Atom}feed")
    feed = read(project, file)
    assert feed.feed.title and feed.feed.language == "vi" if file.endswith("xml") else feed.feed.title
    assert feed.version == ("rss20" if file.endswith("xml") else "atom10")
    links = {(link.rel, link.href) for link in feed.feed.links}
    assert ("self", f"https://example.org/feeds/{file}") in links
    assert any(rel == "alternate" and href.startswith("https://example.org/") for rel, href in links)
    if file.endswith("xml"):
        (channel,) = root.findall("channel/link")
        assert (channel.text or "").startswith("https://example.org/") and "/feeds/" not in (channel.text or "")


@pytest.mark.parametrize("file", FILES)
def test_every_item_is_whole(project: Project, file: str) -> None:
    for entry in read(project, file).entries:
        assert re.fullmatch(r"tag:[a-z0-9.-]+,\d{4}:[a-z]+/[a-z0-9-]+", entry.id), entry.id
        assert entry.link.startswith("https://example.org/")
        assert (project.site / entry.link.removeprefix("https://example.org/") / "index.html").is_file()
        assert entry.title and entry.published_parsed
        assert entry.get("content") and len(entry.content[0].value) > 10, entry.link
        assert not entry.get("guidislink") or file.endswith("atom")


@pytest.mark.parametrize("file", FILES)
def test_ids_are_unique_and_the_newest_comes_first(project: Project, file: str) -> None:
    entries = read(project, file).entries
    assert len({entry.id for entry in entries}) == len(entries)
    days = [entry.published_parsed for entry in entries]
    assert days == sorted(days, reverse=True)
    assert len(entries) <= 50


def test_both_formats_hold_the_same(project: Project) -> None:
    for name in NAMES:
        rss, atom = (read(project, f"{name}.{suffix}").entries for suffix in ("xml", "atom"))
        assert [(entry.id, entry.link, entry.title) for entry in rss] == [(entry.id, entry.link, entry.title) for entry in atom]


def test_every_published_record_is_in_the_feed_of_its_collection(base_project: Project, base: Site) -> None:
    for collection in COLLECTIONS.values():
        ours = {key for key in base.records if key.startswith(f"{collection.name}/")}
        found = {entry.id.partition(":")[2].partition(":")[2] for entry in read(base_project, f"{collection.path}.xml").entries}
        assert found == ours


def test_links_in_the_text_are_absolute(project: Project) -> None:
    for file in FILES:
        for entry in read(project, file).entries:
            for address in re.findall(r'(?:href|src)="([^"]*)"', entry.content[0].value):
                assert address.startswith(("https://", "http://")), f"{file} {entry.link}: {address}"


def test_the_text_is_whole(base_project: Project) -> None:
    entries = {
        entry.link.removeprefix("https://example.org/"): entry.content[0].value for entry in read(base_project, "tat-ca.atom").entries
    }
    assert "Chỉ thị có hiệu lực từ ngày 1/9/2025" in entries["van-ban/07-ct-mau/"]
    assert 'href="https://example.org/mo-hinh/tieng-keng/#cach-lam"' in entries["van-ban/07-ct-mau/"]
    assert "https://example.vn/cong-bao" in entries["van-ban/07-ct-mau/"]
    assert "Có lực lượng trực đêm" in entries["tieu-chuan/an-toan/"]
    assert "Ấp Đông" in entries["khen-thuong/2025/bang-khen-nhieu-nguoi/"]


def test_no_person_is_named_in_full(base_project: Project) -> None:
    for file in (base_project.site / "feeds").iterdir():
        text = file.read_text("utf-8")
        assert "Nguyễn Văn Mẫu" not in text and "Đỗ Thị Ánh" not in text, file.name


def test_withdrawn_and_cancelled_are_said(base_project: Project) -> None:
    entries = {entry.link.rpartition("/example.org/")[2]: entry for entry in read(base_project, "tat-ca.xml").entries}
    withdrawn = entries["mo-hinh/mo-hinh-da-rut/"]
    assert withdrawn.title == "[Đã rút] Mô hình đã rút khỏi trang"
    assert "Nguồn tin đã đính chính" in withdrawn.content[0].value and "Nội dung trước khi rút" not in withdrawn.content[0].value
    cancelled = entries["khen-thuong/2024/giay-khen-bi-huy/"]
    assert cancelled.title.startswith("[Đã hủy bỏ]") and "Tổ tự quản số 9" not in cancelled.content[0].value


def test_the_last_build_date_is_that_of_the_data(base_project: Project) -> None:
    feed = read(base_project, "tat-ca.xml")
    # The withdrawal of 2/11/2025 is the newest thing that happened.
    assert datetime.date(*feed.feed.updated_parsed[:3]) == datetime.date(2025, 11, 2)
    assert datetime.date(*read(base_project, "tat-ca.atom").feed.updated_parsed[:3]) == datetime.date(2025, 11, 2)


def test_an_id_stays_when_title_and_host_change(tmp_path: Path, base_project: Project) -> None:
    data = write_base(tmp_path / "data")
    for file in sorted(data.rglob("*")):
        if file.suffix in (".md", ".yml") and file.parent.name != "vocabularies" and file.name != "site.yml":
            overlay(
                data,
                {file.relative_to(data).as_posix(): re.sub("^title: ", "title: Tên mới của ", file.read_text("utf-8"), flags=re.MULTILINE)},
            )
    renamed = new_project(tmp_path / "project", data)
    renamed.built(SITE_URL="https://moi.example/phong-trao/")
    before = {link.removeprefix("https://example.org/"): name for link, name in ids(base_project).items()}
    after = {link.removeprefix("https://moi.example/phong-trao/"): name for link, name in ids(renamed).items()}
    assert before == after
    assert all(name.startswith("tag:an-lac.example,") for name in after.values())


def test_the_page_of_all_feeds_lists_every_one(starter: Site) -> None:
    linked = set(starter["dang-ky/"].links("//article//a"))
    assert {f"feeds/{file}" for file in FILES} <= linked
