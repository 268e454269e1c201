"""The canonical form of a data file: normalised text, keys in the order of the schema, bare dates and numbers; comments stay."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from movement.load import FRONT_MATTER, RawRecord, load_yaml, read_text
from movement.schema import COLLECTIONS, VOCABULARIES, Site
from movement.schema.fields import Field, fields

MODELINE = re.compile(r"^# yaml-language-server: \$schema=.*$", re.MULTILINE)
DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})")
BARE_KINDS = ("date", "number", "boolean")
SAFE_BARE = re.compile(r"[\w.+-]+")

Fields = tuple[Field, ...]
Lines = list[str]
Node = Any
"""A node of PyYAML, whose types say nothing of what is in it."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of one line to be written otherwise."""

    line: int
    start: int
    end: int
    text: str


def tidy(within: str, content: bytes) -> str | None:
    """The canonical text of the file at `within`, a path relative to the data folder; None where it cannot be read as YAML.

    What the file says stays the same, but for dates written another way, which become ISO dates.
    """
    schema = schema_of_file(within)
    raw = RawRecord(within, "")
    text = read_text(raw, content)
    if schema is None or (raw.problems and not text):
        return None
    head, inner, body = "", text, ""
    if within.endswith(".md"):
        match = FRONT_MATTER.match(text)
        if match is None:
            return None
        head, inner, body = "---\n", match[1], "---\n" + text[match.end() :]
    tidied = _tidy_yaml(inner.rstrip() + "\n", fields(schema))
    if tidied is None:
        return None
    pointer = _modeline(within)
    tidied = MODELINE.sub(lambda _: pointer, tidied)
    return head + tidied + (body.rstrip() + "\n" if body else "")


def schema_of_file(within: str) -> type[Any] | None:
    """The schema class of a data file, or of the entries of a vocabulary; specimens are of the collection they are named after."""
    folder, _, name = within.partition("/")
    stem = posixpath.basename(within).rpartition(".")[0]
    if within == "site.yml":
        return Site
    if folder == "vocabularies":
        return VOCABULARIES.get(stem)
    collection = COLLECTIONS.get(stem if folder == "_samples" else folder)
    return collection.schema if collection and name.endswith(collection.suffix) else None


def _modeline(within: str) -> str:
    folder = within.partition("/")[0]
    stem = posixpath.basename(within).rpartition(".")[0]
    name = folder if folder in COLLECTIONS else stem
    return f"# yaml-language-server: $schema={posixpath.relpath(f'_schema/{name}.json', posixpath.dirname(within) or '.')}"


def _tidy_yaml(text: str, known: Fields) -> str | None:
    root = _root(text)
    if not isinstance(root, yaml.MappingNode | yaml.SequenceNode):
        return None
    lines = text.splitlines()
    edits = sorted(_edits(root, known, None, lines), key=lambda edit: (edit.line, edit.start), reverse=True)
    for edit in edits:
        line = lines[edit.line]
        lines[edit.line] = line[: edit.start] + edit.text + line[edit.end :]
    bare = "\n".join(lines) + "\n"
    _reorder(root, known, lines, len(lines))
    ordered = "\n".join(lines) + "\n"
    # Moving lines must not change what they say; where it would, they stay.
    return ordered if _values(ordered) == _values(bare) else bare


def _root(text: str) -> Node | None:
    raw = load_yaml("", text.encode())
    return None if raw.problems else raw._root


def _values(text: str) -> Any:
    return load_yaml("", text.encode()).values


def _edits(node: Node, known: Fields, field: Field | None, lines: Lines) -> Iterator[Edit]:
    """What is to be written otherwise within lines: scalars, and maps in braces."""
    if node.start_mark.line == node.end_mark.line and (isinstance(node, yaml.ScalarNode) or node.flow_style):
        start, end, line = node.start_mark.column, node.end_mark.column, node.start_mark.line
        written = lines[line][start:end]
        text = _in_line(node, known, field, lines)
        if text != written.rstrip():
            yield Edit(line, start, start + len(written.rstrip()), text)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _edits(item, known, field, lines)
    elif isinstance(node, yaml.MappingNode):
        by_key = {each.key: each for each in known}
        for key, value in node.value:
            found = by_key.get(key.value)
            yield from _edits(value, found.fields if found else (), found, lines)


