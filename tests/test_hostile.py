"""Text that tries to become markup: it is shown as it was written, on every page, in every feed and in search."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from browsing import chromium, served, visit
from data_sets import overlay, write_base
from movement.schema import COLLECTIONS, VOCABULARIES, Site as SiteSettings
from movement.schema.base import Reads
from movement.validate import fields_of_class
from project import Project, new_project
from site_reader import Site

SCRIPT = "<script>alert(1)</script>"
BREAKOUT = "\"'><img src=x onerror=alert(1)>"
MARKDOWN = "[x](https://e.vn) **b** <b>đậm</b> `mã`"
TEMPLATE = "{{7*7}} {% raw %} ${7*7} <%= 7*7 %>"
ENDINGS = "]]> --> </title></textarea></script> &lt;b&gt; &amp; \\u003cscript\\u003e"
MARKERS = "zqxj-title-jxqz zqxj-content-jxqz zqxj-head-jxqz ../../../../../../.. \ue000mo-hinh/"
HIDDEN = "\u202eđảo\u2066 \u0007 \u200f"
ALL = f"{SCRIPT} {BREAKOUT} {MARKDOWN} {TEMPLATE} {ENDINGS} {MARKERS} {HIDDEN} 🔔"
SHORT = f"{SCRIPT} {BREAKOUT} {{{{7*7}}}} zqxj-title-jxqz ]]> 🔔"
BODY = f"""
## Mục {SCRIPT} {BREAKOUT}

{ALL}

<script>alert(2)</script>

<img src=x onerror=alert(3)>

<div onclick="alert(4)">khối</div> <!-- ghi chú --> <?php echo 1 ?> <![CDATA[x]]>

