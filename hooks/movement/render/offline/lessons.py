"""For teachers: every topic with what a lesson on it can use: materials, quizzes, posters, print sheets, models of schools."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from movement.record import Record
from movement.render.cards import Card
from movement.render.drawing import Drawn, Page, Studio
from movement.render.offline import posters
from movement.render.pages import sheets

PATH = "giao-vien/"
TITLE = "Dành cho giáo viên"
INTRO = "Mỗi chủ đề có tài liệu để đọc, câu đố để làm, áp phích để treo, phiếu một trang để phát cho học sinh."
SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class Offer:
    """What a lesson can use of one record."""

    card: Card
    sheet: str
    poster: str = ""
    questions: int = 0


@dataclass(frozen=True, slots=True)
class Lesson:
    """A topic and all there is for it."""

    id: str
    title: str
    intro: str
    materials: tuple[Offer, ...]
    models: tuple[Offer, ...]


def pages(studio: Studio) -> Iterator[Page]:
    """The index of lessons."""
    found = list(lessons(studio))

    def draw() -> Drawn:
        return Drawn(TITLE, INTRO, studio.template("offline/lessons.html", title=TITLE, intro=INTRO, lessons=found), contents=True)

    yield Page(PATH, PATH, studio.shows(found), draw, searched=(TITLE, INTRO))


def lessons(studio: Studio) -> Iterator[Lesson]:
    """Every topic on which there is a material or a model of schools, in the order of the vocabulary."""
    materials = [(record, _offer(studio, record)) for record in studio.library.of("materials")]
    models = [(record, _offer(studio, record)) for record in studio.library.of("models") if SCHOOL in record.data.sectors]
    for topic in studio.library.vocabularies["topics"].values():
        ours = [tuple(offer for record, offer in group if topic.id in record.data.topics) for group in (materials, models)]
        if any(ours):
            yield Lesson(topic.id, topic.name, topic.description or "", *ours)


def _offer(studio: Studio, record: Record) -> Offer:
    poster, quiz = getattr(record.data, "poster", ()), getattr(record.data, "quiz", ())
    return Offer(studio.card(record.key), sheets.path_of(record), f"{record.path}{posters.NAME}" if poster else "", len(quiz))
