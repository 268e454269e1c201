"""Vocabularies: closed lists that records choose from."""

from __future__ import annotations

from typing import Annotated

from movement.schema.base import (
    Boolean,
    Choice,
    Date,
    Number,
    Organisation as OrganisationId,
    Slug,
    Text,
    Unit as UnitId,
    Url,
    about,
    schema,
)
from movement.schema.commendation import RecipientKind


class UnitLevel(Choice):
    """The level of an administrative unit."""

    COUNTRY = "country", "Cả nước"
    PROVINCE = "province", "Cấp tỉnh"
    DISTRICT = "district", "Cấp huyện"
    COMMUNE = "commune", "Cấp xã"


class OrganisationKind(Choice):
    """What an organisation is."""

    STATE = "state", "Cơ quan nhà nước"
    PARTY = "party", "Cơ quan Đảng"
    POLICE = "police", "Công an"
    ENTERPRISE = "enterprise", "Doanh nghiệp"
    SCHOOL = "school", "Cơ sở giáo dục"
    ASSOCIATION = "association", "Đoàn thể"
    OTHER = "other", "Khác"


class AwardKind(Choice):
    """The two legal kinds of Luật Thi đua, khen thưởng."""

    TITLE = "title", "Danh hiệu thi đua"
    REWARD = "reward", "Hình thức khen thưởng"


class AwardLevel(Choice):
    """Who stands behind an award."""

    STATE = "state", "Nhà nước"
    GOVERNMENT = "government", "Chính phủ"
    MINISTRY = "ministry", "Bộ, ngành, đoàn thể trung ương"
    PROVINCE = "province", "Cấp tỉnh"
    DISTRICT = "district", "Cấp huyện (đến 30/6/2025)"
    COMMUNE = "commune", "Cấp xã"
    UNIT = "unit", "Cơ quan, đơn vị"


@schema
class Unit:
    """An administrative unit, for as long as it kept its name and type."""

    id: Annotated[Slug, about("Mã", "Chữ thường không dấu, số, gạch nối; giữ mãi", "ma-moi")]
    name: Annotated[Text, about("Tên", "Không kèm tỉnh, thành phố, xã, phường", "Lào Cai")]
    type: Annotated[Text | None, about("Loại", "tỉnh, thành phố, xã, phường, đặc khu, huyện…", "tỉnh")] = None
    level: Annotated[UnitLevel, about("Cấp", eg="province")]
    parent: Annotated[UnitId | None, about("Thuộc", "Đơn vị cấp trên", "viet-nam")] = None
    valid_from: Annotated[Date | None, about("Có từ", "Ngày đầu tiên mang tên này", "2025-07-01")] = None
    valid_to: Annotated[Date | None, about("Đến hết", "Ngày cuối cùng; có ngày này thì thêm successor", "2025-06-30")] = None
    successor: Annotated[UnitId | None, about("Đơn vị kế tiếp", "Đơn vị tiếp nhận sau khi sáp nhập, đổi tên", "lao-cai")] = None
    source: Annotated[Url | None, about("Nguồn", "Văn bản hoặc bài nói việc này", "https://example.org/bao/bai-viet")] = None

    @property
    def full_name(self) -> str:
        """The name with its type: "tỉnh Thanh Hóa"."""
        return f"{self.type} {self.name}" if self.type else self.name

    @property
    def is_todays_province(self) -> bool:
        """Whether it is one of the provinces of today."""
        return self.level is UnitLevel.PROVINCE and self.successor is None and self.valid_to is None


@schema
class Organisation:
    """A body that issues, hosts, proposes or is honoured."""

    id: Annotated[Slug, about("Mã", "Chữ thường không dấu, số, gạch nối; giữ mãi", "ma-moi")]
    name: Annotated[Text, about("Tên đầy đủ", eg="Sở Nội vụ tỉnh Lào Cai")]
    short: Annotated[Text | None, about("Tên gọn", "Tên ngắn hay dùng", "Sở Nội vụ Lào Cai")] = None
    kind: Annotated[OrganisationKind, about("Loại", eg="state")]
    unit: Annotated[UnitId | None, about("Địa bàn", "Đơn vị hành chính của cơ quan", "lao-cai")] = None
    valid_to: Annotated[Date | None, about("Đến hết", "Ngày cuối cùng; có ngày này thì thêm successor", "2025-06-30")] = None
    successor: Annotated[OrganisationId | None, about("Cơ quan kế tiếp", "Cơ quan tiếp nhận nhiệm vụ", "bo-cong-an")] = None


@schema
class Award:
    """A title or a reward, who may give it and to whom."""

    id: Annotated[Slug, about("Mã", "Chữ thường không dấu, số, gạch nối; giữ mãi", "ma-moi")]
    name: Annotated[Text, about("Tên", "Tên danh hiệu, hình thức khen thưởng", "Bằng khen của Chủ tịch UBND tỉnh")]
    kind: Annotated[AwardKind, about("Loại", eg="reward")]
    level: Annotated[AwardLevel, about("Cấp", eg="province")]
    rank: Annotated[Number, about("Thứ tự", "Số nhỏ đứng trước trên bảng vàng", "10")]
    given_by: Annotated[Text | tuple[Text, ...], about("Ai tặng", "Người hoặc cơ quan có thẩm quyền", "Chủ tịch UBND tỉnh")]
    valid_from: Annotated[Date | None, about("Có từ", "Ngày đầu tiên mang tên này", "2025-07-01")] = None
    valid_to: Annotated[Date | None, about("Đến hết", "Ngày cuối cùng; có ngày này thì thêm successor", "2025-06-30")] = None
    once_per_recipient: Annotated[Boolean, about("Chỉ tặng một lần", "true khi mỗi nơi chỉ được tặng một lần", "false")] = False
    recipients: Annotated[tuple[RecipientKind, ...], about("Tặng cho", "Bỏ dòng này là cả hai", "[individual, collective]")] = (
        RecipientKind.INDIVIDUAL,
        RecipientKind.COLLECTIVE,
    )
    police_only: Annotated[Boolean, about("Chỉ dành cho công an", "true khi chỉ lực lượng công an được tặng", "false")] = False
    issuers: Annotated[tuple[OrganisationId, ...], about("Chỉ các cơ quan", "Chỉ những cơ quan này được tặng", "[bo-cong-an]")] = ()
    issuer_kinds: Annotated[
        tuple[OrganisationKind, ...], about("Loại cơ quan có thẩm quyền", "Máy đối chiếu với cơ quan quyết định", "[state]")
    ] = ()
    issuer_levels: Annotated[
        tuple[UnitLevel, ...], about("Cấp cơ quan có thẩm quyền", "Máy đối chiếu với địa bàn của cơ quan quyết định", "[province]")
    ] = ()


@schema
class Term:
    """A sector or a topic."""

    id: Annotated[Slug, about("Mã", "Chữ thường không dấu, số, gạch nối; giữ mãi", "ma-moi")]
    name: Annotated[Text, about("Tên", "Như sẽ hiện trên trang", "Phòng, chống trộm cướp")]
    description: Annotated[
        Text | None, about("Giải thích", "Một câu nói mục này gồm gì", "Trộm cắp, cướp, cướp giật và bảo vệ tài sản.")
    ] = None
