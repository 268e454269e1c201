"""Share cards: every record has one that holds its whole title, and only a title that changed is painted anew."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from data_sets import write_base
from movement.render.share import card_painter
from movement.render.share.card_letters import Face
from movement.render.share.card_painter import HEIGHT, MARGIN, SIZES, WIDTH, Painter
from project import ROOT, Project, new_project, times
from site_reader import Page, Site

FONTS = ROOT / "docs/assets/fonts"
LONG = "Kế hoạch triển khai thực hiện Chỉ thị về tăng cường xây dựng phong trào Toàn dân bảo vệ an ninh Tổ quốc trong tình hình mới " * 4
TITLES = ["Ổ", "Tiếng kẻng an ninh", LONG[:120].strip(), LONG.strip(), "Nghiêng" * 40, "Trường học 🔔 an toàn <b> & 'vui'"]


@pytest.fixture(scope="module")
def painter() -> Painter:
    """A painter of the cards of one site."""
    return Painter(FONTS, "Toàn dân bảo vệ an ninh Tổ quốc", "example.org")


def opened(content: bytes) -> Image.Image:
    """A card as other programs see it."""
    with Image.open(io.BytesIO(content)) as image:
        image.load()
        return image


def card_of(page: Page) -> str:
    """The path of the picture that a page names."""
    (address,) = page.tree.xpath("//meta[@property='og:image']/@content")
    return address.removeprefix("https://example.org/")


@pytest.mark.parametrize("title", TITLES)
def test_no_title_is_cut_or_runs_into_the_margin(title: str, painter: Painter) -> None:
    lines, size = painter.lines(title, 300)
    assert " ".join(lines).replace(" ", "") == title.replace(" ", "") and size in SIZES
    pixels = np.asarray(opened(painter.png("Chỉ thị 07/CT-BCA-V28", title)))
    assert pixels.shape == (HEIGHT, WIDTH)
    middle = pixels[card_painter.TOP : card_painter.BOTTOM]
    assert middle.any() and not middle[:, : MARGIN - 6].any() and not middle[:, WIDTH - MARGIN + 6 :].any()
    assert not middle[-2:].any(), "the last line has room for what hangs below it"


def test_a_short_title_stands_in_large_letters(painter: Painter) -> None:
    assert painter.lines("Tiếng kẻng an ninh", 300)[1] == SIZES[0] > painter.lines(LONG, 300)[1]


def test_every_vietnamese_letter_is_drawn() -> None:
    face = Face(FONTS, 40)
    vowels = [
        unicodedata.normalize("NFC", v + tone) for v in "aăâeêioôơuưy" for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    ]
    for letter in "".join(vowels) + "".join(vowels).upper() + "đĐ0123456789“”–…/%()":
        assert face.letter(letter).pixels is not None, letter
    assert face.letter("🔔").advance == 0, "what the font does not have leaves no gap"


def test_the_same_title_is_the_same_picture(painter: Painter) -> None:
    other = Painter(FONTS, "Toàn dân bảo vệ an ninh Tổ quốc", "example.org")
    for title in TITLES:
        assert painter.png("Mô hình", title) == other.png("Mô hình", title)
    assert len({painter.png("Mô hình", title) for title in TITLES}) == len(TITLES)


def test_every_page_has_a_picture_and_every_record_its_own(starter: Site) -> None:
    own = [card_of(page) for page in starter.records.values()]
    assert len(set(own)) == len(own)
    for page in starter.pages.values():
        if not page.redirect and page.path != "404.html":
            with Image.open(starter.folder / card_of(page)) as picture:
                assert picture.size == (1200, 630) and picture.format == "PNG", page.path
    named = {card_of(page) for page in starter.pages.values() if not page.redirect and page.path != "404.html"}
    there = {path.relative_to(starter.folder).as_posix() for path in (starter.folder / "the-chia-se").rglob("*.png")}
    assert named == there
    assert max(path.stat().st_size for path in (starter.folder / "the-chia-se").rglob("*.png")) < 40_000


def test_what_is_withdrawn_or_hidden_has_the_picture_of_the_site(base: Site) -> None:
    site = card_of(base[""])
    assert card_of(base["mo-hinh/mo-hinh-da-rut/"]) == site == card_of(base["khen-thuong/2023/khen-tam-an/"])
    assert card_of(base["mo-hinh/tieng-keng/"]) != site != card_of(base["khen-thuong/2024/giay-khen-bi-huy/"])


def test_a_new_title_has_a_new_picture_and_no_other_is_painted(tmp_path: Path) -> None:
    project: Project = new_project(tmp_path / "project", write_base(tmp_path / "data"))
    project.built()
    before = dict(times(project.site / "the-chia-se"))
    project.edit("data/models/tieng-keng.md", "Gõ ba hồi", "Gõ bốn hồi")
    project.built()
    assert dict(times(project.site / "the-chia-se")) == before, "its text is not on the card"
    project.edit("data/models/tieng-keng.md", "title: Tiếng kẻng an ninh", "title: Tiếng kẻng bình yên")
    project.built()
    after = dict(times(project.site / "the-chia-se"))
    assert {name: moment for name, moment in after.items() if name in before}.items() <= before.items()
    (gone,), (new,) = before.keys() - after.keys(), after.keys() - before.keys()
    assert gone.startswith("mo-hinh/tieng-keng-") and new.startswith("mo-hinh/tieng-keng-")
