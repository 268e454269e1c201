"""An edition in other forms: one record as one file, and a ZIM for Kiwix."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import PHONE, visit
from editions import small_project
from project import Project
from site_reader import Site


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return small_project(tmp_path_factory.mktemp("forms"))


def single(project: Project, record: str, target: Path, **switches: str) -> subprocess.CompletedProcess[str]:
    return project.run("scripts/export_offline.py", "--into", str(target), "--single", record, **switches)


def test_one_record_is_one_file_that_opens_by_itself(project: Project, tmp_path: Path, browser: Browser) -> None:
    done = single(project, "data/models/tieng-keng.md", tmp_path, SITE_URL="https://toandan.example/")
    assert done.returncode == 0, done.stderr
    page = Site.read(tmp_path)["tieng-keng.html"]
    assert "Gõ ba hồi khi có việc" in page.text
    inside = [text for _, text in page.addresses() if not text.startswith(("data:", "#", "https://", "tel:"))]
    assert inside == []
    assert "https://toandan.example/van-ban/07-ct-mau/" in page.tree.xpath("//a/@href")
    assert [href for href in page.tree.xpath("//a/@href") if "phieu/" in href or ".html" in href.partition("toandan.example/")[2]] == []
    assert page.tree.xpath("//script") == []
    with visit(browser, f"{tmp_path.as_uri()}/", viewport=PHONE, offline=True) as tab:
        tab.go("tieng-keng.html")
        assert tab.page.locator("h1").is_visible()
        assert tab.page.evaluate("document.fonts.check('16px \"Be Vietnam Pro\"', 'ặ')")
        assert tab.faults == []


def test_a_site_without_an_address_gives_no_link_to_strangers(project: Project, tmp_path: Path) -> None:
    assert single(project, "models/tieng-keng", tmp_path).returncode == 0
    assert "example.org" not in " ".join(Site.read(tmp_path)["tieng-keng.html"].tree.xpath("//a/@href"))


@pytest.mark.parametrize("record", ["data/models/khong-co.md", "khong-co", "data/models/mo-hinh-da-rut.md"])
def test_a_record_that_is_not_there_is_said(record: str, project: Project, tmp_path: Path) -> None:
    done = single(project, record, tmp_path)
    assert done.returncode == 1
    assert f"{record}: không phải tệp của một bản ghi đang đăng." in done.stderr


def test_a_zim_passes_the_check_and_is_searched(project: Project, tmp_path: Path) -> None:
    tools = [shutil.which(name) for name in ("zimwriterfs", "zimcheck", "zimsearch")]
    if not all(tools):
        pytest.skip("no zim-tools on this machine")
    done = project.run("scripts/export_offline.py", "--into", str(tmp_path), "--zim")
    assert done.returncode == 0, done.stderr
    [zim] = map(str, tmp_path.glob("*.zim"))
    checked = subprocess.run(["zimcheck", "--all", zim], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    found = subprocess.run(["zimsearch", zim, "tieng keng an ninh"], capture_output=True, text=True, check=False).stdout
    assert "Tiếng kẻng an ninh" in found
