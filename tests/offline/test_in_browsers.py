"""The edition of the real data as a teacher opens it: unpacked in a folder with accents and blanks, the network cut."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest
from playwright.sync_api import Browser

from browsing import DESKTOP, Visit, visit
from editions import exported
from firefox import in_firefox
from movement.packing.folder import faults
from project import new_project
from site_reader import Site

FIREFOX = Path(__file__).with_name("firefox.mjs")
START = "MO-TRANG-NAY.html"
PLAIN = (
    "index.html",
    "van-ban.html",
    "bang-vang.html",
    "viec-can-lam.html",
    "dia-ban.html",
    "linh-vuc/school.html",
    "gioi-thieu.html",
)
# What a page says of itself once its scripts have run, every link as the browser resolves it.
LOOK = """JSON.stringify({
    links: [...document.querySelectorAll("a[href], area[href]")].map((link) => new URL(link.getAttribute("href"), document.baseURI).href),
    anchors: [...document.querySelectorAll("[id]")].map((element) => element.id),
    headings: document.querySelectorAll("h1").length,
})"""
Looks = Mapping[str, Mapping[str, Any]]
OWN = ("giao-vien.html", "thu-hoi.html", "cap-nhat.html", "kiem-tra-may.html")


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked zip."""
    made = exported(new_project(tmp_path_factory.mktemp("tac-gia") / "project"))
    folder = tmp_path_factory.mktemp("may") / "Ổ đĩa của cô Hạnh (E)" / "bản mới"
    with zipfile.ZipFile(made.zip) as packed:
        packed.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def every_page(request: pytest.FixtureRequest) -> bool:
    """Whether the walks open all pages: a minute of both cores for each browser, so only when asked for."""
    return bool(request.config.getoption("--every-page"))


@pytest.fixture(scope="module")
def pages(stick: Path, every_page: bool) -> list[str]:
    """One page of every template, or every page; not the first one, which leads on by itself at a moment of its own."""
    site = Site.read(stick)
    if every_page:
        return sorted({path.relative_to(stick).as_posix() for path in stick.rglob("*.html")} - {START})
    records = {page.record.partition("/")[0]: path for path, page in site.pages.items() if page.record}
    sheets = [next(path for path in site.pages if path.startswith(f"phieu/{kind}/")) for kind in ("tai-lieu", "mo-hinh")]
    poster = next(path for path in site.pages if path.endswith("/ap-phich.html"))
    return [*PLAIN, *OWN, *records.values(), *sheets, poster]


def dead_ends(stick: Path, looks: Looks) -> Iterator[str]:
    """Every link on the pages that were opened that leads to no file, or to no place on an opened page; a page without its one heading."""
    anchors = {path: set(look["anchors"]) for path, look in looks.items()}
    for path, look in looks.items():
        if look["headings"] != 1:
            yield f"{path}: {look['headings']} h1"
        for link in look["links"]:
            target, anchor = urldefrag(link)
            if not target.startswith("file:"):
                continue
            inside = inside_of(stick, target)
            if inside is None or not (stick / inside).is_file():
                yield f"{path}: no file {link}"
            elif anchor and unquote(anchor) not in anchors.get(inside, {unquote(anchor)}):
                yield f"{path}: no anchor {link}"


def inside_of(stick: Path, address: str) -> str | None:
    """The path of a file within the folder."""
    home = f"{stick.as_uri()}/"
    return unquote(address.partition("?")[0].removeprefix(home)) if address.startswith(home) else None


def reached(stick: Path, looks: Looks) -> set[str]:
    """The pages to which one comes from the home page by following links."""
    found, waiting = {PLAIN[0]}, [PLAIN[0]]
    while waiting:
        targets = {inside_of(stick, urldefrag(link).url) for link in looks[waiting.pop()]["links"]}
        new = {path for path in targets if path in looks} - found
        found |= new
        waiting += new
    return found


@pytest.fixture
def tab(stick: Path, browser: Browser) -> Iterator[Visit]:
    """A tab without a network; whatever fails or leaves the folder is noted."""
    with visit(browser, f"{stick.as_uri()}/", viewport=DESKTOP, offline=True) as seen:
        yield seen
        assert seen.faults == []


def test_every_link_of_every_page_leads_somewhere(stick: Path) -> None:
    assert list(faults(stick)) == []


def test_the_pages_open_without_a_fault_and_their_links_lead_on(stick: Path, pages: list[str], every_page: bool, tab: Visit) -> None:
    looks = {path: json.loads(tab.go(path).evaluate(LOOK)) for path in pages}
    assert list(dead_ends(stick, looks)) == []
    assert not every_page or reached(stick, looks) == set(pages)


def test_the_first_page_leads_into_the_site(tab: Visit) -> None:
    tab.page.goto(tab.home + START, wait_until="commit")
    tab.page.wait_for_url("**/index.html")


