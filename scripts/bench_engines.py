"""The search engines that `bench.py search` compares: what each makes of the same pages, and how a browser asks it."""

from __future__ import annotations

import concurrent.futures
import contextlib
import gzip
import json
import multiprocessing
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError, Page

import corpus
import harness
from movement.render.search.build import RECORDS
from movement.render.search.search import FOLDER, SearchDocument, build_index, open_memory

Notes = dict[str, str]
"""Figures of an engine's own, by what they say."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A search engine."""

    name: str
    write: Callable[[list[SearchDocument], Path], tuple[Path, Notes]]
    """Writes a site of these pages into a folder; the site's own folder, and what the index took."""
    ask: Callable[[Page, str, str], list[str]]
    """Opens the site at an address and asks; the paths found, in order."""
    ask_again: Callable[[Page, str], list[str]]
    """Asks in a page that is open."""
    besides: str = "/assets/search"
    """Part of the paths that its first answer does not need: our scripts, where another engine is asked."""
    strict: bool = False
    """Whether its pages keep to our content security policy."""


def corpus_pages(count: int) -> list[SearchDocument]:
    """About `count` pages, twins included."""
    return corpus.with_twins(list(corpus.documents(count * 9 // 10, seed=101)))


def _cost_of_building(count: int) -> tuple[float, float]:
    """(ms of CPU a page, extra MB) of our index, built in this process alone."""
    pages = corpus_pages(count)
    # The making of the pages took more memory than the index will: its peak is forgotten (Linux, proc(5)).
    Path("/proc/self/clear_refs").write_text("5")
    before = _own_memory("VmRSS")
    start = time.process_time()
    index = build_index(harness.items_of(pages), corpus.LABELS, open_memory(None))
    for _ in index.changed_files():
        pass
    spent = time.process_time() - start
    return spent / len(pages) * 1000, _own_memory("VmHWM") - before


def _own_memory(name: str) -> float:
    """A line of this process's status, in MB."""
    return int(Path("/proc/self/status").read_text().partition(f"{name}:")[2].split()[0]) / 1024


def _write_ours(pages: list[SearchDocument], folder: Path) -> tuple[Path, Notes]:
    index = harness.write_site(folder, pages, corpus.LABELS)
    with concurrent.futures.ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as alone:
        milliseconds, megabytes = alone.submit(_cost_of_building, len(pages)).result()
    sizes = {path: len(gzip.compress(path.read_bytes(), 6)) for path in (folder / FOLDER).rglob("*.js")}
    texts = sum(size for path, size in sizes.items() if path.parent.name == RECORDS)
    return folder, {
        "index build, ms CPU a record": f"{milliseconds:.2f}",
        "index build, extra MB": f"{megabytes:.0f}",
        "index with records, KB gzip a record": f"{sum(sizes.values()) / len(pages) / 1024:.2f}",
        "of it beyond the records' own text": f"{(sum(sizes.values()) - texts) / len(pages) / 1024:.2f}",
        "files": str(len(index.files)),
    }


def _ask_ours(page: Page, home: str, question: str) -> list[str]:
    return harness.ask(page, home, question).urls


def _ask_ours_again(page: Page, question: str) -> list[str]:
    page.fill("#tk-q", question)
    page.press("#tk-q", "Enter")
    page.wait_for_selector("[data-search-results][data-search-state=done]", state="attached")
    return []


def _write_pagefind(pages: list[SearchDocument], folder: Path) -> tuple[Path, Notes]:
    harness.write_site(folder, pages, corpus.LABELS, bodies=True)
    start = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "pagefind", "--site", str(folder), "--root-selector", "main"], check=True, capture_output=True)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - start.ru_utime
    size = sum(path.stat().st_size for path in (folder / "pagefind").rglob("*.pf_*"))
    return folder, {
        "index build, ms CPU a record": f"{spent / len(pages) * 1000:.2f}",
        "index with records, KB gzip a record": f"{size / len(pages) / 1024:.2f}",
    }


def _ask_pagefind(page: Page, home: str, question: str) -> list[str]:
    page.goto(home + "tim-kiem/")
    return _ask_pagefind_again(page, question)


def _ask_pagefind_again(page: Page, question: str) -> list[str]:
    urls: list[str] = page.evaluate(
        """async (question) => {
            const pagefind = await import("/pagefind/pagefind.js");
            const found = await pagefind.search(question);
            const urls = await Promise.all(found.results.slice(0, 8).map(async (result) => (await result.data()).url));
            window.answeredAt = performance.now();
            return urls;
        }""",
        question,
    )
    return [url.split("#")[0].removeprefix("/") for url in urls]


def _write_material(pages: list[SearchDocument], folder: Path) -> tuple[Path, Notes]:
    """Material's own worker on an index in its own format; its pages need not be rendered for that."""
    harness.write(folder / "docs/index.md", b"# Trang")
    settings = "site_name: x\ntheme: {name: material, language: vi, font: false}\nplugins: [{search: {lang: vi}}]\n"
    harness.write(folder / "mkdocs.yml", settings.encode())
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True, capture_output=True)
    path = folder / "site/search/search_index.json"
    index = json.loads(path.read_text())
    texts = defaultdict(str, {page.url: " ".join(f"{s.heading} {s.text}" for s in page.sections) for page in pages})
    index["docs"] = [{"location": page.url, "title": page.title, "text": f"{page.number} {page.names} {texts[page.url]}"} for page in pages]
    path.write_text(json.dumps(index, ensure_ascii=False))
    return folder / "site", {}


def _ask_material(page: Page, home: str, question: str) -> list[str]:
    page.goto(home)
    page.locator("input.md-search__input").click()
    return [harness.relative(link, home) for link in _ask_material_again(page, question)]


def _ask_material_again(page: Page, question: str) -> list[str]:
    box = page.locator("input.md-search__input")
    box.fill("")
    box.press_sequentially(question)
    # Its result line says "Nhập để …" before an answer. No answer in ten seconds counts as nothing found.
    with contextlib.suppress(PlaywrightError):
        answered = "() => /^(?!Nhập|Type|Khởi|Initial)./.test(document.querySelector('.md-search-result__meta').textContent.trim())"
        page.wait_for_function(answered, timeout=10_000)
    page.wait_for_timeout(300)
    links: list[str] = page.eval_on_selector_all("a.md-search-result__link", "links => links.map((link) => link.href)")
    return list(dict.fromkeys(link.partition("#")[0].partition("?")[0] for link in links))


# After its first answer our page also loads the counts of the filters.
OURS = Engine("this search", _write_ours, _ask_ours, _ask_ours_again, besides="/nhan.", strict=True)
PAGEFIND = Engine("Pagefind", _write_pagefind, _ask_pagefind, _ask_pagefind_again)
MATERIAL = Engine("Material", _write_material, _ask_material, _ask_material_again)
