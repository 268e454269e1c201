"""Our own texts put tone marks in one place."""

from __future__ import annotations

import re
import unicodedata

import pytest

from movement.vietnamese import TONES, accent_key, place_tone
from project import ROOT

WORD = re.compile(r"[^\W\d_]+")


def spelled(word: str) -> str:
    """A word as this site spells it: hòa, khỏe, thủy; everything else where school books put the tone."""
    key = accent_key(word)
    letters, tone = key[:-1], key[-1:]
    if tone in TONES and tone and letters.endswith(("oa", "oe", "uy")) and not letters.startswith("qu"):
        return unicodedata.normalize("NFC", letters[:-1] + tone + letters[-1])
    return place_tone(word)


def test_tone_marks_stand_in_one_place() -> None:
    files = [
        *(ROOT / "data").rglob("*.md"),
        *(ROOT / "data").rglob("*.yml"),
        *(ROOT / "overrides").rglob("*.html"),
        *(ROOT / "docs").glob("*.md"),
    ]
    found: dict[str, set[str]] = {}
    right: dict[str, str] = {}
    for file in files:
        text = file.read_text("utf-8")
        assert text == unicodedata.normalize("NFC", text), file
        for word in {word.lower() for word in WORD.findall(text) if not word.isascii()}:
            if right.setdefault(word, spelled(word)) != word:
                found.setdefault(f"{word} → {right[word]}", set()).add(file.relative_to(ROOT).as_posix())
    assert found == {}


@pytest.mark.parametrize(
    ("wrong", "good"), [("hoà", "hòa"), ("thuỷ", "thủy"), ("khoẻ", "khỏe"), ("qúy", "quý"), ("gìa", "già"), ("tòan", "toàn")]
)
def test_the_test_of_spelling_knows_wrong_from_right(wrong: str, good: str) -> None:
    assert spelled(wrong) == good
    assert spelled(good) == good
