#!/usr/bin/env python3
"""Make the draft of a model from what somebody filled in at the form of a code host."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from movement.catalogue import read_record  # noqa: E402  # the core lies beside the scripts, not on the path
from movement.editing.command_line import add_data, command  # noqa: E402
from movement.editing.issue_form import NotTheFormError, draft  # noqa: E402
from movement.editing.tidy import tidy  # noqa: E402
from movement.load import load_yaml  # noqa: E402
from movement.problems import as_text  # noqa: E402
from movement.schema import COLLECTIONS  # noqa: E402

DESCRIPTION = """Đổi nội dung mẫu “Đề nghị thêm mô hình” thành bản nháp trong data/models/.

Chép phần nội dung của đề nghị vào một tệp (hoặc đưa qua đường ống), rồi chạy lệnh này. Bản nháp không lên trang
cho tới khi người biên tập đọc, kiểm chứng nguồn và bỏ dòng state: draft."""
EPILOG = "Mã thoát: 0 đã ghi; 1 nội dung không phải của mẫu, hoặc có điều không được công bố; 2 không hiểu lệnh."


def main(arguments: list[str] | None = None) -> int:
    """0 when the draft was written, 1 when it was refused, 2 when the command was not understood."""
    parser = command(DESCRIPTION, EPILOG)
    add_data(parser, ROOT)
    parser.add_argument("file", type=Path, nargs="?", metavar="TỆP", help="tệp chứa nội dung đề nghị (mặc định: đọc từ đường ống)")
    options = parser.parse_args(arguments)
    if options.file and not options.file.is_file():
        parser.error(f"không có tệp {options.file}")
    if not (options.data / "models").is_dir():
        parser.error(f"không có thư mục {options.data / 'models'}")
    content = options.file.read_bytes() if options.file else sys.stdin.buffer.read()
    sectors = load_yaml("sectors.yml", (options.data / "vocabularies" / "sectors.yml").read_bytes()).values or []
    try:
        record_id, text = draft(content.decode("utf-8", "replace"), {entry["name"]: entry["id"] for entry in sectors})
    except NotTheFormError:
        print("Không thấy “### Tên mô hình”: hãy chép cả nội dung của mẫu “Đề nghị thêm mô hình”.", file=sys.stderr)
        return 1
    path = options.data / "models" / f"{record_id}.md"
    if path.exists():
        print(f"Đã có {path}: hãy sửa tệp đó, hoặc đổi tên mô hình trong đề nghị.", file=sys.stderr)
        return 1
    text = tidy(f"models/{record_id}.md", text.encode()) or text
    _, problems = read_record(COLLECTIONS["models"], f"models/{record_id}.md", record_id, "", text.encode())
    if problems:
        print(as_text(problems), end="", file=sys.stderr)
        print("Chưa ghi gì. Hãy sửa các chỗ trên trong nội dung rồi chạy lại.", file=sys.stderr)
        return 1
    path.write_text(text, "utf-8")
    print(f"Đã ghi {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
