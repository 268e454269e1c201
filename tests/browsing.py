"""Chromium and a plain file server: a site as a visitor's browser meets it."""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


class _Files(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())
        return None


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium of this machine; without one the test is skipped."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS.split())
        yield browser
        browser.close()


@dataclass
class Visit:
    """A visitor's tab, with all that went wrong in it."""

    page: Page
    home: str
    faults: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open a page of the site."""
        self.page.goto(self.home + path, wait_until="load")
        return self.page

    @property
    def path(self) -> str:
        """Where the visitor is."""
        return self.page.url.removeprefix(self.home)


@contextlib.contextmanager
def visit(browser: Browser, home: str, **options: object) -> Iterator[Visit]:
    """A new tab that notes console errors, dialogs, failed requests and requests to other hosts."""
    context: BrowserContext = browser.new_context(locale="vi-VN", **options)  # type: ignore[arg-type]  # Playwright's own names
    page = context.new_page()
    seen = Visit(page, home)

    def dialog(box: object) -> None:
        seen.faults.append(f"dialog: {box}")
        box.dismiss()  # type: ignore[attr-defined]  # Playwright's Dialog

    page.on("console", lambda message: seen.faults.append(f"console: {message.text}") if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: seen.faults.append(f"script: {error}"))
    page.on("dialog", dialog)
    # A page left before it is whole takes its requests back: that is no failure.
    page.on(
        "requestfailed", lambda request: None if request.failure == "net::ERR_ABORTED" else seen.faults.append(f"failed: {request.url}")
    )
    page.on("response", lambda answer: seen.faults.append(f"{answer.status}: {answer.url}") if answer.status >= 400 else None)
    page.on(
        "request", lambda request: None if request.url.startswith((home, "data:")) else seen.faults.append(f"other host: {request.url}")
    )
    page.set_default_timeout(20_000)
    try:
        yield seen
    finally:
        context.close()
