"""A finished site folder → an edition: its guides and checksums added, and everything in one zip that is the same every time."""

from __future__ import annotations

import datetime
import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import jinja2

from movement.packing.folder import files_of

SUMS = "SHA256SUMS"
START, GUIDE = "MO-TRANG-NAY.html", "HUONG-DAN.txt"
BATCH, UPDATER = "CAP-NHAT.bat", "update_offline.py"
GUIDES = {START: START, GUIDE: GUIDE, BATCH: f"cap-nhat/{BATCH}"}
"""The templates of what stands beside the pages, and where each goes."""
UTF8_NAME = 0x800
"""The zip flag that says that a name is UTF-8. Source: PKWARE, APPNOTE.TXT 6.3.10, 4.4.4."""


class _Member(zipfile.ZipInfo):
    """A file of the zip; its name carries the UTF-8 flag even when it is ASCII, so that no program guesses."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  # zipfile's own name, which sets the flag only for other letters
        return self.filename.encode(), self.flag_bits | UTF8_NAME


def add_guides(folder: Path, templates: Path, updater: Path, values: Mapping[str, object]) -> None:
    """Write the page to open first, the guide, and what updates the folder; Windows' own programs need its ends of lines."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates), autoescape=jinja2.select_autoescape(), undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    (folder / "cap-nhat").mkdir(exist_ok=True)
    for name, place in GUIDES.items():
        text = env.get_template(f"offline/{name}").render(values)
        content = text.encode() if name == START else text.replace("\n", "\r\n").encode()
        # Notepad knows UTF-8 by its mark; the command interpreter would read the mark as a command.
        (folder / place).write_bytes(b"\xef\xbb\xbf" + content if name == GUIDE else content)
    (folder / "cap-nhat" / UPDATER).write_bytes(updater.read_bytes())


def digest_of_file(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def add_sums(folder: Path) -> None:
    """Write the SHA-256 of every file, in the form that `sha256sum --check` reads."""
    lines = [f"{digest_of_file(folder / name)}  {name}\n" for name in files_of(folder) if name != SUMS]
    (folder / SUMS).write_text("".join(lines), "utf-8")


def sums_of(text: str) -> dict[str, str]:
    """Path → SHA-256 of the lines of SHA256SUMS."""
    return {name: digest for digest, _, name in (line.partition("  ") for line in text.splitlines())}


def write_zip(
    folder: Path, target: Path, date: datetime.date, names: list[str] | None = None, others: Mapping[str, bytes] = MappingProxyType({})
) -> None:
    """Every file of a folder, or only `names`, and `others` as a zip; order, times and rights are fixed: same files, same bytes."""
    with zipfile.ZipFile(target, "w") as packed:
        for name in (*others, *(names if names is not None else files_of(folder))):
            member = _Member(name, (date.year, date.month, date.day, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = 0o644 << 16
            content = others[name] if name in others else (folder / name).read_bytes()
            packed.writestr(member, content, compresslevel=9)
