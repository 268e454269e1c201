#!/usr/bin/env python3
"""Measure what a site costs, as ratios within one run: whole builds, one edit, page weight, `make serve`, and search."""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
EDITED = "Sửa ở chữ thứ"
"""What an edit writes at the end of a body, before a number that grows with it."""

# The same records as ordinary pages: written by a hook, out of the menu, rendered and indexed by the engine.
PLAIN_CONFIG = """\
site_name: Toàn dân bảo vệ an ninh Tổ quốc
site_url: https://example.org/
docs_dir: docs
hooks: [hook.py]
plugins: [search]
theme: {name: material, language: vi, font: false, features: [navigation.tabs]}
markdown_extensions: [tables, sane_lists, toc]
"""
PLAIN_HOOK = """\
import os, sys
from pathlib import Path
from mkdocs.structure.files import File, InclusionLevel
sys.path.insert(0, os.environ["BENCH_SCRIPTS"])
from bench import plain_pages

def on_files(files, config):
    for uri, text in plain_pages(Path(os.environ["DATA_DIR"])):
        files.append(File.generated(config, uri, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
    return files
"""


def plain_pages(data: Path) -> Iterator[tuple[str, str]]:
    """The records of a data set as (file, Markdown) of ordinary pages: the same words, the same links between records."""
    import yaml

    files = [path for path in sorted(data.rglob("*")) if path.suffix in (".md", ".yml") and len(path.relative_to(data).parts) > 1]
    files = [path for path in files if path.relative_to(data).parts[0] not in ("vocabularies", "files")]
    pages = {path.stem: path.relative_to(data).with_suffix(".md") for path in files}
    for path in files:
        text = path.read_text("utf-8")
        front, body = (text[4:].split("\n---\n", 1) + [""])[:2] if path.suffix == ".md" else (text, "")
        fields = yaml.load(front, Loader=yaml.CBaseLoader)
        here = pages[path.stem]
        facts = "".join(f"- **{name}**: {value}\n" for name, value in _facts(fields, "", pages, here))
        yield here.as_posix(), f"# {fields['title']}\n\n{facts}\n{body.replace('.yml)', '.md)')}"


def _facts(value: object, name: str, pages: dict[str, Path], here: Path) -> Iterator[tuple[str, str]]:
    """Every field of a record as a line, with links to the records and sources it names."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _facts(item, str(key), pages, here)
    elif isinstance(value, list):
        for item in value:
            yield from _facts(item, name, pages, here)
    elif (stem := str(value).rpartition("/")[2]) in pages:
        yield name, f"[{stem}]({os.path.relpath(pages[stem], here.parent)})"
    else:
        yield name, f"[{value}]({value})" if str(value).startswith("http") else str(value)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a finished process used: CPU and wall seconds, the largest memory in MiB."""

    cpu: float
    wall: float
    memory: float


def _ordinary() -> dict[str, str]:
    """The environment in which Python keeps compiled modules, as it does where nobody forbids it."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(command: list[str], environment: dict[str, str], folder: Path = ROOT) -> Cost:
    """Run a command to its end; it must succeed."""
    began = time.monotonic()
    with tempfile.TemporaryFile() as printed:
        process = subprocess.Popen(command, cwd=folder, env={**_ordinary(), **environment}, stdout=printed, stderr=printed)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            printed.seek(0)
            raise SystemExit(f"{' '.join(command)}\n{printed.read().decode()[-3000:]}")
    # ru_maxrss counts KiB on Linux, bytes on macOS.
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, time.monotonic() - began, usage.ru_maxrss / unit)


@dataclass(slots=True)
class Bench:
    """A folder to work in, and the builds that are measured in it."""

    work: Path

    def data(self, records: int) -> Path:
        """A data set of this many records."""
        folder = self.work / f"data-{records}"
        run([sys.executable, "scripts/generate_data.py", "--records", str(records), "--into", str(folder)], {})
        return folder

    def ours(self, data: Path) -> Cost:
        """One build of our site, warm if there was one before."""
        return run([str(BIN / "mkdocs"), "build", "-q", "-d", str(self.site(data))], self.environment(data))

    def plain(self, data: Path) -> Cost:
        """One build of the same records as ordinary pages."""
        folder = self.work / "plain"
        (folder / "docs").mkdir(parents=True, exist_ok=True)
        (folder / "docs/index.md").write_text("# Trang chủ\n", "utf-8")
        (folder / "mkdocs.yml").write_text(PLAIN_CONFIG, "utf-8")
        (folder / "hook.py").write_text(PLAIN_HOOK, "utf-8")
        return run([str(BIN / "mkdocs"), "build", "-q"], self.environment(data), folder)

    def site(self, data: Path) -> Path:
        """Where our site of a data set goes."""
        return self.work / f"site-{data.name}"

    def environment(self, data: Path) -> dict[str, str]:
        """The settings of a build."""
        scripts = str(ROOT / "scripts")
        return {"DATA_DIR": str(data), "CACHE_DIR": str(self.work / "cache"), "BENCH_SCRIPTS": scripts, "NO_MKDOCS_2_WARNING": "1"}


def edit(data: Path) -> Path:
    """Add a line to the body of one record; the record's file."""
    path = sorted((data / "models").glob("*.md"))[3]
    text = path.read_text("utf-8").rstrip()
    # A paragraph of its own: what follows the last cell of a table is not shown.
    path.write_text(f"{text}\n\n{EDITED} {len(text)}.\n", "utf-8")
    return path


