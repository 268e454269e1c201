"""Step 1: files -> raw records: text values, the line of every key, NFC, repeated keys refused."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from movement.problems import Problem, advice, problem

KeyPath = tuple[str | int, ...]
Mark = tuple[int, int]

FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
# Characters that change how a line reads without being seen: C0/C1 controls but tab and newline, and bidi controls.
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ue000\ufffe\uffff]")
LOOK_ALIKES = str.maketrans("\u00d0\u00f0", "\u0110\u0111")
PLAIN_NULLS = {"", "~", "null"}
LARGEST_FILE = 1_000_000
DEEPEST = 60


@dataclass(slots=True)
class RawRecord:
    """What people wrote in one record: text, lists and maps of text, and where each stood."""

    path: str
    digest: str
    values: Any = None
    marks: dict[KeyPath, Mark] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    problems: list[Problem] = field(default_factory=list)

    def mark(self, keys: KeyPath) -> Mark:
        """Where `keys` stands; a key that is missing stands where its parent does."""
        while keys not in self.marks and keys:
            keys = keys[:-1]
        return self.marks.get(keys, (1, 1))


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
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(LOOK_ALIKES)
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
    _parse(raw, match.group(1) or "", first_line=2)
    return raw


def load_yaml(path: str, content: bytes) -> RawRecord:
    """A record, or a vocabulary, that is YAML from its first line to its last."""
    raw = RawRecord(path, digest_of(content))
    text = read_text(raw, content)
    if text or not raw.problems:
        _parse(raw, text, first_line=1)
    return raw


def _parse(raw: RawRecord, text: str, first_line: int) -> None:
    if deep := _too_deep(text):
        raw.problems.append(problem(raw.path, (deep[0] + first_line - 1, deep[1]), "too-deep"))
        return
    try:
        node = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        where = (at.line + first_line, at.column + 1) if at else (first_line, 1)
        raw.problems.append(problem(raw.path, where, "yaml", detail=error.problem or "không đọc được"))
        return
    except yaml.YAMLError:
        raw.problems.append(problem(raw.path, (first_line, 1), "yaml", detail="có ký tự không được phép"))
        return
    if node is not None:
        raw.values = _Converter(raw, first_line).value(node, ())


def _too_deep(text: str) -> Mark | None:
    """Where flow collections or indentation nest deeper than any honest record, before the parser recurses into them."""
    if text.count("[") + text.count("{") + text.count("- -") < DEEPEST:
        return None
    depth = 0
    for offset, character in enumerate(text):
        depth += (character in "[{") - (character in "]}")
        if depth > DEEPEST:
            return position(text, offset)
    if dense := re.search(r"(?:- ){60}", text):
        return position(text, dense.start())
    return None


class _Converter:
    """Turns YAML nodes into text, lists and maps, and notes where each key stood.

    Keys whose value is empty or `null` are dropped: a fact nobody knows is the same as one left out.
    """

    def __init__(self, raw: RawRecord, first_line: int) -> None:
        self.raw = raw
        self.first_line = first_line
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, keys: KeyPath) -> Any:
        mark = (node.start_mark.line + self.first_line, node.start_mark.column + 1)
        self.raw.marks.setdefault(keys, mark)
        if id(node) in self.seen:
            self.raw.problems.append(problem(self.raw.path, mark, "yaml-alias"))
            return None
        self.seen.add(id(node))
        if not node.tag.startswith("tag:yaml.org,2002:") or node.tag.rpartition(":")[2] not in ("str", "seq", "map"):
            self.raw.problems.append(problem(self.raw.path, mark, "yaml-tag", tag=node.tag))
            return None
        if isinstance(node, yaml.ScalarNode):
            return None if not node.style and node.value in PLAIN_NULLS else node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*keys, index)) for index, child in enumerate(node.value)]
        return self.mapping(node, keys)

    def mapping(self, node: yaml.Node, keys: KeyPath) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            at = (key_node.start_mark.line + self.first_line, key_node.start_mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                self.raw.problems.append(problem(self.raw.path, at, "yaml", detail="khóa phải là chữ"))
                continue
            key = key_node.value
            if (*keys, key) in self.raw.marks:
                first = self.raw.marks[(*keys, key)][0]
                self.raw.problems.append(problem(self.raw.path, at, "repeated-key", key=key, first=first))
                continue
            self.raw.marks[(*keys, key)] = at
            value = self.value(value_node, (*keys, key))
            if value is not None:
                result[key] = value
        return result


def files_under(folder: Path) -> Iterator[Path]:
    """Every file under a folder that is not set aside by a name beginning with `_` or `.`, sorted."""
    if not folder.is_dir():
        return
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(("_", ".")):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from files_under(entry)
        elif entry.is_file():
            yield entry
