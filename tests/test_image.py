"""Adding a picture: what a camera wrote into it stays out of the repository, and somebody says what it shows."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

import check
import image as command
from data_sets import GPS, LATITUDE, overlay, write_base

ORIENTATION, MAKER = 0x0112, 0x010F


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_base(tmp_path / "data")


def photo(folder: Path) -> Path:
    """What a phone writes: lying on its side, large, with the place and the maker."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER], exif[GPS] = 6, "Máy ảnh", {LATITUDE: (21.0, 1.0, 30.0)}
    path = folder / "Buổi lễ.JPG"
    Image.new("RGB", (3000, 1500), "teal").save(path, "JPEG", exif=exif, comment=b"ghi chu")
    return path


def test_a_photo_is_upright_small_and_says_nothing_of_the_camera(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(photo(tmp_path)), "--alt", "Người dân dự lễ", "--data", str(data)]) == 0
    assert "image: files/buoi-le.jpg\nimage_alt: Người dân dự lễ" in capsys.readouterr().out
    content = (data / "files/buoi-le.jpg").read_bytes()
    with Image.open(io.BytesIO(content)) as made:
        assert (made.size, dict(made.getexif()), made.info.get("comment")) == ((1000, 2000), {}, None)
    assert check.main(["--data", str(data)]) == 0


def test_a_second_picture_of_the_same_name_does_not_replace_the_first(data: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert command.main([str(photo(tmp_path)), "--alt", "Lễ", "--data", str(data)]) == 0
    assert (data / "files/buoi-le.jpg").read_bytes() == (data / "files/buoi-le-2.jpg").read_bytes()


def test_a_news_item_gets_the_picture_and_its_words(data: Path, tmp_path: Path) -> None:
    record = data / "news/2025/2025-10-01-ra-mat.md"
    assert command.main([str(photo(tmp_path)), "--alt", 'Lễ "ra mắt": đông người', "--record", str(record), "--data", str(data)]) == 0
    text = record.read_text("utf-8")
    assert text.count("image:") == text.count("image_alt:") == 1
    assert 'image: files/buoi-le.jpg\nimage_alt: "Lễ \\"ra mắt\\": đông người"\n' in text
    assert check.main(["--data", str(data)]) == 0


@pytest.mark.parametrize("content", [b"", b"khong phai anh", b"\xff\xd8\xff\xe0cut"])
def test_what_is_no_picture_is_refused(content: bytes, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay(tmp_path, {"hong.jpg": content})
    before = sorted((data / "files").iterdir())
    assert command.main([str(tmp_path / "hong.jpg"), "--alt", "Lễ", "--data", str(data)]) == 1
    assert "Không đọc được ảnh" in capsys.readouterr().err
    assert sorted((data / "files").iterdir()) == before


def test_without_words_there_is_no_picture(data: Path, tmp_path: Path) -> None:
    for words in (["--alt", "  "], []):
        with pytest.raises(SystemExit) as stopped:
            command.main([str(photo(tmp_path)), *words, "--data", str(data)])
        assert stopped.value.code == 2
