"""One file -> one record, and a report of what was found, what was not, and what was lost."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from movement.catalogue import read_record
from movement.importing import clauses, foot as feet, head as heads, loss, markdown, organisations, pdf, refusals, tools
from movement.importing.blocks import NOTE_CLOSE, NOTE_OPEN, Source
from movement.importing.front import LONGEST_ID, Front, front_matter
from movement.importing.messages import Finding, RefusedError, finding
from movement.importing.package import COMPOUND_FILE, LARGEST_MB, Package, open_package
from movement.importing.reader import Reader
from movement.problems import listing
from movement.schema import COLLECTIONS
from movement.schema.base import ID

SUFFIXES = (".docx", ".doc", ".pdf")
LIBREOFFICE = "LibreOffice"
NOTE_MARK = re.compile(f"{NOTE_OPEN}(.*?){NOTE_CLOSE}")
COMMAND_CODES = ("wrong-id", "exists")
"""What is wrong with the command, not with the file."""


@dataclass(slots=True)
class Outcome:
    """What became of a file."""

    path: Path
    report: list[str] = field(default_factory=list)
    lost: bool = False
    """Whether words are missing, or stand elsewhere."""


@dataclass(slots=True)
class _Made:
    """A record as it will be written, and its text as a reader sees it, for comparing."""

    front: Front
    body: str
    seen: str
    text: str
    """What is seen without the notes, which LibreOffice leaves out."""
    head: heads.Head


def import_file(path: Path, into: Path, record_id: str = "", *, force: bool = False) -> Outcome:
    """Write the record of a file; RefusedError says why there is none."""
    if record_id and (not re.fullmatch(ID, record_id) or len(record_id) > LONGEST_ID):
        raise RefusedError([finding("wrong-id", id=record_id)])
    package, source, reference, whose = _read(path)
    made = _make(source, into, path.stem)
    target = into / f"{record_id or made.front.record_id}.md"
    if target.exists() and not force:
        raise RefusedError([finding("exists", path=target)])
    outcome = Outcome(target)
    content = f"{made.front.text}\n{made.body}"
    outcome.report += _found(made, target.stem, content)
    outcome.report += [f"Hãy xem: {each.message}" for each in _to_look_at(source, made)]
    _account(outcome, source, made)
    if reference is None:
        outcome.report.append("Chưa đối chiếu: máy này không có LibreOffice. Hãy đọc lại toàn văn, nhất là số điều, khoản, điểm.")
    else:
        _against(outcome, made, package, reference, whose)
    _write(target, content)
    return outcome


def _read(path: Path) -> tuple[Package | None, Source, str | None, str]:
    """A file's blocks, another program's text of it, and that program's name."""
    suffix = path.suffix.lower()
    if suffix == ".docm":
        raise RefusedError([finding("macros")])
    if suffix not in SUFFIXES:
        raise RefusedError([finding("kind-of-file")])
    if path.stat().st_size == 0:
        raise RefusedError([finding("empty-file")])
    if path.stat().st_size > LARGEST_MB * 1_000_000:
        raise RefusedError([finding("too-large", limit=LARGEST_MB)])
    if suffix == ".pdf":
        text = _pdf_text(path)
        return None, pdf.read(text), "\n".join(_page_text(text)), "pdftotext"
    package = open_package(path) if suffix == ".docx" else _converted(path)
    if reasons := refusals.of_package(package):
        raise RefusedError(reasons)
    source = Reader(package).read()
    if suffix == ".doc" and (count := sum(bool(each.label) and not each.bullet for each in loss.paragraphs(source))):
        source.findings.append(finding("doc-numbers", count=count))
    if not any(letter.isalpha() for letter in source.raw):
        raise RefusedError([finding("no-text")])
    try:
        return package, source, tools.text_by_libreoffice(path) if tools.soffice() else None, LIBREOFFICE
    except tools.ToolError as error:
        source.findings.append(finding("conversion", detail=error))
        return package, source, None, LIBREOFFICE


def _pdf_text(path: Path) -> str:
    if not tools.pdftotext():
        raise RefusedError([finding("needs-pdftotext")])
    try:
        text = tools.text_of_pdf(path)
    except tools.ToolError as error:
        raise RefusedError([finding("pdf-locked", detail=error)]) from error
    if not any(letter.isalpha() for letter in text):
        raise RefusedError([finding("pdf-scan")])
    if reasons := refusals.of_text(text):
        raise RefusedError(reasons)
    return text


