"""Broken data: everybody is told the same exact list, and the published site stays as it was."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from data_sets import GOLDEN, overlay, write_base
from movement import pipeline
from movement.examined import Settings
from movement.problems import MESSAGES
from movement.workflow_commands import GRAVEST
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


def test_github_shows_the_gravest_on_their_lines_and_lists_all_in_the_summary(broken: Project, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    *shown, last = broken.check("--format", "github", GITHUB_STEP_SUMMARY=str(summary)).stdout.splitlines()
    every = len((WHOLE / "expected.txt").read_text("utf-8").splitlines()) - 1
    assert len(shown) == 9
    assert all(line.startswith("::error file=data/") for line in shown)
    assert {re.search("title=([a-z-]+)", line)[1] for line in shown} <= set(GRAVEST)
    assert f"Còn {every - 9} chỗ" in last
    assert summary.read_text("utf-8").count("\n| `data/") == every


def test_github_shows_few_problems_all(tmp_path: Path) -> None:
    data = overlaid(tmp_path)
    overlay(data, {"models/mo-hinh-a.md": "---\ntitle: A\nla: 1\n---\n"})
    lines = Project(ROOT).check("--data", str(data), "--format", "github").stdout.splitlines()
    assert [line.partition(",title=")[0] for line in lines] == ["::error file=data/models/mo-hinh-a.md,line=3,col=1"]


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
    [
        "/../ngoai/",
        "/index.html",
        "/feeds/tat-ca.xml",
        "/assets/site.css",
        "/mo-hinh/tieng-keng/index.html",
        "/404.html",
        "/sitemap.xml",
        "/robots.txt/cu/",
    ],
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
    # What no YAML file can hold is shown by the attacks below.
    assert set(MESSAGES) - shown == {"unreadable", "stray-link"}


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


def overlaid(folder: Path) -> Path:
    """The small data set in a folder of its own."""
    return write_base(folder / "data")


def attacks(data: Path, outside: Path) -> dict[str, tuple[int, str]]:
    """Files meant to choke the checker, or to lead it out of the folder; the line and code each must give."""
    bomb = "title: A\na: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"b{n}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
    )
    files: dict[str, tuple[str | bytes, int, str]] = {
        "standards/bom.yml": (bomb, 4, "yaml-alias"),
        "standards/ngoac.yml": ("[" * 900_000, 1, "too-deep"),
        "standards/gach.yml": ("- " * 450_000, 1, "too-deep"),
        "standards/gach-thua.yml": ("-  " * 50_000, 1, "too-deep"),
        "standards/hoi.yml": ("? " * 450_000, 1, "too-deep"),
        "standards/thut.yml": ("".join(" " * n + "a:\n" for n in range(1300)), 61, "too-deep"),
        "standards/tep-lon.yml": (b"title: " + b"x" * 5_000_000, 1, "too-large"),
        "standards/nhi-phan.yml": (bytes(range(256)) * 100, 2, "not-utf8"),
        "standards/nul.yml": (b"title: A\0B\ngroups: []\n", 1, "hidden-characters"),
        "standards/the.yml": ("title: !!python/object/apply:os.system [ls]\n", 1, "yaml-tag"),
        "standards/ngoac-kep.yml": ('title: "' + "\\" * 100_001, 1, "yaml"),
        "standards/utf16.yml": ("title: Một".encode("utf-16"), 1, "not-utf8"),
        "standards/Ten Sai.yml": ("title: A\n", 1, "wrong-id"),
        "models/ngoac.md": ("---\ntitle: A\n---\n\n" + "[" * 200_000 + "\n", 0, ""),
        "models/trich.md": ("---\ntitle: A\n---\n\n" + ">" * 100_000 + " x\n", 0, ""),
        "models/la-thu-muc.md/a.txt": ("x", 1, "stray-file"),
    }
    overlay(data, {name: content for name, (content, _, _) in files.items()})
    (data / "standards" / "ra-ngoai.yml").symlink_to(outside)
    (data / "models" / "vong").symlink_to(data / "models")
    (data / "files" / "ra-ngoai.pdf").symlink_to(outside)
    (data / "exemplars").rename(data.parent / "noi-khac")
    (data / "exemplars").symlink_to(data.parent / "noi-khac")
    os.mkfifo(data / "standards" / "ong.yml")
    expected = {name: (line, code) for name, (_, line, code) in files.items() if code}
    return expected | dict.fromkeys(
        ("exemplars", "standards/ra-ngoai.yml", "models/vong", "files/ra-ngoai.pdf", "standards/ong.yml"), (1, "stray-link")
    )


def test_attacks_are_answered_within_two_seconds_and_200_megabytes(tmp_path: Path) -> None:
    """All at once, in processor time and resident memory of a fresh process."""
    data = overlaid(tmp_path)
    (tmp_path / "mat.yml").write_text("title: Bí mật bên ngoài\n", "utf-8")
    expected = attacks(data, tmp_path / "mat.yml")
    measure = "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:]); u = resource.getrusage(resource.RUSAGE_CHILDREN); "
    measure += "print(u.ru_utime + u.ru_stime, u.ru_maxrss, file=sys.stderr)"
    command = [sys.executable, "-c", measure, sys.executable, "scripts/check.py", "--data", str(data), "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    seconds, kilobytes = map(float, done.stderr.split()[-2:])
    # Two seconds on a machine with nothing else to do; processor time grows when others share its caches.
    assert seconds < 3 and kilobytes < 200_000, (seconds, kilobytes)
    found = {(problem["path"].removeprefix("data/"), problem["line"], problem["code"]) for problem in json.loads(done.stdout)}
    assert {(name, line, code) for name, (line, code) in expected.items()} - found == set()
    assert "Bí mật" not in done.stdout


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root every file opens, so that the refusal is played."""
    data = overlaid(tmp_path)
    real = open

    def refusing(name: Any, *arguments: Any, **options: Any) -> Any:
        if str(name).endswith("kh-cu.md"):
            raise PermissionError(name)
        return real(name, *arguments, **options)

    monkeypatch.setattr("builtins.open", refusing)
    problems = pipeline.check(Settings(data, ROOT / "docs", ROOT / "overrides"))
    assert [(problem.path, problem.code) for problem in problems] == [("data/directives/kh-cu.md", "unreadable")]


@pytest.mark.parametrize(
    ("switch", "value", "words"),
    [
        ("DATA_DIR", "khong-co", "hông có thư mục"),
        ("DATA_DIR", "mkdocs.yml", "hông có thư mục"),
        ("BUILD_DATE", "22/11/2026", "BUILD_DATE phải là ngày dạng 2026-11-22, không phải “22/11/2026”"),
    ],
)
def test_a_switch_that_cannot_be_meant_is_named(broken: Project, switch: str, value: str, words: str) -> None:
    for done, status in ((broken.build(**{switch: value}), 1), (broken.check(**{switch: value}), 2)):
        assert (done.returncode, "Traceback" in done.stderr) == (status, False)
        assert words in done.stderr
