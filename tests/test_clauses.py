"""Anchors of the clauses of a text: both layouts of Nghị định 30/2020/NĐ-CP, as editors and the importer write them."""

from __future__ import annotations

import re

import pytest
from lxml import html as lxml_html

from movement.addresses import Addresses
from movement.render.texts import prose
from movement.render.texts.clauses import LINK, Clause, anchored

HERE = Addresses("https://example.org/")


def rendered(body: str) -> str:
    return prose.render(body, "data/directives/a.md", HERE).html


def clauses(body: str, *, full: bool = True) -> list[Clause]:
    """The clauses of a body, after looking that the HTML is whole and the anchors are there once."""
    before = rendered(body)
    after, found = anchored(before, full=full)
    tree, old = (lxml_html.fragment_fromstring(source, create_parent="div") for source in (LINK.sub("", after), before))
    words = [re.sub(r"\s+", " ", str(part.text_content())).strip() for part in (tree, old)]
    assert words[0] == words[1]
    ids = [str(value) for value in tree.xpath("//@id")]
    assert len(ids) == len(set(ids))
    assert {clause.anchor for clause in found} <= set(ids)
    assert after.count('class="clause-link"') == len(found)
    assert {clause.parent for clause in found} <= {"", *ids}
    return found


def anchors(body: str, *, full: bool = True) -> list[str]:
    return [clause.anchor for clause in clauses(body, full=full)]


def test_the_layout_of_a_legal_text_with_headings() -> None:
    body = """
# Phần thứ nhất. Quy định chung

## Chương I. Quy định chung

### Điều 1. Phạm vi

1. Khoản một.
2. Khoản hai:

   a) điểm a;

   d) điểm d;

   đ) điểm đ;

   e) điểm e.

### Điều 2. Đối tượng

## Chương II. Việc phải làm

### Mục 1. Nhà trường

#### Điều 3. Việc của nhà trường

### Mục 2. Doanh nghiệp

#### Tiểu mục 1. Doanh nghiệp lớn

#### Điều 4. Việc khác

## Chương III. Thi hành

### Mục 1. Hiệu lực

#### Điều 5. Hiệu lực
"""
    assert anchors(body) == [
        *("phan-1", "chuong-1", "dieu-1", "dieu-1.khoan-1", "dieu-1.khoan-2", "dieu-1.khoan-2.diem-a", "dieu-1.khoan-2.diem-d"),
        *("dieu-1.khoan-2.diem-dd", "dieu-1.khoan-2.diem-e", "dieu-2", "chuong-2", "chuong-2.muc-1", "dieu-3", "chuong-2.muc-2"),
        *("chuong-2.muc-2.tieu-muc-1", "dieu-4", "chuong-3", "chuong-3.muc-1", "dieu-5"),
    ]


def test_the_same_text_without_headings() -> None:
    body = """**CHƯƠNG II**

**Điều 6. Tiêu chí**

1\\. Khoản một, gồm:
a) điểm a;
b) điểm b;
c) điểm c.

2\\. Khoản hai.

**Điều 6a.** Thêm

1. Một
2. Hai
   1. hai một
   - gạch

**Điều 7**: Khác

Điều 6 của Thông tư này được áp dụng ở đây, không phải là một điều mới.
"""
    assert anchors(body) == [
        *("chuong-2", "dieu-6", "dieu-6.khoan-1", "dieu-6.khoan-1.diem-a", "dieu-6.khoan-1.diem-b", "dieu-6.khoan-1.diem-c"),
        *("dieu-6.khoan-2", "dieu-6a", "dieu-6a.khoan-1", "dieu-6a.khoan-2", "dieu-6a.khoan-2.diem-1", "dieu-6a.khoan-2.gach-1", "dieu-7"),
    ]


def test_the_numbered_sections_of_a_chi_thi() -> None:
    body = """Thực hiện phong trào, Bộ trưởng yêu cầu:

1. Công an các đơn vị:
   - nắm tình hình;
   - báo cáo.

2. Nhà trường

2.1. Hiệu trưởng

a) Lập kế hoạch

2.2. Giáo viên

3. Báo cáo trước ngày 30/11.
"""
    assert anchors(body) == [
        *("muc-1", "muc-1.gach-1", "muc-1.gach-2", "muc-2", "muc-2.khoan-1", "muc-2.khoan-1.diem-a", "muc-2.khoan-2", "muc-3"),
    ]


def test_the_sections_of_a_ke_hoach() -> None:
    body = "**I. MỤC ĐÍCH**\n\n1. Một\n2. Hai\n\n   a) x\n\n**II. NHIỆM VỤ**\n\n1. Một\n\n   đ) không\n\n**IV. LẠC**\n"
    assert anchors(body) == [
        *("muc-1", "muc-1.khoan-1", "muc-1.khoan-2", "muc-1.khoan-2.diem-a", "muc-2", "muc-2.khoan-1", "muc-2.khoan-1.diem-dd"),
    ]


def test_numbered_headings() -> None:
    expected = ["muc-1", "muc-1.khoan-1", "muc-1.khoan-1.diem-1", "muc-2", "muc-2.gach-1"]
    assert anchors("## 1. Mục đích\n\n### 1.1. Chung\n\n1. x\n\n## 2. Yêu cầu\n\n- y\n") == expected


def test_a_text_that_grows_keeps_its_anchors() -> None:
    start = "## Chương I\n\n## Điều 1. A\n\n1. x\n\n## Chương II\n\n## Mục 1. B\n"
    assert anchors(start + "\n1. z\n\n## Mục 2. D\n\n## Điều 3. E\n")[: len(anchors(start))] == anchors(start)


