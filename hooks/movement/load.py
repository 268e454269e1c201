"""Step 1: files -> raw records: text values, the line of every key, NFC, repeated keys refused."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from movement.problems import Problem, advice, problem, yaml_fault

KeyPath = tuple[str | int, ...]
Mark = tuple[int, int]

FRONT_MATTER = re.compile(r"---[ \t]*\n((?:(?!---[ \t]*(?:\n|\Z)).*\n)*)---[ \t]*(?:\n|\Z)")
# Characters that change how a line reads without being seen: C0/C1 controls but tab and newline, and bidi controls.
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ue000\ue001\ufffe\uffff]")
LOOK_ALIKES = (("\u00d0", "\u0110"), ("\u00f0", "\u0111"))
"""Eth, which some old fonts draw as Đ."""
TAGS = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}
PLAIN_NULLS = {"", "~", "null"}
LARGEST_FILE = 1_000_000
DEEPEST = 60
LARGEST_TABLE = 200_000
"""Cells of a body's tables; GitHub Markdown fills up short rows, so that a few letters can ask for millions."""
COLUMNS = frozenset("|-: \t>")
"""What the line under the heads of a table is made of."""
NESTED_SIGNS = re.compile(r"[-?:](?=[ \t]+[-?:](?:[ \t]|$))", re.MULTILINE)
"""A sign of a list or a map right after another: `- - x`."""
COMMENT = re.compile(r"(?:^|[ \t])#(.*)", re.MULTILINE)
INDENTED = re.compile(rf"^ {{{DEEPEST},}}[^\s]", re.MULTILINE)


@dataclass(slots=True)
class RawRecord:
    """What people wrote in one record: text, lists and maps of text, and where each stood."""

    path: str
    digest: str
    values: Any = None
    body: str = ""
    body_line: int = 1
    problems: list[Problem] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    """Every scalar of the YAML part."""
    comments: list[tuple[Mark, str]] = field(default_factory=list)
    """What stands after a `#` in the YAML part, which may be within a text as well; everybody can read it in the repository."""
    has_empty: bool = False
    """Whether a key without a value was left out of `values`."""
    _root: yaml.Node | None = None
    _first_line: int = 1

    def mark(self, keys: KeyPath) -> Mark:
        """Where `keys` stands; a key that is missing stands where its parent does."""
        node, found = self._root, (self._first_line, 1)
        for key in keys:
            place, node = _step(node, key)
            if place is None:
                break
            found = self.position_of(place)
        return found

    def empty_keys(self) -> Iterator[KeyPath]:
        """The way to every key without a value."""
        return _empty(self._root, ()) if self.has_empty and self._root else iter(())

    def position_of(self, node: yaml.Node) -> Mark:
        """The line and column, from 1, at which a node of the YAML part begins."""
        return node.start_mark.line + self._first_line, node.start_mark.column + 1


def _step(node: yaml.Node | None, key: str | int) -> tuple[yaml.Node | None, yaml.Node | None]:
    """The node at which `key` of a node stands, and the node of its value."""
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == key:
                return key_node, value_node
    elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key], node.value[key]
    return None, None


def _empty(node: yaml.Node, keys: KeyPath) -> Iterator[KeyPath]:
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _empty(item, (*keys, index))
    elif isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if isinstance(value_node, yaml.ScalarNode):
                if not value_node.style and value_node.value in PLAIN_NULLS:
                    yield (*keys, key_node.value)
            elif isinstance(key_node, yaml.ScalarNode):
                yield from _empty(value_node, (*keys, key_node.value))


def digest_of(content: bytes) -> str:
    """A short name of a content, for caches and for content-hashed file names."""
    return hashlib.blake2b(content, digest_size=12).hexdigest()


