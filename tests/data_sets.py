"""Data sets for tests: the small one in golden/base, in which every field of the schema has a value, and changes to it."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

GOLDEN = Path(__file__).resolve().parent / "golden"
BASE = GOLDEN / "base" / "data"
GPS, LATITUDE = 0x8825, 2


def picture(form: str = "PNG", *, located: bool = False, width: int = 2) -> bytes:
    """A tiny picture, with the place where it was taken in its EXIF data or without."""
    image, stream = Image.new("RGB", (width, 2), "teal"), io.BytesIO()
    exif = Image.Exif()
    if located:
        exif[GPS] = {LATITUDE: (21.0, 1.0, 30.0)}
    image.save(stream, form, exif=exif)
    return stream.getvalue()


def zipped(megabytes: int) -> bytes:
    """A small file that is a Word document of this many megabytes of text."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * (megabytes * 1_000_000))
    return stream.getvalue()


def write_base(data: Path) -> Path:
    """The small data set; its two attachments are made here, because they are no texts."""
    shutil.copytree(BASE, data)
    overlay(data, {"files/anh.png": picture(), "files/ban-chup.pdf": b"%PDF-1.4 ban chup"})
    return data


def overlay(data: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Write these files over a data set; None removes one."""
    for name, content in files.items():
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
