"""Help that a form shows only when what was filled in calls for it: the rules of a record, said before it is checked."""

from __future__ import annotations

from typing import Any

from movement.schema import Commendation, Directive, Exemplar, Model, News
from movement.schema.base import Common

Condition = tuple[str, str]
"""A path of keys, `*` for any item of a list, and the value there; "" for nothing, "?" for anything."""
ADVICE: dict[Any, tuple[tuple[str, tuple[Condition, ...]], ...]] = {
    Common: (
        ("Chưa có nguồn: trang sẽ ghi “chưa có nguồn”. Hãy thêm nơi bạn đã đọc, ở mục “Nguồn”.", (("sources", ""),)),
        ("Chưa có ngày đăng: mục này sẽ không vào bản tin RSS.", (("published", ""),)),
        ("Bản nháp không lên trang. Kho công khai thì ai cũng đọc được bản nháp.", (("state", "draft"),)),
        ("Rút khỏi trang cần ngày và lý do, ở mục “Rút khỏi trang”. Địa chỉ cũ vẫn còn và nói rõ lý do.", (("state", "withdrawn"),)),
        ("Đã ghi ngày rút: hãy chọn trạng thái “Đã rút”.", (("withdrawn.on", "?"), ("state", ""))),
    ),
    News: (("Có ảnh thì phải có lời tả ảnh, cho người không nhìn thấy ảnh.", (("image", "?"), ("image_alt", ""))),),
    Commendation: (
        ("Cá nhân: ghi vai trò hoặc chữ viết tắt (N.V.A). Chọn “Cách hiển thị” cho từng người.", (("recipients.*.kind", "individual"),)),
        ("Họ tên chỉ khi người đó đã đồng ý bằng văn bản: ghi “Căn cứ nêu họ tên”.", (("recipients.*.shown_as", "full"),)),
        ("Trẻ em chỉ ghi vai trò: không tên, trường, lớp, xã, phường.", (("recipients.*.minor", "true"),)),
        ("Người báo tin cho công an: không ghi dưới bất cứ hình thức nào.", (("recipients", "?"),)),
        ("Không biết số hoặc ngày quyết định thì để trống và nói lý do ở “Ghi chú” của quyết định.", (("decision.number", ""),)),
        ("Bị hủy bỏ, thu hồi: ghi ngày ở mục “Hủy bỏ, thu hồi”.", (("validity", "cancelled"), ("cancelled.on", ""))),
    ),
    Exemplar: (("Cá nhân: ghi vai trò hoặc chữ viết tắt (N.V.A), và chọn “Cách hiển thị”.", (("who.kind", "individual"),)),),
    Directive: (
        ("Không có ngày có hiệu lực thì để trống và nói lý do ở “Ghi chú hiệu lực”.", (("effective_on", ""), ("effective_note", ""))),
        ("Toàn văn: mỗi Chương, Điều, Mục là một tiêu đề trong bài, để từng điều có địa chỉ riêng.", (("text", "full"),)),
        ("Đã chọn hiệu lực: ghi ngày kiểm tra và nơi đã xem.", (("force.state", "?"), ("force.checked_on", ""))),
    ),
    Model: (
        ("Kết quả chỉ được tính là có chứng cứ khi có thời điểm và nguồn.", (("results", "?"),)),
        ("Điểm áp dụng: ghi địa danh như lúc đó; trang tự thêm “nay thuộc …”.", (("points", "?"),)),
    ),
}


def advice(cls: Any) -> dict[str, Any]:
    """The field that shows the help of a schema class."""
    rules = [(say, when) for kind in (Common, cls) for say, when in ADVICE.get(kind, ())]
    shown = [{"say": say, "when": [{"path": path, "is": value} for path, value in when]} for say, when in rules]
    return {"name": "_advice", "label": "Nên biết", "widget": "advice", "required": False, "rules": shown}
