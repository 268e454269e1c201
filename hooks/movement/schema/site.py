"""The settings of the whole site: `site.yml`."""

from __future__ import annotations

from typing import Annotated

from movement.schema.base import AnyRecord, Boolean, Domain, Text, Unit, about, schema


@schema
class Publisher:
    """Who stands behind the site."""

    name: Annotated[Text, about("Tên trang hoặc cơ quan chủ quản")]
    official: Annotated[Boolean, about("Là trang chính thức")] = False
    unit: Annotated[Unit | None, about("Địa bàn")] = None


@schema
class Hotline:
    """An official channel for reporting."""

    label: Annotated[Text, about("Tên kênh")]
    value: Annotated[Text, about("Số hoặc cách vào")]
    note: Annotated[Text | None, about("Dùng khi nào")] = None


@schema
class Takedown:
    """Where a person asks for removal, and how soon they are answered."""

    contact: Annotated[Text, about("Nơi tiếp nhận")]
    answer_within: Annotated[Text, about("Trả lời trong")]


@schema
class Home:
    """What the home page shows."""

    featured: Annotated[tuple[AnyRecord, ...], about("Nêu trên trang chủ")] = ()


@schema
class Site:
    """The settings of the whole site."""

    publisher: Annotated[Publisher, about("Cơ quan chủ quản")]
    hotlines: Annotated[tuple[Hotline, ...], about("Kênh báo tin")] = ()
    takedown: Annotated[Takedown | None, about("Gỡ bỏ, đính chính")] = None
    licence: Annotated[Text | None, about("Giấy phép nội dung")] = None
    feed_authority: Annotated[Domain | None, about("Tên miền trong mã bản tin", "Giữ nguyên kể cả khi trang đổi địa chỉ")] = None
    home: Annotated[Home, about("Trang chủ")] = Home()
