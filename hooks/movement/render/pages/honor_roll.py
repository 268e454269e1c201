"""The honor roll: who was honoured, by year, level of award, province, collective and individual."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from movement import addresses
from movement.render import facts
from movement.render.drawing import Drawn, Page, Studio
from movement.render.pages.honours import Honour
from movement.render.paging import Choice, Filter, paged, pager
from movement.schema.commendation import RecipientKind
from movement.schema.vocabulary import Award, AwardLevel
from movement.vietnamese import sort_key

PATH = "bang-vang/"
NAMES_PATH = f"{PATH}ten/"
TITLE = "Bảng vàng"
INTRO = "Tập thể, cá nhân được khen thưởng trong phong trào. Cá nhân ghi theo vai trò hoặc chữ viết tắt, đủ tên chỉ khi người đó đồng ý."
TABLE = "bang/"
"""What stands behind a path of the roll where its decisions are a table."""
KINDS = {RecipientKind.COLLECTIVE: "tap-the", RecipientKind.INDIVIDUAL: "ca-nhan"}


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
        yield from _roll(studio, f"{PATH}{year}/", f"{TITLE} năm {year}", ours, filters)
    for level, ours in by_level.items():
        yield from _roll(studio, f"{PATH}cap/{level.value}/", f"{TITLE}: {level.label}", ours, filters)
    for (unit, name), ours in by_place.items():
        yield from _roll(studio, f"{PATH}dia-ban/{unit}/", f"{TITLE}: {name}", ours, filters)
    for kind, slug in KINDS.items():
        yield from _roll(studio, f"{PATH}{slug}/", f"{TITLE}: {kind.label.lower()}", _only(honours, kind), filters)


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
    )


def _only(honours: list[Honour], kind: RecipientKind) -> list[Honour]:
    chosen = []
    for honour in honours:
        recipients = tuple(recipient for recipient in honour.recipients if recipient.kind is kind)
        if recipients:
            chosen.append(replace(honour, recipients=recipients))
    return chosen


def _roll(studio: Studio, path: str, title: str, honours: list[Honour], filters: Sequence[Filter]) -> Iterator[Page]:
    """A part of the roll as cards, and once more as a compact table."""
    ordered = sorted(honours, key=lambda honour: honour.order)
    for view in ("", TABLE):
        choices = tuple(Filter(f.title, tuple(replace(choice, path=choice.path + view) for choice in f.choices)) for f in filters)
        for number, total, shown in paged(ordered):
            offered = choices if number == 1 else ()
            values = {
                "title": title,
                "intro": INTRO,
                "top": path == PATH,
                "here": path + view,
                "table": bool(view),
                "views": views(path),
                "filters": offered,
                "honours": shown,
                "count": len(ordered),
                "number": number,
                "pager": pager(path + view, number, total),
            }
            digests = [honour.record.stamp for honour in shown]
            shows = studio.shows(title, view, len(ordered), number, offered, *digests)
            listed = number == 1 and not view
            found = (TITLE, INTRO) if listed and path == PATH else None
            yield Page(addresses.numbered(path + view, number), PATH, shows, _drawer(studio, values), listed=listed, searched=found)


def views(path: str) -> tuple[tuple[str, str], ...]:
    """The ways to see a part of the roll, with their paths."""
    return ("Thẻ", path), ("Bảng gọn", path + TABLE), ("Theo chữ cái", NAMES_PATH)


def _drawer(studio: Studio, values: dict[str, Any]) -> Callable[[], Drawn]:
    def draw() -> Drawn:
        content = studio.template("honor-roll.html", blocks=_blocks(values["honours"]), **values)
        suffix = " (bảng gọn)" if values["table"] else ""
        suffix += f" – trang {values['number']}" if values["number"] > 1 else ""
        return Drawn(values["title"] + suffix, INTRO, content)

    return draw


def _blocks(honours: list[Honour]) -> list[Block]:
    grouped: dict[tuple[str, str], list[Honour]] = {}
    for honour in honours:
        grouped.setdefault((honour.record.year, honour.award.id), []).append(honour)
    return [Block(ours[0].record.year, ours[0].award.level, ours[0].award, tuple(ours)) for ours in grouped.values()]
