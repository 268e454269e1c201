"""The finished site: what every page of it has, and what stands on each kind of page."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from lxml import etree

import generate_data
from data_sets import write_base
from movement import pipeline
from movement.examined import Settings
from movement.schema import COLLECTIONS, VOCABULARIES
from movement.schema.base import Common, Reference
from movement.vietnamese import date_text, number_text
from project import STARTER, Project, new_project
from site_reader import HOME, Page, Site, below, words

# Words of Material, MkDocs and our own code that a reader must never meet.
ENGLISH = (
    "Skip to content|Search|Initializing|Type to start|No matching|Table of contents|Back to top|Previous|Next|Edit this page|View source|"
    "Copy to clipboard|Copied|Made with|Created|Last update|Navigation|Header|Footer|Toggle|Switch to|dark mode|light mode|Home|Menu|Close|"
    "Share|Clear|results?|page|None|null|undefined|published|draft|withdrawn|unknown|active|in_force|expired|summary|full|True|False"
)
ENGLISH_WORD = re.compile(rf"(?<![\w./@-])(?:{ENGLISH})(?![\w/@-]|\.\w)")
LONG = 360
"""Records of the site with lists of several pages."""
CARDS = "//ul[contains(concat(' ', @class, ' '), ' cards ')]"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module", params=["starter", "base"])
def site(request: pytest.FixtureRequest) -> Site:
    """Both sites: that of real records, and that in which every field has a value."""
    found: Site = request.getfixturevalue(request.param)
    return found


def pages_of(site: Site) -> list[Page]:
    """The pages that readers stay on."""
    return [page for page in site.pages.values() if not page.redirect]


# Every page


def test_the_build_says_nothing_but_what_it_did(starter_build: tuple[Project, str]) -> None:
    said = starter_build[1]
    assert "WARNING" not in said and "ERROR" not in said
    assert "khung-trang" not in said, "the layout pages are nobody's business"


def test_every_page_has_one_title_and_is_vietnamese(site: Site) -> None:
    for page in pages_of(site):
        assert len(page.tree.xpath("//h1")) == 1, page.path
        assert words(page.tree.xpath("//h1")[0]), page.path
        assert page.tree.get("lang") == "vi", page.path
        assert words(page.tree.xpath("//title")[0]), page.path
        assert page.tree.xpath("//meta[@name='description']/@content") or page.path == "404.html", page.path


def test_every_link_and_anchor_leads_somewhere(site: Site) -> None:
    assert list(site.broken()) == []


def test_no_anchor_stands_twice_on_a_page(site: Site) -> None:
    twice = {page.path: [a for a in page.anchors if len(page.tree.xpath("//*[@id=$a]", a=a)) > 1] for page in pages_of(site)}
    assert {path: anchors for path, anchors in twice.items() if anchors} == {}


def test_nothing_is_fetched_from_another_host(site: Site) -> None:
    for page in site.pages.values():
        for element, address in page.addresses():
            own = not re.match(r"(?:[a-z]+:)?//", address) or (element.tag == "link" and element.get("rel") == "canonical")
            assert own or element.tag == "a", f"{page.path}: <{element.tag}> {address}"
        for style in (*page.tree.xpath("//style/text()"), *page.tree.xpath("//@style")):
            assert "://" not in style, page.path


def test_no_style_sheet_fetches_from_another_host(base_project: Project) -> None:
    for file in base_project.site.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//|@import", file.read_text("utf-8")), file.name


def test_headings_descend_without_a_gap(site: Site) -> None:
    for page in pages_of(site):
        levels = [int(heading.tag[1]) for heading in page.tree.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4]")]
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), f"{page.path}: {levels}"


def test_no_english_word_is_left(site: Site) -> None:
    found = {}
    for page in pages_of(site):
        shown = [words(page.tree.xpath("//body")[0])] if page.path == "404.html" else []
        # What people wrote may quote anything; what we wrote is around it.
        for part in page.tree.xpath("//header|//footer|//nav|//aside|//dt|//button|//label|//summary"):
            shown.append(words(part))
        shown += page.tree.xpath("//@aria-label|//@placeholder|//@title|//@data-to-dark|//@data-to-light")
        if page.record:
            shown += [words(part) for part in page.tree.xpath("//article//dd[not(.//a)]|//article//*[contains(@class,'chip')]")]
        if hits := {match[0] for text in shown for match in ENGLISH_WORD.finditer(text)}:
            found[page.path] = hits
    assert found == {}


def test_the_channels_for_reports_are_on_every_page(starter: Site) -> None:
    for page in pages_of(starter):
        card = words(page.tree.xpath("//aside[contains(@class,'report-card')]")[0])
        assert all(channel in card for channel in ("113", "114", "115", "VNeID")), page.path


def test_a_page_announces_the_feed_of_everything_and_of_its_own_section(site: Site) -> None:
    for page in pages_of(site):
        feeds = page.links("//link[@rel='alternate']")
        assert {"feeds/tat-ca.xml", "feeds/tat-ca.atom"} <= set(feeds), page.path
        section = page.path.partition("/")[0]
        if section in {collection.path for collection in COLLECTIONS.values()}:
            assert f"feeds/{section}.xml" in feeds, page.path


# Records


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
            kept_back = "recipients" in way and record.data.validity == "hidden"
            if not kept_back and text.lower() not in said and text not in links:
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


def test_what_is_not_known_is_said(base: Site) -> None:
    assert "Nguồn không in số" in base["khen-thuong/2024/giay-khen-bi-huy/"].text
    law = base["van-ban/luat-mau/"].text
    assert "Ngày ban hành Chưa xác minh" in law and "Ngày có hiệu lực Chưa xác minh" in law and "Chưa xác minh hiệu lực" in law


def test_the_seed_says_what_is_not_established(starter: Site) -> None:
    seed = starter["tin-tuc/2020/2020-10-25-bao-cao-ket-qua-chi-thi-28/"]
    directive = starter["van-ban/28-ct-ubnd/"]
    assert "25/10/2020" in seed.text + directive.text
    assert re.search(r"chưa (?:rõ|xác minh|xác định|biết)", directive.text, re.IGNORECASE)


# Lists


def test_the_sitemap_lists_every_page_for_readers_and_no_other(site: Site) -> None:
    root = etree.parse(site.folder / "sitemap.xml").getroot()
    listed = {loc.text.removeprefix("https://example.org/") for loc in root.iter(f"{SITEMAP}loc")}
    records = {page.path for page in site.records.values() if not page.noindex}
    assert records <= listed
    assert listed <= set(site.pages)
    assert not any(site[path].noindex for path in listed)
    for lastmod in root.iter(f"{SITEMAP}lastmod"):
        datetime.date.fromisoformat(lastmod.text or "")
    robots = (site.folder / "robots.txt").read_text("utf-8")
    assert "Sitemap: https://example.org/sitemap.xml" in robots


def test_every_record_is_on_the_list_of_its_collection(starter: Site) -> None:
    for collection in COLLECTIONS.values():
        listed = {
            link
            for path, page in starter.pages.items()
            if re.fullmatch(rf"{collection.path}/(?:trang/\d+/)?", path)
            for link in page.links(f"{CARDS}//h3/a")
        }
        assert listed == {page.path for key, page in starter.records.items() if key.startswith(f"{collection.name}/")}


def test_filters_are_links_to_lists_of_that_length(site: Site) -> None:
    checked = 0
    for page in pages_of(site):
        for item in page.tree.xpath("//article//li[span[@class='count']]"):
            target, _, anchor = below(urljoin(HOME + page.path, item.xpath("a/@href")[0])).partition("#")
            count = words(item.xpath("span[@class='count']")[0])
            landing = site[target].tree
            if anchor:
                shown = landing.xpath("//h2[@id=$id]", id=anchor)
                assert words(shown[0]).endswith(f" {count}"), f"{page.path} → {target}#{anchor}"
                checked += 1
            elif line := landing.xpath("//p[@class='count-line']"):
                assert words(line[0]).partition(" ")[0] == count, f"{page.path} → {target}"
                checked += 1
    assert checked > 20


def test_every_term_and_today_s_province_has_a_landing_page(starter: Site) -> None:
    places = [path for path in starter.pages if re.fullmatch(r"dia-ban/[^/]+/", path)]
    now = starter["dia-ban/"].tree.xpath("//h2[text()='Hiện nay']/following::ul[1]/li")
    assert len(now) == 34 + 1, "the provinces, and the country as a whole"
    # Eleven of the 63 stayed as they were.
    assert len(places) >= 34 + 63 - 11
    assert {"linh-vuc/agency/", "linh-vuc/enterprise/", "linh-vuc/school/"} <= set(starter.pages)


def test_a_former_unit_says_where_it_belongs_now(base: Site) -> None:
    former = base["dia-ban/an-cu/"]
    assert "nay thuộc tỉnh An Lạc" in former.text
    assert "dia-ban/an-lac/" in former.links("//article//*[@role='note']//a")
    assert "dia-ban/an-cu/" in base["dia-ban/an-lac/"].links("//article//a")
    assert "tỉnh An Cư (nay thuộc tỉnh An Lạc)" in base["mo-hinh/tieng-keng/"].text
    assert "mo-hinh/tieng-keng/" in base["dia-ban/an-lac/"].links("//article//a"), "filters go by today's province"


def test_the_tasks_page_orders_by_day(base_project: Project, base: Site) -> None:
    page = base["viec-can-lam/"]
    # The newest day in the data, 2/10/2025, is "today".
    shown = [words(task) for task in page.tree.xpath("//li[@class='task']/h3")]
    assert shown == ["Gửi hồ sơ tự chấm", "Báo cáo kết quả hằng năm", "Báo cáo lần đầu", "Rà soát lực lượng bảo vệ"]
    text = page.text
    assert "Hạn 30/11 hằng năm" in text and "tới 30/11/2025" in text and "Tính đến ngày 2/10/2025" in text
    assert all(who in text for who in ("Nhà trường", "UBND tỉnh An Lạc", "to bao ve dem", "Công an tỉnh An Lạc"))
    assert "van-ban/07-ct-mau/#dieu-2" in page.links("//article//a")
    assert "Hạn 30/11 hằng năm" in base[""].text, "what is due next is on the home page"


def test_the_home_page_says_once_what_several_must_do(starter: Site) -> None:
    shown = [words(task) for task in starter[""].tree.xpath("//section[@aria-labelledby='sap-toi-han']//li/h3")]
    assert len(shown) == len(set(shown)) == 5


# The honor roll


def test_the_roll_orders_people_by_given_name_and_collectives_by_letters(base: Site) -> None:
    rows = base["bang-vang/"].tree.xpath("//*[@data-award='bang-khen-tinh']//*[@data-recipient]")
    names = [words(row.xpath(".//a")[0]) for row in rows]
    # Within the collectives by the Vietnamese alphabet; people by their last word, Ánh before (N.V.)B before Mẫu.
    assert [name for name in names if name in ("Ấp Đông", "Đại đội Dân quân", "Đội dân phòng Đá Trắng")] == names[:3]
    people = [name for name in names[3:] if name != "Một học sinh"]
    assert people == ["Đỗ Thị Ánh", "N.V.B", "Nguyễn Văn Mẫu"]


def test_the_roll_orders_as_the_reference_collation(starter: Site) -> None:
    icu = pytest.importorskip("icu")
    collator = icu.Collator.createInstance(icu.Locale("vi"))
    for award in starter["bang-vang/"].tree.xpath("//*[@data-award]"):
        firsts: list[str] = []
        last = ""
        for row in award.xpath(".//*[@data-recipient]"):
            link = row.xpath(".//a/@href")[0]
            if link != last:
                firsts.append(words(row.xpath(".//a")[0]))
            last = link
        assert firsts == sorted(firsts, key=collator.getSortKey)


def test_a_cancelled_award_is_marked_wherever_it_is_shown(base: Site) -> None:
    for path in ("bang-vang/", "bang-vang/2024/", "bang-vang/cap/district/", "bang-vang/tap-the/", "bang-vang/dia-ban/an-lac/"):
        (row,) = [row for row in base[path].tree.xpath("//*[@data-recipient]") if "Tổ tự quản số 9" in words(row)]
        assert "Đã hủy bỏ, thu hồi" in words(row), path
    record = base["khen-thuong/2024/giay-khen-bi-huy/"]
    assert "đã bị hủy bỏ, thu hồi ngày 10/1/2025" in record.text and "09/QĐ-HUY" in record.text and "Khai man thành tích" in record.text
    assert "Tổ tự quản số 9" not in base[""].text, "the home page honours nobody whose award was cancelled"


def test_the_roll_is_divided_by_year_level_place_and_kind(base: Site) -> None:
    assert {"bang-vang/2025/", "bang-vang/2024/", "bang-vang/cap/province/", "bang-vang/dia-ban/an-lac/"} <= set(base.pages)
    people = base["bang-vang/ca-nhan/"].text
    assert "Đỗ Thị Ánh" in people and "Ấp Đông" not in people
    collectives = base["bang-vang/tap-the/"].text
    assert "Ấp Đông" in collectives and "Đỗ Thị Ánh" not in collectives
    assert "đang được xem lại" not in base["bang-vang/"].text


# Long lists


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with lists of several pages."""
    folder = tmp_path_factory.mktemp("long")
    generate_data.generate(LONG, folder / "data")
    return Site.read(new_project(folder / "project", folder / "data").built())


