"""Models: mô hình, a way of working applied at many places."""

from __future__ import annotations

from typing import Annotated

from movement.schema.base import (
    Boolean,
    Choice,
    Common,
    Date,
    Directive,
    Number,
    Organisation,
    PartialDate,
    Slug,
    Source,
    Text,
    Unit,
    Url,
    about,
    schema,
)


class WorkState(Choice):
    """Whether a model, or one of its places, is at work."""

    ACTIVE = "active", "Đang hoạt động"
    PAUSED = "paused", "Tạm ngừng"
    ENDED = "ended", "Đã kết thúc"
    MERGED = "merged", "Đã sáp nhập"
    UNKNOWN = "unknown", "Chưa rõ còn hoạt động không"


class Evidence(Choice):
    """How well a model's results are shown; computed from `results`, never typed in."""

    NONE = "none", "Chưa có số liệu"
    REPORTED = "reported", "Có số liệu được công bố"
    COMPARED = "compared", "Có số liệu trước và sau"
    EVALUATED = "evaluated", "Được đánh giá độc lập"


@schema
class Point:
    """A điểm: one place where a model is applied."""

    id: Annotated[Slug, about("Mã điểm")]
    place: Annotated[Text, about("Nơi áp dụng", "Như ghi vào thời điểm đó")]
    unit: Annotated[Unit | None, about("Địa bàn")] = None
    since: Annotated[PartialDate | None, about("Từ")] = None
    state_of_work: Annotated[WorkState, about("Tình trạng")] = WorkState.UNKNOWN
    note: Annotated[Text | None, about("Ghi chú")] = None
    sources: Annotated[tuple[Source, ...], about("Nguồn")] = ()


@schema
class Result:
    """One figure of what a model achieved, dated and sourced."""

    measure: Annotated[Text, about("Chỉ số")]
    value: Annotated[Number, about("Giá trị")]
    unit: Annotated[Text | None, about("Đơn vị tính")] = None
    as_of: Annotated[PartialDate | None, about("Tính đến")] = None
    before: Annotated[Number | None, about("Trước khi làm")] = None
    independent: Annotated[Boolean, about("Đánh giá độc lập")] = False
    source: Annotated[Url | None, about("Nguồn")] = None
    note: Annotated[Text | None, about("Ghi chú")] = None


@schema
class Replication:
    """How another unit can copy the model."""

    prerequisites: Annotated[tuple[Text, ...], about("Cần có trước")] = ()
    steps: Annotated[tuple[Text, ...], about("Các bước")] = ()
    cost: Annotated[Text | None, about("Chi phí")] = None
    contact: Annotated[Organisation | None, about("Hỏi ai")] = None


@schema
class Model(Common):
    """A way of working that others can copy."""

    since: Annotated[PartialDate | None, about("Bắt đầu từ")] = None
    state_of_work: Annotated[WorkState, about("Tình trạng")] = WorkState.UNKNOWN
    checked_on: Annotated[Date | None, about("Kiểm tra ngày")] = None
    carries_out: Annotated[tuple[Directive, ...], about("Thực hiện văn bản")] = ()
    host: Annotated[tuple[Organisation, ...], about("Nơi chủ trì")] = ()
    points: Annotated[tuple[Point, ...], about("Điểm áp dụng")] = ()
    teams: Annotated[Number | None, about("Số tổ")] = None
    problem: Annotated[Text | None, about("Giải quyết việc gì")] = None
    results: Annotated[tuple[Result, ...], about("Kết quả đã công bố")] = ()
    replication: Annotated[Replication | None, about("Cách nhân rộng")] = None
    caveats: Annotated[Text | None, about("Hạn chế, lưu ý")] = None


def evidence(model: Model) -> Evidence:
    """The strongest level that any dated and sourced result of a model reaches."""
    dated = [result for result in model.results if result.as_of and (result.source or model.sources)]
    if any(result.independent for result in dated):
        return Evidence.EVALUATED
    if any(result.before is not None for result in dated):
        return Evidence.COMPARED
    return Evidence.REPORTED if dated else Evidence.NONE
