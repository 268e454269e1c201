#!/usr/bin/env python3
"""Check the data and list everything that must be mended."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from movement import pipeline, workflow_commands  # noqa: E402  # the core lies beside the scripts, not on the path
from movement.editing.command_line import add_data, command  # noqa: E402
from movement.examined import Settings, build_date  # noqa: E402
from movement.problems import Level, as_json, as_text  # noqa: E402

FORMATS = {"text": as_text, "github": workflow_commands.commands, "json": as_json}
DESCRIPTION = """Kiểm tra dữ liệu và liệt kê mọi chỗ cần sửa: tệp, dòng, cột, sai gì, sửa thế nào."""
EPILOG = """Mã thoát: 0 không có lỗi, 1 có lỗi, 2 không hiểu lệnh.
Chỗ đúng mà máy báo nhầm: ghi ngoại lệ có lý do và thời hạn vào _allow.yml trong thư mục dữ liệu."""


def main(arguments: list[str] | None = None) -> int:
    """0 when the data is clean, 1 when there are errors, 2 when the command was not understood."""
    parser = command(DESCRIPTION, EPILOG)
    add_data(parser, ROOT)
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="dạng in ra: text để đọc, github ghi lên dòng cần sửa, json cho máy"
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="TỆP", help="chỉ in lỗi của các tệp này")
    options = parser.parse_args(arguments)
    data = options.data.resolve()
    if missing := [file for file in options.files if not file.exists()]:
        parser.error(f"không có tệp {missing[0]}")
    try:
        today = build_date()
    except ValueError as error:
        parser.error(str(error))
    problems = pipeline.check(Settings(data=data, docs=ROOT / "docs", templates=ROOT / "overrides", today=today))
    if options.files:
        wanted = {os.path.relpath(file.resolve(), data.parent).replace(os.sep, "/") for file in options.files}
        problems = [problem for problem in problems if problem.path in wanted]
    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if options.format == "github" and place:
        with Path(place).open("a", encoding="utf-8") as stream:
            stream.write(workflow_commands.summary(problems))
    sys.stdout.write(FORMATS[options.format](problems))
    return int(any(problem.level is Level.ERROR for problem in problems))


if __name__ == "__main__":
    sys.exit(main())
