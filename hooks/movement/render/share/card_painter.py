"""Pixels of share cards: a title fitted into 1200×630 pixels of four colours, as a PNG.

A site has a card for each record, so a card must cost less than its page: words are drawn once and then copied, what all cards
share is compressed once, and only the rows of the title are compressed for each card.
"""

from __future__ import annotations

import struct
import sys
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from movement.render.share.card_letters import INK, Face, Pixels

WIDTH, HEIGHT = 1200, 630
ROW = 1 + WIDTH // 4
"""A row of a PNG in bytes: how it is filtered, then four pixels a byte."""
MARGIN = 72
TOP, BOTTOM = 168, 540
"""The rows between which the title stands; above and below, all cards are alike."""
SIZES = (60, 54, 48, 43, 38, 34, 30, 26, 22, 18, 15, 12)
KICKER, BRAND, HOST = 32, 34, 28
LINE = 1.26
"""The distance of two lines, in font sizes: Vietnamese capitals carry two marks, one on the other."""
UP = 2
"""The filter of a row that holds what it adds to the row above."""
PALETTE = bytes.fromhex("0c4a4e 86a5a7 ffffff f0b849")
"""Ground, the edge of a letter, its inside, gold: colours of the pages."""
GOLD = 3
EMBLEM = 84
HIGH_BYTE = 3 if sys.byteorder == "little" else 0
"""Where the highest byte of a number lies."""


