"""The self-check of a standard: who is asked what, what the browser keeps, what is printed; with scripts and without, from a server and from a folder."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browsing import DESKTOP, PHONE, Visit, served, visit
from movement.recurrence import next_day
from project import Project
from site_reader import Site

PATH = "tieu-chuan/an-toan-ve-an-ninh-trat-tu/"
KEY = "tu-kiem-tra:an-toan-ve-an-ninh-trat-tu"
ENTERPRISE, SCHOOL, PRIMARY, SMALL = "enterprise", "school", "truong-tieu-hoc", "doanh-nghiep-nho"
ASKED = {"agency": 8, ENTERPRISE: 8, SCHOOL: 7}
"""How many criteria the starter data ask of each kind of unit."""
BLOCKED = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError'); }});"


@pytest.fixture(scope="module")
def home(starter_build: tuple[Project, str]) -> Iterator[str]:
    with served(starter_build[0].site) as address:
        yield address


def choose(page: Page, kind: str) -> None:
    """Say what kind of unit one has."""
    page.check(f"[name=kind][value={kind}]")


def asked(page: Page) -> int:
    """How many criteria the page shows."""
    return page.locator(".checks > li:visible").count()


def said(page: Page) -> str:
    """What the page says of the answers."""
    return page.locator("[data-summary]").text_content() or ""


@pytest.mark.parametrize("kind", ASKED)
def test_each_kind_of_unit_is_asked_its_own_criteria(kind: str, home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=PHONE) as tab:
        page = tab.go(PATH)
        choose(page, kind)
        assert asked(page) == ASKED[kind]
        assert f"Đã có 0 trên {ASKED[kind]} việc" in said(page)
        assert page.locator("#tieu-chi-mo-hinh-nha-truong").is_visible() == (kind == SCHOOL)
        # The day of quarter I is not known for schools.
        assert page.locator("#lich-03-31").is_visible() == (kind != SCHOOL)
        assert page.locator("#lich-11-30").is_visible()
        assert tab.faults == []


@pytest.mark.parametrize("kind", [PRIMARY, SMALL])
def test_a_unit_that_the_standard_leaves_out_is_told_so_with_the_clause(kind: str, home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=PHONE) as tab:
        page = tab.go(PATH)
        choose(page, kind)
        note = page.locator(f"[data-excludes={kind}]")
        assert note.is_visible() and "không áp dụng cho đơn vị của bạn" in (note.text_content() or "")
        assert note.locator("a").first.text_content() == "Điều 1 Thông tư 124/2021/TT-BCA"
        assert asked(page) == 0
        note.locator("a").first.click()
        page.wait_for_url("**/van-ban/124-2021-tt-bca/#dieu-1")
        assert page.locator("#dieu-1").is_visible()
        assert tab.faults == []


def test_what_is_missing_is_listed_and_leads_to_its_box(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=DESKTOP) as tab:
        page = tab.go(PATH)
        choose(page, ENTERPRISE)
        page.check("#da-co-ke-hoach")
        page.check("#da-co-nghi-quyet")
        assert "Đã có 2 trên 8 việc, còn thiếu 6" in said(page)
        missing = page.locator("[data-missing] a")
        assert missing.count() == 6
        missing.first.click()
        assert page.evaluate("document.activeElement.id") == "da-co-dang-ky"
        page.keyboard.press("Space")
        assert "còn thiếu 5" in said(page)
        assert "2 tiêu chí chưa đối chiếu nguyên văn" in (page.locator("[data-caution]").text_content() or "")
        for box in page.locator(".checks > li:visible input").all():
            box.check()
        assert "Đã có đủ 8 việc" in said(page) and page.locator("[data-missing] li").count() == 0
        assert page.locator("[data-caution]").is_visible(), "to have all is not yet to fulfil what has not been read"
        assert tab.faults == []


def test_answers_stay_in_the_browser_until_they_are_cleared(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=DESKTOP) as tab:
        page = tab.go(PATH)
        assert page.evaluate("localStorage.length") == 0, "nothing is kept before the reader answers"
        choose(page, ENTERPRISE)
        page.check("#da-co-ke-hoach")
        page.fill("[name=unit]", "Công ty Mẫu")
        page.keyboard.press("Tab")
        assert json.loads(page.evaluate("key => localStorage.getItem(key)", KEY))["done"] == ["ke-hoach"]
        page = tab.go(PATH)
        assert page.is_checked("#da-co-ke-hoach") and page.is_checked(f"[value={ENTERPRISE}]")
        assert page.input_value("[name=unit]") == "Công ty Mẫu" and "còn thiếu 7" in said(page)
        page.click("[data-clear]")
        assert page.evaluate("localStorage.length") == 0
        assert not page.is_checked("#da-co-ke-hoach") and page.input_value("[name=unit]") == ""
        page.click("[data-undo]")
        assert page.is_checked("#da-co-ke-hoach") and page.evaluate("localStorage.length") == 1
        page.click("[data-clear]")
        page = tab.go(PATH)
        assert not page.is_checked("#da-co-ke-hoach")
        assert page.context.cookies() == [] and tab.faults == []


@pytest.mark.parametrize(
    "broken", ["{", "[]", "null", '{"done": 7, "kind": {}, "unit": []}', '{"done": ["khong-con"], "kind": "khong-con"}']
)
def test_answers_that_make_no_sense_are_passed_over(broken: str, home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=DESKTOP) as tab:
        page = tab.go(PATH)
        page.evaluate("([key, value]) => localStorage.setItem(key, value)", [KEY, broken])
        page = tab.go(PATH)
        assert page.locator(".checks :checked").count() == 0 and "Hãy chọn loại đơn vị" in said(page)
        assert tab.faults == []


def test_where_the_browser_keeps_nothing_the_check_works_and_says_so(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=PHONE) as tab:
        tab.page.add_init_script(BLOCKED)
        page = tab.go(PATH)
        choose(page, ENTERPRISE)
        page.check("#da-co-ke-hoach")
        assert "còn thiếu 7" in said(page)
        assert "không cho giữ câu trả lời" in (page.locator("[data-kept]").text_content() or "")
        page.click("[data-clear]")
        assert not page.is_checked("#da-co-ke-hoach")
        assert tab.faults == []


def test_it_works_from_a_folder_without_a_server(starter_build: tuple[Project, str], browser: Browser, tmp_path: Path) -> None:
    project, _ = starter_build
    flat = tmp_path / "flat"
    assert project.build("-d", str(flat), OFFLINE="1").returncode == 0
    file = (flat / PATH.rstrip("/")).with_suffix(".html")
    with visit(browser, "file://", viewport=PHONE) as tab:
        tab.page.goto(file.as_uri())
        choose(tab.page, SCHOOL)
        tab.page.check("#da-co-mo-hinh-nha-truong")
        assert "Đã có 1 trên 7 việc" in said(tab.page)
        tab.page.reload()
        assert tab.page.is_checked("#da-co-mo-hinh-nha-truong")
        assert tab.faults == []


def test_the_keyboard_alone_is_enough(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=DESKTOP) as tab:
        page = tab.go(PATH)
        page.locator("[name=on]").focus()
        for _ in range(6):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name") == "kind":
                break
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        assert page.is_checked(f"[value={ENTERPRISE}]"), "arrows go from kind to kind"
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.type") == "checkbox":
                break
        page.keyboard.press("Space")
        assert "Đã có 1 trên 8 việc" in said(page)
        assert tab.faults == []


def test_without_scripts_every_criterion_is_there_to_be_ticked_and_printed(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=PHONE, java_script_enabled=False) as tab:
        page = tab.go(PATH)
        assert asked(page) == page.locator(".checks > li").count() == 15
        page.check("#da-co-ke-hoach")
        assert page.locator("#lich-11-30").is_visible()
        assert not page.locator("[name=kind]").first.is_visible(), "what needs scripts is not shown"
        assert page.get_by_text("Chưa đối chiếu nguyên văn").first.is_visible()
        page.emulate_media(media="print")
        assert page.get_by_text("Người đứng đầu đơn vị").is_visible()


def test_it_prints_as_a_filled_form(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=DESKTOP) as tab:
        page = tab.go(PATH)
        choose(page, ENTERPRISE)
        page.check("#da-co-ke-hoach")
        page.fill("[name=unit]", "Công ty Mẫu")
        page.evaluate("document.documentElement.setAttribute('data-printing', 'self-check')")
        page.emulate_media(media="print")
        assert page.locator("[name=unit]").is_visible() and page.locator("#tieu-chi-ke-hoach").is_visible()
        assert page.locator(".self-check__kinds label:visible").all_inner_texts() == ["Doanh nghiệp"]
        assert page.get_by_text("Người kiểm tra").is_visible()
        for hidden in ("[data-clear]", "[data-kept]", "#nguon", "#tieu-chi-mo-hinh-nha-truong", "header form"):
            assert not page.locator(hidden).first.is_visible(), hidden


def test_days_are_reckoned_as_on_the_other_pages(home: str, browser: Browser) -> None:
    """The script has a clock where the pages have the day of the data; both follow the same rules."""
    rules = ("--11-30", "--02-29", "quarter", "month", "--01-01")
    with visit(browser, home, viewport=DESKTOP) as tab:
        for today in ("2026-11-30", "2026-12-01", "2028-02-28", "2028-03-01", "2027-12-31"):
            day = datetime.date.fromisoformat(today)
            tab.page.clock.set_fixed_time(f"{today}T15:00:00")
            page = tab.go(PATH)
            for rule in rules:
                page.evaluate("rule => document.querySelector('tr[data-every]').setAttribute('data-every', rule)", rule)
                expected = next_day(rule, day)
                # The script runs again on the changed row.
                page.add_script_tag(url="../../assets/self-check.js")
                assert page.locator("[data-next]").first.text_content() == f"Lần tới {expected.day}/{expected.month}/{expected.year}", rule


def test_only_this_page_loads_the_script(starter: Site) -> None:
    with_script = {path for path, page in starter.pages.items() if page.tree.xpath("//script[contains(@src, 'self-check')]")}
    assert with_script == {PATH}


def barriers(tab: Visit) -> list[str]:
    """What axe finds."""
    tab.page.evaluate((Path(__file__).resolve().parent / "vendor" / "axe.min.js").read_text("utf-8"))
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]}
    return [fault["id"] for fault in tab.page.evaluate(f"axe.run(document, {json.dumps(rules)})")["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_is_found_while_one_answers(scheme: str, home: str, browser: Browser) -> None:
    with visit(browser, home, viewport={"width": 320, "height": 700}, color_scheme=scheme) as tab:
        page = tab.go(PATH)
        choose(page, ENTERPRISE)
        page.check("#da-co-ke-hoach")
        page.click("[data-clear]")
        page.click("[data-undo]")
        assert barriers(tab) == []
        choose(page, PRIMARY)
        assert barriers(tab) == []
