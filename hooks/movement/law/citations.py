"""Citations of official texts in ordinary prose, and what they mean: never more than the words say.

A citation is a text (“Thông tư số 124/2021/TT-BCA”, “Luật Trẻ em”, “Thông tư này”), or clauses of one (“điểm a khoản 1 Điều 6 Thông tư
số 124/2021/TT-BCA”, “Luật Trẻ em, Điều 21”, and inside a directive “khoản 1 Điều 8” alone). Forms: Nghị định 30/2020/NĐ-CP, phụ lục I
(in full the first time, kind and number later; laws by name), and the slips that occur in real texts. What could be two texts is none:
a symbol that every province uses needs its issuer, a number without a year that is dated otherwise is another text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from movement.law.clause_runs import UNITS, Run, run_at
from movement.law.mentions import ABBREVIATIONS, AMBIGUOUS, FOREIGN, KIND, KINDS, MENTION, UNKNOWN, Context, Mention, Mentions, settled
from movement.law.numbers import PARTY, SLASH, YEAR, prepared
from movement.law.register import Register

__all__ = ["AMBIGUOUS", "UNKNOWN", "Citation", "Context", "find", "possible"]

LAST_WORDS = tuple(sorted({word.split()[-1] for word in (*KINDS, *UNITS, "văn bản")}))
BEFORE_DIGIT = (*LAST_WORDS, *ABBREVIATIONS, "số", "số:", "thứ")
DIGITS = re.compile(r"[0-9]+")
SYMBOL = re.compile(rf"[a-z]?(?: về)?(?:{SLASH}(?:{YEAR}{SLASH})?[a-zđ]|{PARTY})")
LAW = re.compile(r"luật\s")
THIS = re.compile(r"này(?!\w)")
START = re.compile(rf"(?<![\w/.])(?<!\d,)(?<!\w-)(?:{'|'.join((*UNITS, *KINDS, *ABBREVIATIONS))}|\d)")
"""What a citation begins with; it stands at most REACH before the first likely place in it."""
REACH = 70
TO_TEXT = re.compile(r"\s*,?\s*(?P<of>(?:của|tại|trong|thuộc)\s+)?(?:các\s+)?")
TO_RUN = re.compile(r"\s*[(:,-]?\s*(?:tại\s+|theo\s+)?(?:các\s+)?")
AMENDING = re.compile(r"(?:sửa đổi|bổ sung|thay thế|bãi bỏ|thay cụm từ|bỏ cụm từ)(?![^.;\ue002]*\bnày\b)[^.;\ue002]*$")
"""Before a clause: it is most likely one of the text that is being changed."""
OTHER = re.compile(rf"(?:{KIND}|{FOREIGN})\s+(?!này)(?:(?!(?:tại|theo|và|hoặc|thì|này|của|về|cho|có)\s)[\w/-]+[\s,(]+){{1,10}}$")
"""Before a clause: the name of a law that we do not know (“Luật Tố cáo 2018 Điều 9”)."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A stretch of a text that cites another."""

    start: int
    end: int
    directive_id: str | None
    anchor: str | None = None
    reason: str = ""
    """`ambiguous` or `unknown` where there is no id."""


def find(text: str, register: Register, context: Context = Context(), here: Callable[[int], str] | None = None) -> list[Citation]:  # noqa: B008
    """The citations in a text, in order and without overlap; `here` tells the anchor of the clause a place stands in."""
    composed, places = _composed(text)
    low = prepared(composed)
    likely = _likely(low)
    if not likely:
        return []
    found = _Finder(composed, low, register, context, here).found(likely)
    if places:
        return [replace(citation, start=places[citation.start], end=places[citation.end]) for citation in found]
    return found


def possible(text: str) -> bool:
    """Whether there can be a citation at all; quick."""
    return bool(_likely(prepared(_composed(text)[0])))


def _likely(low: str) -> list[tuple[int, int]]:
    """The places that every citation has: a digit after the right word or before a symbol, “luật”, “này”; most texts have none.

    Patterns that begin with a plain character are much faster than one for whole citations.
    """
    found = [match.span() for match in LAW.finditer(low) if not low.endswith("pháp ", 0, match.start())]
    found += [match.span() for match in THIS.finditer(low) if _word_before(low, match.start()).endswith(LAST_WORDS)]
    for match in DIGITS.finditer(low):
        if SYMBOL.match(low, match.end()) or _word_before(low, match.start()).endswith(BEFORE_DIGIT):
            found.append(match.span())
    return sorted(found)


def _word_before(low: str, position: int) -> str:
    return low[max(0, position - 9) : position].rstrip()


