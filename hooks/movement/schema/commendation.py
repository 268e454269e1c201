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
    Paragraph,
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

    number: Annotated[Text | None, about("Số quyết định", eg="1234/QĐ-BCA", rare=True)] = None
    signed_on: Annotated[
        Date | None, about("Ngày quyết định", "Ngày ký quyết định; chưa biết thì bỏ, nói lý do ở note", "2025-05-20", rare=True)
    ] = None
    issuer: Annotated[
        Organisation | None, about("Cơ quan quyết định", "Phải đúng thẩm quyền tặng danh hiệu ở khóa award", "bo-cong-an")
    ] = None
    note: Annotated[Text | None, about("Ghi chú", "Vì sao thiếu số hoặc ngày", "Nguồn không in số quyết định và ngày ký")] = None


@schema
class NamingBasis:
    """The recorded consent that allows a full name; the record of it stays out of the repository."""

    consent_on: Annotated[Date, about("Ngày đồng ý", "Ngày ký văn bản đồng ý", "2026-01-05")]
    held_by: Annotated[Slug, about("Nơi giữ văn bản đồng ý", "Mã bộ phận giữ; văn bản không đưa lên kho", "bo-phan-thi-dua")]


@schema
class Recipient:
    """Who was honoured, as it may be shown."""

    kind: Annotated[RecipientKind, about("Tập thể hay cá nhân", eg="collective")]
    display_name: Annotated[
        Text,
        about(
            "Tên hiển thị",
            "Cá nhân ghi theo vai trò (Một nhân viên ngân hàng) hoặc chữ viết tắt (N.V.A); trẻ em chỉ ghi vai trò",
            "Tập thể Bệnh viện Mắt Tây Nguyên",
        ),
    ]
    organisation: Annotated[Organisation | None, about("Cơ quan, tổ chức", "Khi tập thể có trong danh mục", "benh-vien-mat-tay-nguyen")] = (
        None
    )
    shown_as: Annotated[ShownAs | None, about("Cách hiển thị", "Bắt buộc với cá nhân", "role", rare=True)] = None
    naming_basis: Annotated[
        NamingBasis | None, about("Căn cứ nêu họ tên", "Chỉ khi người đó đã đồng ý bằng văn bản", rare=True, private=True)
    ] = None
    minor: Annotated[
        Boolean, about("Là trẻ em", "Khi true: chỉ ghi vai trò, không trường, lớp, xã, phường", "true", rare=True, private=True)
    ] = False
    count: Annotated[Number | None, about("Số lượng", "Khi nguồn chỉ nêu số lượng", "3", rare=True)] = None


@schema
class Cancellation:
    """Why a commendation no longer stands."""

    on: Annotated[Date, about("Ngày hủy bỏ", eg="2026-10-01")]
    decision: Annotated[Text | None, about("Quyết định hủy bỏ", "Số của quyết định hủy bỏ", "56/QĐ-BCA")] = None
    reason: Annotated[Text | None, about("Lý do", eg="Theo quyết định hủy bỏ")] = None


@schema
class Commendation(Common):
    """A decision that honours collectives or people."""

    decision: Annotated[Decision, about("Quyết định", "Phần nào không biết thì bỏ; không ghi đề nghị chưa được quyết định")]
    award: Annotated[Award, about("Danh hiệu, hình thức khen thưởng", eg="bang-khen-bo-cong-an")]
    awarded_on: Annotated[Date | None, about("Ngày trao", "Ngày lễ trao, khi khác hoặc khi không biết ngày ký", "2025-06-02")] = None
    for_period: Annotated[Text | None, about("Cho giai đoạn", "Năm hoặc giai đoạn được khen", '"2024"')] = None
    occasion: Annotated[Occasion | None, about("Loại hình", eg="regular")] = None
    achievement: Annotated[Paragraph | None, about("Thành tích", "Theo lời quyết định hoặc nguồn", "Thực hiện phong trào năm 2024")] = None
    on_proposal_of: Annotated[Organisation | None, about("Theo đề nghị của", "Cơ quan đề nghị, khi nguồn nêu", "bo-cong-an")] = None
    recipients: Annotated[
        tuple[Recipient, ...], about("Được khen thưởng", "Người báo tin cho công an không ghi dưới bất cứ hình thức nào")
    ] = ()
    models: Annotated[tuple[Model, ...], about("Mô hình", "Khen về mô hình nào", "[tieng-keng-an-ninh]")] = ()
    validity: Annotated[Validity, about("Giá trị", eg="in_force")] = Validity.IN_FORCE
    cancelled: Annotated[Cancellation | None, about("Hủy bỏ, thu hồi", "Bắt buộc khi validity: cancelled", rare=True)] = None
