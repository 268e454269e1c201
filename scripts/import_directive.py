#!/usr/bin/env python3
"""Make the record of a directive from its Word or PDF file, with a report of what was not found and what differs."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from movement.editing.command_line import command  # noqa: E402  # the core lies beside the scripts, not on the path

DESCRIPTION = """Nhập một văn bản chỉ đạo từ tệp .docx (hoặc .doc, .pdf) thành bản ghi trong data/directives/.

Tự tính số điều, khoản, điểm mà Word đánh tự động; chỗ nào không thấy thì để dòng “# chưa tìm thấy: …”, không đoán.
Từ chối tệp còn sửa đổi chưa chốt, có dấu mật, có macro hay mật khẩu, chữ TCVN3 (ABC) hoặc VNI."""
EPILOG = """Mã thoát: 0 đã ghi, không mất chữ nào; 1 bị từ chối, hoặc đã ghi nhưng có chỗ khác bản gốc; 2 không hiểu lệnh.
Sau khi nhập: đọc lại, bổ sung các dòng “chưa tìm thấy”, rồi chạy scripts/check.py."""


def main(arguments: list[str] | None = None) -> int:
    """0 when the record was written whole, 1 when refused or words differ, 2 when the command was not understood."""
    parser = command(DESCRIPTION, EPILOG)
    default = Path(os.environ.get("DATA_DIR", ROOT / "data")) / "directives"
    parser.add_argument("file", type=Path, metavar="TỆP", help="tệp .docx, .doc hoặc .pdf")
    parser.add_argument("--into", type=Path, default=default, metavar="THƯ_MỤC", help="thư mục nhận bản ghi (mặc định: data/directives)")
    parser.add_argument("--id", default="", metavar="MÃ", help="mã của bản ghi (mặc định: theo số, ký hiệu)")
    parser.add_argument("--force", action="store_true", help="ghi đè bản ghi đã có")
    options = parser.parse_args(arguments)
    try:
        from movement.importing import run
        from movement.importing.messages import RefusedError, finding
    except ModuleNotFoundError as error:
        parser.error(f"thiếu thư viện {error.name}. Hãy chạy: make .venv/.installed")
    if not options.file.is_file():
        parser.error(str(finding("no-file", path=options.file)))
    if not options.into.is_dir():
        parser.error(str(finding("no-folder", path=options.into)))
    try:
        outcome = run.import_file(options.file, options.into, options.id, force=options.force)
    except RefusedError as refused:
        for each in refused.findings:
            print(f"{options.file}: {each}", file=sys.stderr)
        return 2 if refused.findings[0].code in run.COMMAND_CODES else 1
    except Exception as error:  # noqa: BLE001  # a file from anywhere: whatever is wrong with it, people get a sentence
        print(f"{options.file}: {finding('unexpected', detail=f'{type(error).__name__}: {error}')}", file=sys.stderr)
        return 1
    print(f"Đã ghi {outcome.path}")
    for line in outcome.report:
        print(line)
    return int(outcome.lost)


if __name__ == "__main__":
    sys.exit(main())
