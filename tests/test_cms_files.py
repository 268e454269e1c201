"""How the content manager's forms read and write data files, by its own script in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Error as PlaywrightError, Page

from browsing import chromium
from project import ROOT, STARTER

ADMIN = ROOT / "docs" / "admin"
RECORDS = {
    path.relative_to(STARTER).as_posix(): path.read_text("utf-8")
    for path in sorted(STARTER.rglob("*"))
    if path.suffix in (".md", ".yml")
    and not any(part.startswith("_") for part in path.relative_to(STARTER).parts)
    and path.name != "README.md"
}
CHANGE = """([name, text, edits]) => {
  const form = { keys: ["title", "summary", "since", "teams", "sectors", "sources"], fields: [{ name: "sources", fields: [{ name: "title" }, { name: "url" }] },
    ...["title", "summary", "since", "teams", "sectors"].map((key) => ({ name: key }))] };
  const format = RecordFiles.formats(() => form)[name];
  return format.toFile({ ...format.fromFile(text), ...edits });
}"""
ALL = """(files) => Object.entries(files).filter(([file, text]) => {
  const name = file.startsWith("vocabularies/") ? "vocabulary" : file.endsWith(".md") ? "record-md" : "record-yml";
  const format = RecordFiles.formats(() => undefined)[name];
  return format.toFile(format.fromFile(text)) !== text;
}).map(([file]) => file)"""
MODEL = """---
title: Kẻng # tên quen gọi
since: "2020"
sectors: [school, agency]
# nguồn đọc ngày 1/1
sources:
  - {title: Báo, url: https://example.vn/a}
  - {title: Đài, url: https://example.vn/b} # bản ghi âm
---

Ba hồi.
"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page with the scripts that read and write files."""
    with chromium() as browser:
        opened = browser.new_page()
        for name in ("yaml.js", "record-files.js"):
            opened.add_script_tag(content=(ADMIN / name).read_text("utf-8"))
        yield opened


def changed(page: Page, name: str, text: str, edits: dict[str, Any]) -> str:
    """A file after a form put these values into it."""
    written: str = page.evaluate(CHANGE, [name, text, edits])
    return written


def test_a_record_that_is_opened_and_saved_is_the_same_file(page: Page) -> None:
    assert len(RECORDS) > 200
    assert page.evaluate(ALL, RECORDS) == []


@pytest.mark.parametrize("spoilt", [MODEL.replace("\n", "\r\n"), f"\ufeff{MODEL}"], ids=["line-ends", "mark"])
def test_a_file_that_windows_wrote_is_read_and_written_as_any_other(page: Page, spoilt: str) -> None:
    assert changed(page, "record-md", spoilt, {"title": "Mõ"}) == MODEL.replace("title: Kẻng", "title: Mõ")


def test_a_file_that_cannot_be_read_is_not_written_over(page: Page) -> None:
    with pytest.raises(PlaywrightError, match="phần thông tin giữa hai dòng ---"):
        changed(page, "record-md", "title: Kẻng\n", {})


def test_an_item_written_in_another_order_is_the_same_item(page: Page) -> None:
    text = MODEL.replace("{title: Báo, url: https://example.vn/a}", '{url: "https://example.vn/a", title: Báo}')
    three = [{"title": name, "url": f"https://example.vn/{end}"} for name, end in (("Báo", "a"), ("Đài", "b"), ("Tivi", "c"))]
    assert '  - {url: "https://example.vn/a", title: Báo}\n' in changed(page, "record-md", text, {"sources": three})


@pytest.mark.parametrize(
    ("edits", "old", "new"),
    [
        ({"title": "Mõ"}, "title: Kẻng # tên", "title: Mõ # tên"),
        ({"title": "Mõ: ba hồi"}, "title: Kẻng # tên", 'title: "Mõ: ba hồi" # tên'),
        ({"since": "2021"}, '"2020"', '"2021"'),
        ({"since": ""}, 'since: "2020"\n', ""),
        ({"teams": 240}, "sectors:", "teams: 240\nsectors:"),
        ({"summary": "Dòng một"}, "since:", "summary: Dòng một\nsince:"),
        ({"sectors": ["school"]}, "[school, agency]", "[school]"),
        ({"body": "Bốn hồi.\n"}, "Ba hồi.", "Bốn hồi."),
        ({"summary": "", "teams": None, "sectors": ["school", "agency"]}, "", ""),
        ({"sources": [{"title": "Đài", "url": "https://example.vn/b"}]}, "  - {title: Báo, url: https://example.vn/a}\n", ""),
    ],
)
def test_an_edit_changes_its_own_lines_and_keeps_comments(page: Page, edits: dict[str, Any], old: str, new: str) -> None:
    assert changed(page, "record-md", MODEL, edits) == MODEL.replace(old, new)


def test_text_that_looks_like_a_number_stays_text(page: Page) -> None:
    assert (
        changed(page, "record-yml", "title: 012\nteams: 1240\n", {"summary": "012 việc"}) == "title: 012\nsummary: 012 việc\nteams: 1240\n"
    )
    assert changed(page, "record-yml", "teams: 1\n", {"title": "2020", "since": "true"}) == 'title: "2020"\nsince: "true"\nteams: 1\n'


def test_a_new_record_has_what_was_filled_in_and_nothing_else(page: Page) -> None:
    filled = {
        "title": " Kẻng ",
        "summary": "",
        "sectors": [],
        "_id": "keng",
        "sources": [{"title": "Báo", "url": ""}],
        "_source": None,
        "_search": None,
    }
    written: str = page.evaluate("(data) => RecordFiles.formats(() => undefined)['record-yml'].toFile(data)", filled)
    assert written == "title: Kẻng\nsources:\n  - title: Báo\n"


def test_letters_in_two_parts_are_written_as_one(page: Page) -> None:
    assert changed(page, "record-yml", "title: x\n", {"title": "Kẻng"}) == "title: Kẻng\n"


def test_broken_yaml_is_refused_in_vietnamese(page: Page) -> None:
    said: str = page.evaluate(
        "() => { try { RecordFiles.formats(() => 0)['record-yml'].fromFile('a: [1'); } catch (error) { return error.message; } }"
    )
    assert said.startswith("Tệp có lỗi cú pháp YAML")


def test_the_page_says_so_when_its_configuration_is_not_there(page: Page) -> None:
    assert page.context.browser
    opened = page.context.browser.new_page()
    opened.route("**/config.yml", lambda route: route.fulfill(status=404, body=""))
    opened.route("**/admin/", lambda route: route.fulfill(content_type="text/html; charset=utf-8", body="<!DOCTYPE html><body></body>"))
    opened.goto("https://bien-tap.example/admin/")
    opened.add_script_tag(path=ADMIN / "editor.js")
    opened.evaluate("dispatchEvent(new Event('DOMContentLoaded'))")
    assert "sửa tệp trực tiếp trên kho mã" in opened.inner_text("[role=alert]")
