"""A few pages that show what comes before what, and what must stay text."""

from dataclasses import replace
from typing import Final

from movement.render.search.search import EXPIRED, SearchDocument, SearchSection


def document(url: str, title: str, text: str = "", **more: object) -> SearchDocument:
    plain = SearchDocument(url, title, "", "", "", (SearchSection("", "", text),), "models")
    return replace(plain, **more)  # type: ignore[arg-type]


HOSTILE: Final = "<img src=x onerror=alert(1)> ${alert(2)} `trích` \\u0041 </script>"
SMALL: Final = [
    document("ma-cha/", "Má Hai kể chuyện xóm"),
    document("ma-so/", "Mã số điện thoại"),
    document("ma-con/", "Mà thôi"),
    document("cu/", "Quy ước xóm bình yên", standing=EXPIRED, rank_date="2020-01-01", state="expired"),
    document("xua/", "Quy ước xóm bình yên", rank_date="2010-01-01"),
    document("moi/", "Quy ước xóm bình yên", rank_date="2024-01-01"),
    document("than-bai/", "Chuyện khác", "bàn về quy ước xóm bình yên ở đây"),
    document("roi-rac/", "Rải rác", "kẻng vang lên, rồi tiếng trống, rồi an vui và ninh"),
    document("cum-tu/", "Cụm từ", "nghe tiếng kẻng an ninh mỗi tối"),
    document("doc/", HOSTILE, HOSTILE + " mồi nhử"),
    document("hoa-giai/", "Tổ hòa giải thôn Thúy Sơn", names="xã Thuý Sơn · huyện Ngọc Lặc · tỉnh Thanh Hóa", provinces=("thanh-hoa",)),
    document("van-ban/07/", "Đẩy mạnh phong trào", number="07/CT-BCA-V28 · 07/CT-BCA", collection="directives", year=2014,
             sections=(SearchSection("", "", "mở đầu"), SearchSection("muc-5", "Tổ chức thực hiện", "gửi kèm biểu mẫu thống kê"))),
    document("nhac-07/", "Sơ kết Chỉ thị 07/CT-BCA và CT-BCA khác", "chỉ thị 07 CT-BCA " * 5, rank_date="2025-01-01"),
    document("nhac-124/", "Thông tư 124/2021/TT-BCA: hỏi đáp", "thông tư số 124/2021/TT-BCA " * 5, rank_date="2025-01-01"),
    document("ten-124/", "Điểm sáng", names="Thông tư 124", rank_date="2025-01-01"),
    document("than-bai-124/", "Điểm tối", "theo thông tư 124", rank_date="2026-01-01"),
    document("van-ban/08/", "Chương trình khác", number="08/CT-BCA", collection="directives", rank_date="2024-01-01", year=2024),
    document("van-ban/124/", "Quy định về khu dân cư", number="124/2021/TT-BCA", collection="directives", year=2021),
    *[document(f"nen/{n}/", f"Bài nền số {n} về giao thông", f"câu chuyện thứ {n} của khu phố", collection="news", year=2000 + n) for n in range(20)],
]  # fmt: skip
