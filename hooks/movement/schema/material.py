"""Materials: tài liệu tuyên truyền."""

from __future__ import annotations

from typing import Annotated

from movement.schema.base import Broadcast, Choice, Common, DataFile, Date, Number, Text, Url, about, schema


class Kind(Choice):
    """The form of a material."""

    POSTER = "poster", "Áp phích"
    LEAFLET = "leaflet", "Tờ rơi"
    SLIDES = "slides", "Bài trình chiếu"
    BROADCAST = "broadcast", "Bản tin loa"
    QUIZ = "quiz", "Câu đố"
    VIDEO_SCRIPT = "video-script", "Kịch bản video"


@schema
class Question:
    """One question of a quiz, with answers to choose from."""

    question: Annotated[Text, about("Câu hỏi", eg="Người lạ tự xưng công an, bảo chuyển tiền. Nên làm gì?")]
    choices: Annotated[
        tuple[Text, ...], about("Các câu trả lời", "Từ hai đến tám câu, một câu đúng", "[Chuyển ngay, Gác máy và hỏi người thân]")
    ]
    answer: Annotated[Number, about("Câu đúng", "Thứ tự của câu đúng, đếm từ 1", "2")]
    explanation: Annotated[
        Text | None, about("Giải thích", "Vì sao đúng, một hai câu", "Công an không yêu cầu chuyển tiền qua điện thoại.")
    ] = None
    source: Annotated[Url | None, about("Nguồn", eg="https://example.org/bao/bai-viet")] = None


@schema
class Material(Common):
    """Something to read, hang up, show or read out."""

    kind: Annotated[Kind, about("Dạng tài liệu", eg="leaflet")]
    files: Annotated[tuple[DataFile, ...], about("Tệp tải về", "Đặt trong data/files/", "[files/ba-viec-cuoc-goi-la.pdf]", rare=True)] = ()
    licence: Annotated[Text | None, about("Giấy phép", "Ai được dùng lại, thế nào", "CC BY 4.0")] = None
    checked_on: Annotated[Date | None, about("Kiểm tra ngày", "Ngày xem lại nội dung", "2026-11-22")] = None
    broadcast: Broadcast = None
    quiz: Annotated[tuple[Question, ...], about("Câu đố", "Câu hỏi chọn một câu trả lời; trang tự chấm, không lưu lại", rare=True)] = ()
    poster: Annotated[
        tuple[Text, ...], about("Chữ trên áp phích", "Ba đến bảy dòng ngắn, đọc được từ xa", "[Dừng lại, Kiểm tra, Báo tin]", rare=True)
    ] = ()
