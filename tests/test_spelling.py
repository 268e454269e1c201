"""Our own texts put tone marks and spaces in their place, and use one kind of quotation marks."""

from __future__ import annotations

import re
import unicodedata

import pytest

from movement.vietnamese import TONES, accent_key, place_tone
from project import ROOT
from site_reader import Site

MISPLACED = re.compile(r"[a-zà-ỹ”)][.;:!?][A-ZÀ-Ỹ][a-zà-ỹ]|\s[,.;:!?)](?:\s|$)|\(\s|[a-zà-ỹ],[A-Za-zà-ỹ]")
"""A sentence without a space before it, or a mark with one."""
STRAIGHT = re.compile(r'"')
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


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("được dùng lại.Nguồn của", True),
        ("ghi nguồn “Báo”.Nguồn", True),
        ("hai việc ; ba việc", True),
        ("trang ( cũ)", True),
        ("Thông tư 124/2021/TT-BCA. Nguồn: vnexpress.net, 19/8/2026.", False),
        ("Còn gì… nữa?", False),
    ],
)
def test_the_test_of_spaces_knows_wrong_from_right(text: str, wrong: bool) -> None:
    assert bool(MISPLACED.search(text)) == wrong


def matches(site: Site, pattern: re.Pattern[str]) -> set[str]:
    """Where a pattern is found in the text of a page."""
    blocks = "//main//*[self::p or self::li or self::dd or self::dt or self::th or self::td or self::h1 or self::h2 or self::h3]"
    return {
        f"{page.path}: {text[max(0, match.start() - 30) : match.end() + 30]}"
        for page in site.pages.values()
        for block in page.tree.xpath(f"{blocks}[not(.//p or .//li or .//dd or .//td or .//svg)]")
        for text in (" ".join(block.text_content().split()),)
        for match in pattern.finditer(text)
    }


def test_spaces_stand_behind_marks_and_not_before_them(site: Site) -> None:
    assert matches(site, MISPLACED) == set()


def test_quotation_marks_are_curly(site: Site) -> None:
    assert matches(site, STRAIGHT) == set()
