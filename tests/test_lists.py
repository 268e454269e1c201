"""Lists: whole, divided as their filters say, paged; and what leads to them."""

from __future__ import annotations

import datetime
import re
from urllib.parse import urljoin

import pytest
from lxml import etree

import generate_data
from movement.schema import COLLECTIONS
from movement.vietnamese import sort_key
from project import STARTER, Project, new_project
from site_reader import HOME, Site, below, pages_of, words

LONG = 360
"""Records of the site with lists of several pages."""
CARDS = "//ul[contains(concat(' ', @class, ' '), ' cards ')]"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
STATE_LISTS = ("van-ban/hieu-luc/", "mo-hinh/tinh-trang/", "mo-hinh/bang-chung/")
CARD_LINKS = f"{CARDS}//h3/a"


def test_the_sitemap_lists_every_page_for_readers_and_no_other(site: Site) -> None:
    root = etree.parse(site.folder / "sitemap.xml").getroot()
    listed = {loc.text.removeprefix("https://example.org/") for loc in root.iter(f"{SITEMAP}loc")}
    records = {page.path for page in site.records.values() if not page.noindex}
    assert records <= listed
    assert listed <= set(site.pages)
    assert not any(site[path].noindex for path in listed)
    for lastmod in root.iter(f"{SITEMAP}lastmod"):
        datetime.date.fromisoformat(lastmod.text or "")
    robots = (site.folder / "robots.txt").read_text("utf-8")
    assert "Sitemap: https://example.org/sitemap.xml" in robots


def test_every_record_is_on_the_list_of_its_collection(starter: Site) -> None:
    for collection in COLLECTIONS.values():
        listed = {
            link
            for path, page in starter.pages.items()
            if re.fullmatch(rf"{collection.path}/(?:trang/\d+/)?", path)
            for link in page.links(f"{CARDS}//h3/a")
        }
        assert listed == {page.path for key, page in starter.records.items() if key.startswith(f"{collection.name}/")}


def test_records_of_one_day_stand_in_the_order_of_the_alphabet(starter: Site) -> None:
    links = starter["mo-hinh/"].tree.xpath(CARD_LINKS)
    files = [STARTER / f"models/{link.get('href').rstrip('/').rpartition('/')[2]}.md" for link in links]
    days = [re.search(r"^published: (\S+)", file.read_text("utf-8"), re.MULTILINE)[1] for file in files]
    listed = [(day, words(link)) for day, link in zip(days, links, strict=True)]
    assert len(set(days)) < len(days)
    expected = sorted(listed, key=lambda pair: sort_key(pair[1]))
    expected.sort(key=lambda pair: pair[0], reverse=True)
    assert listed == expected


def test_filters_are_links_to_lists_of_that_length(site: Site) -> None:
    checked = 0
    for page in pages_of(site):
        for item in page.tree.xpath("//article//li[span[@class='count']]"):
            target, _, anchor = below(urljoin(HOME + page.path, item.xpath("a/@href")[0])).partition("#")
            count = words(item.xpath("span[@class='count']")[0])
            landing = site[target].tree
            if anchor:
                shown = landing.xpath("//h2[@id=$id]", id=anchor)
                assert words(shown[0]).endswith(f" {count}"), f"{page.path} → {target}#{anchor}"
                checked += 1
            elif line := landing.xpath("//p[@class='count-line']"):
                assert words(line[0]).partition(" ")[0] == count, f"{page.path} → {target}"
                checked += 1
    assert checked > 20


def test_every_term_and_today_s_province_has_a_landing_page(starter: Site) -> None:
    places = [path for path in starter.pages if re.fullmatch(r"dia-ban/[^/]+/", path)]
    now = starter["dia-ban/"].tree.xpath("//h2[text()='Hiện nay']/following::ul[1]/li")
    assert len(now) == 34 + 1, "the provinces, and the country as a whole"
    # Eleven of the 63 stayed as they were.
    assert len(places) >= 34 + 63 - 11
    assert {"linh-vuc/agency/", "linh-vuc/enterprise/", "linh-vuc/school/"} <= set(starter.pages)


def test_a_former_unit_says_where_it_belongs_now(base: Site) -> None:
    former = base["dia-ban/an-cu/"]
    assert "nay thuộc tỉnh An Lạc" in former.text
    assert "dia-ban/an-lac/" in former.links("//article//*[@role='note']//a")
    assert "dia-ban/an-cu/" in base["dia-ban/an-lac/"].links("//article//a")
    assert "tỉnh An Cư (nay thuộc tỉnh An Lạc)" in base["mo-hinh/tieng-keng/"].text
    assert "mo-hinh/tieng-keng/" in base["dia-ban/an-lac/"].links("//article//a"), "filters go by today's province"


