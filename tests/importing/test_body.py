"""Numbers as Word counts them, and all else that may stand in a text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx.enum.style import WD_STYLE_TYPE

from movement.importing import numerals
from outcomes import seen, taken
from word_documents import Word, add_raw, level, numbering


@pytest.mark.parametrize(
    ("form", "number", "text"),
    [("upperRoman", 49, "XLIX"), ("lowerLetter", 28, "bb"), ("decimalZero", 7, "07"), ("vietnameseCounting", 21, "hai mươi mốt")]
    + [
        ("001, 002, 003, ...", 12, "012"),
        ("vietnameseCounting", 15, "mười lăm"),
        ("chicago", 1, None),
        ("upperRoman", 10**9, "1000000000"),
    ],
)
def test_numbers_as_word_writes_them(form: str, number: int, text: str | None) -> None:
    assert numerals.written(number, form) == text


def labels_of(word: Word, into: Path) -> list[str]:
    _, body, _ = taken(word, into)
    return [line.rpartition("x")[0].strip() for line in seen(body).splitlines() if line.strip()]


def test_levels_restart_and_go_on_as_word_has_it(into: Path) -> None:
    levels = level(0, "upperLetter", "%1.") + level(1, "decimal", "%1.%2") + level(2, "upperRoman", "%1.%2.%3", "<w:isLgl/>")
    first, second, third = Word.definition(
        word := Word().head(), levels, ["", "", '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="7"/></w:lvlOverride>']
    )
    for number, depth in ((first, 0), (first, 1), (first, 1), (first, 2), (second, 0), (second, 1), (third, 1), (third, 1), (first, 1)):
        word.numbered("x", number, depth)
    assert labels_of(word, into) == ["A.", "A.1", "A.2", "1.2.1", "B.", "B.1", "B.7", "B.8", "B.9"]


def test_a_paragraph_may_leave_the_list_of_its_style(into: Path) -> None:
    word = Word().head()
    (number,) = word.definition(level(0, "decimal", "%1/", '<w:suff w:val="nothing"/>'))
    style = word.document.styles.add_style("Khoan", WD_STYLE_TYPE.PARAGRAPH)
    style.element.get_or_add_pPr().append(numbering(number, 0))
    word.numbered("x", number, style="Khoan")
    word.numbered("không số x", number, style="Khoan")._p.get_or_add_pPr().append(numbering(0, 0))
    word.numbered("x", number, style="Khoan")
    assert labels_of(word, into) == ["1/", "không số", "2/"]


def test_bullets_are_lists(into: Path) -> None:
    word = Word().head()
    dash, dot = word.definition(level(0, "bullet", "-"))[0], word.definition(level(0, "bullet", "\uf0b7"))[0]
    word.numbered("một;", dash)
    word.numbered("hai;", dot)
    _, body, _ = taken(word.plain("+ ba.", "Hết."), into)
    assert body.strip() == "- một;\n- hai;\n  - ba.\n\nHết."


def test_no_character_means_anything_to_markdown(into: Path) -> None:
    texts = [
        "# không phải đầu mục",
        "> trích",
        "12) mười hai",
        "---",
        "*sao* _gạch_ `mã` [liên kết](x) <b>đậm</b> &amp; ~~xóa~~ \\",
        "=== 5",
        "- 1. trong gạch",
    ]
    _, body, _ = taken(Word().head().plain(*texts), into)
    assert [line for line in seen(body).splitlines() if line.strip()] == [*texts[:-1], "1. trong gạch"]
    assert "#" not in re.sub(r"\\#", "", body), "no heading was made"


def test_a_chapter_takes_its_title_from_below_and_an_article_without_one_stands_alone(into: Path) -> None:
    word = Word().head()
    word.centred("Chương I")
    word.centred("QUY ĐỊNH CHUNG")
    paragraph = word.document.add_paragraph()
    paragraph.add_run("Điều 1. ").bold = True
    paragraph.add_run("Ban hành kèm theo Quyết định này Quy chế.")
    _, body, _ = taken(word.plain("Điều 2 của Luật này được áp dụng."), into)
    expected = (
        "## Chương I. QUY ĐỊNH CHUNG\n\n### Điều 1.\n\nBan hành kèm theo Quyết định này Quy chế.\n\nĐiều 2 của Luật này được áp dụng."
    )
    assert body.strip() == expected


def test_tables_with_merged_cells_are_spelled_out(into: Path) -> None:
    word = Word().head()
    table = word.document.add_table(4, 3)
    for row, texts in enumerate((("TT", "Việc", "Hạn"), ("I. NHÓM", "", ""), ("1", "a|b", "quý I"), ("2", "c", ""))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(1, 2))
    table.cell(2, 2).merge(table.cell(3, 2))
    _, body, _ = taken(word, into)
    assert body.strip() == "| TT | Việc | Hạn |\n| --- | --- | --- |\n| I. NHÓM |  |  |\n| 1 | a\\|b | quý I |\n| 2 | c | quý I |"


def test_footnotes_fields_margins_and_pictures(into: Path) -> None:
    word = Word().head()
    word.footnotes({"1": "Chú thích một.", "2": "Chú thích hai."})
    paragraph = word.document.add_paragraph("Theo luật")
    add_raw(paragraph, '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t xml:space="preserve"> và nghị định</w:t></w:r>')
    add_raw(paragraph, '<w:r><w:footnoteReference w:id="1"/></w:r>')
    code = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    add_raw(
        word.document.add_paragraph("Trang "),
        code("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + code("separate") + "<w:r><w:t>7</w:t></w:r>" + code("end"),
    )
    word.document.sections[0].header.paragraphs[0].text = "Dự thảo lần hai"
    _, body, outcome = taken(word, into)
    notes = "## Chú thích\n\n\\[1\\] Chú thích hai.\n\n\\[2\\] Chú thích một."
    assert body.strip() == f"Theo luật\\[1\\] và nghị định\\[2\\]\n\nTrang 7\n\n{notes}"
    assert any("Dự thảo lần hai" in line for line in outcome.report)


def test_text_is_normalised(into: Path) -> None:
    word = Word().head(title=["CHỈ THỊ", "Về QÐ-TTg: Tiếng # Việt"])
    values, body, _ = taken(word.plain("Đi\u1ec1\u200bu\u00a0kiện 5 m²"), into)
    assert values["title"] == "Về QĐ-TTg: Tiếng # Việt"
    assert body.strip() == "Điều kiện 5 m²"
