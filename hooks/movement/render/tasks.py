"""Tasks: what units must do, by when, from every directive and standard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from movement import addresses
from movement.record import Record
from movement.render import facts
from movement.render.drawing import PER_PAGE, Drawn, Page, Studio
from movement.render.lists import pager
from movement.schema.directive import Task
from movement.vietnamese import date_text

PATH = "viec-can-lam/"
TITLE = "Việc cần làm và thời hạn"
INTRO = "Việc mà văn bản giao cho cơ quan, doanh nghiệp, nhà trường, UBND; việc sắp tới hạn đứng trước."


@dataclass(frozen=True, slots=True)
class Duty:
    """A task on a day: the next one of a recurring task, the only one of the others."""

    task: Task
    record: Record
    due: date | None
    when: str
    past: bool
    assigned: tuple[str, ...]
    report_to: tuple[str, ...]


def duties(studio: Studio, today: date) -> list[Duty]:
    """Every task: those to come by day, then those without a day, then those past, the latest first."""
    found = [_duty(studio, record, task, today) for record in studio.library.of("directives") for task in record.data.tasks]
    coming = sorted((d for d in found if d.due and not d.past), key=lambda d: (d.due or today, d.record.id, d.task.id))
    undated = [d for d in found if d.due is None]
    past = sorted((d for d in found if d.past), key=lambda d: (d.due or today, d.record.id, d.task.id), reverse=True)
    return coming + undated + past


def _duty(studio: Studio, record: Record, task: Task, today: date) -> Duty:
    library = studio.library
    due = task.due_on or (next_day(task.every, today) if task.every else None)
    if task.due_on:
        when = f"Hạn {date_text(task.due_on)}"
    elif task.every:
        when = f"Hạn {facts.rule_text(task.every)}"
    else:
        when = "Văn bản không ghi hạn"
    return Duty(
        task,
        record,
        due,
        when,
        bool(due and due < today),
        tuple(facts.role_text(library, role) for role in task.assigned_to),
        tuple(facts.role_text(library, role) for role in task.report_to),
    )


def next_day(rule: str, today: date) -> date:
    """The first day, today or later, on which a recurring task falls due.

    A quarter and a month end on their last day; 29/2 falls on 28/2 in other years.
    """
    if rule == "month":
        return _last_of_month(today.year, today.month)
    if rule == "quarter":
        return _last_of_month(today.year, -(-today.month // 3) * 3)
    month, day = int(rule[2:4]), int(rule[5:7])
    this_year = _on(today.year, month, day)
    return this_year if this_year >= today else _on(today.year + 1, month, day)


def _on(year: int, month: int, day: int) -> date:
    return _last_of_month(year, 2) if (month, day) == (2, 29) else date(year, month, day)


def _last_of_month(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def pages(studio: Studio, today: date) -> Iterator[Page]:
    """The pages of all tasks, PER_PAGE each."""
    every = duties(studio, today)
    total = max(1, -(-len(every) // PER_PAGE))
    for number in range(1, total + 1):
        shown = every[(number - 1) * PER_PAGE : number * PER_PAGE]
        digests = [(d.record.file, d.record.digest, d.task.id, d.due, d.past) for d in shown]
        yield Page(
            addresses.numbered(PATH, number),
            PATH,
            studio.shows(number, len(every), today if number == 1 else "", *digests),
            _Drawer(studio, shown, number, total, today),
        )


class _Drawer:
    """Draws one page of tasks."""

    def __init__(self, studio: Studio, shown: list[Duty], number: int, total: int, today: date) -> None:
        self.studio, self.shown, self.number, self.total, self.today = studio, shown, number, total, today

    def __call__(self) -> Drawn:
        content = self.studio.template(
            "tasks.html",
            title=TITLE,
            intro=INTRO,
            duties=[duty for duty in self.shown if not duty.past],
            past=[duty for duty in self.shown if duty.past],
            today=self.today,
            pager=pager(PATH, self.number, self.total),
        )
        return Drawn(TITLE + (f" – trang {self.number}" if self.number > 1 else ""), INTRO, content)