def test_the_tasks_page_orders_by_day(base_project: Project, base: Site) -> None:
    page = base["viec-can-lam/"]
    # The newest day in the data, 2/10/2025, is "today".
    shown = [words(task) for task in page.tree.xpath("//li[@class='task']/h3")]
    assert shown == ["Gửi hồ sơ tự chấm", "Báo cáo kết quả hằng năm", "Báo cáo lần đầu", "Rà soát lực lượng bảo vệ"]
    text = page.text
    assert "Hạn 30/11 hằng năm" in text and "tới 30/11/2025" in text and "Tính đến ngày 2/10/2025" in text
    assert all(who in text for who in ("Nhà trường", "UBND tỉnh An Lạc", "to bao ve dem", "Công an tỉnh An Lạc"))
    assert "van-ban/07-ct-mau/#dieu-2" in page.links("//article//a")
    assert "Hạn 30/11 hằng năm" in base[""].text, "what is due next is on the home page"


def test_the_home_page_says_once_what_several_must_do(starter: Site) -> None:
    shown = [words(task) for task in starter[""].tree.xpath("//section[@aria-labelledby='sap-toi-han']//li/h3")]
    assert len(shown) == len(set(shown)) == 5


def test_lists_by_state_hold_every_record_once(starter: Site) -> None:
    for folder in STATE_LISTS:
        collection = folder.partition("/")[0]
        listed = [link for path, page in starter.pages.items() if path.startswith(folder) for link in page.links(CARD_LINKS)]
        records = {page.path for page in starter.records.values() if page.path.startswith(f"{collection}/") and not page.noindex}
        assert sorted(listed) == sorted(records), folder


def test_a_list_by_state_holds_records_of_that_state(base: Site, starter: Site) -> None:
    checked = 0
    for site in (base, starter):
        for path, page in site.pages.items():
            if path.startswith(STATE_LISTS) and path.count("/") == 3:
                said = words(page.tree.xpath("//*[@class='filters']//a[@aria-current='page']")[0])
                for card in page.tree.xpath("//li[@class='card']"):
                    assert said in [words(chip) for chip in card.xpath(".//*[contains(@class, 'chip--')]")], path
                    checked += 1
    assert checked > 50


def test_every_state_is_one_tap_from_its_list(starter: Site) -> None:
    for folder in STATE_LISTS:
        reached = set(starter[f"{folder.partition('/')[0]}/"].links("//*[@class='filters']//a"))
        pages = {path for path in starter.pages if path.startswith(folder) and "/trang/" not in path}
        assert pages, folder
        assert pages <= reached, folder


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with lists of several pages."""
    folder = tmp_path_factory.mktemp("long")
    generate_data.generate(LONG, folder / "data")
    return Site.read(new_project(folder / "project", folder / "data").built())


def test_lists_are_paged_at_fifty(long_site: Site) -> None:
    first, second, third = (long_site[path] for path in ("tin-tuc/", "tin-tuc/trang/2/", "tin-tuc/trang/3/"))
    sizes = [len(page.tree.xpath(f"{CARDS}/li")) for page in (first, second, third)]
    assert sizes[:2] == [50, 50] and sum(sizes) == generate_data.sizes(LONG)["news"]
    assert first.links("//a[@rel='next']") == ["tin-tuc/trang/2/"]
    assert first.links("//a[@rel='prev']") == []
    assert second.links("//a[@rel='prev']") == ["tin-tuc/"]
    assert words(second.tree.xpath("//article//nav//span[@aria-current='page']")[0]) == "Trang 2"
    dates = [
        re.findall(r"(\d+)/(\d+)/(\d{4})", words(card))[0]
        for page in (first, second, third)
        for card in page.tree.xpath("//p[@class='card__meta']")
    ]
    assert dates == sorted(dates, key=lambda day: tuple(int(part) for part in reversed(day)), reverse=True), "newest first"


def test_a_large_site_is_whole_too(long_site: Site) -> None:
    assert list(long_site.broken()) == []
    assert len(long_site.records) == LONG


def test_no_page_grows_with_the_number_of_records(long_site: Site) -> None:
    for page in long_site.records.values():
        assert len(page.links()) < 200, page.path
