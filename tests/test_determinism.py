"""Same data, same bytes: cold or warm, whatever was built before."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from data_sets import overlay, write_base
from project import Project, new_project, times, tree


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Path]:
    """A project with the small data set, built once, and a copy of it: what a build remembers belongs to the folder it built."""
    folder = tmp_path_factory.mktemp("determinism")
    made = new_project(folder / "project", write_base(folder / "data"))
    made.built()
    return made, shutil.copytree(made.folder, folder / "kept")


@pytest.fixture
def project(built: tuple[Project, Path]) -> Project:
    """That project as it was built."""
    made, kept = built
    shutil.rmtree(made.folder)
    shutil.copytree(kept, made.folder)
    return made


def cold(project: Project) -> dict[str, str]:
    """The tree of a build into another folder without anything remembered."""
    cache, aside = project.folder / ".cache", project.folder / ".cache-aside"
    cache.rename(aside)
    project.built("-d", "site-lanh")
    shutil.rmtree(cache, ignore_errors=True)
    aside.rename(cache)
    found = tree(project.folder / "site-lanh")
    shutil.rmtree(project.folder / "site-lanh")
    return found


def changed(before: dict[str, int], after: dict[str, int]) -> set[str]:
    """The files that were written, new or gone between two moments."""
    return {file for file in {*before, *after} if before.get(file) != after.get(file)}


def test_two_cold_builds_are_equal(starter_build: tuple[Project, str]) -> None:
    project = starter_build[0]
    assert cold(project) == tree(project.site)


def test_editions_that_share_a_memory_are_what_they_are_alone(project: Project) -> None:
    online, folder = tree(project.site), project.folder / "ngoai-tuyen"
    project.built("-d", folder.name, OFFLINE="1")
    after_online = tree(folder)
    project.forget()
    shutil.rmtree(folder)
    project.built("-d", folder.name, OFFLINE="1")
    assert tree(folder) == after_online
    project.built()
    assert tree(project.site) == online


def test_a_build_of_nothing_new_touches_nothing(project: Project) -> None:
    before = dict(times(project.site))
    project.built()
    assert changed(before, dict(times(project.site))) == set()


def test_one_edit_changes_what_shows_it_and_nothing_else(project: Project) -> None:
    before = dict(times(project.site))
    project.edit("data/models/tieng-keng.md", "title: Tiếng kẻng an ninh", "title: Tiếng kẻng bình yên")
    project.built()
    touched = changed(before, dict(times(project.site)))
    pages = {file for file in touched if file.endswith(".html")}
    shown = {
        "mo-hinh/tieng-keng",
        "van-ban/07-ct-mau",
        "dien-hinh/truong-an-phu",
        "khen-thuong/2025/bang-khen-nhieu-nguoi",
        "tin-tuc/2025/2025-10-01-ra-mat",
        "mo-hinh",
        "dia-ban/an-lac",
        "",
    }
    assert {f"{path}/index.html".removeprefix("/") for path in shown} <= pages
    stays = {"van-ban/luat-mau", "tai-lieu/to-roi", "tieu-chuan/an-toan", "bang-vang", "viec-can-lam", "van-ban", "gioi-thieu"}
    assert pages & {f"{path}/index.html" for path in stays} == set()
    assert "feeds/mo-hinh.xml" in touched and "feeds/tai-lieu.xml" not in touched
    assert tree(project.site) == cold(project)


EDITS = {
    "a new record": {
        "models/mo-hinh-moi.md": "---\ntitle: Mô hình mới\npublished: 2025-10-10\ncarries_out: [07-ct-mau]\nunits: [binh-yen]\n---\n\nNội dung.\n"
    },
    "a record gone": {
        "materials/to-roi.md": None,
        "directives/07-ct-mau.md": "---\ntitle: Chỉ thị ngắn\nnumber: 07/CT-MAU\nkind: chi-thi\nissuer: ubnd-an-lac\n---\n\n"
        "## Điều 1. Phạm vi\n\n## Điều 2. Chế độ báo cáo\n",
    },
    "a body": {
        "exemplars/mot-nguoi-dan.md": "---\ntitle: Một người dân bắt cướp\nwho: {kind: individual, display_name: Một người dân, shown_as: role}\n---\n\nViết lại.\n"
    },
    "a vocabulary": {
        "vocabularies/topics.yml": "- {id: tong-hop, name: Việc chung}\n- {id: chay-no, name: Phòng cháy, chữa cháy}\n".replace(
            "Phòng cháy, chữa cháy", "'Phòng cháy, chữa cháy'"
        )
    },
    "the site's settings": {"site.yml": "publisher: {name: Trang khác}\nhotlines: [{label: Công an, value: '113'}]\n"},
    "an attachment": {"files/ban-chup.pdf": b"%PDF-1.4 ban chup moi"},
    "a record withdrawn": {
        "news/2024/tin-cu.md": "---\ntitle: Tin năm trước\nkind: notice\npublished: 2024-12-31\nstate: withdrawn\nwithdrawn: {on: 2025-01-02, reason: Đăng nhầm}\n---\n"
    },
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_warm_build_equals_a_cold_one(edit: str, project: Project) -> None:
    overlay(project.data, EDITS[edit])
    project.built()
    assert tree(project.site) == cold(project)


def test_a_record_renamed_leaves_nothing_behind(project: Project) -> None:
    (project.data / "materials/to-roi.md").rename(project.data / "materials/to-gap.md")
    project.edit("data/directives/07-ct-mau.md", "materials/to-roi", "materials/to-gap")
    # Not a letter of it changes, but everything that leads to it.
    (project.data / "commendations/2024/giay-khen-bi-huy.yml").rename(project.data / "commendations/2024/giay-khen-cu.yml")
    project.built()
    assert not (project.site / "tai-lieu/to-roi").exists()
    assert (project.site / "tai-lieu/to-gap/index.html").is_file()
    assert not any(b"to-roi" in file.read_bytes() for file in project.site.rglob("*.html"))
    assert tree(project.site) == cold(project)


def _change_something(data: Path, chance: random.Random) -> None:
    """A record renamed, a line of one gone, or one told in the words of another; the data may be wrong then."""
    files = sorted(file for file in data.rglob("*") if file.suffix in (".md", ".yml") and file.parent != data and file.parts[-2][0] != "_")
    file = chance.choice(files)
    lines = file.read_text("utf-8").splitlines(keepends=True)
    at = chance.randrange(len(lines))
    match chance.randrange(3):
        case 0 if "vocabularies" not in file.parts:
            file.rename(file.with_name(f"{chance.choice('abc')}-khac{file.suffix}"))
        case 1:
            file.write_text("".join(lines[:at] + lines[at + 1 :]), "utf-8")
        case _:
            key = lines[at].partition(":")[0]
            alike = [line for other in files for line in other.read_text("utf-8").splitlines(keepends=True) if line.startswith(f"{key}:")]
            file.write_text("".join([*lines[:at], chance.choice(alike or lines), *lines[at + 1 :]]), "utf-8")


# Two walks that come upon a link to a record that was renamed.
@pytest.mark.parametrize("seed", [2, 9])
def test_changes_at_random_one_after_another_leave_no_trace(seed: int, project: Project, tmp_path: Path) -> None:
    chance, good = random.Random(seed), tmp_path / "good"
    built = 0
    while built < 8:
        shutil.copytree(project.data, good)
        _change_something(project.data, chance)
        if project.build().returncode:
            shutil.rmtree(project.data)
            good.rename(project.data)
        else:
            shutil.rmtree(good)
            built += 1
    assert tree(project.site) == cold(project)


def test_what_is_remembered_only_saves_time(project: Project) -> None:
    before = tree(project.site)
    project.forget()
    project.built()
    assert tree(project.site) == before


@pytest.mark.parametrize("damage", [b"", b"\x80\x04", b"khong phai pickle\n"])
def test_a_damaged_memory_is_as_good_as_none(damage: bytes, project: Project) -> None:
    before = tree(project.site)
    for file in (project.folder / ".cache").rglob("*"):
        if file.is_file():
            file.write_bytes(damage)
    project.built()
    assert tree(project.site) == before


def test_a_file_spoilt_in_the_site_is_put_right(project: Project) -> None:
    before = tree(project.site)
    overlay(project.site, {"mo-hinh/tieng-keng/index.html": "Hỏng", "la.html": "Lạ", "tin-tuc/index.html": None})
    project.built()
    assert tree(project.site) == before


def test_a_template_changed_redraws_its_pages(project: Project) -> None:
    project.edit("overrides/model.html", '{% extends "record.html" %}', '{% extends "record.html" %}\n{# mới #}')
    project.edit("overrides/record.html", "<h1>", '<h1 class="moi">')
    project.built()
    assert 'class="moi"' in (project.site / "mo-hinh/tieng-keng/index.html").read_text("utf-8")
    assert tree(project.site) == cold(project)


def test_the_only_today_is_the_one_given(project: Project) -> None:
    tasks = project.site / "viec-can-lam/index.html"
    project.built(BUILD_DATE="2026-01-05")
    text = tasks.read_text("utf-8")
    assert "5/1/2026" in text and "30/11/2026" in text and "31/3/2026" in text
    assert text.index("Đã qua hạn") < text.index("Báo cáo lần đầu"), "20/12/2025 is past"
    project.built(BUILD_DATE="2025-12-01")
    assert "Đã qua hạn" not in tasks.read_text("utf-8")


def test_locale_time_zone_and_hash_seed_do_not_matter(project: Project) -> None:
    before = tree(project.site)
    project.forget()
    project.built(LC_ALL="C", TZ="Pacific/Kiritimati", PYTHONHASHSEED="42")
    assert tree(project.site) == before
