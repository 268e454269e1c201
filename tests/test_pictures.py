"""Pictures on the site: small enough for the screen, and silent about the camera."""

from __future__ import annotations

import hashlib
import io
import re

import pytest
from lxml import html
from PIL import Image

from data_sets import overlay, picture, write_base
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
    model = data / "models/tieng-keng.md"
    model.write_text(
        f'{model.read_text("utf-8")}\nKẻng treo [ở cây đa ![Kẻng của "thôn" > Đá](../files/keng.jpg "Kẻng")](../files/keng.jpg).\n', "utf-8"
    )
    overlay(data, {"files/keng.jpg": photo(), "files/quet.jpg": photo()})
    directive = data / "directives/07-ct-mau.md"
    text = directive.read_text("utf-8").replace("files/ban-chup.pdf", "files/quet.jpg")
    directive.write_text(f"{text}\n![Bản quét](../files/quet.jpg)\n", "utf-8")
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


def test_a_picture_of_a_body_comes_in_the_same_way(pictured: Project) -> None:
    page = html.fromstring((pictured.site / "mo-hinh/tieng-keng/index.html").read_text("utf-8"))
    (image,) = page.xpath("//article//a/picture//img")
    assert dict(image.attrib) == {
        "loading": "lazy",
        "decoding": "async",
        "src": "../../files/keng.jpg",
        "alt": 'Kẻng của "thôn" > Đá',
        "title": "Kẻng",
        "width": "2400",
        "height": "1200",
    }
    assert [source.get("type") for source in page.xpath("//article//a/picture//source")] == ["image/avif", "image/webp"]
    for offered in page.xpath("//article//a/picture//source/@srcset"):
        files = re.findall(r"(\S+) (\d+)w", offered)
        assert [int(width) for _, width in files] == [480, 960, 1600]
        assert all((pictured.site / re.sub(r"^(?:\.\./)+", "", file)).is_file() for file, _ in files)


def test_a_picture_of_an_official_text_comes_in_the_same_way(pictured: Project) -> None:
    page = html.fromstring((pictured.site / "van-ban/07-ct-mau/index.html").read_text("utf-8"))
    (image,) = page.xpath("//article//picture//img[@alt='Bản quét']")
    assert (image.get("width"), image.get("height")) == ("2400", "1200")


def test_what_is_said_of_an_offered_picture_is_true_of_what_one_gets(pictured: Project) -> None:
    got = (pictured.site / "files/quet.jpg").read_bytes()
    page = (pictured.site / "van-ban/07-ct-mau/index.html").read_text("utf-8")
    assert hashlib.sha256(got).hexdigest() in page
    feed = (pictured.site / "feeds/van-ban.xml").read_text("utf-8")
    assert re.findall(r'<enclosure[^>]*quet\.jpg"[^>]*length="(\d+)"|length="(\d+)"[^>]*quet\.jpg', feed + " ")[0].count(str(len(got))) == 1


def test_a_new_picture_under_the_old_name_is_shown_by_a_warm_build(pictured: Project) -> None:
    page = pictured.site / "mo-hinh/tieng-keng/index.html"
    overlay(pictured.data, {"files/keng.jpg": picture("JPEG", width=640)})
    pictured.built()
    assert 'width="640" height="2"' in page.read_text("utf-8")
    warm = tree(pictured.site)
    pictured.forget()
    pictured.built()
    assert tree(pictured.site) == warm
    overlay(pictured.data, {"files/keng.jpg": photo()})
    pictured.built()
    assert 'width="2400" height="1200"' in page.read_text("utf-8")


def test_a_flat_edition_has_no_sizes_and_keeps_the_place_free(pictured: Project) -> None:
    pictured.built("-d", "phang", OFFLINE="1")
    page = html.fromstring((pictured.folder / "phang/mo-hinh/tieng-keng.html").read_text("utf-8"))
    assert page.xpath("//article//picture") == []
    (image,) = page.xpath("//article//a/img[@alt]")
    assert (image.get("width"), image.get("height")) == ("2400", "1200")


def test_no_published_picture_says_anything_of_the_camera(pictured: Project) -> None:
    for file in [*(pictured.site / "files").glob("*.jpg"), *(pictured.site / "assets/pictures").iterdir()]:
        with Image.open(file) as shown:
            assert dict(shown.getexif()) == {}, file
        assert b"ghi chu" not in file.read_bytes(), file


def test_the_same_picture_gives_the_same_bytes(pictured: Project) -> None:
    before = {name: digest for name, digest in tree(pictured.site).items() if name.startswith(("assets/pictures/", "files/"))}
    assert len(before) >= 7
    pictured.forget()
    pictured.built()
    assert {name: digest for name, digest in tree(pictured.site).items() if name in before} == before
