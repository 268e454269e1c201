"""The box in the header and the search page: keyboard, address, filters, input methods, and what is said when data is missing."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import corpus
from harness import ask, search_address, write_site
from movement.render.search.search import FOLDER
from small_site import SMALL


@pytest.mark.parametrize("damage", ["missing", "cut off", "manifest"])
def test_damaged_data_is_said_and_the_lists_are_there(damage: str, tmp_path: Path, browser: Browser) -> None:
    page = browser.new_page()
    write_site(tmp_path, SMALL, corpus.LABELS)
    for file in (tmp_path / FOLDER).rglob("*.js" if damage == "manifest" else "cap/*.js"):
        file.unlink() if damage != "cut off" else file.write_bytes(file.read_bytes()[:-40])
    answer = ask(page, tmp_path.as_uri() + "/", "quy ước xóm")
    assert "Không đọc được dữ liệu tìm kiếm" in answer.status
    assert answer.urls == []
    expect(page.locator("[data-lists]")).to_be_visible()
    page.close()


def test_no_search_data_before_somebody_types(small: tuple[Path, str], page: Page) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.set_viewport_size({"width": 1300, "height": 900})
    for path in ("", "tim-kiem/"):
        page.goto(small[1] + path, wait_until="networkidle")
        assert not [url for url in loaded if FOLDER in url]


def test_the_box_is_a_combobox(small: tuple[Path, str], page: Page) -> None:
    page.set_viewport_size({"width": 1300, "height": 900})
    page.goto(small[1])
    box = page.get_by_role("combobox")
    box.press_sequentially("quy uoc", delay=20)
    expect(page.get_by_role("option")).to_have_count(5)
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    first = page.get_by_role("option").first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("quy uoc")
    box.press_sequentially(" x", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/moi/")


def test_enter_in_the_box_leads_to_the_page(small: tuple[Path, str], page: Page) -> None:
    page.set_viewport_size({"width": 1300, "height": 900})
    page.goto(small[1])
    page.get_by_role("combobox").press_sequentially("giao thông")
    page.get_by_role("combobox").press("Enter")
    page.wait_for_url("**/tim-kiem/?q=*")
    page.wait_for_selector("[data-search-results] a")


def test_without_scripts_the_form_still_leads_to_the_page(small: tuple[Path, str], browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1300, "height": 900})
    page = context.new_page()
    page.goto(small[1])
    page.get_by_role("searchbox").fill("giao thông")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/tim-kiem/?q=*")
    expect(page.locator("[data-lists]")).to_be_visible()
    context.close()


def test_an_input_method_is_left_to_compose(small: tuple[Path, str], page: Page) -> None:
    page.goto(small[1] + "tim-kiem/")
    page.locator("#tk-q").focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "quy uo", "selectionStart": 6, "selectionEnd": 6})
    page.wait_for_timeout(600)
    assert "q=" not in page.url
    session.send("Input.insertText", {"text": "quy ước"})
    page.wait_for_url("**q=quy*")
    page.wait_for_selector("[data-search-results][data-search-state=done] a")
    expect(page.locator("#tk-q")).to_have_value("quy ước")


def test_filters_count_choose_and_stay_in_the_address(small: tuple[Path, str], page: Page) -> None:
    ask(page, small[1], "quy")
    page.get_by_text("Lọc kết quả").click()
    page.get_by_label("Văn bản (1)").check()
    page.wait_for_url("**collection=directives*")
    expect(page.locator("[data-search-results] a")).to_have_count(1)
    expect(page.get_by_label("Văn bản (1)")).to_be_checked()
    expect(page.get_by_label("Mô hình (4)")).to_be_visible()
    page.go_back()
    expect(page.locator("[data-search-results] a")).to_have_count(5)
    page.goto(search_address(small[1], "quy") + "&collection=directives")
    expect(page.locator("[data-search-results] a")).to_have_count(1)


def test_the_keyboard_goes_on_where_words_stand_far_apart(small: tuple[Path, str], page: Page) -> None:
    assert ask(page, small[1], "tiếng kẻng an ninh").urls == ["cum-tu/"]
    page.get_by_role("button", name="Tìm cả những trang có các chữ này ở cách xa nhau").press("Enter")
    expect(page.locator("[data-search-results] a")).to_have_count(2)
    expect(page.locator("[data-search-results] a").first).to_be_focused()


def test_more_results_on_demand(small: tuple[Path, str], page: Page) -> None:
    first = ask(page, small[1], "giao thông").urls
    page.get_by_role("button", name="Xem thêm kết quả").click()
    expect(page.locator("[data-search-results] a")).to_have_count(len(first) + 10)
