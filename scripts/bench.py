#!/usr/bin/env python3
"""Measure what a site costs, as ratios within one run: whole builds, one edit, page weight, `make serve`, and search."""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
EDITED = "Sửa ở chữ thứ"
"""What an edit writes at the end of a body, before a number that grows with it."""

# What record pages show, as ordinary pages in Markdown: out of the menu, rendered and indexed by the engine.
ORDINARY_CONFIG = """\
site_name: Toàn dân bảo vệ an ninh Tổ quốc
site_url: https://example.org/
docs_dir: docs
hooks: [hook.py]
plugins: [search]
theme: {name: material, language: vi, font: false, features: [navigation.tabs]}
markdown_extensions: [tables, sane_lists, toc]
"""
ORDINARY_HOOK = """\
import os
from pathlib import Path
from mkdocs.structure.files import File, InclusionLevel

def on_files(files, config):
    pages = Path(os.environ["BENCH_PAGES"])
    for path in sorted(pages.rglob("*.md")):
        uri = path.relative_to(pages).as_posix()
        files.append(File.generated(config, uri, abs_src_path=str(path), inclusion=InclusionLevel.NOT_IN_NAV))
    return files
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a finished process used: CPU and wall seconds, the largest memory in MiB."""

    cpu: float
    wall: float
    memory: float


def _inherited() -> dict[str, str]:
    """The environment in which Python keeps compiled modules, as it does where nobody forbids it."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**own, "NO_MKDOCS_2_WARNING": "1"}


def run(command: list[str], environment: dict[str, str], folder: Path = ROOT) -> Cost:
    """Run a command to its end; it must succeed."""
    began = time.monotonic()
    with tempfile.TemporaryFile() as printed:
        process = subprocess.Popen(command, cwd=folder, env={**_inherited(), **environment}, stdout=printed, stderr=printed)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            printed.seek(0)
            raise SystemExit(f"{' '.join(command)}\n{printed.read().decode()[-3000:]}")
    # ru_maxrss counts KiB on Linux, bytes on macOS.
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, time.monotonic() - began, usage.ru_maxrss / unit)


@dataclass(frozen=True, slots=True)
class Bench:
    """A folder in which builds are measured.

    Nothing in it is deleted before all is done: after many files were, ext4 takes seconds of CPU to find room for new ones.
    """

    work: Path

    def part(self, name: str) -> Bench:
        """A folder within it, for builds that have nothing to do with the others."""
        (self.work / name).mkdir()
        return Bench(self.work / name)

    def data(self, records: int) -> Path:
        """A data set of this many records."""
        folder = self.work / f"data-{records}"
        run([sys.executable, "scripts/generate_data.py", "--records", str(records), "--into", str(folder)], {})
        return folder

    def ours(self, data: Path) -> Cost:
        """One build of our site, warm if there was one before."""
        return run([str(BIN / "mkdocs"), "build", "-q", "-d", str(self.site(data))], self.environment(data))

    def ordinary(self, pages: Path) -> Cost:
        """One build of a folder of Markdown as ordinary pages."""
        folder = self.work / "ordinary"
        (folder / "docs").mkdir(parents=True, exist_ok=True)
        (folder / "docs/index.md").write_text("# Trang chủ\n", "utf-8")
        (folder / "mkdocs.yml").write_text(ORDINARY_CONFIG, "utf-8")
        (folder / "hook.py").write_text(ORDINARY_HOOK, "utf-8")
        return run([str(BIN / "mkdocs"), "build", "-q"], {"BENCH_PAGES": str(pages)}, folder)

    def site(self, data: Path) -> Path:
        """Where our site of a data set goes."""
        return self.work / f"site-{data.name}"

    def environment(self, data: Path) -> dict[str, str]:
        """The settings of a build."""
        return {"DATA_DIR": str(data), "CACHE_DIR": str(self.work / "cache")}


def edit(data: Path) -> Path:
    """Add a line to the body of one record; the record's file."""
    path = sorted((data / "models").glob("*.md"))[3]
    text = path.read_text("utf-8").rstrip()
    # A paragraph of its own: what follows the last cell of a table is not shown.
    path.write_text(f"{text}\n\n{EDITED} {len(text)}.\n", "utf-8")
    return path


def weight(site: Path, places: list[str]) -> float:
    """The mean bytes, gzip, of the record pages of a site, which stand at `places`: those of an equal mix of collections."""
    kinds = ("van-ban/", "mo-hinh/", "khen-thuong/", "tin-tuc/")
    means = []
    for kind in kinds:
        pages = [site / place / "index.html" for place in places if place.startswith(kind)][:200]
        means.append(sum(len(gzip.compress(page.read_bytes(), 9)) for page in pages) / len(pages))
    return sum(means) / len(means)


@dataclass(frozen=True, slots=True)
class Measured:
    """What the builds of one data set cost: the middle of all rounds."""

    records: int
    ordinary: float
    """CPU seconds of the same content as ordinary pages; below, of our build from nothing, and after one edit."""
    cold: float
    edited: float
    memory: float
    """The largest of all our builds, in MiB."""
    weight: float
    same: str
    """How the pages of both compare."""

    @property
    def row(self) -> str:
        """A row of the table."""
        return (
            f"| {self.records} | {self.ordinary:.1f} | {self.cold:.1f} | {self.cold / self.ordinary:.2f} "
            f"| {self.edited:.1f} | {self.edited / self.ordinary:.3f} | {self.memory:.0f} | {self.weight:.0f} |"
        )


