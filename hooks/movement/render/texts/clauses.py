"""The structure of a legal text: every level of a rendered body gets an anchor that stays, and a link to copy.

Both layouts are read (Nghị định 30/2020/NĐ-CP, phụ lục I): Phần, Chương, Mục, Tiểu mục, Điều, Khoản, Điểm; and the numbered sections
of a chỉ thị, a kế hoạch or a hướng dẫn (`I.`, `1.`, `1.1.`, `a)`, dashes). An editor writes them as headings, as ordinary paragraphs or
as Markdown lists; a list under a Điều is its khoản. An anchor begins with the level that a citation names last:
`dieu-3.khoan-2.diem-a` (a Điều is counted through the whole text), `chuong-2.muc-1`, `muc-5.khoan-1`; `phu-luc-1.` before what stands
in an appendix. Where two would be equal the later has `-2`. What is quoted (a block quote, or paragraphs from “ with a label to ”,
as in texts that amend others) is no part of this text and gets none.
"""

from __future__ import annotations

import re

from movement.law.clause_ladder import Clause, Ladder, Place, Step
from movement.law.clause_names import POINT, Label, closes_quote, label_of, opens_quote, quotes
from movement.render.texts.prose import plain

__all__ = ["LINK", "Clause", "anchored"]

BLOCK = re.compile(r'<(/?)(h[1-6]|p|li|ol|ul|blockquote)(?: id="(?P<id>[^"]*)"| start="(?P<start>\d+)")?>')
HINT = re.compile(
    r'<ol|<(?:p|li|h[1-6] id="[^"]*")>\s*(?:<\w+>)*(?:phụ lục|phần|chương|tiểu mục|mục|điều|[0-9ivxl]+\.|[a-zđ][).])', re.IGNORECASE
)
"""What a body without clauses has not."""
START = re.compile(r"(?:<\w+>)*(?:[0-9IVXLĐđCPMTcpmt“\"]|[a-zđ][).])")
"""What a line with a label begins with."""
RECIPIENTS = re.compile(r"(?:<\w+>)*Nơi nhận\s*(?:</\w+>\s*)*(?::|$|<br|\n|</?(?:p|li|h[1-6])\b)", re.IGNORECASE)
"""What ends the clauses: the list below it says who gets the text."""
QUOTES = ("“", "&", '"')
INLINE = re.compile(r"<(/?)(?:strong|em|code|del|a)\b[^>]*>")
LINK = re.compile(r' <a class="clause-link"[^>]*>#</a>')
"""The control that copies a link; `LINK.sub("", html)` where only the words are wanted."""


def anchored(html: str, *, full: bool = True) -> tuple[str, list[Clause]]:
    """The body with an `id` and a copy link for every clause, and the clauses in order.

    `html` is what `prose.render` made. Bare numbers (`1.`) that stand under no Điều and no numbered heading are the mục of a chỉ thị
    only when the body is the `full` text; in a summary they are the editor's own counting.
    """
    return _Reader(html, full).read() if HINT.search(html) else (html, [])


