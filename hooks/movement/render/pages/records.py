"""Record pages: one a record, drawn by the template of its collection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from movement.history import last_change
from movement.law.clause_names import in_order
from movement.link import Backlink
from movement.record import Record
from movement.render.cards import Card, places
from movement.render.drawing import Drawn, Page, Studio
from movement.render.duties import Duty
from movement.render.feed_names import names_for
from movement.render.feeds.broadcast import broadcast
from movement.render.metadata import head_of
from movement.render.pages import law_map, self_check, sheets
from movement.render.pages.honours import recipient_order
from movement.render.paging import list_pages, newest_first
from movement.render.plumbing import wanted_files
from movement.render.share import qr, sharing
from movement.render.texts import pictures
from movement.render.texts.citation_index import Citations
from movement.render.texts.legal_text import with_steps
from movement.render.texts.prose import Outline, Prose
from movement.schema.directive import INVERSE_RELATIONS
from movement.schema.model import evidence

TEMPLATES = {
    "directives": "directive.html",
    "models": "model.html",
    "exemplars": "exemplar.html",
    "commendations": "commendation.html",
    "news": "news.html",
    "materials": "material.html",
    "standards": "standard.html",
}
BACKLINKS = {
    ("models", "carries_out"): "Mô hình thực hiện văn bản này",
    ("standards", "based_on"): "Tiêu chuẩn theo văn bản này",
    ("commendations", "models"): "Khen thưởng liên quan",
    ("exemplars", "models"): "Điển hình thực hiện mô hình này",
    ("exemplars", "commendations"): "Điển hình được khen thưởng",
    **{("directives", name): words for name, words in INVERSE_RELATIONS.items()},
}
RELATED = "Liên quan"
CITED_BY = INVERSE_RELATIONS["cites"]
MOST = 20
"""How many backlinks of a kind stand on the page itself: its weight does not grow with the site."""
MOST_OF_A_CLAUSE = 5
"""How many of those that cite one clause."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some records of a group: those that cite one clause, or all."""

    anchor: str
    cards: list[Card]


class Group:
    """Records that stand together under one heading of a page; those beyond `MOST` on a list of their own."""

    __slots__ = ("cards", "every", "parts", "slug", "title")

    def __init__(self, title: str, slug: str, cards: list[Card], parts: list[Part] | None = None) -> None:
        self.title = title
        self.slug = slug
        self.every = cards
        self.parts = parts or [Part("", cards[:MOST])]
        self.cards = list({card.key: card for part in self.parts for card in part.cards}.values())

    @property
    def more(self) -> int:
        """How many are not on the page itself."""
        return len(self.every) - len(self.cards)


@dataclass(frozen=True, slots=True)
class Beside:
    """What record pages show besides their records."""

    prose_of: Callable[[Record], Prose]
    shown_of: Callable[[Record], Outline]
    """Of each record, what its body shows or offers."""
    citations: Citations
    duties: Mapping[str, Mapping[str, Duty]]
    """Of each record, by their ids."""


def record_pages(studio: Studio, beside: Beside) -> Iterator[Page]:
    """The page of every record, and the lists of backlinks too long for it."""
    for record in studio.library.records.values():
        groups = _groups(studio, record, beside.citations)
        yield _page(studio, record, groups, beside)
        for group in groups:
            if group.more:
                title = f"{group.title}: {record.data.title}"
                yield from list_pages(studio, f"{record.path}{group.slug}/", f"{record.kind.path}/", title, group.every)


def record_page(studio: Studio, record: Record, beside: Beside) -> Page:
    """The page of one record."""
    return _page(studio, record, _groups(studio, record, beside.citations), beside)


def _groups(studio: Studio, record: Record, citations: Citations) -> list[Group]:
    library = studio.library
    grouped: defaultdict[str, dict[str, Card]] = defaultdict(dict)
    for backlink in library.backlinks.get(record.key, ()):
        if library.records[backlink.source].listed:
            grouped[_group_title(backlink)][backlink.source] = studio.card(backlink.source)
    for key in record.data.related:
        name = key.partition("/")[0] + "/" + key.rpartition("/")[2]
        if name in library.records and library.records[name].listed:
            grouped[RELATED][name] = studio.card(name)
    clauses = citations.by.get(record.id, {}) if record.collection == "directives" else {}
    for key in (key for keys in clauses.values() for key in keys):
        grouped[CITED_BY][key] = studio.card(key)
    order = {title: place for place, title in enumerate((*BACKLINKS.values(), RELATED))}
    titles = sorted(grouped, key=lambda title: order.get(title, len(order)))
    return [
        Group(
            title,
            f"lien-quan/{place}",
            newest_first(grouped[title].values()),
            _parts(grouped[title], clauses) if title == CITED_BY else None,
        )
        for place, title in enumerate(titles, 1)
    ]


