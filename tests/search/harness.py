"""A small site made of nothing but search: so that search is tested before, and apart from, the rest of the product."""

import gzip
import html
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar
from urllib.parse import quote, urlsplit

from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader
from playwright.sync_api import BrowserContext, Page

from movement.render.search.search import Index, SearchDocument, SearchItem, build_index, open_memory

ROOT = Path(__file__).resolve().parents[2]
CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


def chromium() -> str | None:
    """The system's browser where there is one; otherwise Playwright's own."""
    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    return path if Path(path).exists() else None


def items_of(pages: Iterable[SearchDocument]) -> Iterator[SearchItem]:
    for page in pages:
        yield SearchItem(page.url, repr(page), partial(_itself, page))


def _itself(page: SearchDocument) -> SearchDocument:
    return page


def _template(name: str, up: str) -> str:
    """One of the product's own templates, with stand-ins for what the theme gives."""
    stand_ins = DictLoader({"main.html": "{% block content %}{% endblock %}", ".icons/material/magnify.svg": ""})
    environment = Environment(loader=ChoiceLoader([stand_ins, FileSystemLoader(ROOT / "overrides")]), autoescape=False)
    environment.filters["url"] = lambda url: up + url
    page = SimpleNamespace(title="Tìm kiếm", content="<p data-lists><a href='/van-ban/'>Văn bản chỉ đạo</a></p>")
    config = SimpleNamespace(use_directory_urls=True)
    return environment.get_template(name).render(page=page, config=config)


def _page(title: str, body: str, up: str) -> str:
    return (
        f"<!doctype html><html lang=vi><meta charset=utf-8><title>{html.escape(title)}</title>"
        f'<link rel=icon href="data:,"><link rel=stylesheet href="{up}assets/search.css">'
        f"<header>{_template('partials/search.html', up)}</header><main>{body}</main>"
        f'<script src="{up}assets/search.js"></script><script src="{up}assets/search-ui.js"></script></html>'
    )


def write_site(folder: Path, pages: Iterable[SearchDocument], labels: dict[str, dict[str, str]], bodies: bool = False) -> Index:
    """The index, the search page, a start page and, when asked for, a page for every document."""
    pages = list(pages)
    memory = open_memory(None)
    index = build_index(items_of(pages), labels, memory)
    for path, content in index.changed_files():
        write(folder / path, content)
    memory.close()
    for asset in ("search.js", "search-ui.js", "search.css"):
        write(folder / "assets" / asset, (ROOT / "docs/assets" / asset).read_bytes())
    write(folder / "tim-kiem/index.html", _page("Tìm kiếm", _template("search-page.html", "../"), "../").encode())
    write(folder / "index.html", _page("Trang chủ", "<h1>Trang chủ</h1>", "").encode())
    for page in pages if bodies else ():
        write(folder / page.url / "index.html", _document_page(page).encode())
    return index


def _document_page(page: SearchDocument) -> str:
    sections = "".join(f'<h2 id="{s.anchor}">{html.escape(s.heading)}</h2><p>{html.escape(s.text)}</p>' for s in page.sections)
    return _page(page.title, f"<h1>{html.escape(page.title)}</h1><p>{html.escape(page.number)} {html.escape(page.names)}</p>{sections}",
                 "../" * page.url.count("/"))  # fmt: skip


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@lru_cache(maxsize=4096)
def _compressed(path: Path, changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


class _Handler(SimpleHTTPRequestHandler):
    """Serves with gzip, connections kept open and the caching of GitHub Pages, under a strict content security policy; keeps quiet."""

    protocol_version = "HTTP/1.1"

    policy = CSP
    sent: ClassVar[list[tuple[str, int]]] = []

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = _compressed(path, path.stat().st_mtime_ns)
        self.sent.append((self.path, len(content)))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with suppress(ConnectionError):  # the tab has gone on to another page
            self.wfile.write(content)


@contextmanager
def serve(folder: Path, strict: bool = True, sent: list[tuple[str, int]] | None = None) -> Iterator[str]:
    """The folder's address over HTTP, with the strict policy or with none; `sent` takes down paths and bytes."""
    handler = type("Handler", (_Handler,), {"policy": CSP if strict else "", "sent": [] if sent is None else sent})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@dataclass(slots=True)
class Answer:
    """What a reader sees for one question, and what it took."""

    urls: list[str]
    status: str
    files: list[str] = field(default_factory=list)
    milliseconds: float = 0


def search_address(home: str, question: str) -> str:
    page = "tim-kiem/index.html" if home.startswith("file:") else "tim-kiem/"
    return f"{home}{page}?q={quote(question)}"


def ask(page: Page, home: str, question: str) -> Answer:
    """Opens the search page with a question and reads the result links, as paths of the site."""
    page.goto(search_address(home, question))
    page.wait_for_selector("[data-search-results][data-search-state=done]", state="attached")
    links = page.eval_on_selector_all("[data-search-results] a", "links => links.map((link) => link.href)")
    return Answer([relative(link, home) for link in links], page.inner_text("[data-search-status]"))


def relative(address: str, home: str) -> str:
    return urlsplit(address).path.removeprefix(urlsplit(home).path)


def ask_afresh(context: BrowserContext, home: str, question: str) -> Answer:
    """The same in a browser that has loaded nothing yet; also lists the search files fetched before the answer."""
    page = context.new_page()
    files: list[str] = []
    page.on("request", lambda request: files.append(relative(request.url, home)))
    answer = ask(page, home, question)
    answer.files = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    answer.milliseconds = float(page.evaluate("performance.now()"))
    answer.files = [file for file in files if "du-lieu/nhan." not in file]
    page.close()
    return answer
