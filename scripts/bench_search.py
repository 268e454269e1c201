"""Measures search beside Pagefind and stock Material on the same invented pages, and prints a Markdown table.

    .venv/bin/python scripts/bench.py search --pages 10000 --each 4 --write

Pagefind takes part when the PyPI packages `pagefind` and `pagefind_bin` are installed; Material is asked on at most
`--material-pages` pages, because its index of 10,000 takes more than a gigabyte in the tab. `--write` puts the table into
hooks/README.md.
"""

import argparse
import contextlib
import gzip
import importlib.util
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests/search")]

from playwright.sync_api import Browser, Error as PlaywrightError, Page, sync_playwright  # noqa: E402

import bench_figures  # noqa: E402
import corpus  # noqa: E402
import harness  # noqa: E402
from movement.render.search.build import RECORDS  # noqa: E402
from movement.render.search.search import FOLDER, SearchDocument, build_index, open_memory  # noqa: E402

Ask = Callable[[Page, str, str], list[str]]
Again = Callable[[Page, str], list[str]]
THROTTLE = 4
FRESH = 24
# When a page first shows an answer, by its own clock, which starts when the page is opened: what the tests do to look at it does not count.
ANSWERED = """{
    const shown = () => document.querySelector("[data-search-results][data-search-state=done] a") ||
        /^(?!Nhập|Type|Khởi|Initial)./.test(document.querySelector(".md-search-result__meta")?.textContent.trim() ?? "");
    const watch = new MutationObserver(() => { if (shown()) { window.answeredAt = performance.now(); watch.disconnect(); } });
    watch.observe(document, { subtree: true, childList: true, attributes: true });
}"""


@dataclass(slots=True)
class Figures:
    """What one engine achieved."""

    name: str
    pages: int
    at_one: Counter[str] = field(default_factory=Counter)
    at_five: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    kilobytes: list[float] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    tab: float = 0
    notes: dict[str, str] = field(default_factory=dict)

    def rows(self) -> dict[str, str]:
        def share(found: Counter[str]) -> str:
            return f"{found.total() / max(self.asked.total(), 1):.3f}"

        return {
            "pages": str(self.pages),
            "recall@5 / @1, all queries": f"{share(self.at_five)} / {share(self.at_one)}",
            "weakest class @5": "; ".join(self._worst()),
            "KB before the first answer, median / worst": _two(self.kilobytes, "{:.0f}"),
            "requests, median / worst": _two(self.requests, "{:.0f}"),
            f"ms at {THROTTLE}× CPU throttle from opening the page, median / worst": _two(self.milliseconds, "{:.0f}"),
            "MB of a tab with 60 questions behind it": f"{self.tab:.0f}",
            **self.notes,
        }

    def _worst(self) -> list[str]:
        shares = sorted((self.at_five[kind] / count, kind) for kind, count in self.asked.items())
        return [f"{kind} {share:.2f}" for share, kind in shares[:2]]


def _two(values: Sequence[float], form: str) -> str:
    return f"{form.format(statistics.median(values))} / {form.format(max(values))}" if values else "–"


