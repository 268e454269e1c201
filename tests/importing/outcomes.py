"""What became of a file that was imported."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from movement.importing import markdown, run
from movement.importing.messages import RefusedError
from word_documents import Word

TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam §éc lËp - Tù do - H¹nh phóc"
"""The head of a document in an old encoding."""


def record(outcome: run.Outcome) -> tuple[dict[str, object], str]:
    """The fields and the body of what was written."""
    _, front, body = outcome.path.read_text("utf-8").split("---\n", 2)
    values: dict[str, object] = yaml.load(front, Loader=yaml.BaseLoader)
    return values, body


def taken(word: Word, into: Path) -> tuple[dict[str, object], str, run.Outcome]:
    outcome = run.import_file(word.save(into.parent / "van-ban.docx"), into)
    assert not outcome.lost, outcome.report
    return *record(outcome), outcome


def refused(word: Word, into: Path, name: str = "van-ban.docx") -> list[str]:
    with pytest.raises(RefusedError) as error:
        run.import_file(word.save(into.parent / name), into)
    assert list(into.iterdir()) == []
    return [each.code for each in error.value.findings]


def seen(body: str) -> str:
    """What GitHub and the site show of a body."""
    return markdown.read_back(body)


def damaged(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
