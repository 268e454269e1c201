"""Command lines for editors: argparse, which has its sentences in English only, in Vietnamese."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

SENTENCES = {
    "usage: ": "cách dùng: ",
    "positional arguments": "tham số",
    "options": "tùy chọn",
    "show this help message and exit": "in hướng dẫn này rồi dừng",
    "%(prog)s: error: %(message)s\n": "%(prog)s: lỗi: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "the following arguments are required: %s": "còn thiếu: %s",
    "unrecognized arguments: %s": "không hiểu: %s",
    "one of the arguments %s is required": "cần một trong các tham số %s",
    "not allowed with argument %s": "không dùng cùng với %s",
    "expected one argument": "cần một giá trị đi sau",
    "expected at most one argument": "chỉ nhận một giá trị",
    "expected at least one argument": "cần ít nhất một giá trị",
    "ignored explicit argument %r": "không nhận giá trị %r",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s viết chưa đủ, có thể là %(matches)s",
    "invalid %(type)s value: %(value)r": "giá trị không đúng dạng: %(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)": "không có lựa chọn %(value)r; các lựa chọn: %(choices)s",
}
"""The sentences of argparse 3.11 that a command of ours can say."""

# argparse asks gettext for them, which takes translations from compiled files only.
argparse._ = lambda sentence: SENTENCES.get(sentence, sentence)  # type: ignore[attr-defined]  # as argparse imports it


def command(description: str, epilog: str) -> argparse.ArgumentParser:
    """The parser of a command; description and epilog are printed line by line as they are."""
    return argparse.ArgumentParser(description=description, epilog=epilog, formatter_class=argparse.RawDescriptionHelpFormatter)


def add_data(parser: argparse.ArgumentParser, project: Path) -> None:
    """Let a command choose the data folder, which must be there: by `--data`, else by DATA_DIR, else that of the project."""
    usual = os.environ.get("DATA_DIR", str(project / "data"))
    parser.add_argument("--data", type=_folder, default=usual, metavar="THƯ_MỤC", help="thư mục dữ liệu (mặc định: data)")


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"không có thư mục {text}")
    return Path(text)
