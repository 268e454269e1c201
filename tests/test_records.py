"""What stands on the page of a record, and what of it stands elsewhere."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from data_sets import overlay, write_base
from movement import pipeline
from movement.examined import Settings
from movement.schema import COLLECTIONS, VOCABULARIES
from movement.schema.base import Common, Reference
from movement.vietnamese import date_text, number_text
from project import STARTER, Project, new_project
from site_reader import Site, pages_of, words


def test_every_record_has_a_page_with_its_metadata(starter: Site) -> None:
    files = {
        f"{path.relative_to(STARTER).parts[0]}/{path.stem}"
        for path in STARTER.rglob("*")
        if path.suffix in (".md", ".yml")
        and len(path.relative_to(STARTER).parts) > 1
        and not any(part.startswith(("_", ".")) for part in path.relative_to(STARTER).parts)
    }
    assert set(starter.records) == {file for file in files if not file.startswith("vocabularies/")}
    for page in starter.records.values():
        assert page.tree.xpath("//script[@type='application/ld+json']"), page.path
        assert page.tree.xpath("//meta[@property='og:title']/@content") == [words(page.tree.xpath("//h1")[0])], page.path
        assert page.tree.xpath("//link[@rel='canonical']/@href") == [f"https://example.org/{page.path}"], page.path


def test_the_edit_link_of_a_record_goes_to_its_file(base: Site) -> None:
    for key, page in base.records.items():
        (link,) = page.tree.xpath("//p[@class='edit-link']/a/@href")
        found = re.fullmatch(r"https://example\.org/kho-du-lieu/edit/main/(data/.+)", link)
        assert found, link
        assert found[1].startswith(f"data/{key.partition('/')[0]}/") and Path(found[1]).stem == key.rpartition("/")[2]


# What a field shows elsewhere than in words on its own page.
NOT_IN_WORDS = {
    "state": "the list of states is for editors; drafts and withdrawn records say so in words",
    "aliases": "old addresses lead here",
    "naming_basis": "the record of a consent is for the office that holds it",
    "shown_as": "how a person is shown can be seen",
    "minor": "that somebody is a child is not said",
    "id": "an anchor",
    "path": "the link of an attachment",
    "image": "a picture",
    "image_alt": "the words of the picture, for those who do not see it",
    "clause": "the link to it, in words",
    "files": "links to the files",
    "verified": "that a wording was not read is said",
}


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_field_is_shown_in_words(collection: str, base: Site, base_project: Project) -> None:
    library = pipeline.examine(Settings(base_project.data, base_project.folder / "docs", base_project.folder / "overrides")).library
    assert library is not None
    given: set[str] = set()
    own = set(COLLECTIONS[collection].schema.__pydantic_fields__) - set(Common.__pydantic_fields__)
    missing = []
    for record in library.records.values():
        if record.collection != collection:
            continue
        given |= {name for name in record.data.__pydantic_fields__ if getattr(record.data, name) not in (None, (), "")}
        page = base.records[record.key]
        said = page.text.lower()
        links = {address for element, address in page.addresses() if element.tag == "a"}
        for way, text in texts(library, record.data):
            if text.lower() not in said and text not in links:
                missing.append(f"{record.key} {'.'.join(way)}: {text}")
    assert missing == []
    assert own - given == set(), "golden/base must fill every field"


def test_every_common_field_is_tried(base_project: Project) -> None:
    written = "".join(path.read_text("utf-8") for path in base_project.data.rglob("*") if path.suffix in (".md", ".yml"))
    assert [name for name in Common.__pydantic_fields__ if f"\n{name}:" not in written] == []


def texts(library: Any, data: Any, way: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every value of a typed record as its page should word it."""
    for name, field in data.__pydantic_fields__.items():
        if name in NOT_IN_WORDS:
            continue
        value = getattr(data, name)
        collection = next((mark.collection for mark in marks(field) if isinstance(mark, Reference)), None)
        for item in value if isinstance(value, tuple) else (value,):
            if item is None or item is False:
                continue
            if dataclasses.is_dataclass(item):
                yield from texts(library, item, (*way, name))
            else:
                yield (*way, name), worded(library, name, item, collection)


