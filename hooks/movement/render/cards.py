"""What a record shows of itself on the pages of others: in lists, backlinks and feeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from movement.link import Library
from movement.load import digest_of
from movement.record import Record
from movement.schema.base import State
from movement.schema.commendation import Validity
from movement.schema.directive import ForceState
from movement.schema.model import Evidence, Model, WorkState, evidence
from movement.vietnamese import date_text, sort_key

OK, WARN, OFF, INFO = "ok", "warn", "off", "info"
FORCE_TONE = {
    ForceState.IN_FORCE: OK,
    ForceState.PARTLY_EXPIRED: WARN,
    ForceState.EXPIRED: OFF,
    ForceState.NOT_YET: INFO,
    ForceState.UNKNOWN: INFO,
}
WORK_TONE = {
    WorkState.ACTIVE: OK,
    WorkState.PAUSED: WARN,
    WorkState.ENDED: OFF,
    WorkState.MERGED: OFF,
    WorkState.UNKNOWN: INFO,
}


class Chip(NamedTuple):
    """A short state in words; the tone only repeats them in colour."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Card:
    """All that another page may show of a record: a page is drawn anew when a card on it changes."""

    key: str
    path: str
    title: str
    summary: str
    kicker: str
    meta: tuple[str, ...]
    chips: tuple[Chip, ...]
    date: str
    """ISO date that lists order by, newest first; "" when unknown."""
    year: str
    state: str
    withdrawn: bool
    place: str
    """Orders cards by their titles as the alphabet has it; kept, because every list sorts by it."""
    digest: str
    """Changes when anything shown changes."""

    def __hash__(self) -> int:
        """Cards are looked up often; the digest says all there is."""
        return hash(self.digest)


def make_card(library: Library, record: Record) -> Card:
    """The card of a record."""
    data = record.data
    kicker, meta, chips, date = _particulars(library, record)
    withdrawn = data.state is State.WITHDRAWN
    shown: dict[str, Any] = {
        "key": record.key,
        "path": record.path,
        "title": data.title,
        "summary": data.summary or "",
        "kicker": kicker,
        "meta": tuple(part for part in meta if part),
        "chips": (*chips, Chip("Đã rút", OFF)) if withdrawn else chips,
        "date": date,
        "year": record.year or date[:4],
        "state": chips[0].text if chips else "",
        "withdrawn": withdrawn,
    }
    return Card(**shown, place="\0".join((*sort_key(data.title)[:2], record.key)), digest=digest_of(repr(shown).encode()))


def _particulars(library: Library, record: Record) -> tuple[str, tuple[str, ...], tuple[Chip, ...], str]:
    """Kicker, details, states and date, which differ by collection."""
    data = record.data
    published = data.published.isoformat() if data.published else ""
    match record.collection:
        case "directives":
            signed = data.signed_on.isoformat() if data.signed_on else ""
            when = date_text(data.signed_on) if data.signed_on else "chưa rõ ngày ban hành"
            state = library.standings[record.id].state
            force = Chip(state.label, FORCE_TONE[state])
            return f"{data.kind.label} {data.number}", (_name(library, data.issuer), when), (force,), signed
        case "models":
            shown = (Chip(data.state_of_work.label, WORK_TONE[data.state_of_work]), evidence_chip(data))
            return "Mô hình", (places(library, record),), shown, published
        case "exemplars":
            return f"Điển hình · {data.who.kind.label}", (places(library, record),), (), published
        case "commendations":
            on = data.decision.signed_on or data.awarded_on
            when = date_text(on) if on else f"năm {record.year}"
            award = library.vocabularies["awards"].get(data.award)
            chips = (Chip(data.validity.label, OFF),) if data.validity is not Validity.IN_FORCE else ()
            issuer = _name(library, data.decision.issuer) if data.decision.issuer else ""
            return award.name if award else "Khen thưởng", (issuer, when), chips, on.isoformat() if on else record.year
        case "news":
            when = date_text(data.published) if data.published else ""
            return data.kind.label, (when, places(library, record)), (), published
        case "materials":
            checked = f"kiểm tra ngày {date_text(data.checked_on)}" if data.checked_on else ""
            return data.kind.label, (checked,), (), published
        case _:
            return "Tiêu chuẩn", (), (), published


def evidence_chip(model: Model) -> Chip:
    """How well a model's results are shown."""
    level = evidence(model)
    return Chip(level.label, INFO if level is Evidence.NONE else OK)


def _name(library: Library, organisation_id: str) -> str:
    organisation = library.organisation(organisation_id)
    return (organisation.short or organisation.name) if organisation else organisation_id


def places(library: Library, record: Record, most: int = 3) -> str:
    """The names of a record's units as they were then, a few of them."""
    units = [unit for unit in map(library.unit, record.data.units) if unit]
    names = [unit.name if unit.level == "country" else unit.full_name for unit in units]
    return ", ".join(names[:most]) + (f" và {len(names) - most} nơi khác" if len(names) > most else "")
