"""Materials: tài liệu tuyên truyền."""

from __future__ import annotations

from typing import Annotated

from movement.schema.base import Choice, Common, DataFile, Date, Text, about, schema


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

    kind: Annotated[Kind, about("Dạng tài liệu")]
    files: Annotated[tuple[DataFile, ...], about("Tệp tải về")] = ()
    licence: Annotated[Text | None, about("Giấy phép")] = None
    checked_on: Annotated[Date | None, about("Kiểm tra ngày")] = None
    broadcast: Annotated[Text | None, about("Bản tin loa", "Chữ thuần để đọc trên loa")] = None
