"""News: tin tức."""

from __future__ import annotations

from typing import Annotated

from movement.schema.base import Choice, Common, DataFile, Text, about, schema


class Kind(Choice):
    """What a news item tells."""

    NOTICE = "notice", "Thông báo"
    LAUNCH = "launch", "Ra mắt mô hình"
    REVIEW = "review", "Sơ kết, tổng kết"
    RECOGNITION = "recognition", "Công nhận"
    FESTIVAL = "festival", "Ngày hội"
    COMMENDATION = "commendation", "Khen thưởng"
    WARNING = "warning", "Cảnh báo"
    CONTEST = "contest", "Cuộc thi"


@schema
class News(Common):
    """Something that happened, in our own words."""

    kind: Annotated[Kind, about("Loại tin")]
    image: Annotated[DataFile | None, about("Ảnh")] = None
    image_alt: Annotated[Text | None, about("Lời tả ảnh", "Bắt buộc khi có ảnh")] = None
    broadcast: Annotated[Text | None, about("Bản tin loa", "Chữ thuần để đọc trên loa")] = None
