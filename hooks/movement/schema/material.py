"""Materials: tài liệu tuyên truyền."""

from __future__ import annotations

from typing import Annotated

from movement.schema.base import Choice, Common, DataFile, Date, Paragraph, Text, about, schema


class Kind(Choice):
    """The form of a material."""

    POSTER = "poster", "Áp phích"
    LEAFLET = "leaflet", "Tờ rơi"
    SLIDES = "slides", "Bài trình chiếu"
    BROADCAST = "broadcast", "Bản tin loa"
    QUIZ = "quiz", "Câu đố"
    VIDEO_SCRIPT = "video-script", "Kịch bản video"


@schema
class Material(Common):
    """Something to read, hang up, show or read out."""

    kind: Annotated[Kind, about("Dạng tài liệu", eg="leaflet")]
    files: Annotated[tuple[DataFile, ...], about("Tệp tải về", "Đặt trong data/files/", "[files/ba-viec-cuoc-goi-la.pdf]", rare=True)] = ()
    licence: Annotated[Text | None, about("Giấy phép", "Ai được dùng lại, thế nào", "CC BY 4.0")] = None
    checked_on: Annotated[Date | None, about("Kiểm tra ngày", "Ngày xem lại nội dung", "2026-11-22")] = None
    broadcast: Annotated[
        Paragraph | None,
        about("Bản tin loa", "Chữ thuần để đọc trên loa, viết đủ chữ", "Thưa bà con, khi nhận cuộc gọi lạ, hãy dừng lại và kiểm tra."),
    ] = None
