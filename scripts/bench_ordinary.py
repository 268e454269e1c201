"""The record pages of a built site as ordinary MkDocs pages in Markdown: the same content, for `bench.py` to build beside it."""

from __future__ import annotations

import concurrent.futures
import functools
import os
import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

ARTICLE = re.compile(r'<article [^>]*data-record="[^"]+".*?</article>', re.DOTALL)
TOOLS = "nav.breadcrumbs, .toolbar, [popover], .clause-link, svg, script, style, form, button, input"
"""What a page offers besides its content: ordinary pages have the engine's own, or none."""
TAG = re.compile(r"<(script|style|svg)\b.*?</\1>|<[^>]*>", re.DOTALL)
EMPTY_LINES = re.compile(r"\n{3,}")

_markdown = MarkdownConverter(heading_style="ATX", bullets="-")


def write(site: Path, folder: Path) -> list[str]:
    """Write the record pages of a built site into a folder, as Markdown; their places, such as `mo-hinh/tieng-keng`.

    Links between records stay links, which the engine checks; those to lists and landing pages, which are not there, become text.
    """
    places = [path.parent.relative_to(site).as_posix() for path in sorted(site.rglob("index.html")) if b"data-record=" in path.read_bytes()]
    convert = functools.partial(_convert, site=site, places=frozenset(places))
    with concurrent.futures.ProcessPoolExecutor() as workers:
        for place, text in zip(places, workers.map(convert, places, chunksize=50), strict=True):
            target = folder / f"{place}.md"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
    return places


def _convert(place: str, site: Path, places: frozenset[str]) -> str:
    found = ARTICLE.search((site / place / "index.html").read_text("utf-8"))
    assert found, f"{place} is no record page"
    content = BeautifulSoup(found[0], "lxml")
    for tool in content.select(TOOLS):
        tool.decompose()
    for link in content("a", href=True):
        _lead(link, place, places)
    text: str = _markdown.convert_soup(content)
    return EMPTY_LINES.sub("\n\n", text).strip() + "\n"


def _lead(link: Tag, place: str, places: frozenset[str]) -> None:
    """Let a link lead to the Markdown file of its target."""
    address = urlsplit(str(link["href"]))
    if address.scheme or not address.path:
        return
    target = os.path.normpath(f"{place}/{address.path}")
    if target not in places:
        link.unwrap()
        return
    file = os.path.relpath(f"{target}.md", PurePosixPath(place).parent)
    link["href"] = f"{file}#{address.fragment}" if address.fragment else file


def of_a_page(site: Path, places: Sequence[str]) -> tuple[float, float]:
    """(words of the content, bytes of HTML) of a page, the mean of those at `places`."""
    words, size = 0, 0
    for place in places:
        html = (site / place / "index.html").read_text("utf-8")
        words += len(TAG.sub(" ", html[html.index("<article") : html.index("</article>")]).split())
        size += len(html.encode())
    return words / len(places), size / len(places)
