"""Standards: tiêu chuẩn, such as "An toàn về an ninh, trật tự"."""

from __future__ import annotations

from typing import Annotated

from movement.schema.base import Boolean, Common, Directive, Rule, Sector, Slug, Text, about, schema


@schema
class Criterion:
    """One thing a unit must fulfil."""

    id: Annotated[Slug, about("Mã tiêu chí")]
    text: Annotated[Text, about("Tiêu chí")]
    clause: Annotated[Text | None, about("Theo mục", "Neo trong văn bản căn cứ đầu tiên, ví dụ dieu-6")] = None
    evidence: Annotated[Text | None, about("Minh chứng")] = None
    sectors: Annotated[tuple[Sector, ...], about("Lĩnh vực")] = ()
    verified: Annotated[Boolean, about("Đã đối chiếu nguyên văn")]


@schema
class Group:
    """Criteria that belong together."""

    id: Annotated[Slug, about("Mã nhóm")]
    title: Annotated[Text, about("Tên nhóm")]
    criteria: Annotated[tuple[Criterion, ...], about("Các tiêu chí")]


@schema
class ScheduleItem:
    """What comes back each year."""

    every: Annotated[Rule, about("Khi nào")]
    what: Annotated[Text, about("Việc")]
    who: Annotated[Text, about("Ai làm")]
    note: Annotated[Text | None, about("Ghi chú")] = None


@schema
class Standard(Common):
    """A standard a unit can check itself against."""

    based_on: Annotated[tuple[Directive, ...], about("Căn cứ")] = ()
    applies_to: Annotated[tuple[Sector, ...], about("Áp dụng cho")] = ()
    excludes: Annotated[Text | None, about("Không áp dụng cho")] = None
    groups: Annotated[tuple[Group, ...], about("Các nhóm tiêu chí")] = ()
    schedule: Annotated[tuple[ScheduleItem, ...], about("Lịch hằng năm")] = ()
