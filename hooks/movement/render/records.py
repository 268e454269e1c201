"""Record pages: one a record, drawn by the template of its collection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from markupsafe import Markup

from movement.history import last_change
from movement.link import Backlink
from movement.record import Record
from movement.render import qr, self_check, sharing, sheets
from movement.render.broadcast import broadcast
from movement.render.cards import Card, places
from movement.render.drawing import Drawn, Page, Studio
from movement.render.duties import Duty
from movement.render.feed_names import names_for
from movement.render.honours import recipient_order
from movement.render.legal_text import with_steps
from movement.render.lists import list_pages
from movement.render.metadata import head_of
from movement.render.plumbing import wanted_files
from movement.render.prose import Prose
from movement.schema.base import State
from movement.schema.commendation import Validity
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
MOST = 20
"""How many backlinks of a kind stand on the page itself: its weight does not grow with the site."""


class Group:
    """Records that stand together under one heading of a page; those beyond MOST on a list of their own."""

    def __init__(self, title: str, slug: str, cards: list[Card]) -> None:
        self.title = title
        self.slug = slug
        self.every = cards
        self.cards = cards[:MOST]

    @property
    def more(self) -> int:
        """How many are not on the page itself."""
        return len(self.every) - len(self.cards)


Prosaist = Callable[[Record], Prose]


def record_pages(studio: Studio, prose_of: Prosaist, duties: Mapping[str, Mapping[str, Duty]]) -> Iterator[Page]:
    """The page of every record, and the lists of backlinks too long for it; `duties` are those of each record, by their ids."""
    for record in studio.library.records.values():
        groups = _groups(studio, record)
        yield _page(studio, record, groups, prose_of, duties.get(record.key, {}))
        for group in groups:
            if group.more:
                title = f"{group.title}: {record.data.title}"
                yield from list_pages(studio, f"{record.path}{group.slug}/", f"{record.kind.path}/", title, group.every)


def _groups(studio: Studio, record: Record) -> list[Group]:
    library = studio.library
    grouped: defaultdict[str, dict[str, Card]] = defaultdict(dict)
    for backlink in library.backlinks.get(record.key, ()):
        if library.records[backlink.source].data.state is State.PUBLISHED:
            grouped[_group_title(backlink)][backlink.source] = studio.card(backlink.source)
    for key in record.data.related:
        name = key.partition("/")[0] + "/" + key.rpartition("/")[2]
        if name in library.records:
            grouped[RELATED][name] = studio.card(name)
    order = {title: place for place, title in enumerate((*BACKLINKS.values(), RELATED))}
    titles = sorted(grouped, key=lambda title: order.get(title, len(order)))
    return [
        Group(title, f"lien-quan/{place}", sorted(grouped[title].values(), key=lambda card: card.order, reverse=True))
        for place, title in enumerate(titles, 1)
    ]


def _group_title(backlink: Backlink) -> str:
    return BACKLINKS.get((backlink.source.partition("/")[0], backlink.field), RELATED)


def _page(studio: Studio, record: Record, groups: list[Group], prose_of: Prosaist, duties: Mapping[str, Duty]) -> Page:
    referred = {r.key for r in studio.library.referrals[record.key] if r.key in studio.library.records}
    neighbours = sorted(referred | {card.key for group in groups for card in group.cards})
    counts = [(group.title, len(group.every)) for group in groups]
    # The page says how large its files are and what they hash to.
    files = [studio.file_digest(file) for file in wanted_files(record)]
    days = [(duty.id, duty.due, duty.past) for duty in duties.values()]
    listed = record.data.state is State.PUBLISHED
    return Page(
        path=record.path,
        section=f"{record.kind.path}/",
        shows=studio.shows(record.file, record.digest, counts, files, days, *(studio.card(key).digest for key in neighbours)),
        draw=lambda: _draw(studio, record, groups, prose_of(record), duties),
        source=record.file,
        listed=listed and getattr(record.data, "validity", None) is not Validity.HIDDEN,
        lastmod=changed.isoformat() if (changed := last_change(record)) else "",
        feeds=names_for(studio.library, record, studio.feed_names),
    )


def _draw(studio: Studio, record: Record, groups: list[Group], prose: Prose, duties: Mapping[str, Duty]) -> Drawn:
    card = studio.card(record.key)
    address = studio.where.absolute(record.path)
    content = studio.template(
        TEMPLATES[record.collection],
        record=record,
        data=record.data,
        card=card,
        prose=Markup(with_steps(prose.html, prose.clauses)),  # rendered by prose.py, which lets no markup through
        prose_headings=prose.outline.headings,
        groups=groups,
        duties=duties,
        **(self_check.of(studio.library, record) if record.collection == "standards" else {}),
        card_of=studio.card,
        places=places(studio.library, record),
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
