"""Step 2: what must not lie under `files/`: programs, macros, pictures that tell where or are too large, papers that must stay inside."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

from lxml import etree
from PIL import ExifTags, Image, UnidentifiedImageError

from movement import privacy
from movement.allowances import Allowances
from movement.problems import Problem, listing, problem
from movement.schema.allowance import Guard

PICTURES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".avif": "AVIF"}
OFFICE = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp")
PLAIN = (".txt", ".csv")
KINDS = (".pdf", *OFFICE, *PLAIN, *PICTURES, ".gif", ".svg", ".mp3", ".mp4")
"""The files that readers may be offered, by the ends of their names."""
LARGEST = 25
"""Megabytes; the least that any of the usual hosts takes for one file. Source: Cloudflare Pages, "Limits"."""
LARGEST_PICTURE = 3
"""Megabytes."""
WIDEST_PICTURE = 4096
"""Pixels of a side; more than any screen that shows the site."""
PROGRAMS = (
    b"\x7fELF",
    b"MZ",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xfe\xed\xfa",
    b"#!",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
"""How programs of Linux, Windows, Java and macOS, scripts and Windows shortcuts begin."""
WEB_PAGE = re.compile(rb"\s*(?:<!doctype html|<html|<script|<\?xml[^>]*>\s*<svg|<svg)", re.IGNORECASE)
ACTIVE_ELEMENTS = {"script", "foreignobject", "handler", "listener", "iframe", "embed", "object"}
"""What runs, or holds what runs, in a drawing, whatever prefix its name has."""
SPACES = re.compile(r"[\s\x00-\x1f]+")
"""What browsers leave out of an address."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the binary Office files of before 2007 begin, in which macros cannot be told from text."""
MACRO_PARTS = re.compile(r"(?:^|/)vba(?:Project|Data)|^Basic/|^Scripts/|/activeX/|/embeddings/", re.IGNORECASE)
ACTIVE_PDF = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia)\b")
LARGEST_UNPACKED = 50
"""Megabytes of the parts of an Office file in which its words stand."""
INSIDE = ("identity-number", "birth-date", "secrecy-mark")
"""What is looked for in the text of attachments; letterheads carry phone numbers and mail addresses of offices."""

LABELS = {guard.value: guard.label[:1].lower() + guard.label[1:] for guard in Guard}

Found = tuple[str, dict[str, object]]


def guard(folder: Path, allowances: Allowances) -> Iterator[Problem]:
    """Every file under `files/` that must not be there."""
    files = folder / "files"
    seen: dict[str, str] = {}
    for path in [] if files.is_symlink() else sorted(files.rglob("*")):
        name = path.relative_to(folder.parent).as_posix()
        if path.is_symlink():
            yield problem(name, (1, 1), "stray-link")
        elif path.is_file():
            other = seen.setdefault(unicodedata.normalize("NFC", name).lower(), name)
            if other != name:
                yield problem(name, (1, 1), "same-file-name", other=other)
            for code, words in _look(path, allowances.of(path.relative_to(folder).as_posix())):
                yield problem(name, (1, 1), code, **words)


def _look(path: Path, allowed: Collection[tuple[str, str]]) -> Iterator[Found]:
    suffix = path.suffix.lower()
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST * 1_000_000 else b""
    except OSError:
        yield "unreadable", {}
        return
    if size > LARGEST * 1_000_000:
        yield "file-too-large", {"limit": LARGEST}
        return
    if content.startswith(PROGRAMS) or (WEB_PAGE.match(content) and suffix != ".svg"):
        yield "executable-file", {}
    elif suffix == ".svg":
        yield from _drawing(content, allowed)
    elif content.startswith(OLE):
        yield "old-office-file", {}
    elif suffix in PICTURES:
        yield from _picture(path, size, PICTURES[suffix])
    else:
        yield from _paper(suffix or path.name, content, allowed)


