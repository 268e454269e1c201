"""The theme: what its pages may load, its lists of states and names, its codes, its spelling, and the main tasks by every road."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser

from browsing import DESKTOP, PHONE, Visit, visit
from movement.render.share import qr
from movement.vietnamese import TONES, accent_key, initial, place_tone, sort_key
from project import ROOT
from site_reader import Page, Site, words
from test_browser import TEMPLATES

HASH = re.compile(r"'(sha256-[^']+)'")
WORD = re.compile(r"[^\W\d_]+")
STATE_LISTS = ("van-ban/hieu-luc/", "mo-hinh/tinh-trang/", "mo-hinh/bang-chung/")
CARD_LINKS = "//ul[contains(concat(' ', @class, ' '), ' cards ')]//h3/a"


# What a page may load


def policy(page: Page) -> str:
    """The content policy that a page states."""
    (found,) = page.tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    return str(found)


def test_the_policy_allows_the_one_inline_script_and_no_other(base: Site) -> None:
    for page in base.pages.values():
        if page.redirect:
            continue
        scripts = page.tree.xpath("//script[not(@src) and not(@type='application/ld+json')]/text()")
        hashes = [f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}" for script in scripts]
        assert hashes == HASH.findall(policy(page)), page.path
        assert len(hashes) == 1, page.path


def test_nothing_stands_on_a_page_that_the_policy_forbids(base: Site, starter: Site) -> None:
    for page in (*base.pages.values(), *starter.pages.values()):
        assert page.tree.xpath("//@style") == [], page.path
        assert page.tree.xpath("//style") == [], page.path
        assert [name for name in page.tree.xpath("//@*") if name.attrname.startswith("on")] == [], page.path


def test_hosts_that_read_headers_add_what_a_page_cannot_say_itself(base: Site) -> None:
    blocks = (base.folder / "_headers").read_text("utf-8").split("/files/*\n")
    everywhere, attached = ([line.strip() for line in block.splitlines()] for block in blocks)
    assert everywhere[0] == "/*"
    assert set(everywhere[1:]) >= {
        "Content-Security-Policy: frame-ancestors 'none'",
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: same-origin",
    }
    assert attached == ["Content-Security-Policy: script-src 'none'; object-src 'none'"]


def test_every_file_that_pages_and_styles_name_is_there(base: Site) -> None:
    asked: set[str] = set()
    for page in base.pages.values():
        asked |= set(page.links("//link[@rel='stylesheet' or @rel='preload' or @rel='icon']"))
        asked |= {address for element, address in page.addresses() if element.tag == "script" and page.path == ""}
    for sheet in (path for path in asked if path.endswith(".css")):
        for name in re.findall(r"url\([\"']?(?!data:)([^)\"']+)", (base.folder / sheet.lstrip("/")).read_text("utf-8")):
            asked.add((Path(sheet).parent / name).as_posix())
    assert len(asked) > 10
    assert [path for path in asked if not (base.folder / path.lstrip("/")).resolve().is_file()] == []


def test_no_rule_of_our_styles_is_dead(base: Site, starter: Site) -> None:
    used: set[str] = set()
    for page in (*base.pages.values(), *starter.pages.values()):
        used |= {name for names in page.tree.xpath("//@class") for name in names.split()}
    sources = [*(ROOT / "docs/assets").glob("*.js"), *(ROOT / "overrides").rglob("*.html")]
    written = set(re.findall(r"[\w-]+", " ".join(path.read_text("utf-8") for path in sources)))
    for sheet in (ROOT / "docs/assets").glob("*.css"):
        rules = re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", sheet.read_text("utf-8"), flags=re.DOTALL)
        named = set(re.findall(r"\.([a-zA-Z][\w-]*)", rules))
        assert named
        assert named - used - written == set(), sheet.name


LOADED = "//link[@rel='stylesheet' or @rel='preload' or @rel='icon']/@href | //script/@src | //header//img/@src"


def test_a_first_view_is_light(base: Site, starter: Site) -> None:
    """A record's page with its styles, scripts, pictures of the header and fonts, as they go over the line: at most 90 KiB."""
    for site in (base, starter):
        weights: dict[Path, int] = {}
        for page in site.records.values():
            file = site.folder / page.path / "index.html"
            loaded = {(file.parent / address).resolve() for address in page.tree.xpath(LOADED)}
            assert len(loaded) > 8
            for part in (*loaded, file):
                if part not in weights:
                    content = part.read_bytes()
                    weights[part] = len(content) if part.suffix in (".woff2", ".png") else len(gzip.compress(content))
            assert sum(weights[part] for part in (*loaded, file)) <= 90 * 1024, page.path


