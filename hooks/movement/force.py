"""Whether a text is in force on the day of the build: from what was checked, its dates, and the texts that end it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from movement.record import Record
from movement.schema.base import State
from movement.schema.directive import Directive, ForceState

ENDING = ("replaces", "repeals")
"""The relations by which one text ends another, in the order in which they are told."""
AMENDING = "amends"
HAS_BEEN_IN_FORCE = {ForceState.IN_FORCE, ForceState.PARTLY_EXPIRED, ForceState.EXPIRED}


@dataclass(frozen=True, slots=True)
class Effect:
    """What a text does to another: it replaces, repeals or amends it."""

    relation: str
    source: str
    """Its id."""
    on: date | None
    """The day from which it has effect, where that is known."""
    sure: bool
    """Whether it has taken effect by today; False where that is not known or still to come."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a text today, and why."""

    state: ForceState
    declared: ForceState
    """What the editor wrote when it was checked."""
    checked_on: date | None
    stale: bool
    """Whether the check is more than twelve months old."""
    starts: date | None = None
    """The day on which it takes effect, when the state follows from that day."""
    ended_by: Effect | None = None
    """What the state follows from, when a text has ended this one."""
    endings: tuple[Effect, ...] = ()
    """Texts that are said to end this one and have not, so far as we know."""
    amended_by: tuple[Effect, ...] = ()
    """Texts that amend it, in the order of their files."""

    @property
    def names(self) -> Iterator[str]:
        """The ids of the texts that it tells of."""
        yield from (ending.source for ending in (self.ended_by, *self.endings, *self.amended_by) if ending)

    @property
    def computed(self) -> bool:
        """Whether today's state is another than the one that was checked."""
        return self.state is not self.declared


def standings(records: Iterable[Record], today: date) -> dict[str, Standing]:
    """The standing of every directive, by id."""
    directives = {record.id: record for record in records if isinstance(record.data, Directive)}
    endings, amending = _changes(directives, today)
    return {
        directive_id: _standing(record.data, endings.get(directive_id, []), tuple(amending.get(directive_id, ())), today)
        for directive_id, record in directives.items()
    }


def _changes(directives: Mapping[str, Record], today: date) -> tuple[Mapping[str, list[Effect]], Mapping[str, list[Effect]]]:
    """What ends and what amends each text."""
    endings: defaultdict[str, list[Effect]] = defaultdict(list)
    amending: defaultdict[str, list[Effect]] = defaultdict(list)
    for source in directives.values():
        # A record that was withdrawn says nothing any more.
        if source.data.state is not State.PUBLISHED:
            continue
        for relation, found in (*((ending, endings) for ending in ENDING), (AMENDING, amending)):
            for target in getattr(source.data.relations, relation):
                found[target].append(Effect(relation, source.id, source.data.effective_on, _has_effect(source.data, today)))
    return endings, amending


def _has_effect(data: Directive, today: date) -> bool:
    """Whether a text has taken effect by today; what was in force once has ended what it replaced for good."""
    if data.effective_on and data.effective_on > today:
        return False
    return data.force.state in HAS_BEEN_IN_FORCE or bool(data.force.state is ForceState.NOT_YET and data.effective_on)


def _standing(data: Directive, endings: list[Effect], amended_by: tuple[Effect, ...], today: date) -> Standing:
    declared, checked = data.force.state, data.force.checked_on
    stale = checked is not None and (checked.year + 1, checked.month, checked.day) < (today.year, today.month, today.day)
    ended_by = min((e for e in endings if e.sure and not _knew(data, e)), key=_order, default=None)
    state, starts = declared, None
    if declared is ForceState.EXPIRED or ended_by:
        state = ForceState.EXPIRED
    elif data.effective_on and data.effective_on > today:
        state, starts = ForceState.NOT_YET, data.effective_on
    elif declared is ForceState.NOT_YET and data.effective_on:
        state, starts = ForceState.IN_FORCE, data.effective_on
    still = tuple(sorted((e for e in endings if not e.sure), key=_order))
    return Standing(state, declared, checked, stale, starts, ended_by, still, amended_by)


def _order(ending: Effect) -> tuple[int, date, str]:
    return ENDING.index(ending.relation), ending.on or date.max, ending.source


def _knew(data: Directive, ending: Effect) -> bool:
    """Whether somebody who checked after that text took effect found this one ended in part only."""
    checked = data.force.checked_on
    return bool(data.force.state is ForceState.PARTLY_EXPIRED and checked and ending.on and checked >= ending.on)


def contradictions(data: Directive) -> Iterator[str]:
    """Where the state that was written contradicts the dates beside it; codes of advice, for `force.state`."""
    checked, starts = data.force.checked_on, data.effective_on
    if not checked or not starts:
        return
    if data.force.state is ForceState.IN_FORCE and starts > checked:
        yield "force-too-early"
    elif data.force.state is ForceState.NOT_YET and starts <= checked:
        yield "force-too-late"
