"""The offline edition: what it carries, what it leaves out, and that it opens everywhere."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from data_sets import overlay
from editions import Exported, exported, small_project
from movement.packing.folder import faults
from movement.portable import LONGEST, fault, portable
from project import tree


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """The school edition; read it only."""
    return exported(small_project(tmp_path_factory.mktemp("school")), SITE_URL="https://toandan.example/")


def test_the_school_edition_has_what_is_for_schools_and_for_everybody(school: Exported) -> None:
    pages = school.site().records
    assert {"models/tieng-keng", "news/2025-12-01-hai-mo-hinh", "directives/07-ct-mau"} <= set(pages)
    assert "models/rieng-doanh-nghiep" not in pages
    assert school.folder.name == f"toan-dan-nha-truong-{school.manifest['date']}"


def test_what_was_withdrawn_or_cancelled_is_out_and_listed(school: Exported) -> None:
    site = school.site()
    assert not {"models/mo-hinh-da-rut", "commendations/giay-khen-bi-huy"} & set(site.records)
    said = site["thu-hoi.html"].text
    assert "Mô hình đã rút khỏi trang" in said
    assert "Nguồn tin đã đính chính" in said
    assert "Khai man thành tích" in said
    assert "mo-hinh/tieng-keng.html" in site["thu-hoi.html"].links("//article//a")
    assert "Mô hình riêng của doanh nghiệp" not in said, "left out is not recalled"


def test_a_reference_to_what_is_left_out_is_plain_text(school: Exported) -> None:
    page = school.site().records["news/2025-12-01-hai-mo-hinh"]
    assert "cách của doanh nghiệp" in page.text
    assert page.tree.xpath("//a[contains(., 'cách của doanh nghiệp')]") == []
    assert page.tree.xpath("//a[contains(., 'đăng ký')]") == []
    assert "mo-hinh/tieng-keng.html#cach-lam" in page.links("//article//a")


def test_every_page_shows_the_date_of_the_edition(school: Exported) -> None:
    for path, page in school.site().pages.items():
        assert "1/12/2025" in page.tree.text_content(), path


def test_no_link_is_broken_and_nothing_is_fetched_from_elsewhere(school: Exported) -> None:
    assert list(faults(school.folder)) == []


def test_what_needs_the_internet_is_not_there(school: Exported) -> None:
    files = tree(school.folder)
    assert not [file for file in files if file.startswith(("feeds", "assets/javascripts")) or file.endswith((".xml", ".txt.gz", ".map"))]
    assert not {"robots.txt", "_headers", "404.html", "dang-ky.html"} & set(files)
    page = school.site()["mo-hinh/tieng-keng.html"]
    assert page.tree.xpath("//link[@rel='alternate' or @rel='search']") == []
    assert page.tree.xpath("//link[@rel='canonical']/@href") == ["https://toandan.example/mo-hinh/tieng-keng/"], "the online page"
    assert "Sửa nội dung" not in page.text


def test_names_are_safe_on_every_system(school: Exported) -> None:
    files = tree(school.folder)
    assert [file for file in files if fault(file)] == []
    assert len({file.lower() for file in files}) == len(files)
    assert [file for file in files if file.startswith("files/to-roi-so-1-") and file.endswith(".pdf")]
    assert "tai-lieu/con.html" not in files, "Windows keeps the name"


def test_the_zip_is_the_folder_with_marked_names_and_fixed_times(school: Exported) -> None:
    with zipfile.ZipFile(school.zip) as packed:
        members = packed.infolist()
        assert {member.filename for member in members} == set(tree(school.folder))
        assert {member.flag_bits & 0x800 for member in members} == {0x800}
        assert {member.date_time for member in members} == {(2025, 12, 1, 0, 0, 0)}
        assert packed.testzip() is None


def test_the_guide_can_be_read_by_an_old_notepad(school: Exported) -> None:
    content = (school.folder / "HUONG-DAN.txt").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") > 20
    assert "MO-TRANG-NAY.html" in content.decode("utf-8-sig")


def test_two_exports_are_the_same_bytes(school: Exported, tmp_path: Path) -> None:
    again = exported(small_project(tmp_path), SITE_URL="https://toandan.example/")
    assert again.zip.read_bytes() == school.zip.read_bytes()


def test_the_next_edition_says_what_the_last_one_had(school: Exported, tmp_path: Path) -> None:
    """A record that vanished, one that was reworded, one withdrawn that is not for schools any more, and a file too large for the limit."""
    project = small_project(tmp_path)
    overlay(project.data, {"news/2025/2025-12-01-hai-mo-hinh.md": None})
    project.edit("data/models/tieng-keng.md", "Gõ ba hồi", "Gõ năm hồi")
    withdrawn = "audiences: [enterprise]\nstate: withdrawn\nwithdrawn: {on: 2026-01-02, reason: Đã đính chính}\npublished:"
    project.edit("data/exemplars/truong-an-phu.md", "published:", withdrawn)
    limit = (school.zip.stat().st_size - 100_000) / 1e6
    arguments = ("--previous", str(school.folder / "manifest.json"), "--max-mb", f"{limit:.3f}")
    following = exported(project, *arguments, BUILD_DATE="2026-02-03")
    said = following.site()["thu-hoi.html"].text
    assert "Hai mô hình được nhắc tới" in said
    assert "Tiếng kẻng an ninh" in said.partition("Đã sửa từ bản trước")[2]
    assert "Đã đính chính" in said
    assert following.zip.stat().st_size <= limit * 1e6
    assert "files" not in {path.partition("/")[0] for path in tree(following.folder) if path.endswith("pdf") and "to-roi-so-1" in path}
    assert list(faults(following.folder)) == []
    assert following.folder.name.endswith("-2026-02-03")


@pytest.mark.parametrize(
    ("arguments", "said"), [(("--unit", "khong-co"), "Không có địa bàn “khong-co”"), (("--max-mb", "0.1"), "Không làm vừa 0.1 MB")]
)
def test_what_cannot_be_made_is_said_and_leaves_nothing(arguments: tuple[str, ...], said: str, tmp_path: Path, school: Exported) -> None:
    done = school.project.run("scripts/export_offline.py", *arguments, "--into", str(tmp_path / "dist"))
    assert done.returncode == 1
    assert said in done.stderr
    assert list((tmp_path / "dist").iterdir()) == []


@pytest.mark.parametrize("path", ["mo-hinh/a.html", "tin-tuc/2025/2025-10-01-ra-mat.html", "files/anh.png"])
def test_a_safe_path_stays_as_it_is(path: str) -> None:
    assert portable(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "mo-hinh/con.html",
        "files/Tờ rơi.pdf",
        "files/a b.PDF",
        f"khen-thuong/2025/{'x' * 80}.html",
        f"files/{'thư mục dài/' * 12}a.pdf",
        "con/x.html",
        "a/b.",
    ],
)
def test_an_unsafe_path_becomes_a_safe_one_of_its_own(path: str) -> None:
    assert fault(portable(path)) == ""
    assert len(portable(path)) <= LONGEST
    assert portable(path) != portable(path.replace("x" * 79, "x" * 78 + "y").replace("ơ", "ợ").replace(" b", " c") + "z")


def test_faults_of_a_folder_are_all_told(tmp_path: Path) -> None:
    page = '<p id="co"><a href="khong-co.html">a</a> <a href="#sai">b</a> <a href="#co">c</a> <a href="/goc.html">d</a> <img src="https://xa.example/x.png">'
    (tmp_path / "trang.html").write_text(f"{page}<a href='https://xa.example/'>e</a><a href='trang.html?q=1#co'>f</a>", "utf-8")
    (tmp_path / "nul.txt").write_text("", "utf-8")
    found = "\n".join(faults(tmp_path))
    assert found.count("\n") == 4
    for said in ("khong-co.html", "“#sai” không có mục", "/goc.html", "xa.example/x.png” được tải từ máy khác", "nul.txt: tên tệp"):
        assert said in found
