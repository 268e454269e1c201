"""Numbers, days and times in Vietnamese words, as they are taught at school and read on the radio in the north.

Source: the textbooks of Toán 2 to Toán 4: linh after a hundred without tens, mốt, tư and lăm after mươi, every class of three digits
in full (1.000.005 is “một triệu không nghìn không trăm linh năm”).
"""

from __future__ import annotations

DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()
CLASSES = ("", "nghìn", "triệu")
BILLION = 10**9
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
LETTERS = dict(
    zip(
        "ABCDĐEGHIKLMNOPQRSTUVXYFJWZ",
        "a bê xê dê đê e giê hát i ca e-lờ em-mờ en-nờ o pê quy e-rờ ét-xì tê u vê ích-xì i-cờ-rét ép-phờ gi vê-kép dét".split(),
        strict=True,
    )
)


def cardinal(number: int) -> str:
    """A whole number from 0: 21 “hai mươi mốt”, 105 “một trăm linh năm”."""
    if number == 0:
        return DIGITS[0]
    return " ".join(_classes(number, whole=False))


def _classes(number: int, *, whole: bool) -> list[str]:
    """The words of a number by billions, then by classes of three digits; `whole` when something larger stands before it."""
    words: list[str] = []
    if number >= BILLION:
        billions, number = divmod(number, BILLION)
        words += [*_classes(billions, whole=False), "tỷ"]
        if number == 0:
            return words
        whole = True
    started = whole
    for power in (2, 1, 0):
        part = number // 1000**power % 1000
        if started and number % 1000 ** (power + 1) == 0:
            # Nothing follows: 2.000.000 is “hai triệu”.
            break
        if part or started:
            words += [*_three(part, whole=started), *([CLASSES[power]] if power else [])]
            started = True
    return words


def _three(number: int, *, whole: bool) -> list[str]:
    """The words of a number below 1000; with its hundreds and tens even when they are zero, if `whole`."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    if not number:
        return [DIGITS[0]] if whole else []
    words = [DIGITS[hundreds], "trăm"] if hundreds or whole else []
    if tens == 0:
        return [*words, *(["linh"] if words and ones else []), *([DIGITS[ones]] if ones else [])]
    words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    if ones:
        last = {1: "mốt", 4: "tư"} if tens > 1 else {}
        words.append({**last, 5: "lăm"}.get(ones, DIGITS[ones]))
    return words


def digit_by_digit(digits: str) -> str:
    """`113` as “một một ba”: how numbers to be called are read."""
    return " ".join(DIGITS[int(digit)] for digit in digits)


def decimal(whole: str, decimals: str) -> str:
    """`69,9` as “sáu mươi chín phẩy chín”; a zero after the comma is said."""
    zeros = len(decimals) - len(decimals.lstrip("0"))
    rest = decimals[zeros:]
    after = [*([DIGITS[0]] * zeros), *([cardinal(int(rest)) if len(rest) < 3 else digit_by_digit(rest)] if rest else [])]
    return f"{cardinal(int(whole))} phẩy {' '.join(after)}"


def day_of_month(day: int) -> str:
    """`1` as “mùng một”, `24` as “hai mươi tư”."""
    return f"mùng {cardinal(day)}" if day <= 10 else cardinal(day)


def month_name(month: int) -> str:
    """The name of a month of the solar year: “tháng tư”, not “tháng bốn”."""
    return f"tháng {'tư' if month == 4 else cardinal(month)}"


def year_name(year: int) -> str:
    """`2026` as “năm hai nghìn không trăm hai mươi sáu”."""
    return f"năm {cardinal(year)}"


def ordinal(number: int) -> str:
    """What follows “thứ”: 1 as “nhất”, 4 as “tư”."""
    return {1: "nhất", 4: "tư"}.get(number, cardinal(number))


def from_roman(text: str) -> int:
    """The value of a Roman numeral below 400, 0 for what is none."""
    values = [ROMAN.get(letter, 0) for letter in text]
    if not all(values):
        return 0
    return sum(-value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True))


def spelled(letters: str) -> str:
    """Letters by their names: `V` as “vê”."""
    return " ".join(LETTERS.get(letter, letter) for letter in letters.upper())
