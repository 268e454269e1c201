"""What search knows of a page: the fields and texts of a record, the words of other pages, as search documents."""

from __future__ import annotations

from collections.abc import Iterator

from movement.addresses import ROOT
from movement.link import Library, units_of
from movement.record import Record
from movement.render import facts
from movement.render.cards import Card
from movement.render.drawing import Studio
from movement.render.search.search import EXPIRED, LEADING, USUAL, SearchDocument, SearchSection
from movement.render.texts.prose import Prose, Sections
from movement.schema import COLLECTIONS
from movement.schema.base import GENERATED
from movement.schema.directive import ForceState
from movement.schema.vocabulary import UnitLevel

PAGES = "pages"
"""The collection, for search, of pages that are no records."""


def labels(studio: Studio) -> dict[str, dict[str, str]]:
    """The Vietnamese words of every facet value."""
    vocabularies = studio.library.vocabularies
    return {
        "collection": {**{collection.name: collection.title for collection in COLLECTIONS.values()}, PAGES: "Trang chung"},
        "sectors": {term.id: term.name for term in vocabularies["sectors"].values()},
        "topics": {term.id: term.name for term in vocabularies["topics"].values()},
        "provinces": {unit.id: unit.full_name for unit in vocabularies["units"].values() if unit.level is UnitLevel.PROVINCE},
    }


def document(studio: Studio, record: Record, prose: Prose) -> SearchDocument:
    """A record as search sees it."""
    data = record.data
    card: Card = studio.card(record.key)
    sections = list(_sections(prose.sections))
    extra = " ".join(_texts(record))
    if extra:
        sections.append(SearchSection("", "", extra))
    expired = record.collection == "directives" and studio.library.standings[record.id].state is ForceState.EXPIRED
    number = " · ".join((data.number, *data.number_aliases)) if record.collection == "directives" else ""
    return SearchDocument(
        url=_url(studio, record.path),
        title=data.title,
        summary=data.summary or "",
        number=number,
        names=" · ".join(_names(studio.library, record)),
        sections=tuple(sections),
        collection=record.collection,
        sectors=data.sectors,
        topics=data.topics,
        provinces=tuple(unit.id for unit in studio.library.provinces(record)),
        year=int(card.year) if card.year.isdigit() else None,
        state=card.state,
        rank_date=card.date,
        standing=EXPIRED if expired else USUAL,
    )


def drawn_page(studio: Studio, path: str, title: str, description: str) -> SearchDocument:
    """A list, or another page that the core draws, as search sees it: by what it says of itself."""
    return SearchDocument(_url(studio, path), title, description, "", "", (), PAGES, standing=LEADING)


def hand_page(studio: Studio, path: str, title: str, description: str, keywords: str, sections: Sections) -> SearchDocument:
    """A page written by hand as search sees it; `keywords` are what else people call it."""
    return SearchDocument(_url(studio, path), title, description, "", keywords, tuple(_sections(sections)), PAGES)


def _url(studio: Studio, path: str) -> str:
    return studio.where.link(path).removeprefix(ROOT)


def _sections(sections: Sections) -> Iterator[SearchSection]:
    return (SearchSection(anchor, heading, text) for anchor, heading, text in sections if heading or text)


def _names(library: Library, record: Record) -> list[str]:
    """Places then and now, and organisations."""
    names: dict[str, None] = {}
    for unit_id in units_of(record):
        for unit in (library.unit(unit_id), library.province(unit_id)):
            if unit:
                names[unit.full_name] = None
    for referral in library.referrals[record.key]:
        organisation = library.organisation(referral.id) if referral.collection == "organisations" else None
        if organisation:
            names |= dict.fromkeys(name for name in (organisation.name, organisation.short) if name)
        elif referral.collection == "awards":
            names[facts.reference(library, "awards", referral.id).text] = None
    return list(names)


def _texts(record: Record) -> list[str]:
    """The texts of a record's fields that stand on its page beside the body."""
    data = record.data
    match record.collection:
        case "directives":
            return [data.kind.label, *(task.action for task in data.tasks)]
        case "models":
            steps = data.replication.steps if data.replication else ()
            found = [data.problem, data.caveats, *(point.place for point in data.points), *(r.measure for r in data.results), *steps]
            return [text for text in found if text]
        case "commendations":
            # A full name is shown with consent on the page; search indexes what is shown.
            return [text for text in (data.achievement, *(r.display_name for r in data.recipients)) if text]
        case "exemplars":
            return [data.who.display_name]
        case "standards":
            return [criterion.text for group in data.groups for criterion in group.criteria]
        case "materials":
            questions = (text for question in data.quiz for text in (question.question, *question.choices))
            return [text for text in (*data.poster, *questions, data.broadcast) if text]
        case _:
            return [data.broadcast] if getattr(data, "broadcast", None) not in (None, GENERATED) else []