def _parts(cards: Mapping[str, Card], clauses: Mapping[str, Iterable[str]]) -> list[Part]:
    """Who cites each clause, in the order of the text; then who cites the text as a whole."""
    parts = [
        Part(anchor, newest_first(cards[key] for key in clauses[anchor])[:MOST_OF_A_CLAUSE])
        for anchor in sorted(filter(None, clauses), key=in_order)
    ]
    named = {key for anchor, keys in clauses.items() if anchor for key in keys}
    whole = newest_first(card for key, card in cards.items() if key not in named)
    return [*parts, Part("", whole[:MOST])] if whole else parts


def _group_title(backlink: Backlink) -> str:
    return BACKLINKS.get((backlink.source.partition("/")[0], backlink.field), RELATED)


def _page(studio: Studio, record: Record, groups: list[Group], beside: Beside) -> Page:
    citations, duties = beside.citations, beside.duties.get(record.key, {})
    referred = {r.key for r in studio.library.referrals[record.key] if r.key in studio.library.records}
    referred |= {f"directives/{directive_id}" for directive_id in citations.of(record)}
    standing = studio.library.standings[record.id] if record.collection == "directives" else None
    if standing:
        referred |= {f"directives/{directive_id}" for directive_id in standing.names} | set(law_map.keys_of(studio.library, record))
    neighbours = sorted(referred | {card.key for group in groups for card in group.cards})
    counts = [(group.title, len(group.every)) for group in groups]
    parts = [[(part.anchor, [card.key for card in part.cards]) for part in group.parts] for group in groups]
    # The page says how large its files and pictures are and what they hash to.
    files = [studio.file_digest(file) for file in (*wanted_files(record), *beside.shown_of(record).pictures)]
    days = [(duty.id, duty.due, duty.past) for duty in duties.values()]
    in_source = self_check.places_in_source(record.data, citations.anchor) if record.collection == "standards" else ""
    return Page(
        path=record.path,
        section=f"{record.kind.path}/",
        shows=studio.shows(
            record.stamp,
            counts,
            parts,
            files,
            days,
            in_source,
            standing,
            citations.shows(record),
            *(studio.card(key).digest for key in neighbours),
        ),
        # The groups of all pages together would take much memory: they are made again.
        draw=lambda: _draw(studio, record, beside),
        source=record.file,
        listed=record.listed,
        lastmod=changed.isoformat() if (changed := last_change(record)) else "",
        feeds=names_for(studio.library, record, studio.feed_names),
    )


def _draw(studio: Studio, record: Record, beside: Beside) -> Drawn:
    citations = beside.citations
    card = studio.card(record.key)
    # Escaped text with links, made by cited.py.
    texts = {text: Markup(html) for text, html in citations.texts(record).items()}
    prose = beside.prose_of(record)
    body = with_steps(citations.html(record, prose.html), prose.clauses)
    address = studio.where.absolute(record.path)
    content = studio.template(
        TEMPLATES[record.collection],
        record=record,
        data=record.data,
        card=card,
        cited=lambda text: texts.get(text, text),
        anchor_of=citations.anchor,
        cited_texts=[studio.card(f"directives/{directive_id}") for directive_id in citations.of(record)],
        facts=studio.fact_rows(texts),
        prose=Markup(
            pictures.with_sizes(body, prose.outline, studio.data, studio.where)
        ),  # rendered by prose.py, which lets no markup through
        prose_headings=prose.outline.headings,
        groups=_groups(studio, record, citations),
        duties=beside.duties.get(record.key, {}),
        **(self_check.of(studio.library, record, citations.anchor) if record.collection == "standards" else {}),
        card_of=studio.card,
        places=places(studio.library, record),
        day=studio.library.day,
        map=law_map.drawn(studio.library, record, studio.card) if record.collection == "directives" else None,
        standing=studio.library.standings[record.id] if record.collection == "directives" else None,
        evidence=evidence(record.data) if record.collection == "models" else None,
        sheet=sheets.path_of(record) if studio.left_out and record.collection in sheets.COLLECTIONS else "",
        code=qr.picture(address) if "://" in address else "",
        broadcast=broadcast(studio.library.site, record, lambda _: prose),
        zalo=sharing.zalo_link(address) if "://" in address else "",
        recipients=sorted(getattr(record.data, "recipients", ()), key=recipient_order),
    )
    return Drawn(
        title=record.data.title,
        description=card.summary or record.data.title,
        content=content,
        contents=True,
        clauses=prose.clauses,
        head=head_of(studio, record, card) + (self_check.SCRIPT if record.collection == "standards" else ""),
        card=studio.share_card(record).path,
        article=f'data-record="{record.key}"',
    )
