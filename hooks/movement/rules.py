"""Step 2: what the fields of one record must not say against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from movement.load import KeyPath
from movement.privacy import ADDRESSED, NAMED_PLACE_OF_A_CHILD, guard_person
from movement.schema.base import Common
from movement.schema.commendation import Commendation, ShownAs
from movement.schema.directive import Directive
from movement.schema.exemplar import Exemplar
from movement.schema.material import Material
from movement.schema.needs import needs_of
from movement.schema.news import News
from movement.schema.vocabulary import Award, Unit
from movement.vietnamese import date_text

SWITCHES = ("true", "yes", "có")
"""What stands where somebody takes the text of a broadcast for a switch."""
Found = tuple[KeyPath, str, dict[str, object]]
"""The keys that are wrong, the code of the problem, the words of its sentence."""


def contradictions(data: Any, year: str) -> Iterator[Found]:
    """Every rule that one typed record, or vocabulary entry, breaks; `year` is its folder, if it has one."""
    for has, wants in needs_of(type(data)):
        if has.holds(data) and not wants.holds(data):
            yield (has.key,), "needs", {"key": has, "other": wants}
    if isinstance(data, Common):
        yield from _of_any_record(data)
    match data:
        case Directive():
            yield from in_order(data.signed_on, data.effective_on, "effective_on", "Ngày có hiệu lực", "ngày ban hành")
        case News():
            yield from _news(data, year)
        case Commendation():
            yield from _commendation(data, year)
        case Material():
            yield from _quiz(data)
        case Exemplar():
            yield from guard_person(data.who, ("who",))
        case Unit() | Award():
            yield from in_order(data.valid_from, data.valid_to, "valid_to", "Ngày cuối", "ngày đầu")


def in_order(earlier: date | None, later: date | None, key: str, later_label: str, label: str) -> Iterator[Found]:
    """A later day that stands before an earlier one."""
    if earlier and later and later < earlier:
        days = {"later_value": date_text(later), "earlier_value": date_text(earlier)}
        yield (key,), "order", {"later": later_label, "earlier": label, **days}


def _of_any_record(data: Common) -> Iterator[Found]:
    yield from in_order(data.published, data.updated, "updated", "Ngày cập nhật", "ngày đăng")
    if getattr(data, "broadcast", None) in SWITCHES:
        yield ("broadcast",), "broadcast-switch", {}
    yield from _repeated_ids(data)


def _repeated_ids(data: Common) -> Iterator[Found]:
    """Parts of one record under one id: they are addresses on its page."""
    for name in ("tasks", "points", "groups"):
        yield from _repeated([((name, place), part.id) for place, part in enumerate(getattr(data, name, ()))])
    groups = enumerate(getattr(data, "groups", ()))
    yield from _repeated([(("groups", at, "criteria", place), one.id) for at, group in groups for place, one in enumerate(group.criteria)])


def _repeated(parts: Sequence[tuple[KeyPath, str]]) -> Iterator[Found]:
    seen: set[str] = set()
    for keys, name in parts:
        if name in seen:
            yield (*keys, "id"), "repeated-part", {"id": name}
        seen.add(name)


def _news(data: News, year: str) -> Iterator[Found]:
    if str(data.published.year) != year:
        yield ("published",), "wrong-year", {"folder": year, "label": "ngày đăng", "value": date_text(data.published)}


def _quiz(data: Material) -> Iterator[Found]:
    for index, question in enumerate(data.quiz):
        if not 2 <= len(question.choices) <= 8:
            yield ("quiz", index, "choices"), "few-choices", {}
        elif question.answer not in range(1, len(question.choices) + 1):
            yield ("quiz", index, "answer"), "no-such-choice", {"value": question.answer, "most": len(question.choices)}


def _commendation(data: Commendation, year: str) -> Iterator[Found]:
    on = data.decision.signed_on or data.awarded_on
    if on and str(on.year) != year:
        keys: KeyPath = ("decision", "signed_on") if data.decision.signed_on else ("awarded_on",)
        yield keys, "wrong-year", {"folder": year, "label": "ngày quyết định hoặc ngày trao", "value": date_text(on)}
    if data.cancelled:
        yield from in_order(on, data.cancelled.on, "cancelled", "Ngày hủy bỏ", "ngày quyết định hoặc ngày trao")
    for index, recipient in enumerate(data.recipients):
        yield from guard_person(recipient, ("recipients", index))
    child = any(recipient.minor for recipient in data.recipients)
    named = any(recipient.shown_as is ShownAs.FULL for recipient in data.recipients)
    for key in ("title", "summary", "achievement"):
        text = getattr(data, key) or ""
        if child and NAMED_PLACE_OF_A_CHILD.search(text):
            yield (key,), "minor-told", {}
        if not named and ADDRESSED.search(text):
            yield (key,), "person-told", {}