def read_text(raw: RawRecord, content: bytes) -> str:
    """The file's text, normalised: no BOM, LF, NFC, Đ for its look-alike, no hidden characters."""
    if len(content) > LARGEST_FILE:
        raw.problems.append(problem(raw.path, (1, 1), "too-large", limit=LARGEST_FILE // 1000))
        return ""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        raw.problems.append(problem(raw.path, (line, column), "not-utf8"))
        return ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for wrong, right in LOOK_ALIKES:
        text = text.replace(wrong, right)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if found := HIDDEN.search(text):
        at = position(text, found.start())
        raw.problems.append(advice(raw.path, at, "hidden-characters"))
        text = HIDDEN.sub("", text)
    return text


def position(text: str, offset: int) -> Mark:
    """The line and column, from 1, of an offset into a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def load_markdown(path: str, content: bytes) -> RawRecord:
    """A record with YAML front matter and a Markdown body."""
    raw = RawRecord(path, digest_of(content))
    text = read_text(raw, content)
    if raw.problems and not text:
        return raw
    match = FRONT_MATTER.match(text)
    if match is None:
        raw.problems.append(problem(path, (1, 1), "no-front-matter"))
        return raw
    raw.body = text[match.end() :]
    raw.body_line = text.count("\n", 0, match.end()) + 1
    if place := _too_wide(raw.body):
        raw.problems.append(problem(path, (raw.body_line + place, 1), "table-too-large", limit=LARGEST_TABLE))
        raw.body = ""
    _parse(raw, match.group(1), first_line=2)
    return raw


def _too_wide(body: str) -> int | None:
    """The line, from 0, at which a table begins that has more cells than any honest body, before the parser fills up its rows."""
    lines = body.split("\n") if "|" in body else []
    cells, columns = 0, 0
    for place, line in enumerate(lines):
        if not line.strip():
            columns = 0
        elif "|" in line and "-" in line and COLUMNS.issuperset(line):
            columns = max(columns, line.count("|") + 1)
        cells += columns
        if cells > LARGEST_TABLE:
            return place
    return None


def load_yaml(path: str, content: bytes) -> RawRecord:
    """A record, or a vocabulary, that is YAML from its first line to its last."""
    raw = RawRecord(path, digest_of(content))
    text = read_text(raw, content)
    if text or not raw.problems:
        _parse(raw, text, first_line=1)
    return raw


def _parse(raw: RawRecord, text: str, first_line: int) -> None:
    raw._first_line = first_line
    if deep := _too_deep(text):
        raw.problems.append(problem(raw.path, (deep[0] + first_line - 1, deep[1]), "too-deep"))
        return
    try:
        raw._root = yaml.compose(text, Loader=_TextLoader)
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        where = (at.line + first_line, at.column + 1) if at else (first_line, 1)
        raw.problems.append(problem(raw.path, where, "yaml", detail=yaml_fault(error.problem)))
        return
    except yaml.YAMLError:
        raw.problems.append(problem(raw.path, (first_line, 1), "yaml", detail=yaml_fault(None)))
        return
    if raw._root is not None:
        raw.values = _Converter(raw).value(raw._root)
    for comment in COMMENT.finditer(text) if "#" in text else ():
        line, column = position(text, comment.start(1))
        raw.comments.append(((line + first_line - 1, column), comment[1]))


def _too_deep(text: str) -> Mark | None:
    """Where the YAML nests deeper than any honest record, before the parser recurses into it."""
    signs = text.count("[") + text.count("{") + len(NESTED_SIGNS.findall(text))
    if signs < DEEPEST and not INDENTED.search(text):
        return None
    depth = 0
    with contextlib.suppress(yaml.YAMLError):  # the parser itself will say what is wrong
        for event in yaml.parse(text, Loader=_TextLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST and (at := event.start_mark):
                return at.line + 1, at.column + 1
    return None


class _TextLoader(yaml.CBaseLoader):
    """libyaml's parser without PyYAML's resolver: every scalar is text, and asking rules for each took longer than parsing."""

    def resolve(self, kind: type[yaml.Node], _value: Any, _implicit: Any) -> str:
        """The tag of a node that has none written."""
        return TAGS[kind]


class _Converter:
    """Turns YAML nodes into text, lists and maps.

    Keys whose value is empty or `null` are dropped: a fact nobody knows is the same as one left out.
    """

    def __init__(self, raw: RawRecord) -> None:
        self.raw = raw
        self.seen: set[int] = set()

    def value(self, node: yaml.Node) -> Any:
        """The value of a node; a node met twice is an alias."""
        if id(node) in self.seen:
            return self._refuse(node, "yaml-alias")
        self.seen.add(id(node))
        kind: Any = type(node)
        if node.tag != TAGS[kind]:
            return self._refuse(node, "yaml-tag", tag=node.tag)
        if isinstance(node, yaml.ScalarNode):
            text = node.value
            if node.style == '"' and HIDDEN.search(text):
                # Written as an escape, which only the parser turns into the character.
                self.raw.problems.append(advice(self.raw.path, self.raw.position_of(node), "hidden-characters"))
                text = HIDDEN.sub("", text)
            self.raw.texts.append(text)
            return None if not node.style and text in PLAIN_NULLS else text
        if kind is yaml.SequenceNode:
            return [self.value(child) for child in node.value]
        return self._mapping(node)

    def _mapping(self, node: yaml.Node) -> dict[str, Any]:
        result: dict[str, Any] = {}
        first: dict[str, yaml.Node] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if type(key_node) is not yaml.ScalarNode:
                self._refuse(key_node, "yaml", detail="khóa phải là chữ")
            elif key in first:
                self._refuse(key_node, "repeated-key", key=key, first=self.raw.position_of(first[key])[0])
            else:
                first[key] = key_node
                value = self.value(value_node)
                if value is None:
                    self.raw.has_empty = True
                else:
                    result[key] = value
        return result

    def _refuse(self, node: yaml.Node, code: str, **words: object) -> None:
        self.raw.problems.append(problem(self.raw.path, self.raw.position_of(node), code, **words))


def files_under(folder: str, odd: list[str] | None = None) -> Iterator[str]:
    """The paths, below a folder, of every file that is not set aside by a name beginning with `_` or `.`, sorted.

    What is neither a file nor a folder (a link, a pipe), and a folder that may not be read, is added to `odd`.
    """
    inner: list[str] = []
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError:
        if odd is not None:
            odd.append("")
        return
    for entry in entries:
        if entry.name.startswith(("_", ".")):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from (f"{entry.name}/{below}" for below in files_under(entry.path, inner))
            if odd is not None:
                odd.extend(f"{entry.name}/{below}".rstrip("/") for below in inner)
            inner.clear()
        elif entry.is_file(follow_symlinks=False):
            yield entry.name
        elif odd is not None:
            odd.append(entry.name)