# Lists by state, the roll by name


def test_lists_by_state_hold_every_record_once(starter: Site) -> None:
    for folder in STATE_LISTS:
        collection = folder.partition("/")[0]
        listed = [link for path, page in starter.pages.items() if path.startswith(folder) for link in page.links(CARD_LINKS)]
        records = {page.path for page in starter.records.values() if page.path.startswith(f"{collection}/") and not page.noindex}
        assert sorted(listed) == sorted(records), folder


def test_a_list_by_state_holds_records_of_that_state(base: Site, starter: Site) -> None:
    checked = 0
    for site in (base, starter):
        for path, page in site.pages.items():
            if path.startswith(STATE_LISTS) and path.count("/") == 3:
                said = words(page.tree.xpath("//*[@class='filters']//a[@aria-current='page']")[0])
                for card in page.tree.xpath("//li[@class='card']"):
                    assert said in [words(chip) for chip in card.xpath(".//*[contains(@class, 'chip--')]")], path
                    checked += 1
    assert checked > 50


def test_every_state_is_one_tap_from_its_list(starter: Site) -> None:
    for folder in STATE_LISTS:
        reached = set(starter[f"{folder.partition('/')[0]}/"].links("//*[@class='filters']//a"))
        pages = {path for path in starter.pages if path.startswith(folder) and "/trang/" not in path}
        assert pages, folder
        assert pages <= reached, folder


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


# Codes of addresses


def read_code(picture: str) -> str:
    image = Image.open(io.BytesIO(base64.b64decode(picture.removeprefix("data:image/png;base64,"))))
    found = zxingcpp.read_barcode(image.convert("L").resize((image.width * 4, image.height * 4), Image.Resampling.NEAREST))
    assert found is not None
    return str(found.text)


@pytest.mark.parametrize("length", [20, 62, 122, 213, 320])
def test_a_phone_reads_the_address_in_a_code(length: int) -> None:
    address = ("https://example.org/van-ban/" + "chi-thi-0189/" * 40)[:length]
    assert read_code(qr.picture(address)) == address


def test_an_address_too_long_for_a_code_has_none() -> None:
    assert qr.picture("https://example.org/" + "a" * 400) == ""


def test_every_record_has_the_code_of_its_address(base: Site, starter: Site) -> None:
    for page in (*base.records.values(), *starter.records.values()):
        (address,) = page.tree.xpath("//link[@rel='canonical']/@href")
        (code,) = page.tree.xpath("//article//img[contains(@class, 'qr')]/@src")
        assert code == qr.picture(address), page.path
        assert len(code) < 1024, page.path


# Spelling


def spelled(word: str) -> str:
    """A word as this site spells it: hòa, khỏe, thủy; everything else where school books put the tone."""
    key = accent_key(word)
    letters, tone = key[:-1], key[-1:]
    if tone in TONES and tone and letters.endswith(("oa", "oe", "uy")) and not letters.startswith("qu"):
        return unicodedata.normalize("NFC", letters[:-1] + tone + letters[-1])
    return place_tone(word)


def test_tone_marks_stand_in_one_place() -> None:
    files = [
        *(ROOT / "data").rglob("*.md"),
        *(ROOT / "data").rglob("*.yml"),
        *(ROOT / "overrides").rglob("*.html"),
        *(ROOT / "docs").glob("*.md"),
    ]
    found: dict[str, set[str]] = {}
    right: dict[str, str] = {}
    for file in files:
        text = file.read_text("utf-8")
        assert text == unicodedata.normalize("NFC", text), file
        for word in {word.lower() for word in WORD.findall(text) if not word.isascii()}:
            if right.setdefault(word, spelled(word)) != word:
                found.setdefault(f"{word} → {right[word]}", set()).add(file.relative_to(ROOT).as_posix())
    assert found == {}


@pytest.mark.parametrize(
    ("wrong", "good"), [("hoà", "hòa"), ("thuỷ", "thủy"), ("khoẻ", "khỏe"), ("qúy", "quý"), ("gìa", "già"), ("tòan", "toàn")]
)
def test_the_test_of_spelling_knows_wrong_from_right(wrong: str, good: str) -> None:
    assert spelled(wrong) == good
    assert spelled(good) == good


# The main tasks by keyboard alone, and without scripts

