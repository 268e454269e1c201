"""Numbers as Word writes them in lists: `w:numFmt`.

Source: ECMA-376-1, section 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

from collections.abc import Callable

ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
LARGEST = 32767
"""The largest number that Word counts to; letters and Roman numerals grow with it."""
DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()


def roman(number: int) -> str:
    """`iv`."""
    text = ""
    for size, sign in ROMAN:
        text += sign * (number // size)
        number %= size
    return text


def letter(number: int) -> str:
    """`a` … `z`, then `aa`, `bb`: Word repeats the letter."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def in_words(number: int) -> str:
    """`mười lăm`, to 99; larger numbers in figures."""
    if not 0 <= number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    last = {0: "", 1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, DIGITS[ones])
    return f"{'mười' if tens == 1 else DIGITS[tens] + ' mươi'} {last}".strip()


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": letter,
    "upperLetter": lambda number: letter(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "vietnameseCounting": in_words,
    "numberInDash": lambda number: f"- {number} -",
    "none": lambda _: "",
    "bullet": lambda _: "",
}


def written(number: int, form: str) -> str | None:
    """A number in a format, or None when we do not know the format; `001, 002, …` gives a custom one by its first two."""
    if number > LARGEST:
        return str(number)
    if form in FORMATS:
        return FORMATS[form](number)
    first = form.partition(",")[0].strip()
    return str(number).zfill(len(first)) if first.isdigit() else None
