"""Figures of the benchmarks in the map of the code, each kind between marks of its own."""

from __future__ import annotations

from pathlib import Path

MAP = Path(__file__).resolve().parent.parent / "hooks/README.md"


def write(kind: str, text: str) -> None:
    """Put figures between their marks, such as `<!-- search figures -->`; SystemExit when there are none."""
    begin, end = f"<!-- {kind} figures -->", f"<!-- /{kind} figures -->"
    before, mark, rest = MAP.read_text("utf-8").partition(begin)
    if not mark or end not in rest:
        raise SystemExit(f"{MAP} has no place for the figures: {begin} … {end}")
    MAP.write_text(f"{before}{begin}\n{text}\n{end}{rest.partition(end)[2]}", "utf-8")
