"""A Word file opened: its parts, or the reasons why it cannot be."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from lxml import etree

from movement.importing.messages import Finding, RefusedError, finding
from movement.importing.word_xml import Element

COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How .doc files begin, and files with a password."""
LARGEST_MB = 50
LARGEST_UNPACKED_MB = 400
LARGEST_XML_MB = 60
"""Of what is read; a tree of it takes ten times as much memory, and the longest laws have a tenth of it."""
STRICT = b"http://purl.oclc.org/ooxml/"
FAULTS = (AttributeError, TypeError, ValueError, KeyError, OSError, RuntimeError, zipfile.BadZipFile, etree.LxmlError)


@dataclass(slots=True)
class Package:
    """The parts of a Word file that hold or shape its text."""

    document: Element
    styles: Element | None = None
    numbering: Element | None = None
    footnotes: Element | None = None
    endnotes: Element | None = None
    comments: Element | None = None
    margins: list[Element] = field(default_factory=list)
    """Page headers and footers."""

    @property
    def texts(self) -> list[tuple[str, Element]]:
        """Every part that holds text, with its name for people."""
        named = [("nội dung", self.document), ("chú thích", self.footnotes), ("chú thích cuối", self.endnotes)]
        return [(name, part) for name, part in named if part is not None] + [("đầu hoặc chân trang", part) for part in self.margins]


def open_package(path: Path) -> Package:
    """The parts of a .docx; RefusedError says why there are none."""
    content = path.read_bytes()
    if reasons := _not_a_package(content):
        raise RefusedError(reasons)
    try:
        main = docx.Document(io.BytesIO(content)).part
        package = Package(main.element)
        singles = {REL.STYLES: "styles", REL.NUMBERING: "numbering", REL.FOOTNOTES: "footnotes"}
        singles |= {REL.ENDNOTES: "endnotes", REL.COMMENTS: "comments"}
        for relation in main.rels.values():
            if relation.is_external:
                continue
            if relation.reltype in singles:
                setattr(package, singles[relation.reltype], _root(relation.target_part))
            elif relation.reltype in (REL.HEADER, REL.FOOTER):
                package.margins.append(_root(relation.target_part))
    except FAULTS as error:
        raise RefusedError([finding("not-word")]) from error
    return package


def _root(part: Part) -> Element:
    element = getattr(part, "element", None)
    return parse_xml(part.blob) if element is None else element


def _not_a_package(content: bytes) -> list[Finding]:
    if not content:
        return [finding("empty-file")]
    if content.startswith(COMPOUND_FILE):
        return [finding("old-or-locked")]
    if len(content) > LARGEST_MB * 1_000_000:
        return [finding("too-large", limit=LARGEST_MB)]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = archive.infolist()
            if sum(file.file_size for file in files) > LARGEST_UNPACKED_MB * 1_000_000:
                return [finding("too-large", limit=LARGEST_UNPACKED_MB)]
            if sum(file.file_size for file in files if file.filename.endswith((".xml", ".rels"))) > LARGEST_XML_MB * 1_000_000:
                return [finding("too-large", limit=LARGEST_XML_MB)]
            names = [file.filename for file in files]
            types = archive.read("[Content_Types].xml")
            strict = STRICT in archive.read("word/document.xml")[:4000] if "word/document.xml" in names else False
    except FAULTS:
        return [finding("not-word")]
    if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in names):
        return [finding("macros")]
    return [finding("strict")] if strict else []
