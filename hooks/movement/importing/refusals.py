"""Why a file may not be taken in: every reason at once, each with what to do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from movement.importing import old_fonts
from movement.importing.blocks import clean
from movement.importing.messages import Finding, finding
from movement.importing.package import Package
from movement.importing.styles import Styles
from movement.importing.word_xml import Element, W, local, switched_on, value
from movement.privacy import SECRECY

TRACKED = {
    "ins": "chữ thêm",
    "del": "chữ xóa",
    "moveFrom": "chữ chuyển đi",
    "moveTo": "chữ chuyển đến",
    "cellIns": "ô thêm",
    "cellDel": "ô xóa",
    "cellMerge": "ô gộp",
    "numberingChange": "đổi cách đánh số",
    **dict.fromkeys(
        ("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange"), "đổi định dạng"
    ),
}
NUMBER_FIELD = re.compile(r"\b(LISTNUM|AUTONUM(?:LGL|OUT)?)\b")
LINKED = ("altChunk", "subDoc")
# A mark that stands by itself on a line, in capitals or not, its letters apart or not.
ALONE = re.compile(r"(?:(?:độ|dấu|mứcđộ)mật)?(mật|tốimật|tuyệtmật|lưuhànhnộibộ)")
MARKS = {"mật": "MẬT", "tốimật": "TỐI MẬT", "tuyệtmật": "TUYỆT MẬT", "lưuhànhnộibộ": "LƯU HÀNH NỘI BỘ"}
ASIDE = re.compile(r"[\W_]+")


def of_package(package: Package) -> list[Finding]:
    """Every reason against a Word file."""
    styles = Styles(package.styles)
    return list(
        dict.fromkeys([*_tracked(package), *_unreadable(package), *_hidden(package, styles), *_marks(package), *_old(package, styles)])
    )


def of_text(text: str) -> list[Finding]:
    """Every reason against a file that is text only."""
    found = [finding("secrecy-mark", mark=mark, where="nội dung") for mark in dict.fromkeys(marks_in(text.splitlines()))]
    if code := old_fonts.by_letters(text):
        found.append(finding(code, text=old_fonts.example(text, code)))
    return found


def _tracked(package: Package) -> Iterator[Finding]:
    kinds = Counter(TRACKED[local(each)] for _, part in package.texts for each in part.iter(W + "*") if local(each) in TRACKED)
    if kinds:
        named = ", ".join(f"{kind} {count}" for kind, count in kinds.items())
        yield finding("tracked-changes", count=kinds.total(), kinds=named)


def _unreadable(package: Package) -> Iterator[Finding]:
    if any(local(each) in LINKED for each in package.document.iter(W + "*")):
        yield finding("linked-parts")
    codes = [each.text or "" for _, part in package.texts for each in part.iter(W + "instrText")]
    codes += [value(each, "instr") or "" for _, part in package.texts for each in part.iter(W + "fldSimple")]
    if fields := sorted(set(NUMBER_FIELD.findall(" ".join(codes)))):
        yield finding("number-fields", fields=", ".join(fields))


def _hidden(package: Package, styles: Styles) -> Iterator[Finding]:
    for _, part in package.texts:
        for paragraph in part.iter(W + "p"):
            hidden = [
                _text(run)
                for run in paragraph.iter(W + "r")
                if switched_on(styles.run_property(run, styles.of_paragraph(paragraph), "vanish"))
            ]
            if text := "".join(hidden).strip():
                yield finding("hidden-text", text=text[:60])


def _marks(package: Package) -> Iterator[Finding]:
    for where, part in package.texts:
        lines = [line for paragraph in part.iter(W + "p") for line in _own_text(paragraph).splitlines()]
        # Watermarks are drawn texts.
        lines += [each.get("string") or "" for each in part.iter() if local(each) == "textpath"]
        for mark in dict.fromkeys(marks_in(lines)):
            yield finding("secrecy-mark", mark=mark, where=where)


def marks_in(lines: list[str]) -> Iterator[str]:
    """The secrecy marks among the lines of a text."""
    for line in map(clean, lines):
        alone = ALONE.fullmatch(ASIDE.sub("", line).casefold())
        if alone:
            yield MARKS[alone[1]]
        else:
            found = next((match for pattern in SECRECY if (match := pattern.search(line))), None)
            if found:
                yield ASIDE.sub(" ", found[0]).strip()


def _old(package: Package, styles: Styles) -> Iterator[Finding]:
    found: dict[str, str] = {}
    lines: list[str] = []
    for _, part in package.texts:
        for paragraph in part.iter(W + "p"):
            style = styles.of_paragraph(paragraph)
            lines.append(_own_text(paragraph))
            for run in paragraph.iter(W + "r"):
                text = _text(run)
                code = old_fonts.by_font(text, styles.font(run, style)) if text.strip() else None
                if code:
                    found.setdefault(code, lines[-1].strip()[:60])
    text = "\n".join(lines)
    if not found and (code := old_fonts.by_letters(text)):
        found[code] = old_fonts.example(text, code)
    for code, words in found.items():
        yield finding(code, text=words)


def _own_text(paragraph: Element) -> str:
    return "".join(_text(run) for run in paragraph.iter(W + "r"))


def _text(run: Element) -> str:
    plain = {"tab": " ", "br": "\n", "cr": "\n"}
    return "".join(each.text or "" if local(each) == "t" else plain.get(local(each), "") for each in run if each.tag.startswith(W))