@pytest.mark.parametrize("question", ["tieng keng an ninh", "tiếng kẻng an ninh", "07 ct bca"])
def test_search_answers_with_and_without_accents(question: str, tab: Visit) -> None:
    tab.go("index.html")
    tab.page.fill("#tim-nhanh", question)
    tab.page.press("#tim-nhanh", "Enter")
    tab.page.wait_for_selector("[data-search-results][data-search-state=done] a")
    first = tab.page.locator("[data-search-results] a").first
    assert first.inner_text().startswith("Tiếng kẻng an ninh" if "ninh" in question else "Đẩy mạnh phong trào")
    first.click()
    tab.page.wait_for_selector("[data-record]")


def test_the_machine_test_finds_that_everything_works(tab: Visit) -> None:
    tab.go("kiem-tra-may.html")
    tab.page.wait_for_selector("[data-self-test][data-state=done]")
    assert "hiện được tất cả" in tab.page.inner_text("[data-self-test]")


def test_a_copy_is_checked_in_the_browser(stick: Path, tmp_path: Path, tab: Visit) -> None:
    shutil.make_archive(str(tmp_path / "moi"), "zip", stick)
    tab.go("cap-nhat.html")
    tab.page.set_input_files("#chon-thu-muc", stick)
    tab.page.wait_for_selector("[data-outcome=folder][data-state=good]")
    tab.page.set_input_files("#chon-zip", tmp_path / "moi.zip")
    tab.page.wait_for_selector("[data-outcome=zip][data-state=good]")
    (stick / "la.txt").write_text("lạ", "utf-8")
    tab.page.set_input_files("#chon-thu-muc", stick)
    tab.page.wait_for_selector("[data-outcome=folder][data-state=bad]")
    (stick / "la.txt").unlink()
    assert "la.txt: tệp lạ" in tab.page.inner_text("[data-outcome=folder]")


def test_a_quiz_marks_the_answers(tab: Visit) -> None:
    tab.go("tai-lieu/cau-do-an-toan-tren-mang.html")
    question = tab.page.locator("[data-answer]").first
    right = question.get_attribute("data-answer")
    question.locator(f"input:not([value='{right}'])").first.check()
    assert question.get_attribute("data-result") == "wrong"
    question.locator(f"input[value='{right}']").check()
    assert "đúng 1 câu" in tab.page.inner_text("[data-score]")
    assert question.locator("details").get_attribute("open") is not None
    tab.page.click("[data-quiz-reset]")
    assert tab.page.locator("input:checked").count() == 0


def test_a_self_check_keeps_its_answers(stick: Path, tab: Visit) -> None:
    path = next(path for path, page in Site.read(stick).pages.items() if (page.record or "").startswith("standards/"))
    tab.go(path)
    answer = tab.page.locator("[data-self-check] input[type=radio]:visible").first
    answer.check()
    tab.page.reload()
    tab.page.wait_for_load_state("load")
    assert answer.is_checked()


def test_sheets_and_posters_are_one_page_each(stick: Path, tab: Visit, tmp_path: Path) -> None:
    if shutil.which("pdfinfo") is None:
        pytest.skip("no pdfinfo (poppler-utils) on this machine")
    made = [*sorted(stick.glob("phieu/*/*.html")), *sorted(stick.glob("tai-lieu/*/ap-phich.html"))]
    assert len(made) > 40
    # The fullest are those that could run over.
    fullest = sorted(made, key=lambda path: path.stat().st_size, reverse=True)[:6]
    for path in (*fullest, made[-1]):
        tab.go(path.relative_to(stick).as_posix())
        tab.page.pdf(path=str(tmp_path / "in.pdf"), prefer_css_page_size=True, print_background=True)
        said = subprocess.run(["pdfinfo", str(tmp_path / "in.pdf")], capture_output=True, text=True, check=True).stdout
        assert "Pages:           1\n" in said, path.name
        assert "(A4)" in said
    tab.page.evaluate("document.documentElement.setAttribute('data-printing', 'a3')")
    tab.page.pdf(path=str(tmp_path / "in.pdf"), prefer_css_page_size=True, print_background=True)
    said = subprocess.run(["pdfinfo", str(tmp_path / "in.pdf")], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1\n" in said
    assert "(A3)" in said


@pytest.mark.slow
def test_the_same_walk_in_firefox(stick: Path, pages: list[str], every_page: bool) -> None:
    standard = next(path for path, page in Site.read(stick).pages.items() if (page.record or "").startswith("standards/"))
    asked = {
        "home": f"{stick.as_uri()}/",
        "start": START,
        "pages": pages,
        "look": LOOK,
        "questions": ["tieng keng an ninh", "tiếng kẻng an ninh"],
        "standard": standard,
        "tabs": 3,
    }
    answer = in_firefox(FIREFOX, asked)
    assert answer["faults"] == []
    assert answer["led"] == f"{stick.as_uri()}/index.html"
    assert set(answer["looks"]) == set(pages)
    assert list(dead_ends(stick, answer["looks"])) == []
    assert not every_page or reached(stick, answer["looks"]) == set(pages)
    assert [found[0] for found in answer["found"]] == ["Tiếng kẻng an ninh"] * 2
    assert answer["kept"]
    assert "hiện được tất cả" in answer["machine"]
