"""The canonical form of data files: nothing said is changed, no comment is lost, and twice is as good as once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tidy as command
from data_sets import BASE, overlay, write_base
from movement.editing.tidy import schema_of_file, tidy
from movement.load import load_markdown, load_yaml
from project import STARTER

UNTIDY = """\
---
# Mẫu để thử
sources:
  # bài thứ nhất
  - url: https://e.vn/1 # địa chỉ
    # tên bài
    title: Bài một

  - {publisher: Báo, url: https://e.vn/2, title: 'Bài hai, phần đầu'}
published: "2/9/2025" # ngày đăng
results:
  - value: '12'
    # đo gì
    measure: Số vụ
    independent: "false"
    as_of: "2024"
broadcast: >
  Dòng một.
  # không phải chú thích

  Dòng hai.
summary: >-
  Tóm tắt
# trên tên
title: Mô hình A
updated: 2025-9-3
la: khóa lạ
# cuối tệp
---

Bài viết.\x20\x20
Dòng sau.

"""
TIDY = """\
---
# Mẫu để thử
# trên tên
title: Mô hình A
summary: >-
  Tóm tắt
published: 2025-09-02 # ngày đăng
updated: 2025-09-03
results:
  - measure: Số vụ
    # đo gì
    value: 12
    as_of: "2024"
    independent: false
broadcast: >
  Dòng một.
  # không phải chú thích

  Dòng hai.
sources:
  # bài thứ nhất
  - title: Bài một
    # tên bài
    url: https://e.vn/1 # địa chỉ

  - {title: 'Bài hai, phần đầu', url: https://e.vn/2, publisher: Báo}
la: khóa lạ
# cuối tệp
---

Bài viết.\x20\x20
Dòng sau.
"""


def texts(data: Path) -> Iterator[tuple[str, bytes]]:
    """Every data file with its path within the folder."""
    for path in sorted([*data.rglob("*.md"), *data.rglob("*.yml")]):
        within = path.relative_to(data).as_posix()
        if schema_of_file(within) is not None:
            yield within, path.read_bytes()


def values(within: str, text: bytes) -> Any:
    return (load_markdown if within.endswith(".md") else load_yaml)(within, text).values


def comments(text: str) -> list[str]:
    """What stands after a `#`, in any order."""
    return sorted(re.findall(r"(?:^|\s)(#[^\n]*)", text))


def test_an_untidy_file_becomes_canonical() -> None:
    assert tidy("models/a.md", UNTIDY.encode()) == TIDY


def test_a_file_from_another_machine_is_normalised() -> None:
    written = unicodedata.normalize("NFD", "title: Đồng chí\nid: x\n").replace("\u0110", "\u00d0").replace("\n", "\r\n")
    assert tidy("site.yml", b"\xef\xbb\xbf" + written.encode()) == "title: Đồng chí\nid: x\n"


@pytest.mark.parametrize("data", [STARTER, BASE], ids=["starter", "base"])
def test_nothing_said_is_changed(data: Path) -> None:
    for within, content in texts(data):
        backwards = content.decode()
        if within.startswith("commendations/") and "\n#" not in backwards:
            # Top-level keys in the opposite order: the most that can be untidy.
            blocks = re.split(r"(?m)^(?=\S)", backwards)
            backwards = "".join(reversed(blocks))
        once = tidy(within, backwards.encode())
        assert once is not None, within
        assert tidy(within, once.encode()) == once, within
        assert values(within, once.encode()) == values(within, backwards.encode()), within
        assert comments(once) == comments(backwards), within


def test_the_starter_data_is_canonical(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--data", str(STARTER), "--check"]) == 0, capsys.readouterr().out


@pytest.mark.parametrize("text", ["---\ntitle: [\n---\n", "title: A\n", "---\na: &x 1\nb: *x\n---\n", "---\ntitle: A\ntitle: B\n---\n", ""])
def test_what_cannot_be_read_is_left_alone(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = write_base(tmp_path / "data")
    overlay(data, {"models/hong.md": text})
    assert command.main(["--data", str(data), str(data / "models/hong.md")]) == 1
    assert capsys.readouterr().out == "data/models/hong.md: không đọc được, để nguyên\n"
    assert (data / "models/hong.md").read_text("utf-8") == text


def test_checking_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = write_base(tmp_path / "data")
    overlay(data, {"models/a.md": UNTIDY})
    assert command.main(["--data", str(data), "--check", str(data / "models/a.md")]) == 1
    assert capsys.readouterr().out == "data/models/a.md: chưa ở dạng chuẩn\n"
    assert (data / "models/a.md").read_text("utf-8") == UNTIDY
    assert command.main(["--data", str(data), str(data / "models/a.md")]) == 0
    assert (data / "models/a.md").read_text("utf-8") == TIDY


def test_a_modeline_points_to_the_schema_from_where_the_file_lies() -> None:
    line = "# yaml-language-server: $schema=../_schema/commendations.json\n"
    assert tidy("commendations/2025/a.yml", f"{line}title: A\n".encode()) == line.replace("../", "../../") + "title: A\n"
