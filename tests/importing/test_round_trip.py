"""A Word file comes in with every word and every number of its clauses, and the site shows it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html as lxml_html

from data_sets import write_base
from movement.addresses import Addresses
from movement.law.clause_names import numeral
from movement.render.texts import prose
from movement.render.texts.legal_text import with_clauses, with_steps
from outcomes import seen, taken
from project import new_project
from word_documents import FOOT, WAYS, Labelled, Word, automatic, law


@pytest.mark.parametrize("write", WAYS)
def test_sixty_clauses_keep_every_label_and_word(write: Callable[[Word, list[Labelled]], None], into: Path) -> None:
    lines = law()
    assert sum(depth == 2 for depth, _, _ in lines) == 60
    word = Word().head()
    write(word, lines)
    values, body, _ = taken(word.foot(), into)
    shown = [" ".join(line.split()) for line in seen(body).splitlines() if line.strip()]
    assert shown[: len(lines)] == [f"{label} {text}" for _, label, text in lines]
    assert shown[len(lines) :] == ["Nơi nhận:", "Như trên;", "Lưu: VT.", *FOOT[1]]
    headings = re.findall(r"^(#+) (.*)$", body, re.MULTILINE)
    assert headings == [("##" if depth == 0 else "###", f"{label} {text}") for depth, label, text in lines if depth < 2]
    assert values["number"] == "09/CT-BM"
    assert_anchored(body, lines)


def assert_anchored(body: str, lines: list[Labelled]) -> None:
    """The page of the record has an anchor for each line, at that line, and every link to a clause leads to one."""
    page = with_clauses(prose.render(body, "data/directives/a.md", Addresses("https://example.org/")), full=True)
    tree = lxml_html.fragment_fromstring(with_steps(page.html, page.clauses), create_parent="div")
    words = {str(element.get("id")): str(element.text_content()).strip(" #\n") for element in tree.xpath("//*[@id]")}
    article = clause = ""
    for depth, label, text in lines:
        number = label.strip(".)").rpartition(" ")[2]
        if depth == 0:
            anchor = f"chuong-{numeral(number)}"
        elif depth == 1:
            anchor = article = f"dieu-{number}"
        elif depth == 2:
            anchor = clause = f"{article}.khoan-{number}"
        else:
            anchor = f"{clause}.diem-{number}"
        assert words[anchor] == f"{label} {text}"
        assert anchor in page.outline.anchors
    targets = {str(href)[1:] for href in tree.xpath("//a/@href")}
    assert targets == {clause.anchor for clause in page.clauses}


def test_the_site_checks_and_builds_the_record(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project", write_base(tmp_path / "data"))
    word = Word().head()
    automatic(word, law(2))
    word.foot().save(project.folder / "van-ban.docx")
    done = project.run("scripts/import_directive.py", "van-ban.docx", "--into", "data/directives", PATH="")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Đã ghi data/directives/09-ct-bm.md" in done.stdout
    assert "Chưa đối chiếu: máy này không có LibreOffice" in done.stdout
    assert "scripts/check.py sẽ báo" not in done.stdout
    checked = project.check()
    assert checked.returncode == 0, checked.stdout
    again = project.run("scripts/import_directive.py", "van-ban.docx", "--into", "data/directives", PATH="")
    assert again.returncode == 2
    assert "--force" in again.stderr
