"""From what somebody typed into a form of a code host to the draft of a model that the check takes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from data_sets import write_base
from movement.editing import host_templates
from movement.editing.issue_form import LABELS, NotTheFormError, answers, draft
from movement.load import load_yaml
from project import ROOT, STARTER, Project, new_project

FORM = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / "them-mo-hinh.yml").read_text("utf-8"))
FILLED = """### Tên mô hình

Cổng thôn: ba không

### Tóm tắt

Thôn giữ cổng
ban đêm.

### Bắt đầu từ

2020-03

### Nơi áp dụng

thôn Một, huyện An Đông

### Lĩnh vực

Trường học, Cơ quan

### Giải quyết việc gì

_No response_

### Các bước để nơi khác làm theo

- Họp thôn
* Chọn người giữ cổng

### Hạn chế, lưu ý

_No response_

### Cách làm

Ba việc:

### Không ở trong mẫu

1. Khóa cổng <script>alert(1)</script>

### Tên nguồn công khai

Báo An Cư: bài

### Địa chỉ của nguồn

https://example.vn/cong

### Trước khi gửi

- [X] Nội dung không có dữ liệu cá nhân, không có bí mật công tác.
"""


def convert(project: Project, text: str) -> tuple[int, str]:
    """The command's exit code and all it printed."""
    (project.folder / "de-nghi.md").write_text(text, "utf-8")
    done = project.run("scripts/issue_to_record.py", "de-nghi.md")
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project of the test's own, not built."""
    return new_project(tmp_path / "project", write_base(tmp_path / "data"))


def test_a_filled_form_becomes_a_canonical_draft_that_the_check_takes(project: Project) -> None:
    names = {entry["id"]: entry["name"] for entry in load_yaml("", (project.data / "vocabularies" / "sectors.yml").read_bytes()).values}
    code, said = convert(project, FILLED.replace("Trường học, Cơ quan", ", ".join(names.values())))
    assert (code, said.count("Đã ghi")) == (0, 1), said
    record = (project.data / "models" / "cong-thon-ba-khong.md").read_text("utf-8")
    assert "state: draft" in record
    assert "problem" not in record
    assert all(sector in record for sector in names)
    assert project.run("scripts/tidy.py", "--check", "data/models/cong-thon-ba-khong.md").returncode == 0
    assert project.check().returncode == 0


def test_the_template_of_gitlab_is_read_as_the_form_of_github_is() -> None:
    template = host_templates.request(FORM)
    assert answers(template) == {}
    filled = template.replace("### Tên mô hình\n", "### Tên mô hình\n\nCổng thôn: ba không\n").replace(
        "### Cách làm\n", "### Cách làm\n\nBa việc.\n"
    )
    assert answers(filled) == {"title": "Cổng thôn: ba không", "body": "Ba việc."}


def test_what_was_answered_is_kept_and_nothing_else() -> None:
    given = answers(FILLED)
    assert set(given) == set(LABELS) - {"problem", "caveats"}
    assert given["body"].startswith("Ba việc:")
    assert "### Không ở trong mẫu" in given["body"]
    assert "[X]" not in given["source_url"]


def test_a_label_written_into_an_answer_does_not_overwrite_a_field() -> None:
    assert answers(f"{FILLED}\n### Tên mô hình\n\nTên khác\n")["title"] == "Cổng thôn: ba không"


def test_a_text_that_is_not_the_form_is_refused(project: Project) -> None:
    with pytest.raises(NotTheFormError):
        draft("Xin chào", {})
    assert convert(project, "Xin chào")[0] == 1


def test_what_must_not_be_published_is_refused_and_nothing_is_written(project: Project) -> None:
    before = sorted((project.data / "models").iterdir())
    code, said = convert(project, FILLED.replace("Thôn giữ cổng", "Gọi 0912 345 678"))
    assert code == 1
    assert "Chưa ghi gì" in said
    assert sorted((project.data / "models").iterdir()) == before


def test_an_existing_model_is_not_overwritten(project: Project) -> None:
    assert convert(project, FILLED)[0] == 0
    assert convert(project, FILLED)[0] == 1


def test_a_long_title_is_cut_at_a_word() -> None:
    record_id, _ = draft(FILLED.replace("Cổng thôn: ba không", "tổ dân phố " * 20), {})
    assert len(record_id) <= 80
    assert not record_id.endswith("-")


def test_the_form_asks_for_exactly_what_the_converter_reads() -> None:
    asked = {field["id"]: field["attributes"]["label"] for field in FORM["body"] if field["type"] in ("input", "textarea", "dropdown")}
    assert asked == LABELS
    sectors = load_yaml("", (STARTER / "vocabularies" / "sectors.yml").read_bytes()).values
    options = next(field for field in FORM["body"] if field.get("id") == "sectors")["attributes"]["options"]
    assert options == [sector["name"] for sector in sectors]
