"""A new record is asked for, named and placed, never twice; the report says what to look at again."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

import check
import new
import report
import tidy
from data_sets import overlay, write_base
from movement.schema import COLLECTIONS
from project import ROOT


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("BUILD_DATE", raising=False)
    return write_base(tmp_path / "data")


def begin(data: Path, name: str, *more: str, **answers: str) -> int:
    settings = [f"--set={key.replace('__', '.')}={value}" for key, value in answers.items()]
    return new.main([name, "--data", str(data), *settings, *more])


ANSWERS = {
    "directives": {"title": "Về việc mới", "number": "12/CT-UBND", "kind": "chi-thi", "issuer": "ubnd-tinh-mau"},
    "models": {"title": "Camera: khu phố, số 3 #mới"},
    "exemplars": {"title": "Thôn Mẫu", "who__kind": "collective", "who__display_name": "Nhân dân thôn Mẫu"},
    "commendations": {"title": "Giấy khen thôn Mẫu", "decision__issuer": "", "award": "", "awarded_on": "2025-06-02"},
    "news": {"title": "Ra mắt đội tuần tra", "published": "2025-06-02", "kind": "launch"},
    "materials": {"title": "Ba việc", "kind": "leaflet"},
    "standards": {"title": "Tiêu chuẩn mới"},
}
PLACES = {
    "directives": "directives/12-ct-ubnd.md",
    "models": "models/camera-khu-pho-so-3-moi.md",
    "exemplars": "exemplars/thon-mau.md",
    "commendations": "commendations/2025/giay-khen-thon-mau.yml",
    "news": "news/2025/2025-06-02-ra-mat-doi-tuan-tra.md",
    "materials": "materials/ba-viec.md",
    "standards": "standards/tieu-chuan-moi.yml",
}


def first_id(data: Path, vocabulary: str, containing: str = "") -> str:
    """The id of the first entry of a vocabulary of the small data set."""
    lines = (data / "vocabularies" / f"{vocabulary}.yml").read_text("utf-8").splitlines()
    return next(line.partition("id: ")[2].partition(",")[0].strip() for line in lines if "id: " in line and containing in line)


@pytest.mark.parametrize("kind", COLLECTIONS)
def test_a_new_record_is_named_placed_clean_and_canonical(kind: str, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = dict(ANSWERS[kind])
    if kind == "directives":
        answers["issuer"] = first_id(data, "organisations")
    if kind == "commendations":
        answers["award"] = first_id(data, "awards")
    assert begin(data, kind, **answers) == 0, capsys.readouterr().err
    assert (data / PLACES[kind]).is_file()
    assert check.main(["--data", str(data), str(data / PLACES[kind])]) == 0, capsys.readouterr().out
    assert tidy.main(["--data", str(data), "--check", str(data / PLACES[kind])]) == 0


def test_what_stands_already_is_not_begun_again(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert begin(data, "models", "--id=tieng-keng", title="Tên khác hẳn") == 1
    assert "Đã có ở data/models/tieng-keng.md" in capsys.readouterr().err
    title = (data / "models/tieng-keng.md").read_text("utf-8").partition("title: ")[2].partition("\n")[0].strip("'\"")
    assert begin(data, "models", "--id=ma-khac", title=title.upper()) == 1
    assert "tên gần giống" in capsys.readouterr().err
    assert begin(data, "models", "--id=ma-khac", "--allow-similar", title=title.upper()) == 0


def test_a_wrong_answer_is_refused_with_the_nearest_right_one(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert begin(data, "news", title="Tin", published="2/9/2025", kind="launch") == 1
    assert "published: “2/9/2025” không phải là ngày" in capsys.readouterr().err
    assert begin(data, "news", title="Tin", published="2025-09-02", kind="lanch") == 1
    assert "Ý bạn là “launch”?" in capsys.readouterr().err
    assert begin(data, "models", title="") == 1
    assert "Cần có: Tên" in capsys.readouterr().err
    assert begin(data, "models", "--id=Mã Sai", title="Mới toanh") == 1
    assert "ví dụ “ma-sai”" in capsys.readouterr().err


def test_on_a_terminal_it_asks_until_the_answer_may_stand(data: Path) -> None:
    ours, theirs = pty.openpty()
    answers = "Đội tuần tra\n\n\n2025-09-02\nlanch\nlaunch\n\n"
    command = [sys.executable, "scripts/new.py", "news", "--data", str(data)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    os.write(ours, answers.encode())
    printed = process.communicate(timeout=60)[0]
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0, printed
    assert (data / "news/2025/2025-09-02-doi-tuan-tra.md").is_file()
    assert "Ý bạn là “launch”?" in printed
    assert "Mã, giữ mãi" in printed


def test_no_directory_and_no_field_are_told_not_traced(data: Path, tmp_path: Path) -> None:
    for arguments in (["models", "--data", str(tmp_path / "khong-co")], ["models", "--data", str(data), "--set", "titel=A"], ["mo-hinh"]):
        with pytest.raises(SystemExit) as stopped:
            new.main(arguments)
        assert stopped.value.code == 2


def test_the_report_names_what_is_old_unsourced_expired_or_unknown(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    overlay(
        data,
        {
            "directives/cu.md": "---\ntitle: Cũ\nnumber: 1/CT-CU\nkind: chi-thi\nissuer: "
            + first_id(data, "organisations")
            + "\nforce: {state: expired, checked_on: 2025-09-01}\n---\n",
            "models/mo-hinh-a.md": "---\ntitle: Mô hình A\ncarries_out: [cu]\nchecked_on: 2024-01-01\n---\n\n"
            "Theo [văn bản cũ](../directives/cu.md) và Thông tư số 99/2001/TT-BNV.\n",
            "_allow.yml": "- {file: models/mo-hinh-a.md, guard: email, text: a@b.vn, reason: Thư của cơ quan, until: 2025-11-01}\n",
        },
    )
    monkeypatch.setenv("BUILD_DATE", "2025-10-10")
    assert report.main(["--data", str(data)]) == 0
    said = capsys.readouterr().out
    assert "data/models/mo-hinh-a.md:4: Mô hình A: kiểm tra lần cuối ngày 1/1/2024" in said
    assert "data/models/mo-hinh-a.md:3: Mô hình A: 1/CT-CU đã hết hiệu lực" in said
    assert "data/models/mo-hinh-a.md:7: Mô hình A: liên kết tới 1/CT-CU, đã hết hiệu lực" in said
    assert re.search("data/models/mo-hinh-a.md:7: .*99/2001/TT-BNV", said)
    assert "Mô hình A: bản ghi không có nguồn nào" in said
    assert "data/_allow.yml:1: models/mo-hinh-a.md: hết hạn ngày 1/11/2025: Thư của cơ quan" in said
    assert report.main(["--data", str(data), "--format", "markdown"]) == 0
    assert "- [ ] `data/models/mo-hinh-a.md:4` Mô hình A: kiểm tra lần cuối ngày 1/1/2024" in capsys.readouterr().out


COMMANDS = (
    "check",
    "tidy",
    "new",
    "report",
    "image",
    "issue_to_record",
    "import_directive",
    "export_offline",
    "update_offline",
    "generate_data",
)
ENGLISH = re.compile(r"usage|argument|option|required|error|invalid|expected|could match|exit\b", re.IGNORECASE)


def _said(*command: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_vietnamese(command: str) -> None:
    status, said = _said(f"scripts/{command}.py", "--help")
    assert (status, ENGLISH.findall(said)) == (0, [])
    assert "Mã thoát: 0" in said


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("new", "còn thiếu: LOẠI"),
        ("new la", "không có lựa chọn 'la'"),
        ("new models --set", "--set: cần một giá trị đi sau"),
        ("check --format la", "không có lựa chọn 'la'"),
        ("check --la", "không hiểu: --la"),
        ("check --data khong-co", "không có thư mục khong-co"),
        ("check khong-co.md", "không có tệp khong-co.md"),
        ("tidy khong-co.md", "không phải tệp trong"),
        ("image anh.jpg", "còn thiếu: --alt"),
        ("update_offline", "Không hiểu lệnh. Xem cách dùng: update_offline.py -h"),
        ("export_offline --u", "--unit, --update-from"),
        ("export_offline --max-mb nhieu", "giá trị không đúng dạng: 'nhieu'"),
    ],
)
def test_a_command_that_was_not_understood_says_why_in_vietnamese(line: str, words: str) -> None:
    name, *arguments = line.split()
    status, said = _said(f"scripts/{name}.py", *arguments)
    assert (status, ENGLISH.findall(said)) == (2, [])
    assert words in said
