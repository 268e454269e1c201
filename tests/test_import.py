"""Word files come in with every word and every number, or not at all; the documents are made here."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from docx.enum.style import WD_STYLE_TYPE
from lxml import html as lxml_html

import import_directive
from data_sets import write_base
from movement.addresses import Addresses
from movement.importing import clauses, loss, markdown, numerals, old_fonts, run, tools
from movement.importing.messages import MESSAGES, RefusedError
from movement.law.clause_names import numeral
from movement.render.texts import prose
from movement.render.texts.legal_text import with_clauses, with_steps
from project import new_project
from word_documents import FOOT, LEGAL, TITLE, Labelled, Word, add_raw, fill, law, level, numbering

REAL_SOFFICE = tools.soffice()


@pytest.fixture(autouse=True)
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice takes seconds to start: only the test of it uses it."""
    monkeypatch.setattr(tools, "SOFFICE", ("khong-co-libreoffice",))


@pytest.fixture
def into(tmp_path: Path) -> Path:
    """The folder of directives of a data set that knows one ministry."""
    folder = tmp_path / "data" / "directives"
    (folder.parent / "vocabularies").mkdir(parents=True)
    (folder.parent / "vocabularies" / "organisations.yml").write_text(
        "- {id: bo-mau, name: Bộ Mẫu, kind: police}\n- {id: ubnd-an-lac, name: Ủy ban nhân dân tỉnh An Lạc, kind: state, unit: an-lac}\n",
        "utf-8",
    )
    folder.mkdir()
    return folder


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


# the round trip of 60 clauses


def typed(word: Word, lines: list[Labelled]) -> None:
    for depth, label, text in lines:
        paragraph = word.document.add_paragraph()
        paragraph.add_run(f"{label} {text}").bold = depth < 2


def automatic(word: Word, lines: list[Labelled]) -> None:
    """One list of four levels, by numPr of each paragraph."""
    (number,) = word.definition(LEGAL)
    for depth, _, text in lines:
        word.numbered(text, number, depth)


def by_styles(word: Word, lines: list[Labelled]) -> None:
    """The same list by paragraph styles, each tied to its level; the last one inherits the list from the one before."""
    names = ("Chuong", "Dieu", "Khoan", "Diem")
    levels = LEGAL
    for index, name in enumerate(names):
        levels = levels.replace(
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/>', f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:pStyle w:val="{name}"/>'
        )
    (number,) = word.definition(levels)
    for index, name in enumerate(names):
        style = word.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if name == "Diem":
            style.base_style = word.document.styles["Khoan"]
            continue
        numbered = numbering(number, index)
        if index:
            numbered.remove(numbered[0])
        style.element.get_or_add_pPr().append(numbered)
    for depth, _, text in lines:
        word.numbered(text, number, depth, style=names[depth])


def mixed(word: Word, lines: list[Labelled]) -> None:
    """Chương, Điều and every third khoản typed; the rest by Word, each Điều with a list of its own that begins anew."""
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
    numbers = iter(word.definition(level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)"), [restart.format(1)] * 20))
    number = 0
    for depth, label, text in lines:
        if depth == 1:
            number = next(numbers)
        if depth < 2 or label == "3.":
            typed(word, [(depth, label, text)])
        else:
            word.numbered(text, number, depth - 2)


@pytest.mark.parametrize("write", [typed, automatic, by_styles, mixed])
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


# the head and the foot


def test_what_the_head_and_the_foot_say(into: Path) -> None:
    values, body, outcome = taken(Word().head().plain("1. Chỉ thị này có hiệu lực kể từ ngày ký.").foot(), into)
    assert values == {
        "title": TITLE[1],
        "number": "09/CT-BM",
        "kind": "chi-thi",
        "issuer": "bo-mau",
        "signer": {"name": "Trần Văn Ký", "position": "Thứ trưởng"},
        "signed_on": "2024-03-05",
        "effective_on": "2024-03-05",
        "force": {"state": "unknown"},
        "text": "full",
    }
    assert "Hà Nội" in outcome.path.read_text("utf-8")
    assert "1\\. Chỉ thị này" in body
    assert any("CỘNG HÒA" in line for line in outcome.report), "what is left out is said"


def test_dirty_heads_are_read(into: Path) -> None:
    columns = (
        ("ỦY BAN NHÂN DÂN", "TỈNH AN LẠC", "Số: 16 /CT - UBND"),
        ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "An Lạc, ngày 31 tháng 7 năm 2020"),
    )
    values, _, outcome = taken(Word().head(columns).plain("Nội dung."), into)
    assert (values["number"], values["issuer"], outcome.path.name) == ("16/CT-UBND", "ubnd-an-lac", "16-ct-ubnd-an-lac.md")


