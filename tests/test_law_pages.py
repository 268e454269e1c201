"""Official texts on the site: citations lead to the clause, texts say who cites them, force follows the day of the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from browsing import PHONE, Visit, chromium, served, visit
from data_sets import overlay, write_base
from project import Project, new_project, tree
from site_reader import Site, words

CLOSED = "\n---\n"
LAW = """---
title: Luật Mẫu về <b>trường</b>
number: 07/2021/QH15
kind: luat
issuer: bo-mau
signed_on: 2021-03-01
effective_on: 2021-07-01
force: {state: in_force, checked_on: 2025-09-01, source: "https://phap-luat.example.vn/luat-mau?a=1"}
text: full
published: 2025-08-01
---

## Chương I. Chung

### Điều 6. Tiêu chí của trường

1. Một.
2. Hai, gồm:

   a) điểm a;

   đ) điểm đ theo khoản 1 Điều này.

### Điều 7. Việc khác

Theo Thông tư 09/2015/TT-BCA.
"""
OLD = """---
title: Thông tư cũ
number: 09/2015/TT-BCA
kind: thong-tu
issuer: bo-mau
force: {state: in_force, checked_on: 2024-09-01}
published: 2025-08-01
---
"""
NEW = """---
title: Thông tư mới
number: 10/2025/TT-BCA
kind: thong-tu
issuer: bo-mau
signed_on: 2025-09-30
effective_on: 2025-12-01
force: {state: not_yet, checked_on: 2025-10-01}
relations: {replaces: [tt-cu], amends: [luat-truong]}
published: 2025-10-01
---
"""
MODEL = """---
title: Mô hình theo Luật 07/2021/QH15
summary: Làm theo điểm đ khoản 2 Điều 6 Luật số 07/2021/QH15 & không <khác>.
problem: Xem Điều 7 Luật 07/2021/QH15.
caveats: Thông tư 09/2015/TT-BCA đã cũ.
published: 2025-09-09
replication: {steps: [Đọc Thông tư 10/2025/TT-BCA]}
---

## Theo Luật 07/2021/QH15

