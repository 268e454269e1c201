"""A Word document -> blocks, in the order in which it is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from movement.importing.blocks import NOTE_CLOSE, NOTE_OPEN, Block, Cell, Paragraph, Source, Table, clean, symbols
from movement.importing.messages import finding
from movement.importing.numbering import Numbering
from movement.importing.numerals import roman
from movement.importing.package import Package
from movement.importing.styles import Styles
from movement.importing.word_xml import Element, M, W, child, chosen, local, number, raw_text, set_aside, switched_on, value

WRAPPERS = ("hyperlink", "smartTag", "customXml", "sdtContent", "fldSimple", "dir", "bdo", "rubyBase", "sdt")
OBJECTS = ("drawing", "pict", "object")
PLAIN = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
WIDEST = 63
"""The most columns that Word allows."""
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class _Line:
    """The pieces of a paragraph, each bold or not."""

    style: str
    pieces: list[tuple[str, bool]] = field(default_factory=list)


class Reader:
    """Walks the body of one document."""

    def __init__(self, package: Package, *, as_libreoffice: bool = False) -> None:
        self.package = package
        self.styles = Styles(package.styles)
        self.numbering = Numbering(package.numbering, self.styles, as_libreoffice=as_libreoffice)
        self.fields: list[bool] = []
        """The fields that are open, outermost first: whether the walk is in the code of each, not yet in its result."""
        self.boxes: list[Element] = []
        self.marks: list[tuple[str, Element]] = []
        self.seen: Counter[str] = Counter()

    def read(self) -> Source:
        """All that the document says."""
        body = child(self.package.document, "body")
        source = Source(list(self._blocks(body)) if body is not None else [])
        # A note may refer to no other note, so the list is complete here.
        source.notes = [(mark, list(self._flat(self._blocks(note)))) for mark, note in self.marks]
        parts = (self.package.document, self.package.footnotes, self.package.endnotes)
        source.raw = " ".join(raw_text(part) for part in parts if part is not None)
        margins = dict.fromkeys(" ".join(clean(raw_text(part)).split()) for part in self.package.margins)
        source.findings = [finding(code, count=count) for code, count in sorted(self.seen.items()) if count]
        source.findings += [finding("margins", text=text) for text in margins if any(letter.isalpha() for letter in text)]
        source.findings += [finding("number-format", form=form) for form in sorted(self.numbering.unknown)]
        source.findings += [finding("number-order", label=label) for label in dict.fromkeys(self.numbering.unsure)]
        if self.package.comments is not None and (count := len(list(self.package.comments))):
            source.findings.append(finding("comments", count=count))
        return source

    def _blocks(self, container: Element) -> Iterator[Block]:
        for element in self._children(container):
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield self._table(element)

    def _children(self, container: Element) -> Iterator[Element]:
        """Paragraphs, tables, rows, cells: seen through content controls and the like."""
        for element in container:
            name = local(element)
            if name in ("sdt", "sdtContent", "customXml", "smartTag"):
                yield from self._children(element)
            elif name == "AlternateContent":
                yield from self._children(chosen(element))
            else:
                yield element

    def _flat(self, blocks: Iterable[Block]) -> Iterator[Paragraph]:
        for block in blocks:
            if isinstance(block, Paragraph):
                yield block
            else:
                yield from (paragraph for cell in block.cells for paragraph in cell.paragraphs)

    def _paragraph(self, element: Element) -> Iterator[Paragraph]:
        label = self.numbering.label(element)
        line = _Line(self.styles.of_paragraph(element))
        self._inline(element, line)
        shown = f"{label.text}{' ' if label.bullet else label.suffix}" if label else ""
        bullet = bool(label and label.bullet)
        for place, paragraph in enumerate(_lines(line.pieces, centred=self.styles.centred(element))):
            if place == 0:
                paragraph.label, paragraph.bullet = clean(shown), bullet
            yield paragraph
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.seen["text-boxes"] += 1
            yield from self._flat(self._blocks(box))

    def _inline(self, container: Element, line: _Line) -> None:
        for element in container:
            name = local(element)
            if element.tag == W + "r":
                self._run(element, line)
            elif name == "AlternateContent":
                self._inline(chosen(element), line)
            elif element.tag in (M + "oMath", M + "oMathPara"):
                self.seen["formulas"] += 1
                line.pieces.append((" ".join(each.text or "" for each in element.iter(M + "t")), False))
            elif name in WRAPPERS:
                self._inline(element, line)

    def _run(self, run: Element, line: _Line) -> None:
        bold = self.styles.bold(run, line.style)
        capitals = switched_on(self.styles.run_property(run, line.style, "caps"))
        raised = value(child(run, "rPr", "vertAlign")) == "superscript"
        for element in self._run_children(run):
            text = self._text(element)
            if text and not any(self.fields):
                text = text.upper() if capitals else text
                line.pieces.append((text.translate(SUPERSCRIPT) if raised and text.isdigit() else text, bold))

    def _run_children(self, run: Element) -> Iterator[Element]:
        for element in run:
            if local(element) == "AlternateContent":
                yield from self._run_children(chosen(element))
            elif local(element) == "ruby":
                for each in element.iter(W + "rubyBase"):
                    yield from each.iter(W + "t")
            else:
                yield element

    def _text(self, element: Element) -> str:
        name = local(element)
        if name == "t":
            kept = element.text or ""
            text, unknown = symbols(kept if element.get(SPACE) == "preserve" else kept.strip())
            self.seen["symbols"] += unknown
            return text
        if name == "sym":
            text, unknown = symbols(_symbol(value(element, "char")))
            self.seen["symbols"] += unknown
            return text
        if name == "fldChar":
            self._field(value(element, "fldCharType"))
        elif name in ("footnoteReference", "endnoteReference"):
            return self._note(element, name.removesuffix("Reference"))
        elif name in OBJECTS:
            self._object(element)
        return PLAIN.get(name, "")

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.append(True)
        elif self.fields and kind == "separate":
            self.fields[-1] = False
        elif self.fields and kind == "end":
            self.fields.pop()

    def _note(self, reference: Element, kind: str) -> str:
        root = self.package.footnotes if kind == "footnote" else self.package.endnotes
        note_id = value(reference, "id")
        note = next((each for each in root if value(each, "id") == note_id), None) if root is not None else None
        if note is None:
            return ""
        self.seen[kind] += 1
        # As Word and LibreOffice count them: 1, 2 for footnotes; i, ii for endnotes.
        mark = str(self.seen[kind]) if kind == "footnote" else roman(self.seen[kind])
        self.marks.append((mark, note))
        return f"{NOTE_OPEN}{mark}{NOTE_CLOSE}"

    def _object(self, element: Element) -> None:
        boxes = [box for box in element.iter(W + "txbxContent") if not set_aside(box, element)]
        self.boxes += boxes
        if not boxes and any(local(each) in ("blip", "imagedata", "chart", "OLEObject", "relIds") for each in element.iter()):
            self.seen["pictures"] += 1

    def _table(self, element: Element) -> Table:
        table = Table()
        above: dict[int, Cell] = {}
        for row in (each for each in self._children(element) if local(each) == "tr"):
            column = min(number(child(row, "trPr", "gridBefore")) or 0, WIDEST)
            cells = [Cell() for _ in range(column)]
            for each in (each for each in self._children(row) if local(each) == "tc"):
                cell, width = self._cell(each, above.get(len(cells)), cells[-1] if cells else None)
                cells += [cell] * width
            above = dict(enumerate(cells))
            table.rows.append(cells)
        widest = max((len(row) for row in table.rows), default=0)
        for cells in table.rows:
            cells += [Cell() for _ in range(widest - len(cells))]
        return table

    def _cell(self, element: Element, above: Cell | None, left: Cell | None) -> tuple[Cell, int]:
        properties = child(element, "tcPr")
        content = list(self._blocks(element))
        self.seen["nested-tables"] += sum(isinstance(block, Table) for block in content)
        paragraphs = list(self._flat(content))
        cell = Cell()
        for name, origin in (("vMerge", above), ("hMerge", left)):
            merge = child(properties, name)
            if merge is not None and value(merge) != "restart" and origin is not None:
                cell = origin
        cell.paragraphs += [each for each in paragraphs if each.whole or cell.paragraphs == []]
        return cell, min(max(1, number(child(properties, "gridSpan")) or 1), WIDEST)


def _symbol(code: str | None) -> str:
    """The private character that `w:sym` names; one that nobody knows when the name is none."""
    try:
        return chr(0xF000 | int(code or "", 16) & 0xFF)
    except ValueError:
        return "\uf001"


def _lines(pieces: list[tuple[str, bool]], *, centred: bool) -> list[Paragraph]:
    """The paragraphs of a paragraph's pieces, cut at its line breaks."""
    lines: list[list[tuple[str, bool]]] = [[]]
    for text, bold in pieces:
        first, *rest = text.split("\n")
        lines[-1].append((first, bold))
        lines += [[(part, bold)] for part in rest]
    return [_line(line, centred=centred) for line in lines]


def _line(pieces: list[tuple[str, bool]], *, centred: bool) -> Paragraph:
    text = clean("".join(piece for piece, _ in pieces)).strip()
    bold = ""
    for piece, is_bold in pieces:
        if not is_bold and piece.strip():
            break
        bold += piece
    return Paragraph(text, centred=centred, bold_until=len(clean(bold).strip()) if any(b for _, b in pieces) else 0)
