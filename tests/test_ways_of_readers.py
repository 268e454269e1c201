"""The main tasks by every road: the keyboard alone, no scripts, large text, no motion, on paper, later, lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from browsing import DESKTOP, PHONE, Visit, visit
from test_browser import TEMPLATES

TASKS = {
    "directive": (("nav a[href$='van-ban/']", "article h3 a[href*='07-ct-mau']"), ("Báo cáo kết quả hằng năm", "30/11 hằng năm")),
    "directive by its state": (
        ("nav a[href$='van-ban/']", ".filters a[href$='hieu-luc/con-hieu-luc/']", "article h3 a[href*='07-ct-mau']"),
        ("Báo cáo kết quả hằng năm",),
    ),
    "model": (("nav a[href$='mo-hinh/']", "article h3 a[href*='tieng-keng']"), ("Cách nhân rộng", "Gõ ba hồi khi có việc")),
    "honor roll": (("nav a[href$='bang-vang/']", ".filters a[href$='dia-ban/an-lac/']"), ("Đội dân phòng Đá Trắng",)),
    "honor roll by letter": (
        ("nav a[href$='bang-vang/']", ".views a[href$='bang-vang/ten/']", ".letters a[href$='chu-dd']"),
        ("Đội dân phòng Đá Trắng",),
    ),
}


def by_keyboard(tab: Visit, selector: str) -> None:
    """Go to an element with the Tab key and press Enter there."""
    for _ in range(150):
        tab.page.keyboard.press("Tab")
        if tab.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            tab.page.keyboard.press("Enter")
            return
    raise AssertionError(f"the keyboard does not reach {selector} on {tab.path}")


def by_finger(tab: Visit, selector: str) -> None:
    """Open what is folded around an element, and tap it."""
    target = tab.page.locator(selector).first
    for folded in ("details.site-menu > summary", "details.filters > summary"):
        if not target.is_visible() and tab.page.locator(folded).count():
            tab.page.click(folded)
    target.click()


@pytest.mark.parametrize("task", TASKS)
def test_a_task_is_done_by_keyboard_alone(task: str, home: str, browser: Browser) -> None:
    walk(task, by_keyboard, home, browser, viewport=DESKTOP)


@pytest.mark.parametrize("task", TASKS)
def test_a_task_is_done_without_scripts(task: str, home: str, browser: Browser) -> None:
    walk(task, by_finger, home, browser, viewport=PHONE, java_script_enabled=False)


def walk(task: str, step: Callable[[Visit, str], None], home: str, browser: Browser, **options: object) -> None:
    """From the home page through the steps of a task to what the reader wanted."""
    steps, wanted = TASKS[task]
    with visit(browser, home, **options) as tab:
        tab.go("")
        for selector in steps:
            before = tab.page.url
            step(tab, selector)
            tab.page.wait_for_url(lambda url, before=before: url != before)
        for text in wanted:
            assert tab.page.get_by_text(text).filter(visible=True).count(), text
        assert tab.faults == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_large_text_on_a_narrow_phone_needs_no_sideways_scrolling(template: str, home: str, browser: Browser) -> None:
    """320 px wide with text of 200 %."""
    with visit(browser, home, viewport={"width": 320, "height": 700}) as tab:
        tab.go(TEMPLATES[template])
        tab.page.evaluate("document.documentElement.style.fontSize = '250%'")  # Material's own size is 125 %
        wide = tab.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide[0] <= wide[1]


def test_nothing_moves_for_those_who_asked_for_no_motion(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=DESKTOP, reduced_motion="reduce") as tab:
        for path in ("", "mo-hinh/tieng-keng/", "bang-vang/", "tim-kiem/?q=tieng%20keng"):
            tab.go(path)
            moving = tab.page.evaluate("""[...document.querySelectorAll('*')].filter(e => {
                const s = getComputedStyle(e);
                return parseFloat(s.transitionDuration) > 0 || s.animationName !== 'none' || s.scrollBehavior === 'smooth';
            }).map(e => e.outerHTML.slice(0, 100))""")
            assert moving == [], path


def test_the_code_shows_on_demand_and_on_paper(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=PHONE, java_script_enabled=False) as tab:
        tab.go("mo-hinh/tieng-keng/")
        code = tab.page.locator("img.qr")
        assert not code.is_visible()
        tab.page.get_by_role("button", name="Mã QR").click()
        assert code.is_visible(), "it needs no script"
        tab.page.keyboard.press("Escape")
        assert not code.is_visible()
        tab.page.emulate_media(media="print")
        assert code.is_visible()
        box = code.bounding_box()
        assert box is not None and box["width"] > 80 and abs(box["width"] - box["height"]) < 1
        head, title = tab.page.locator(".site-header").bounding_box(), tab.page.locator("h1").bounding_box()
        assert head is not None and title is not None
        assert box["y"] >= head["y"] and box["y"] + box["height"] <= title["y"], "in the head of the first sheet, where it covers nothing"
        address = tab.page.get_by_text("Bản in từ").bounding_box()
        assert address is not None and address["x"] + address["width"] <= box["x"]
        assert tab.faults == []


def test_a_record_is_kept_for_later_in_this_browser_only(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=PHONE) as tab:
        tab.go("")
        assert not tab.page.get_by_text("Trang bạn đã lưu").is_visible()
        tab.go("mo-hinh/tieng-keng/#nhan-rong")
        tab.page.get_by_role("button", name="Lưu để xem lại").click()
        assert tab.page.get_by_role("button", name="Đã lưu").get_attribute("aria-pressed") == "true"
        tab.go("")
        tab.page.locator("[data-saved] a").click()
        tab.page.wait_for_url(home + "mo-hinh/tieng-keng/")
        tab.page.get_by_role("button", name="Đã lưu").click()
        tab.go("")
        assert not tab.page.locator("[data-saved]").is_visible()
        tab.page.evaluate("""localStorage.setItem("da-luu", '[{"path": "javascript:alert(1)", "title": "<b>x</b>"}, 7, null]')""")
        tab.go("")
        assert tab.faults == [], "what somebody else wrote there does no harm"


def test_a_lost_reader_is_shown_what_was_asked_for(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=PHONE) as tab:
        tab.go("mo-hinh/cu/tieng-keng.html")
        tab.page.wait_for_selector("[data-search-results][data-search-state=done]", state="attached")
        assert tab.page.input_value("[data-lost]") == "tieng keng"
        first = tab.page.locator("[data-search-results] a").first
        assert "iếng kẻng" in (first.text_content() or "")
        first.click()
        tab.page.wait_for_selector("article[data-record^='models/tieng-keng']")
        assert [fault for fault in tab.faults if "404" not in fault] == []


@pytest.mark.parametrize("path", ["", "van-ban/07-ct-mau/", "mo-hinh/tieng-keng/", "bang-vang/", "tim-kiem/?q=tieng%20keng"])
def test_nothing_on_a_page_moves_while_it_loads(path: str, home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=PHONE) as tab:
        tab.page.add_init_script("""window.moved = 0; new PerformanceObserver(list => { for (const shift of list.getEntries()) window.moved += shift.value })
            .observe({type: 'layout-shift', buffered: true})""")
        tab.go(path)
        if "?" in path:
            tab.page.wait_for_selector("[data-search-filters][data-search-state=done]", state="attached")
        tab.page.wait_for_timeout(300)
        assert tab.page.evaluate("window.moved") < 0.01
