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

    id: Annotated[Slug, about("Mã")]
    name: Annotated[Text, about("Tên", "Không kèm tỉnh, thành phố, xã, phường")]
    type: Annotated[Text | None, about("Loại", "tỉnh, thành phố, xã, phường, đặc khu, huyện…")] = None
    level: Annotated[UnitLevel, about("Cấp")]
    parent: Annotated[UnitId | None, about("Thuộc")] = None
    valid_from: Annotated[Date | None, about("Có từ")] = None
    valid_to: Annotated[Date | None, about("Đến hết")] = None
    successor: Annotated[UnitId | None, about("Đơn vị kế tiếp")] = None
    source: Annotated[Url | None, about("Nguồn")] = None

    @property
    def full_name(self) -> str:
        """The name with its type: "tỉnh Thanh Hóa"."""
        return f"{self.type} {self.name}" if self.type else self.name


@schema
class Organisation:
    """A body that issues, hosts, proposes or is honoured."""

    id: Annotated[Slug, about("Mã")]
    name: Annotated[Text, about("Tên đầy đủ")]
    short: Annotated[Text | None, about("Tên gọn")] = None
    kind: Annotated[OrganisationKind, about("Loại")]
    unit: Annotated[UnitId | None, about("Địa bàn")] = None
    valid_to: Annotated[Date | None, about("Đến hết")] = None
    successor: Annotated[OrganisationId | None, about("Cơ quan kế tiếp")] = None


@schema
class Award:
    """A title or a reward, who may give it and to whom."""

    id: Annotated[Slug, about("Mã")]
    name: Annotated[Text, about("Tên")]
    kind: Annotated[AwardKind, about("Loại")]
    level: Annotated[AwardLevel, about("Cấp")]
    rank: Annotated[Number, about("Thứ tự", "Số nhỏ đứng trước")]
    given_by: Annotated[Text | tuple[Text, ...], about("Ai tặng")]
    valid_from: Annotated[Date | None, about("Có từ")] = None
    valid_to: Annotated[Date | None, about("Đến hết")] = None
    once_per_recipient: Annotated[Boolean, about("Chỉ tặng một lần")] = False
    recipients: Annotated[tuple[RecipientKind, ...], about("Tặng cho")] = (
        RecipientKind.INDIVIDUAL,
        RecipientKind.COLLECTIVE,
    )
    police_only: Annotated[Boolean, about("Chỉ dành cho công an")] = False
    issuers: Annotated[tuple[OrganisationId, ...], about("Chỉ các cơ quan")] = ()
    issuer_kinds: Annotated[tuple[OrganisationKind, ...], about("Loại cơ quan được tặng")] = ()
    issuer_levels: Annotated[tuple[UnitLevel, ...], about("Cấp cơ quan được tặng")] = ()


@schema
class Term:
    """A sector or a topic."""

    id: Annotated[Slug, about("Mã")]
    name: Annotated[Text, about("Tên")]
    description: Annotated[Text | None, about("Giải thích")] = None
