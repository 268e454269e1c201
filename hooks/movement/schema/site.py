"""The settings of the whole site: `site.yml`."""

from __future__ import annotations

from typing import Annotated

from movement.schema.base import AnyRecord, Boolean, Domain, Text, Unit, about, schema


@schema
class Publisher:
    """Who stands behind the site."""

    name: Annotated[Text, about("Tên trang hoặc cơ quan chủ quản", "Hiện ở chân mọi trang", "Trang thông tin phong trào")]
    official: Annotated[Boolean, about("Là trang chính thức", "true chỉ khi cơ quan có thẩm quyền quản lý trang", "false")] = False
    unit: Annotated[Unit | None, about("Địa bàn", "Tỉnh, thành phố của trang", "viet-nam")] = None


@schema
class Hotline:
    """An official channel for reporting."""

    label: Annotated[Text, about("Tên kênh", eg="Công an")]
    value: Annotated[Text, about("Số hoặc cách vào", "Số điện thoại đặt trong ngoặc kép", '"113"')]
    note: Annotated[Text | None, about("Dùng khi nào", eg="Khi có nguy hiểm về an ninh, trật tự")] = None


@schema
class Takedown:
    """Where a person asks for removal, and how soon they are answered."""

    contact: Annotated[Text, about("Nơi tiếp nhận", "Địa chỉ, thư hoặc điện thoại của cơ quan", "Tên bộ phận tiếp nhận")]
    answer_within: Annotated[Text, about("Trả lời trong", eg="2 ngày làm việc")]


@schema
class Home:
    """What the home page shows."""

    featured: Annotated[tuple[AnyRecord, ...], about("Nêu trên trang chủ", "Mỗi mục viết loại/mã", "[models/tieng-keng-an-ninh]")] = ()


@schema
class Site:
    """The settings of the whole site."""

    publisher: Annotated[Publisher, about("Cơ quan chủ quản", "Ai đứng sau trang này")]
    hotlines: Annotated[
        tuple[Hotline, ...], about("Kênh báo tin", "Các kênh chính thức, hiện ở mọi trang; trang này không nhận tin báo")
    ] = ()
    takedown: Annotated[Takedown | None, about("Gỡ bỏ, đính chính", "Nơi người dân yêu cầu gỡ bỏ, đính chính")] = None
    licence: Annotated[Text | None, about("Giấy phép nội dung", eg="CC BY 4.0")] = None
    feed_authority: Annotated[
        Domain | None, about("Tên miền trong mã bản tin", "Giữ nguyên kể cả khi trang đổi địa chỉ", "toandan.example.vn", rare=True)
    ] = None
    home: Annotated[Home, about("Trang chủ", "Nội dung riêng của trang chủ")] = Home()
