"""Other programs that read the same file: LibreOffice and pdftotext, each only when it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

SOFFICE = ("soffice", "libreoffice")
TIMEOUT = 180
TEXT = "txt:Text (encoded):UTF8"
DOCX = "docx:MS Word 2007 XML"


class ToolError(Exception):
    """A program that could not do its work; says why."""


def soffice() -> str | None:
    """LibreOffice's command, or None."""
    return next((found for name in SOFFICE if (found := shutil.which(name))), None)


def text_by_libreoffice(path: Path) -> str:
    """What LibreOffice reads in a file, with the numbers of its lists."""
    return converted(path, TEXT, "txt").decode("utf-8-sig", "replace")


def docx_by_libreoffice(path: Path) -> bytes:
    """A file as .docx."""
    return converted(path, DOCX, "docx")


def converted(path: Path, form: str, suffix: str) -> bytes:
    """What LibreOffice makes of a file: `form` is its name of a file type, `suffix` what such files end with."""
    command = soffice()
    if command is None:
        raise ToolError("không có LibreOffice")
    # A profile of its own: LibreOffice may be open on this machine, and one profile serves one program.
    with tempfile.TemporaryDirectory(prefix="nhap-") as folder:
        source = Path(folder, f"in{path.suffix.lower()}")
        shutil.copyfile(path, source)
        profile = Path(folder, "profile").as_uri()
        arguments = ["--headless", "--norestore", f"-env:UserInstallation={profile}", "--convert-to", form, "--outdir", f"{folder}/out"]
        said = _run([command, *arguments, str(source)])
        made = Path(folder, "out", f"in.{suffix}")
        if not made.is_file():
            raise ToolError(" ".join(said.split())[:200] or "không có kết quả")
        return made.read_bytes()


def pdftotext() -> str | None:
    """The command that reads PDF files, or None."""
    return shutil.which("pdftotext")


def text_of_pdf(path: Path) -> str:
    """The text of a PDF in reading order; pages end with a form feed."""
    command = pdftotext()
    if command is None:
        raise ToolError("không có pdftotext")
    with tempfile.TemporaryDirectory(prefix="nhap-") as folder:
        made = Path(folder, "out.txt")
        said = _run([command, "-q", "-enc", "UTF-8", "-eol", "unix", str(path.resolve()), str(made)])
        if not made.is_file():
            raise ToolError(" ".join(said.split())[:200] or "pdftotext không đọc được")
        return made.read_bytes().decode("utf-8", "replace")


def _run(command: list[str]) -> str:
    """Run a program that found its file; what it said when it failed."""
    try:
        done = subprocess.run(  # noqa: S603  # a program found on the path, its arguments are ours and one file
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", timeout=TIMEOUT, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolError(str(error)[:200]) from error
    return done.stderr or done.stdout
