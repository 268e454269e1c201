"""What was lost: every word of the record against the file's own letters, and against what LibreOffice reads in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from movement.importing.blocks import Paragraph, Source, Table, clean, symbols, words
from movement.importing.clauses import labels

SHOWN = 20
CONTEXT = 4


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two texts differ, with the words before it."""

    before: str
    theirs: str
    ours: str


@dataclass(slots=True)
class Comparison:
    """Two texts, word by word."""

    count: int = 0
    """The words of the other text."""
    missing: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)
    labels: int = 0
    labels_missing: Counter[str] = field(default_factory=Counter)

    @property
    def same(self) -> bool:
        """Whether every word stands in its place."""
        return not self.differences


def compare(theirs: str, ours: str) -> Comparison:
    """The words of `ours` against those of `theirs`; capitals do not count."""
    left, right = words(clean(symbols(theirs)[0])), words(clean(symbols(ours)[0]))
    a, b = [word.casefold() for word in left], [word.casefold() for word in right]
    comparison = Comparison(len(left), Counter(a) - Counter(b), Counter(b) - Counter(a))
    wanted = Counter(label.casefold() for label in labels(theirs))
    comparison.labels = wanted.total()
    comparison.labels_missing = wanted - Counter(label.casefold() for label in labels(ours))
    start = _common(a, b)
    end = _common(a[start:][::-1], b[start:][::-1])
    inner_a, inner_b = a[start : len(a) - end], b[start : len(b) - end]
    for kind, i, j, k, m in SequenceMatcher(None, inner_a, inner_b, autojunk=False).get_opcodes():
        if kind != "equal":
            before = left[max(0, start + i - CONTEXT) : start + i]
            theirs_here, ours_here = left[start + i : start + j], right[start + k : start + m]
            comparison.differences.append(Difference(" ".join(before), " ".join(theirs_here), " ".join(ours_here)))
    return comparison


def _common(a: list[str], b: list[str]) -> int:
    return next((place for place, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b)))


def unread(source: Source) -> str:
    """The letters of the file that our reading does not have, "" when it has them all; numbers of lists are not in the file."""
    lost = _letters(source.raw) - _letters(" ".join(each.text for each in paragraphs(source)))
    return "".join(lost.elements())


def all_text(source: Source) -> str:
    """Everything that was read, with its labels, every cell once."""
    return "\n".join(each.whole for each in paragraphs(source))


def paragraphs(source: Source) -> Iterator[Paragraph]:
    """Every paragraph that was read, in cells and notes too."""
    for block in source.blocks:
        yield from (each for cell in block.cells for each in cell.paragraphs) if isinstance(block, Table) else (block,)
    for _, note in source.notes:
        yield from note


def _letters(text: str) -> Counter[str]:
    return Counter("".join(words(clean(symbols(text)[0]))).casefold())


def report(comparison: Comparison, whose: str) -> Iterator[str]:
    """The lines that say what differs."""
    if comparison.same:
        yield f"So với {whose}: đủ {comparison.count} từ và {comparison.labels} số hiệu điều, khoản, điểm, đúng thứ tự."
        return
    yield (
        f"So với {whose}: {comparison.count} từ, thiếu {comparison.missing.total()}, thừa {comparison.added.total()}, "
        f"{len(comparison.differences)} chỗ khác; {comparison.labels} số hiệu điều, khoản, điểm, thiếu {comparison.labels_missing.total()}."
    )
    if comparison.labels_missing:
        yield f"  Số hiệu thiếu: {', '.join(list(comparison.labels_missing)[:SHOWN])}"
    for each in comparison.differences[:SHOWN]:
        yield f"  sau “{each.before}”: {whose} “{_short(each.theirs)}” – bản ghi “{_short(each.ours)}”"
    if len(comparison.differences) > SHOWN:
        yield f"  … và {len(comparison.differences) - SHOWN} chỗ khác."


def _short(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:120]}…"
