#!/usr/bin/env python3
"""List what the chief editor should look at again."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from movement import pipeline  # noqa: E402  # the core lies beside the scripts, not on the path
from movement.editing import report  # noqa: E402
from movement.editing.command_line import add_data, command  # noqa: E402
from movement.examined import Settings, build_date  # noqa: E402
from movement.link import newest_day  # noqa: E402

FORMATS = {"text": report.as_text, "markdown": report.as_markdown}
DESCRIPTION = """Liệt kê những gì nên xem lại: hiệu lực văn bản kiểm tra quá 12 tháng, mô hình chưa xem lại một năm, điều chưa có nguồn,
chỗ dựa vào văn bản hết hiệu lực, trích dẫn máy không nhận ra, ngoại lệ sắp hết hạn.

Tính theo BUILD_DATE (ví dụ BUILD_DATE=2026-11-22); không đặt thì theo ngày mới nhất trong dữ liệu."""
EPILOG = "Mã thoát: 0 đã in báo cáo, 1 dữ liệu có lỗi nên chưa lập được, 2 không hiểu lệnh."


def main(arguments: list[str] | None = None) -> int:
    """0 when the report was printed, 1 when the data cannot be read, 2 when the command was not understood."""
    parser = command(DESCRIPTION, EPILOG)
    add_data(parser, ROOT)
    parser.add_argument("--format", choices=FORMATS, default="text", help="text để đọc, markdown để mở thành một phiếu việc")
    options = parser.parse_args(arguments)
    try:
        today = build_date()
    except ValueError as error:
        parser.error(str(error))
    settings = Settings(data=options.data.resolve(), docs=ROOT / "docs", templates=ROOT / "overrides", today=today)
    examined = pipeline.examine(settings)
    if examined.library is None:
        print("Chưa đọc được site.yml. Hãy chạy scripts/check.py và sửa lỗi trước.", file=sys.stderr)
        return 1
    day = today or newest_day(examined.library.records.values())
    sys.stdout.write(FORMATS[options.format](report.sections(examined.catalogue, examined.library, pipeline.check(settings), day), day))
    return 0


if __name__ == "__main__":
    sys.exit(main())