Làm theo **khoản 2 Điều 6** Luật 07/2021/QH15, [Luật 07/2021/QH15](../directives/luat-truong.md#dieu-7), `Luật 07/2021/QH15`
và khoản 9 Điều 6 Luật 07/2021/QH15.
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small data set with three texts that have to do with each other, and a model that cites them."""
    folder = tmp_path_factory.mktemp("law")
    made = new_project(folder / "project", write_base(folder / "data"))
    texts = {"directives/luat-truong.md": LAW, "directives/tt-cu.md": OLD, "directives/tt-moi.md": NEW, "models/lam-theo-luat.md": MODEL}
    overlay(made.data, texts)
    made.built(BUILD_DATE="2025-11-30")
    return made


@pytest.fixture(scope="module")
def site(project: Project) -> Site:
    return Site.read(project.site)


def test_each_citation_leads_to_its_clause(site: Site) -> None:
    page = site["mo-hinh/lam-theo-luat/"]
    links = page.tree.xpath("//article//a[@data-cites]")
    assert [(words(link), link.get("data-cites"), link.get("href").rpartition("#")[2]) for link in links] == [
        ("điểm đ khoản 2 Điều 6 Luật số 07/2021/QH15", "luat-truong#dieu-6.khoan-2.diem-dd", "dieu-6.khoan-2.diem-dd"),
        ("Điều 7 Luật 07/2021/QH15", "luat-truong#dieu-7", "dieu-7"),
        ("khoản 2 Điều 6 Luật 07/2021/QH15", "luat-truong#dieu-6.khoan-2", "dieu-6.khoan-2"),
        ("khoản 9 Điều 6 Luật 07/2021/QH15", "luat-truong#dieu-6.khoan-9", "dieu-6"),
        ("Thông tư 09/2015/TT-BCA", "tt-cu", "../../van-ban/tt-cu/"),
        ("Thông tư 10/2025/TT-BCA", "tt-moi", "../../van-ban/tt-moi/"),
    ]
    assert [found for found in site.broken() if "van-ban/" in found or "mo-hinh/" in found] == []
    assert page.tree.xpath("//h1//a | //h2//a[@data-cites] | //code//a | //a//a") == []


def test_a_link_tells_title_and_force_without_markup(site: Site) -> None:
    page = site["mo-hinh/lam-theo-luat/"]
    first, *_, missing, old, new = page.tree.xpath("//article//a[@data-cites]")
    assert first.get("title") == "Luật 07/2021/QH15: Luật Mẫu về <b>trường</b> (còn hiệu lực)"
    assert missing.get("title").endswith("; trang này chưa có khoản 9 Điều 6")
    assert old.get("title").endswith("(còn hiệu lực)") and new.get("title").endswith("(chưa có hiệu lực)")
    assert "không <khác>." in page.text
    assert page.tree.xpath("//article//b") == []


def test_the_texts_cited_are_listed_for_print(site: Site) -> None:
    page = site["mo-hinh/lam-theo-luat/"]
    rows = page.tree.xpath("//section[@aria-labelledby='van-ban-duoc-dan']//li")
    assert [words(row.xpath(".//a")[0]) for row in rows] == ["Luật Mẫu về <b>trường</b>", "Thông tư cũ", "Thông tư mới"]
    assert [words(chip) for row in rows for chip in row.xpath(".//*[contains(@class, 'chip--')]")] == [
        *("Còn hiệu lực", "Còn hiệu lực", "Chưa có hiệu lực"),
    ]


def test_a_text_says_who_cites_which_clause(site: Site) -> None:
    law = site["van-ban/luat-truong/"]
    (section,) = law.tree.xpath("//section[h2[text()='Được dẫn chiếu bởi']]")
    assert [(words(row.xpath("dt")[0]), row.xpath("dt/a/@href")[0]) for row in section.xpath(".//dl/div")] == [
        *(("Điều 6", "#dieu-6"), ("khoản 2 Điều 6", "#dieu-6.khoan-2"), ("điểm đ khoản 2 Điều 6", "#dieu-6.khoan-2.diem-dd")),
        ("Điều 7", "#dieu-7"),
    ]
    assert set(section.xpath(".//dd//a/text()")) == {"Mô hình theo Luật 07/2021/QH15"}
    assert "Luật Mẫu về <b>trường</b>" in words(site["van-ban/tt-cu/"].tree.xpath("//section[h2[text()='Được dẫn chiếu bởi']]")[0])
    assert law.links("//section[h2[text()='Được dẫn chiếu bởi']]//ul[@class='rows plain']//a") == []


def test_a_text_cites_itself_by_anchors_of_its_own(site: Site) -> None:
    law = site["van-ban/luat-truong/"]
    (link,) = law.tree.xpath("//article//a[@data-cites='luat-truong#dieu-6.khoan-1']")
    assert (words(link), link.get("href")) == ("khoản 1 Điều này", "#dieu-6.khoan-1")


def test_a_clause_does_not_lead_to_itself(tmp_path: Path) -> None:
    data = write_base(tmp_path / "data")
    body = LAW.replace("### Điều 7. Việc khác\n", "Điều 7.\n\nViệc khác, theo Điều 6 và Điều 7 của Luật này.\n")
    overlay(data, {"directives/luat-truong.md": body})
    project = new_project(tmp_path / "project", data)
    project.built()
    page = Site.read(project.site)["van-ban/luat-truong/"]
    (label,) = page.tree.xpath("//p[@id='dieu-7']")
    assert label.xpath("./a[not(contains(@class, 'clause-link'))]") == []
    assert page.tree.xpath("//p[@id='dieu-7']/following-sibling::p[1]/a/@href") == ["#dieu-6"]


def test_a_keyboard_reads_what_is_cited_and_a_hand_copies_a_clause(project: Project, site: Site) -> None:
    def shown(tab: Visit) -> str:
        return str(tab.page.evaluate("getComputedStyle(document.activeElement, '::after').content"))

    permissions = ["clipboard-read", "clipboard-write"]
    with served(project.site) as home, chromium() as browser, visit(browser, home, viewport=PHONE, permissions=permissions) as tab:
        tab.go("mo-hinh/lam-theo-luat/")
        for _ in range(60):
            tab.page.keyboard.press("Tab")
            if tab.page.evaluate("document.activeElement.className") == "cite":
                break
        assert "Luật Mẫu về <b>trường</b> (còn hiệu lực)" in shown(tab)
        assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        tab.page.keyboard.press("Escape")
        assert shown(tab) == "none"
        tab.go("van-ban/luat-truong/")
        tab.page.locator("#dieu-6 .clause-link").click()
        tab.page.wait_for_selector("#dieu-6 .clause-link[data-copied]")
        assert tab.page.evaluate("navigator.clipboard.readText()") == "https://example.org/van-ban/luat-truong/#dieu-6"
        assert tab.page.url.endswith("#dieu-6")
        assert tab.faults == []


def test_who_said_that_it_is_in_force_and_when(site: Site) -> None:
    law = site["van-ban/luat-truong/"].text.replace(" ,", ",").replace(" .", ".")
    assert "Còn hiệu lực. Kiểm tra ngày 1/9/2025, theo phap-luat.example.vn." in law
    assert "Được sửa đổi, bổ sung bởi Thông tư 10/2025/TT-BCA" in law
    old = site["van-ban/tt-cu/"].text
    assert "Tình trạng kiểm tra lần cuối ngày 1/9/2024, có thể đã thay đổi." in old
    assert "Thông tư 10/2025/TT-BCA thay thế văn bản này từ ngày 1/12/2025." in old
    new = site["van-ban/tt-moi/"].text
    assert "Văn bản này chưa có hiệu lực. Ngày có hiệu lực: 1/12/2025." in new


def test_the_day_changes_what_is_in_force_wherever_it_is_shown(project: Project, site: Site) -> None:
    later = Site.read(project.built(BUILD_DATE="2025-12-01"))
    old = later["van-ban/tt-cu/"].text
    assert "Văn bản này đã hết hiệu lực. Chỉ dùng để tra cứu. Đã có Thông tư 10/2025/TT-BCA thay thế." in old
    assert "bị Thông tư 10/2025/TT-BCA thay thế từ ngày 1/12/2025" in old and "khi đó ghi “Còn hiệu lực”" in old
    assert "Còn hiệu lực, theo ngày có hiệu lực ghi trong văn bản" in later["van-ban/tt-moi/"].text
    model = later["mo-hinh/lam-theo-luat/"].text
    assert "Thông tư 09/2015/TT-BCA (đã hết hiệu lực) đã cũ" in model
    assert "Thông tư cũ" in later["van-ban/hieu-luc/het-hieu-luc/"].text
    assert "(đã hết hiệu lực)" in words(later["van-ban/tt-moi/"].tree.xpath("//section[h2[@id='quan-he']]")[0])
    assert "(đã hết hiệu lực)" not in site["mo-hinh/lam-theo-luat/"].text


def test_what_is_edited_elsewhere_shows_after_a_warm_build(project: Project, tmp_path: Path) -> None:
    project.edit("data/directives/luat-truong.md", "title: Luật Mẫu về <b>trường</b>", "title: Luật Mới về trường")
    project.edit("data/directives/luat-truong.md", "1. Một.\n2. Hai, gồm:", "8. Một.\n9. Hai, gồm:")
    project.edit("data/directives/tt-cu.md", "number: 09/2015/TT-BCA", "number: 19/2015/TT-BCA")
    warm = Site.read(project.built(BUILD_DATE="2025-12-01"))
    links = warm["mo-hinh/lam-theo-luat/"].tree.xpath("//article//a[@data-cites]")
    targets = {link.get("data-cites"): link.get("href").rpartition("#")[2] for link in links}
    assert targets["luat-truong#dieu-6.khoan-9"] == "dieu-6.khoan-9" and "tt-cu" not in targets
    assert links[0].get("title") == "Luật 07/2021/QH15: Luật Mới về trường (còn hiệu lực); trang này chưa có điểm đ khoản 2 Điều 6"
    assert "khoản 9 Điều 6" in warm["van-ban/luat-truong/"].text
    before = tree(project.site)
    project.forget()
    assert tree(project.built(BUILD_DATE="2025-12-01")) == before


def test_the_luoc_do_is_a_list_of_links_by_relation(base: Site) -> None:
    page = base["van-ban/07-ct-mau/"]
    (drawing,) = page.tree.xpath("//section[h2[@id='luoc-do']]/*[local-name()='svg']")
    lists = drawing.xpath(".//*[@role='list']")
    shown = {each.get("aria-label"): [(a.get("href"), words(a)) for a in each.xpath(".//*[@role='listitem']/a")] for each in lists}
    law = ("../../van-ban/luat-mau/", "Luật 01/2020/QH14 Luật mẫu Chưa xác minh hiệu lực")
    plan = ("../../van-ban/kh-cu/", "Kế hoạch 12/KH-UBND Kế hoạch cũ đã bị thay thế Hết hiệu lực")
    assert shown == {
        "Căn cứ": [law],
        "Triển khai, hướng dẫn": [law],
        "Sửa đổi, bổ sung": [plan],
        "Thay thế": [plan],
        "Bãi bỏ": [plan],
        "Tiếp tục thực hiện": [plan],
        "Dẫn chiếu": [law],
        "Cùng nội dung": [law],
    }
    tops = [int(box.get("y")) for box in drawing.xpath(".//rect")]
    ends = [int(box.get("y")) + int(box.get("height")) for box in drawing.xpath(".//rect")]
    assert all(end < top for end, top in zip(ends, tops[1:], strict=False))
    assert ends[-1] <= int(drawing.get("viewbox").split()[-1])


def test_each_relation_is_seen_from_its_other_end(base: Site) -> None:
    law = base["van-ban/luat-mau/"].tree.xpath("//section[h2[@id='luoc-do']]//*[@role='list']/@aria-label")
    assert law == ["Là căn cứ của", "Được triển khai, hướng dẫn bởi", "Được dẫn chiếu bởi", "Cùng nội dung"]
    plan = base["van-ban/kh-cu/"].tree.xpath("//section[h2[@id='luoc-do']]//*[@role='list']/@aria-label")
    assert plan == [
        *("Được sửa đổi, bổ sung bởi", "Được thay thế bởi", "Bị bãi bỏ bởi", "Được tiếp tục thực hiện theo"),
    ]


def test_a_text_that_stands_alone_has_no_drawing(starter: Site) -> None:
    pages = [page for key, page in starter.records.items() if key.startswith("directives/")]
    drawings = [len(page.tree.xpath("//*[local-name()='svg'][contains(@class, 'law-map')]")) for page in pages]
    assert set(drawings) == {0, 1}
    assert all(page.tree.xpath("//h2[@id='luoc-do']") for page, drawing in zip(pages, drawings, strict=True) if drawing)


def test_a_clause_that_a_summary_does_not_have_is_named_and_links_nowhere(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project", write_base(tmp_path / "data"))
    file = project.data / "directives/07-ct-mau.md"
    whole = file.read_text("utf-8")
    project.edit("data/news/2025/2025-10-01-ra-mat.md", "07-ct-mau.md#dieu-2", "07-ct-mau.md")
    file.write_text(f"{whole.rpartition(CLOSED)[0]}{CLOSED}Chỉ một đoạn tóm tắt.\n".replace("text: full", "text: summary"), "utf-8")
    short = Site.read(project.built())
    assert list(short.broken()) == []
    assert "Theo mục Điều 2" in short["van-ban/07-ct-mau/"].text
    assert "van-ban/07-ct-mau/#viec-bao-cao-nam" in short["viec-can-lam/"].links("//article//a")
    assert "van-ban/07-ct-mau/" in short["tieu-chuan/an-toan/"].links("//li[@id='tieu-chi-mot']//a")
    file.write_text(whole, "utf-8")
    again = Site.read(project.built())
    assert "van-ban/07-ct-mau/#dieu-2" in again["viec-can-lam/"].links("//article//a")
    assert "van-ban/07-ct-mau/#dieu-2" in again["tieu-chuan/an-toan/"].links("//li[@id='tieu-chi-mot']//a")