def test_lists_are_paged_at_fifty(long_site: Site) -> None:
    first, second, third = (long_site[path] for path in ("tin-tuc/", "tin-tuc/trang/2/", "tin-tuc/trang/3/"))
    sizes = [len(page.tree.xpath(f"{CARDS}/li")) for page in (first, second, third)]
    assert sizes[:2] == [50, 50] and sum(sizes) == generate_data.sizes(LONG)["news"]
    assert first.links("//a[@rel='next']") == ["tin-tuc/trang/2/"]
    assert first.links("//a[@rel='prev']") == []
    assert second.links("//a[@rel='prev']") == ["tin-tuc/"]
    assert words(second.tree.xpath("//article//nav//span[@aria-current='page']")[0]) == "Trang 2"
    dates = [
        re.findall(r"(\d+)/(\d+)/(\d{4})", words(card))[0]
        for page in (first, second, third)
        for card in page.tree.xpath("//p[@class='card__meta']")
    ]
    assert dates == sorted(dates, key=lambda day: tuple(int(part) for part in reversed(day)), reverse=True), "newest first"


def test_a_large_site_is_whole_too(long_site: Site) -> None:
    assert list(long_site.broken()) == []
    assert len(long_site.records) == LONG


def test_no_page_grows_with_the_number_of_records(long_site: Site) -> None:
    for page in long_site.records.values():
        assert len(page.links()) < 200, page.path


def test_a_hidden_award_is_on_no_other_page(tmp_path: Path) -> None:
    data = write_base(tmp_path / "data")
    file = data / "commendations/2025/bang-khen-nhieu-nguoi.yml"
    file.write_text(f"{file.read_text('utf-8').rstrip()}\nvalidity: hidden\n", "utf-8")
    project = new_project(tmp_path / "project", data)
    project.built()
    path = f"khen-thuong/2025/{file.stem}/"
    folders = ("khen-thuong/index.html", "bang-vang/**/index.html", "mo-hinh/*/index.html", "dia-ban/**/index.html", "index.html")
    pages = [page for folder in folders for page in project.site.glob(folder)]
    assert len(pages) > 8
    assert [page for page in pages if path in page.read_text("utf-8")] == []
    assert 'content="noindex"' in (project.site / path / "index.html").read_text("utf-8")
