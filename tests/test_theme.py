"""The theme: what its pages may load, the codes of their addresses, what they answer first."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import re
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from movement.render.share import qr
from project import ROOT
from site_reader import Page, Site, words

HASH = re.compile(r"'(sha256-[^']+)'")


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


def test_a_record_can_be_sent_by_zalo(base: Site) -> None:
    for page in base.records.values():
        (link,) = page.tree.xpath("//a[text()='Gửi qua Zalo']/@href")
        (canonical,) = page.tree.xpath("//link[@rel='canonical']/@href")
        assert link.startswith("https://button-share.zalo.me/share_external?")
        assert json.loads(base64.urlsafe_b64decode(link.rpartition("&d=")[2])) == {"url": canonical}


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
