"""A record's pictures in the sizes that screens need, as AVIF, WebP and in their own form, without what a camera wrote into them."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import PIL
from PIL import Image, ImageOps

from movement.addresses import Addresses
from movement.load import digest_of
from movement.publish import Output
from movement.record import Record
from movement.render.media import media_type
from movement.render.texts.prose import Outline

WIDTHS = (480, 960, 1600)
"""Pixels: a cheap phone, a sharp phone or a small window, a large window."""
FORMS = {"avif": {"quality": 55, "speed": 8, "max_threads": 1}, "webp": {"quality": 75, "method": 4}}
"""How each form is written; one thread, so that the bytes are the same on every machine with the same Pillow."""
LOSSY = ("JPEG", "WEBP", "AVIF")
FOLDER = "assets/pictures/"
ON_SCREEN = "(min-width: 60em) 44rem, 100vw"
"""How wide a picture stands on a page."""
IN_BODY = re.compile(r'<img loading="lazy" src="(?P<address>[^"]*)"(?P<words>[^>]*?) ?/?>')
"""A picture as `prose` leaves it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture under `files/` as a page shows it."""

    file: str
    width: int
    height: int
    digest: str

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths it is offered in: none wider than it is."""
        return tuple(width for width in WIDTHS if width < self.width) or (self.width,)

    def path(self, width: int, form: str) -> str:
        """The file of one width and form; its name follows from the picture, so that browsers may keep it for ever."""
        return f"{FOLDER}{self.digest}-{width}.{form}"


def read(data: Path, file: str) -> Picture | None:
    """A picture of the data folder; None for a drawing or what is no picture, which is shown as it is."""
    try:
        content = (data / file).read_bytes()
        with Image.open(io.BytesIO(content)) as image:
            upright = ImageOps.exif_transpose(image)
            return Picture(file, upright.width, upright.height, digest_of(content))
    except (OSError, SyntaxError, ValueError):
        return None


def of(record: Record, outline: Outline) -> list[str]:
    """The pictures that a record shows."""
    image = getattr(record.data, "image", None)
    return [*([image] if image else []), *outline.pictures]


def with_sizes(body: str, outline: Outline, data: Path, where: Addresses) -> str:
    """A body whose pictures keep their place free while they load, and come in sizes where there are any."""
    files = {html.escape(where.link(file)): file for file in outline.pictures}

    def sized(match: re.Match[str]) -> str:
        picture = read(data, files[match["address"]]) if match["address"] in files else None
        if picture is None:
            return match[0]
        room = f' width="{picture.width}" height="{picture.height}" decoding="async"'
        image = f'<img loading="lazy" src="{match["address"]}"{match["words"]}{room}>'
        return f"<picture>{sources(picture, where)}{image}</picture>" if where.folders else image

    return IN_BODY.sub(sized, body) if files else body


def sources(picture: Picture, where: Addresses) -> str:
    """The elements from which a browser chooses a size; its paths hold no markup."""
    offered = ((form, (f"{where.link(picture.path(width, form))} {width}w" for width in picture.widths)) for form in FORMS)
    return "".join(f'<source type="image/{form}" sizes="{ON_SCREEN}" srcset="{", ".join(files)}">' for form, files in offered)


def sizes(data: Path, files: Iterable[str]) -> Iterator[Output]:
    """Every size of these pictures; a size is named by its picture's content, so that two files of one content share it."""
    found = (picture for file in sorted(files) if (picture := read(data, file)))
    yield from {size.file: size for picture in found for size in _sizes(data, picture)}.values()


def published(path: Path, file: str) -> Output:
    """A file of the data folder as `file` of the site."""
    return Output(file, f"{digest_of(path.read_bytes())} {PIL.__version__}", lambda: as_published(path))


def as_published(path: Path) -> bytes:
    """What readers get of a file of the data folder: a picture without what a camera wrote into it, anything else as it is.

    A picture that says nothing beside its pixels stays as it is, too.
    """
    content = path.read_bytes()
    if not _is_picture(path):
        return content
    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.format not in LOSSY and image.format != "PNG":
                return content
            if not {"exif", "xmp", "comment", "XML:com.adobe.xmp", "photoshop"} & set(image.info):
                return content
            upright, form = ImageOps.exif_transpose(image), image.format
            upright.info.clear()
            upright.getexif().clear()
    except (OSError, SyntaxError, ValueError):
        return content
    stream = io.BytesIO()
    upright.save(stream, form, **({"quality": 90} if form in LOSSY else {}), exif=b"")
    return stream.getvalue()


def size_as_published(path: Path) -> int:
    """How many bytes readers get of a file of the data folder; only a picture must be read for that."""
    return len(as_published(path)) if _is_picture(path) else path.stat().st_size


def _is_picture(path: Path) -> bool:
    return media_type(path.name).startswith("image/")


def _sizes(data: Path, picture: Picture) -> Iterator[Output]:
    for width in picture.widths:
        for form in FORMS:
            path = picture.path(width, form)
            yield Output(path, f"{path} {PIL.__version__}", lambda width=width, form=form: _made(data / picture.file, width, form))  # type: ignore[misc]


def _made(path: Path, width: int, form: str) -> bytes:
    with Image.open(path) as image:
        # Converting leaves everything but the pixels behind.
        upright = ImageOps.exif_transpose(image).convert("RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB")
    height = max(1, round(upright.height * width / upright.width))
    small = upright if upright.width == width else upright.resize((width, height), Image.Resampling.LANCZOS)
    small.info.clear()
    stream = io.BytesIO()
    small.save(stream, form.upper(), **FORMS[form])
    return stream.getvalue()
