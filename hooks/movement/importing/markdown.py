r"""Blocks -> GitHub Flavored Markdown in which every word and every number stays as it was.

Numbers of clauses are escaped (`1\. …`): a list would be counted anew by whoever renders it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from movement.gfm import LESS_THAN, html_of
from movement.importing.blocks import NOTE_CLOSE, NOTE_OPEN, Block, Cell, Paragraph, Table
from movement.importing.clauses import Heading, Item, outline
from movement.importing.foot import Foot

SIGNS = re.compile(r"[\\`*_\[\]~|]")
ENTITY = re.compile(r"&(?=#?\w+;)")
# What would begin a list, a quotation, a heading, a rule.
NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
STARTING = re.compile(r"[-+>#=](?=[\s=>#-]|$)|#{1,6}(?=\s)|[-=]{2,}\s*$")
DASH = re.compile(r"[-–—•▪*·]\s+")
PLUS = re.compile(r"\+\s+")
NOTES_TITLE = "Chú thích"
BREAK = re.compile(r"<br ?/?>|</(?:p|li|h\d|td|th|tr)>")
TAG = re.compile(r"<[^>]*>")


def inline(text: str) -> str:
    """A text of which no character means anything to Markdown."""
    return ENTITY.sub("&amp;", SIGNS.sub(r"\\\g<0>", text)).replace("<", "&lt;")


def line(text: str) -> str:
    """The same for the beginning of a line."""
    text = inline(text)
    if match := NUMBERED.match(text):
        return f"{match[1]}\\{text[match.end(1) :]}"
    return f"\\{text}" if STARTING.match(text) else text


def body(
    blocks: list[Block], foot: Foot | None, appended: list[Block], notes: list[tuple[str, list[Paragraph]]], *, spelled: bool = True
) -> str:
    """The body of a record.

    `spelled` repeats a merged cell in every place it covers; without it each stands once, and the marks of notes stay as they were read.
    """
    parts = [*_parts(outline(blocks), spelled=spelled)]
    if foot:
        signature = "\\\n".join(map(line, foot.signature))
        recipients = [line(each.strip()) for each in foot.recipients[:1]]
        entries = "\n".join(_entry(each) for each in foot.recipients[1:])
        recipients += [entries] if entries else []
        signed = [signature] if signature else []
        parts += [*signed, *recipients] if foot.signature_first else [*recipients, *signed]
    parts += _parts(outline(appended), spelled=spelled)
    if notes:
        parts.append(f"## {NOTES_TITLE}")
        for mark, paragraphs in notes:
            said = " ".join(inline(each.whole) for each in paragraphs if each.whole)
            parts.append(f"{NOTE_OPEN}{mark}{NOTE_CLOSE} {said}".strip())
    text = "\n\n".join(parts) + "\n"
    return text.replace(NOTE_OPEN, "\\[").replace(NOTE_CLOSE, "\\]") if spelled else text


def _parts(items: Iterable[Item], *, spelled: bool) -> Iterator[str]:
    """The blocks of Markdown; the lines of a list are one."""
    entries: list[str] = []
    for item in items:
        if isinstance(item, Paragraph) and (entry := _list_entry(item, within=bool(entries))):
            entries.append(entry)
            continue
        if entries and (not isinstance(item, Paragraph) or item.whole):
            yield "\n".join(entries)
            entries = []
        if isinstance(item, Heading):
            yield f"{'#' * min(item.level, 6)} {inline(item.text)}"
        elif isinstance(item, Table):
            yield from table(item, spelled=spelled)
        elif item.whole:
            yield line(item.whole)
    if entries:
        yield "\n".join(entries)


def _list_entry(paragraph: Paragraph, *, within: bool) -> str:
    text = paragraph.whole
    if match := DASH.match(text):
        return f"- {line(text[match.end() :])}"
    if match := PLUS.match(text):
        return f"{'  ' if within else ''}- {line(text[match.end() :])}"
    return ""


def _entry(text: str) -> str:
    return f"- {line(DASH.sub('', text, count=1) if DASH.match(text) else text.removeprefix('-').strip())}"


def table(block: Table, *, spelled: bool) -> Iterator[str]:
    """A table of GitHub's Markdown; a table of one column is a frame round paragraphs."""
    rows = [row for row in block.rows if any(cell.lines for cell in row)]
    if not rows:
        return
    if len(rows[0]) == 1 or all(_one(row) for row in rows):
        yield from _parts(outline([paragraph for cell in block.cells for paragraph in cell.paragraphs]), spelled=spelled)
        return
    seen: set[int] = set()
    lines = []
    for row in rows:
        texts = []
        for cell in row:
            again = id(cell) in seen and (not spelled or _one(row))
            seen.add(id(cell))
            texts.append("" if again else " ".join(inline(text) for text in cell.lines))
        lines.append(f"| {' | '.join(texts)} |")
    yield "\n".join([lines[0], f"|{' --- |' * len(rows[0])}", *lines[1:]])


def _one(row: list[Cell]) -> bool:
    """Whether one cell is the whole row: a title within the table, written once."""
    return len({id(cell) for cell in row}) == 1


def read_back(text: str) -> str:
    """What a reader sees of a body, line by line."""
    html = TAG.sub("", BREAK.sub("\n", html_of(text))).replace(LESS_THAN, "<")
    return html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
