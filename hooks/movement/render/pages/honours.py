"""Honours: who was honoured by which decision, and how a page shows it: as a line, a row of a table, a card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from movement.record import Record
from movement.render.cards import places
from movement.render.drawing import Studio
from movement.schema.commendation import Commendation, Recipient, RecipientKind, Validity
from movement.schema.vocabulary import Award
from movement.vietnamese import date_text, person_sort_key, sort_key


@dataclass(frozen=True, slots=True)
class Row:
    """A recipient of a decision, in words."""

    name: str
    count: float | None
    kind: str
    path: str
    award: Award
    decision: str
    issuer: str
    place: str
    year: str
    date: str
    cancelled: bool

    @property
    def meta(self) -> tuple[str, ...]:
        """Its details in one line."""
        return tuple(part for part in (self.kind, self.issuer, self.place, "" if self.date else f"năm {self.year}, không rõ ngày") if part)


@dataclass(frozen=True, slots=True)
class HonourCard:
    """A decision as a card: its recipients, for what, by which decision."""

    rows: tuple[Row, ...]
    more: int
    """How many recipients the card leaves to the decision's own page."""
    achievement: str
    decision: str
    place: str
    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Honour:
    """One decision on the roll, with the recipients that the page at hand shows."""

    record: Record
    award: Award
    decision: str
    date: str
    issuer: str
    place: str
    recipients: tuple[Recipient, ...]
    order: tuple[int, float, object]
    """Its place on the roll: year, rank of the award, first recipient."""

    @property
    def cancelled(self) -> bool:
        """Whether it was cancelled later."""
        return self.record.data.validity is Validity.CANCELLED

    @property
    def rows(self) -> tuple[Row, ...]:
        """Its recipients."""
        return tuple(map(self.row, self.recipients))

    def row(self, recipient: Recipient) -> Row:
        """One of its recipients."""
        return Row(
            name=recipient.display_name,
            count=recipient.count,
            kind=recipient.kind.label,
            path=self.record.path,
            award=self.award,
            decision=self.decision,
            issuer=self.issuer,
            place=self.place,
            year=self.record.year,
            date=self.date,
            cancelled=self.cancelled,
        )

    def card(self, most: int | None = None) -> HonourCard:
        """It as a card, with at most so many recipients."""
        data = self.record.data
        rows = self.rows[:most]
        return HonourCard(
            rows, len(self.recipients) - len(rows), data.achievement or "", self.decision, self.place, self.record.path, data.title
        )


def honours_of(studio: Studio) -> Iterator[Honour]:
    """Every honour that may be shown."""
    library = studio.library
    for record in library.of("commendations"):
        award = library.vocabularies["awards"].get(record.data.award)
        if award is None or record.data.validity is Validity.HIDDEN:
            continue
        on = record.data.decision.signed_on or record.data.awarded_on
        issuer = library.organisation(record.data.decision.issuer)
        recipients = tuple(sorted(record.data.recipients, key=recipient_order))
        first = recipients[0].display_name if recipients else record.data.title
        yield Honour(
            record=record,
            award=award,
            decision=decision_text(record.data, issuer.name if issuer else ""),
            date=date_text(on) if on else "",
            issuer=issuer.name if issuer else "",
            place=places(library, record),
            recipients=recipients,
            order=(-int(record.year), award.rank, sort_key(first)),
        )


def decision_text(data: Commendation, issuer: str) -> str:
    """Which decision it was, and what the source does not tell of it."""
    decision = data.decision
    number = f" số {decision.number}" if decision.number else ""
    signed = f" ngày {date_text(decision.signed_on)}" if decision.signed_on else ""
    by = f" của {issuer}" if issuer else ""
    unknown = "" if number or signed else (" (nguồn không in số, ngày)" if data.sources else " (chưa rõ số, ngày)")
    awarded = f", trao ngày {date_text(data.awarded_on)}" if data.awarded_on and not signed else ""
    return f"Quyết định{number}{signed}{by}{unknown}{awarded}"


def newest(studio: Studio, every: Iterable[Honour], most: int) -> list[Honour]:
    """The latest honours that still stand."""
    standing = [honour for honour in every if not honour.cancelled]
    return sorted(standing, key=lambda honour: (studio.card(honour.record.key).date, honour.record.id), reverse=True)[:most]


def recipient_order(recipient: Recipient) -> tuple[int, object]:
    """Collectives first, in Vietnamese order; then people by given name, roles by their words."""
    if recipient.kind is RecipientKind.COLLECTIVE:
        return 0, sort_key(recipient.display_name)
    if recipient.shown_as == "role":
        return 1, (sort_key(recipient.display_name), sort_key(""))
    return 1, person_sort_key(recipient.display_name.replace(".", " ").strip())
