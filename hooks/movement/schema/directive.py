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

    name: Annotated[Text | None, about("Họ tên người ký", "Như trên văn bản đã công khai", "Tên người ký", rare=True)] = None
    position: Annotated[Text | None, about("Chức vụ", eg="Bộ trưởng")] = None


@schema
class Force:
    """The state of force, and who said so when."""

    state: Annotated[ForceState, about("Tình trạng", "Không biết thì ghi unknown", "unknown")] = ForceState.UNKNOWN
    checked_on: Annotated[Date | None, about("Kiểm tra ngày", "Ngày xem lại hiệu lực; quá 12 tháng trang sẽ nhắc", "2026-11-22")] = None
    source: Annotated[Url | None, about("Theo nguồn", "Nơi đã xem hiệu lực", "https://example.org/van-ban/99-ct-ubnd")] = None
    note: Annotated[Text | None, about("Ghi chú", "Nói thêm nếu cần", "Nói thêm nếu cần", rare=True)] = None


@schema
class Relations:
    """What this text does to others; the inverse is generated."""

    based_on: Annotated[tuple[DirectiveId, ...], about("Căn cứ", "Văn bản làm căn cứ", "[luat-30-2023-qh15]", rare=True)] = ()
    implements: Annotated[
        tuple[DirectiveId, ...], about("Triển khai, hướng dẫn", "Văn bản được triển khai, hướng dẫn", "[07-ct-bca-v28]")
    ] = ()
    amends: Annotated[tuple[DirectiveId, ...], about("Sửa đổi, bổ sung", "Văn bản bị sửa đổi", "[07-ct-bca-v28]", rare=True)] = ()
    replaces: Annotated[tuple[DirectiveId, ...], about("Thay thế", "Văn bản bị thay thế", "[07-ct-bca-v28]", rare=True)] = ()
    repeals: Annotated[tuple[DirectiveId, ...], about("Bãi bỏ", "Văn bản bị bãi bỏ", "[07-ct-bca-v28]", rare=True)] = ()
    continues: Annotated[
        tuple[DirectiveId, ...], about("Tiếp tục thực hiện", "Văn bản được tiếp tục thực hiện", "[07-ct-bca-v28]", rare=True)
    ] = ()
    cites: Annotated[tuple[DirectiveId, ...], about("Dẫn chiếu", "Văn bản được nhắc tới", "[124-2021-tt-bca]")] = ()
    same_subject: Annotated[tuple[DirectiveId, ...], about("Cùng nội dung", "Ghi ở một bên là đủ", "[06-ct-bca-v05]")] = ()


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

    id: Annotated[Slug, about("Mã việc", "Chữ thường không dấu, giữ mãi", "bao-cao-nam")]
    action: Annotated[Text, about("Việc phải làm", "Viết thành một câu ra việc", "Báo cáo kết quả thực hiện về Công an tỉnh")]
    assigned_to: Annotated[tuple[Slug, ...], about("Ai làm", "Vai trò, hoặc mã cơ quan", "[nha-truong, doanh-nghiep]")] = ()
    due_on: Annotated[Date | None, about("Hạn", "Hạn một lần", "2026-12-25", rare=True)] = None
    every: Annotated[Rule | None, about("Định kỳ", "Ngày hằng năm dạng --11-30, hoặc quarter, month", '"--11-30"')] = None
    clause: Annotated[Text | None, about("Theo mục", "Mục trong nội dung bên dưới: muc-2, dieu-6, dieu-6.khoan-1", "muc-2")] = None
    report_to: Annotated[tuple[Slug, ...], about("Báo cáo cho", "Vai trò, hoặc mã cơ quan", "[cong-an-tinh]")] = ()
    note: Annotated[Text | None, about("Ghi chú", "Nói thêm nếu cần", "Nói thêm nếu cần", rare=True)] = None


@schema
class Attachment:
    """A file that goes with a record."""

    path: Annotated[DataFile, about("Tệp", "Đặt trong data/files/", "files/99-ct-ubnd.pdf")]
    title: Annotated[Text, about("Tên tệp", "Bạn đọc thấy tên này", "Bản chụp văn bản")]


@schema
class Directive(Common):
    """A text that directs the movement: a law, a circular, a chỉ thị, a plan."""

    number: Annotated[Text, about("Số, ký hiệu", "Như trên văn bản", "99/CT-UBND-MAU")]
    number_aliases: Annotated[tuple[Text, ...], about("Cách ghi khác", "Cách ghi số, ký hiệu khác hay gặp", "[99/CT-MAU]")] = ()
    kind: Annotated[Kind, about("Loại văn bản", eg="chi-thi")]
    issuer: Annotated[Organisation, about("Cơ quan ban hành", eg="bo-cong-an")]
    signer: Annotated[Signer | None, about("Người ký", "Người ký văn bản đã công khai")] = None
    signed_on: Annotated[Date | None, about("Ngày ban hành", "Ngày ký", "2025-05-07")] = None
    signed_note: Annotated[
        Text | None, about("Ghi chú ngày ban hành", "Thay cho ngày chưa biết", "Nguồn chỉ ghi tháng và năm", rare=True)
    ] = None
    effective_on: Annotated[Date | None, about("Ngày có hiệu lực", "Không trước ngày ban hành", "2025-07-01", rare=True)] = None
    effective_note: Annotated[Text | None, about("Ghi chú hiệu lực", "Thay cho ngày chưa biết", "Chỉ thị không ghi ngày có hiệu lực")] = (
        None
    )
    force: Annotated[Force, about("Hiệu lực", "Ai nói còn hiệu lực hay không, vào ngày nào")] = Force()
    relations: Annotated[
        Relations, about("Quan hệ với văn bản khác", "Chỉ ghi một chiều, chiều kia trang tự lập; mỗi mục là mã trong directives/")
    ] = Relations()
    tasks: Annotated[tuple[Task, ...], about("Việc phải làm", "Lấy từ văn bản; hiện ở trang Việc cần làm")] = ()
    attachments: Annotated[tuple[Attachment, ...], about("Tệp đính kèm", "Bản chụp, phụ lục", rare=True)] = ()
    text: Annotated[TextKind, about("Nội dung bên dưới", "Bài viết là nguyên văn, hay là lời tóm tắt của trang này", "summary")] = (
        TextKind.SUMMARY
    )
