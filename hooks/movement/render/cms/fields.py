"""The fields of the content manager's forms, made from the schema classes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from movement.problems import MESSAGES
from movement.schema import COLLECTIONS, VOCABULARIES
from movement.schema.base import ANY
from movement.schema.fields import Field, fields

Widget = dict[str, Any]
"""One field of a form, in the words of https://decapcms.org/docs/widgets/."""

FOLDED = "_search"
"""What forms search in: names with and without accents. Keys that begin with `_` live in the form only, never in a file."""
BUTTONS = ["bold", "italic", "link", "heading-two", "heading-three", "heading-four", "quote", "bulleted-list", "numbered-list"]
PATTERNED = ("id", "partial-date", "rule", "url", "domain", "path")
"""The kinds of text that a form checks while one writes; dates, numbers and choices have widgets of their own."""
DATE: Widget = {"widget": "datetime", "format": "YYYY-MM-DD", "date_format": "DD/MM/YYYY", "time_format": False, "default": ""}


def form(cls: type[Any]) -> list[Widget]:
    """The form of a schema class: what most records have comes first."""
    return [widget(field) for field in sorted(fields(cls), key=lambda field: field.rare)]


def body() -> Widget:
    """The field of a record's Markdown text."""
    hint = "Kể bằng lời của mình. Mã HTML không có tác dụng."
    words = {"name": "body", "label": "Bài viết", "required": False, "hint": hint}
    return {**words, "widget": "markdown", "buttons": BUTTONS, "editor_components": []}


def widget(field: Field, *, asked: bool = True) -> Widget:
    """One field: what it is called, what to write, and its widget; `asked` is False within a group that may be left empty."""
    shown: Widget = {"name": field.key, "label": field.label, "required": field.required and asked}
    if hint := ". ".join(filter(None, (field.help.rstrip("."), _default_words(field)))):
        shown["hint"] = hint
    return shown | (_list(field) if field.many and not field.or_one else _value(field))


def _default_words(field: Field) -> str:
    """What an empty field means, where it means one of its choices."""
    labels = dict(field.choices)
    defaults = field.default if isinstance(field.default, tuple) else (field.default,)
    names = [labels[value] for value in defaults if value in labels]
    return f"Để trống là “{', '.join(names)}”" if names else ""


def _value(field: Field) -> Widget:
    if field.kind == "group":
        # The fields of an empty group are not asked for; whether a group that was begun is whole, the check says.
        inner = [widget(one, asked=field.required) for one in field.fields]
        return {"widget": "object", "collapsed": not field.required, "fields": inner}
    if field.reference and field.reference != ANY:
        return relation(field.reference)
    if field.choices:
        return {"widget": "select", "options": [{"label": label, "value": value} for value, label in field.choices]}
    match field.kind:
        case "date":
            return dict(DATE)
        case "number":
            return {"widget": "number", "value_type": "float"}
        case "boolean":
            return {"widget": "boolean"}
        case "file":
            return {"widget": "image" if field.key == "image" else "file", "choose_url": False}
    return _text(field)


def _text(field: Field) -> Widget:
    shown: Widget = {"widget": "text" if field.kind == "paragraph" else "string"}
    if field.longest:
        shown["pattern"] = [rf"^[\s\S]{{0,{field.longest}}}$", f"nhiều nhất {field.longest} ký tự"]
    elif field.kind in PATTERNED:
        shown["pattern"] = [field.pattern, MESSAGES[field.code].format(value="Nội dung").rstrip(".")]
    return shown


def _list(field: Field) -> Widget:
    inner = _value(field)
    if inner["widget"] in ("relation", "select"):
        return inner | {"multiple": True}
    shown: Widget = {"widget": "list", "collapsed": True, "default": [], "label_singular": field.label.lower()}
    if field.kind != "group":
        return shown | {"field": {"name": "item", "label": field.label, **inner}}
    # What stands for an item when it is folded up.
    names = [one.key for one in field.fields if one.required and one.kind in ("text", "paragraph")]
    summary = {"summary": f"{{{{fields.{names[0]}}}}}"} if names else {}
    return shown | summary | {"fields": [widget(one) for one in field.fields]}


def relation(collection: str) -> Widget:
    """A choice among the records of a collection, or the entries of a vocabulary, found with or without accents."""
    if collection in VOCABULARIES:
        # Places of one name are told apart by type and id.
        shown = ["type", "name", "id"] if collection == "units" else ["name"]
        names = {"value_field": "items.*.id", "search_fields": [f"items.*.{FOLDED}"], "display_fields": [f"items.*.{key}" for key in shown]}
        return {"widget": "relation", "collection": "vocabularies", "file": collection, **names, "options_length": 30}
    shown = ["number", "title"] if "number" in keys(COLLECTIONS[collection].schema) else ["title"]
    names = {"value_field": "{{filename}}", "search_fields": [FOLDED], "display_fields": shown}
    return {"widget": "relation", "collection": collection, **names, "options_length": 30}


def keys(cls: type[Any]) -> Iterable[str]:
    """The keys of a schema class in the order in which files have them."""
    return [field.key for field in fields(cls)]