def measure(bench: Bench, records: int, rounds: int, say: Callable[[str], None]) -> Measured:
    """Build a data set in rounds, each time all ways, because a machine's speed changes from minute to minute."""
    import bench_ordinary

    data = bench.data(records)
    pages = bench.work / f"pages-{records}"
    places: list[str] = []
    colds, ordinaries, edits = [], [], []
    for number in range(1, rounds + 1):
        say(f"{records} records, round {number} of {rounds}: from nothing")
        part = bench.part(f"{records}-{number}")
        colds.append(part.ours(data))
        if not places:
            say(f"{records} records: what the pages show, as Markdown")
            places = bench_ordinary.write(part.site(data), pages)
        say(f"{records} records, round {number}: ordinary pages")
        ordinaries.append(part.ordinary(pages))
        edit(data)
        say(f"{records} records, round {number}: one edit")
        edits.append(part.ours(data))
    ordinary, cold, edited = (statistics.median(cost.cpu for cost in costs) for costs in (ordinaries, colds, edits))
    some = places[:: max(1, len(places) // 500)]
    (words, size), (own_words, own_size) = (
        bench_ordinary.of_a_page(folder, some) for folder in (part.work / "ordinary/site", part.site(data))
    )
    same = f"ordinary {words:.0f} words, {size:.0f} bytes of HTML; ours {own_words:.0f} words, {own_size:.0f} bytes."
    memory = max(cost.memory for cost in (*colds, *edits))
    return Measured(records, ordinary, cold, edited, memory, weight(part.site(data), places), same)


def build(sizes: list[int], rounds: int, work: Path, say: Callable[[str], None]) -> str:
    """The table of whole builds."""
    bench = Bench(work)
    found = [measure(bench, records, rounds, say) for records in sizes]
    rows = [
        "| records | ordinary pages, CPU s | ours from nothing, CPU s | ratio | one edit, CPU s | ratio | MiB | page, gzip bytes |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|",
        *(one.row for one in found),
        f"\nCPU: the middle of {rounds} rounds. What is beside each other, a page:\n",
        *(f"- {one.records} records: {one.same}" for one in found),
    ]
    if len(found) > 1:
        few, many = found[0], found[-1]
        further = (many.cold - few.cold) / (many.records - few.records) * 1000
        rows.append(f"\nA further record, from {few.records} to {many.records}: {further:.2f} ms CPU.")
    return "\n".join(rows)


def serve(records: int, work: Path, say: Callable[[str], None]) -> str:
    """How long `mkdocs serve` takes from the save of a record to its page, and to the end of the build, when the whole site shows it."""
    bench = Bench(work)
    data = bench.data(records)
    address = "http://127.0.0.1:8765/"
    say(f"{records} records: waiting for the preview")
    with tempfile.TemporaryFile() as printed:
        command = [str(BIN / "mkdocs"), "serve", "-a", "127.0.0.1:8765", "--watch", str(data)]
        process = subprocess.Popen(command, cwd=ROOT, env={**_inherited(), **bench.environment(data)}, stdout=printed, stderr=printed)
        try:
            path = sorted((data / "models").glob("*.md"))[3]
            page = f"{address}mo-hinh/{path.stem}/"
            _wait_for(page, "", 600)
            times = []
            for _ in range(3):
                time.sleep(3)
                began = time.monotonic()
                edit(data)
                _wait_for(page, path.read_text("utf-8").rsplit(f"{EDITED} ", 1)[1].strip(), 60)
                times.append(time.monotonic() - began)
                say(f"{records} records: {times[-1]:.2f} s")
        finally:
            process.terminate()
            process.wait()
        printed.seek(0)
        builds = [float(seconds) for seconds in re.findall(rb"built in ([\d.]+) seconds", printed.read())[1:]]
    return (
        f"From save to page, {records} records: {statistics.median(times):.2f} s (the middle of three); "
        f"to the whole site: {statistics.median(builds):.2f} s."
    )


def _wait_for(address: str, words: str, most: float) -> None:
    end = time.monotonic() + most
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if words in answer.read().decode():
                    return
        except OSError:
            # Not up yet.
            pass
        time.sleep(0.05)
    raise SystemExit(f"{address}: not seen after {most} s")


def main(arguments: list[str] | None = None) -> int:
    """0 when everything could be measured."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["search"]:
        # The core and the invented pages, which the tests of search have too, lie beside the scripts.
        sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests/search")]
        import bench_search

        return bench_search.main(arguments[1:])
    parser = argparse.ArgumentParser(description=__doc__, epilog="`bench.py search --help` tells of search.")
    parser.add_argument("what", nargs="?", choices=("build", "serve", "search"), default="build")
    parser.add_argument("--records", type=int, nargs="+", help="sizes of the data sets (build: 300 3000 10000; serve: 5000)")
    parser.add_argument("--write", action="store_true", help="put the figures into hooks/README.md")
    parser.add_argument(
        "--rounds", type=int, default=3, help="how often `build` measures everything, in 2 GB of disk each; the table has the middle (3)"
    )
    options = parser.parse_args(arguments)
    if options.rounds < 1:
        parser.error("--rounds must be 1 or more")
    work = Path(tempfile.mkdtemp(prefix="bench-"))

    def say(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    try:
        if options.what == "build":
            figures = build(options.records or [300, 3000, 10_000], options.rounds, work, say)
        else:
            figures = serve((options.records or [5000])[0], work, say)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print(figures)
    if options.write:
        import bench_figures

        bench_figures.write(options.what, figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
