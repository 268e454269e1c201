"""A new record: its id, its place, its text, and what already stands there that may be the same."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from movement.catalogue import RECORD_ID, Catalogue
from movement.editing import specimen
from movement.problems import MESSAGES, did_you_mean, listing
from movement.schema import COLLECTIONS, VOCABULARIES
from movement.schema.fields import Field, fields
from movement.vietnamese import fold, slug

LONGEST_ID = 80
NEAR = 0.86
"""How alike two folded titles are when people should look whether they mean the same thing."""


@dataclass(frozen=True, slots=True)
class Question:
    """One field that a new record is asked for."""

    field: Field
    within: str
    """The group the field stands in, "" for none."""

    @property
    def name(self) -> str:
        """How the field is called in options and messages: `decision.issuer`."""
        return f"{self.within}.{self.field.key}" if self.within else self.field.key


def questions(name: str) -> Iterator[Question]:
    """What must be known of a record of a collection, and the few things that place it."""
    for field in fields(COLLECTIONS[name].schema):
        if field.kind == "group":
            if field.required and not field.many:
                asked = ("signed_on", "issuer") if name == "commendations" else ()
                yield from (Question(inner, field.key) for inner in field.fields if inner.required or inner.key in asked)
        elif field.required or field.key in ("summary", "published") or (name == "commendations" and field.key == "awarded_on"):
            yield Question(field, "")


def refusal(question: Question, answer: str, catalogue: Catalogue) -> str:
    """What is wrong with an answer, in Vietnamese; "" when it may stand."""
    field = question.field
    if not answer:
        return f"Cần có: {field.label}." if field.required else ""
    if field.choices:
        values = [value for value, _ in field.choices]
        return (
            ""
            if answer in values
            else MESSAGES["wrong-choice"].format(value=answer, hint=did_you_mean(answer, values), allowed=listing(values))
        )
    if field.reference in VOCABULARIES and answer not in (known := catalogue.vocabularies[field.reference]):
        place = f"vocabularies/{field.reference}.yml"
        return MESSAGES["unknown-reference"].format(value=answer, collection=place, hint=did_you_mean(answer, known))
    return _misread(field, answer)


def _misread(field: Field, answer: str) -> str:
    try:
        TypeAdapter(field.annotation).validate_python(answer)
    except ValidationError as error:
        kind = error.errors()[0]["type"]
        limits = {"length": len(answer), "limit": field.longest}
        return MESSAGES["too-long" if kind == "string_too_long" else field.code].format(value=answer, **limits)
    return ""


def proposed_id(name: str, answers: Mapping[str, str]) -> str:
    """The id that the answers suggest: the number of a directive, the day and title of news, the title of all else."""
    words = answers.get("number") if name == "directives" else ""
    text = slug(words or answers.get("title", ""))
    if name == "news" and answers.get("published"):
        text = f"{answers['published']}-{text}"
    if len(text) > LONGEST_ID:
        text = text[: LONGEST_ID + 1].rpartition("-")[0] or text[:LONGEST_ID]
    return text.strip("-")


def place_of(name: str, record_id: str, answers: Mapping[str, str]) -> str:
    """The file of a record within the data folder; ValueError says in Vietnamese what is missing or wrong."""
    collection = COLLECTIONS[name]
    if not RECORD_ID.fullmatch(record_id) or len(record_id) > LONGEST_ID:
        raise ValueError(MESSAGES["wrong-id"].format(id=record_id, example=slug(record_id)[:LONGEST_ID].strip("-") or "ma-moi"))
    if not collection.by_year:
        return f"{name}/{record_id}{collection.suffix}"
    day = answers.get("published" if name == "news" else "decision.signed_on") or answers.get("awarded_on") or ""
    if not day:
        raise ValueError("Cần ngày quyết định hoặc ngày trao để biết năm của thư mục.")
    return f"{name}/{day[:4]}/{record_id}{collection.suffix}"


def same(name: str, record_id: str, answers: Mapping[str, str], catalogue: Catalogue) -> str:
    """The file of the record that certainly is the same, by its id or by its number, issuer and day; "" when there is none."""
    for record in catalogue.records:
        if record.collection != name:
            continue
        data = record.data
        number = (getattr(data, "number", None), getattr(data, "issuer", None), str(getattr(data, "signed_on", None) or ""))
        asked = (answers.get("number"), answers.get("issuer"), answers.get("signed_on") or number[2])
        if record.id == record_id or (answers.get("number") and number == asked):
            return record.file
    return next((key for key in catalogue.unread if key == f"{name}/{record_id}"), "")


def alike(name: str, answers: Mapping[str, str], catalogue: Catalogue) -> list[tuple[str, str]]:
    """Files and titles of records that may be the same, the most alike first."""
    title = fold(answers.get("title", ""))
    found = []
    for record in catalogue.records:
        if record.collection == name:
            matcher = difflib.SequenceMatcher(None, title, fold(record.data.title), autojunk=False)
            if matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR:
                found.append((matcher.ratio(), record.file, record.data.title))
    return [(file, words) for _, file, words in sorted(found, reverse=True)]


def text_of(name: str, within: str, answers: Mapping[str, str]) -> str:
    """The new file's text."""
    values: dict[str, Any] = {question.within: {} for question in questions(name) if question.within}
    for key, answer in answers.items():
        group, _, inner = key.rpartition(".")
        if answer and group:
            values[group][inner] = answer
        elif answer:
            values[key] = answer
    return specimen.blank(name, within, values)
