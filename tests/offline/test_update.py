"""The updater at a school: it checks before it changes, and what is wrong changes nothing."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import update_offline
from movement.packing import pack, update
from project import tree

DAY = datetime.date(2026, 2, 3)
OLD = {"index.html": "trang chủ", "mo-hinh/a.html": "mô hình A", "mo-hinh/b.html": "mô hình B"}
NEW = {"index.html": "trang chủ", "mo-hinh/a.html": "mô hình A, đã sửa", "mo-hinh/c.html": "mô hình C"}


def edition(folder: Path, files: Mapping[str, str], date: str) -> Path:
    """A folder with these pages, a manifest that names them, and checksums."""
    records = {name: {"path": name, "title": text, "digest": text} for name, text in files.items() if "/" in name}
    recalled = [{"path": "mo-hinh/b.html", "title": "mô hình B", "on": "", "reason": "Đã rút", "replaced_by": ""}]
    manifest = json.dumps({"date": date, "records": records, "recalled": recalled})
    for name, text in {**files, "manifest.json": manifest}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    pack.add_sums(folder)
    return folder


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick, by a name that teachers give, with the old edition on it."""
    edition(tmp_path / "USB cô Hạnh/trang", OLD, "2025-12-01")
    return tmp_path / "USB cô Hạnh"


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The zip of the new edition."""
    folder = edition(tmp_path / "moi", NEW, "2026-02-03")
    pack.write_zip(folder, tmp_path / "moi.zip", DAY)
    return tmp_path / "moi.zip"


def run(stick: Path, *arguments: object) -> int:
    """The updater, on the folder of the stick."""
    return update_offline.main([str(stick / "trang"), *map(str, arguments)])


def test_the_new_edition_takes_the_place_of_the_old_which_is_kept(stick: Path, newer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(stick / "trang")
    assert run(stick, newer) == 0
    with zipfile.ZipFile(newer) as packed:
        assert set(tree(stick / "trang")) == set(packed.namelist())
    assert (stick / "trang/mo-hinh/a.html").read_text("utf-8") == NEW["mo-hinh/a.html"]
    assert tree(stick / "trang.cu-2025-12-01") == before
    assert {path.name for path in stick.iterdir()} == {"trang", "trang.cu-2025-12-01"}
    said = capsys.readouterr().out
    for words in ("1/12/2025", "3/2/2026", "Thêm: mô hình C", "Sửa: mô hình A, đã sửa", "Bỏ: mô hình B. Đã rút", "thêm 1, sửa 2, bỏ 1"):
        assert words in said
    assert run(stick) == 0, "the folder is as it was issued"


def test_an_update_pack_has_only_what_changed_and_makes_the_same_folder(stick: Path, newer: Path, tmp_path: Path) -> None:
    small = tmp_path / "cap-nhat.zip"
    update.write_update(update.sums_of_edition(stick / "trang"), tmp_path / "moi", small, DAY)
    with zipfile.ZipFile(small) as packed:
        assert set(packed.namelist()) == {"SHA256SUMS", "manifest.json", "update.json", "mo-hinh/a.html", "mo-hinh/c.html"}
    assert run(stick, small) == 0
    assert tree(stick / "trang") == tree(tmp_path / "moi")


def test_an_update_pack_is_for_one_edition_only(stick: Path, newer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = edition(tmp_path / "khac", {"index.html": "khác"}, "2025-12-01")
    update.write_update(update.sums_of_edition(other), tmp_path / "moi", tmp_path / "nho.zip", DAY)
    refused(stick, tmp_path / "nho.zip", "dành cho một bản khác", capsys)


def refused(stick: Path, new: Path, said: str, capsys: pytest.CaptureFixture[str], *arguments: str) -> None:
    """The updater says why, and every byte of the stick is as before."""
    before = tree(stick)
    assert run(stick, new, *arguments) == 1
    spoken = capsys.readouterr().err
    assert said in spoken
    assert "Không đổi gì." in spoken
    assert tree(stick) == before


def flip(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1] + b"!")


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a flipped byte": (lambda folder: flip(folder / "mo-hinh/a.html"), "mo-hinh/a.html: nội dung đã bị thay đổi"),
    "a missing file": (lambda folder: (folder / "index.html").unlink(), "index.html: thiếu tệp"),
    "a foreign file": (lambda folder: (folder / "mo-hinh/bai-tap.docx").write_text("x"), "mo-hinh/bai-tap.docx: tệp lạ"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_folder_is_not_touched(damage: str, stick: Path, newer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    harm, said = DAMAGE[damage]
    harm(stick / "trang")
    refused(stick, newer, said, capsys)
    assert run(stick) == 1
    assert run(stick, newer, "--replace-damaged") == 0, "unless somebody asks for it"
    assert (stick / "trang/mo-hinh/c.html").is_file()


def repacked(newer: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """The zip with its files changed."""
    with zipfile.ZipFile(newer) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    change(files)
    with zipfile.ZipFile(newer, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return newer


ZIPS: dict[str, tuple[Callable[[dict[str, bytes]], object], str]] = {
    "a flipped byte": (lambda files: files.update({"index.html": b"trang chu!"}), "index.html: hỏng"),
    "a missing file": (lambda files: files.pop("index.html"), "index.html: thiếu"),
    "a foreign file": (lambda files: files.update({"la.exe": b"x"}), "la.exe: tệp lạ"),
    "no checksums": (lambda files: files.pop("SHA256SUMS"), "không phải bản ngoại tuyến"),
    "a way out of the folder": (lambda files: files.update({"../ngoai.html": b"x"}), "../ngoai.html: tên tệp nguy hiểm"),
    "an absolute path": (lambda files: files.update({"/etc/ngoai": b"x"}), "tên tệp nguy hiểm"),
    "a way out for Windows": (lambda files: files.update({"..\\ngoai.html": b"x"}), "tên tệp nguy hiểm"),
    "a drive": (lambda files: files.update({"C:ngoai.html": b"x"}), "tên tệp nguy hiểm"),
    "two names in one": (lambda files: files.update({"INDEX.html": b"x"}), "trùng tên"),
    "checksums that lead out": (lambda files: files.update({"SHA256SUMS": b"0" * 64 + b"  ../x\n"}), "không phải dòng mã kiểm tra"),
    "a manifest that is none": (lambda files: files.update({"manifest.json": b"[]"}), "manifest.json: hỏng"),
}


@pytest.mark.parametrize("case", ZIPS)
def test_a_wrong_zip_changes_nothing(case: str, stick: Path, newer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change, said = ZIPS[case]
    refused(stick, repacked(newer, change), said, capsys)


def test_a_zip_cut_off_or_with_a_flipped_bit_changes_nothing(stick: Path, newer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = newer.read_bytes()
    for broken in (
        content[: len(content) // 2],
        b"",
        *(content[:at] + bytes([content[at] ^ 4]) + content[at + 1 :] for at in range(0, 400, 7)),
    ):
        newer.write_bytes(broken)
        before = tree(stick / "trang")
        if run(stick, newer, "--check") == 0:
            continue  # a bit of a time or of rights: the files are right
        assert tree(stick / "trang") == before
    capsys.readouterr()


def test_an_older_zip_another_zip_and_a_wish_to_look_only(
    stick: Path, newer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refused(stick, newer, "không giống mã đã công bố", capsys, "--sha256", "0" * 64)
    assert run(stick, newer, "--check", "--sha256", pack.digest_of_file(newer).upper()) == 0
    assert [path.name for path in stick.iterdir()] == ["trang"]
    older = edition(tmp_path / "cu", OLD, "2024-01-01")
    pack.write_zip(older, tmp_path / "cu.zip", DAY)
    refused(stick, tmp_path / "cu.zip", "cũ hơn bản đang dùng", capsys)


def test_a_folder_that_cannot_be_renamed_stays(
    stick: Path, newer: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second rename fails: the first is undone."""
    real = update_offline.os.rename

    def rename(source: Path, target: Path) -> None:
        if source.name == "trang.moi":
            raise OSError(5, "máy bận")
        real(source, target)

    monkeypatch.setattr(update_offline.os, "rename", rename)
    before = tree(stick / "trang")
    assert run(stick, newer) == 1
    assert tree(stick / "trang") == before


