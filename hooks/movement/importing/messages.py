"""What the importer says: why a file is refused, what to look at in what was written. The only place that words it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a person must know or mend."""

    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.message} [{self.code}]"


MESSAGES = {
    # the file
    "kind-of-file": "Chỉ nhận tệp .docx, .doc và .pdf. Hãy mở bằng Word rồi lưu thành “Word Document (.docx)”.",
    "empty-file": "Tệp rỗng. Hãy chép lại tệp từ nơi gửi.",
    "too-large": "Tệp lớn hơn {limit} MB. Hãy bỏ ảnh trong tệp rồi lưu lại.",
    "not-word": "Tệp không phải là văn bản Word hợp lệ, hoặc đã hỏng. Hãy mở bằng Word rồi lưu lại thành “Word Document (.docx)”.",
    "old-or-locked": "Tệp .docx này có mật khẩu, hoặc là tệp .doc bị đổi tên. Hãy mở bằng Word, bỏ mật khẩu rồi lưu thành .docx.",
    "strict": "Tệp lưu kiểu “Strict Open XML”. Hãy lưu lại thành “Word Document (.docx)”.",
    "macros": "Tệp chứa macro. Hãy lưu lại thành “Word Document (.docx)”, kiểu không có macro.",
    "linked-parts": "Tệp có phần nhúng từ tệp khác (altChunk, subDoc). Hãy mở bằng Word rồi lưu lại để phần đó thành chữ của tệp.",
    "pdf-locked": "Không đọc được tệp PDF: {detail}. Tệp có thể hỏng hoặc có mật khẩu; hãy xin tệp Word gốc.",
    "pdf-scan": "Tệp PDF không có chữ (bản chụp). Hãy xin tệp Word gốc, hoặc nhận dạng chữ (OCR), đọc lại rồi lưu thành .docx.",
    "no-text": "Tệp không có chữ nào.",
    # tools
    "needs-libreoffice": "Tệp .doc cần LibreOffice để đọc. Hãy cài LibreOffice, hoặc mở bằng Word rồi lưu thành .docx.",
    "needs-pdftotext": "Tệp .pdf cần pdftotext để đọc. Hãy cài poppler-utils, hoặc xin tệp Word gốc.",
    "conversion": "LibreOffice không chuyển được tệp ({detail}). Hãy mở bằng Word rồi lưu thành .docx.",
    # what may not be taken in
    "tracked-changes": "Tệp còn {count} chỗ theo dõi sửa đổi (Track Changes): {kinds}. Hãy chọn Review → Accept All Changes, tắt theo dõi, lưu lại.",
    "hidden-text": "Tệp có chữ ẩn: “{text}”. Hãy bấm Ctrl+Shift+8 để thấy, xóa hoặc bỏ thuộc tính Hidden, rồi lưu lại.",
    "number-fields": "Tệp đánh số bằng trường {fields}, số không nằm trong tệp. Hãy chọn cả văn bản, bấm Ctrl+Shift+F9, rồi lưu lại.",
    "secrecy-mark": "Có dấu mật “{mark}” ({where}). Văn bản mật hoặc lưu hành nội bộ không được đưa vào kho dữ liệu: hãy báo người phụ trách.",
    "tcvn3": "Chữ viết bằng bảng mã TCVN3 (ABC), phông .Vn…: “{text}”. Hãy chuyển sang Unicode (UniKey: Ctrl+Shift+F6), đọc lại, lưu lại.",
    "vni": "Chữ viết bằng bảng mã VNI, phông VNI-…: “{text}”. Hãy chuyển sang Unicode (UniKey: Ctrl+Shift+F6), đọc lại, lưu lại.",
    # the command
    "no-file": "Không có tệp {path}.",
    "no-folder": "Không có thư mục {path}. Hãy tạo thư mục, hoặc chỉ đúng chỗ bằng --into.",
    "wrong-id": "“{id}” không dùng làm mã được. Mã chỉ gồm chữ thường không dấu, số và gạch nối, dài nhất 80 ký tự.",
    "exists": "Đã có {path}. Hãy chọn mã khác bằng --id, hoặc ghi đè bằng --force.",
    "unexpected": "Không đọc được tệp vì lý do chưa biết ({detail}). Hãy mở bằng Word, lưu lại rồi thử lại; nếu vẫn thế, hãy báo lỗi kèm tệp.",
    # to look at
    "pictures": "Tệp có {count} hình hoặc đối tượng nhúng, không đưa vào bản ghi. Nếu hình có chữ, hãy gõ lại.",
    "formulas": "Tệp có {count} công thức, chỉ chữ và số trong đó được giữ. Hãy xem lại.",
    "text-boxes": "Tệp có {count} khung chữ (text box), được đặt sau đoạn chứa khung. Hãy xem lại chỗ.",
    "symbols": "Tệp có {count} ký hiệu của phông riêng không đọc được, ghi là “□”. Hãy xem lại.",
    "comments": "Tệp có {count} nhận xét (comment), không đưa vào bản ghi.",
    "margins": "Đầu trang, chân trang không đưa vào bản ghi: “{text}”.",
    "footnote": "Tệp có {count} chú thích chân trang, đặt ở mục “Chú thích” cuối bản ghi; LibreOffice không đối chiếu phần này, hãy đọc lại.",
    "endnote": "Tệp có {count} chú thích cuối, đặt ở mục “Chú thích” cuối bản ghi; LibreOffice không đối chiếu phần này, hãy đọc lại.",
    "nested-tables": "Tệp có {count} bảng nằm trong bảng, chữ được dồn vào ô. Hãy xem lại.",
    "number-format": "Kiểu đánh số “{form}” của Word chưa được hỗ trợ, ghi bằng chữ số thường. Hãy xem lại.",
    "number-order": "Số “{label}” thuộc cấp trên nhưng đứng sau số của cấp dưới; các chương trình tính khác nhau. Hãy so với bản in.",
    "number-gaps": "Số điều, khoản không liền nhau: {places}. Hãy so với bản in; bản in cũng vậy thì để nguyên.",
    "doc-numbers": "Tệp .doc có {count} số tự động do LibreOffice tính, không có chương trình nào khác để đối chiếu. Hãy so với bản in, hoặc mở bằng Word rồi lưu thành .docx.",
    "kind-differs": "Tên loại “{kind}” không khớp với ký hiệu {number}. Hãy xem lại.",
    "page-numbers": "Số trang trong PDF không đưa vào bản ghi: {numbers}.",
    "pdf-order": "PDF không ghi đoạn và bảng: hãy đọc lại chỗ ngắt đoạn, bảng và thứ tự các cột.",
}


def finding(code: str, /, **words: object) -> Finding:
    """The finding `code`, worded from MESSAGES."""
    return Finding(code, MESSAGES[code].format(**words))


class RefusedError(Exception):
    """A file that is not taken in, with every reason."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("; ".join(map(str, findings)))
        self.findings = findings
