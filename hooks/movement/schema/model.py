"""Models: mô hình, a way of working applied at many places."""

from __future__ import annotations

from typing import Annotated

from movement.schema.base import (
    Boolean,
    Broadcast,
    Choice,
    Common,
    Date,
    Directive,
    Number,
    Organisation,
    Paragraph,
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

    NONE = "none", "Chưa có số liệu ghi ngày"
    REPORTED = "reported", "Có số liệu được công bố"
    COMPARED = "compared", "Có số liệu trước và sau"
    EVALUATED = "evaluated", "Được đánh giá độc lập"


@schema
class Point:
    """A điểm: one place where a model is applied."""

    id: Annotated[Slug, about("Mã điểm", "Chữ thường không dấu, giữ mãi", "thon-mau")]
    place: Annotated[
        Text, about("Nơi áp dụng", "Ghi như tên gọi lúc đó; trang tự thêm “nay thuộc …”", "thôn Mẫu, huyện Mường Khương, tỉnh Lào Cai")
    ]
    unit: Annotated[Unit | None, about("Địa bàn", "Đơn vị hành chính vào thời điểm đó", "lao-cai-cu")] = None
    since: Annotated[PartialDate | None, about("Từ", "Năm, tháng hoặc ngày: biết tới đâu ghi tới đó", '"2020-03"')] = None
    state_of_work: Annotated[WorkState, about("Tình trạng", "Không biết thì ghi unknown", "unknown")] = WorkState.UNKNOWN
    note: Annotated[Text | None, about("Ghi chú", "Nói thêm nếu cần", "Nói thêm nếu cần", rare=True)] = None
    sources: Annotated[tuple[Source, ...], about("Nguồn", "Nguồn riêng của điểm này")] = ()


@schema
class Result:
    """One figure of what a model achieved, dated and sourced."""

    measure: Annotated[Text, about("Chỉ số", "Đo cái gì, như nguồn viết", "Số vụ trộm trong năm")]
    value: Annotated[Number, about("Giá trị", "Số như nguồn công bố", "3")]
    unit: Annotated[Text | None, about("Đơn vị tính", eg="vụ")] = None
    as_of: Annotated[PartialDate | None, about("Tính đến", "Năm, tháng hoặc ngày", '"2024"')] = None
    before: Annotated[Number | None, about("Trước khi làm", "Số trước khi có mô hình, khi nguồn công bố", "12")] = None
    independent: Annotated[Boolean, about("Đánh giá độc lập", "true khi bên ngoài đánh giá", "false")] = False
    source: Annotated[Url | None, about("Nguồn", "Nơi công bố con số này", "https://example.org/bao/so-lieu")] = None
    note: Annotated[Text | None, about("Ghi chú", "Nói thêm nếu cần", "Nói thêm nếu cần", rare=True)] = None


@schema
class Replication:
    """How another unit can copy the model."""

    prerequisites: Annotated[tuple[Text, ...], about("Cần có trước", "Mỗi điều kiện một dòng", "[Cả thôn đồng ý hiệu lệnh]")] = ()
    steps: Annotated[
        tuple[Text, ...],
        about(
            "Các bước", "Mỗi bước một dòng; thành bảng việc in được", "[Họp thôn và thống nhất hiệu lệnh, Cử người giữ kẻng và người thay]"
        ),
    ] = ()
    cost: Annotated[Text | None, about("Chi phí", eg="Nguồn không nêu chi phí")] = None
    contact: Annotated[Organisation | None, about("Hỏi ai", "Cơ quan để hỏi, không ghi tên người", "bo-cong-an")] = None


@schema
class Model(Common):
    """A way of working that others can copy."""

    since: Annotated[PartialDate | None, about("Bắt đầu từ", "Năm, tháng hoặc ngày: biết tới đâu ghi tới đó", '"2020"')] = None
    state_of_work: Annotated[WorkState, about("Tình trạng", "Không biết thì ghi unknown", "unknown")] = WorkState.UNKNOWN
    checked_on: Annotated[Date | None, about("Kiểm tra ngày", "Ngày xem lại tình trạng", "2026-11-22")] = None
    carries_out: Annotated[tuple[Directive, ...], about("Thực hiện văn bản", "Mô hình thực hiện văn bản nào", "[07-ct-bca-v28]")] = ()
    host: Annotated[tuple[Organisation, ...], about("Nơi chủ trì", "Cơ quan, tổ chức chủ trì", "[bo-cong-an]")] = ()
    points: Annotated[tuple[Point, ...], about("Điểm áp dụng", "Từng nơi áp dụng")] = ()
    teams: Annotated[Number | None, about("Số tổ", "Số tổ, khi nguồn có nêu", "240")] = None
    problem: Annotated[
        Paragraph | None,
        about("Giải quyết việc gì", "Một hai câu", "Nhà ở thưa, khi có trộm hay cháy cần báo nhanh cho cả thôn."),
    ] = None
    results: Annotated[tuple[Result, ...], about("Kết quả đã công bố", "Chỉ số liệu đã công bố; mức chứng cứ do trang tự tính từ đây")] = ()
    replication: Annotated[Replication | None, about("Cách nhân rộng", "Để nơi khác làm theo")] = None
    caveats: Annotated[
        Paragraph | None,
        about("Hạn chế, lưu ý", "Hạn chế và điều chưa rõ, nói thẳng như nói kết quả", "Nguồn không nêu kinh phí và số vụ việc."),
    ] = None
    broadcast: Broadcast = None


def evidence(model: Model) -> Evidence:
    """The strongest level that any dated and sourced result of a model reaches."""
    dated = [result for result in model.results if result.as_of and (result.source or model.sources)]
    if any(result.independent for result in dated):
        return Evidence.EVALUATED
    if any(result.before is not None for result in dated):
        return Evidence.COMPARED
    return Evidence.REPORTED if dated else Evidence.NONE
