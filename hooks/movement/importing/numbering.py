"""Word's automatic numbering, worked out as Word shows it.

Source: ECMA-376-1, section 17.9. Counters belong to the abstract definition: lists that share one go on counting, and a
`startOverride` restarts it once, where the list is first met.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from movement.importing.numerals import written
from movement.importing.styles import Styles
from movement.importing.word_xml import Element, W, child, number, switched_on, value

LEVELS = 9
PLACE = re.compile(r"%([1-9])")
SUFFIXES = {"nothing": "", "space": " ", "tab": " "}
BULLETS = {"-": "-", "–": "-", "—": "-", "+": "+"}


@dataclass(frozen=True, slots=True)
class Level:
    """One `w:lvl`."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    suffix: str = " "
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """What Word shows before a paragraph."""

    text: str
    bullet: bool = False
    suffix: str = " "


@dataclass(slots=True)
class Abstract:
    """One `w:abstractNum` and how far each of its levels has counted; None is not yet, or begun anew."""

    levels: dict[int, Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)
    used: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Num:
    """One `w:num`: an abstract definition and what it overrides."""

    abstract: Abstract
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)

    def level(self, index: int) -> Level:
        """A level as this list has it."""
        return self.levels.get(index) or self.abstract.levels.get(index) or Level()

    def start(self, index: int) -> int:
        """The number with which a level begins."""
        return self.starts.get(index, self.level(index).start)


class Numbering:
    """Gives the paragraphs of a document their labels; must be asked in their order."""

    def __init__(self, root: Element | None, styles: Styles, *, as_libreoffice: bool = False) -> None:
        self.styles = styles
        self.as_libreoffice = as_libreoffice
        """Count as LibreOffice does: it knows no `lvlRestart` and no `isLgl`, and uses a `startOverride` once."""
        self.nums: dict[int, Num] = {}
        self.unknown: set[str] = set()
        """Formats of numbers that we do not know; their numbers are written in figures."""
        self.unsure: list[str] = []
        """Labels of a level met only after one below it: programs do not agree what they are."""
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        found = {number(each, "abstractNumId"): each for each in root.iterfind(W + "abstractNum")}
        targets = {number(each, "numId"): number(child(each, "abstractNumId")) for each in root.iterfind(W + "num")}
        abstracts: dict[int | None, Abstract] = {}
        for key in found:
            real = self._behind_style(key, found, targets)
            if real not in abstracts:
                levels = {number(each, "ilvl") or 0: _level(each) for each in found[real].iterfind(W + "lvl")}
                abstracts[real] = Abstract(levels)
            abstracts[key] = abstracts[real]
        for each in root.iterfind(W + "num"):
            num_id, abstract = number(each, "numId"), abstracts.get(number(child(each, "abstractNumId")))
            if num_id is None or abstract is None:
                continue
            num = self.nums[num_id] = Num(abstract)
            for override in each.iterfind(W + "lvlOverride"):
                index = number(override, "ilvl") or 0
                if (own := child(override, "lvl")) is not None:
                    num.levels[index] = _level(own)
                if (start := number(child(override, "startOverride"))) is not None:
                    num.starts[index] = start

    def _behind_style(self, key: int | None, found: dict[int | None, Element], targets: dict[int | None, int | None]) -> int | None:
        """The abstract definition that a `numStyleLink` leads to; itself without one."""
        for _ in range(LEVELS):
            link = value(child(found[key], "numStyleLink"))
            target = targets.get(self.styles.list_of(link)) if link else None
            if target is None or target not in found:
                break
            key = target
        return key

    def place(self, paragraph: Element) -> tuple[Num, int] | None:
        """The list of a paragraph and its level there."""
        properties = child(paragraph, "pPr", "numPr")
        num_id, index = number(child(properties, "numId")), number(child(properties, "ilvl"))
        style = self.styles.of_paragraph(paragraph)
        if num_id is None:
            num_id, style_index, owners = self.styles.numbering(style)
            linked = self.nums.get(num_id or 0)
            if linked and index is None:
                index = next((at for owner in owners for at in range(LEVELS) if linked.level(at).style == owner), style_index)
        num = self.nums.get(num_id or 0)
        return (num, min(max(index or 0, 0), LEVELS - 1)) if num else None

    def label(self, paragraph: Element) -> Label | None:
        """What Word shows before this paragraph; counts on."""
        place = self.place(paragraph)
        if place is None:
            return None
        num, index = place
        counts, level = num.abstract.counts, num.level(index)
        first = index not in num.begun
        num.begun.add(index)
        before = None if first and index in num.starts else counts[index]
        start = num.start(index) if first or not self.as_libreoffice else level.start
        counts[index] = start if before is None else before + 1
        for deeper in range(index + 1, LEVELS):
            restart = num.level(deeper).restart
            if restart is None or index < restart or self.as_libreoffice:
                counts[deeper] = None
        if level.form == "bullet":
            return Label(BULLETS.get(level.text.strip(), "•"), bullet=True)
        text = PLACE.sub(lambda match: self._written(num, int(match[1]) - 1, level), level.text)
        used = num.abstract.used
        if index not in used and any(deeper > index for deeper in used):
            self.unsure.append(text)
        used.add(index)
        return Label(text, suffix=level.suffix) if text.strip() else None

    def _written(self, num: Num, index: int, shown_by: Level) -> str:
        count = num.abstract.counts[index]
        form = num.level(index).form
        if shown_by.legal and not self.as_libreoffice and form not in ("none", "bullet"):
            form = "decimal"
        shown = num.start(index) if count is None else count
        text = written(shown, form)
        if text is None:
            self.unknown.add(form)
            return str(shown)
        return text


def _level(element: Element) -> Level:
    form = next(element.iter(W + "numFmt"), None)
    kind = value(form) or "decimal"
    return Level(
        start=number(child(element, "start")) or 0,
        form=value(form, "format") or kind if kind == "custom" else kind,
        text=value(child(element, "lvlText")) or "",
        restart=number(child(element, "lvlRestart")),
        legal=switched_on(child(element, "isLgl")),
        suffix=SUFFIXES.get(value(child(element, "suff")) or "tab", " "),
        style=value(child(element, "pStyle")),
    )
