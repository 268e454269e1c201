"""One page of an edition as one file: styles, letters and pictures inside, links to the site on the internet."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from base64 import b64encode
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit

import lxml.html

URL = re.compile(r"""url\((["']?)([^"')]+)\1\)""")
PLACEHOLDER = "https://example.org/"
"""The address of a site that has none yet: a link there would lead to strangers."""
NOT_ALONE = "|".join(
    (
        "//script",
        "//link[@rel='stylesheet' or @rel='icon' or @rel='preload']",
        "//meta[@http-equiv or @charset]",
        "//header//form",
        "//*[@data-display]",
        "//nav[contains(@class, 'breadcrumbs') or contains(@class, 'site-footer__nav')]",
        *(f"//*[contains(@class, '{name}')]" for name in ("site-menu", "tk-header-link", "skip-link", "js-only", "page-toc")),
    )
)
"""What a page needs the rest of the site for, or scripts."""


def single_page(folder: Path, file: str, online: dict[str, str]) -> bytes:
    """The page in `file` of a finished folder, whole in itself; `online` has the internet address of every page by its file."""
    tree = lxml.html.document_fromstring((folder / file).read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    css = "\n".join(_style(folder, _place(file, link.get("href", ""))) for link in _found(tree, "//link[@rel='stylesheet']"))
    # The letters are there from the beginning: there is nothing to wait for.
    css = css.replace("font-display: optional", "font-display: block")
    for element in _found(tree, NOT_ALONE):
        element.drop_tree()
    for image in _found(tree, "//img[@src]"):
        source = image.get("src", "")
        image.set("src", source if source.startswith("data:") else _as_data(folder, _place(file, source)))
    for link in _found(tree, "//a[@href]"):
        _lead_online(link, file, online)
    digest = b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    [head] = _found(tree, "/html/head")
    head.insert(0, lxml.html.Element("meta", {"charset": "utf-8"}))
    head.insert(1, lxml.html.Element("meta", {"http-equiv": "Content-Security-Policy", "content": policy}))
    style = lxml.html.Element("style")
    style.text = css
    head.append(style)
    content: bytes = lxml.html.tostring(tree, encoding="utf-8")
    return b"<!DOCTYPE html>\n" + content


def _found(tree: lxml.html.HtmlElement, xpath: str) -> list[lxml.html.HtmlElement]:
    """The elements at an XPath."""
    found = tree.xpath(xpath)
    assert isinstance(found, list)
    return [element for element in found if isinstance(element, lxml.html.HtmlElement)]


def _place(file: str, address: str) -> str:
    """The file that an address on a page means."""
    return normpath(join(dirname(file), urlsplit(address).path))


def _style(folder: Path, file: str) -> str:
    """A stylesheet with its fonts and pictures inside."""
    css = (folder / file).read_text("utf-8")
    return URL.sub(lambda match: match[0] if match[2].startswith("data:") else f"url({_as_data(folder, _place(file, match[2]))})", css)


def _as_data(folder: Path, file: str) -> str:
    kind = "font/woff2" if file.endswith(".woff2") else mimetypes.guess_type(file)[0] or "application/octet-stream"
    return f"data:{kind};base64,{b64encode((folder / file).read_bytes()).decode()}"


def _lead_online(link: lxml.html.HtmlElement, file: str, online: dict[str, str]) -> None:
    """Make a link to another page one to the internet; where the site is not there, only its words stay."""
    parts = urlsplit(link.get("href", ""))
    if parts.scheme or (not parts.path and parts.fragment):
        return
    address = online.get(_place(file, parts.path), "")
    if not address or address.startswith(PLACEHOLDER):
        link.drop_tag()
    else:
        link.set("href", f"{address}{'#' + parts.fragment if parts.fragment else ''}")
