"""Whether a text is in force on a day: what was checked, its own dates, and what ends it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from movement.force import Effect, Standing, standings
from movement.record import Record
from movement.schema.base import Withdrawal
from movement.schema.directive import Directive, Force, ForceState, Relations

TODAY = date(2026, 11, 26)


def record(name: str, force: str = "in_force", checked: str = "2026-11-01", starts: str = "", **more: Any) -> Record:
    """A directive from values as they stand in a file."""
    values: dict[str, Any] = {"title": name, "number": name, "kind": "chi-thi", "issuer": "bo-mau", "effective_on": starts or None, **more}
    data = Directive(**values, force=Force(state=force, checked_on=checked or None))  # type: ignore[arg-type]
    return Record("directives", name, "", f"data/directives/{name}.md", name, data)


def on(day: date, *records: Record) -> Mapping[str, Standing]:
    return standings(records, day)


def replacing(**more: Any) -> Record:
    return record("moi", relations=Relations(replaces=("cu",)), **more)


def test_what_was_checked_stands_where_nothing_speaks_against_it() -> None:
    for state in ForceState:
        found = on(TODAY, record("a", state.value))["a"]
        assert (found.state, found.computed, found.stale) == (state, False, False)


@pytest.mark.parametrize(
    ("state", "starts", "expected"),
    [
        ("in_force", "2026-11-27", "not_yet"),
        ("unknown", "2026-11-27", "not_yet"),
        ("in_force", "2026-11-26", "in_force"),
        ("unknown", "2026-11-26", "unknown"),
        ("not_yet", "2026-11-26", "in_force"),
        ("not_yet", "2026-11-27", "not_yet"),
        ("not_yet", "", "not_yet"),
        ("expired", "2026-11-27", "expired"),
    ],
)
def test_a_text_takes_effect_on_its_day(state: str, starts: str, expected: str) -> None:
    found = on(TODAY, record("a", state, starts=starts))["a"]
    assert found.state == expected
    assert bool(found.starts) == (found.computed or (expected == "not_yet" and bool(starts)))


def test_a_text_ends_on_the_day_on_which_what_replaces_it_takes_effect() -> None:
    old, new = record("cu"), replacing(force="not_yet", starts="2026-12-01")
    before, after = on(TODAY, old, new)["cu"], on(date(2026, 12, 1), old, new)["cu"]
    coming = Effect("replaces", "moi", date(2026, 12, 1), sure=False)
    assert (before.state, before.ended_by, before.endings) == (ForceState.IN_FORCE, None, (coming,))
    assert (after.state, after.declared, after.endings) == (ForceState.EXPIRED, ForceState.IN_FORCE, ())
    assert after.ended_by == Effect("replaces", "moi", date(2026, 12, 1), sure=True)


@pytest.mark.parametrize("state", ["in_force", "partly_expired", "expired"])
def test_what_was_replaced_does_not_come_back(state: str) -> None:
    assert on(TODAY, record("cu", "unknown"), replacing(force=state, starts="2026-01-01"))["cu"].state is ForceState.EXPIRED


def test_nothing_is_concluded_from_a_text_of_which_nothing_is_known() -> None:
    found = on(TODAY, record("cu", "unknown"), replacing(force="unknown", starts="2026-01-01"))["cu"]
    assert found.state is ForceState.UNKNOWN
    assert [ending.source for ending in found.endings] == ["moi"]


def test_somebody_who_looked_later_knows_better() -> None:
    part = record("cu", "partly_expired", checked="2026-11-01")
    repeal = record("moi", starts="2026-01-01", relations=Relations(repeals=("cu",)))
    assert on(TODAY, part, repeal)["cu"].state is ForceState.PARTLY_EXPIRED
    assert on(TODAY, record("cu", "partly_expired", checked="2025-11-01"), repeal)["cu"].state is ForceState.EXPIRED


def test_a_withdrawn_record_ends_and_amends_nothing() -> None:
    gone = replacing(state="withdrawn", withdrawn=Withdrawal(on="2026-01-01", reason="Nhầm"))  # type: ignore[arg-type]
    found = on(TODAY, record("cu"), gone)["cu"]
    assert (found.state, found.amended_by) == (ForceState.IN_FORCE, ())


def test_a_text_that_was_amended_stays_in_force() -> None:
    found = on(TODAY, record("cu"), record("moi", relations=Relations(amends=("cu",))))["cu"]
    assert (found.state, [one.source for one in found.amended_by], list(found.names)) == (ForceState.IN_FORCE, ["moi"], ["moi"])


@pytest.mark.parametrize(("checked", "stale"), [("2025-11-26", False), ("2025-11-25", True), ("2024-02-29", True), ("", False)])
def test_a_check_is_good_for_twelve_months(checked: str, stale: bool) -> None:
    assert on(TODAY, record("a", checked=checked))["a"].stale is stale
