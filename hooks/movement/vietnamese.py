"""Vietnamese text: folding, slugs, collation, tone placement, search words, dates and numbers in words."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

# The whole folding rule, in one place. `search.js` receives exactly these two values through the search manifest:
# decompose, drop MARKS, lower the case, then replace LETTERS. Lower case, not casefold: JavaScript has no casefold.
MARKS: Final = ("\u0300", "\u036f")
LETTERS: Final[Mapping[str, str]] = {"đ": "d", "ð": "d", "ɖ": "d", "ß": "ss", "ı": "i", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe"}

# Tones in the order of Vietnamese dictionaries: huyền, hỏi, ngã, sắc, nặng.
TONES: Final = "\u0300\u0309\u0303\u0301\u0323"
# Marks that make another letter of the alphabet (ă â ê ô ơ ư), in alphabetical order.
_VOWEL_MARKS: Final = "\u0306\u0302\u031b"

_FOLD_TABLE: Final[dict[int, str | None]] = {
    **dict.fromkeys(range(ord(MARKS[0]), ord(MARKS[1]) + 1)),
    **{ord(letter): plain for letter, plain in LETTERS.items()},
}
_LOOK_ALIKES: Final = str.maketrans("ðɖ", "đđ")
_TONE: Final = re.compile(f"[{TONES}]")
_WORD: Final = re.compile(r"[0-9]+|[^\W\d_]+")
_NOT_IN_SLUG: Final = re.compile(r"[^a-z0-9]+")
# The Unicode collation order of the punctuation that titles use; digits and letters come after it.
_PUNCTUATION: Final = " _-–—,;:!?.'‘’\"“”()[]{}@*/\\&#%"


def fold(text: str) -> str:
    """The text as somebody without a Vietnamese keyboard would type it: no marks, đ as d, lower case."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFD", text).lower().translate(_FOLD_TABLE)
    return unicodedata.normalize("NFC", plain)


def slug(text: str) -> str:
    """An id of `[a-z0-9-]` for headings and addresses; đ stays as d, unlike in the usual slug functions."""
    return _NOT_IN_SLUG.sub("-", fold(text)).strip("-")


def sort_key(text: str) -> tuple[str, str, str]:
    """Collation as the `vi` locale has it: letters (a ă â b c d đ e ê …), then tones, then capitals last."""
    composed = unicodedata.normalize("NFC", text)
    return composed.translate(_RANKS), composed.translate(_TONES_OF), text.swapcase()


class _Characters(dict[int, str]):
    """What each character stands for, worked out when it is first met: `str.translate` asks by code point."""

    def __init__(self, stands_for: Callable[[str], str]) -> None:
        self._stands_for = stands_for

    def __missing__(self, code: int) -> str:
        self[code] = found = self._stands_for(chr(code))
        return found


def _rank(char: str) -> str:
    """Two or more characters that order one letter, sign or digit, its tone aside: spaces and punctuation, digits, letters."""
    apart = unicodedata.normalize("NFD", char.lower())
    letter, marks = apart[0], apart[1:]
    if letter in ("đ", "ð"):
        return "d9"
    if letter.isalnum():
        return letter + next((str(_VOWEL_MARKS.index(mark) + 1) for mark in marks if mark in _VOWEL_MARKS), "0")
    if unicodedata.combining(letter):
        return ""
    place = 0 if letter.isspace() else _PUNCTUATION.find(letter)
    return " " + (chr(33 + place) if place >= 0 else "~" + letter)


def _tone(char: str) -> str:
    apart = unicodedata.normalize("NFD", char)
    return "" if unicodedata.combining(apart[0]) else next((str(TONES.index(mark) + 1) for mark in apart[1:] if mark in TONES), "0")


_RANKS: Final = _Characters(_rank)
_TONES_OF: Final = _Characters(_tone)


def initial(text: str) -> str:
    """The letter of the alphabet under which a text stands, a capital without its tone: Ấp is under Â; "" when it begins with none."""
    first = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text)[:1].lower().translate(_LOOK_ALIKES))
    letter = unicodedata.normalize("NFC", _TONE.sub("", first)).upper()
    return letter if letter.isalpha() else ""


def person_sort_key(name: str) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    """People are listed by given name, which is the last word, then by the rest."""
    rest, _, given = name.strip().rpartition(" ")
    return sort_key(given), sort_key(rest)


def date_text(day: date) -> str:
    """`19/8/2026`: day and month without zeros, as Vietnamese prose writes them."""
    return f"{day.day}/{day.month}/{day.year}"


def number_text(number: float) -> str:
    """`1.234.567` and `69,9`: a point between thousands, a comma before decimals."""
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    whole, _, decimals = (f"{number:,}" if isinstance(number, int) else f"{number:,.10f}".rstrip("0")).partition(".")
    whole = whole.replace(",", ".")
    return f"{whole},{decimals}" if decimals else whole


def accent_key(word: str) -> str:
    """A word with its tone moved behind its letters, so that hoà and hòa, thuý and thúy are equal."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = "".join(_TONE.findall(parts))
    return unicodedata.normalize("NFC", _TONE.sub("", parts).translate(_LOOK_ALIKES)) + tones


def place_tone(word: str) -> str:
    """One spelling of a syllable, the tone where current school books put it (hoà, thuý, khoẻ)."""
    key = accent_key(word)
    if key[-1:] not in TONES or key[-2:-1] in TONES or key == "":
        return unicodedata.normalize("NFC", word.lower().translate(_LOOK_ALIKES))
    letters, tone = key[:-1], key[-1]
    place = _tone_index(letters)
    return unicodedata.normalize("NFC", letters[: place + 1] + tone + letters[place + 1 :])


def _tone_index(letters: str) -> int:
    """Where the tone of a toneless syllable stands."""
    marked = [i for i, letter in enumerate(letters) if letter in "ăâêôơư"]
    if marked:
        return marked[-1]
    vowels = [i for i, letter in enumerate(letters) if letter in "aeiouy"]
    if len(vowels) > 1 and letters[:2] in ("qu", "gi"):
        vowels = vowels[1:]
    if len(vowels) < 2:
        return vowels[0] if vowels else len(letters) - 1
    closed = vowels[-1] < len(letters) - 1
    if closed or len(vowels) > 2 or letters[vowels[0] : vowels[0] + 2] in ("oa", "oe", "uy"):
        return vowels[1]
    return vowels[0]


def tokens(text: str) -> list[str]:
    """Words for search, lower case with their accents.

    Letters and digits part, and leading zeros go, so that `07/CT-BCA-V28`, `7 ct bca v28` and `07ct-bca` share their words.
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    return [word.lstrip("0") or "0" if word[0] == "0" else word for word in words]
