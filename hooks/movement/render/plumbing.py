"""Files that only machines read: redirects, sitemap, robots.txt, headers for hosts, and the attachments of records."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from movement.load import digest_of
from movement.publish import Output
from movement.record import Record
from movement.render.drawing import Place, Studio
from movement.render.layout import escape
from movement.render.search import search
from movement.render.share import share_cards
from movement.render.texts import pictures

ASSET_FOLDERS = ("assets/", "files/", "tim-kiem/du-lieu/", share_cards.FOLDER)
"""Folders of files that are no pages."""
INLINE_SCRIPT = "partials/javascripts/scheme.html"
FOR_MACHINES = ("sitemap.xml", "robots.txt", "opensearch.xml", "_headers")
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
BETWEEN_RULES = re.compile(r'(?P<kept>"[^"]*")|\s*(?P<sign>[{};])\s*|\s+')
"""Texts of a style sheet, which stay as they are, and what may go around the signs of its rules."""
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def redirects(studio: Studio) -> Iterator[tuple[Record, str, Output]]:
    """A page at each old path of a record that leads to the record."""
    for record in studio.library.records.values():
        for alias in record.data.aliases:
            path = alias.strip("/") + "/" if not alias.endswith((".html", ".xml")) else alias.strip("/")
            target = studio.where.to_root(path) + studio.where.link(record.path)[1:]
            yield record, path, _constant(studio.where.file(path), _redirect(studio, record, target))


def _redirect(studio: Studio, record: Record, target: str) -> bytes:
    """A redirect for hosts that serve plain files; it works without scripts and keeps the canonical address."""
    title = escape(record.data.title)
    return (
        f'<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<link rel="canonical" href="{escape(studio.where.absolute(record.path))}">\n<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="refresh" content="0; url={escape(target)}">\n</head>\n'
        f'<body>\n<p>Trang đã chuyển tới <a href="{escape(target)}">{title}</a>.</p>\n</body>\n</html>\n'
    ).encode()


def _constant(file: str, content: bytes) -> Output:
    return Output(file, digest_of(content), lambda: content)


def for_machines(studio: Studio, listed: Iterable[tuple[str, str]]) -> tuple[Output, ...]:
    """The files named in FOR_MACHINES; `listed` are the pages of the sitemap with the day of their last change, where it is known."""
    return _sitemap(studio, listed), _robots(studio), _opensearch(studio), _headers()


def _sitemap(studio: Studio, pages: Iterable[tuple[str, str]]) -> Output:
    """The sitemap of (path, lastmod) pairs; a day is left out where none is known. Source: sitemaps.org, protocol 0.9."""
    listed = sorted(pages)
    digest = studio.shows(studio.where.site_url, listed)
    return Output("sitemap.xml", digest, lambda: _sitemap_of(studio, listed))


def _sitemap_of(studio: Studio, pages: Iterable[tuple[str, str]]) -> bytes:
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP})  # type: ignore[dict-item]  # lxml's own way to name the default namespace
    for path, lastmod in pages:
        url = etree.SubElement(root, f"{{{SITEMAP}}}url")
        etree.SubElement(url, f"{{{SITEMAP}}}loc").text = studio.where.absolute(path)
        if lastmod:
            etree.SubElement(url, f"{{{SITEMAP}}}lastmod").text = lastmod
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _robots(studio: Studio) -> Output:
    """Everything may be read; where the sitemap is."""
    return _constant("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {studio.where.site_url}sitemap.xml\n".encode())


def content_policy(templates: Path, own: str = "'self'", *, any_inline: bool = False) -> str:
    """What pages may load: nothing from any other host, no inline style, and the theme's one inline script by its hash.

    `own` is where the site's own files lie. JSON-LD is data, not a script, and needs none. With `any_inline`, every inline script
    may run: that by which a preview loads a page anew differs from page to page. Source: https://www.w3.org/TR/CSP3/.
    """
    script = (templates / INLINE_SCRIPT).read_text("utf-8").partition("<script>")[2].partition("</script>")[0]
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    inline = "'unsafe-inline'" if any_inline else f"'sha256-{digest}'"
    return (
        f"default-src 'none'; script-src {own} {inline}; style-src {own}; img-src {own} data:; font-src {own}; "
        f"connect-src {own}; manifest-src {own}; base-uri 'none'; form-action {own}"
    )


def _headers() -> Output:
    """What a page cannot say itself, for hosts that read `_headers`; each page carries its own policy, attached files have none.

    Source: https://developers.cloudflare.com/pages/configuration/headers/ and https://docs.netlify.com/manage/routing/headers/.
    """
    everywhere = (
        "Content-Security-Policy: frame-ancestors 'none'",
        "Referrer-Policy: same-origin",
        "X-Content-Type-Options: nosniff",
    )
    attached = ("Content-Security-Policy: script-src 'none'; object-src 'none'",)
    # As XML, browsers show a feed as feed.css has it; its own types they show as bare text, and without this in the wrong letters.
    feed = ("Content-Type: application/xml; charset=utf-8",)
    blocks = (("/*", everywhere), ("/feeds/*.xml", feed), ("/feeds/*.atom", feed), ("/files/*", attached))
    return _constant("_headers", "".join(f"{place}\n" + "".join(f"  {line}\n" for line in lines) for place, lines in blocks).encode())


def _opensearch(studio: Studio) -> Output:
    """What lets a browser search the site from its address bar."""
    return _constant("opensearch.xml", search.opensearch(studio.where.site_url, studio.site_name))


def for_phones(styles: str) -> str:
    """A style sheet without comments and line breaks: they are for those who write it."""
    return BETWEEN_RULES.sub(lambda match: match["kept"] or match["sign"] or " ", COMMENT.sub("", styles))


def attachments(folder: Path, wanted: Iterable[str], studio: Studio) -> Iterator[Output]:
    """The files under data/files/ that records show or offer, and no others."""
    for name in sorted(set(wanted)):
        file = studio.where.file(name)
        if studio.left_out is None or file not in studio.left_out:
            yield pictures.published(folder / name, file)


def wanted_files(record: Record) -> Iterator[str]:
    """The files that a record's fields name."""
    data = record.data
    yield from (attachment.path for attachment in getattr(data, "attachments", ()))
    yield from getattr(data, "files", ())
    if image := getattr(data, "image", None):
        yield image


def listed(pages: Iterable[Place]) -> Iterator[tuple[str, str]]:
    """The pages that search engines may list, with the day of their last change."""
    return ((page.path, page.lastmod) for page in pages if page.listed)
