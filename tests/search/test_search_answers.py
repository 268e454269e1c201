"""What is found and what comes first, as a reader has it: Chromium, over HTTP under a strict policy and from a folder."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import corpus
from firefox import in_firefox
from harness import Answer, ask, ask_afresh, relative, search_address, serve, write_site
from movement.render.search.search import FOLDER, SearchDocument
from small_site import HOSTILE

FIREFOX = Path(__file__).with_name("firefox_answers.mjs")
SHY = {"tiêu đề, đảo chữ", "tiêu đề, chữ cuối bỏ dở", "tiêu đề, không dấu, bỏ dở"}


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
        ("08 ct bca", ["van-ban/08/"]),
        ("7/CT-BCA", ["van-ban/07/"]),
        ("07ctbca", ["van-ban/07/"]),
        ("chi thi 07", ["van-ban/07/"]),
        ("thong tu 124", ["van-ban/124/", "nhac-124/", "ten-124/", "than-bai-124/"]),
        ("Thông tư 124", ["van-ban/124/", "nhac-124/", "ten-124/", "than-bai-124/"]),
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


def _assert_found(queries: Sequence[corpus.Query], found: Sequence[Sequence[str]]) -> None:
    """That the planted page is among the first of what was found, for all but a few of every class."""
    asked = Counter(query.kind for query in queries)
    right = Counter(query.kind for query, urls in zip(queries, found, strict=True) if query.url in urls[: query.limit])
    assert len(asked) >= 25
    assert {kind: right[kind] / asked[kind] for kind in asked if right[kind] / asked[kind] < (0.95 if kind in SHY else 0.98)} == {}


def _recall(pages: list[SearchDocument], folder: Path, browser: Browser, each: int) -> None:
    write_site(folder, pages, corpus.LABELS)
    queries = list(corpus.queries(pages, each))
    page = browser.new_page()
    with serve(folder) as home:
        online = [ask(page, home, query.text).urls for query in queries]
    local = [ask(page, folder.as_uri() + "/", query.text).urls for query in queries]
    page.close()
    assert [urls[:5] for urls in local] == [urls[:5] for urls in online]
    _assert_found(queries, online)


def test_recall_at_200_pages(tmp_path: Path, browser: Browser) -> None:
    _recall(corpus.with_twins(list(corpus.documents(180))), tmp_path, browser, each=1)


@pytest.mark.slow
def test_recall_at_2000_pages(tmp_path: Path, browser: Browser) -> None:
    _recall(corpus.with_twins(list(corpus.documents(1_800, seed=23))), tmp_path, browser, each=5)


@pytest.mark.slow
def test_firefox_finds_the_same(tmp_path: Path) -> None:
    pages = corpus.with_twins(list(corpus.documents(1_800, seed=29)))
    write_site(tmp_path, pages, corpus.LABELS)
    queries = list(corpus.queries(pages, each=2))
    with serve(tmp_path) as home:
        places = (home, tmp_path.as_uri() + "/")
        addresses = [search_address(place, query.text) for place in places for query in queries]
        shown = in_firefox(FIREFOX, {"addresses": addresses})
    online, local = shown[: len(queries)], shown[len(queries) :]
    online, local = (
        [[relative(url, place) for url in urls] for urls in found] for found, place in zip((online, local), places, strict=True)
    )
    assert [urls[:5] for urls in local] == [urls[:5] for urls in online]
    _assert_found(queries, online)


def test_a_first_answer_is_small(tmp_path: Path, browser: Browser) -> None:
    pages = corpus.with_twins(list(corpus.documents(180)))
    write_site(tmp_path, pages, corpus.LABELS)
    with serve(tmp_path) as home:
        for question in ("an ninh trật tự", "truong hoc an toan", pages[5].title):
            context = browser.new_context()
            answer: Answer = ask_afresh(context, home, question)
            context.close()
            assert len([file for file in answer.files if FOLDER in file]) <= 16
