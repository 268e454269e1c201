#!/usr/bin/env python3
"""Bring data files into their canonical form."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from movement.editing.command_line import add_data, command  # noqa: E402  # the core lies beside the scripts, not on the path
from movement.editing.tidy import tidy  # noqa: E402

DESCRIPTION = """Đưa tệp dữ liệu về dạng chuẩn: khóa theo thứ tự của loại, ngày viết 2025-09-02, chữ NFC, xuống dòng LF, Ð thành Đ.

Nội dung giữ nguyên, chú thích sau dấu # giữ nguyên. Tệp không đọc được thì bỏ qua: chạy scripts/check.py để biết vì sao."""
EPILOG = "Mã thoát: 0 mọi tệp đã chuẩn; 1 có tệp chưa chuẩn (--check) hoặc không đọc được; 2 không hiểu lệnh."


def main(arguments: list[str] | None = None) -> int:
    """0 when every file is canonical now, 1 when one is not or could not be read, 2 when the command was not understood."""
    parser = command(DESCRIPTION, EPILOG)
    add_data(parser, ROOT)
    parser.add_argument("--check", action="store_true", help="chỉ nêu tên tệp chưa chuẩn, không ghi")
    parser.add_argument("files", nargs="*", type=Path, metavar="TỆP", help="chỉ các tệp này (mặc định: cả thư mục)")
    options = parser.parse_args(arguments)
    data = options.data.resolve()
    bad = changed = 0
    for path in [file.resolve() for file in options.files] or _all(data):
        if not path.is_relative_to(data) or not path.is_file():
            parser.error(f"{path} không phải tệp trong {options.data}")
        name, content = path.relative_to(data).as_posix(), path.read_bytes()
        text = tidy(name, content)
        if text is None:
            bad += 1
            print(f"{data.name}/{name}: không đọc được, để nguyên")
        elif text.encode() != content:
            changed += 1
            print(f"{data.name}/{name}: {'chưa ở dạng chuẩn' if options.check else 'đã sửa'}")
            if not options.check:
                path.write_bytes(text.encode())
    return int(bool(bad or (options.check and changed)))


def _all(data: Path) -> Iterator[Path]:
    """Every data file, the specimens too, in order."""
    for path in sorted([*data.rglob("*.md"), *data.rglob("*.yml")]):
        folder = path.relative_to(data).parts[0]
        if (
            path.is_file()
            and not path.is_symlink()
            and path.name != "README.md"
            and (folder == "_samples" or not folder.startswith(("_", ".")))
        ):
            yield path


if __name__ == "__main__":
    sys.exit(main())
