"""Other programs read the same file: what differs is said; PDF and old Word files come in through them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import import_directive
from movement.importing import clauses, loss, run, tools
from movement.importing.messages import RefusedError
from outcomes import TCVN3, damaged, record, seen
from word_documents import WAYS, Labelled, Word, add_raw, automatic, fill, law, mixed, typed

REAL_SOFFICE = tools.soffice()


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


@pytest.mark.parametrize("write", WAYS)
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
