"""The editor's preview: what was saved shows in the browser, or what is wrong with it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

import generate_data
from browsing import chromium
from project import Project, environment, new_project

RECORDS = 300
SLOWEST = 30.0
"""Seconds to wait for anything: generous, because the machine may be busy. `scripts/bench.py` measures the true time."""


def eventually(address: str, text: str, started: float) -> float:
    """The seconds until the page at an address holds a text, a page of problems too."""
    while time.monotonic() - started < SLOWEST:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # our own server
                if text in answer.read().decode():
                    return time.monotonic() - started
        except urllib.error.HTTPError as problems:
            if text in problems.read().decode():
                return time.monotonic() - started
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.1)
    raise AssertionError(f"{address} never showed {text!r}")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, str]]:
    """A project under `mkdocs serve`, and its address."""
    folder = tmp_path_factory.mktemp("serve")
    generate_data.generate(RECORDS, folder / "data")
    project = new_project(folder / "project", folder / "data")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
    with (folder / "log.txt").open("w") as log:
        server = subprocess.Popen(command, cwd=project.folder, env=environment(), stdout=log, stderr=log)
        home = f"http://127.0.0.1:{port}/"
        try:
            eventually(home, "<h1", time.monotonic())
            yield project, home
        finally:
            server.terminate()
            server.wait(10)


def test_an_edit_shows(preview: tuple[Project, str]) -> None:
    project, home = preview
    file = next((project.data / "models").iterdir())
    text = file.read_text("utf-8")
    for word in ("mot-lan", "hai-lan"):
        file.write_text(text.replace("title: ", f"title: Sửa {word} ", 1), "utf-8")
        eventually(f"{home}mo-hinh/{file.stem}/", f"Sửa {word}", time.monotonic())
        eventually(f"{home}mo-hinh/", f"Sửa {word}", time.monotonic())


def test_the_edited_page_shows_before_the_rest_of_the_site_is_built(preview: tuple[Project, str]) -> None:
    project, home = preview
    file = sorted((project.data / "models").iterdir())[6]
    file.write_text(file.read_text("utf-8").replace("title: ", "title: Xem trước ", 1), "utf-8")
    eventually(f"{home}mo-hinh/{file.stem}/", "Xem trước", time.monotonic())
    eventually(f"{home}mo-hinh/", "Xem trước", time.monotonic())
    _, _, build = (project.folder.parent / "log.txt").read_text("utf-8").rpartition("Building documentation")
    shown, _, rest = build.partition("Trang vừa sửa đã xem được")
    assert rest, "it was shown ahead"
    assert "Đã đăng" not in shown, "and the rest after it"


def test_the_page_in_a_browser_changes_by_itself(preview: tuple[Project, str]) -> None:
    project, home = preview
    file = sorted((project.data / "models").iterdir())[7]
    with chromium() as browser:
        page, list_of_all = browser.new_page(), browser.new_page()
        page.goto(f"{home}mo-hinh/{file.stem}/")
        list_of_all.goto(f"{home}mo-hinh/")
        file.write_text(file.read_text("utf-8").replace("title: ", "title: Tự hiện ", 1), "utf-8")
        page.locator("h1", has_text="Tự hiện").wait_for(timeout=30_000)
        list_of_all.get_by_text("Tự hiện").first.wait_for(timeout=30_000)


def test_an_edit_made_while_another_is_built_shows_too(preview: tuple[Project, str]) -> None:
    project, home = preview
    files = sorted((project.data / "models").iterdir())[1:6]
    for number, file in enumerate(files):
        text = file.read_text("utf-8")
        file.write_text(text.replace("title: ", f"title: Lần {number} ", 1), "utf-8")
        # Some of these fall into the build that the first one began.
        time.sleep(0.6)
    for number, file in enumerate(files):
        eventually(f"{home}mo-hinh/{file.stem}/", f"Lần {number}", time.monotonic())


def test_a_mistake_stands_in_place_of_every_page_until_it_is_mended(preview: tuple[Project, str]) -> None:
    project, home = preview
    file = max((project.data / "models").iterdir())
    text = file.read_text("utf-8")
    file.write_text(text.replace("title: ", "tilte: ", 1), "utf-8")
    for page in (f"mo-hinh/{file.stem}/", "gioi-thieu/"):
        eventually(f"{home}{page}", f"data/models/{file.name}", time.monotonic())
        eventually(f"{home}{page}", "Ý bạn là “title”?", time.monotonic())
    file.write_text(text.replace("title: ", "title: Đã chữa ", 1), "utf-8")
    eventually(f"{home}mo-hinh/{file.stem}/", "Đã chữa", time.monotonic())


def test_the_published_site_is_not_touched(preview: tuple[Project, str]) -> None:
    assert not preview[0].site.exists()


def test_nothing_is_left_in_the_project(preview: tuple[Project, str]) -> None:
    project, _ = preview
    expected: set[str] = {"mkdocs.yml", "hooks", "overrides", "scripts", "docs", "data", ".cache"}
    assert {path.name for path in Path(project.folder).iterdir()} == expected
