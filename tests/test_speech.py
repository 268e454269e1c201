"""Texts as they are read aloud."""

from __future__ import annotations

import pytest

from movement.speech.numerals import cardinal, decimal, from_roman
from movement.speech.reading import read_aloud

NUMBERS = {
    0: "không",
    4: "bốn",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    20: "hai mươi",
    21: "hai mươi mốt",
    24: "hai mươi tư",
    25: "hai mươi lăm",
    100: "một trăm",
    101: "một trăm linh một",
    105: "một trăm linh năm",
    110: "một trăm mười",
    115: "một trăm mười lăm",
    1_005: "một nghìn không trăm linh năm",
    2_026: "hai nghìn không trăm hai mươi sáu",
    10_000: "mười nghìn",
    1_000_005: "một triệu không nghìn không trăm linh năm",
    2_000_000: "hai triệu",
    1_234_567: "một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy",
    3_000_000_000: "ba tỷ",
}


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_in_words(number: int) -> None:
    assert cardinal(number) == NUMBERS[number]


@pytest.mark.parametrize(
    ("whole", "decimals", "words"),
    [("69", "9", "sáu mươi chín phẩy chín"), ("69", "05", "sáu mươi chín phẩy không năm"), ("0", "75", "không phẩy bảy mươi lăm")],
)
def test_a_number_with_a_comma(whole: str, decimals: str, words: str) -> None:
    assert decimal(whole, decimals) == words


def test_a_roman_number() -> None:
    assert [from_roman(text) for text in ("I", "IV", "IX", "XIV", "XC", "CÓ")] == [1, 4, 9, 14, 90, 0]