TASKS = {
    "directive": (("nav a[href$='van-ban/']", "article h3 a[href*='07-ct-mau']"), ("Báo cáo kết quả hằng năm", "30/11 hằng năm")),
    "directive by its state": (
        ("nav a[href$='van-ban/']", ".filters a[href$='hieu-luc/con-hieu-luc/']", "article h3 a[href*='07-ct-mau']"),
        ("Báo cáo kết quả hằng năm",),
    ),
    "model": (("nav a[href$='mo-hinh/']", "article h3 a[href*='tieng-keng']"), ("Cách nhân rộng", "Gõ ba hồi khi có việc")),
    "honor roll": (("nav a[href$='bang-vang/']", ".filters a[href$='dia-ban/an-lac/']"), ("Đội dân phòng Đá Trắng",)),
    "honor roll by letter": (
        ("nav a[href$='bang-vang/']", ".views a[href$='bang-vang/ten/']", ".letters a[href$='chu-dd']"),
        ("Đội dân phòng Đá Trắng",),
    ),
}


def by_keyboard(tab: Visit, selector: str) -> None:
    """Go to an element with the Tab key and press Enter there."""
    for _ in range(150):
        tab.page.keyboard.press("Tab")
        if tab.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            tab.page.keyboard.press("Enter")
            return
    raise AssertionError(f"the keyboard does not reach {selector} on {tab.path}")


def by_finger(tab: Visit, selector: str) -> None:
    """Open what is folded around an element, and tap it."""
    target = tab.page.locator(selector).first
    for folded in ("details.site-menu > summary", "details.filters > summary"):
        if not target.is_visible() and tab.page.locator(folded).count():
            tab.page.click(folded)
    target.click()


@pytest.mark.parametrize("task", TASKS)
def test_a_task_is_done_by_keyboard_alone(task: str, home: str, browser: Browser) -> None:
    walk(task, by_keyboard, home, browser, viewport=DESKTOP)


@pytest.mark.parametrize("task", TASKS)
def test_a_task_is_done_without_scripts(task: str, home: str, browser: Browser) -> None:
    walk(task, by_finger, home, browser, viewport=PHONE, java_script_enabled=False)


def walk(task: str, step: Callable[[Visit, str], None], home: str, browser: Browser, **options: object) -> None:
    """From the home page through the steps of a task to what the reader wanted."""
    steps, wanted = TASKS[task]
    with visit(browser, home, **options) as tab:
        tab.go("")
        for selector in steps:
            before = tab.page.url
            step(tab, selector)
            tab.page.wait_for_url(lambda url, before=before: url != before)
        for text in wanted:
            assert tab.page.get_by_text(text).filter(visible=True).count(), text
        assert tab.faults == []


# Other ways to look at a page


@pytest.mark.parametrize("template", TEMPLATES)
def test_large_text_on_a_narrow_phone_needs_no_sideways_scrolling(template: str, home: str, browser: Browser) -> None:
    """320 px wide with text of 200 %."""
    with visit(browser, home, viewport={"width": 320, "height": 700}) as tab:
        tab.go(TEMPLATES[template])
        tab.page.evaluate("document.documentElement.style.fontSize = '250%'")  # Material's own size is 125 %
        wide = tab.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide[0] <= wide[1]


def test_nothing_moves_for_those_who_asked_for_no_motion(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=DESKTOP, reduced_motion="reduce") as tab:
        for path in ("", "mo-hinh/tieng-keng/", "bang-vang/", "tim-kiem/?q=tieng%20keng"):
            tab.go(path)
            moving = tab.page.evaluate("""[...document.querySelectorAll('*')].filter(e => {
                const s = getComputedStyle(e);
                return parseFloat(s.transitionDuration) > 0 || s.animationName !== 'none' || s.scrollBehavior === 'smooth';
            }).map(e => e.outerHTML.slice(0, 100))""")
            assert moving == [], path


def test_the_code_shows_on_demand_and_on_paper(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=PHONE, java_script_enabled=False) as tab:
        tab.go("mo-hinh/tieng-keng/")
        code = tab.page.locator("img.qr")
        assert not code.is_visible()
        tab.page.get_by_role("button", name="Mã QR").click()
        assert code.is_visible(), "it needs no script"
        tab.page.keyboard.press("Escape")
        assert not code.is_visible()
        tab.page.emulate_media(media="print")
        assert code.is_visible()
        box = code.bounding_box()
        assert box is not None and box["width"] > 80 and abs(box["width"] - box["height"]) < 1
        head, title = tab.page.locator(".site-header").bounding_box(), tab.page.locator("h1").bounding_box()
        assert head is not None and title is not None
        assert box["y"] >= head["y"] and box["y"] + box["height"] <= title["y"], "in the head of the first sheet, where it covers nothing"
        address = tab.page.get_by_text("Bản in từ").bounding_box()
        assert address is not None and address["x"] + address["width"] <= box["x"]
        assert tab.faults == []


