"""Pictures on the site: small enough for the screen, and silent about the camera."""

from __future__ import annotations

import io
import re

import pytest
from lxml import html
from PIL import Image

from data_sets import overlay, write_base
from project import Project, new_project, tree

MAKER = 0x010F


def photo() -> bytes:
    """What an editor may have put there by hand: large, with the maker's name and a note."""
    exif, stream = Image.Exif(), io.BytesIO()
    exif[MAKER] = "Máy ảnh bí mật"
    Image.linear_gradient("L").resize((2400, 1200)).convert("RGB").save(stream, "JPEG", exif=exif, comment=b"ghi chu")
    return stream.getvalue()


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("pictured")
    data = write_base(folder / "data")
    overlay(data, {"files/anh.jpg": photo()})
    news = data / "news/2025/2025-10-01-ra-mat.md"
    news.write_text(news.read_text("utf-8").replace("files/anh.png", "files/anh.jpg"), "utf-8")
    project = new_project(folder / "project", data)
    project.built()
    return project


def test_a_page_offers_sizes_and_keeps_the_place_free(pictured: Project) -> None:
    page = html.fromstring((pictured.site / "tin-tuc/2025/2025-10-01-ra-mat/index.html").read_text("utf-8"))
    (image,) = page.xpath("//article//picture//img")
    assert (image.get("width"), image.get("height"), image.get("alt")) == ("2400", "1200", "Người dân đứng quanh chiếc kẻng")
    for form in ("avif", "webp"):
        (offered,) = page.xpath(f"//article//picture//source[@type='image/{form}']/@srcset")
        files = re.findall(r"(\S+) (\d+)w", offered)
        assert [int(width) for _, width in files] == [480, 960, 1600]
        for file, width in files:
            made = pictured.site / re.sub(r"^(?:\.\./)+", "", file)
            with Image.open(made) as small:
                assert (small.format, small.width, small.height) == (form.upper(), int(width), int(width) // 2)


def test_no_published_picture_says_anything_of_the_camera(pictured: Project) -> None:
    for file in [pictured.site / "files/anh.jpg", *(pictured.site / "assets/pictures").iterdir()]:
        with Image.open(file) as shown:
            assert dict(shown.getexif()) == {}, file
        assert b"ghi chu" not in file.read_bytes(), file


def test_the_same_picture_gives_the_same_bytes(pictured: Project) -> None:
    before = {name: digest for name, digest in tree(pictured.site).items() if name.startswith(("assets/pictures/", "files/"))}
    assert len(before) >= 7
    pictured.forget()
    pictured.built()
    assert {name: digest for name, digest in tree(pictured.site).items() if name in before} == before
