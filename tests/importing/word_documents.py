"""Word documents for tests, made here: heads, clauses typed or numbered by Word, footnotes, tracked changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import _Cell
from docx.text.paragraph import Paragraph

HEAD = (
    ("BỘ MẪU", "-------", "Số: 09/CT-BM"),
    (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hà Nội, ngày 05 tháng 3 năm 2024",
    ),
)
TITLE = "CHỈ THỊ", "Về việc bảo đảm an ninh, trật tự trong nhà trường"
FOOT = ("Nơi nhận:", "- Như trên;", "- Lưu: VT."), ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "(Đã ký)", "Trần Văn Ký")
CLAUSES = 3
"""Khoản of each Điều."""
FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

Labelled = tuple[int, str, str]
"""A line of a text: its level (0 Chương, 1 Điều, 2 khoản, 3 điểm), the label that Word shows, the text."""


class Word:
    """A document under construction."""

    def __init__(self) -> None:
        self.document: Document = docx.Document()
        self.lists = 100

    def save(self, path: Path) -> Path:
        self.document.save(str(path))
        return path

    def centred(self, text: str) -> Paragraph:
        paragraph = self.document.add_paragraph()
        paragraph.add_run(text).bold = True
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return paragraph

    def columns(self, *columns: Sequence[str]) -> None:
        table = self.document.add_table(1, len(columns))
        for place, lines in enumerate(columns):
            fill(table.cell(0, place), lines)

    def head(self, columns: Iterable[Sequence[str]] = HEAD, title: Sequence[str] = TITLE) -> Word:
        self.columns(*columns)
        for line in title:
            self.centred(line)
        return self

    def foot(self, columns: Iterable[Sequence[str]] = FOOT) -> Word:
        self.columns(*columns)
        return self

    def plain(self, *texts: str) -> Word:
        for text in texts:
            self.document.add_paragraph(text)
        return self

    def definition(self, levels: str, overrides: Sequence[str] = ("",)) -> list[int]:
        """A list definition, and a list of it for each override; their numbers."""
        root = self.document.part.numbering_part.element
        self.lists += 1
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{self.lists}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
        root.find(qn("w:num")).addprevious(abstract)
        made: list[int] = []
        for override in overrides:
            number = self.lists * 100 + len(made)
            root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{self.lists}"/>{override}</w:num>'))
            made.append(number)
        return made

    def numbered(self, text: str, number: int, level: int = 0, style: str | None = None) -> Paragraph:
        paragraph = self.document.add_paragraph(text, style=style)
        if style is None:
            paragraph._p.get_or_add_pPr().append(numbering(number, level))
        return paragraph

    def footnotes(self, notes: dict[str, str]) -> None:
        """A part of footnotes; python-docx makes none."""
        inside = "".join(
            f'<w:footnote w:id="{key}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
            for key, text in notes.items()
        )
        xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {nsdecls("w")}>{inside}</w:footnotes>'
        main = self.document.part
        part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES_TYPE, xml.encode(), main.package)
        main.relate_to(part, FOOTNOTES)


def numbering(number: int, level: int) -> BaseOxmlElement:
    return parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(index: int, form: str, text: str, extra: str = "") -> str:
    """One `w:lvl`; `extra` stands between number format and text."""
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


LEGAL = (
    level(0, "upperRoman", "Chương %1.")
    + level(1, "decimal", "Điều %2.", '<w:lvlRestart w:val="0"/>')
    + level(2, "decimal", "%3.")
    + level(3, "lowerLetter", "%4)")
)
"""The list of a law: Điều counts on through the chapters."""


def fill(cell: _Cell, lines: Sequence[str]) -> None:
    cell.text = lines[0]
    for line in lines[1:]:
        cell.add_paragraph(line)


def add_raw(paragraph: Paragraph, inside: str) -> None:
    """Raw WordprocessingML at the end of a paragraph."""
    holder = parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>")
    for element in list(holder):
        paragraph._p.append(element)


def law(articles: int = 20) -> list[Labelled]:
    """The lines of a text of `articles` Điều of three khoản each, some with điểm: every text is unlike every other."""
    lines: list[Labelled] = []
    for article in range(1, articles + 1):
        if article % 5 == 1:
            chapter = ("I", "II", "III", "IV", "V", "VI")[article // 5]
            lines.append((0, f"Chương {chapter}.", f"QUY ĐỊNH PHẦN {chapter}"))
        lines.append((1, f"Điều {article}.", f"Trách nhiệm của đơn vị thứ {article}"))
        for clause in range(1, CLAUSES + 1):
            lines.append(
                (
                    2,
                    f"{clause}.",
                    f"Đơn vị {article} thực hiện nội dung {article * 10 + clause} theo khoản 1 Điều {clause}; hạn 25/10/2020.",
                )
            )
            if clause == 2:
                lines += [(3, f"{letter})", f"Nội dung {letter}{article} về an ninh, trật tự;") for letter in "abcd"]
    return lines


def typed(word: Word, lines: list[Labelled]) -> None:
    for depth, label, text in lines:
        paragraph = word.document.add_paragraph()
        paragraph.add_run(f"{label} {text}").bold = depth < 2


def automatic(word: Word, lines: list[Labelled]) -> None:
    """One list of four levels, by numPr of each paragraph."""
    (number,) = word.definition(LEGAL)
    for depth, _, text in lines:
        word.numbered(text, number, depth)


def by_styles(word: Word, lines: list[Labelled]) -> None:
    """The same list by paragraph styles, each tied to its level; the last one inherits the list from the one before."""
    names = ("Chuong", "Dieu", "Khoan", "Diem")
    levels = LEGAL
    for index, name in enumerate(names):
        levels = levels.replace(
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/>', f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:pStyle w:val="{name}"/>'
        )
    (number,) = word.definition(levels)
    for index, name in enumerate(names):
        style = word.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if name == "Diem":
            style.base_style = word.document.styles["Khoan"]
            continue
        numbered = numbering(number, index)
        if index:
            numbered.remove(numbered[0])
        style.element.get_or_add_pPr().append(numbered)
    for depth, _, text in lines:
        word.numbered(text, number, depth, style=names[depth])


def mixed(word: Word, lines: list[Labelled]) -> None:
    """Chương, Điều and every third khoản typed; the rest by Word, each Điều with a list of its own that begins anew."""
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
    numbers = iter(word.definition(level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)"), [restart.format(1)] * 20))
    number = 0
    for depth, label, text in lines:
        if depth == 1:
            number = next(numbers)
        if depth < 2 or label == "3.":
            typed(word, [(depth, label, text)])
        else:
            word.numbered(text, number, depth - 2)


WAYS = (typed, automatic, by_styles, mixed)
"""How the clauses of a text may be numbered."""