| <b>cột</b> | {{{{7*7}}}} |
| --- | --- |
| {SCRIPT} | [ô](https://e.vn/"onmouseover="alert(5)) |

- ![<script>alert(6)</script>](../files/anh.png "t\\" onload=alert(7)")
- [liên kết](https://e.vn/?a=1&b=<script>alert(8)</script> 'đề "onclick="alert(9)')
- <https://e.vn/> <javascript:alert(10)> [r][r] ![r][r]

[r]: https://e.vn/r "đề"

    <script>alert(11)</script>

```html
<script>alert(12)</script>
```
"""


def parts(annotation: Any) -> list[Any]:
    """An annotation and all that it is made of."""
    inner = [part for argument in getattr(annotation, "__args__", ()) for part in parts(argument)]
    return [annotation, *inner]


@functools.cache
def free_texts(schema: type[Any]) -> dict[str, Any]:
    """The fields of a schema class: True for those that take any words, the class of those that hold others."""
    found: dict[str, Any] = {}
    for name, annotation in fields_of_class(schema).items():
        inside = [part for part in parts(annotation) if hasattr(part, "__pydantic_fields__")]
        found[name] = inside[0] if inside else any(_reads_text(part) for part in parts(annotation))
    return found


def _reads_text(part: Any) -> bool:
    """Whether a value of this type is free text."""
    return any(isinstance(mark, Reads) and mark.kind in ("text", "paragraph") for mark in getattr(part, "__metadata__", ()))


def poisoned(value: Any, schema: type[Any]) -> Any:
    """A record in which every free text is hostile."""
    if isinstance(value, list):
        return [poisoned(item, schema) for item in value]
    result = {}
    for name, item in value.items():
        # An anchor must exist and initials must be initials: the checker sees to those.
        checked = name in ("clause", "feed_authority") or (name == "display_name" and value.get("shown_as") == "initials")
        kind = None if checked else free_texts(schema).get(name)
        if kind is True:
            words = SHORT if name == "summary" else ALL
            result[name] = [words for _ in item] if isinstance(item, list) else words
        elif isinstance(kind, type) and not isinstance(item, str):
            result[name] = poisoned(item, kind)
        else:
            result[name] = item
    return result


def poison(data: Path) -> None:
    """Make every text of the small data set hostile; what privacy rules forbid stays as it is."""
    for path in data.rglob("*"):
        if path.suffix not in (".md", ".yml"):
            continue
        name = path.relative_to(data)
        schema = (
            SiteSettings
            if name.name == "site.yml"
            else VOCABULARIES.get(path.stem)
            if name.parts[0] == "vocabularies"
            else COLLECTIONS[name.parts[0]].schema
        )
        text = path.read_text("utf-8")
        _, fields, body = text.split("---\n", 2) if path.suffix == ".md" else ("", text, "")
        values = poisoned(yaml.load(fields, Loader=yaml.BaseLoader), schema)
        # JSON is YAML. It would write the control character as an escape; here it stands there itself.
        written = json.dumps(values, ensure_ascii=False).replace("\\u0007", "\u0007")
        if path.suffix == ".md":
            links = "".join(re.findall(r"^#+ (?:Điều|Cách làm).*\n+", body, re.MULTILINE))
            written = f"---\n{written}\n---\n{links}{BODY.replace('../files', '../../files' if name.parts[0] == 'news' else '../files')}"
        overlay(data, {name.as_posix(): written})


@pytest.fixture(scope="module")
def hostile_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("hostile")
    data = write_base(folder / "data")
    poison(data)
    project = new_project(folder / "project", data)
    project.built()
    return project


@pytest.fixture(scope="module")
def hostile(hostile_project: Project) -> Site:
    return Site.read(hostile_project.site)


def shape(site: Site, path: str) -> dict[str, int]:
    """How many elements that run or fetch something a page has."""
    tree = site[path].tree
    return {
        name: len(tree.xpath(f"//{name}"))
        for name in ("script", "iframe", "object", "embed", "link", "style", "meta", "form", "base", "svg", "b", "title")
    }


def test_the_poison_is_in_every_record(hostile: Site) -> None:
    for key, page in hostile.records.items():
        assert "alert(1)" in page.text, key


def test_no_page_gains_an_element(hostile: Site, base: Site) -> None:
    """Page for page, the same scripts, forms and frames as with harmless text."""
    assert set(hostile.pages) == set(base.pages)
    for path in base.pages:
        assert shape(hostile, path) == shape(base, path), path


def test_no_attribute_runs_anything(hostile: Site) -> None:
    for page in hostile.pages.values():
        for element in page.tree.iter():
            if not isinstance(element.tag, str):
                continue
            assert not [name for name in element.attrib if name.startswith("on")], page.path
            for name in ("href", "src", "action"):
                if "qr" not in element.get("class", "").split():
                    assert not re.match(r"\s*(?:javascript|data|vbscript):", element.get(name, ""), re.IGNORECASE), page.path


# The emblem, the one picture of the data, the guide's, and codes of addresses: a record's own within its page, those of feeds in files.
OUR_PICTURE = re.compile(
    r"assets/emblem\.svg$|files/anh\.png$|^data:image/png;base64,[A-Za-z0-9+/=]+$|dang-ky/ma/[a-z0-9-]+\.svg$|huong-dan/anh/[a-z-]+\.webp$"
)


def test_images_are_our_own(hostile: Site) -> None:
    for page in hostile.pages.values():
        for source in page.tree.xpath("//img/@src"):
            assert OUR_PICTURE.search(source), f"{page.path}: {source}"


def test_the_text_stands_there_as_it_was_written(hostile: Site) -> None:
    visible = re.sub(r"[\u202e\u2066\u0007\u200f\ue000]", "", ALL)
    for key in ("models/tieng-keng", "directives/07-ct-mau", "standards/an-toan", "commendations/bang-khen-nhieu-nguoi"):
        title = hostile.records[key].tree.xpath("//h1")[0].text_content()
        assert " ".join(title.split()) == " ".join(visible.split()), key


def test_nothing_is_computed_or_filled_in_twice(hostile: Site) -> None:
    for page in hostile.pages.values():
        assert not re.search(r"(?<!\d)49(?!\d)", page.text), page.path
        assert "{{7*7}}" in page.text or "zqxj" not in page.text, page.path


def test_hidden_characters_are_gone_from_every_file(hostile_project: Project) -> None:
    hidden = [chr(code).encode() for code in (0x202E, 0x2066, 0x200F, 0xE000)]
    for file in hostile_project.site.rglob("*"):
        if file.suffix in (".html", ".xml", ".atom", ".json"):
            content = file.read_bytes()
            assert not any(char in content for char in hidden) and b"\x07" not in content, file


def test_hidden_characters_written_as_escapes_are_gone_too(tmp_path: Path) -> None:
    """YAML's own escapes carry them past the eyes of whoever reviews the file."""
    data = write_base(tmp_path / "data")
    escaped = r"Mô \u202Ehình \x07 \u2066ẩn \uE000mo-hinh/ \uFFFE xong"
    overlay(data, {"models/mo-hinh-a.md": f'---\ntitle: "{escaped}"\npublished: 2025-09-30\n---\n'})
    project = new_project(tmp_path / "project", data)
    done = project.build()
    assert "Traceback" not in done.stderr, done.stderr[-300:]
    # Refusing them is as good as taking them out.
    if done.returncode == 0:
        page = project.site / "mo-hinh/mo-hinh-a/index.html"
        assert not re.search("[\u202e\u2066\x07\ue000\ufffe]", page.read_text("utf-8"))
        assert "mo-hinh-a.md:2:" in project.check().stdout


def test_the_authority_of_feed_ids_is_a_host_name(tmp_path: Path) -> None:
    data = write_base(tmp_path / "data")
    overlay(data, {"site.yml": (data / "site.yml").read_text("utf-8").replace("an-lac.example", "'an lac, <b>'")})
    assert new_project(tmp_path / "project", data).check().returncode == 1


def test_feeds_and_sitemap_stay_xml(hostile_project: Project) -> None:
    feeds = [*hostile_project.site.glob("feeds/**/*.xml"), *hostile_project.site.glob("feeds/**/*.atom")]
    assert feeds
    for file in (*feeds, hostile_project.site / "feeds.opml", hostile_project.site / "sitemap.xml"):
        tree = etree.fromstring(file.read_bytes(), etree.XMLParser(recover=False, resolve_entities=False))
        assert not tree.xpath("//*[local-name()='script' or local-name()='img']"), file.name


def test_json_ld_stays_json(hostile: Site) -> None:
    for page in hostile.records.values():
        for script in page.tree.xpath("//script[@type='application/ld+json']/text()"):
            assert json.loads(script)


def test_no_template_and_no_search_runs_it(hostile_project: Project, hostile: Site) -> None:
    samples = {path.partition("/")[0]: path for path in hostile.pages if path.endswith("/") or path in ("", "404.html")}
    samples |= {key.partition("/")[0]: page.path for key, page in hostile.records.items()}
    with served(hostile_project.site) as home, chromium() as browser, visit(browser, home) as tab:
        for path in dict.fromkeys(samples.values()):
            tab.go(path)
        for question in ("alert", "zqxj-title-jxqz", SCRIPT, BREAKOUT):
            tab.page.goto(f"{home}tim-kiem/")
            tab.page.fill("[data-search-page] input[name=q]", question)
            tab.page.keyboard.press("Enter")
            tab.page.wait_for_selector("[data-search-results][data-search-state=done]", state="attached")
            assert tab.page.locator("[data-search-results] script, [data-search-results] img").count() == 0
        assert tab.page.evaluate("document.querySelectorAll('[data-search-results] a').length") >= 0
        assert tab.faults == []
