#!/usr/bin/env python3
"""Add a picture to the data: upright, small enough, without the place where it was taken."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from movement.editing import picture  # noqa: E402  # the core lies beside the scripts, not on the path
from movement.editing.command_line import add_data, command  # noqa: E402
from movement.editing.tidy import tidy  # noqa: E402
from movement.vietnamese import slug  # noqa: E402

DESCRIPTION = """Thêm một ảnh vào data/files/: xoay đúng chiều, thu nhỏ, xóa mọi thứ máy ảnh ghi vào (vị trí chụp, kiểu máy, giờ chụp).

Ảnh gốc giữ nguyên ở chỗ cũ. Lời tả ảnh (--alt) là bắt buộc: người không nhìn thấy ảnh nghe câu này.
Không đăng ảnh có mặt trẻ em, nạn nhân, người báo tin: máy không nhận ra được, người đăng phải xem."""
EPILOG = "Mã thoát: 0 đã thêm, 1 không thêm được, 2 không hiểu lệnh."


def main(arguments: list[str] | None = None) -> int:
    """0 when the picture was added, 1 when it was refused, 2 when the command was not understood."""
    parser = command(DESCRIPTION, EPILOG)
    parser.add_argument("picture", type=Path, metavar="ẢNH", help="tệp ảnh")
    parser.add_argument("--alt", required=True, metavar="LỜI_TẢ", help="lời tả ảnh, một câu")
    parser.add_argument("--name", default="", metavar="TÊN", help="tên tệp trong files/, không đuôi (mặc định: theo tên ảnh)")
    parser.add_argument("--record", type=Path, metavar="TỆP", help="tin sẽ mang ảnh này, ví dụ data/news/2026/2026-11-22-ra-mat.md")
    add_data(parser, ROOT)
    options = parser.parse_args(arguments)
    data, alt = options.data.resolve(), " ".join(options.alt.split())
    record = options.record.resolve() if options.record else None
    if not alt:
        parser.error("lời tả ảnh không được để trống")
    if not options.picture.is_file():
        parser.error(f"không có tệp {options.picture}")
    if record and not (record.is_relative_to(data / "news") and record.is_file()):
        parser.error(f"{options.record} không phải tin trong {options.data}/news/")
    try:
        content = picture.clean(options.picture.read_bytes())
        file = picture.free_name(data, slug(options.name or options.picture.stem)[:60].strip("-") or "anh")
        text = _with_picture(data, record, file, alt) if record else ""
    except (picture.RefusedError, OSError, UnicodeDecodeError) as error:
        print(f"{options.picture}: {error}", file=sys.stderr)
        return 1
    (data / file).parent.mkdir(exist_ok=True)
    (data / file).write_bytes(content)
    print(f"Đã ghi {options.data}/{file} ({len(content) // 1000} KB)")
    if record:
        record.write_text(text, "utf-8")
        print(f"Đã ghi ảnh vào {options.record}")
    else:
        print(f"Chép hai dòng này vào tin:\nimage: {file}\nimage_alt: {alt}")
    return 0


def _with_picture(data: Path, record: Path, file: str, alt: str) -> str:
    text = picture.with_picture(record.read_text("utf-8"), file, alt)
    return tidy(record.relative_to(data).as_posix(), text.encode()) or text


if __name__ == "__main__":
    sys.exit(main())