TEXTS = {
    # documents
    "Thông tư số 124/2021/TT-BCA": "Thông tư số một trăm hai mươi tư năm hai nghìn không trăm hai mươi mốt của Bộ Công an",
    "Thông tư số 124/2021/TT-BCA của Bộ Công an": "Thông tư số một trăm hai mươi tư năm hai nghìn không trăm hai mươi mốt của Bộ Công an",
    "theo 124/2021/TT-BCA": "theo Thông tư số một trăm hai mươi tư năm hai nghìn không trăm hai mươi mốt của Bộ Công an",
    "Nghị định 30/2020/NĐ-CP": "Nghị định số ba mươi năm hai nghìn không trăm hai mươi của Chính phủ",
    "Luật số 30/2023/QH15": "Luật số ba mươi năm hai nghìn không trăm hai mươi ba của Quốc hội khóa mười lăm",
    "Chỉ thị 09-CT/TW": "Chỉ thị số chín của Trung ương",
    "Kế hoạch số 296/KH-UBND của UBND thành phố": "Kế hoạch số hai trăm chín mươi sáu của Ủy ban nhân dân thành phố",
    "Chỉ thị số 07/CT-BCA-V28": "Chỉ thị số bảy của Bộ Công an, vê hai mươi tám",
    # days and hours
    "ngày 1/9/2025": "ngày mùng một tháng chín năm hai nghìn không trăm hai mươi lăm",
    "từ 24/5 đến 27/6/2024": "từ ngày hai mươi tư tháng năm đến ngày hai mươi bảy tháng sáu năm hai nghìn không trăm hai mươi tư",
    "các ngày 24-27/6": "các ngày hai mươi tư đến ngày hai mươi bảy tháng sáu",
    "ngày 5 tháng 4": "ngày mùng năm tháng tư",
    "3/2020": "tháng ba năm hai nghìn không trăm hai mươi",
    "lúc 7h30": "lúc bảy giờ ba mươi",
    "19h": "mười chín giờ",
    "trực 24/7": "trực hai mươi tư trên bảy",
    # figures
    "1.000.005 đồng": "một triệu không nghìn không trăm linh năm đồng",
    "đạt 69,9%": "đạt sáu mươi chín phẩy chín phần trăm",
    "05 mô hình": "năm mô hình",
    "2/3 số hộ, 13/20 xã": "hai phần ba số hộ, mười ba trên hai mươi xã",
    "19–21 giờ": "mười chín đến hai mươi mốt giờ",
    "1.500 m²": "một nghìn năm trăm mét vuông",
    "thứ 4, lần thứ 1": "thứ tư, lần thứ nhất",
    "mục 2.1": "mục hai chấm một",
    "quý II, khóa XV": "quý hai, khóa mười lăm",
    # numbers to be called, and the same number of something else
    "gọi 113 hoặc 115": "gọi một một ba hoặc một một năm",
    "có 113 mô hình": "có một trăm mười ba mô hình",
    # abbreviations
    "bảo đảm ANTT": "bảo đảm an ninh, trật tự",
    "Phòng PV05": "Phòng Xây dựng phong trào bảo vệ an ninh Tổ quốc",
    "PCCC & CNCH": "phòng cháy, chữa cháy và cứu nạn, cứu hộ",
    "Sở GD&ĐT TP.HCM": "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh",
    # addresses
    "xem bocongan.gov.vn.": "xem bocongan chấm gov chấm vn.",
    # what stays
    "Công an xã mời bà con, lúc rảnh.": "Công an xã mời bà con, lúc rảnh.",
    "ứng dụng VNeID": "ứng dụng VNeID",
    "phí 150.000đ/người/tháng": "phí một trăm năm mươi nghìn đồng mỗi người mỗi tháng",
    "thưởng 1.500.000đ/hộ": "thưởng một triệu năm trăm nghìn đồng mỗi hộ",
    "phạt 2.000USD": "phạt hai nghìn đô la Mỹ",
    "2,5l nước và 500kg/ha": "hai phẩy năm lít nước và năm trăm ki-lô-gam mỗi héc-ta",
    "Thu giữ 20g heroin và 5 g ma túy đá, lúc 19g30": "Thu giữ hai mươi gam heroin và năm gam ma túy đá, lúc mười chín giờ ba mươi",
    "giấy phép lái xe hạng C, khu C": "giấy phép lái xe hạng C, khu C",
    "quý I/2026 và quý 2/2026": "quý một năm hai nghìn không trăm hai mươi sáu và quý hai năm hai nghìn không trăm hai mươi sáu",
    "Ngày hội 19/8 (19/8)": "Ngày hội ngày mười chín tháng tám (ngày mười chín tháng tám)",
    "dịp lễ 30/4, 1/5; 1/5 số hộ": "dịp lễ ngày ba mươi tháng tư, ngày mùng một tháng năm; một phần năm số hộ",
    "từ 1/11 - 15/12": "từ ngày mùng một tháng mười một - ngày mười lăm tháng mười hai",
    "trực 24/24h": "trực suốt ngày đêm",
    "tỷ lệ 1:10": "tỷ lệ một trên mười",
    "gọi 0912 345 678 hoặc 1900 6789": "gọi không chín một hai ba bốn năm sáu bảy tám hoặc một chín không không sáu bảy tám chín",
    "TP. Hồ Chí Minh, TX. An Khê": "thành phố Hồ Chí Minh, thị xã An Khê",
    "Chỉ thị số 07/CT-BCA-V28 ngày 15/8/2014 của Bộ Công an": "Chỉ thị số bảy ngày mười lăm tháng tám năm hai nghìn không trăm mười bốn của Bộ Công an",
    "Luật số 102/2016/QH13 và Nghị định 06/2014/NĐ-CP của Chính phủ": "Luật số một trăm linh hai năm hai nghìn không trăm mười sáu của Quốc hội khóa mười ba và Nghị định số sáu năm hai nghìn không trăm mười bốn của Chính phủ",
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_read_aloud(text: str) -> None:
    spoken = read_aloud(text, {"113", "115"})
    assert spoken.text == TEXTS[text]
    assert spoken.unread == []


def test_nothing_is_left_in_figures() -> None:
    texts = " ".join(TEXTS)
    assert not any(letter.isdigit() for letter in read_aloud(texts).text)


def test_an_abbreviation_that_nobody_explained_is_told() -> None:
    spoken = read_aloud("Đoàn XYZW về xã, XYZW gặp dân")
    assert spoken.text.count("XYZW") == 2 and spoken.unread == ["XYZW", "XYZW"]


def test_two_hundred_syllables_take_a_minute() -> None:
    assert read_aloud("an " * 200).seconds == 60
    assert read_aloud("1.234.567 " * 10).seconds == 39, "figures are counted as they are spoken"
