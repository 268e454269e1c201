"""The edition of the real data as a teacher opens it: unpacked in a folder with accents and blanks, the network cut."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import DESKTOP, Visit, chromium, visit
from editions import exported
from movement.packing.folder import faults
from project import ROOT, new_project
from site_reader import Site

FIREFOX = Path(__file__).with_name("firefox.mjs")
PUPPETEER = "puppeteer-core@24.43.1"
PLAIN = (
    "MO-TRANG-NAY.html",
    "index.html",
    "van-ban.html",
    "bang-vang.html",
    "viec-can-lam.html",
    "dia-ban.html",
    "linh-vuc/school.html",
    "gioi-thieu.html",
)
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
def pages(stick: Path) -> list[str]:
    """One page of every template."""
    site = Site.read(stick)
    records = {page.record.partition("/")[0]: path for path, page in site.pages.items() if page.record}
    sheets = [next(path for path in site.pages if path.startswith(f"phieu/{kind}/")) for kind in ("tai-lieu", "mo-hinh")]
    poster = next(path for path in site.pages if path.endswith("/ap-phich.html"))
    return [*PLAIN, *OWN, *records.values(), *sheets, poster]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def tab(stick: Path, browser: Browser) -> Iterator[Visit]:
    """A tab without a network; whatever fails or leaves the folder is noted."""
    with visit(browser, f"{stick.as_uri()}/", viewport=DESKTOP, offline=True) as seen:
        yield seen
        assert seen.faults == []


def test_every_link_of_every_page_leads_somewhere(stick: Path) -> None:
    assert list(faults(stick)) == []


def test_one_page_of_each_kind_opens_without_a_fault(pages: list[str], tab: Visit) -> None:
    for path in pages:
        tab.go(path)
        tab.page.wait_for_load_state("load")
        assert tab.page.locator("h1").count() == 1, path


def test_the_first_page_leads_into_the_site(tab: Visit) -> None:
    tab.go("MO-TRANG-NAY.html")
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
def test_the_same_walk_in_firefox(stick: Path, pages: list[str]) -> None:
    """Debian's Firefox ESR, driven by WebDriver BiDi; npm brings the driver when it may."""
    firefox, npm, node = (shutil.which(name) for name in ("firefox-esr", "npm", "node"))
    if not (firefox and npm and node):
        pytest.skip("no Firefox ESR, or no Node, on this machine")
    tools = ROOT / ".cache" / "puppeteer"
    tools.mkdir(parents=True, exist_ok=True)
    if not (tools / "node_modules/puppeteer-core").is_dir():
        got = subprocess.run([npm, "install", "--prefix", str(tools), "--no-save", PUPPETEER], capture_output=True, text=True, check=False)
        if got.returncode:
            pytest.skip(f"npm cannot install {PUPPETEER}")
    shutil.copy(FIREFOX, tools / FIREFOX.name)
    asked = {"firefox": firefox, "folder": str(stick), "pages": pages, "questions": ["tieng keng an ninh", "tiếng kẻng an ninh"]}
    done = subprocess.run(
        [node, FIREFOX.name], cwd=tools, input=json.dumps(asked), capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["faults"] == []
    assert [found[0] for found in answer["found"]] == ["Tiếng kẻng an ninh"] * 2
    assert "hiện được tất cả" in answer["machine"]
    assert answer["opened"] == len(pages)
