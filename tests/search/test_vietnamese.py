"""Folding, slugs, collation, tone placement, words for search, dates and numbers."""

import unicodedata
from datetime import date

import icu
import pytest

from movement.render.search.words import number_spellings
from movement.vietnamese import accent_key, date_text, fold, number_text, person_sort_key, place_tone, slug, sort_key, tokens

WORDS = (
    "an ân ăn Ăn đa da Đa ba Bà bá bả bã bạ bắc bặc ông ơn on ung ưng Ưng yên ỷ ý oán oan ôan dưa đưa dừa đê de dê Đỗ đỏ hoà hòa Hòa "
    "2 10 19/8 07/CT a-b a, a. nghe ngờ nha trang tràng chàng giang gì quỳnh quy"
).split()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường ĐỎ", "duong do"),
        ("Ðà Nẵng ð", "da nang d"),
        (unicodedata.normalize("NFD", "Thừa Thiên – Huế"), "thua thien – hue"),
        ("07/CT-BCA", "07/ct-bca"),
        ("STRASSE ß", "strasse ss"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_slug_keeps_d_and_nothing_but_ascii() -> None:
    assert slug("Điều 3. Khoản (2) – “Đưa”") == "dieu-3-khoan-2-dua"


def test_collation_is_that_of_icu() -> None:
    collator = icu.Collator.createInstance(icu.Locale("vi"))
    phrases = sorted({f"{a} {b}" for a in WORDS for b in WORDS} | set(WORDS))
    assert sorted(phrases, key=sort_key) == sorted(phrases, key=collator.getSortKey)


def test_people_are_listed_by_given_name() -> None:
    names = ["Trần Văn Bình", "Lê Thị Ánh", "Nguyễn Văn Ân", "Đỗ Thị An", "Vũ"]
    assert sorted(names, key=person_sort_key) == ["Đỗ Thị An", "Lê Thị Ánh", "Nguyễn Văn Ân", "Trần Văn Bình", "Vũ"]


@pytest.mark.parametrize(("old", "new"), [("hòa", "hoà"), ("thúy", "thuý"), ("khỏe", "khoẻ"), ("qúy", "quý"), ("ủy", "uỷ"), ("Hòa", "hoà")])
def test_both_tone_placements_are_one_word(old: str, new: str) -> None:
    assert place_tone(old) == place_tone(new) == new
    assert accent_key(old) == accent_key(new)


@pytest.mark.parametrize(
    "word", "già giá gìn mía của tuần khuỷu đường ngoài oán huệ xoáy lúa thuở khuya người nghĩa giữa quyết café résumé".split()
)
def test_tone_placement_keeps_what_is_right(word: str) -> None:
    assert accent_key(place_tone(word)) == accent_key(word)
    if word != "café":
        assert place_tone(word) == word


def test_tones_still_tell_words_apart() -> None:
    assert len({accent_key(word) for word in ("ma", "má", "mà", "mả", "mã", "mạ")}) == 6


@pytest.mark.parametrize("typed", ["07/CT-BCA-V28", "7 ct bca v28", "07ct-bca-v28", "07 / CT – BCA – V 28"])
def test_document_numbers_have_the_same_words_however_typed(typed: str) -> None:
    assert [fold(word) for word in tokens(typed)] == ["7", "ct", "bca", "v", "28"]


def test_a_number_is_also_found_by_its_kind_and_without_its_year() -> None:
    spellings = " | ".join(number_spellings("124/2021/TT-BCA"))
    for wanted in ("thông tư 124 TT-BCA", "thông tư 124/2021", "124 TTBCA"):
        assert wanted in spellings


def test_dates_and_numbers_in_words() -> None:
    assert date_text(date(2026, 8, 19)) == "19/8/2026"
    assert [number_text(number) for number in (1234567, 69.9, -1234.5, 5.0, 0, 999)] == ["1.234.567", "69,9", "-1.234,5", "5", "0", "999"]
