"""An editor's work in the content manager, end to end: Chromium, Decap, and decap-server over a git repository of the test's own."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from browsing import chromium, served
from data_sets import picture, write_base
from project import ROOT, UNCOPIED, Project, new_project
from site_reader import Site

HERE = Path(__file__).resolve().parent
SERVER = HERE / "node_modules" / "decap-server" / "dist" / "index.js"
pytestmark = pytest.mark.slow
PORT = "8081"
AWARDED = "bang-khen-tang-doi-dan-phong-da-trang-nam-2026"


@pytest.fixture(scope="module")
def server_program() -> Path:
    """decap-server, installed by npm in the locked version; without npm or its registry the test is skipped."""
    if not shutil.which("npm"):
        pytest.skip("no npm on this machine")
    if not SERVER.is_file():
        done = subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, capture_output=True, text=True, timeout=180, check=False
        )
        if done.returncode:
            pytest.skip(f"npm could not install decap-server: {done.stderr[-300:]}")
    return SERVER


def git(folder: Path, *arguments: str) -> str:
    """What git says."""
    who = ["-c", "user.name=Thử", "-c", "user.email=thu@example.vn", "-c", "commit.gpgsign=false", "-c", "core.quotepath=false"]
    return subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


@dataclass
class Desk:
    """An editor who has signed in, and the repository behind the forms."""

    page: Page
    home: str
    project: Project

    def open(self, collection: str, link: str, title: str = "") -> None:
        """Leave the form, and open another from the list of a collection; its title says that it is there.

        The forms are loaded anew, without what Decap kept of the last one: it offers that to whatever form comes next.
        """
        self.page.goto(self.home)
        self.page.evaluate(
            """() => new Promise((done) => {
                const gone = indexedDB.deleteDatabase("localforage");
                gone.onsuccess = gone.onerror = gone.onblocked = done;
            }).then(() => {})"""
        )
        self.page.goto(f"{self.home}admin/#/collections/{collection}")
        self.page.get_by_role("heading", name="Nội dung").wait_for()
        self.page.get_by_role("link", name=link).click()
        self.page.get_by_role("button", name="Lưu", exact=True).wait_for()
        expect(self.field("title")).to_have_value(title, timeout=30_000)

    def field(self, name: str, within: str = "") -> Locator:
        """The first field of that key; `within` names the group it stands in."""
        scope = self.page.locator(f'[id^="{within}-field-"]').first if within else self.page
        return scope.locator(f'[id^="{name}-field-"]').first

    def choose(self, name: str, typed: str, within: str = "") -> str:
        """Type into a field with a list and take the first entry; its words."""
        self.field(name, within).fill(typed)
        option = self.page.get_by_role("option").first
        option.wait_for()
        words = option.inner_text()
        self.page.keyboard.press("Enter")
        return words

    def save(self) -> None:
        """Save the form, as a branch and a proposal."""
        self.page.get_by_role("button", name="Lưu", exact=True).click()
        self.page.get_by_text("Mục đã được lưu").first.wait_for()

    def publish(self) -> None:
        """Move the proposal from draft to ready, and take it in."""
        self.page.get_by_role("button", name="Trạng thái:").click()
        self.page.get_by_role("menuitem", name="Sẵn sàng").click()
        self.page.get_by_text("Trạng thái của mục đã được cập nhật").first.wait_for()
        self.page.get_by_role("button", name="Đăng", exact=True).click()
        self.page.get_by_role("menuitem", name="Đăng ngay").click()
        self.page.get_by_text("Mục đã được công bố").first.wait_for()

    def branch(self, name: str) -> str:
        """The branch of a proposal, which must be there."""
        assert name in git(self.project.folder, "branch", "--format=%(refname:short)").splitlines()
        return name

    def check(self, branch: str, tmp: Path, file: str) -> list[object]:
        """What check.py finds in a branch, and tidy.py in the file that was added there."""
        target = tmp / branch.replace("/", "-")
        git(self.project.folder, "worktree", "add", "--detach", str(target), branch)
        problems: list[object] = json.loads(self.project.check("--data", str(target / "data"), "--format", "json").stdout)
        tidied = self.project.run("scripts/tidy.py", "--data", str(target / "data"), "--check", str(target / "data" / file))
        return [*problems, *tidied.stdout.splitlines()]


@contextlib.contextmanager
def running(program: Path, repository: Path) -> Iterator[str]:
    """decap-server on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    settings = {**os.environ, "MODE": "git", "GIT_REPO_DIRECTORY": str(repository), "PORT": port}
    process = subprocess.Popen(["node", str(program)], env=settings, cwd=repository, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("localhost", int(port)), timeout=1):
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def desk(server_program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An editor at the forms of the small data set."""
    folder = tmp_path_factory.mktemp("cms")
    project = new_project(folder / "project", write_base(folder / "data"))
    project.built()
    shutil.copy(ROOT / "docs" / "admin" / UNCOPIED, project.site / "admin")
    (project.folder / ".gitignore").write_text("*\n!data/**\n!/data/\n")
    git(project.folder, "init", "-q", "-b", "main")
    git(project.folder, "add", "data")
    git(project.folder, "commit", "-qm", "start")
    git(project.folder, "config", "user.name", "Biên tập")
    git(project.folder, "config", "user.email", "bien-tap@example.vn")
    with running(server_program, project.folder) as port, served(project.site) as home, chromium() as browser:
        for file in ("index.html", "config.yml"):
            path = project.site / "admin" / file
            path.write_text(path.read_text("utf-8").replace(PORT, port).replace("local_backend: true", "local_backend: false"), "utf-8")
        page = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 1600}).new_page()
        page.set_default_timeout(30_000)
        # Yes to all questions, but not to going on with what was left unsaved.
        page.on("dialog", lambda box: box.dismiss() if "sao lưu" in box.message else box.accept())
        home = home.replace("127.0.0.1", "localhost")
        page.goto(f"{home}admin/")
        page.get_by_role("button", name="Đăng nhập").click()
        page.get_by_role("link", name="Mô hình").wait_for()
        yield Desk(page, home, project)


def test_a_model_is_edited_and_only_that_line_changes(desk: Desk, tmp_path: Path) -> None:
    desk.open("models", "Tiếng kẻng an ninh", "Tiếng kẻng an ninh")
    desk.field("summary").fill("Kẻng báo động: cả thôn cùng nghe.")
    desk.save()
    branch = desk.branch("cms/models/tieng-keng")
    changed = git(desk.project.folder, "diff", "--unified=0", "main", branch).splitlines()
    assert [line for line in changed if line.startswith(("+", "-")) and not line.startswith(("+++", "---"))] == [
        "-summary: Thôn dùng kẻng để báo động.",
        '+summary: "Kẻng báo động: cả thôn cùng nghe."',
    ]
    assert desk.check(branch, tmp_path, "site.yml") == []


def test_a_commendation_is_added_with_relations_found_without_accents_and_published(desk: Desk, tmp_path: Path) -> None:
    desk.open("commendations", "Tạo bài thuộc loại khen thưởng")
    desk.field("title").fill("Bằng khen tặng Đội dân phòng Đá Trắng năm 2026")
    assert desk.choose("award", "bang khen tinh") == "Bằng khen tỉnh"
    desk.choose("issuer", "ubnd an lac", "decision")
    desk.field("note", "decision").fill("Nguồn không in số quyết định.")
    desk.field("awarded_on").fill("2026-03-02")
    desk.page.get_by_role("button", name="Thêm được khen thưởng").click()
    desk.choose("kind", "tập", "recipients")
    desk.field("display_name", "recipients").fill("Đội dân phòng Đá Trắng")
    desk.save()
    branch = desk.branch(f"cms/commendations/2026/{AWARDED}")
    assert desk.check(branch, tmp_path, f"commendations/2026/{AWARDED}.yml") == []
    desk.publish()
    assert git(desk.project.folder, "show", f"main:data/commendations/2026/{AWARDED}.yml").splitlines() == [
        "title: Bằng khen tặng Đội dân phòng Đá Trắng năm 2026",
        "decision:",
        "  issuer: ubnd-an-lac",
        "  note: Nguồn không in số quyết định.",
        "award: bang-khen-tinh",
        "awarded_on: 2026-03-02",
        "recipients:",
        "  - kind: collective",
        "    display_name: Đội dân phòng Đá Trắng",
    ]


def test_news_with_an_uploaded_picture_is_shown_by_the_site(desk: Desk, tmp_path: Path) -> None:
    photo = tmp_path / "ngay-hoi.png"
    photo.write_bytes(picture())
    desk.open("news", "Tạo bài thuộc loại tin")
    desk.field("title").fill("Ngày hội ở thôn Đá Trắng")
    desk.field("published").fill("2026-08-19")
    desk.choose("kind", "ngày hội")
    desk.page.get_by_role("button", name="Chọn một hình").click()
    macros = tmp_path / "bao-cao.docm"
    macros.write_bytes(b"PK")
    with desk.page.expect_event("dialog") as refused:
        desk.page.locator('input[type="file"]').first.set_input_files(macros)
    assert "Không nhận tệp “bao-cao.docm”" in refused.value.message
    desk.page.locator('input[type="file"]').first.set_input_files(photo)
    desk.page.get_by_text("ngay-hoi.png").first.wait_for()
    desk.page.get_by_role("button", name="Lấy những cái đã chọn").click()
    desk.field("image_alt").fill("Bà con dự ngày hội")
    desk.page.locator('[data-slate-editor="true"]').fill("Thôn tổ chức ngày hội.")
    desk.save()
    branch = desk.branch("cms/news/2026/2026-08-19-ngay-hoi-o-thon-da-trang")
    assert desk.check(branch, tmp_path, "news/2026/2026-08-19-ngay-hoi-o-thon-da-trang.md") == []
    desk.publish()
    site = Site.read(desk.project.built())
    page = site["tin-tuc/2026/2026-08-19-ngay-hoi-o-thon-da-trang/"]
    assert page