class _Reader:
    """One walk over the block tags of a body, collecting what to write where."""

    def __init__(self, html: str, full: bool) -> None:
        self.html = html
        self.tags = list(BLOCK.finditer(html))
        self.edits: list[tuple[int, int, str]] = []
        """From, to, and what stands there instead."""
        self.moved: list[tuple[int, str]] = []
        """The anchors that headings had without their clauses, and where they still stand: addresses are permanent."""
        self.clauses: list[Clause] = []
        self.lists: list[tuple[int, Step | None]] = []
        """Of every open list: the number of its next item, 0 where it has dashes, and what its numbers stand under."""
        self.items: list[Step | None] = []
        """The clause of every open item."""
        self.block_quotes = 0
        self.quoted = False
        # A heading without a label keeps its anchor, whatever comes before it.
        headings = [(tag["id"], self._words(tag)) for tag in self.tags if tag["id"]]
        self.ladder = Ladder({anchor for anchor, words in headings if not label_of(words, heading=True)}, full)

    def read(self) -> tuple[str, list[Clause]]:
        """The new body and its clauses."""
        for index, tag in enumerate(self.tags):
            closing, name = tag[1] == "/", tag[2]
            if name == "blockquote":
                self.block_quotes += -1 if closing else 1
            elif name in ("ol", "ul"):
                self._list(tag, closing)
            elif closing:
                if name == "li":
                    self.items.pop()
            elif name == "li":
                self._item(tag, index)
            elif tag["id"]:
                self._heading(tag, int(name[1]))
            elif name == "p" and not self._first_of_item(index):
                self._paragraph(tag, index)
        return self._written(), self.clauses

    def _words(self, tag: re.Match[str]) -> str:
        return plain(self.html[tag.end() : self.html.index("</h", tag.end())])

    def _first_of_item(self, index: int) -> bool:
        before = self.tags[index - 1]
        return index > 0 and before[2] == "li" and not before[1]

    def _list(self, tag: re.Match[str], closing: bool) -> None:
        if closing:
            self.lists.pop()
        else:
            self.lists.append((int(tag["start"] or 1) if tag[2] == "ol" else 0, self.items[-1] if self.items else None))

    def _heading(self, tag: re.Match[str], level: int) -> None:
        self.quoted = False
        label = None if self.block_quotes else label_of(self._words(tag), heading=True)
        if not label or not label.level:
            self.ladder.close_headings(level)
        if label and (step := self.ladder.step(label, Place(heading=level, was=tag["id"]))):
            self.edits.append((tag.start("id"), tag.end("id"), step.clause.anchor))
            if tag["id"] != step.clause.anchor:
                self.moved.append((tag.end(), tag["id"]))
            self._link(step, self.html.index("</h", tag.end()))

    def _item(self, tag: re.Match[str], index: int) -> None:
        loose = self.tags[index + 1][2] == "p"
        start = self.tags[index + 1].end() if loose else tag.end()
        end = self.tags[index + 1 + loose].start()
        number, above = self.lists[-1]
        hidden = self._hidden(start, end) or (self.items and self.items[-1] is None)
        step = None if hidden else self._item_step(self.html[start:end], number, above)
        self.items.append(step)
        self.lists[-1] = (number + bool(number), step.above if step else above)
        if step:
            self.edits.append((tag.end() - 1, tag.end() - 1, f' id="{step.clause.anchor}"'))
            self._lines(start, end, step, tight=not loose)

    def _item_step(self, run: str, number: int, above: Step | None) -> Step | None:
        place = Place(item=True)
        words = plain(run.partition("\n")[0])
        if number:
            return self.ladder.step(Label("", str(number), words, sure=True), place, above)
        label = label_of(words, heading=False)
        if label and (label.level in ("", POINT)) and (step := self.ladder.step(label, place, above)):
            return step
        return self.ladder.dash(words, place, above)

    def _paragraph(self, tag: re.Match[str], index: int) -> None:
        start, end = tag.end(), self.tags[index + 1].start()
        if self._hidden(start, end):
            return
        if RECIPIENTS.match(self.html, start):
            self.ladder.steps.clear()
        step = self._labelled(self.html[start : self._line_end(start, end)], Place())
        if step:
            self.edits.append((tag.end() - 1, tag.end() - 1, f' id="{step.clause.anchor}"'))
        self._lines(start, end, step)

    def _labelled(self, line: str, place: Place) -> Step | None:
        if not START.match(line):
            return None
        label = label_of(plain(line), heading=False)
        return self.ladder.step(label, place, self._above(label)) if label else None

    def _above(self, label: Label) -> Step | None:
        """The item around a paragraph, for its điểm; a keyword or a number like 1.1 finds its own place."""
        return self.items[-1] if self.items and label.level == POINT else None

    def _lines(self, start: int, end: int, step: Step | None, *, tight: bool = False) -> None:
        """The lines of one paragraph: a line that goes on the row of labels begins a paragraph of its own."""
        position, split = self._line_end(start, end), False
        unclosed = self._unclosed(start, position)
        while position < end:
            following = self._line_end(position + 1, end)
            if not unclosed and (found := self._labelled(self.html[position + 1 : following], Place(inside=True))):
                self._link(step, position)
                closing = "" if tight and not split else "</p>"
                self.edits.append((position, position + 1, f'{closing}\n<p id="{found.clause.anchor}">'))
                step, split = found, True
            unclosed += self._unclosed(position, following)
            position = following
        self._link(step, end)
        if tight and split:
            self.edits.append((end, end, "</p>\n"))

    def _line_end(self, start: int, end: int) -> int:
        found = self.html.find("\n", start, end)
        return end if found < 0 else found

    def _unclosed(self, start: int, end: int) -> int:
        """How much more inline markup opens than closes here."""
        return sum(-1 if match[1] else 1 for match in INLINE.finditer(self.html, start, end))

    def _hidden(self, start: int, end: int) -> bool:
        """Whether these words are quoted from another text."""
        if self.block_quotes:
            return True
        if not self.quoted and self.html[start : start + 1] not in QUOTES:
            return False
        words = plain(self.html[start:end])
        self.quoted, hidden = (not closes_quote(words) if self.quoted else opens_quote(words)), self.quoted or quotes(words)
        return hidden

    def _link(self, step: Step | None, position: int) -> None:
        """The clause is listed, and its words end with the link to copy."""
        if step is None:
            return
        self.clauses.append(step.clause)
        anchor, path = step.clause.anchor, step.clause.path
        link = f' <a class="clause-link" href="#{anchor}" aria-label="Liên kết tới {path}">#</a>'
        while self.html[position - 1].isspace():
            position -= 1
        self.edits.append((position, position, link))

    def _written(self) -> str:
        parts, position = [], 0
        self.edits += [(at, at, f'<span id="{was}"></span>') for at, was in self.moved if was not in self.ladder.taken]
        for start, end, text in sorted(self.edits, key=lambda edit: edit[0]):
            parts += [self.html[position:start], text]
            position = end
        return "".join([*parts, self.html[position:]])