class Painter:
    """Draws the cards of one site."""

    def __init__(self, fonts: Path, site_name: str, host: str) -> None:
        self._folder = fonts
        self._faces: dict[int, Face] = {}
        self._grounds: dict[int, bytes] = {}
        self._canvas = np.zeros((BOTTOM - TOP, WIDTH), np.uint8)
        self._packer = _Rows(BOTTOM - TOP)
        top = np.zeros((TOP, WIDTH), np.uint8)
        top[44 : 44 + EMBLEM, MARGIN : MARGIN + EMBLEM] = _emblem()
        self._fitted(top, MARGIN + EMBLEM + 28, 98, site_name, BRAND)
        bottom = np.zeros((HEIGHT - BOTTOM, WIDTH), np.uint8)
        self._fitted(bottom, MARGIN, 40, host, HOST)
        bottom[-24:] = GOLD
        self._top, self._bottom = (bytes(_Rows(len(band)).pack(band)) for band in (top, bottom))
        self._head = b"\x78\x01" + _deflated(self._top, zlib.Z_FULL_FLUSH)
        self._tail = _deflated(self._bottom, zlib.Z_FINISH)
        self._sum = zlib.adler32(self._top)

    def png(self, kicker: str, title: str) -> bytes:
        """The card of a title; the kicker stands above it in small letters."""
        begin = 60 if kicker else 0
        lines, size = self.lines(title, BOTTOM - TOP - begin)
        step = round(size * LINE)
        canvas = self._canvas[: begin + step * len(lines)]
        canvas.fill(0)
        if kicker:
            self._fitted(canvas, MARGIN, 32, kicker, KICKER)
        for place, line in enumerate(lines, 1):
            self._face(size).write(canvas, MARGIN, begin + step * place - round(size * 0.3), line.split())
        empty = BOTTOM - TOP - len(canvas)
        parts = (bytes(ROW * (empty // 3)), self._packer.pack(canvas), bytes(ROW * (empty - empty // 3)))
        total = self._sum
        for rows in (*parts, self._bottom):
            total = zlib.adler32(rows, total)
        middle = (self._packed(len(parts[0])), _deflated(parts[1], zlib.Z_FULL_FLUSH), self._packed(len(parts[2])))
        content = b"".join((self._head, *middle, self._tail, struct.pack(">I", total)))
        header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 2, 3, 0, 0, 0)
        chunks = ((b"IHDR", header), (b"PLTE", PALETTE), (b"IDAT", content), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)

    def _packed(self, length: int) -> bytes:
        """Rows of the ground, `length` bytes, as part of a deflate stream; each number of rows is packed once."""
        found = self._grounds.get(length)
        if found is None:
            found = self._grounds[length] = _deflated(bytes(length), zlib.Z_FULL_FLUSH)
        return found

    def _face(self, size: int) -> Face:
        face = self._faces.get(size)
        if face is None:
            face = self._faces[size] = Face(self._folder, size)
        return face

    def _fitted(self, canvas: Pixels, x: int, y: int, text: str, size: int) -> None:
        """One line, in smaller letters when it is too long."""
        room = WIDTH - MARGIN - x
        words = text.split()
        size = max(12, min(size, int(size * room / max(1.0, self._face(size).width(words)))))
        self._face(size).write(canvas, x, y, words)

    def lines(self, title: str, room: int) -> tuple[list[str], int]:
        """A title in lines, in the largest size in which all of it finds room; `room` is in pixels.

        Only a title that finds none in the smallest size, longer than any that is read, ends in an ellipsis.
        """
        for size in SIZES:
            lines = self._wrapped(title, size)
            most = int(room / (size * LINE))
            if len(lines) <= most:
                return lines, size
        return [*lines[: most - 1], lines[most - 1].rstrip() + "…"], size

    def _wrapped(self, title: str, size: int) -> list[str]:
        """A title in lines; a word that is longer than a line is broken."""
        # Advances grow with the size, so one face measures for all.
        measure, room = self._face(SIZES[0]), (WIDTH - 2 * MARGIN) * SIZES[0] / size
        space = measure.space
        lines: list[str] = []
        line, used = "", 0.0
        for word in title.split():
            width = measure.word(word).advance
            if line and used + space + width > room:
                lines.append(line)
                line, used = "", 0.0
            while width > room and len(word) > 1:
                fits = max(1, int(len(word) * room / width) - 1)
                lines.append(word[:fits])
                word = word[fits:]  # noqa: PLW2901  # the rest of the word goes on as a word
                width = measure.word(word).advance
            line, used = (f"{line} {word}", used + space + width) if line else (word, width)
        return [*lines, line]


def _emblem() -> Pixels:
    """The emblem of docs/assets/emblem.svg without its ground, drawn eight times as large and then made smaller."""
    scale = 8 * EMBLEM / 48
    drawn = []
    for strokes, circles in ((((7.5, 22.5), (24, 9.5), (40.5, 22.5)), ()), ((), ((13.5, 28, 3), (24, 24.5, 3.5), (34.5, 28, 3)))):
        image = Image.new("L", (8 * EMBLEM, 8 * EMBLEM))
        pen = ImageDraw.Draw(image)
        if strokes:
            pen.line([(x * scale, y * scale) for x, y in strokes], fill=255, width=round(4 * scale), joint="curve")
            for x, y in (strokes[0], strokes[-1]):
                pen.circle((x * scale, y * scale), 2 * scale, fill=255)
        for x, y, radius in circles:
            pen.circle((x * scale, y * scale), radius * scale, fill=255)
        if circles:
            _bodies(pen, scale)
        small = image.resize((EMBLEM, EMBLEM), Image.Resampling.BOX)
        drawn.append(np.asarray(small, np.uint16))
    roof, people = drawn
    pixels = ((people * INK + 127) // 255).astype(np.uint8)
    pixels[roof > 127] = GOLD
    return pixels


def _bodies(pen: ImageDraw.ImageDraw, scale: float) -> None:
    """The arms of the three people: arcs with round ends."""
    for x, y, radius, start, end in ((13.5, 39.5, 6, 180, 339), (34.5, 39.5, 6, 201, 360), (24, 38, 7.5, 180, 360)):
        box = [(x - radius - 1.7) * scale, (y - radius - 1.7) * scale, (x + radius + 1.7) * scale, (y + radius + 1.7) * scale]
        pen.arc(box, start, end, fill=255, width=round(3.4 * scale))
    for x, top in ((7.5, 39.5), (40.5, 39.5), (16.5, 38), (31.5, 38)):
        pen.line([(x * scale, top * scale), (x * scale, 40.5 * scale)], fill=255, width=round(3.4 * scale))
        pen.circle((x * scale, 40.5 * scale), 1.7 * scale, fill=255)


class _Rows:
    """Makes PNG rows of a canvas: how the row is filtered, then four pixels a byte.

    Rows hold what they add to the row above ("Up", https://www.w3.org/TR/png-3/#9Filter-types): of the upright strokes of
    letters nothing is left, which makes a card a quarter smaller and saves a third of the time of compressing it.
    The arrays are made once: for each card, to ask the system for memory would take as long as to fill it.
    """

    def __init__(self, most: int) -> None:
        self._products = np.zeros((most, WIDTH // 4), np.uint32)
        self._packed = np.zeros((most, WIDTH // 4), np.uint8)
        self._rows = np.zeros((most, ROW), np.uint8)
        self._rows[1:, 0] = UP

    def pack(self, canvas: Pixels) -> memoryview:
        """The rows, until the next canvas is packed; the first stands by itself."""
        products, rows = self._products[: len(canvas)], self._rows[: len(canvas)]
        # The product brings the two low bits of each of the four bytes together in the highest byte.
        np.multiply(canvas.view("<u4"), np.uint32(0x40100401), out=products)
        packed = self._packed[: len(canvas)]
        packed[:] = products.view(np.uint8)[:, HIGH_BYTE::4]
        rows[0, 1:] = packed[0]
        np.subtract(packed[1:], packed[:-1], out=rows[1:, 1:])
        return rows.data.cast("B")


def _deflated(rows: bytes | memoryview, ending: int) -> bytes:
    """A part of a deflate stream that parts before and after it do not depend on."""
    # Rows of one colour are most of a card: to look for runs only is quickest, and nearly as small.
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS, 8, zlib.Z_RLE)
    return packer.compress(rows) + packer.flush(ending)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
