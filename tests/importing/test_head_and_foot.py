"""What the head and the foot of an official text say of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from outcomes import taken
from word_documents import TITLE, Word


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


def test_a_sentence_about_who_gets_files_is_not_the_foot(into: Path) -> None:
    last = "Các đơn vị thực hiện nghiêm túc, báo cáo kết quả về Ủy ban nhân dân trước ngày 15 tháng 12 hằng năm, kèm số liệu."
    word = Word().head().plain("Nội dung.", "Nơi nhận hồ sơ là Công an cấp xã.", last)
    values, _, _ = taken(word.plain("Nơi nhận:", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH", "Trần Văn Ký"), into)
    assert values["signer"]["name"] == "Trần Văn Ký"
