"""Step 5: every link of every body, and every clause named, leads to a page and an anchor that exist."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from movement import addresses
from movement.addresses import Addresses
from movement.catalogue import Catalogue
from movement.link import Library
from movement.load import FRONT_MATTER, RawRecord, load_yaml, position, read_text
from movement.memory import Memory
from movement.problems import Problem, did_you_mean, problem
from movement.record import Record
from movement.render.texts import prose
from movement.render.texts.prose import Link, Outline, Sections
from movement.schema import COLLECTIONS
from movement.schema.directive import Directive, TextKind
from movement.schema.standard import Standard, clauses_of

NOTE = "outline"
"""The name under which a body's outline is remembered."""


@dataclass(frozen=True, slots=True)
class HandPage:
    """A page written by hand under docs/."""

    path: str
    file: str
    body: str
    body_line: int
    outline: Outline
    title: str
    description: str
    keywords: str
    """What else people call it, for search."""
    sections: Sections


def hand_pages(docs: Path, where: Addresses) -> list[HandPage]:
    """The hand-written pages, with what their links lead to."""
    pages = []
    for file in sorted(docs.rglob("*.md")):
        within = file.relative_to(docs).as_posix()
        raw = RawRecord(f"{docs.name}/{within}", "")
        text = read_text(raw, file.read_bytes())
        match = FRONT_MATTER.match(text)
        body = text[match.end() :] if match else text
        first_line = text.count("\n", 0, match.end()) + 1 if match else 1
        folder, _, name = within.removesuffix(".md").rpartition("/")
        stem = folder if name == "index" else within.removesuffix(".md")
        drawn = prose.render(body, raw.path, where)
        settings = (load_yaml(raw.path, match[1].encode()).values if match else None) or {}
        # A page without a title is called by its first heading, which in neither case is one of its parts.
        (_, _, lead), *parts = drawn.sections
        (_, heading, text), *parts = parts or [("", stem, "")]
        pages.append(
            HandPage(
                f"{stem}/" if stem else "",
                raw.path,
                body,
                first_line,
                drawn.outline,
                settings.get("title", heading),
                settings.get("description", ""),
                settings.get("keywords", ""),
                (("", "", f"{lead} {text}".strip()), *parts),
            )
        )
    return pages


def beside(docs: Path) -> set[str]:
    """The files that lie beside the hand-written pages, such as their pictures."""
    return {file.relative_to(docs).as_posix() for file in docs.rglob("*") if file.suffix != ".md" and file.is_file()}


def remembered_outline(memory: Memory, record: Record) -> Outline | None:
    """What is remembered of a record's body."""
    found: Outline | None = memory.note(record, NOTE)
    return found


def check(
    catalogue: Catalogue,
    library: Library,
    hand_written: list[HandPage],
    paths: set[str],
    outline_of: Callable[[Record], Outline],
) -> Iterator[Problem]:
    """Every broken link and unknown clause; `paths` are the pages of the site besides records and hand-written ones."""
    anchors: dict[str, set[str] | None] = dict.fromkeys(paths)
    anchors |= {page.path: page.outline.anchors for page in hand_written}
    anchors |= dict.fromkeys(_paths_of(library.unread))
    drafts = set(_paths_of(library.drafts))
    outlines: dict[str, Outline] = {}
    for record in library.records.values():
        outlines[record.key] = outline_of(record)
        anchors[record.path] = outlines[record.key].anchors
    for page in hand_written:
        yield from _broken(catalogue, page.file, page.path, page.body, page.body_line, page.outline.links, anchors, drafts)
    for record in library.records.values():
        links = outlines[record.key].links
        if links:
            yield from _broken(catalogue, record.file, record.path, record.body, record.body_line, links, anchors, drafts)
        yield from _clauses(catalogue, library, record, outlines)


def _broken(
    catalogue: Catalogue,
    file: str,
    path: str,
    body: str,
    body_line: int,
    links: list[Link],
    anchors: Mapping[str, set[str] | None],
    drafts: set[str],
) -> Iterator[Problem]:
    for link in links:
        found = _fault(catalogue.folder, path, link, anchors)
        if found is None:
            continue
        code, words = ("draft-reference", {"value": link.href}) if link.path in drafts else found
        line, column = position(body, _offset(body, link.href))
        yield problem(file, (line + body_line - 1, column), code, href=link.href, **words)


def _paths_of(keys: Iterable[str]) -> Iterator[str]:
    """The paths of records known only by their keys; those in a folder a year may be in any year, entries of vocabularies have none."""
    for key in keys:
        collection, _, record_id = key.partition("/")
        if collection in COLLECTIONS and not COLLECTIONS[collection].by_year:
            yield addresses.record_path(collection, record_id)


def _offset(body: str, href: str) -> int:
    """Where a link stands in the source of a body."""
    exact = re.search(re.escape(f"({href}") + r"(?=[)\s])", body)
    return exact.start() + 1 if exact else max(body.find(href), 0)


def _fault(folder: Path, path: str, link: Link, anchors: Mapping[str, set[str] | None]) -> tuple[str, dict[str, object]] | None:
    if link.path is None:
        return link.code, {"hint": ""} if link.code == "broken-link" else {}
    if prose.OUTSIDE.match(link.path):
        return None
    if link.path.startswith("files/"):
        return None if (folder / link.path).is_file() else ("broken-link", {"hint": ""})
    target = path if link.path == "" and link.href.startswith("#") else link.path
    if target not in anchors:
        near = did_you_mean(f"/{target}", (f"/{known}" for known in anchors))
        return "broken-link", {"hint": near or _missing_slash(target, anchors)}
    known = anchors[target]
    if link.anchor and known is not None and link.anchor not in known:
        return "broken-anchor", {"anchor": link.anchor, "hint": did_you_mean(link.anchor, known)}
    return None


def _missing_slash(target: str, anchors: Mapping[str, set[str] | None]) -> str:
    return f" Ý bạn là “/{target}/”?" if f"{target}/" in anchors else ""


def _clauses(catalogue: Catalogue, library: Library, record: Record, outlines: Mapping[str, Outline]) -> Iterator[Problem]:
    """A clause must exist in a full text, and in any body that has anchors at all."""
    wanted: list[tuple[tuple[str | int, ...], str, Outline]] = []
    if isinstance(record.data, Directive):
        outline = outlines[record.key]
        if record.data.text is TextKind.FULL or outline.anchors:
            wanted = [(("tasks", i, "clause"), task.clause, outline) for i, task in enumerate(record.data.tasks) if task.clause]
    elif isinstance(record.data, Standard) and record.data.based_on:
        target = library.records.get(f"directives/{record.data.based_on[0]}")
        if target and outlines[target.key].anchors:
            wanted = [(keys, clause, outlines[target.key]) for keys, clause in clauses_of(record.data)]
    for keys, clause, outline in wanted:
        if clause not in outline.anchors:
            mark = catalogue.raw(record.file).mark(keys)
            yield problem(record.file, mark, "unknown-clause", value=clause, hint=did_you_mean(clause, outline.anchors))
