"""Duties: what units must do, by when, from the tasks of directives and the yearly schedules of standards."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from movement.history import last_change
from movement.law.clause_names import said
from movement.link import Library
from movement.record import Record
from movement.recurrence import next_day
from movement.render import facts
from movement.render.cards import places
from movement.render.drawing import Studio
from movement.schema.directive import EVERYONE, ROLES, WIDER_ROLES, ForceState, Task
from movement.schema.standard import ScheduleItem
from movement.vietnamese import date_text, fold, sort_key

OTHERS = "noi-khac"
"""The page that lists addressees beyond the usual roles; no addressee is called so."""
MAIN = ("co-quan", "doanh-nghiep", "nha-truong", "ubnd")
"""Addressees who have a page and a calendar even while no text names them."""
ROLE_OF_WORDS = {fold(words): role for role, words in ROLES.items()}
BETWEEN_NAMES = re.compile(r"[,;]| và ")


AnchorOf = Callable[[str, str], str]
"""From the id of a directive and a clause of it to the anchor that its page has for it, "" when it has none."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A task on a day: the next one of a recurring task, the only one of the others."""

    record: Record
    id: str
    """Its name within its record; it stays when words and order change."""
    anchor: str
    """Where it stands on its record's page."""
    action: str
    every: str
    """The rule of a recurring task, "" of the others."""
    since: date
    """The first day from which its text binds anybody, as far as the record tells."""
    due: date | None
    when: str
    past: bool
    """Its day is over, or its text has expired."""
    roles: tuple[str, ...]
    assigned: tuple[str, ...]
    report_to: tuple[str, ...]
    clause: str
    note: str
    place: str
    """Where it binds, "" for the whole country and where the record does not tell."""
    anchor_of: AnchorOf | None = None
    """Who finds its clause."""

    @property
    def place_in_text(self) -> str:
        """The anchor on its record's page to which its clause leads, or its own; its body is read when this is asked for."""
        found = self.anchor_of(self.record.id, self.clause) if self.anchor_of and self.clause else ""
        return found or self.anchor

    @property
    def source(self) -> str:
        """The text behind it, with the clause: "Thông tư 124/2021/TT-BCA, Điều 6"."""
        data = self.record.data
        name = f"{data.kind.label} {data.number}" if self.record.collection == "directives" else str(data.title)
        return f"{name}, {said(self.clause)}" if self.clause else name


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody whom texts give tasks, with a page and a calendar of their own."""

    id: str
    name: str
    usual: bool
    """Whether it is one of the known roles, and no single body."""


def duties(studio: Studio, today: date, anchor_of: AnchorOf) -> list[Duty]:
    """Every duty: those to come by day, then those without a day, then those past, the latest first."""
    found = [*_tasks(studio, today, anchor_of), *_schedules(studio, today)]
    coming = sorted((d for d in found if d.due and not d.past), key=_order)
    undated = [d for d in found if d.due is None and not d.past]
    past = sorted((d for d in found if d.past), key=_order, reverse=True)
    return coming + undated + past


def _order(duty: Duty) -> tuple[date, str, str]:
    return duty.due or duty.since, duty.record.id, duty.id


def together(found: Iterable[Duty]) -> list[Duty]:
    """Duties in their order; what one text says in the same words to several stands once, for all of them."""
    joined: dict[tuple[object, ...], Duty] = {}
    for duty in found:
        said_alike = (duty.record.key, duty.action, duty.when, duty.due, duty.clause, duty.note, duty.place, duty.report_to)
        first = joined.get(said_alike)
        joined[said_alike] = replace(first, assigned=(*first.assigned, *duty.assigned)) if first else duty
    return list(joined.values())


def _tasks(studio: Studio, today: date, anchor_of: AnchorOf) -> Iterator[Duty]:
    for record in studio.library.of("directives"):
        for task in record.data.tasks:
            yield _duty_of_task(studio.library, record, task, today, anchor_of)


def _duty_of_task(library: Library, record: Record, task: Task, today: date, anchor_of: AnchorOf) -> Duty:
    since = record.data.effective_on or record.data.signed_on or last_heard_of(record)
    expired = library.standings[record.id].state is ForceState.EXPIRED
    due = task.due_on or (next_day(task.every, max(today, since)) if task.every else None)
    return Duty(
        record=record,
        id=task.id,
        anchor=_anchor(task),
        action=task.action,
        every="" if task.due_on else task.every or "",
        since=since,
        due=due,
        when=_when(task.due_on, task.every),
        past=expired or (due is not None and due < today),
        roles=task.assigned_to,
        assigned=tuple(facts.role_text(library, role) for role in task.assigned_to),
        report_to=tuple(facts.role_text(library, role) for role in task.report_to),
        clause=task.clause or "",
        note=task.note or "",
        place=_place(library, record),
        anchor_of=anchor_of,
    )


def _anchor(task: Task) -> str:
    return f"viec-{task.id}"


def _place(library: Library, record: Record) -> str:
    return places(library, record) if library.provinces(record) else ""


def _when(day: date | None, rule: str | None) -> str:
    if day:
        return f"Hạn {date_text(day)}"
    return f"Hạn {facts.rule_text(rule)}" if rule else "Văn bản không ghi hạn"


def _schedules(studio: Studio, today: date) -> Iterator[Duty]:
    for record in studio.library.of("standards"):
        since = last_heard_of(record)
        for name, item in schedule_of(record):
            yield Duty(
                record=record,
                id=name,
                anchor=name,
                action=item.what,
                every=item.every,
                since=since,
                due=next_day(item.every, today),
                when=facts.rule_text(item.every).capitalize(),
                past=False,
                roles=roles_in(item.who),
                assigned=(item.who,),
                report_to=(),
                clause="",
                note=item.note or "",
                place=_place(studio.library, record),
            )


def schedule_of(record: Record) -> Iterator[tuple[str, ScheduleItem]]:
    """The items of a standard's yearly schedule, each with a name that stays when its words change: `lich-11-30`."""
    seen: Counter[str] = Counter()
    for item in record.data.schedule:
        rule = item.every.strip("-")
        seen[rule] += 1
        yield f"lich-{rule}" + (f"-{seen[rule]}" if seen[rule] > 1 else ""), item