def marks(field: Any) -> Iterator[Any]:
    """Every annotation of a field, however deep."""

    def walk(annotation: Any) -> Iterator[Any]:
        yield from getattr(annotation, "__metadata__", ())
        for argument in getattr(annotation, "__args__", ()):
            yield from walk(argument)

    yield from field.metadata
    yield from walk(field.annotation)


def worded(library: Any, name: str, value: Any, collection: str | None) -> str:
    """The words of one value."""
    if collection in VOCABULARIES:
        entry = library.vocabularies[collection][value]
        return str(getattr(entry, "full_name", entry.name))
    if collection:
        key = value if collection == "*" else f"{collection}/{value}"
        return str(library.records[key].data.title)
    if isinstance(value, Enum):
        return str(value.label)
    if isinstance(value, datetime.date):
        return date_text(value)
    if isinstance(value, bool):
        return "độc lập"
    if isinstance(value, int | float):
        return number_text(value)
    if name in ("since", "as_of"):
        return "/".join(str(int(part)) for part in reversed(value.split("-")))
    if name == "every":
        return {"--11-30": "30/11 hằng năm", "--11-15": "15/11 hằng năm", "quarter": "hằng quý"}[value]
    if name in ("assigned_to", "report_to"):
        return {
            "nha-truong": "Nhà trường",
            "ubnd-an-lac": "UBND tỉnh An Lạc",
            "to-bao-ve-dem": "to bao ve dem",
            "cong-an-an-lac": "Công an tỉnh An Lạc",
        }[value]
    return " ".join(str(value).split())


def test_backlinks_stand_on_both_ends(base: Site) -> None:
    directive = base["van-ban/07-ct-mau/"]
    for words_of_group, target in (
        ("Mô hình thực hiện văn bản này", "mo-hinh/tieng-keng/"),
        ("Tiêu chuẩn theo văn bản này", "tieu-chuan/an-toan/"),
    ):
        (section,) = directive.tree.xpath("//section[h2[text()=$t]]", t=words_of_group)
        assert target in directive.links(f"//section[h2[text()='{words_of_group}']]//a"), words(section)
    model = base["mo-hinh/tieng-keng/"]
    assert "khen-thuong/2025/bang-khen-nhieu-nguoi/" in model.links("//section[h2[text()='Khen thưởng liên quan']]//a")
    assert "dien-hinh/truong-an-phu/" in model.links("//section[h2[text()='Điển hình thực hiện mô hình này']]//a")
    old = base["van-ban/kh-cu/"].text
    for inverse in ("Được sửa đổi, bổ sung bởi", "Được thay thế bởi", "Bị bãi bỏ bởi", "Được tiếp tục thực hiện theo"):
        assert inverse in old
    assert "van-ban/07-ct-mau/" in base["van-ban/luat-mau/"].links("//section[h2[text()='Cùng nội dung']]//a"), "symmetric"


def test_a_draft_is_nowhere(base: Site) -> None:
    assert "models/ban-nhap" not in base.records
    for file in base.folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert b"ban-nhap" not in content and "Mô hình còn là bản nháp".encode() not in content, file


def test_a_withdrawn_page_stays_says_why_and_is_listed_nowhere(base: Site) -> None:
    page = base["mo-hinh/mo-hinh-da-rut/"]
    assert page.noindex
    banner = words(page.tree.xpath("//article//*[@role='note']")[0])
    assert "2/11/2025" in banner and "Nguồn tin đã đính chính" in banner
    assert "mo-hinh/tieng-keng/" in page.links("//article//*[@role='note']//a")
    linking = [other.path for other in pages_of(base) if page.path in other.links() and other is not page]
    assert linking == []
    for file in (base.folder / "sitemap.xml", *(base.folder / "tim-kiem").rglob("*"), *(base.folder / "search").rglob("*")):
        assert not file.is_file() or b"mo-hinh-da-rut" not in file.read_bytes(), file


