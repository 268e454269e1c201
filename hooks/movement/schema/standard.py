"""Standards: tiêu chuẩn, such as "An toàn về an ninh, trật tự"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from movement.schema.base import Boolean, Common, Directive, Paragraph, Rule, Sector, Slug, Text, about, schema


@schema
class Criterion:
    """One thing a unit must fulfil."""

    id: Annotated[Slug, about("Mã tiêu chí", "Chữ thường không dấu, giữ mãi", "ke-hoach")]
    text: Annotated[Text, about("Tiêu chí", "Điều đơn vị phải đạt", "Có kế hoạch xây dựng đơn vị đạt tiêu chuẩn trong quý I.")]
    clause: Annotated[Text | None, about("Theo mục", "Mục trong văn bản căn cứ đầu tiên, ví dụ dieu-6", "dieu-6")] = None
    evidence: Annotated[Text | None, about("Minh chứng", "Giấy tờ, việc làm chứng tỏ đã đạt", "Kế hoạch có ngày ban hành trong quý I")] = (
        None
    )
    sectors: Annotated[tuple[Sector, ...], about("Lĩnh vực", "Chỉ áp dụng cho lĩnh vực này; bỏ là áp dụng cho tất cả", "[agency]")] = ()
    verified: Annotated[
        Boolean, about("Đã đối chiếu nguyên văn", "true khi đã đọc nguyên văn, false khi chưa; trang nói rõ điều đó", "true")
    ]


@schema
class Group:
    """Criteria that belong together."""

    id: Annotated[Slug, about("Mã nhóm", "Chữ thường không dấu, giữ mãi", "viec-chung")]
    title: Annotated[Text, about("Tên nhóm", eg="Việc chung")]
    criteria: Annotated[tuple[Criterion, ...], about("Các tiêu chí", "Mỗi mục một tiêu chí")]


@schema
class ScheduleItem:
    """What comes back each year."""

    every: Annotated[Rule, about("Khi nào", "Ngày hằng năm dạng --11-15, hoặc quarter, month", '"--11-15"')]
    what: Annotated[Text, about("Việc", eg="Tự chấm theo tiêu chuẩn")]
    who: Annotated[Text, about("Ai làm", eg="Cơ quan, doanh nghiệp, cơ sở giáo dục")]
    note: Annotated[Text | None, about("Ghi chú", "Nói thêm nếu cần", "Nói thêm nếu cần", rare=True)] = None


@schema
class Exclusion:
    """A kind of unit that a standard does not apply to."""

    id: Annotated[Slug, about("Mã", "Chữ thường không dấu, giữ mãi", "luc-luong-vu-trang")]
    name: Annotated[Text, about("Loại đơn vị", "Như người của đơn vị đó gọi", "Đơn vị thuộc lực lượng vũ trang")]
    clause: Annotated[Text | None, about("Theo mục", "Mục trong văn bản căn cứ đầu tiên, ví dụ dieu-1", "dieu-1")] = None


@schema
class Standard(Common):
    """A standard a unit can check itself against."""

    based_on: Annotated[
        tuple[Directive, ...], about("Căn cứ", "Văn bản đầu tiên là nơi khóa clause bên dưới chỉ tới", "[124-2021-tt-bca]")
    ] = ()
    applies_to: Annotated[tuple[Sector, ...], about("Áp dụng cho", "Lĩnh vực áp dụng", "[agency, school]")] = ()
    excludes: Annotated[
        Paragraph | None, about("Không áp dụng cho", "Ai không thuộc đối tượng", "Đơn vị thuộc lực lượng vũ trang (Điều 1).")
    ] = None
    exclusions: Annotated[
        tuple[Exclusion, ...], about("Loại đơn vị không áp dụng", "Mỗi loại là một lựa chọn của bảng tự kiểm tra, để nơi đó biết ngay")
    ] = ()
    groups: Annotated[tuple[Group, ...], about("Các nhóm tiêu chí", "Tiêu chí xếp theo nhóm")] = ()
    schedule: Annotated[tuple[ScheduleItem, ...], about("Lịch hằng năm", "Việc lặp lại hằng năm")] = ()


def clauses_of(standard: Standard) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every clause that a standard names, with the keys where it stands."""
    for place, exclusion in enumerate(standard.exclusions):
        if exclusion.clause:
            yield ("exclusions", place, "clause"), exclusion.clause
    for g, group in enumerate(standard.groups):
        for c, criterion in enumerate(group.criteria):
            if criterion.clause:
                yield ("groups", g, "criteria", c, "clause"), criterion.clause
