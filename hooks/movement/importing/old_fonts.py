"""Text in the encodings used before Unicode, TCVN3 (ABC) and VNI: known by its fonts and by its letters."""

from __future__ import annotations

import re

FONTS = {"tcvn3": re.compile(r"\.vn", re.IGNORECASE), "vni": re.compile(r"vni[- ]", re.IGNORECASE)}
CAPITALS = re.compile(r"\.vn.*h$", re.IGNORECASE)
"""Fonts that draw small letters as capitals: the text does not say what was read."""
LETTER = "A-Za-z\u00c0-\u00ff"
# Letters of Latin-1 that TCVN3 uses and Vietnamese in Unicode never has, inside a word.
TCVN3_SIGNS = "µ¶·¸¹»¼½¾¨©ª«¬®§ÆÇËÎÏÑÖ×ØÜÞßäåæçëîïñö÷øûüþ"
# In VNI the mark of a vowel is a letter of its own behind it; and Ñ, ñ is Đ, đ.
VNI_MARKED = "[aeouyAEOUYöôÖÔ][øûïäåëüØÛÏÄÅËÜ]|[aeAE][õùúÕÙÚ]|[oO][ùÙ]|[Ññ](?=[aeiouyôöA-Z])"
SUSPECT = {
    "tcvn3": re.compile(rf"(?<=[{LETTER}])[{TCVN3_SIGNS}]|[{TCVN3_SIGNS}](?=[{LETTER}])"),
    "vni": re.compile(VNI_MARKED),
}
# Of a text's words, the share from which on they are no foreign names any more.
SHARE, LEAST = 0.2, 3
BEYOND_LATIN_1 = re.compile("[\u0100-\u024f\u1e00-\u1eff]")
HIGH_LETTER = re.compile("[\u00c0-\u00ff]")


def by_font(text: str, font: str) -> str | None:
    """The encoding of a text that is set in such a font: only when its letters can be read so."""
    code = next((code for code, name in FONTS.items() if name.match(font)), None)
    if code is None or BEYOND_LATIN_1.search(text):
        return None
    capitals = CAPITALS.match(font) and re.search(r"[A-Za-z]", text)
    return code if capitals or HIGH_LETTER.search(text) or SUSPECT[code].search(text) else None


def by_letters(text: str) -> str | None:
    """The encoding of a text whose letters are no Vietnamese in Unicode but would be in one of the old encodings."""
    # A line with a letter that only Unicode has is Unicode; one line alone may be a foreign name.
    text = " ".join(line for line in text.splitlines() if not BEYOND_LATIN_1.search(line))
    marks = {code: len(pattern.findall(text)) for code, pattern in SUSPECT.items()}
    # The marks of VNI are among the signs of TCVN3, but not the other way round.
    code = "vni" if 2 * marks["vni"] >= marks["tcvn3"] else "tcvn3"
    touched = [word for word in text.split() if SUSPECT[code].search(word)]
    return code if len(touched) >= LEAST and len(touched) >= SHARE * len(text.split()) else None


def example(text: str, code: str) -> str:
    """The first words of a text in such an encoding."""
    lines = (line.strip() for line in text.splitlines() if not BEYOND_LATIN_1.search(line))
    return next((line[:60] for line in lines if SUSPECT[code].search(line)), text.strip()[:60])