def weight(site: Path) -> float:
    """The mean bytes, gzip, of the record pages of a site: those of an equal mix of collections."""
    kinds = ("van-ban", "mo-hinh", "khen-thuong", "tin-tuc")
    means = []
    for kind in kinds:
        pages = [p for p in sorted((site / kind).rglob("index.html")) if b"data-record=" in p.read_bytes()][:200]
        means.append(sum(len(gzip.compress(page.read_bytes(), 9)) for page in pages) / len(pages))
    return sum(means) / len(means)


def build(sizes: list[int], work: Path, say: Callable[[str], None]) -> str:
    """The table of whole builds."""
    bench = Bench(work)
    rows = ["| bản ghi | trang thường, CPU s | ta, lạnh, CPU s | tỉ lệ | sửa một, CPU s | tỉ lệ | bộ nhớ MiB | trang, byte gzip |"]
    rows.append("|---:|---:|---:|---:|---:|---:|---:|---:|")
    colds: list[tuple[int, float]] = []
    for records in sizes:
        say(f"{records}: tạo dữ liệu")
        data = bench.data(records)
        say(f"{records}: trang thường")
        plain = bench.plain(data)
        say(f"{records}: lạnh")
        cold = bench.ours(data)
        edit(data)
        say(f"{records}: sửa một bản ghi")
        warm = bench.ours(data)
        colds.append((records, cold.cpu))
        rows.append(
            f"| {records} | {plain.cpu:.1f} | {cold.cpu:.1f} | {cold.cpu / plain.cpu:.2f} | {warm.cpu:.1f} | {warm.cpu / plain.cpu:.3f} "
            f"| {max(cold.memory, warm.memory):.0f} | {weight(bench.site(data)):.0f} |"
        )
    if len(colds) > 1:
        (few, least), (many, most) = colds[0], colds[-1]
        rows.append(f"\nMỗi bản ghi thêm: {(most - least) / (many - few) * 1000:.2f} ms CPU (từ {few} đến {many}).")
    return "\n".join(rows)


def serve(records: int, work: Path, say: Callable[[str], None]) -> str:
    """How long `mkdocs serve` takes from the save of a record to its page, and to the end of the build, when the whole site shows it."""
    bench = Bench(work)
    data = bench.data(records)
    address = "http://127.0.0.1:8765/"
    say(f"{records}: chờ bản xem trước")
    with tempfile.TemporaryFile() as printed:
        command = [str(BIN / "mkdocs"), "serve", "-a", "127.0.0.1:8765", "--watch", str(data)]
        process = subprocess.Popen(command, cwd=ROOT, env={**_ordinary(), **bench.environment(data)}, stdout=printed, stderr=printed)
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
                say(f"{records}: {times[-1]:.2f} s")
        finally:
            process.terminate()
            process.wait()
        printed.seek(0)
        builds = [float(seconds) for seconds in re.findall(rb"built in ([\d.]+) seconds", printed.read())[1:]]
    return (
        f"Từ lúc lưu đến lúc thấy trang, {records} bản ghi: {sorted(times)[1]:.2f} s (giữa của ba lần); "
        f"dựng xong cả trang web: {sorted(builds)[len(builds) // 2]:.2f} s."
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
    raise SystemExit(f"{address}: không thấy sau {most} s")


def main(arguments: list[str] | None = None) -> int:
    """0 when everything could be measured."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["search"]:
        import bench_search

        return bench_search.main(arguments[1:])
    parser = argparse.ArgumentParser(description=__doc__, epilog="`bench.py search --help` tells of search.")
    parser.add_argument("what", nargs="?", choices=("build", "serve", "search"), default="build")
    parser.add_argument("--records", type=int, nargs="+", help="sizes of the data sets (build: 300 3000 10000; serve: 5000)")
    options = parser.parse_args(arguments)
    work = Path(tempfile.mkdtemp(prefix="bench-"))

    def say(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    try:
        if options.what == "build":
            print(build(options.records or [300, 3000, 10_000], work, say))
        else:
            print(serve((options.records or [5000])[0], work, say))
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
