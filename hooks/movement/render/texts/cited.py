"""Citations in rendered HTML become links. Markup is never broken: a link is set only where its tags close what they open."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from movement.law.citations import Citation, possible
from movement.law.numbers import STOP

TOKEN = re.compile(r"<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?P<rest>[^>]*)>|&#?\w+;|[^<&]+|[<&]")
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
ID = re.compile(r'\sid="([^"]*)"')
INLINE = {"a", "strong", "em", "del", "span", "b", "i", "u", "s", "sub", "sup", "small", "mark", "abbr"}
"""Elements whose words go on those around them; every other element begins a text of its own."""
SILENT = {"code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "script", "style"}
BREAK = f"\n{STOP}\n"
"""Stands between two texts, so that no citation goes across."""
CONNECTOR = re.compile(r"\s+(?:của|tại|trong|thuộc)?\s*$|\s*,\s*$")
OPENING = re.compile(r"<(?:strong|em|del|span|b|i|u|s)\b[^>]*>$")
CLOSING = re.compile(r"</(?:strong|em|del|span|b|i|u|s)>")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a citation leads, what is shown of it on hover or focus, and what is said beside it."""

    href: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as it stands in a body."""

    citation: Citation
    words: str
    inside: str
    """The anchor of the clause or heading in which it stands, or ""."""
    by_hand: bool
    """Whether it stands in a link of the editor's: nothing is left to advise."""
    span: tuple[int, int] | None = None
    """The stretch of the HTML that can be its link, None where it would break a tag or another link."""


@dataclass(slots=True)
class _Flat:
    """The words of a body in one string, and where each piece of them is in the HTML."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    pieces: list[tuple[int, int]] = field(default_factory=list)
    """From, to in the HTML."""
    closed: list[tuple[int, int]] = field(default_factory=list)
    """Stretches of the text that are links already."""
    anchor_starts: list[int] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)

    def here(self, position: int) -> str:
        """The anchor last passed."""
        index = bisect_right(self.anchor_starts, position) - 1
        return self.anchors[index] if index >= 0 else ""

    def in_link(self, citation: Citation) -> bool:
        """Whether a citation touches a link that is there already."""
        index = bisect_right(self.closed, (citation.end - 1, len(self.text))) - 1
        return index >= 0 and self.closed[index][1] > citation.start

    def in_html(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the text, in the HTML."""
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        offset = end - self.starts[last]
        begin, stop = self.pieces[last]
        length = len(self.text) if last + 1 == len(self.starts) else self.starts[last + 1]
        whole = offset == length - self.starts[last]
        return self.pieces[first][0] + start - self.starts[first], stop if whole else begin + offset


Find = Callable[[str, Callable[[int], str]], list[Citation]]


def read(source: str, find: Find) -> tuple[Cited, ...]:
    """Everything that `find` finds in an HTML, in order.

    `find` gets the words and a function that tells the anchor of the clause a place stands in; headings, code and links are left alone.
    Escaped plain text is HTML too, so fields of the front matter can be given.
    """
    if not possible(source):
        return ()
    flat = _flattened(source)
    found, position = [], 0
    for citation in find(flat.text, flat.here):
        span = _place(source, flat, citation) if citation.directive_id else None
        if span and span[0] < position:
            span = None
        position = span[1] if span else position
        words = flat.text[citation.start : citation.end]
        found.append(Cited(citation, words, flat.here(citation.start), flat.in_link(citation), span))
    return tuple(found)


def linked(source: str, found: Iterable[Cited], target: Callable[[Citation], Target | None]) -> str:
    """The HTML with links for what was found in it and `target` gives a place for."""
    parts, position = [], 0
    for cited in found:
        aim = target(cited.citation) if cited.span else None
        if cited.span and aim:
            start, end = cited.span
            parts += [source[position:start], _link(cited.citation, aim, source[start:end])]
            position = end
    return "".join([*parts, source[position:]])


def _link(citation: Citation, aim: Target, content: str) -> str:
    cites = f"{citation.directive_id}#{citation.anchor}" if citation.anchor else str(citation.directive_id)
    href, title = html.escape(aim.href), html.escape(aim.title)
    note = f' <span class="cite-note">({html.escape(aim.note)})</span>' if aim.note else ""
    return f'<a class="cite" data-cites="{html.escape(cites)}" href="{href}" title="{title}">{content}</a>{note}'


def _flattened(source: str) -> _Flat:
    flat, texts, length = _Flat(), [], 0
    silent, link_from = "", -1

    def add(text: str, start: int, end: int) -> None:
        nonlocal length
        flat.starts.append(length)
        flat.pieces.append((start, end))
        texts.append(text)
        length += len(text)

    for match in TOKEN.finditer(source):
        name = match["name"]
        if silent:
            silent = "" if name == silent and match["close"] else silent
        elif name is None:
            add(html.unescape(match[0]) if match[0][0] == "&" else match[0], match.start(), match.end())
        elif name == "a" and "clause-link" not in match["rest"]:
            if match["close"] and link_from >= 0:
                flat.closed.append((link_from, length))
            link_from = -1 if match["close"] else length
        elif name not in INLINE or name == "a":
            add(BREAK, match.start(), match.start())
            silent = name if (name in SILENT or name == "a") and not match["close"] else ""
        if name and (anchor := ID.search(match["rest"])):
            flat.anchor_starts.append(length)
            flat.anchors.append(anchor[1])
    flat.text = "".join(texts)
    return flat


def _place(source: str, flat: _Flat, citation: Citation) -> tuple[int, int] | None:
    """The stretch of the HTML to make a link of, None where there is none that holds whole tags only."""
    start, end = citation.start, citation.end
    following = bisect_right(flat.closed, (start, len(flat.text)))
    if following and flat.closed[following - 1][1] > start:
        return None
    if following < len(flat.closed) and flat.closed[following][0] < end:
        # “Điều 6 của [Luật Trẻ em](…)”: the clause still gets its link, before the editor's own.
        end = start + len(CONNECTOR.sub("", flat.text[start : flat.closed[following][0]]))
        if end <= start or not citation.anchor:
            return None
    first, last = flat.in_html(start, end)
    if not _whole(source[first:last]) and (opening := OPENING.search(source, max(0, first - 40), first)):
        first = opening.start()
    if not _whole(source[first:last]) and (closing := CLOSING.match(source, last)):
        last = closing.end()
    return (first, last) if _whole(source[first:last]) else None


def _whole(content: str) -> bool:
    """Whether every tag that opens here closes here, in order."""
    names: list[str] = []
    for tag in TAG.finditer(content):
        if not tag[1]:
            names.append(tag[2])
        elif not names or names.pop() != tag[2]:
            return False
    return not names
