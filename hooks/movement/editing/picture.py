"""A picture as the repository may hold it: turned upright, no larger than needed, without anything a camera wrote into it."""

from __future__ import annotations

import io
import re
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from movement.load import FRONT_MATTER

LONGEST_SIDE = 2000
"""Pixels: enough for the widest place of a page on a sharp screen."""
QUALITY = 85
MOST_PIXELS = 200_000_000


class RefusedError(ValueError):
    """Why a picture was not taken, in Vietnamese."""


def clean(content: bytes) -> bytes:
    """The picture as a JPEG of at most LONGEST_SIDE, its pixels only: no place, no camera, no hidden preview."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise RefusedError("Ảnh quá lớn. Hãy thu nhỏ trước.")
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError) as error:
        raise RefusedError(
            "Không đọc được ảnh. Hãy lưu lại dạng JPEG, PNG, WebP hoặc AVIF (ảnh HEIC của điện thoại: chọn xuất ra JPEG)."
        ) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A"))
    stream = io.BytesIO()
    flat.save(stream, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return stream.getvalue()


def with_picture(text: str, file: str, alt: str) -> str:
    """A news item that shows the picture; an earlier picture's lines are replaced."""
    match = FRONT_MATTER.match(text)
    if match is None:
        raise RefusedError("Bản ghi không có phần khai báo giữa hai dòng “---”.")
    kept = re.sub(r"^(?:image|image_alt):.*\n(?:[ \t]+.*\n)*", "", match[1], flags=re.MULTILINE)
    quoted = '"' + alt.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"---\n{kept}image: {file}\nimage_alt: {quoted}\n---\n{text[match.end() :]}"


def free_name(folder: Path, stem: str) -> str:
    """A name under `files/` that no other file has."""
    number, name = 1, f"{stem}.jpg"
    while (folder / "files" / name).exists():
        number += 1
        name = f"{stem}-{number}.jpg"
    return f"files/{name}"
