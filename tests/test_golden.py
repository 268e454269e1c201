"""What people may write wrong, and the exact words with which they are told: one file of golden/cases a situation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import check
from data_sets import GOLDEN, overlay, picture, write_base, zipped

ADVICE = (
    "[hidden-characters]",
    "[broadcast-long]",
    "[broadcast-unread]",
    "[unknown-citation]",
    "[ambiguous-citation]",
    "[force-too-early]",
    "[force-too-late]",
)
CASES = sorted((GOLDEN / "cases").glob("*.yml"))


def write_case(case: dict[str, Any], data: Path) -> None:
    """The small data set with the changes of a case."""
    write_base(data)
    overlay(data, case.get("files", {}))
    overlay(data, {name: text.encode("latin-1") for name, text in case.get("latin", {}).items()})
    overlay(data, {name: picture("JPEG", located=True) for name in case.get("pictures", ())})
    overlay(data, {name: picture(width=width) for name, width in case.get("wide", {}).items()})
    overlay(data, {name: "x" * size for name, size in case.get("large", {}).items()})
    for name, (columns, rows) in case.get("tables", {}).items():
        overlay(data, {name: f"---\ntitle: Bảng lớn\n---\n{'|a' * columns}\n{'|-' * columns}\n" + "|b\n" * rows})
    overlay(data, {name: zipped(megabytes) for name, megabytes in case.get("unpacked", {}).items()})
    for edit in case.get("edit", ()):
        text = (data / edit["file"]).read_text("utf-8")
        assert edit["old"] in text
        overlay(data, {edit["file"]: text.replace(edit["old"], edit["new"])})


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_case(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = yaml.safe_load(file.read_text("utf-8"))
    write_case(case, tmp_path / "data")
    status = check.main(["--data", str(tmp_path / "data")])
    *said, _count = capsys.readouterr().out.splitlines() or [""]
    assert said == case["expected"]
    assert status == int(any(not line.endswith(ADVICE) for line in said))