@pytest.mark.parametrize("line", ["Số:      /CT-BM", "Số: ……/CT-BM"])
def test_what_is_not_there_is_marked_and_never_guessed(line: str, into: Path) -> None:
    columns = ("BỘ LẠ", line), ("Độc lập - Tự do - Hạnh phúc", "Hà Nội, ngày    tháng    năm 2024")
    values, _, outcome = taken(Word().head(columns, ["CHỈ THỊ"]).plain("Nội dung ngày 01 tháng 02 năm 2003."), into)
    assert set(values) == {"kind", "force", "text"}
    text = outcome.path.read_text("utf-8")
    for key in ("title", "number", "issuer", "signer", "signed_on", "effective_on"):
        assert f"# chưa tìm thấy: {key} (" in text
    assert "“BỘ LẠ” không có trong vocabularies/organisations.yml" in text
    assert any("check.py sẽ báo" in line for line in outcome.report)


def test_a_letter_has_its_subject_in_the_head(into: Path) -> None:
    columns = ("BỘ MẪU", "Số: 12/BM-V05", "V/v bảo đảm an ninh"), ("Độc lập - Tự do - Hạnh phúc", "Hà Nội, ngày 05 tháng 3 năm 2024")
    values, body, _ = taken(Word().head(columns, []).plain("Kính gửi: Các đơn vị.", "Đề nghị thực hiện."), into)
    assert (values["kind"], values["title"], values["number"]) == ("cong-van", "bảo đảm an ninh", "12/BM-V05")
    assert "Kính gửi: Các đơn vị." in body


def test_a_foot_without_a_table(into: Path) -> None:
    word = Word().head().plain("Nội dung.", "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH", "Trần Văn Ký")
    word.centred("PHỤ LỤC")
    values, body, _ = taken(word.plain("1. Sau."), into)
    assert values["signer"] == {"name": "Trần Văn Ký", "position": "Quyền Chủ tịch"}
    assert body.rstrip().endswith("## PHỤ LỤC\n\n1\\. Sau.")


# numbering


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


# the body


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


# refusals


def test_every_reason_is_said_at_once(into: Path) -> None:
    word = Word().head()
    add_raw(
        word.document.add_paragraph(),
        '<w:ins w:id="1" w:author="x"><w:r><w:t>thêm</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>bớt</w:delText></w:r></w:del>',
    )
    word.document.sections[0].header.paragraphs[0].text = "T Ố I   M Ậ T"
    word.document.add_paragraph().add_run("chữ ẩn").font.hidden = True
    add_raw(word.document.add_paragraph(), '<w:fldSimple w:instr=" LISTNUM "><w:r/></w:fldSimple>')
    word.plain("Céng hßa x· héi chñ nghÜa ViÖt Nam")
    assert sorted(refused(word, into)) == ["hidden-text", "number-fields", "secrecy-mark", "tcvn3", "tracked-changes"]


@pytest.mark.parametrize("change", ["moveFrom", "moveTo", "ins", "del"])
def test_tracked_changes_are_refused_wherever_they_are(change: str, into: Path) -> None:
    word = Word().head()
    table = word.document.add_table(1, 2)
    add_raw(table.cell(0, 1).paragraphs[0], f'<w:{change} w:id="1" w:author="x"/>')
    assert refused(word, into) == ["tracked-changes"]


@pytest.mark.parametrize(
    "mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "LƯU HÀNH NỘI BỘ", "Độ mật: Mật", "Tài liệu LƯU HÀNH NỘI BỘ", "[TUYỆT MẬT]"]
)
def test_secrecy_marks_are_refused(mark: str, into: Path) -> None:
    assert refused(Word().plain(mark).head(), into) == ["secrecy-mark"]


def test_a_word_in_a_sentence_is_no_mark(into: Path) -> None:
    taken(Word().head().plain("Bảo vệ bí mật nhà nước; độ mật do cấp trên quy định. Tài liệu lưu hành nội bộ không được đăng."), into)


TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam §éc lËp - Tù do - H¹nh phóc"
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam Ñoäc laäp - Töï do - Haïnh phuùc"


@pytest.mark.parametrize(
    ("text", "font", "code"), [(TCVN3, "", "tcvn3"), (VNI, "", "vni"), ("Céng an", ".VnTime", "tcvn3"), ("chuû", "VNI-Times", "vni")]
)
def test_old_encodings_are_refused_by_letters_or_by_font(text: str, font: str, code: str, into: Path) -> None:
    word = Word().head()
    run_ = word.document.add_paragraph().add_run(text)
    if font:
        run_.font.name = font
    assert refused(word, into) == [code]


def test_unicode_in_an_old_font_is_unicode(into: Path) -> None:
    word = Word().head()
    word.document.add_paragraph().add_run("Bảo vệ an ninh").font.name = ".VnTime"
    word.document.add_paragraph().add_run("2020-2025").font.name = "VNI-Times"
    taken(word.plain("Düsseldorf, café, naïve, 100 m², © 2020, hoà bình, thuý, xoá"), into)
    assert old_fonts.by_letters("Ông Müller ở Köln nói về phong trào") is None


def damaged(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.docx", b"", "empty-file"),
        ("a.docx", b"khong phai zip", "not-word"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old-or-locked"),
        ("a.docm", b"x", "macros"),
        ("a.odt", b"x", "kind-of-file"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "needs-libreoffice"),
        ("a.doc", b"{\\rtf1}", "not-word"),
    ],
)
def test_files_that_are_no_word_files(name: str, content: bytes, code: str, into: Path) -> None:
    with pytest.raises(RefusedError) as error:
        run.import_file(damaged(into.parent / name, content), into)
    assert [each.code for each in error.value.findings] == [code]