def roles_in(words: str) -> tuple[str, ...]:
    """The known roles that a free text names: "Cơ quan, doanh nghiệp" of a schedule."""
    names = (fold(part).strip() for part in BETWEEN_NAMES.split(words))
    return tuple(ROLE_OF_WORDS[name] for name in names if name in ROLE_OF_WORDS)


def last_heard_of(record: Record) -> date:
    """The last day on which anything of a record changed; the day of the movement where the data name none."""
    return last_change(record) or date(2005, 6, 13)


def addressees(studio: Studio) -> list[Addressee]:
    """Everybody who has a page: the usual roles in their order, then bodies named by the texts, by name."""
    library = studio.library
    named = {role for record in library.of("directives") for task in record.data.tasks for role in task.assigned_to}
    named |= {role for record in library.of("standards") for item in record.data.schedule for role in roles_in(item.who)}
    named |= {WIDER_ROLES[role] for role in named if role in WIDER_ROLES} | set(MAIN)
    named -= {EVERYONE, OTHERS}
    usual = [Addressee(role, words, True) for role, words in ROLES.items() if role in named]
    others = [Addressee(role, facts.role_text(library, role), False) for role in named - set(ROLES)]
    return usual + sorted(others, key=lambda addressee: (sort_key(addressee.name), addressee.id))


def by_record(every: Iterable[Duty]) -> dict[str, dict[str, Duty]]:
    """The duties of each record, by its key and their ids."""
    found: defaultdict[str, dict[str, Duty]] = defaultdict(dict)
    for duty in every:
        found[duty.record.key][duty.id] = duty
    return found


def by_addressee(every: Iterable[Duty], known: Iterable[Addressee]) -> dict[str, list[Duty]]:
    """The duties of each addressee: its own, those of the wider role it belongs to, of the narrower ones, and of everyone."""
    found: dict[str, list[Duty]] = {addressee.id: [] for addressee in known}
    narrower = defaultdict(list)
    for role, wider in WIDER_ROLES.items():
        narrower[wider].append(role)
    for duty in every:
        reached = set(found) if EVERYONE in duty.roles else set(duty.roles)
        for role in duty.roles:
            reached |= {WIDER_ROLES.get(role, role), *narrower[role]}
        for role in reached & set(found):
            found[role].append(duty)
    return found
