"""A body that is an official text, or speaks of one: its clauses as anchors, as sections for search, as steps from Điều to Điều."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from movement.law.clause_names import ARTICLE, RANKS
from movement.render.texts.clauses import LINK, Clause, anchored
from movement.render.texts.prose import Prose, sections

BLOCK = re.compile(r'<(?:h(?P<level>[2-6])|p) id="(?P<id>[^"]+)"')
ID = re.compile(r'<\w+ id="([^"]+)"')
PARAGRAPH = 7
"""The place of a Điều that is no heading: every heading ends it."""


def with_clauses(prose: Prose, *, full: bool) -> Prose:
    """The body with its clauses, see `clauses.anchored`; anchors that headings had before still lead there."""
    html, found = anchored(prose.html, full=full)
    if not found:
        return prose
    now = {clause.was: clause.anchor for clause in found if clause.was}
    headings = [heading._replace(anchor=now.get(heading.anchor, heading.anchor)) for heading in prose.outline.headings]
    anchors = prose.outline.anchors | {clause.anchor for clause in found}
    titles = {clause.anchor: name_of(clause) for clause in found if stands_alone(clause)} | {h.anchor: h.title for h in headings}
    words = LINK.sub("", html)
    cuts = [(anchor, titles[anchor]) for anchor in ID.findall(words) if anchor in titles]
    outline = dataclasses.replace(prose.outline, headings=headings, anchors=anchors)
    return Prose(html, outline, sections(words, cuts), tuple(found))


def stands_alone(clause: Clause) -> bool:
    """Whether a clause is a Điều or above: tables of contents and search lead to it."""
    return RANKS[clause.level] <= RANKS[ARTICLE]


def name_of(clause: Clause) -> str:
    """`Điều 6. Tiêu chí`."""
    label = clause.label[:1].upper() + clause.label[1:]
    return f"{label}. {clause.title}" if clause.title else label


def with_steps(html: str, clauses: Sequence[Clause]) -> str:
    """The body with a line at the end of each Điều that leads to the one before and the one after."""
    articles = [clause for clause in clauses if clause.level == ARTICLE]
    if len(articles) < 2:
        return html
    place = {clause.anchor: number for number, clause in enumerate(articles)}
    above = {clause.anchor for clause in clauses if stands_alone(clause)}
    parts: list[str] = []
    position, here, deep = 0, -1, 0
    for block in BLOCK.finditer(html):
        level = int(block["level"] or PARAGRAPH)
        if block["id"] not in above and (not block["level"] or level > deep):
            continue
        if here >= 0:
            parts += [html[position : block.start()], _steps(articles, here)]
            position, here = block.start(), -1
        if block["id"] in place:
            here, deep = place[block["id"]], level
    return "".join([*parts, html[position:], _steps(articles, here) if here >= 0 else ""])


def _steps(articles: Sequence[Clause], here: int) -> str:
    near = ((here - 1, "prev"), (here + 1, "next"))
    links = (f'<a rel="{way}" href="#{articles[n].anchor}">{articles[n].label}</a>' for n, way in near if 0 <= n < len(articles))
    return f'<p class="clause-steps">{" ".join(links)}</p>\n'
