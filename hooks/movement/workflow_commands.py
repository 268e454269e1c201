"""Problems as GitHub shows them: the gravest on their lines, all of them in the summary of the step."""

from __future__ import annotations

from collections.abc import Sequence

from movement.problems import Level, Problem

MOST = 10
"""How many annotations of a step GitHub shows. Source: GitHub documentation, "Workflow commands for GitHub Actions"."""
KIND = {Level.ERROR: "error", Level.ADVICE: "notice"}
GRAVEST = (
    "identity-number", "phone-number", "email", "birth-date", "child-name", "minor-shown", "minor-place", "minor-told", "informant",
    "person-name", "person-told", "person-basis", "secrecy-mark", "image-location", "attachment-says", "executable-file", "active-file",
)  # fmt: skip
"""What must never become public comes first: the rest of a broken site is only broken."""


def commands(problems: Sequence[Problem]) -> str:
    """GitHub workflow commands, one annotation a problem, the ten gravest; a last one counts what is left."""
    ordered = sorted(problems, key=lambda problem: (problem.level is Level.ADVICE, problem.code not in GRAVEST))
    shown = ordered if len(ordered) <= MOST else ordered[: MOST - 1]
    lines = [_annotation(problem) for problem in shown]
    if len(shown) < len(ordered):
        left = len(ordered) - len(shown)
        lines.append(
            f"::error title=Còn {left} chỗ nữa::Còn {left} chỗ cần xem, liệt kê đủ trong phần tóm tắt (Summary) của lần chạy này.\n"
        )
    return "".join(lines)


def _annotation(problem: Problem) -> str:
    place = f"file={_property(problem.path)},line={problem.line},col={problem.column},title={_property(problem.code)}"
    return f"::{KIND[problem.level]} {place}::{_data(problem.message)}\n"


def summary(problems: Sequence[Problem]) -> str:
    """Every problem as a Markdown table, for the summary of the step."""
    if not problems:
        return "Dữ liệu không có lỗi.\n"
    rows = "".join(f"| `{_cell(problem.path)}` | {problem.line} | {_cell(problem.message)} `{problem.code}` |\n" for problem in problems)
    return f"### Cần sửa {len(problems)} chỗ\n\n| Tệp | Dòng | Việc cần sửa |\n| --- | ---: | --- |\n{rows}"


def _cell(text: str) -> str:
    """Text that stays text in a cell of a Markdown table."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|").replace("`", "'").replace("\n", " ").replace("[", "\\[")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
