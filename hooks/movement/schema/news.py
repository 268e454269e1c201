"""News: tin tức."""

from __future__ import annotations

from typing import Annotated

from movement.schema.base import Broadcast, Choice, Common, DataFile, Date, Text, about, schema


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

    published: Annotated[Date, about("Ngày đăng", "Ngày của tin; thư mục năm và tên tệp theo ngày này", "2026-11-22")]
    kind: Annotated[Kind, about("Loại tin", eg="launch")]
    image: Annotated[
        DataFile | None, about("Ảnh", "Đặt trong data/files/; thêm bằng scripts/image.py để xóa vị trí chụp", "files/ra-mat.jpg", rare=True)
    ] = None
    image_alt: Annotated[
        Text | None,
        about(
            "Lời tả ảnh",
            "Bắt buộc khi có ảnh; nói trong ảnh có gì cho người không nhìn thấy",
            "Người dân khu phố xem màn hình camera",
            rare=True,
        ),
    ] = None
    broadcast: Broadcast = None