def test_damaged_and_dangerous_packages_get_a_sentence(into: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = Word().head().save(into.parent / "good.docx")
    with zipfile.ZipFile(good) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changes: list[dict[str, bytes]] = [
        {"word/document.xml": b"<w:document"},
        {"word/document.xml": b""},
        {"word/numbering.xml": b"<x>"},
        {"[Content_Types].xml": b"<Types/>"},
        {
            "word/document.xml": parts["word/document.xml"].replace(
                b"schemas.openxmlformats.org/wordprocessingml/2006", b"purl.oclc.org/ooxml/wordprocessingml"
            )
        },
        {"word/vbaProject.bin": b"x"},
        {
            "word/document.xml": parts["word/document.xml"].replace(
                b"<w:body>",
                b'<w:body><w:p><w:r><w:sym w:char="ZZ"/><w:t>a</w:t></w:r></w:p><w:tbl><w:tr><w:trPr><w:gridBefore w:val="999999999"/></w:trPr>'
                b'<w:tc><w:tcPr><w:gridSpan w:val="999999999"/><w:vMerge/></w:tcPr></w:tc></w:tr></w:tbl>'
                b'<w:p><w:pPr><w:numPr><w:ilvl w:val="x"/><w:numId w:val="77777777777"/></w:numPr></w:pPr></w:p>',
            )
        },
        {
            "word/document.xml": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            + parts["word/document.xml"].replace(b"<w:body>", b"<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p>").split(b"?>", 1)[1]
        },
    ]
    for change in changes:
        bad = into.parent / "bad.docx"
        with zipfile.ZipFile(bad, "w") as archive:
            for name, content in {**parts, **change}.items():
                archive.writestr(name, content)
        code = import_directive.main([str(bad), "--into", str(into)])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        assert "unexpected" not in said.err, said.err
        assert code == 1 or "root:" not in "".join(path.read_text("utf-8") for path in into.iterdir())
        for path in into.iterdir():
            path.unlink()


def test_the_command_says_what_it_did_not_understand(into: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(Word().head().save(tmp_path / "a.docx"))
    for arguments in (["khong-co.docx"], [path, "--into", str(tmp_path / "khong-co")], [path, "--x"], []):
        with pytest.raises(SystemExit) as stopped:
            import_directive.main(arguments)
        assert stopped.value.code == 2
    assert import_directive.main([path, "--into", str(into), "--id", "Mã Sai"]) == 2
    assert import_directive.main([path, "--into", str(into), "--id", "ma-dung"]) == 0
    assert import_directive.main([path, "--into", str(into), "--id", "ma-dung", "--force"]) == 0
    assert (into / "ma-dung.md").is_file()
    assert "wrong-id" in capsys.readouterr().err
    assert not any(path.name.startswith("_") for path in into.iterdir())


def test_every_message_is_a_whole_sentence() -> None:
    assert [code for code, text in MESSAGES.items() if not text.endswith((".", "”."))] == []


# the loss report


def test_the_comparison_names_what_differs() -> None:
    theirs = "Điều 2. Phạm vi\n1. Một hai ba\n2. Bốn"
    assert loss.compare(theirs, theirs.replace("\n", " ").upper()).same
    found = loss.compare(theirs, "Điều 3. Phạm vi\n1. Một ba\n2. Bốn")
    assert found.missing == {"2": 1, "hai": 1}
    assert found.added == {"3": 1}
    assert found.labels_missing == {"điều 2": 1}
    assert [(each.theirs, each.ours) for each in found.differences] == [("2", "3"), ("hai", "")]
    assert clauses.labels("a) x\nII. Y\n1.2. z\nthường") == ["a", "II", "1.2"]


def fake(folder: Path, name: str, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_a_word_that_libreoffice_has_and_we_do_not_is_said(
    into: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tools, "SOFFICE", ("soffice-gia",))
    text = "BỘ MẪU\n-------\nSố: 09/CT-BM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nHà Nội, ngày 05 tháng 3 năm 2024\nCHỈ THỊ\nVề việc bảo đảm an ninh, trật tự trong nhà trường\n1. Một {}hai\n"
    path = Word().head().plain("1. Một hai").save(tmp_path / "a.docx")
    for extra, code in (("", 0), ("lạ ", 1)):
        (tmp_path / "text").write_text(text.format(extra), "utf-8")
        fake(
            tmp_path / "bin",
            "soffice-gia",
            f'while [ "$1" != --outdir ]; do shift; done; mkdir -p "$2"; cp {tmp_path}/text "$2/in.txt"',
            monkeypatch,
        )
        assert import_directive.main([str(path), "--into", str(into), "--force"]) == code
        said = capsys.readouterr().out
    assert "thiếu 1, thừa 0, 1 chỗ khác" in said
    assert "LibreOffice “lạ”" in said
    fake(tmp_path / "bin", "soffice-gia", "echo hỏng >&2; exit 1", monkeypatch)
    assert import_directive.main([str(path), "--into", str(into), "--force"]) == 0
    assert "LibreOffice không chuyển được tệp (hỏng)" in capsys.readouterr().out


def test_numbers_that_do_not_follow_one_another_are_said(into: Path) -> None:
    word = Word().head()
    typed(
        word, [*law(2), (1, "Điều 2a.", "Việc thêm"), (2, "1.", "Một."), (1, "Điều 1.", "Việc khác"), (2, "2.", "Hai."), (2, "2.", "Ba.")]
    )
    outcome = run.import_file(word.foot().save(into.parent / "van-ban.docx"), into)
    (said,) = (line for line in outcome.report if "không liền nhau" in line)
    assert "sau Điều 2a là Điều 1, ở Điều 1, bắt đầu từ khoản 2, ở Điều 1, sau khoản 2 là khoản 2." in said
    assert not outcome.lost, "what the file says is kept as it is"


@pytest.mark.parametrize("write", [typed, automatic, by_styles, mixed])
def test_numbers_in_order_are_not_spoken_of(write: Callable[[Word, list[Labelled]], None], into: Path) -> None:
    word = Word().head()
    write(word, law(7))
    outcome = run.import_file(word.foot().save(into.parent / "van-ban.docx"), into)
    assert [line for line in outcome.report if "không liền nhau" in line] == []


PDF = """BỘ MẪU
Số: 09/CT-BM

CỘNG HÒA XÃ HỘI CHỦ NGHĨA
VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 05 tháng 3 năm 2024

CHỈ THỊ
Về việc bảo đảm an ninh, trật tự
trong nhà trường

Điều 1. Phạm vi
1. Các đơn vị thực hiện nội dung
sau đây:
a)

Tuyên truyền;
\f2

2.
Báo cáo.

Nơi nhận:
- Như trên;
- Lưu: VT.

BỘ TRƯỞNG
Trần Văn Ký
"""


def test_a_pdf_comes_in_by_pdftotext(into: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = damaged(tmp_path / "a.pdf", b"%PDF-1.4")
    (tmp_path / "text").write_text(PDF, "utf-8")
    fake(tmp_path / "bin", "pdftotext", f'for last; do :; done; cp {tmp_path}/text "$last"', monkeypatch)
    outcome = run.import_file(path, into)
    values, body = record(outcome)
    assert not outcome.lost, outcome.report
    assert (values["title"], values["signed_on"]) == ("Về việc bảo đảm an ninh, trật tự trong nhà trường", "2024-03-05")
    assert values["signer"] == {"name": "Trần Văn Ký", "position": "Bộ trưởng"}
    assert body.startswith(
        "\n## Điều 1. Phạm vi\n\n1\\. Các đơn vị thực hiện nội dung sau đây:\n\na) Tuyên truyền;\n\n2\\. Báo cáo.\n\nNơi nhận:"
    )
    for text, code in (("\f", "pdf-scan"), (TCVN3, "tcvn3"), ("MẬT\nVăn bản", "secrecy-mark")):
        (tmp_path / "text").write_text(text, "utf-8")
        with pytest.raises(RefusedError) as error:
            run.import_file(path, into, force=True)
        assert [each.code for each in error.value.findings] == [code]


@pytest.mark.skipif(REAL_SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same_words(into: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables, notes, merged cells and both ways of numbering in one text: another program agrees with every word."""
    monkeypatch.undo()
    word = Word().head()
    lines = law(5)
    mixed(word, lines)
    word.footnotes({"1": "Chú thích một."})
    add_raw(word.document.add_paragraph("Có chú thích"), '<w:r><w:footnoteReference w:id="1"/></w:r>')
    table = word.document.add_table(2, 2)
    fill(table.cell(0, 0), ["Việc", "của năm"])
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).text, table.cell(1, 1).text = "Hạn", "quý"
    automatic(word, law(6)[-9:])
    outcome = run.import_file(word.foot().save(tmp_path / "a.docx"), into)
    assert not outcome.lost, "\n".join(outcome.report)
    assert any("So với LibreOffice: đủ" in line for line in outcome.report), outcome.report


@pytest.mark.skipif(REAL_SOFFICE is None, reason="LibreOffice is not installed")
def test_old_word_files_and_pdf_files_of_other_programs(into: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty clauses by way of .doc, with LibreOffice, and of .pdf, with pdftotext: every label and word, and who signed."""
    monkeypatch.undo()
    word, lines = Word().head(), law()
    typed(word, lines)
    made = word.foot().save(tmp_path / "a.docx")
    forms = {"doc": "doc:MS Word 97", **({"pdf": "pdf"} if tools.pdftotext() else {})}
    for suffix, form in forms.items():
        (tmp_path / f"a.{suffix}").write_bytes(tools.converted(made, form, suffix))
        outcome = run.import_file(tmp_path / f"a.{suffix}", into, force=True)
        values, body = record(outcome)
        assert not outcome.lost, "\n".join(outcome.report)
        shown = [" ".join(line.split()) for line in seen(body).splitlines() if line.strip()]
        assert shown[: len(lines)] == [f"{label} {text}" for _, label, text in lines]
        assert values["number"] == "09/CT-BM"
        assert values["signer"] == {"name": "Trần Văn Ký", "position": "Thứ trưởng"}


@pytest.mark.skipif(REAL_SOFFICE is None, reason="LibreOffice is not installed")
def test_numbers_that_only_libreoffice_could_count_are_said_to_be_so(into: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A .doc is read by LibreOffice alone: that it agrees with itself proves nothing."""
    monkeypatch.undo()
    word = Word().head()
    automatic(word, law(6))
    made = word.foot().save(tmp_path / "a.docx")
    (tmp_path / "a.doc").write_bytes(tools.converted(made, "doc:MS Word 97", "doc"))
    report = run.import_file(tmp_path / "a.doc", into).report
    assert any("số tự động do LibreOffice tính" in line for line in report)
    assert any("sau Điều 5 là Điều 1" in line for line in report), "LibreOffice begins each chapter with Điều 1"