def test_the_batch_file_has_the_ends_of_lines_that_windows_needs(tmp_path: Path) -> None:
    root = Path(update_offline.__file__).resolve().parent.parent
    values = {"edition": "Bản", "date": "1/1/2026", "title": "Trang", "name": "trang-2026-01-01"}
    pack.add_guides(tmp_path, root / "overrides", root / "scripts/update_offline.py", values)
    content = (tmp_path / "cap-nhat/CAP-NHAT.bat").read_bytes()
    assert content.startswith(b"@echo off\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    labels = {line[1:] for line in content.decode().splitlines() if line.startswith(":")}
    asked = {
        word
        for line in content.decode().replace("(", " ").replace(")", " ").splitlines()
        for word in line.partition("goto ")[2].split()[:1]
    }
    assert asked <= labels


def spoilt_sums(folder: Path) -> None:
    (folder / "SHA256SUMS").write_bytes(b"\xff\xfe khong phai chu\n")


def test_checksums_that_cannot_be_read_are_damage(stick: Path, newer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoilt_sums(stick / "trang")
    assert run(stick) == 1
    assert "SHA256SUMS, dòng 1" in capsys.readouterr().err
    assert run(stick, newer) == 1
    assert run(stick, newer, "--replace-damaged") == 0
    assert (stick / "trang/mo-hinh/c.html").is_file()


@pytest.mark.parametrize(
    "manifest",
    [
        {"date": "hôm qua", "records": {}, "recalled": []},
        {"date": "2026-02-03", "records": {"a": "x"}, "recalled": []},
        {"date": "2026-02-03", "records": {}, "recalled": ["x"]},
    ],
)
def test_a_manifest_that_says_nothing_is_refused(manifest: dict[str, object], stick: Path, tmp_path: Path) -> None:
    folder = edition(tmp_path / "moi", NEW, "2026-02-03")
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    pack.add_sums(folder)
    pack.write_zip(folder, tmp_path / "moi.zip", DAY)
    before = tree(stick)
    assert run(stick, tmp_path / "moi.zip") == 1
    assert tree(stick) == before


def test_a_zip_whose_table_is_damaged_is_refused(stick: Path, newer: Path) -> None:
    content = bytearray(newer.read_bytes())
    content[content.rindex(b"PK\x01\x02")] ^= 0xFF
    newer.write_bytes(content)
    before = tree(stick)
    assert run(stick, newer) == 1
    assert tree(stick) == before


def test_where_nobody_can_answer_nothing_changes(stick: Path, newer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    before = tree(stick)
    assert run(stick, newer, "--ask") == 0
    assert tree(stick) == before
