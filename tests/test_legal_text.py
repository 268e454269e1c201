"""What a page makes of the clauses of a text: sections for search, a table of contents, steps from Điều to Điều."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from movement.addresses import Addresses
from movement.law.clause_names import said
from movement.render.texts import contents, prose
from movement.render.texts.legal_text import with_clauses, with_steps
from movement.render.texts.prose import Prose

LAW = """
## Chương I. Chung

### Điều 1. Phạm vi

Lời đầu.

1. Khoản một.

### Điều 2. Đối tượng

## Chương II. Việc

### Điều 3. Việc của trường

#### Ghi chú

Lời cuối.

## Chưa xác minh

Hết.
"""
PLAIN = "**CHƯƠNG I**\n\n**Điều 1. Phạm vi**\n\n1\\. Khoản một.\n\n**Điều 2.** Đối tượng\n\n**CHƯƠNG II**\n\n**Điều 3.** Việc\n"


def page(body: str, *, full: bool = True) -> Prose:
    return with_clauses(prose.render(body, "data/directives/a.md", Addresses("https://example.org/")), full=full)


def test_search_leads_to_each_dieu_of_both_layouts() -> None:
    assert [section[:2] for section in page(LAW).sections] == [
        *(("", ""), ("chuong-1", "Chương I. Chung"), ("dieu-1", "Điều 1. Phạm vi"), ("dieu-2", "Điều 2. Đối tượng")),
        *(("chuong-2", "Chương II. Việc"), ("dieu-3", "Điều 3. Việc của trường"), ("ghi-chu", "Ghi chú")),
        ("chua-xac-minh", "Chưa xác minh"),
    ]
    assert [anchor for anchor, _, _ in page(PLAIN).sections] == ["", "chuong-1", "dieu-1", "dieu-2", "chuong-2", "dieu-3"]


def test_the_link_to_copy_is_no_word_of_the_text() -> None:
    found = page(LAW)
    assert "#" in found.html
    assert not any("#" in text for _, _, text in found.sections)
    assert page(LAW).sections[2] == ("dieu-1", "Điều 1. Phạm vi", "Lời đầu. Khoản một.")


def test_a_body_without_clauses_stays_as_it_is() -> None:
    plain = prose.render("## Kết quả\n\n1. một\n", "data/directives/a.md", Addresses("https://example.org/"))
    assert with_clauses(plain, full=False) is plain


def test_the_anchors_that_headings_had_still_lead_there() -> None:
    found = page("## Chương IV. A\n\n## Điều 1. B\n\n[x](#chuong-iv) [y](#chuong-4)\n")
    assert {"chuong-iv", "chuong-4", "dieu-1"} == found.outline.anchors
    (heading,) = lxml_html.fragment_fromstring(found.html, create_parent="div").xpath("//*[@id='chuong-iv']/ancestor::h2")
    assert heading.get("id") == "chuong-4"


@pytest.mark.parametrize("body", [LAW, PLAIN])
def test_each_dieu_ends_with_steps_to_the_next_and_the_one_before(body: str) -> None:
    found = page(body)
    tree = lxml_html.fragment_fromstring(with_steps(found.html, found.clauses), create_parent="div")
    steps = tree.xpath("//p[@class='clause-steps']")
    assert [[(a.get("rel"), a.get("href")) for a in step] for step in steps] == [
        [("next", "#dieu-2")],
        [("prev", "#dieu-1"), ("next", "#dieu-3")],
        [("prev", "#dieu-2")],
    ]
    after = [step.xpath("string(following-sibling::*[1]/@id)") for step in steps]
    assert after == ["dieu-2", "chuong-2", "chua-xac-minh" if body is LAW else ""]


def test_the_table_of_contents_has_every_dieu_below_its_chapter() -> None:
    for body in (LAW, PLAIN):
        found = page(body)
        lines = contents.entries(f'<h2 id="viec">Việc</h2>{found.html}<h2 id="nguon">Nguồn</h2>', found.clauses)
        tree = [(entry.anchor, [below.anchor for below in entry.below]) for entry in contents.nested(lines)]
        assert tree[:3] == [("viec", []), ("chuong-1", ["dieu-1", "dieu-2"]), ("chuong-2", ["dieu-3"])]
        assert contents.nested(lines)[1].span == "Điều 1 – Điều 2"
        assert [line.title for line in lines if line.anchor == "dieu-1"] == ["Điều 1. Phạm vi"]


@pytest.mark.parametrize(
    ("anchor", "words"),
    [
        ("dieu-6", "Điều 6"),
        ("dieu-6.khoan-1.diem-dd", "điểm đ khoản 1 Điều 6"),
        ("muc-5", "Mục 5"),
        ("chuong-2.muc-2.tieu-muc-1", "Tiểu mục 1 Mục 2 Chương 2"),
        ("phu-luc-1.dieu-3", "Điều 3 Phụ lục 1"),
        ("ket-qua", "ket-qua"),
    ],
)
def test_an_anchor_is_said_as_it_is_cited(anchor: str, words: str) -> None:
    assert said(anchor) == words
