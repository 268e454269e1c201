"""Commendations: quyết định khen thưởng."""

from __future__ import annotations

from typing import Annotated

from movement.schema.base import (
    Award,
    Boolean,
    Choice,
    Common,
    Date,
    Model,
    Number,
    Organisation,
    Slug,
    Text,
    about,
    schema,
)


class Occasion(Choice):
    """Why a commendation was given."""

    REGULAR = "regular", "Thường xuyên"
    THEMATIC = "thematic", "Chuyên đề"
    AD_HOC = "ad_hoc", "Đột xuất"


class RecipientKind(Choice):
    """Whether many or one were honoured."""

    COLLECTIVE = "collective", "Tập thể"
    INDIVIDUAL = "individual", "Cá nhân"


class ShownAs(Choice):
    """How a person is shown."""

    ROLE = "role", "Theo vai trò"
    INITIALS = "initials", "Chữ viết tắt"
    FULL = "full", "Họ tên"


class Validity(Choice):
    """Whether a commendation still stands."""

    IN_FORCE = "in_force", "Đang có giá trị"
    CANCELLED = "cancelled", "Đã hủy bỏ, thu hồi"
    HIDDEN = "hidden", "Tạm ẩn"


@schema
class Decision:
    """The decision that gave the award; what is not known is left out, with a note."""

    number: Annotated[Text | None, about("Số quyết định")] = None
    signed_on: Annotated[Date | None, about("Ngày quyết định")] = None
    issuer: Annotated[Organisation | None, about("Cơ quan quyết định")] = None
    note: Annotated[Text | None, about("Ghi chú")] = None


@schema
class NamingBasis:
    """The recorded consent that allows a full name; the record of it stays out of the repository."""

    consent_on: Annotated[Date, about("Ngày đồng ý")]
    held_by: Annotated[Slug, about("Nơi giữ văn bản đồng ý")]


@schema
class Recipient:
    """Who was honoured, as it may be shown."""

    kind: Annotated[RecipientKind, about("Tập thể hay cá nhân")]
    display_name: Annotated[Text, about("Tên hiển thị")]
    organisation: Annotated[Organisation | None, about("Cơ quan, tổ chức")] = None
    shown_as: Annotated[ShownAs | None, about("Cách hiển thị", "Bắt buộc với cá nhân: role, initials hoặc full")] = None
    naming_basis: Annotated[NamingBasis | None, about("Căn cứ nêu họ tên", private=True)] = None
    minor: Annotated[Boolean, about("Là trẻ em", private=True)] = False
    count: Annotated[Number | None, about("Số lượng", "Khi nguồn chỉ nêu số lượng")] = None


@schema
class Cancellation:
    """Why a commendation no longer stands."""

    on: Annotated[Date, about("Ngày hủy bỏ")]
    decision: Annotated[Text | None, about("Quyết định hủy bỏ")] = None
    reason: Annotated[Text | None, about("Lý do")] = None


@schema
class Commendation(Common):
    """A decision that honours collectives or people."""

    decision: Annotated[Decision, about("Quyết định")]
    award: Annotated[Award, about("Danh hiệu, hình thức khen thưởng")]
    awarded_on: Annotated[Date | None, about("Ngày trao")] = None
    for_period: Annotated[Text | None, about("Cho giai đoạn")] = None
    occasion: Annotated[Occasion | None, about("Loại hình")] = None
    achievement: Annotated[Text | None, about("Thành tích")] = None
    on_proposal_of: Annotated[Organisation | None, about("Theo đề nghị của")] = None
    recipients: Annotated[tuple[Recipient, ...], about("Được khen thưởng")] = ()
    models: Annotated[tuple[Model, ...], about("Mô hình")] = ()
    validity: Annotated[Validity, about("Giá trị")] = Validity.IN_FORCE
    cancelled: Annotated[Cancellation | None, about("Hủy bỏ, thu hồi")] = None