def test_lists_keep_their_own_numbers() -> None:
    assert anchors("## Điều 1. A\n\n3. ba\n4. bốn\n\nxen\n\n7. bảy\n") == ["dieu-1", "dieu-1.khoan-3", "dieu-1.khoan-4", "dieu-1.khoan-7"]


def test_equal_numbers_get_different_anchors() -> None:
    body = "## Điều 1. A\n\n1. x\n\n## Điều 1. B\n\n1. y\n\n## Phụ lục I\n\n## Điều 1. C\n\n1. z\n"
    assert anchors(body) == [
        *("dieu-1", "dieu-1.khoan-1", "dieu-1-2", "dieu-1-2.khoan-1", "phu-luc-1", "phu-luc-1.dieu-1", "phu-luc-1.dieu-1.khoan-1"),
    ]


def test_chapters_that_begin_anew_in_each_part() -> None:
    assert anchors("# Phần thứ nhất\n\n## Chương I\n\n# Phần thứ hai\n\n## Chương I\n") == [
        "phan-1",
        "chuong-1",
        "phan-2",
        "phan-2.chuong-1",
    ]


def test_parts_are_counted_in_words() -> None:
    found = clauses("# PHẦN THỨ NHẤT\n\n# Phần thứ tư. Thi hành\n\n# Phần thứ mười một\n\n# Phần III\n")
    assert [(clause.anchor, clause.label) for clause in found] == [
        ("phan-1", "Phần thứ nhất"),
        ("phan-4", "Phần thứ tư"),
        ("phan-11", "Phần thứ mười một"),
        ("phan-3", "Phần III"),
    ]


def test_other_headings_keep_their_anchors_and_end_the_clauses() -> None:
    body = "## Điều 1. A\n\n1. x\n\n### Ghi chú\n\n1. y\n\n## Chưa xác minh\n\n1. một\n- hai\n"
    found = clauses(body, full=False)
    assert [clause.anchor for clause in found] == ["dieu-1", "dieu-1.khoan-1", "dieu-1.khoan-1-2"]
    assert 'id="chua-xac-minh"' in anchored(rendered(body))[0]
    assert [clause.was for clause in found] == ["dieu-1", "", ""]
    assert clauses("## Chương IV. A\n")[0].was == "chuong-iv"


@pytest.mark.parametrize(
    "body",
    [
        "Chỉ có lời, ngày 27/4/2012.",
        "## Kết quả\n\n- một\n- hai\n",
        "## Cách làm\n\n1. một\n2. hai\n",
        "1. một\n2. hai\n",
        "Điều 6 của Thông tư 124/2021/TT-BCA nói khác.",
        "> Điều 6. Trích\n>\n> 1. một\n",
        "“Điều 6. Trích\n\n1. một\n\n2. hai”\n",
        "31.7 là ngày\n\n2.500 mô hình\n",
        "## Mục đích, yêu cầu\n\n## Phần thưởng\n\n## Chương trình\n",
        "V. Lê-nin viết\n",
        "",
    ],
)
def test_what_is_no_clause_of_a_summary(body: str) -> None:
    before = rendered(body)
    assert anchored(before, full=False) == (before, [])


def test_what_is_quoted_ends() -> None:
    body = "## Điều 1. Sửa đổi\n\n1. Sửa Điều 6:\n\n“Điều 6. Mới\n\na) trích\n\nb) trích.”.\n\n2. Sửa Điều 7: “Điều 7. Một dòng”\n"
    assert anchors(body) == ["dieu-1", "dieu-1.khoan-1", "dieu-1.khoan-2"]


def test_what_is_said_of_a_clause() -> None:
    found = {clause.anchor: clause for clause in clauses("## Chương II. B\n\n## Điều 3. Việc\n\n2. Hai\n\n   đ) **đậm** và nhạt\n")}
    point = found["dieu-3.khoan-2.diem-dd"]
    assert (point.level, point.label, point.title, point.path, point.parent) == (
        *("diem", "điểm đ", "đậm và nhạt", "điểm đ khoản 2 Điều 3", "dieu-3.khoan-2"),
    )
    assert found["dieu-3"].title == "Việc"
    assert found["dieu-3"].parent == "chuong-2"
    assert found["chuong-2"].path == "Chương II"


def test_the_link_to_copy() -> None:
    source, _ = anchored(rendered("## Điều 3. Việc\n\n2. Hai\n"))
    assert (
        '<li id="dieu-3.khoan-2">Hai <a class="clause-link" href="#dieu-3.khoan-2" aria-label="Liên kết tới khoản 2 Điều 3">#</a></li>'
        in source
    )


def test_markup_across_lines_stays_whole() -> None:
    assert anchors("## Điều 1. A\n\na) một **đậm\nb) hai** ba\n") == ["dieu-1", "dieu-1.diem-a"]
    assert anchors("## Điều 1. A\n\n- một\n  1.1. hai\n- ba\n") == ["dieu-1", "dieu-1.gach-1", "dieu-1.khoan-1", "dieu-1.gach-2"]
    assert anchors("1. một\n1.1. con\n1.2. con\n\n2. hai\n") == ["muc-1", "muc-1.khoan-1", "muc-1.khoan-2", "muc-2"]


def test_a_sentence_about_who_gets_files_is_not_the_foot() -> None:
    body = "## Điều 1. A\n\n1. một\n\nNơi nhận hồ sơ là Công an cấp xã.\n\n2. hai\n\n**Nơi nhận:**\n\n- Như trên;\n"
    assert anchors(body) == ["dieu-1", "dieu-1.khoan-1", "dieu-1.khoan-2"]
