"""The letters and words of share cards, drawn once by FreeType in a few shades, then only copied."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import ImageFont

FONTS = ("be-vietnam-pro-latin-700.woff2", "be-vietnam-pro-vietnamese-700.woff2")
"""The letters of the site's pages; FreeType reads WOFF2, because Pillow's wheels bring Brotli."""
INK = 2
"""The shade of a letter's inside; 0 is the ground."""
NO_LETTER = "\uffff"
MOST_WORDS = 1000
"""How many words of a size are kept drawn, at about 5 kB each."""

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Shape:
    """A letter or a word: its pixels (0 to INK), where they stand from the pen, and how far the pen moves on."""

    pixels: Pixels | None
    left: int
    top: int
    advance: float


NOTHING = Shape(None, 0, 0, 0)


class Face:
    """The font in one size."""

    def __init__(self, folder: Path, size: int) -> None:
        # Without kerning and ligatures a letter always looks the same.
        self._fonts = [ImageFont.truetype(str(folder / name), size, layout_engine=ImageFont.Layout.BASIC) for name in FONTS]
        self._none = [bytes(font.getmask(NO_LETTER, mode="L")) for font in self._fonts]
        self._letters: dict[str, Shape] = {}
        self._words: dict[str, Shape] = {}
        self.space = self._fonts[0].getlength(" ")

    def letter(self, letter: str) -> Shape:
        """A letter, drawn when it is first asked for; one that the font does not have is nothing."""
        found = self._letters.get(letter)
        if found is None:
            found = self._letters[letter] = self._draw(letter)
        return found

    def _draw(self, letter: str) -> Shape:
        for font, none in zip(self._fonts, self._none, strict=True):
            mask, (left, top) = font.getmask2(letter, mode="L", anchor="ls")
            content = bytes(mask)
            if content == none:
                # What stands for a letter that this file does not have.
                continue
            width, height = mask.size
            levels = (np.frombuffer(content, np.uint8).reshape(height, width).astype(np.uint16) * INK + 127) // 255
            return Shape(levels.astype(np.uint8), left, top, font.getlength(letter))
        return NOTHING

    def word(self, word: str) -> Shape:
        """A word; the syllables of Vietnamese are few, and most are drawn once."""
        found = self._words.get(word)
        if found is None:
            if len(self._words) >= MOST_WORDS:
                self._words.clear()
            found = self._words[word] = self._join([self.letter(letter) for letter in word])
        return found

    @staticmethod
    def _join(letters: Sequence[Shape]) -> Shape:
        pens = list(itertools.accumulate((letter.advance for letter in letters), initial=0.0))
        drawn = [(round(pen) + letter.left, letter.top, letter.pixels) for pen, letter in zip(pens, letters, strict=False)]
        boxes = [(x, y, pixels) for x, y, pixels in drawn if pixels is not None]
        if not boxes:
            return Shape(None, 0, 0, pens[-1])
        left, top = min(x for x, _, _ in boxes), min(y for _, y, _ in boxes)
        right, bottom = max(x + p.shape[1] for x, _, p in boxes), max(y + p.shape[0] for _, y, p in boxes)
        canvas = np.zeros((bottom - top, right - left), np.uint8)
        for x, y, pixels in boxes:
            part = canvas[y - top : y - top + pixels.shape[0], x - left : x - left + pixels.shape[1]]
            np.maximum(part, pixels, out=part)
        return Shape(canvas, left, top, pens[-1])

    def width(self, words: Sequence[str]) -> float:
        """How far the pen moves for some words, in pixels."""
        return sum(self.word(word).advance for word in words) + self.space * (len(words) - 1)

    def write(self, canvas: Pixels, x: float, y: int, words: Iterable[str]) -> None:
        """Draw words; (x, y) is where their base line begins. What would stand outside the canvas is left out."""
        for word in words:
            shape = self.word(word)
            if shape.pixels is not None:
                left, top = round(x) + shape.left, y + shape.top
                skip = max(0, -top)
                part = canvas[top + skip : top + shape.pixels.shape[0], left : left + shape.pixels.shape[1]]
                np.maximum(part, shape.pixels[skip : skip + part.shape[0], : part.shape[1]], out=part)
            x += shape.advance + self.space
