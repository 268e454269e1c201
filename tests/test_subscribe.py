"""The page of everything one can subscribe to, the ways to it, and broadcasts on the pages of records."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import feedparser
import numpy as np
import zxingcpp
from lxml import etree
from playwright.sync_api import expect

from browsing import PHONE, chromium, served, visit
from project import Project
from site_reader import Site

HOME = "https://example.org/"


def feeds(site: Site) -> set[str]:
    """Every feed that is no archive: `feeds/tat-ca`."""
    return {path.relative_to(site.folder).with_suffix("").as_posix() for path in (site.folder / "feeds").glob("*.xml")}


def test_it_leads_to_every_feed_and_calendar(starter: Site) -> None:
    linked = set(starter["dang-ky/"].links("//article//a"))
    assert {f"{feed}.{form}" for feed in feeds(starter) for form in ("xml", "atom", "json")} <= linked
    assert {f"lich/{path.name}" for path in (starter.folder / "lich").glob("*.ics")} <= linked
    assert "feeds.opml" in linked


def test_each_says_what_it_carries_and_can_be_copied(base: Site) -> None:
    page = base["dang-ky/"].tree
    (source,) = page.xpath("//li[@id='nguon-chay-no']")
    assert source.xpath("string(h3)") == "Phòng cháy"
    assert "2 mục, mới nhất ngày 1/10/2025" in source.xpath("string(p)")
    assert source.xpath(".//button/@data-copy-text") == [f"{HOME}feeds/chay-no.xml"]
    (calendar,) = page.xpath("//li[@id='lich-tat-ca']")
    assert "webcal://example.org/lich/tat-ca.ics" in calendar.xpath(".//a/@href")


def test_its_weight_is_bounded(starter: Site) -> None:
    content = (starter.folder / "dang-ky/index.html").read_bytes()
    assert b"data:image" not in content, "codes are files of their own"
    assert len(gzip.compress(content, 9)) < 20_000


def read_code(picture: Path) -> str:
    """What a telephone reads of a code in an SVG whose path draws black boxes: `M4 4h7v1h-7Z`."""
    root = etree.fromstring(picture.read_bytes())
    pixels = np.full((int(root.get("height", "0")), int(root.get("width", "0"))), 255, np.uint8)
    (path,) = root.iter("{http://www.w3.org/2000/svg}path")
    for box in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)h-\d+Z", path.get("d", "")):
        x, y, width, height = map(int, box)
        pixels[y : y + height, x : x + width] = 0
    (code,) = zxingcpp.read_barcodes(np.kron(pixels, np.ones((4, 4), np.uint8)))
    return code.text


def test_a_code_opens_its_place_on_the_page(base: Site) -> None:
    page = base["dang-ky/"]
    for anchor in ("nguon-tat-ca", "lich-tat-ca"):
        assert read_code(base.folder / f"dang-ky/ma/{anchor}.svg") == f"{HOME}dang-ky/#{anchor}"
        assert anchor in page.anchors


def test_the_list_for_reading_apps_has_every_feed(starter: Site) -> None:
    root = etree.fromstring((starter.folder / "feeds.opml").read_bytes())
    assert root.get("version") == "2.0" and root.findtext("head/title")
    found = [outline.get("xmlUrl", "") for outline in root.iter("outline") if outline.get("type") == "rss"]
    assert len(found) == len(set(found))
    assert {address.removeprefix(HOME).removesuffix(".xml") for address in found} == feeds(starter)


def test_every_page_announces_the_feeds_of_its_own(base: Site) -> None:
    def announced(path: str) -> set[str]:
        links = base[path].links("//link[@rel='alternate' and (@type='application/rss+xml' or @type='application/atom+xml')]")
        return {link.removeprefix("feeds/").rpartition(".")[0] for link in links}

    assert announced("gioi-thieu/") == {"tat-ca"}
    assert announced("tin-tuc/2025/2025-10-01-ra-mat/") == {"tat-ca", "tin-tuc", "chay-no", "an-lac"}
    assert announced("chu-de/chay-no/") == {"tat-ca", "chay-no"}
    assert announced("dia-ban/an-lac/") == {"tat-ca", "an-lac"}
    assert announced("dia-ban/an-cu/") == {"tat-ca"}, "no feed of a province of the past"
    for page in base.pages.values():
        for link in page.links("//link[@rel='alternate']"):
            assert (base.folder / link).is_file(), f"{page.path}: {link}"


def test_lists_lead_to_their_feed(base: Site) -> None:
    for path, name in (("tin-tuc/", "tin-tuc"), ("chu-de/chay-no/", "chay-no"), ("dia-ban/an-lac/", "an-lac")):
        assert f"dang-ky/#nguon-{name}" in base[path].links("//article//a")


def test_a_broadcast_stands_on_the_page_and_in_a_file(base: Site) -> None:
    page = base["tin-tuc/2025/2025-10-01-ra-mat/"]
    (box,) = page.tree.xpath("//*[@id='loi-doc']")
    assert [line.text for line in box] == ["Kính thưa bà con.", "Tối nay thôn họp lúc mười chín giờ."]
    assert "Đọc khoảng 10 giây" in page.text
    text = (base.folder / "tin-tuc/2025/2025-10-01-ra-mat/ban-tin-loa.txt").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf"), "or some programs read Vietnamese in the wrong letters"
    assert text.decode("utf-8-sig") == "Kính thưa bà con.\n\nTối nay thôn họp lúc mười chín giờ.\n"


def test_broadcasts_have_a_feed(base_project: Project) -> None:
    entries = feedparser.parse((base_project.site / "feeds/ban-tin-loa.atom").read_bytes()).entries
    entry = next(entry for entry in entries if "2025-10-01-ra-mat" in entry.link)
    assert entry.link.endswith("#ban-tin-loa") and entry.id.endswith("broadcasts/news-2025-10-01-ra-mat")
    assert entry.summary.startswith("Đọc khoảng 10 giây.") and "mười chín giờ" in entry.content[0].value
    (file,) = entry.enclosures
    assert file.type == "text/plain" and file.href.endswith("/ban-tin-loa.txt")


def test_a_visitor_copies_an_address_and_comes_from_a_feed(base: Site) -> None:
    with (
        served(base.folder) as home,
        chromium() as browser,
        visit(browser, home, viewport=PHONE, permissions=["clipboard-read", "clipboard-write"]) as seen,
    ):
        page = seen.go("dang-ky/#nguon-chay-no")
        page.locator("#nguon-chay-no button").click()
        page.locator("#nguon-chay-no [role=status]", has_text="Đã chép").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == f"{HOME}feeds/chay-no.xml"
        page.locator("#nguon-chay-no summary").click()
        # Not by wait_for_function, which evaluates text: the page's policy forbids that.
        expect(page.locator("#nguon-chay-no img")).not_to_have_js_property("naturalWidth", 0)
        page = seen.go("tin-tuc/2025/2025-10-01-ra-mat/")
        page.get_by_role("button", name="Chép bản tin").click()
        page.locator("[role=status]", has_text="Đã chép").first.wait_for()
        assert (
            re.sub(r"\s+", " ", page.evaluate("navigator.clipboard.readText()")) == "Kính thưa bà con. Tối nay thôn họp lúc mười chín giờ."
        )
        assert seen.faults == []
        # Opened by itself: the style sheet and the link work in plain XML.
        page = seen.go("feeds/chay-no.xml")
        link = page.locator("a")
        assert link.is_visible() and link.get_attribute("href") == f"{HOME}dang-ky/#nguon-chay-no"
        assert page.evaluate("getComputedStyle(document.querySelector('channel > docs')).display") == "none"
