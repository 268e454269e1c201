"""What machines read of the pages: JSON-LD by kind of record, Open Graph on every page, true days in the sitemap."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import etree

from movement.render.metadata import TYPES
from site_reader import Page, Site, words

OPEN_GRAPH = (
    "type",
    "site_name",
    "locale",
    "title",
    "description",
    "url",
    "image",
    "image:type",
    "image:width",
    "image:height",
    "image:alt",
)
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# What search engines ask of an article, or schema.org of everything.
ARTICLE = ("headline", "image", "datePublished", "dateModified", "author", "publisher", "mainEntityOfPage")


def things(page: Page) -> dict[str, Any]:
    """The JSON-LD of a page by type."""
    (text,) = page.tree.xpath("//script[@type='application/ld+json']/text()")
    return {thing["@type"]: thing for thing in json.loads(text)}


@pytest.mark.parametrize("name", ["starter", "base"])
def test_every_page_says_what_a_link_to_it_shows(name: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    for page in site.pages.values():
        if page.redirect or page.path == "404.html":
            continue
        for key in OPEN_GRAPH:
            (value,) = page.tree.xpath(f"//meta[@property='og:{key}']/@content")
            assert value.strip(), f"{page.path}: {key}"
        canonical = page.tree.xpath("//link[@rel='canonical']/@href")
        assert page.tree.xpath("//meta[@property='og:url']/@content") == canonical == [f"https://example.org/{page.path}"]
        assert page.tree.xpath("//meta[@property='og:type']/@content") == ["article" if page.record else "website"]


def test_every_record_is_of_its_kind_and_has_its_way(starter: Site) -> None:
    for key, page in starter.records.items():
        found = things(page)
        about = found[TYPES[key.partition("/")[0]]]
        assert about["name"] == words(page.tree.xpath("//h1")[0]) and about["url"] == f"https://example.org/{page.path}"
        if about["@type"] in ("Article", "NewsArticle"):
            assert all(about.get(name) for name in ARTICLE if name not in ("datePublished", "dateModified")), page.path
            assert len(about["headline"]) <= 110
        steps = found["BreadcrumbList"]["itemListElement"]
        assert [step["position"] for step in steps] == [1, 2, 3] and steps[-1]["item"] == about["url"]


def test_a_directive_says_who_issued_it_when_and_what_it_does_to_others(base: Site) -> None:
    law = things(base["van-ban/07-ct-mau/"])["Legislation"]
    assert law["legislationIdentifier"] == "07/CT-MAU" and law["legislationType"] == "Chỉ thị"
    assert law["legislationPassedBy"]["name"] and law["legislationDate"]
    assert "datePublished" not in law, "our day is the day of our page, not of the text"
    assert law["mainEntityOfPage"]["datePublished"] and law["mainEntityOfPage"]["publisher"]
    targets = [thing["@id"] for name in ("legislationApplies", "legislationRepeals", "legislationAmends") for thing in law.get(name, ())]
    assert targets and all(target.removeprefix("https://example.org/") in base.pages for target in targets)


def test_the_home_page_names_site_publisher_and_official_numbers(starter: Site) -> None:
    found = things(starter[""])
    assert found["WebSite"]["potentialAction"]["target"]["urlTemplate"] == "https://example.org/tim-kiem/?q={search_term_string}"
    assert found["Organization"]["name"], "an unofficial site is no government organisation"
    assert found["GovernmentService"]["availableChannel"]["servicePhone"]["telephone"] == "115"


def test_the_sitemap_gives_the_day_of_the_last_change_and_none_that_is_not_known(base: Site) -> None:
    root = etree.parse(base.folder / "sitemap.xml").getroot()
    days = {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in root}
    published = {}
    for page in base.records.values():
        if not page.noindex:
            published[f"https://example.org/{page.path}"] = page.tree.xpath("//meta[@property='article:published_time']/@content")
    assert days["https://example.org/khen-thuong/2024/giay-khen-bi-huy/"], "the day on which it was cancelled"
    for address, known in published.items():
        assert (days[address] or "") >= (known[0] if known else ""), address
    assert days["https://example.org/gioi-thieu/"] is None
