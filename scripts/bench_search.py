"""Measures search beside Pagefind and stock Material on the same invented pages, and prints a Markdown table.

    .venv/bin/python scripts/bench.py search --pages 10000 --each 4 --write

Pagefind takes part when the PyPI packages `pagefind` and `pagefind_bin` are installed; Material is asked on at most
`--material-pages` pages, because its index of 10,000 takes more than a gigabyte in the tab. `--write` puts the table into
hooks/README.md.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import bench_figures
import corpus
import harness
from bench_engines import MATERIAL, OURS, PAGEFIND, Engine, Notes, corpus_pages

ENGINES = {"ours": OURS, "pagefind": PAGEFIND, "material": MATERIAL}
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
    notes: Notes
    at_one: Counter[str] = field(default_factory=Counter)
    at_five: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    kilobytes: list[float] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    tab: float = 0

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


def measure(engine: Engine, count: int, each: int, browser: Browser, folder: Path) -> Figures:
    """Recall, a page opened for each question; memory, of one that stays open; bytes, requests and time, of a sample in fresh browsers."""
    pages = corpus_pages(count)
    queries = list(corpus.queries(pages, each))
    site, notes = engine.write(pages, folder)
    figures = Figures(engine.name, len(pages), notes)
    sent: list[tuple[str, int]] = []
    with harness.serve(site, engine.strict, sent) as home:
        page = browser.new_page()
        for query in queries:
            urls = engine.ask(page, home, query.text)
            figures.asked[query.kind] += 1
            figures.at_five[query.kind] += query.url in urls[: query.limit]
            figures.at_one[query.kind] += urls[:1] == [query.url]
        page.close()
        page = browser.new_page()
        engine.ask(page, home, queries[0].text)
        for query in queries[1 :: max(1, len(queries) // 60)]:
            engine.ask_again(page, query.text)
        figures.tab = _tab_megabytes(browser)
        page.close()
        short = [query for query in queries if len(query.text.split()) <= 5]
        for query in short[:: max(1, len(short) // FRESH)]:
            _measure_fresh(figures, query.text, browser, home, engine, sent)
        if engine is OURS:
            figures.notes["same first five from file://"] = _same_from_a_folder(browser, home, site, [query.text for query in queries[::5]])
    return figures


def _tab_megabytes(browser: Browser) -> float:
    """The memory that the largest renderer shares with no other process; Linux only, 0 elsewhere."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    status = [Path(f"/proc/{process['id']}/status") for process in processes if process["type"] == "renderer"]
    texts = [path.read_text() for path in status if path.exists()]
    return max((int(text.partition("RssAnon:")[2].split()[0]) / 1024 for text in texts), default=0)


def _measure_fresh(figures: Figures, question: str, browser: Browser, home: str, engine: Engine, sent: list[tuple[str, int]]) -> None:
    """Bytes are counted by the server, because a worker's requests do not show in the page."""
    context = browser.new_context()
    page = context.new_page()
    sent.clear()
    page.goto(home)
    page.add_init_script(ANSWERED)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    engine.ask(page, home, question)
    if answered := page.evaluate("window.answeredAt"):
        figures.milliseconds.append(answered)
    sizes = [size for path, size in sent if not path.split("?")[0].endswith(("/", ".css", ".png")) and engine.besides not in path]
    figures.kilobytes.append(sum(sizes) / 1024)
    figures.requests.append(len(sizes))
    context.close()


def _same_from_a_folder(browser: Browser, home: str, folder: Path, questions: Sequence[str]) -> str:
    """How many questions have the same first five answers when the site is opened from its folder."""
    page = browser.new_page()
    local = folder.as_uri() + "/"
    same = sum(int(OURS.ask(page, home, question)[:5] == OURS.ask(page, local, question)[:5]) for question in questions)
    page.close()
    return f"{same} of {len(questions)}"


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
    options = parser.parse_args(argv)
    wanted = [name for name in options.only or ENGINES if name != "pagefind" or importlib.util.find_spec("pagefind")]
    measured: list[Figures] = []
    with sync_playwright() as playwright:
        for name in wanted:
            print(f"{name} …", file=sys.stderr, flush=True)
            count = min(options.pages, options.material_pages) if name == "material" else options.pages
            browser = playwright.chromium.launch(args=harness.FLAGS, executable_path=harness.chromium())
            with tempfile.TemporaryDirectory() as folder:
                measured.append(measure(ENGINES[name], count, options.each, browser, Path(folder)))
            browser.close()
    text = "\n\n".join([table(measured), *(classes(figures) for figures in measured[:1])])
    print(text)
    if options.write:
        bench_figures.write("search", text)
    return 0
