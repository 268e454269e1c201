"""The site in a browser: a visitor's walk, the keyboard, accessibility, and no word to any other host."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from browsing import DESKTOP, PHONE, Visit, served, visit
from project import Project
from site_reader import Site

AXE = Path(__file__).resolve().parent / "vendor" / "axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]}
SIZES = {"phone": PHONE, "desktop": DESKTOP}
NARROW = {"width": 320, "height": 700}
PROFILES: dict[str, dict[str, Any]] = {
    "phone": {"viewport": NARROW},
    "desktop": {"viewport": DESKTOP},
    "dark": {"viewport": NARROW, "color_scheme": "dark"},
    "large text, forced colours": {"viewport": {"width": 640, "height": 900}, "forced_colors": "active", "reduced_motion": "reduce"},
}
# One page of each template, and the record of each that has the most on it.
TEMPLATES = {
    "home": "",
    "list": "mo-hinh/",
    "list-of-a-year": "van-ban/nam/2025/",
    "list-of-a-state": "mo-hinh/tinh-trang/dang-hoat-dong/",
    "axis": "dia-ban/",
    "figures": "con-so/",
    "open-data": "du-lieu/",
    "landing": "dia-ban/an-lac/",
    "landing-of-a-former-unit": "dia-ban/an-cu/",
    "honor-roll": "bang-vang/",
    "honor-roll-as-table": "bang-vang/bang/",
    "honor-roll-by-name": "bang-vang/ten/",
    "tasks": "viec-can-lam/",
    "tasks-of-an-addressee": "viec-can-lam/nha-truong/",
    "other-addressees": "viec-can-lam/noi-khac/",
    "feeds": "dang-ky/",
    "search": "tim-kiem/",
    "search-results": "tim-kiem/?q=tieng%20keng",
    "hand-written": "gioi-thieu/",
    "not-found": "khong-co-trang-nay",
    "directive": "van-ban/07-ct-mau/",
    "model": "mo-hinh/tieng-keng/",
    "withdrawn": "mo-hinh/mo-hinh-da-rut/",
    "exemplar": "dien-hinh/truong-an-phu/",
    "commendation": "khen-thuong/2025/bang-khen-nhieu-nguoi/",
    "cancelled": "khen-thuong/2024/giay-khen-bi-huy/",
    "news": "tin-tuc/2025/2025-10-01-ra-mat/",
    "material": "tai-lieu/to-roi/",
    "standard": "tieu-chuan/an-toan/",
}
# Pages that differ from another one above in their data only.
OTHER_DATA_OF_ONE_TEMPLATE = {"list-of-a-year", "list-of-a-state", "landing-of-a-former-unit", "withdrawn", "cancelled"}


@pytest.fixture(scope="module")
def starter_home(starter_build: tuple[Project, str]) -> Iterator[str]:
    """The address of the real site."""
    with served(starter_build[0].site) as address:
        yield address


def barriers(tab: Visit) -> list[tuple[str, list[str]]]:
    """What axe finds on the page: the rule, and where it is broken."""
    # Evaluated, not added as an element: the pages' own policy lets no foreign script in.
    tab.page.evaluate(AXE.read_text("utf-8"))
    found = tab.page.evaluate(f"axe.run(document, {json.dumps(RULES)})")["violations"]
    return [(fault["id"], [node["html"][:120] for node in fault["nodes"]][:3]) for fault in found]


def test_search_finds_the_pages_of_the_site_too(starter_home: str, starter: Site, browser: Browser) -> None:
    """What people type who do not look for a record: the page of that name is the first result."""
    wanted = {
        "bao tin": "bao-tin/",
        "113": "bao-tin/",
        "viec can lam": "viec-can-lam/",
        "viec can lam nha truong": "viec-can-lam/nha-truong/",
        "quyen rieng tu": "quyen-rieng-tu/",
        "xoa thong tin": "go-bo/",
        "bang vang": "bang-vang/",
        "thanh hoa": "dia-ban/thanh-hoa/",
        "tinh quang tri": "dia-ban/quang-tri/",
        "dang ky": "dang-ky/",
        "tieng keng an ninh": "mo-hinh/tieng-keng-an-ninh/",
    }
    found = {}
    with visit(browser, starter_home, viewport=PHONE) as tab:
        for question in wanted:
            tab.go(f"tim-kiem/?q={quote(question)}")
            tab.page.wait_for_selector("[data-search-results][data-search-state=done]", state="attached")
            (first, *_) = tab.page.eval_on_selector_all(".tk-title", "links => links.map(link => link.href)")
            found[question] = first.removeprefix(starter_home).partition("#")[0]
    assert found == wanted
    shards = (starter.folder / "tim-kiem/du-lieu/trang").glob("*.js")
    listed = [row[1] for shard in shards for row in json.loads(shard.read_text("utf-8").partition(",")[2].removesuffix(");\n"))]
    assert set(listed) <= set(starter.pages) and "tim-kiem/" not in listed
    assert len(listed) == len(set(listed)) > len(starter.records) + 100


@pytest.mark.parametrize("size", SIZES)
def test_a_visitor_walks_through_the_site(size: str, starter_home: str, starter: Site, browser: Browser) -> None:
    """Home → model → directive → backlink → honor roll → search for "tieng keng"."""
    model = next(
        page
        for key, page in starter.records.items()
        if key.startswith("models/") and any(link.startswith("van-ban/") for link in page.links("//dl//a"))
    )
    directive = next(link for link in model.links("//dl//a") if link.startswith("van-ban/"))
    with visit(browser, starter_home, viewport=SIZES[size]) as tab:
        tab.go("")
        tab.page.click("article h3 a[href*='mo-hinh/'] >> nth=0")
        tab.page.wait_for_selector("article[data-record^='models/']")
        tab.go(model.path)
        tab.page.click(f"article dl a[href$='{directive}']")
        tab.page.wait_for_url(starter_home + directive)
        tab.page.click("xpath=//section[h2[text()='Mô hình thực hiện văn bản này']]//a")
        tab.page.wait_for_selector("article[data-record^='models/']")
        if size == "phone":
            tab.page.click("details.site-menu > summary")
        tab.page.click("nav a:text-is('Bảng vàng') >> nth=0")
        tab.page.wait_for_url(starter_home + "bang-vang/")
        assert tab.page.locator("[data-award] [data-recipient]").count() > 20
        tab.go("tim-kiem/?q=tieng%20keng")
        tab.page.wait_for_selector("[data-search-results][data-search-state=done]")
        first = tab.page.locator("[data-search-results] a").first
        assert "iếng kẻng" in (first.text_content() or "")
        first.click()
        tab.page.wait_for_selector("article[data-record^='models/tieng-keng']")
        assert tab.faults == []


def test_the_box_in_the_header_leads_to_the_search_page(starter_home: str, browser: Browser) -> None:
    with visit(browser, starter_home, viewport=DESKTOP) as tab:
        tab.go("van-ban/")
        tab.page.fill("header input[name=q]", "07 ct bca")
        tab.page.keyboard.press("Enter")
        tab.page.wait_for_selector("[data-search-results][data-search-state=done]")
        assert tab.path.startswith("tim-kiem/?q=")
        assert "07/CT-BCA" in (tab.page.locator("[data-search-results]").text_content() or "")
        tab.go("tim-kiem/?q=khongcotunaonhuthe")
        tab.page.wait_for_selector("[data-search-results][data-search-state=done]", state="attached")
        assert tab.faults == []


@pytest.mark.parametrize(
    ("template", "profile"), [(t, p) for p in PROFILES for t in TEMPLATES if p == "phone" or t not in OTHER_DATA_OF_ONE_TEMPLATE]
)
def test_no_barrier_is_found(template: str, profile: str, home: str, browser: Browser) -> None:
    """WCAG 2.2 A and AA and good practice, by axe; no page scrolls sideways."""
    with visit(browser, home, **PROFILES[profile]) as tab:
        tab.go(TEMPLATES[template])
        if template == "search-results":
            tab.page.wait_for_selector("[data-search-results][data-search-state=done]")
        dark = PROFILES[profile].get("color_scheme") == "dark"
        assert tab.page.get_attribute("body", "data-md-color-scheme") == ("slate" if dark else "default")
        if profile == "large text, forced colours":
            tab.page.evaluate("document.documentElement.style.fontSize = '250%'")  # Material's own size is 125 %
        assert barriers(tab) == []
        wide = tab.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide[0] <= wide[1], "the page scrolls sideways"
        assert [fault for fault in tab.faults if template != "not-found" or "404" not in fault] == []


@pytest.mark.parametrize("opened", ["[data-display] > summary", "[popovertarget] >> nth=0", ".page-toc summary", ".site-menu > summary"])
def test_no_barrier_is_found_in_what_opens(opened: str, home: str, browser: Browser) -> None:
    with visit(browser, home, **PROFILES["phone"]) as tab:
        tab.go("mo-hinh/tieng-keng/")
        tab.page.click(opened)
        assert barriers(tab) == []


def test_the_first_key_offers_to_skip_the_header(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=DESKTOP) as tab:
        tab.go("mo-hinh/tieng-keng/")
        tab.page.keyboard.press("Tab")
        assert tab.page.evaluate("document.activeElement.textContent.trim()") == "Đến nội dung chính"
        box = tab.page.evaluate("(({x, y, width, height}) => [x, y, width, height])(document.activeElement.getBoundingClientRect())")
        assert box[0] >= 0 and box[1] >= 0 and box[2] > 20 and box[3] > 15, "it is seen while it has the focus"
        tab.page.keyboard.press("Enter")
        assert tab.page.evaluate("document.activeElement.tagName") == "ARTICLE"


def test_every_stop_of_the_keyboard_is_seen_and_none_is_a_trap(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=DESKTOP) as tab:
        tab.go("van-ban/07-ct-mau/")
        stops = []
        for _ in range(200):
            tab.page.keyboard.press("Tab")
            stops.append(
                tab.page.evaluate("""(() => {
                const e = document.activeElement;
                if (e === document.body) return null;
                const s = getComputedStyle(e), b = e.getBoundingClientRect();
                return [e.outerHTML.slice(0, 100), (s.outlineStyle !== 'none' && s.outlineWidth !== '0px') || s.boxShadow !== 'none', b.width > 0]
            })()""")
            )
            if stops[-1] is None:
                break
        assert stops[-1] is None, "the end of the page is reached"
        assert [html for html, marked, seen in stops[:-1] if not (marked and seen)] == []


def test_the_colours_can_be_changed_and_stay_changed(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=DESKTOP, color_scheme="light") as tab:
        tab.go("")
        tab.page.click("[data-display] > summary")
        dark = tab.page.locator("[data-scheme=slate]")
        assert dark.get_attribute("aria-pressed") == "false"
        dark.click()
        assert dark.get_attribute("aria-pressed") == "true"
        assert tab.page.get_attribute("body", "data-md-color-scheme") == "slate"
        tab.go("mo-hinh/tieng-keng/")
        assert tab.page.get_attribute("body", "data-md-color-scheme") == "slate"
        assert dark.get_attribute("aria-pressed") == "true"
        assert tab.faults == []


def test_everything_can_be_read_without_scripts(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=PHONE, java_script_enabled=False) as tab:
        for path, said in (
            ("mo-hinh/", "Tiếng kẻng an ninh"),
            ("mo-hinh/tieng-keng/", "Gõ ba hồi khi có việc"),
            ("bang-vang/", "Đội dân phòng Đá Trắng"),
            ("van-ban/07-ct-mau/", "Người đứng đầu chịu trách nhiệm"),
            ("viec-can-lam/", "Báo cáo kết quả hằng năm"),
            ("tim-kiem/", "Văn bản chỉ đạo"),
        ):
            tab.go(path)
            assert tab.page.get_by_text(said).first.is_visible(), path
        tab.go("mo-hinh/")
        tab.page.click("details.site-menu > summary")
        assert tab.page.locator("nav a:text-is('Bảng vàng') >> nth=0").is_visible(), "the menu opens without scripts"
        assert tab.page.locator("[data-scheme]:visible").count() == 0, "what needs scripts is not shown"
        assert tab.faults == []


def test_a_printed_page_has_the_text_and_not_the_menu(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=DESKTOP) as tab:
        tab.go("mo-hinh/tieng-keng/")
        tab.page.emulate_media(media="print")
        assert tab.page.locator("h1").is_visible()
        assert not tab.page.locator("header nav").first.is_visible()
        assert not tab.page.locator("header form").first.is_visible()


def test_nothing_is_stored_before_the_reader_asks(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=DESKTOP) as tab:
        walk(tab, ("", "mo-hinh/", "van-ban/07-ct-mau/", "bang-vang/"))
        assert tab.page.context.cookies() == []
        assert tab.page.evaluate("localStorage.length + sessionStorage.length") == 0


def walk(tab: Visit, paths: tuple[str, ...]) -> None:
    """Open one page after another."""
    for path in paths:
        tab.go(path)
