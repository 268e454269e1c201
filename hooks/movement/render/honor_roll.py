"""The honor roll: who was honoured, by year, level of award, province, collective and individual."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from movement import addresses
from movement.record import Record
from movement.render import facts
from movement.render.cards import places
from movement.render.drawing import PER_PAGE, Drawn, Page, Studio
from movement.render.lists import Choice, Filter, pager
from movement.schema.commendation import Recipient, RecipientKind, Validity
from movement.schema.vocabulary import Award, AwardLevel
from movement.vietnamese import date_text, person_sort_key, sort_key

PATH = "bang-vang/"
NAMES_PATH = f"{PATH}ten/"
TITLE = "Bảng vàng"
INTRO = "Tập thể, cá nhân được khen thưởng trong phong trào. Cá nhân chỉ ghi theo vai trò."
KINDS = {RecipientKind.COLLECTIVE: "tap-the", RecipientKind.INDIVIDUAL: "ca-nhan"}


@dataclass(frozen=True, slots=True)
class Row:
    """A recipient as a line of the roll."""

    name: str
    path: str
    meta: tuple[str, ...]
    date: str
    cancelled: bool
    count: float | None


@dataclass(frozen=True, slots=True)
class Honour:
    """One decision on the roll, with the recipients that the page at hand shows."""

    record: Record
    award: Award
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
    def rows(self) -> list[Row]:
        """Its recipients as lines."""
        return [self.row(recipient) for recipient in self.recipients]

    def row(self, recipient: Recipient) -> Row:
        """One of its recipients as a line."""
        where = tuple(part for part in (self.issuer, self.place, "" if self.date else "không rõ ngày") if part)
        return Row(recipient.display_name, self.record.path, (recipient.kind.label, *where), self.date, self.cancelled, recipient.count)


@dataclass(frozen=True, slots=True)
class Block:
    """The honours of one award in one year."""

    year: str
    level: AwardLevel
    award: Award
    honours: tuple[Honour, ...]


def pages(studio: Studio, honours: list[Honour]) -> Iterator[Page]:
    """The whole roll, and one for each year, level, province and kind."""
    by_year, by_level, by_place = _divided(studio, honours)
    filters = _filters(honours, by_year, by_level, by_place)
    yield from _roll(studio, PATH, TITLE, honours, filters)
    for year, ours in by_year.items():
        yield from _roll(studio, f"{PATH}{year}/", f"{TITLE} năm {year}", ours, filters[:1])
    for level, ours in by_level.items():
        yield from _roll(studio, f"{PATH}cap/{level.value}/", f"{TITLE}: {level.label}", ours, filters[1:2])
    for (unit, name), ours in by_place.items():
        yield from _roll(studio, f"{PATH}dia-ban/{unit}/", f"{TITLE}: {name}", ours, filters[2:3])
    for kind, slug in KINDS.items():
        yield from _roll(studio, f"{PATH}{slug}/", f"{TITLE}: {kind.label.lower()}", _only(honours, kind), filters[3:4])


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
            date=date_text(on) if on else "",
            issuer=issuer.name if issuer else "",
            place=places(library, record),
            recipients=recipients,
            order=(-int(record.year), award.rank, sort_key(first)),
        )


def newest(studio: Studio, most: int) -> list[Honour]:
    """The latest honours that still stand."""
    standing = [honour for honour in honours_of(studio) if not honour.cancelled]
    return sorted(standing, key=lambda honour: studio.card(honour.record.key).order, reverse=True)[:most]


def recipient_order(recipient: Recipient) -> tuple[int, object]:
    """Collectives first, in Vietnamese order; then people by given name, roles by their words."""
    if recipient.kind is RecipientKind.COLLECTIVE:
        return 0, sort_key(recipient.display_name)
    if recipient.shown_as == "role":
        return 1, (sort_key(recipient.display_name), sort_key(""))
    return 1, person_sort_key(recipient.display_name.replace(".", " ").strip())


Divided = dict[str, list[Honour]]


def _divided(studio: Studio, honours: list[Honour]) -> tuple[Divided, dict[AwardLevel, list[Honour]], dict[tuple[str, str], list[Honour]]]:
    by_year: defaultdict[str, list[Honour]] = defaultdict(list)
    by_level: defaultdict[AwardLevel, list[Honour]] = defaultdict(list)
    by_place: defaultdict[tuple[str, str], list[Honour]] = defaultdict(list)
    for honour in honours:
        by_year[honour.record.year].append(honour)
        by_level[honour.award.level].append(honour)
        for unit in studio.library.provinces(honour.record):
            by_place[(unit.id, facts.place(studio.library, unit).text)].append(honour)
    levels = {level: by_level[level] for level in AwardLevel if level in by_level}
    placed = dict(sorted(by_place.items(), key=lambda item: sort_key(item[0][1])))
    return dict(sorted(by_year.items(), reverse=True)), levels, placed


def _filters(
    honours: list[Honour],
    by_year: Divided,
    by_level: dict[AwardLevel, list[Honour]],
    by_place: dict[tuple[str, str], list[Honour]],
) -> tuple[Filter, ...]:
    years = tuple(Choice(year, f"{PATH}{year}/", len(ours)) for year, ours in by_year.items())
    levels = tuple(Choice(level.label, f"{PATH}cap/{level.value}/", len(ours)) for level, ours in by_level.items())
    placed = tuple(Choice(name, f"{PATH}dia-ban/{unit}/", len(ours)) for (unit, name), ours in by_place.items())
    kinds = Counter(kind for honour in honours for kind in {recipient.kind for recipient in honour.recipients})
    by_kind = tuple(Choice(kind.label, f"{PATH}{slug}/", kinds[kind]) for kind, slug in KINDS.items())
    return (
        Filter("Năm", years),
        Filter("Cấp khen thưởng", levels),
        Filter("Tỉnh, thành phố hiện nay", placed),
        Filter("Tập thể, cá nhân", by_kind),
        Filter("Tên", (Choice("Theo chữ cái", NAMES_PATH, sum(len(honour.recipients) for honour in honours)),)),
    )


def _only(honours: list[Honour], kind: RecipientKind) -> list[Honour]:
    chosen = []
    for honour in honours:
        recipients = tuple(recipient for recipient in honour.recipients if recipient.kind is kind)
        if recipients:
            chosen.append(replace(honour, recipients=recipients))
    return chosen


def _roll(studio: Studio, path: str, title: str, honours: list[Honour], filters: Sequence[Filter]) -> Iterator[Page]:
    ordered = sorted(honours, key=lambda honour: honour.order)
    total = max(1, -(-len(ordered) // PER_PAGE))
    for number in range(1, total + 1):
        shown = ordered[(number - 1) * PER_PAGE : number * PER_PAGE]
        draw = _drawer(studio, path, title, shown, len(ordered), number, total, filters)
        digests = [(honour.record.file, honour.record.digest) for honour in shown]
        shows = studio.shows(title, len(ordered), number, filters, *digests)
        yield Page(addresses.numbered(path, number), PATH, shows, draw, listed=number == 1)


def _drawer(
    studio: Studio, path: str, title: str, shown: list[Honour], count: int, number: int, total: int, filters: Sequence[Filter]
) -> Callable[[], Drawn]:
    def draw() -> Drawn:
        content = studio.template(
            "honor-roll.html",
            title=title,
            intro=INTRO,
            top=path == PATH,
            here=path,
            filters=filters if number == 1 else (),
            blocks=_blocks(shown),
            count=count,
            number=number,
            pager=pager(path, number, total),
        )
        suffix = f" – trang {number}" if number > 1 else ""
        return Drawn(title + suffix, INTRO, content)

    return draw


def _blocks(honours: list[Honour]) -> list[Block]:
    grouped: dict[tuple[str, str], list[Honour]] = {}
    for honour in honours:
        grouped.setdefault((honour.record.year, honour.award.id), []).append(honour)
    return [Block(ours[0].record.year, ours[0].award.level, ours[0].award, tuple(ours)) for ours in grouped.values()]