def _in_line(node: Node, known: Fields, field: Field | None, lines: Lines) -> str:
    """A node of one line in its canonical form."""
    if isinstance(node, yaml.SequenceNode):
        return f"[{', '.join(_in_line(item, known, field, lines) for item in node.value)}]"
    if isinstance(node, yaml.MappingNode):
        by_key = {each.key: each for each in known}
        parts = []
        for key, value in _sorted(node.value, known):
            found = by_key.get(key.value)
            said = _in_line(value, found.fields if found else (), found, lines)
            parts.append(f"{_written(key, lines)}: {said}".rstrip())
        return f"{{{', '.join(parts)}}}"
    written = _written(node, lines)
    if field is None or field.kind not in BARE_KINDS or not node.value:
        return written
    value = _iso(node.value.strip()) if field.kind == "date" else node.value.strip()
    return value if SAFE_BARE.fullmatch(value) else written


def _written(node: Node, lines: Lines) -> str:
    line: int = node.start_mark.line
    return lines[line][node.start_mark.column : node.end_mark.column].rstrip()


def _iso(text: str) -> str:
    """A day as an ISO date: 2/9/2025, 2025-9-2 and 2025/09/02 are 2025-09-02; anything else stays."""
    if match := DAY_FIRST.fullmatch(text):
        return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    if match := YEAR_FIRST.fullmatch(text):
        return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    return text


def _sorted(pairs: Sequence[tuple[Node, Node]], known: Fields) -> list[tuple[Node, Node]]:
    """Keys in the order of the schema; those it does not know stand last, as they were."""
    place = {field.key: number for number, field in enumerate(known)}
    return sorted(pairs, key=lambda pair: place.get(pair[0].value, len(place)))


def _reorder(node: Node, known: Fields, lines: Lines, end: int) -> None:
    """Move the lines of a block map's entries into order, inner maps first; `end` is the line after the node's last."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        return
    items = node.value if isinstance(node, yaml.SequenceNode) else [key for key, _ in node.value]
    ends = [*(item.start_mark.line for item in items[1:]), end]
    if isinstance(node, yaml.SequenceNode):
        for item, last in zip(items, ends, strict=True):
            _reorder(item, known, lines, last)
        return
    by_key = {field.key: field for field in known}
    for (key, value), last in zip(node.value, ends, strict=True):
        if key.value in by_key:
            _reorder(value, by_key[key.value].fields, lines, last)
    wanted = [key for key, _ in _sorted(node.value, known)]
    if wanted != items:
        _move(items, wanted, lines, end)


def _move(items: Sequence[Node], wanted: Sequence[Node], lines: Lines, end: int) -> None:
    """Write the entries that begin at `items` in the order `wanted`, each with the comments above it."""
    column, first = items[0].start_mark.column, items[0].start_mark.line
    prefix = lines[first][:column]
    bounds = [*(item.start_mark.line for item in items), end]
    blocks: dict[int, Lines] = {}
    above: Lines = []
    for item, start, stop in zip(items, bounds, bounds[1:], strict=False):
        last = stop
        while last > start + 1 and _loose(lines[last - 1], column):
            last -= 1
        blocks[id(item)] = [*above, " " * column + lines[start][column:], *lines[start + 1 : last]]
        above = lines[last:stop]
    moved = [line for item in wanted for line in blocks[id(item)]]
    opening = next(number for number, line in enumerate(moved) if not _loose(line, column))
    if prefix.strip():
        # The dash of a list item stands before its first line, which must be a key.
        moved = [*moved[opening : opening + 1], *moved[:opening], *moved[opening + 1 :]]
        opening = 0
    moved[opening] = prefix + moved[opening][column:]
    lines[first:end] = [*moved, *above]


def _loose(line: str, column: int) -> bool:
    """Whether a line is empty, or a comment that stands no deeper than the keys at `column`."""
    text = line.lstrip(" ")
    return not text or (text.startswith("#") and len(line) - len(text) <= column)
