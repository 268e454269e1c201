"""Bad input of every kind costs the checker little: two seconds and 200 MB each, and never a traceback."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest
import yaml

from data_sets import write_base
from project import ROOT
from test_golden import CASES, write_case

SECONDS, MEGABYTES = 3, 200
"""Of the processor: two on a machine with nothing else to do; the time grows when others share its caches."""
LINE = re.compile(r"data/\S.*?:\d+:\d+: .+ \[[\w-]+\]|docs/\S+:\d+:\d+: .+ \[[\w-]+\]|\d+ lỗi, \d+ lời khuyên\.|Dữ liệu không có lỗi\.")
TITLE = "---\ntitle: Mô hình A\n"
ATTACKS = {
    "a billion laughs": f"{TITLE}x0: &x0 [ha, ha]\n" + "".join(f"x{n}: &x{n} [*x{n - 1}, *x{n - 1}]\n" for n in range(1, 60)) + "---\n",
    "brackets in YAML": f"{TITLE}results: {'[' * 400_000}\n---\n",
    "braces in YAML": f"{TITLE}results: {'{a: ' * 200_000}\n---\n",
    "steps to the right": TITLE + "".join(f"{' ' * n}a:\n" for n in range(900)) + "---\n",
    "unknown keys": TITLE + "".join(f"k{n}: 1\n" for n in range(60_000)) + "---\n",
    "unknown ids": f"{TITLE}sectors:\n" + "".join(f"  - s{n}\n" for n in range(3_000)) + "---\n",
    "one long line": f"{TITLE}summary: {'a' * 900_000}\n---\n",
    "digits": f"{TITLE}summary: {'0123 456 789 ' * 60_000}\n---\n",
    "at signs": f'{TITLE}summary: "{"a.b@" * 200_000}"\n---\n',
    "accents": f"{TITLE}summary: e{chr(0x301) * 400_000}\n---\n",
    "zero bytes": TITLE + "\0" * 400_000 + "\n---\n",
    "stars in Markdown": f"{TITLE}---\n\n{'*' * 200_000}\n",
    "brackets in Markdown": f"{TITLE}---\n\n{'[' * 200_000}\n",
    "quotes in Markdown": f"{TITLE}---\n\n{'>' * 200_000}a\n",
    "ticks in Markdown": f"{TITLE}---\n\n" + "".join("`" * n + " " for n in range(1, 1200)),
    "links to nowhere": f"{TITLE}---\n\n{'[a](b) ' * 40_000}\n",
    "a wide table": f"{TITLE}---\n\n{'|a' * 20_000}\n{'|-' * 20_000}\n" + "|b|\n" * 3_000,
    "a long table": f"{TITLE}---\n\n{'|a' * 100}\n{'|-' * 100}\n" + "|b\n" * 200_000,
    "citations": f"{TITLE}---\n\n{'khoản 1 Điều 6 Thông tư số 124/2021/TT-BCA, ' * 15_000}\n",
    "birth dates": f"{TITLE}---\n\n{'Nguyễn Văn An sinh ngày 1/1/1990, ' * 5_000}\n",
}


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What the checker said of each case and attack, and what it took."""
    folder = tmp_path_factory.mktemp("limits")
    for number, file in enumerate(CASES):
        write_case(yaml.safe_load(file.read_text("utf-8")), folder / f"{number}" / "data")
    for number, text in enumerate(ATTACKS.values(), len(CASES)):
        data = write_base(folder / f"{number}" / "data")
        (data / "models/mo-hinh-a.md").write_text(text, "utf-8")
    names = [*(file.stem for file in CASES), *ATTACKS]
    folders = [str(folder / f"{number}" / "data") for number in range(len(names))]
    command = [sys.executable, str(ROOT / "tests" / "checking.py"), *folders]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    return {name: found[place] for name, place in zip(names, folders, strict=True)}


def test_no_bad_input_costs_much(measured: dict[str, dict[str, Any]]) -> None:
    assert len(measured) > 100
    dear = {name: (took["seconds"], took["megabytes"]) for name, took in measured.items()}
    assert {name: took for name, took in dear.items() if took[0] > SECONDS or took[1] > MEGABYTES} == {}


def test_no_bad_input_makes_the_checker_fall(measured: dict[str, dict[str, Any]]) -> None:
    for name, took in measured.items():
        assert took["status"] in (0, 1), name
        assert took["wrong"] == "", name
        assert [line for line in took["said"].splitlines() if not LINE.fullmatch(line)] == [], name


@pytest.mark.parametrize("name", [name for name in ATTACKS if "Markdown" not in name and name not in ("citations", "zero bytes")])
def test_an_attack_is_told_where_it_is(name: str, measured: dict[str, dict[str, Any]]) -> None:
    said = measured[name]["said"].splitlines()
    assert measured[name]["status"] == 1
    assert all(line.startswith("data/models/mo-hinh-a.md:") for line in said[:-1])
    assert len(said) > 1