def _page_text(text: str) -> list[str]:
    """The lines of a PDF's text without the numbers of its pages."""
    pages = [page.split("\n") for page in text.split("\f")]
    for page in pages:
        pdf.take_page_number(page)
    return [line for page in pages for line in page]


def _converted(path: Path) -> Package:
    """A .doc by way of LibreOffice; what only looks like one is refused."""
    if not path.read_bytes().startswith(COMPOUND_FILE):
        raise RefusedError([finding("not-word")])
    if not tools.soffice():
        raise RefusedError([finding("needs-libreoffice")])
    try:
        content = tools.docx_by_libreoffice(path)
    except tools.ToolError as error:
        raise RefusedError([finding("conversion", detail=error)]) from error
    with tempfile.TemporaryDirectory(prefix="nhap-") as folder:
        made = Path(folder, "out.docx")
        made.write_bytes(content)
        return open_package(made)


def _make(source: Source, into: Path, stem: str) -> _Made:
    head = heads.read(source)
    before, foot, appended = feet.split(head.rest)
    known = organisations.read(into.parent / "vocabularies" / "organisations.yml")
    body = markdown.body(before, foot, appended, source.notes)
    once = markdown.body(before, foot, appended, source.notes, spelled=False)
    front = front_matter(head, foot, markdown.read_back(once), known, stem)
    text = markdown.body(before, foot, appended, [], spelled=False)
    seen, without_notes = ("\n".join([*head.lines, markdown.read_back(each)]) for each in (once, text))
    return _Made(front, body, seen, without_notes, head)


def _found(made: _Made, record_id: str, content: str) -> list[str]:
    lines = [f"Chưa tìm thấy: {each}" for each in made.front.missing]
    if made.head.left_out:
        lines.append(f"Không đưa vào bản ghi: “{'”, “'.join(dict.fromkeys(made.head.left_out))}”.")
    _, problems = read_record(COLLECTIONS["directives"], f"data/directives/{record_id}.md", record_id, "", content.encode())
    return lines + [f"scripts/check.py sẽ báo: {problem}" for problem in problems]


def _to_look_at(source: Source, made: _Made) -> list[Finding]:
    findings, head = list(source.findings), made.head
    if places := list(clauses.out_of_order(made.body)):
        findings.append(finding("number-gaps", places=listing(places, most=5)))
    by_symbol = heads.kind_of_number(head.number or "")
    if head.kind and by_symbol and by_symbol is not head.kind:
        findings.append(finding("kind-differs", kind=head.kind.label, number=head.number))
    return findings


def _account(outcome: Outcome, source: Source, made: _Made) -> None:
    """Whether every letter of the file came as far as the record, whoever else reads it."""
    lost = loss.unread(source)
    read = loss.compare(loss.all_text(source), made.seen)
    if lost:
        outcome.report.append(f"Có {len(lost)} chữ của tệp không đọc được: “{lost[:60]}”. Hãy đối chiếu với tệp gốc.")
    if read.missing:
        words = ", ".join(list(read.missing)[: loss.SHOWN])
        outcome.report.append(f"Có {read.missing.total()} từ đọc được mà không vào bản ghi: {words}.")
    outcome.lost |= bool(lost or read.missing)
    if not outcome.lost:
        outcome.report.append(f"Bản ghi giữ đủ {read.count} từ đọc được trong tệp.")


def _against(outcome: Outcome, made: _Made, package: Package | None, reference: str, whose: str) -> None:
    comparison = loss.compare(reference, marks_joined(made.text))
    outcome.report += loss.report(comparison, whose)
    if comparison.same:
        return
    if package is not None:
        again = _make(Reader(package, as_libreoffice=True).read(), outcome.path.parent, "")
        if loss.compare(reference, marks_joined(again.text)).same:
            outcome.report.append(
                "  Mọi chỗ khác là do LibreOffice không theo lệnh đánh số của Word (lvlRestart, isLgl, startOverride); bản ghi theo Word."
            )
            return
    outcome.lost = True


def marks_joined(text: str) -> str:
    """A text with the marks of its notes as LibreOffice writes them: `luật1` for “luật[1]”."""
    return NOTE_MARK.sub(r"\1", text)


def _write(target: Path, content: str) -> None:
    """Write beside the target, then put it in its place."""
    handle, aside = tempfile.mkstemp(prefix="_", suffix=".md", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode())
        Path(aside).chmod(0o644)
        Path(aside).replace(target)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
