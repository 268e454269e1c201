"""Broken data: everybody is told the same exact list, and the published site stays as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from data_sets import GOLDEN, overlay, write_base
from movement.problems import MESSAGES
from project import ROOT, Project, new_project, times, tree

WHOLE = GOLDEN / "problems"


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project with the deliberately broken data set."""
    return new_project(tmp_path_factory.mktemp("broken") / "project", WHOLE / "data")


@pytest.mark.parametrize("name", ["expected.txt", "expected.json"])
def test_the_checker_lists_every_problem_at_once(broken: Project, name: str) -> None:
    done = broken.check("--format", name.removeprefix("expected.").replace("txt", "text"))
    assert done.stdout.splitlines() == (WHOLE / name).read_text("utf-8").splitlines()
    assert done.returncode == 1


def test_json_has_the_promised_keys(broken: Project) -> None:
    for entry in json.loads(broken.check("--format", "json").stdout):
        assert list(entry) == ["path", "line", "column", "code", "message", "level"]
        assert entry["level"] in ("error", "advice")


def test_github_gets_one_annotation_a_problem(broken: Project) -> None:
    lines = broken.check("--format", "github").stdout.splitlines()
    assert len(lines) == len((WHOLE / "expected.txt").read_text("utf-8").splitlines()) - 1
    assert all(line.startswith(("::error file=data/", "::notice file=data/")) for line in lines)


def test_files_named_limit_the_list(broken: Project) -> None:
    wanted = "data/models/repeated-key.md"
    done = broken.check(wanted)
    assert [line.partition(":")[0] for line in done.stdout.splitlines()[:-1]] == [wanted]


def test_a_command_not_understood_is_not_a_problem_of_the_data(broken: Project) -> None:
    assert broken.check("--data", "khong-co").returncode == 2
    assert broken.check("--format", "xml").returncode == 2


def test_the_build_lists_the_same_and_touches_nothing(broken: Project) -> None:
    overlay(broken.site, {"index.html": "Trang đã đăng", "mo-hinh/cu/index.html": "Trang cũ", ".htaccess": "Của máy chủ"})
    before, when = tree(broken.site), times(broken.site)
    done = broken.build()
    expected = (WHOLE / "expected.txt").read_text("utf-8").splitlines()[:-1]
    printed = done.stdout + done.stderr
    assert [line for line in expected if line not in printed] == []
    assert sum(" data/" in line and line.endswith("]") for line in printed.splitlines()) == len(expected)
    assert done.returncode != 0
    assert (tree(broken.site), times(broken.site)) == (before, when)


def test_data_dir_chooses_the_data_for_both_doors(broken: Project) -> None:
    (broken.folder / "tinh-khac").mkdir(exist_ok=True)
    write_base(broken.folder / "tinh-khac" / "data")
    assert broken.check(DATA_DIR="tinh-khac/data").returncode == 0
    assert broken.build("-d", "site-khac", DATA_DIR="tinh-khac/data").returncode == 0
    assert (broken.folder / "site-khac/mo-hinh/tieng-keng/index.html").is_file()


@pytest.mark.parametrize(
    "alias",
    ["/../ngoai/", "/index.html", "/feeds/tat-ca.xml", "/assets/site.css", "/mo-hinh/tieng-keng/index.html", "/404.html", "/sitemap.xml"],
)
def test_an_alias_never_takes_a_file_that_is_not_its_own(alias: str, tmp_path: Path) -> None:
    """Each is refused before anything is written, in words; and nothing is ever written outside the site."""
    project = new_project(tmp_path / "project", write_base(tmp_path / "data"))
    overlay(project.data, {"models/mo-hinh-a.md": f"---\ntitle: Mô hình A\naliases: [{alias}]\n---\n"})
    around = {path for path in tmp_path.rglob("*") if path.name == "ngoai"}
    done = project.build()
    assert {path for path in tmp_path.rglob("*") if path.name == "ngoai"} == around
    assert not project.site.exists()
    assert "data/models/mo-hinh-a.md:3:" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["ghi-chu.md", "vocabularies/topic.yml"])
def test_a_file_that_nothing_reads_is_named(name: str, broken: Project) -> None:
    """Somebody wrote it in order to publish it."""
    folder = write_base(broken.folder / name.replace("/", "-") / "data")
    overlay(folder, {name: "---\ntitle: Bỏ quên\n---\n", "README.md": "Hướng dẫn cho người biên tập"})
    done = broken.check("--data", str(folder))
    assert f"data/{name}:" in done.stdout
    assert "README" not in done.stdout


def test_every_message_is_shown_to_somebody() -> None:
    """Each sentence of problems.py stands in a golden case, word for word."""
    shown = {
        line.rpartition("[")[2].rstrip("]")
        for file in (GOLDEN / "cases").glob("*.yml")
        for line in yaml.safe_load(file.read_text("utf-8"))["expected"]
    }
    assert set(MESSAGES) - shown == set()


def test_another_data_set_builds_with_the_project_as_it_is(tmp_path: Path) -> None:
    """The hand-written pages must not need the records of the starter data."""
    data = write_base(tmp_path / "data")
    done = Project(ROOT).check("--data", str(data))
    assert done.stdout == "Dữ liệu không có lỗi.\n"


def test_the_starter_data_is_clean() -> None:
    done = Project(ROOT).check()
    assert done.returncode == 0
    # Texts that are cited and not on the site yet are worth a word, and nothing else is.
    said = {line.rpartition("[")[2].rstrip("]") for line in done.stdout.splitlines()[:-1]}
    assert said == {"unknown-citation", "ambiguous-citation"}
    assert done.stdout.splitlines()[-1].startswith("0 lỗi, ")
