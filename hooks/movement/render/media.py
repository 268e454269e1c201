"""What programs need to know of a file before they fetch it: its type, and the size of a picture."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, UnidentifiedImageError

TYPES = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
    "gif": "image/gif",
    "svg": "image/svg+xml",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "txt": "text/plain",
    "zip": "application/zip",
}
"""Types of files by their ending, in this file and not from the machine, whose lists differ. Source: https://www.iana.org/assignments/media-types/."""
TURNED = range(5, 9)
"""EXIF orientations in which width and height change places."""
ORIENTATION = 0x112


def media_type(name: str) -> str:
    """The media type of a file by its ending."""
    return TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def size_of_picture(path: Path) -> tuple[int, int] | None:
    """Width and height in pixels as browsers show it, None for a drawing, which has none of its own, and for what is no picture."""
    try:
        with Image.open(path) as image:
            width, height = image.size
            turned = image.getexif().get(ORIENTATION) in TURNED
    except (OSError, UnidentifiedImageError):
        return None
    return (height, width) if turned else (width, height)