def _paper(suffix: str, content: bytes, allowed: Collection[tuple[str, str]]) -> Iterator[Found]:
    if suffix not in KINDS:
        yield "unknown-file-kind", {"suffix": suffix, "allowed": listing(KINDS)}
    elif suffix in OFFICE:
        yield from _office(suffix, content, allowed)
    elif suffix in PLAIN:
        yield from _words(content.decode("utf-8", "replace"), allowed)
    elif suffix == ".pdf" and not content.startswith(b"%PDF-"):
        yield "wrong-file-content", {"suffix": suffix}
    elif suffix == ".pdf" and ACTIVE_PDF.search(content):
        yield "active-file", {}


def _drawing(content: bytes, allowed: Collection[tuple[str, str]]) -> Iterator[Found]:
    """A drawing as browsers read it, not as it looks: in whatever encoding, behind whatever comments."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        yield "wrong-file-content", {"suffix": ".svg"}
        return
    declared = root.getroottree().docinfo.internalDTD
    if etree.QName(root).localname != "svg":
        yield "wrong-file-content", {"suffix": ".svg"}
    elif any(map(_active, (*root.itersiblings(preceding=True), *root.iter()))) or (
        declared is not None and declared.entities()  # type: ignore[union-attr]  # the stubs do not know it
    ):
        yield "executable-file", {}
    yield from _words("\n".join(map(str, root.itertext(etree.Element))), allowed)


def _active(node: etree._Element) -> bool:
    """Whether a node of a drawing runs something, or takes it from elsewhere."""
    if not isinstance(node.tag, str):
        return node.tag is not etree.Comment
    names = (etree.QName(name).localname.lower() for name in node.attrib)
    values = (SPACES.sub("", str(value)).lower() for value in node.attrib.values())
    return (
        etree.QName(node).localname.lower() in ACTIVE_ELEMENTS
        or any(name.startswith("on") for name in names)
        or any("javascript:" in value or value.startswith("data:text/html") for value in values)
    )


def _picture(path: Path, size: int, form: str) -> Iterator[Found]:
    try:
        with Image.open(path) as picture:
            wide, high, real = picture.width, picture.height, picture.format
            located = bool(picture.getexif().get_ifd(ExifTags.IFD.GPSInfo)) or b"GPSLatitude" in _notes(picture)
    except Image.DecompressionBombError:
        yield "picture-too-large", {"limit": LARGEST_PICTURE, "side": WIDEST_PICTURE}
        return
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        yield "wrong-file-content", {"suffix": path.suffix}
        return
    if real != form:
        yield "wrong-file-content", {"suffix": path.suffix}
    if located:
        yield "image-location", {}
    if size > LARGEST_PICTURE * 1_000_000 or max(wide, high) > WIDEST_PICTURE:
        yield "picture-too-large", {"limit": LARGEST_PICTURE, "side": WIDEST_PICTURE}


def _notes(picture: Image.Image) -> bytes:
    """The XMP packet of a picture, where phones and editing programs write a place too."""
    return b" ".join(
        value if isinstance(value, bytes) else str(value).encode()
        for key, value in picture.info.items()
        if key in ("xmp", "XML:com.adobe.xmp", "Raw profile type xmp")
    )


def _office(suffix: str, content: bytes, allowed: Collection[tuple[str, str]]) -> Iterator[Found]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if any(MACRO_PARTS.search(name) for name in package.namelist()):
                yield "active-file", {}
            parts = [part for part in package.infolist() if part.filename.endswith(".xml")]
            if sum(part.file_size for part in parts) > LARGEST_UNPACKED * 1_000_000:
                yield "office-too-large", {"limit": LARGEST_UNPACKED}
                return
            text = "\n".join(re.sub(r"</(?:w|text):p>|<[^>]+>", _break, package.read(part).decode("utf-8", "replace")) for part in parts)
    except (zipfile.BadZipFile, RuntimeError, OSError):
        yield "wrong-file-content", {"suffix": suffix}
        return
    yield from _words(text, allowed)


def _break(tag: re.Match[str]) -> str:
    return "\n" if tag[0].startswith("</") and tag[0].endswith(":p>") else ""


def _words(text: str, allowed: Collection[tuple[str, str]]) -> Iterator[Found]:
    for code in dict.fromkeys(code for code, _, found in privacy.look(text) if code in INSIDE and (code, found) not in allowed):
        yield "attachment-says", {"what": LABELS[code]}