def _composed(text: str) -> tuple[str, list[int]]:
    """The text in NFC, and for each of its places the place in `text`; no places where they are the same."""
    if unicodedata.is_normalized("NFC", text):
        return text, []
    parts, places = [], []
    for match in re.finditer(r"[^\u0300-\u036f][\u0300-\u036f]*|^[\u0300-\u036f]+", text):
        part = unicodedata.normalize("NFC", match[0])
        parts.append(part)
        places += [match.start()] * len(part)
    return "".join(parts), [*places, len(text)]


class _Finder:
    """One pass over a prepared text."""

    def __init__(self, text: str, low: str, register: Register, context: Context, here: Callable[[int], str] | None) -> None:
        self.text, self.low, self.register, self.context, self.here = text, low, register, context, here
        self.mentions = Mentions(text, low, register, context)

    def found(self, likely: list[tuple[int, int]]) -> list[Citation]:
        """All citations, looked for round the likely places."""
        pairs: list[tuple[Run | None, Mention | None]] = []
        position = 0
        for start, end in likely:
            position = max(position, start - REACH)
            while position < end and (first := START.search(self.low, position, end)):
                run, mention = pair = self._at(first.start())
                position = max(first.start() + 1, mention.end if mention else 0, run.end if run else 0)
                if run or mention:
                    pairs.append(pair)
        ids = {mention.text_id for _, mention in pairs if mention and mention.text_id} | self.context.known | {self.context.own}
        named = [self.register.texts[text_id] for text_id in sorted(ids) if text_id in self.register.texts]
        return [citation for run, mention in pairs for citation in self._cited(run, mention and settled(mention, named))]

    def _at(self, start: int) -> tuple[Run | None, Mention | None]:
        run = run_at(self.low, start, self.here)
        if run:
            return run, self._mention_after(run)
        mention = self.mentions.at(start)
        return (self._run_after(mention) if mention else None), mention

    def _mention_after(self, run: Run) -> Mention | None:
        """The text whose clauses a run names: “Điều 6 (của) Thông tư …”."""
        gap = TO_TEXT.match(self.low, run.end)
        assert gap is not None
        mention = self.mentions.at(gap.end())
        if mention is None and gap["of"] and (match := MENTION.match(self.low, gap.end())):
            return Mention(match.start(), match.end(), match.end())
        return mention

    def _run_after(self, mention: Mention) -> Run | None:
        """Clauses named behind their text: “Luật Trẻ em, Điều 21”, “Thông tư … (khoản 1 Điều 6)”."""
        gap = TO_RUN.match(self.low, mention.tail)
        run = run_at(self.low, gap.end(), self.here) if gap else None
        if not gap or not run or run.article_at is None or run.here or self._mention_after(run):
            return None
        # After a comma a directive's own “Điều 6” may begin a new thought.
        return None if "," in gap[0] and self.context.own else run

    def _cited(self, run: Run | None, mention: Mention | None) -> list[Citation]:
        if run is None:
            return [] if mention is None else self._plain(mention)
        if mention is None:
            return self._own(run)
        if mention.start < run.start:
            if not mention.text_id:
                return self._plain(mention)
            return [*self._plain(mention), *self._leaves(run, mention.text_id)]
        if not mention.text_id:
            return self._plain(replace(mention, start=run.start))
        if not run.leaves:
            return self._plain(mention)
        return self._leaves(run, mention.text_id, mention.end)

    def _own(self, run: Run) -> list[Citation]:
        """Clauses of the text in which they are named."""
        if not self.context.own or not run.leaves:
            return []
        alone = run.levels == 1 and run.article_at is not None and not self.text[run.article_at].isupper()
        if alone or (run.article_at is None and not run.here):
            return []
        if not run.here and self._of_another(run.start):
            return [Citation(run.start, run.end, None, reason=AMBIGUOUS)]
        return self._leaves(run, self.context.own)

    def _of_another(self, start: int) -> bool:
        """Whether the words before say that another text is quoted or changed."""
        before = self.low[max(0, start - 200) : start]
        return before.count("“") > before.count("”") or bool(AMENDING.search(before[-90:]) or OTHER.search(before[-90:]))

    def _leaves(self, run: Run, text_id: str, end: int = 0) -> list[Citation]:
        """One citation for each clause; where a text is named behind them, the last has its name in it."""
        ends = [leaf.end for leaf in run.leaves]
        ends[-1] = end or ends[-1]
        return [Citation(leaf.start, stop, text_id, leaf.anchor) for leaf, stop in zip(run.leaves, ends, strict=True)]

    def _plain(self, mention: Mention) -> list[Citation]:
        if mention.text_id:
            return [Citation(mention.start, mention.end, mention.text_id)]
        return [Citation(mention.start, mention.end, None, reason=mention.reason)] if mention.reason else []
