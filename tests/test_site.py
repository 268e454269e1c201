"""What every page of the finished site has."""

from __future__ import annotations

import itertools
import re

from movement.schema import COLLECTIONS
from project import Project
from site_reader import Site, pages_of, words

# Words of Material, MkDocs and our own code that a reader must never meet.
ENGLISH = (
    "Skip to content|Search|Initializing|Type to start|No matching|Table of contents|Back to top|Previous|Next|Edit this page|View source|"
    "Copy to clipboard|Copied|Made with|Created|Last update|Navigation|Header|Footer|Toggle|Switch to|dark mode|light mode|Home|Menu|Close|"
    "Share|Clear|results?|page|None|null|undefined|published|draft|withdrawn|unknown|active|in_force|expired|summary|full|True|False"
)
ENGLISH_WORD = re.compile(rf"(?<![\w./@-])(?:{ENGLISH})(?![\w/@-]|\.\w)")


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
