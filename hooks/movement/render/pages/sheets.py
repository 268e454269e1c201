"""Print sheets: each material and model on one A4 page, with the code of its address and the edition's date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil

from markupsafe import Markup

from movement.record import Record
from movement.render.drawing import Drawn, Page, Studio
from movement.render.share import qr
from movement.render.texts.prose import Prose, plain
from movement.schema.material import Question
from movement.vietnamese import number_text

FOLDER = "phieu/"
COLLECTIONS = ("materials", "models")
LETTERS = "ABCDEFGH"
COLUMN = 48
"""Characters of a line of one of the two columns, in the smallest letters."""
SIZES = (("l", 30.0), ("m", 80.0), ("s", 128.0))
"""Sizes of letters, and how many lines of COLUMN characters fit on a page set in them."""
SECTION = re.compile(r"(?=<h2 )")
HEADING = re.compile(r"<h2 [^>]*>(.*?)</h2>", re.DOTALL)
IN_PAGE = re.compile(r'<a href="#[^"]*">(.*?)</a>', re.DOTALL)
"""A link to a heading, which a sheet shows in other words or not at all."""
BLOCK_END = re.compile(r"</(?:p|li|h[3-6]|tr)>")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sheet: a list of short texts, or a piece of a body."""

    title: str
    items: tuple[str, ...] = ()
    html: Markup | None = None
    numbered: bool = False

    @property
    def lines(self) -> float:
        """How many lines it takes."""
        texts = self.items or tuple(plain(block) for block in BLOCK_END.split(self.html or ""))
        return 2.2 * bool(self.title) + sum(ceil(len(text) / COLUMN) + 0.35 for text in texts if text)


def path_of(record: Record) -> str:
    """The path of a record's sheet."""
    return f"{FOLDER}{record.path}"


def pages(studio: Studio, prose_of: Callable[[Record], Prose], edition: date) -> Iterator[Page]:
    """The sheet of every material and model of an edition."""
    for collection in COLLECTIONS:
        for record in studio.library.of(collection):
            yield _sheet(studio, record, prose_of, edition)


def _sheet(studio: Studio, record: Record, prose_of: Callable[[Record], Prose], edition: date) -> Page:
    def draw() -> Drawn:
        address = studio.where.absolute(record.path)
        body = list(_body(prose_of(record)))
        # What a body says under the same heading, it says better.
        fields = [part for part in _fields(record) if part.items and part.title not in {piece.title for piece in body}]
        size, shown, left = fitted([*fields, *body])
        content = studio.template(
            "offline/sheet.html",
            data=record.data,
            record=record,
            card=studio.card(record.key),
            site_name=studio.site_name,
            size=size,
            parts=shown,
            left=[part.title for part in left if part.title],
            address=address,
            code=qr.picture(address) if "://" in address else "",
            edition=edition,
        )
        return Drawn(record.data.title, "", content)

    shows = studio.shows("sheet", record.stamp, studio.card(record.key).digest, edition)
    return Page(path_of(record), f"{record.kind.path}/", shows, draw, listed=False, bare=True)


def fitted(parts: list[Part]) -> tuple[str, list[Part], list[Part]]:
    """The largest letters in which all parts fit on one page; in the smallest, the parts that fit and those that do not."""
    total = sum(part.lines for part in parts)
    for size, room in SIZES:
        if total <= room:
            return size, parts, []
    shown: list[Part] = []
    left: list[Part] = []
    size, room = SIZES[-1]
    for part in parts:
        if part.lines <= room:
            shown.append(part)
            room -= part.lines
        else:
            left.append(part)
    return size, shown, left


def _fields(record: Record) -> Iterator[Part]:
    """What is said in fields, the most useful first."""
    data = record.data
    if record.collection == "materials":
        yield Part("Nhớ ngay", data.poster)
        yield Part("Câu hỏi", tuple(_asked(question) for question in data.quiz), numbered=True)
        answers = "; ".join(f"{number} {LETTERS[int(question.answer) - 1]}" for number, question in enumerate(data.quiz, 1))
        yield Part("Đáp án", (answers,) if answers else ())
        return
    if data.problem:
        yield Part("Giải quyết việc gì", (data.problem,))
    if data.replication:
        yield Part("Cần có trước", data.replication.prerequisites)
        yield Part("Các bước", data.replication.steps, numbered=True)
        costs = (data.replication.cost,) if data.replication.cost else ()
        yield Part("Chi phí", costs)
    if data.caveats:
        yield Part("Hạn chế, lưu ý", (data.caveats,))
    results = [f"{result.measure}: {number_text(result.value)}{' ' + result.unit if result.unit else ''}" for result in data.results[:4]]
    yield Part("Kết quả đã công bố", tuple(results))


def _asked(question: Question) -> str:
    """A question with its choices, in one line."""
    choices = "   ".join(f"{letter}. {choice}" for letter, choice in zip(LETTERS, question.choices, strict=False))
    return f"{question.question}   {choices}"


def _body(prose: Prose) -> Iterator[Part]:
    """The body, cut at its headings."""
    for piece in SECTION.split(prose.html):
        heading = HEADING.match(piece)
        # The body's own HTML, without one of its headings.
        words = IN_PAGE.sub(r"\1", piece[heading.end() :] if heading else piece)
        html = Markup(words)  # noqa: S704  # rendered by prose.py
        if plain(html):
            yield Part(plain(heading[1]) if heading else "", html=html)
