"""The honor roll: its order, its parts, its views; what was cancelled or hidden."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from data_sets import write_base
from movement.vietnamese import initial, sort_key
from project import new_project
from site_reader import Page, Site, pages_of, words


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


def names_pages(site: Site) -> list[Page]:
    """The pages of the roll by name, in order."""
    found = [page for path, page in site.pages.items() if path.startswith("bang-vang/ten/")]
    return sorted(found, key=lambda page: int((re.findall(r"trang/(\d+)/", page.path) or ["1"])[0]))


def test_the_roll_by_name_follows_the_alphabet(base: Site, starter: Site) -> None:
    for site in (base, starter):
        sections = [section for page in names_pages(site) for section in page.tree.xpath("//section[contains(@class, 'honor')]")]
        titles = [words(section.xpath("h2")[0]) for section in sections]
        letters = [title for title in titles if len(title) == 1]
        assert letters == sorted(letters, key=sort_key)
        assert titles[len(letters) :] == ["Cá nhân"] * (len(titles) - len(letters)), "people stand behind"
        names = [(title, words(name)) for title, section in zip(titles, sections, strict=True) for name in section.xpath(".//a")]
        assert all(title in ("Cá nhân", initial(name)) for title, name in names)
        collectives = [name for title, name in names if title != "Cá nhân"]
        assert collectives == sorted(collectives, key=sort_key)
    base_titles = [words(heading) for page in names_pages(base) for heading in page.tree.xpath("//section/h2")]
    assert base_titles.index("Â") < base_titles.index("Đ"), "Ấp Đông, Đại đội Dân quân"


def test_every_recipient_is_on_the_roll_by_name(starter: Site) -> None:
    roll = [page for path, page in starter.pages.items() if re.fullmatch(r"bang-vang/(?:trang/\d+/)?", path)]
    table = [page for path, page in starter.pages.items() if re.fullmatch(r"bang-vang/bang/(?:trang/\d+/)?", path)]
    assert len(recipients(roll)) > 50
    assert recipients(names_pages(starter)) == recipients(roll) == recipients(table)


def recipients(pages: list[Page]) -> list[str]:
    """All recipients on these pages."""
    return sorted(words(row.xpath(".//a")[0]) for page in pages for row in page.tree.xpath("//*[@data-recipient]"))


@pytest.mark.parametrize("path", ["bang-vang/", "bang-vang/2024/", "bang-vang/dia-ban/an-lac/", "bang-vang/ca-nhan/"])
def test_each_part_of_the_roll_is_seen_as_cards_and_as_a_table(path: str, base: Site) -> None:
    cards, table = base[path], base[f"{path}bang/"]
    assert recipients([cards]) == recipients([table]) != []
    for page in (cards, table):
        assert page.links("//*[@class='views']//a") == [path, f"{path}bang/", "bang-vang/ten/"]
        assert [words(link) for link in page.tree.xpath("//*[@class='views']//a[@aria-current='page']")] == [
            "Thẻ" if page is cards else "Bảng gọn"
        ]
    assert all(link.endswith("/bang/") for link in table.links("//*[@class='filters']//a")), "a filter keeps the view"
    assert table.noindex, "the same names are listed once"


def test_a_card_of_the_roll_says_for_what_and_by_which_decision(base: Site) -> None:
    (card,) = [card for card in base["bang-vang/2024/"].tree.xpath("//li[@class='honor-card']") if "Tổ tự quản số 9" in words(card)]
    assert "Quyết định" in words(card) and "Đã hủy bỏ, thu hồi" in words(card)
    roll = base["bang-vang/"].tree.xpath("//li[@class='honor-card']")
    assert any(re.search(r"Quyết định số \S+ ngày \d+/\d+/\d{4} của ", words(card)) for card in roll)


def test_a_letter_leads_to_its_names(base: Site, starter: Site) -> None:
    for site in (base, starter):
        for page in names_pages(site):
            for link in page.tree.xpath("//nav[@class='letters']//a"):
                (target,) = [
                    found for found in page.links("//nav[@class='letters']//a") if found.endswith(link.get("href").partition("#")[2])
                ]
                path, _, anchor = target.partition("#")
                assert words(site[path].tree.xpath("//h2[@id=$id]", id=anchor)[0]) == words(link)


@pytest.mark.parametrize(
    ("text", "letter"),
    [("Ấp Đông", "Â"), ("ăn", "Ă"), ("Đội", "Đ"), ("Ứng", "Ư"), ("Á", "A"), ("Ỷ", "Y"), ("12 hộ", ""), ("“Tổ”", ""), ("", "")],
)
def test_a_text_stands_under_a_letter_of_the_alphabet(text: str, letter: str) -> None:
    assert initial(text) == letter
    assert initial(unicodedata.normalize("NFD", text)) == letter


def test_every_recipient_stands_within_an_award(base: Site) -> None:
    found = [(page.path, row) for page in pages_of(base) for row in page.tree.xpath("//*[@data-recipient]")]
    assert {"bang-vang/", "bang-vang/bang/", "bang-vang/ten/"} <= {path for path, _ in found}
    assert [path for path, row in found if not row.xpath("ancestor::*[@data-award]")] == []


def test_a_hidden_award_is_on_no_other_page(tmp_path: Path) -> None:
    data = write_base(tmp_path / "data")
    file = data / "commendations/2025/bang-khen-nhieu-nguoi.yml"
    file.write_text(f"{file.read_text('utf-8').rstrip()}\nvalidity: hidden\n", "utf-8")
    related = f"---\ntitle: Mô hình A\nrelated: [commendations/{file.stem}]\n---\n"
    (data / "models/mo-hinh-a.md").write_text(related, "utf-8")
    achievement = "\nachievement: Làm theo Chỉ thị 07/CT-MAU"
    file.write_text(re.sub(r"\nachievement: .*", achievement, file.read_text("utf-8")), "utf-8")
    project = new_project(tmp_path / "project", data)
    project.built()
    path = f"khen-thuong/2025/{file.stem}/"
    folders = (
        "van-ban/*/index.html",
        "khen-thuong/index.html",
        "bang-vang/**/index.html",
        "mo-hinh/*/index.html",
        "dia-ban/**/index.html",
        "index.html",
    )
    pages = [page for folder in folders for page in project.site.glob(folder)]
    assert len(pages) > 8
    assert [page for page in pages if path in page.read_text("utf-8")] == []
    assert 'content="noindex"' in (project.site / path / "index.html").read_text("utf-8")
