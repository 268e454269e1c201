"""What does not come in, and what is said of it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

import import_directive
from data_sets import zipped
from movement.importing import old_fonts, run
from movement.importing.messages import MESSAGES, RefusedError
from outcomes import TCVN3, damaged, refused, taken
from word_documents import Word, add_raw


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
        ("a.docx", zipped(61), "too-large"),
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