def test_a_record_can_be_sent_by_zalo(base: Site) -> None:
    for page in base.records.values():
        (link,) = page.tree.xpath("//a[text()='Gửi qua Zalo']/@href")
        (canonical,) = page.tree.xpath("//link[@rel='canonical']/@href")
        assert link.startswith("https://button-share.zalo.me/share_external?")
        assert json.loads(base64.urlsafe_b64decode(link.rpartition("&d=")[2])) == {"url": canonical}


def test_a_record_is_kept_for_later_in_this_browser_only(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=PHONE) as tab:
        tab.go("")
        assert not tab.page.get_by_text("Trang bạn đã lưu").is_visible()
        tab.go("mo-hinh/tieng-keng/#nhan-rong")
        tab.page.get_by_role("button", name="Lưu để xem lại").click()
        assert tab.page.get_by_role("button", name="Đã lưu").get_attribute("aria-pressed") == "true"
        tab.go("")
        tab.page.locator("[data-saved] a").click()
        tab.page.wait_for_url(home + "mo-hinh/tieng-keng/")
        tab.page.get_by_role("button", name="Đã lưu").click()
        tab.go("")
        assert not tab.page.locator("[data-saved]").is_visible()
        tab.page.evaluate("""localStorage.setItem("da-luu", '[{"path": "javascript:alert(1)", "title": "<b>x</b>"}, 7, null]')""")
        tab.go("")
        assert tab.faults == [], "what somebody else wrote there does no harm"


def test_a_lost_reader_is_shown_what_was_asked_for(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=PHONE) as tab:
        tab.go("mo-hinh/cu/tieng-keng.html")
        tab.page.wait_for_selector("[data-search-results][data-search-state=done]", state="attached")
        assert tab.page.input_value("[data-lost]") == "tieng keng"
        first = tab.page.locator("[data-search-results] a").first
        assert "iếng kẻng" in (first.text_content() or "")
        first.click()
        tab.page.wait_for_selector("article[data-record^='models/tieng-keng']")
        assert [fault for fault in tab.faults if "404" not in fault] == []


# The first answers of a page


@pytest.mark.parametrize(
    ("path", "questions"),
    [
        ("van-ban/07-ct-mau/", ["Còn hiệu lực không?", "Dành cho ai?", "Giao việc cho ai?", "Phải làm gì?"]),
        ("mo-hinh/tieng-keng/", ["Giải quyết việc gì?", "Đạt được gì?", "Làm theo thế nào?", "Hỏi ai?"]),
        ("khen-thuong/2025/bang-khen-nhieu-nguoi/", ["Danh hiệu, hình thức khen thưởng", "Theo quyết định nào?"]),
    ],
)
def test_the_reader_s_questions_are_answered_first(path: str, questions: list[str], base: Site) -> None:
    page = base[path]
    asked = [words(term) for term in page.tree.xpath("//dl[@class='answers']/div/dt")]
    assert [question for question in questions if question in asked] == questions
    assert page.tree.xpath("//dl[@class='answers']/preceding::*[@class='facts' or @class='prose']") == []
    for link in page.tree.xpath("//dl[@class='answers']//a/@href"):
        assert not link.startswith("#") or page.tree.xpath("//*[@id=$id]", id=link[1:]), link


def test_the_home_page_leads_each_reader_to_what_is_needed(base: Site, starter: Site) -> None:
    for site in (base, starter):
        tiles = site[""].tree.xpath("//*[contains(@class, 'tiles')]/li")
        assert [words(tile.xpath("h3")[0]) for tile in tiles] == ["Người dân", "Cơ quan", "Doanh nghiệp", "Nhà trường"]
        ways = site[""].links("//*[contains(@class, 'tiles')]//a")
        assert len(ways) >= 8
        assert all(way in site.pages for way in ways)
    (newest,) = starter[""].tree.xpath("//*[@class='honor']//li[@class='honor-card']")
    assert "Quyết định" in words(newest)


@pytest.mark.parametrize("path", ["", "van-ban/07-ct-mau/", "mo-hinh/tieng-keng/", "bang-vang/", "tim-kiem/?q=tieng%20keng"])
def test_nothing_on_a_page_moves_while_it_loads(path: str, home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=PHONE) as tab:
        tab.page.add_init_script("""window.moved = 0; new PerformanceObserver(list => { for (const shift of list.getEntries()) window.moved += shift.value })
            .observe({type: 'layout-shift', buffered: true})""")
        tab.go(path)
        if "?" in path:
            tab.page.wait_for_selector("[data-search-filters][data-search-state=done]", state="attached")
        tab.page.wait_for_timeout(300)
        assert tab.page.evaluate("window.moved") < 0.01