def test_what_no_longer_stands_is_marked_where_it_is_named(tmp_path: Path) -> None:
    data = write_base(tmp_path / "data")
    front = "title: Điển hình A\nwho: {kind: collective, display_name: Thôn A, unit: an-cu}"
    named = "models: [mo-hinh-da-rut, tieng-keng]\ncommendations: [giay-khen-bi-huy, bang-khen-nhieu-nguoi]"
    overlay(data, {"exemplars/thon-a.md": f"---\n{front}\n{named}\n---\n"})
    project = new_project(tmp_path / "project", data)
    project.built()
    site = Site.read(project.site)
    text = site["dien-hinh/thon-a/"].text
    assert "Mô hình đã rút khỏi trang (đã rút)" in text
    assert "Giấy khen đã bị hủy bỏ (đã hủy bỏ, thu hồi)" in text
    assert text.count("(đã ") == 2, "what stands is not marked"
    # An exemplary unit belongs to its own place, then and now.
    assert all("dien-hinh/thon-a/" in site[f"dia-ban/{place}/"].links("//article//a") for place in ("an-cu", "an-lac"))


def test_a_hidden_commendation_names_nobody(base: Site) -> None:
    page = base["khen-thuong/2023/khen-tam-an/"]
    assert page.noindex and "tạm ẩn" in page.text
    for file in base.folder.rglob("*"):
        assert not file.is_file() or "Tập thể đang được xem lại".encode() not in file.read_bytes(), file


def test_an_alias_leads_on(base: Site) -> None:
    old = base["van-ban/chi-thi-so-7/"]
    assert old.redirect == "van-ban/07-ct-mau/"
    assert old.links("//body//a") == ["van-ban/07-ct-mau/"]
    assert old.noindex


def test_a_record_without_a_source_says_so(base: Site) -> None:
    assert "Bản ghi này chưa có nguồn" in base["tin-tuc/2024/tin-cu/"].text
    assert "Bản ghi này chưa có nguồn" not in base["mo-hinh/tieng-keng/"].text


def test_what_is_not_known_is_said(base: Site, starter: Site) -> None:
    assert "Chưa rõ số quyết định" in base["khen-thuong/2024/giay-khen-bi-huy/"].text, "without a source, nothing is said of one"
    assert any("Nguồn không in số quyết định" in page.text for key, page in starter.records.items() if key.startswith("commendations/"))
    law = base["van-ban/luat-mau/"].text
    assert "Ngày ban hành Chưa xác minh" in law and "Ngày có hiệu lực Chưa xác minh" in law and "Chưa xác minh hiệu lực" in law


def test_the_seed_says_what_is_not_established(starter: Site) -> None:
    seed = starter["tin-tuc/2020/2020-10-25-bao-cao-ket-qua-chi-thi-28/"]
    directive = starter["van-ban/28-ct-ubnd/"]
    assert "25/10/2020" in seed.text + directive.text
    assert re.search(r"chưa (?:rõ|xác minh|xác định|biết)", directive.text, re.IGNORECASE)


def test_a_record_may_be_named_with_its_year_or_without(tmp_path: Path) -> None:
    data = write_base(tmp_path / "data")
    overlay(data, {"models/mo-hinh-a.md": "---\ntitle: Mô hình A\nrelated: [commendations/2025/bang-khen-nhieu-nguoi]\n---\n"})
    site = data / "site.yml"
    chosen = "featured: [models/mo-hinh-da-rut, news/2025/2025-10-01-ra-mat]"
    overlay(data, {"site.yml": site.read_text("utf-8").replace("featured: [models/tieng-keng]", chosen)})
    project = new_project(tmp_path / "project", data)
    project.built()
    related = (project.site / "mo-hinh/mo-hinh-a/index.html").read_text("utf-8")
    assert 'khen-thuong/2025/bang-khen-nhieu-nguoi/"' in related
    featured = Site.read(project.site)[""].links("//section[@aria-labelledby='mo-hinh-noi-bat']//h3/a")
    assert featured == ["tin-tuc/2025/2025-10-01-ra-mat/"], "a withdrawn record is not held up"
