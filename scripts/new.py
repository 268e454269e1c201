#!/usr/bin/env python3
"""Begin a new record: ask what must be known, propose its id, refuse duplicates, write the file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from movement import catalogue as catalogues  # noqa: E402  # the core lies beside the scripts, not on the path
from movement.catalogue import Catalogue  # noqa: E402
from movement.editing import new  # noqa: E402
from movement.editing.command_line import add_data, command  # noqa: E402
from movement.memory import Memory  # noqa: E402
from movement.schema import COLLECTIONS  # noqa: E402
from movement.schema.json_schema import description  # noqa: E402

DESCRIPTION = """Tạo một bản ghi mới: hỏi những điều cần biết, đề nghị mã, từ chối bản ghi trùng, rồi ghi tệp có sẵn mọi khóa để điền tiếp.

Chạy trên cửa sổ lệnh thì máy hỏi từng câu; muốn chạy không hỏi thì ghi đủ bằng --set:
  scripts/new.py models --set "title=Tiếng kẻng thôn Mẫu"
  scripts/new.py directives --set title=… --set number=12/CT-UBND --set kind=chi-thi --set issuer=bo-cong-an"""
EPILOG = "Mã thoát: 0 đã ghi, 1 không ghi (trùng, hoặc câu trả lời sai), 2 không hiểu lệnh."


class StoppedError(Exception):
    """Why nothing was written, in Vietnamese."""


def main(arguments: list[str] | None = None) -> int:
    """0 when the file was written, 1 when it was refused, 2 when the command was not understood."""
    parser = command(DESCRIPTION, EPILOG)
    kinds = ", ".join(f"{name}: {collection.noun}" for name, collection in COLLECTIONS.items())
    parser.add_argument("kind", choices=COLLECTIONS, metavar="LOẠI", help=kinds)
    parser.add_argument("--set", action="append", default=[], metavar="KHÓA=GIÁ_TRỊ", help="một câu trả lời; nhóm viết decision.issuer=…")
    parser.add_argument("--id", default="", metavar="MÃ", help="mã, thay cho mã máy đề nghị")
    add_data(parser, ROOT)
    parser.add_argument("--allow-similar", action="store_true", help="vẫn ghi dù đã có bản ghi tên gần giống")
    options = parser.parse_args(arguments)
    asked = {question.name: question for question in new.questions(options.kind)}
    answers = dict(each.partition("=")[::2] for each in options.set)
    if unknown := [key for key in answers if key not in asked]:
        parser.error(f"không hỏi “{unknown[0]}”; các khóa: {', '.join(asked)}")
    try:
        path = _write(
            options, catalogues.read(options.data, Memory(None, "")), asked, {key: " ".join(text.split()) for key, text in answers.items()}
        )
    except (StoppedError, OSError) as stopped:
        print(stopped, file=sys.stderr)
        return 1
    except (EOFError, KeyboardInterrupt):
        print("\nĐã dừng, chưa ghi gì.", file=sys.stderr)
        return 1
    print(f"Đã ghi {path}\nMở tệp, điền tiếp các dòng bắt đầu bằng “# ” (bỏ dấu # khi điền), xóa dòng không dùng, rồi chạy:")
    print(f"  scripts/check.py {path}")
    return 0


def _write(options: argparse.Namespace, catalogue: Catalogue, asked: dict[str, new.Question], answers: dict[str, str]) -> Path:
    for name, question in asked.items():
        answers[name] = _answer(question, answers.get(name), catalogue)
    record_id = options.id or _id(new.proposed_id(options.kind, answers))
    try:
        within = new.place_of(options.kind, record_id, answers)
    except ValueError as error:
        raise StoppedError(str(error)) from None
    path: Path = options.data / within
    other = new.same(options.kind, record_id, answers, catalogue) or (str(path) if path.exists() else "")
    if other:
        raise StoppedError(f"Đã có ở {other}. Hãy sửa bản ghi đó, hoặc chọn mã khác bằng --id nếu là việc khác.")
    similar = new.alike(options.kind, answers, catalogue)
    if similar and not options.allow_similar:
        _confirm(similar)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(new.text_of(options.kind, within, answers), "utf-8")
    return path


def _answer(question: new.Question, given: str | None, catalogue: Catalogue) -> str:
    """The answer given as an option, or else asked for on a terminal until it may stand."""
    if given is not None or not sys.stdin.isatty():
        if wrong := new.refusal(question, given or "", catalogue):
            raise StoppedError(f"{question.name}: {wrong}")
        return given or ""
    field = question.field
    print(f"\n{field.label}{'' if field.required else ' (không bắt buộc, Enter để bỏ qua)'}: {description(field)}")
    while True:
        answer = " ".join(input("> ").split())
        wrong = new.refusal(question, answer, catalogue)
        if not wrong:
            return answer
        print(wrong)


def _id(proposed: str) -> str:
    if not sys.stdin.isatty():
        return proposed
    return input(f"\nMã, giữ mãi vì thành địa chỉ trang (Enter để dùng “{proposed}”)\n> ").strip() or proposed


def _confirm(similar: list[tuple[str, str]]) -> None:
    listed = "\n".join(f"  {file}: {title}" for file, title in similar[:5])
    said = f"Đã có bản ghi tên gần giống:\n{listed}"
    if not sys.stdin.isatty():
        raise StoppedError(f"{said}\nNếu là việc khác, chạy lại với --allow-similar.")
    if input(f"\n{said}\nVẫn tạo bản ghi mới? (co/khong)\n> ").strip().lower() not in ("co", "có", "c", "y"):
        raise StoppedError("Chưa ghi gì.")


if __name__ == "__main__":
    sys.exit(main())
