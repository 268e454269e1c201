"""Search as a reader has it: Chromium, over HTTP under a strict policy and from a folder."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

import corpus
from harness import FLAGS, Answer, ask, ask_afresh, chromium, search_address, serve, write_site
from movement.render.search import FOLDER, SearchDocument, SearchSection

SHY = {"tiêu đề, đảo chữ", "tiêu đề, chữ cuối bỏ dở", "tiêu đề, không dấu, bỏ dở"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if "Security Policy" in message.text else None)
    yield page
    page.close()
    assert errors == []


def document(url: str, title: str, text: str = "", **more: object) -> SearchDocument:
    plain = SearchDocument(url, title, "", "", "", (SearchSection("", "", text),), "models")
    return replace(plain, **more)  # type: ignore[arg-type]


HOSTILE = "<img src=x onerror=alert(1)> ${alert(2)} `trích` \\u0041 </script>"
SMALL = [
    document("ma-cha/", "Má Hai kể chuyện xóm"),
    document("ma-so/", "Mã số điện thoại"),
    document("ma-con/", "Mà thôi"),
    document("cu/", "Quy ước xóm bình yên", in_force=False, rank_date="2020-01-01", state="expired"),
    document("xua/", "Quy ước xóm bình yên", rank_date="2010-01-01"),
    document("moi/", "Quy ước xóm bình yên", rank_date="2024-01-01"),
    document("than-bai/", "Chuyện khác", "bàn về quy ước xóm bình yên ở đây"),
    document("roi-rac/", "Rải rác", "kẻng vang lên, rồi tiếng trống, rồi an vui và ninh"),
    document("cum-tu/", "Cụm từ", "nghe tiếng kẻng an ninh mỗi tối"),
    document("doc/", HOSTILE, HOSTILE + " mồi nhử"),
    document("hoa-giai/", "Tổ hòa giải thôn Thúy Sơn", names="xã Thuý Sơn · huyện Ngọc Lặc · tỉnh Thanh Hóa", provinces=("thanh-hoa",)),
    document("van-ban/07/", "Đẩy mạnh phong trào", number="07/CT-BCA-V28 · 07/CT-BCA", collection="directives", year=2014,
             sections=(SearchSection("", "", "mở đầu"), SearchSection("muc-5", "Tổ chức thực hiện", "gửi kèm biểu mẫu thống kê"))),
    document("van-ban/124/", "Quy định về khu dân cư", number="124/2021/TT-BCA", collection="directives", year=2021),
    *[document(f"nen/{n}/", f"Bài nền số {n} về giao thông", f"câu chuyện thứ {n} của khu phố", collection="news", year=2000 + n) for n in range(20)],
]  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    folder = tmp_path_factory.mktemp("nhỏ & có dấu")
    write_site(folder, SMALL, corpus.LABELS, bodies=True)
    with serve(folder) as home:
        yield folder, home


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("má", ["ma-cha/"]),
        ("mã", ["ma-so/"]),
        ("quy uoc xom binh yen", ["moi/", "xua/", "cu/", "than-bai/"]),
        ("tiếng kẻng an ninh", ["cum-tu/"]),
        ("hoà giải", ["hoa-giai/"]),
        ("hòa giải thuý sơn", ["hoa-giai/"]),
        ("ngoc lac", ["hoa-giai/"]),
        ("07 ct bca", ["van-ban/07/"]),
        ("7/CT-BCA", ["van-ban/07/"]),
        ("07ctbca", ["van-ban/07/"]),
        ("chi thi 07", ["van-ban/07/"]),
        ("thong tu 124", ["van-ban/124/"]),
        ("thông tư số 124/2021", ["van-ban/124/"]),
        ("124/tt-bca", ["van-ban/124/"]),
        ("124/2021/TTBCA", ["van-ban/124/"]),
        ("bieu mau thong ke", ["van-ban/07/"]),
        ("tổ hòa giải thôn Th", ["hoa-giai/"]),
        ('"an ninh mỗi tối"', ["cum-tu/"]),
        ("kẻng ninh trống", ["roi-rac/"]),
    ],
)
def test_the_right_page_comes_first(question: str, expected: list[str], small: tuple[Path, str], page: Page) -> None:
    online = ask(page, small[1], question).urls
    assert online[: len(expected)] == expected
    assert ask(page, small[0].as_uri() + "/", question).urls == [str(url) for url in online]


def test_a_quoted_phrase_leaves_out_scattered_words(small: tuple[Path, str], page: Page) -> None:
    assert ask(page, small[1], '"tiếng kẻng"').urls == ["cum-tu/"]


def test_a_result_leads_to_the_clause(small: tuple[Path, str], page: Page) -> None:
    ask(page, small[1], "bieu mau thong ke")
    expect(page.locator("[data-search-results] a").first).to_have_attribute("href", f"{small[1]}van-ban/07/#muc-5")
    assert page.locator("[data-search-results] .tk-snippet mark").all_inner_texts() == ["biểu", "mẫu", "thống", "kê"]


def test_relaxed_answers_say_so(small: tuple[Path, str], page: Page) -> None:
    answer = ask(page, small[1], "quy ước xóm bình yên zzzz")
    assert "không có trang nào chứa đủ" in answer.status.lower()
    assert "moi/" in answer.urls[:3]


@pytest.mark.parametrize(("slip", "meant"), [("quy uocs xom binh yen", "quy ước xom binh yen"), ("giao thogn", "giao thông"), ("kegn", "")])
def test_a_slip_gets_a_proposal(slip: str, meant: str, small: tuple[Path, str], page: Page) -> None:
    ask(page, small[1], slip)
    proposal = page.locator("[data-search-proposal]")
    if meant:
        expect(proposal).to_have_text(meant)
        proposal.click()
        page.wait_for_selector("[data-search-results][data-search-state=done] a")


def test_nothing_found_offers_the_lists(small: tuple[Path, str], page: Page) -> None:
    answer = ask(page, small[1], "xyzxyz qqq")
    assert "Không tìm thấy" in answer.status
    expect(page.locator("[data-lists]")).to_be_visible()


@pytest.mark.parametrize(
    "question", [HOSTILE, '"><script>alert(1)</script>', "mồi nhử", "'; alert(1)//", "%00", "…", "a" * 3000, "( [ * + ?"]
)
def test_hostile_text_stays_text(question: str, small: tuple[Path, str], page: Page) -> None:
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    ask(page, small[1], question)
    assert page.locator("[data-search-page] img, [data-search-page] script, [data-search-page] [onerror]").count() == 0


def test_a_hostile_title_is_shown_as_written(small: tuple[Path, str], page: Page) -> None:
    ask(page, small[1], "mồi nhử")
    expect(page.locator("[data-search-results] a").first).to_have_text(HOSTILE)


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
    page.get_by_role("combobox").fill("giao thông")
    page.get_by_role("combobox").press("Enter")
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
    page.get_by_label("Văn bản (1)").check()
    page.wait_for_url("**collection=directives*")
    expect(page.locator("[data-search-results] a")).to_have_count(1)
    expect(page.get_by_label("Văn bản (1)")).to_be_checked()
    expect(page.get_by_label("Mô hình (4)")).to_be_visible()
    page.go_back()
    expect(page.locator("[data-search-results] a")).to_have_count(5)
    page.goto(search_address(small[1], "quy") + "&collection=directives")
    expect(page.locator("[data-search-results] a")).to_have_count(1)


def test_more_results_on_demand(small: tuple[Path, str], page: Page) -> None:
    first = ask(page, small[1], "giao thông").urls
    page.get_by_role("button", name="Xem thêm kết quả").click()
    expect(page.locator("[data-search-results] a")).to_have_count(len(first) + 10)


def _recall(pages: list[SearchDocument], folder: Path, browser: Browser, each: int) -> None:
    write_site(folder, pages, corpus.LABELS)
    asked: Counter[str] = Counter()
    found: Counter[str] = Counter()
    page = browser.new_page()
    with serve(folder) as home:
        for query in corpus.queries(pages, each):
            online = ask(page, home, query.text)
            assert ask(page, folder.as_uri() + "/", query.text).urls[:5] == online.urls[:5], query
            asked[query.kind] += 1
            found[query.kind] += query.url in online.urls[: query.limit]
    page.close()
    assert len(asked) >= 25
    low = {kind: found[kind] / asked[kind] for kind in asked if found[kind] / asked[kind] < (0.95 if kind in SHY else 0.98)}
    assert low == {}


def test_recall_at_200_pages(tmp_path: Path, browser: Browser) -> None:
    _recall(corpus.with_twins(list(corpus.documents(180))), tmp_path, browser, each=1)


@pytest.mark.slow
def test_recall_at_2000_pages(tmp_path: Path, browser: Browser) -> None:
    _recall(corpus.with_twins(list(corpus.documents(1_800, seed=23))), tmp_path, browser, each=5)


def test_a_first_answer_is_small(tmp_path: Path, browser: Browser) -> None:
    pages = corpus.with_twins(list(corpus.documents(180)))
    write_site(tmp_path, pages, corpus.LABELS)
    with serve(tmp_path) as home:
        for question in ("an ninh trật tự", "truong hoc an toan", pages[5].title):
            context = browser.new_context()
            answer: Answer = ask_afresh(context, home, question)
            context.close()
            assert len([file for file in answer.files if FOLDER in file]) <= 16