def corpus_pages(count: int) -> list[SearchDocument]:
    """About `count` pages, twins included."""
    return corpus.with_twins(list(corpus.documents(count * 9 // 10, seed=101)))


def measure_build(count: int) -> None:
    """Builds the index in this process alone and prints what it took, as JSON."""
    pages = corpus_pages(count)
    # The making of the pages took more memory than the index will: its peak is forgotten (Linux, proc(5)).
    Path("/proc/self/clear_refs").write_text("5")
    before = _own_memory("VmRSS")
    start = time.process_time()
    memory = open_memory(None)
    index = build_index(harness.items_of(pages), corpus.LABELS, memory)
    for _ in index.changed_files():
        pass
    spent = time.process_time() - start
    extra = _own_memory("VmHWM") - before
    print(json.dumps({"ms": spent / len(pages) * 1000, "mb": extra}))


def _own_memory(name: str) -> float:
    """A line of this process's status, in MB."""
    return int(Path("/proc/self/status").read_text().partition(f"{name}:")[2].split()[0]) / 1024


def measure(
    figures: Figures, queries: Sequence[corpus.Query], browser: Browser, folder: Path, ask: Ask, again: Again, strict: bool = False
) -> None:
    """Recall, a page opened for each question; memory, of one that stays open; bytes, requests and time, of a sample in fresh browsers."""
    sent: list[tuple[str, int]] = []
    with harness.serve(folder, strict, sent) as home:
        page = browser.new_page()
        for query in queries:
            urls = ask(page, home, query.text)
            figures.asked[query.kind] += 1
            figures.at_five[query.kind] += query.url in urls[: query.limit]
            figures.at_one[query.kind] += urls[:1] == [query.url]
        page.close()
        page = browser.new_page()
        ask(page, home, queries[0].text)
        for query in queries[1 :: max(1, len(queries) // 60)]:
            again(page, query.text)
        figures.tab = _tab_megabytes(browser)
        page.close()
        short = [query for query in queries if len(query.text.split()) <= 5]
        for query in short[:: max(1, len(short) // FRESH)]:
            _measure_fresh(figures, query.text, browser, home, ask, sent)


def _tab_megabytes(browser: Browser) -> float:
    """The memory that the largest renderer shares with no other process; Linux only, 0 elsewhere."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    status = [Path(f"/proc/{process['id']}/status") for process in processes if process["type"] == "renderer"]
    texts = [path.read_text() for path in status if path.exists()]
    return max((int(text.partition("RssAnon:")[2].split()[0]) / 1024 for text in texts), default=0)


def _measure_fresh(figures: Figures, question: str, browser: Browser, home: str, ask: Ask, sent: list[tuple[str, int]]) -> None:
    """Bytes are counted by the server, because a worker's requests do not show in the page."""
    # Not what our page loads after its first answer (the counts of the filters), nor our scripts where another engine is asked.
    besides = "/nhan." if ask is ask_ours else "/assets/search"
    context = browser.new_context()
    page = context.new_page()
    sent.clear()
    page.goto(home)
    page.add_init_script(ANSWERED)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    ask(page, home, question)
    if answered := page.evaluate("window.answeredAt"):
        figures.milliseconds.append(answered)
    sizes = [size for path, size in sent if not path.split("?")[0].endswith(("/", ".css", ".png")) and besides not in path]
    figures.kilobytes.append(sum(sizes) / 1024)
    figures.requests.append(len(sizes))
    context.close()


def ask_ours(page: Page, home: str, question: str) -> list[str]:
    return harness.ask(page, home, question).urls


def ask_ours_again(page: Page, question: str) -> list[str]:
    page.fill("#tk-q", question)
    page.press("#tk-q", "Enter")
    page.wait_for_selector("[data-search-results][data-search-state=done]", state="attached")
    return []


def ask_pagefind(page: Page, home: str, question: str) -> list[str]:
    page.goto(home + "tim-kiem/")
    return ask_pagefind_again(page, question)


def ask_pagefind_again(page: Page, question: str) -> list[str]:
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


def ask_material(page: Page, home: str, question: str) -> list[str]:
    page.goto(home)
    page.locator("input.md-search__input").click()
    return [harness.relative(link, home) for link in ask_material_again(page, question)]


def ask_material_again(page: Page, question: str) -> list[str]:
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


def bench_ours(pages: list[SearchDocument], queries: Sequence[corpus.Query], browser: Browser, folder: Path) -> Figures:
    figures = Figures("this search", len(pages))
    index = harness.write_site(folder, pages, corpus.LABELS)
    child = subprocess.run([sys.executable, __file__, "--build-only", str(len(pages))], capture_output=True, text=True, check=True)
    built = json.loads(child.stdout)
    sizes = {path: len(gzip.compress(path.read_bytes(), 6)) for path in (folder / FOLDER).rglob("*.js")}
    texts = sum(size for path, size in sizes.items() if path.parent.name == RECORDS)
    figures.notes = {
        "index build, ms CPU a record": f"{built['ms']:.2f}",
        "index build, extra MB": f"{built['mb']:.0f}",
        "index with records, KB gzip a record": f"{sum(sizes.values()) / len(pages) / 1024:.2f}",
        "of it beyond the records' own text": f"{(sum(sizes.values()) - texts) / len(pages) / 1024:.2f}",
        "files": str(len(index.files)),
    }
    measure(figures, queries, browser, folder, ask_ours, ask_ours_again, strict=True)
    with harness.serve(folder) as home:
        page = browser.new_page()
        local = folder.as_uri() + "/"
        same = sum(int(ask_ours(page, home, query.text)[:5] == ask_ours(page, local, query.text)[:5]) for query in queries[::5])
        figures.notes["same first five from file://"] = f"{same} of {len(queries[::5])}"
        page.close()
    return figures


def bench_pagefind(pages: list[SearchDocument], queries: Sequence[corpus.Query], browser: Browser, folder: Path) -> Figures:
    figures = Figures("Pagefind", len(pages))
    harness.write_site(folder, pages, corpus.LABELS, bodies=True)
    start = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "pagefind", "--site", str(folder), "--root-selector", "main"], check=True, capture_output=True)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - start.ru_utime
    size = sum(path.stat().st_size for path in (folder / "pagefind").rglob("*.pf_*"))
    figures.notes = {
        "index build, ms CPU a record": f"{spent / len(pages) * 1000:.2f}",
        "index with records, KB gzip a record": f"{size / len(pages) / 1024:.2f}",
    }
    measure(figures, queries, browser, folder, ask_pagefind, ask_pagefind_again)
    return figures


def bench_material(pages: list[SearchDocument], queries: Sequence[corpus.Query], browser: Browser, folder: Path) -> Figures:
    """Material's own worker on an index in its own format; its pages need not be rendered for that."""
    figures = Figures("Material", len(pages))
    harness.write(folder / "docs/index.md", b"# Trang")
    settings = "site_name: x\ntheme: {name: material, language: vi, font: false}\nplugins: [{search: {lang: vi}}]\n"
    harness.write(folder / "mkdocs.yml", settings.encode())
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True, capture_output=True)
    path = folder / "site/search/search_index.json"
    index = json.loads(path.read_text())
    texts = defaultdict(str, {page.url: " ".join(f"{s.heading} {s.text}" for s in page.sections) for page in pages})
    index["docs"] = [{"location": page.url, "title": page.title, "text": f"{page.number} {page.names} {texts[page.url]}"} for page in pages]
    path.write_text(json.dumps(index, ensure_ascii=False))
    measure(figures, queries, browser, folder / "site", ask_material, ask_material_again)
    return figures


def table(measured: Sequence[Figures]) -> str:
    """One column an engine, one row a figure."""
    columns = [figures.rows() for figures in measured]
    names = dict.fromkeys(name for rows in columns for name in rows)
    head = ["| | " + " | ".join(figures.name for figures in measured) + " |", "|---|" + "---|" * len(measured)]
    return "\n".join(head + [f"| {name} | " + " | ".join(rows.get(name, "–") for rows in columns) + " |" for name in names])


def classes(figures: Figures) -> str:
    """Recall of every class of queries; those in which every page was found first are only named."""
    whole = [kind for kind, count in figures.asked.items() if figures.at_one[kind] == figures.at_five[kind] == count]
    others = (
        f"{kind}: {figures.at_one[kind]} first, {figures.at_five[kind]} among five, of {count}"
        for kind, count in figures.asked.items()
        if kind not in whole
    )
    each = min(figures.asked.values())
    said = [f"Always found first, at least {each} queries each: {'; '.join(whole)}."] if whole else []
    return "\n".join([*said, *others])


def main(argv: Sequence[str]) -> int:
    """0 when everything asked for could be measured."""
    parser = argparse.ArgumentParser(prog="bench.py search", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--each", type=int, default=2, help="queries a class")
    parser.add_argument("--material-pages", type=int, default=1_000)
    parser.add_argument("--only", choices=tuple(ENGINES), action="append")
    parser.add_argument("--write", action="store_true", help="put the table into hooks/README.md")
    parser.add_argument("--build-only", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.build_only:
        measure_build(options.build_only)
        return 0
    wanted = [name for name in options.only or ENGINES if name != "pagefind" or importlib.util.find_spec("pagefind")]
    measured: list[Figures] = []
    with sync_playwright() as playwright:
        for name in wanted:
            print(f"{name} …", file=sys.stderr, flush=True)
            pages = corpus_pages(min(options.pages, options.material_pages) if name == "material" else options.pages)
            queries = list(corpus.queries(pages, options.each))
            browser = playwright.chromium.launch(args=harness.FLAGS, executable_path=harness.chromium())
            with tempfile.TemporaryDirectory() as folder:
                measured.append(ENGINES[name](pages, queries, browser, Path(folder)))
            browser.close()
    text = "\n\n".join([table(measured), *(classes(figures) for figures in measured[:1])])
    print(text)
    if options.write:
        bench_figures.write("search", text)
    return 0


ENGINES = {"ours": bench_ours, "pagefind": bench_pagefind, "material": bench_material}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
