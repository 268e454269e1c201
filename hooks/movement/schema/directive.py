"""Directives: văn bản chỉ đạo."""

from __future__ import annotations

from typing import Annotated

from movement.schema.base import (
    Choice,
    Common,
    DataFile,
    Date,
    Directive as DirectiveId,
    Organisation,
    Rule,
    Slug,
    Text,
    Url,
    about,
    schema,
)


class Kind(Choice):
    """The types of text, in the words of Nghị định 30/2020/NĐ-CP and of the law on legal documents."""

    LAW = "luat", "Luật"
    DECREE = "nghi-dinh", "Nghị định"
    RESOLUTION = "nghi-quyet", "Nghị quyết"
    CIRCULAR = "thong-tu", "Thông tư"
    JOINT_CIRCULAR = "thong-tu-lien-tich", "Thông tư liên tịch"
    DECISION = "quyet-dinh", "Quyết định"
    DIRECTIVE = "chi-thi", "Chỉ thị"
    CONCLUSION = "ket-luan", "Kết luận"
    GUIDANCE = "huong-dan", "Hướng dẫn"
    PLAN = "ke-hoach", "Kế hoạch"
    LETTER = "cong-van", "Công văn"
    NOTICE = "thong-bao", "Thông báo"
    COORDINATION_RULES = "quy-che", "Quy chế"


class ForceState(Choice):
    """Whether a text is in force."""

    IN_FORCE = "in_force", "Còn hiệu lực"
    PARTLY_EXPIRED = "partly_expired", "Hết hiệu lực một phần"
    EXPIRED = "expired", "Hết hiệu lực"
    NOT_YET = "not_yet", "Chưa có hiệu lực"
    UNKNOWN = "unknown", "Chưa xác minh hiệu lực"


class TextKind(Choice):
    """Whose words the body is."""

    FULL = "full", "Toàn văn"
    SUMMARY = "summary", "Tóm tắt của trang này"


@schema
class Signer:
    """Who signed."""

    name: Annotated[Text | None, about("Họ tên người ký")] = None
    position: Annotated[Text | None, about("Chức vụ")] = None


@schema
class Force:
    """The state of force, and who said so when."""

    state: Annotated[ForceState, about("Tình trạng")] = ForceState.UNKNOWN
    checked_on: Annotated[Date | None, about("Kiểm tra ngày")] = None
    source: Annotated[Url | None, about("Theo nguồn")] = None
    note: Annotated[Text | None, about("Ghi chú")] = None


@schema
class Relations:
    """What this text does to others; the inverse is generated."""

    based_on: Annotated[tuple[DirectiveId, ...], about("Căn cứ")] = ()
    implements: Annotated[tuple[DirectiveId, ...], about("Triển khai, hướng dẫn")] = ()
    amends: Annotated[tuple[DirectiveId, ...], about("Sửa đổi, bổ sung")] = ()
    replaces: Annotated[tuple[DirectiveId, ...], about("Thay thế")] = ()
    repeals: Annotated[tuple[DirectiveId, ...], about("Bãi bỏ")] = ()
    continues: Annotated[tuple[DirectiveId, ...], about("Tiếp tục thực hiện")] = ()
    cites: Annotated[tuple[DirectiveId, ...], about("Dẫn chiếu")] = ()
    same_subject: Annotated[tuple[DirectiveId, ...], about("Cùng nội dung")] = ()


INVERSE_RELATIONS = {
    "based_on": "Là căn cứ của",
    "implements": "Được triển khai, hướng dẫn bởi",
    "amends": "Được sửa đổi, bổ sung bởi",
    "replaces": "Được thay thế bởi",
    "repeals": "Bị bãi bỏ bởi",
    "continues": "Được tiếp tục thực hiện theo",
    "cites": "Được dẫn chiếu bởi",
    "same_subject": "Cùng nội dung",
}
"""The words of a relation read from its other end."""

EVERYONE = "tat-ca"
"""The role of a task for all who are addressed anywhere."""
ROLES = {
    EVERYONE: "Tất cả cơ quan, đơn vị",
    "co-quan": "Cơ quan",
    "doanh-nghiep": "Doanh nghiệp",
    "nha-truong": "Nhà trường",
    "co-so-giao-duc": "Cơ sở giáo dục",
    "so-ban-nganh": "Sở, ban, ngành, đoàn thể",
    "khu-dan-cu": "Khu dân cư",
    "ubnd": "Ủy ban nhân dân các cấp",
    "ubnd-cap-tinh": "UBND cấp tỉnh",
    "ubnd-cap-huyen": "UBND cấp huyện (đến 30/6/2025)",
    "ubnd-cap-xa": "UBND cấp xã",
    "chu-nha-tro": "Chủ nhà trọ",
    "chu-chung-cu-mini": "Chủ chung cư mini",
    "cong-an-tinh": "Công an cấp tỉnh",
    "cong-an-cap-xa": "Công an cấp xã",
}
"""The words of the usual role ids; any other id is shown as it is written."""
WIDER_ROLES = {
    "so-ban-nganh": "co-quan",
    "co-so-giao-duc": "nha-truong",
    "ubnd-cap-tinh": "ubnd",
    "ubnd-cap-huyen": "ubnd",
    "ubnd-cap-xa": "ubnd",
}
"""The role that a narrower one belongs to: what is asked of the one is shown to the other."""


@schema
class Task:
    """Something a unit must do, taken from the text."""

    id: Annotated[Slug, about("Mã việc")]
    action: Annotated[Text, about("Việc phải làm")]
    assigned_to: Annotated[tuple[Slug, ...], about("Ai làm", "Vai trò, hoặc mã cơ quan")] = ()
    due_on: Annotated[Date | None, about("Hạn")] = None
    every: Annotated[Rule | None, about("Định kỳ", "Ngày hằng năm dạng --11-30, hoặc quarter, month")] = None
    clause: Annotated[Text | None, about("Theo mục", "Neo trong văn bản, ví dụ dieu-6")] = None
    report_to: Annotated[tuple[Slug, ...], about("Báo cáo cho")] = ()
    note: Annotated[Text | None, about("Ghi chú")] = None


@schema
class Attachment:
    """A file that goes with a record."""

    path: Annotated[DataFile, about("Tệp")]
    title: Annotated[Text, about("Tên tệp")]


@schema
class Directive(Common):
    """A text that directs the movement: a law, a circular, a chỉ thị, a plan."""

    number: Annotated[Text, about("Số, ký hiệu", "Như trên văn bản, ví dụ 07/CT-BCA-V28")]
    number_aliases: Annotated[tuple[Text, ...], about("Cách ghi khác")] = ()
    kind: Annotated[Kind, about("Loại văn bản")]
    issuer: Annotated[Organisation, about("Cơ quan ban hành")]
    signer: Annotated[Signer | None, about("Người ký")] = None
    signed_on: Annotated[Date | None, about("Ngày ban hành")] = None
    signed_note: Annotated[Text | None, about("Ghi chú ngày ban hành")] = None
    effective_on: Annotated[Date | None, about("Ngày có hiệu lực")] = None
    effective_note: Annotated[Text | None, about("Ghi chú hiệu lực")] = None
    force: Annotated[Force, about("Hiệu lực")] = Force()
    relations: Annotated[Relations, about("Quan hệ với văn bản khác")] = Relations()
    tasks: Annotated[tuple[Task, ...], about("Việc phải làm")] = ()
    attachments: Annotated[tuple[Attachment, ...], about("Tệp đính kèm")] = ()
    text: Annotated[TextKind, about("Nội dung bên dưới", "full là nguyên văn, summary là tóm tắt")] = TextKind.SUMMARY
