"""The markup of every page, judged by html-validate and by the Nu checker of the W3C (npm; versions in tests/web/)."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from project import ROOT
from site_reader import Site

# The anchors of clauses, "dieu-3.khoan-2", hold a dot: HTML allows it, html-validate only when "relaxed".
WEB = ROOT / "tests" / "web"
# The checker reads files, which have no origin that 'self' could name; that pages obey their policy is seen in the browser tests.
POLICY = ".*Content Security Policy.*"
EACH = 4
"""Pages judged of one folder."""


def run(command: Sequence[str | Path], folder: Path) -> str:
    """What a command says; it may end with findings."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    return done.stdout or done.stderr


@pytest.fixture(scope="module")
def tools() -> Path:
    """The folder of the installed checkers; without Node 20 or Java 17, and no way to install them, the tests are skipped."""
    ensured = subprocess.run(["sh", ROOT / "scripts/ensure_system.sh", "markup"], capture_output=True, text=True, check=False)
    if ensured.returncode:
        pytest.skip(ensured.stderr.strip().splitlines()[-1])
    folder = ROOT / ".cache" / "web"
    folder.mkdir(parents=True, exist_ok=True)
    locked = (WEB / "package-lock.json").read_bytes()
    done = folder / "installed-lock.json"
    if not done.is_file() or done.read_bytes() != locked:
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(WEB / name, folder / name)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True, timeout=300)
        done.write_bytes(locked)
    return folder / "node_modules"


@pytest.fixture(scope="module", params=["base", "starter"])
def site(request: pytest.FixtureRequest) -> Site:
    """The small site, in which every template has all that it can have, and the real one."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Site)
    return found


def judged(site: Site) -> list[str]:
    """Every page that is alone of its kind, and some of each other kind: pages of one template differ in their data only."""
    seen: Counter[str] = Counter()
    chosen = []
    for file in sorted(path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.html")):
        kind = file.partition("/")[0]
        seen[kind] += 1
        if seen[kind] <= EACH:
            chosen.append(file)
    return chosen


def test_html_validate_finds_nothing(site: Site, tools: Path, tmp_path: Path) -> None:
    # Written to a file: the checker ends before a long report has gone through a pipe.
    told = tmp_path / "report.json"
    run(
        [tools / ".bin" / "html-validate", "--config", WEB / "htmlvalidate.json", "--formatter", f"json={told}", *judged(site)], site.folder
    )
    report: list[dict[str, Any]] = json.loads(told.read_text("utf-8"))
    found = [f"{page['filePath']}:{fault['line']} {fault['ruleId']}: {fault['message']}" for page in report for fault in page["messages"]]
    assert found == []


def test_the_nu_checker_finds_nothing(site: Site, tools: Path) -> None:
    jar = tools / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command: list[str | Path] = ["java", "-jar", jar, "--format", "json", "--stdout", "--filterpattern", POLICY, *judged(site)]
    report: dict[str, list[dict[str, Any]]] = json.loads(run(command, site.folder))
    found = [f"{fault.get('url')}:{fault.get('lastLine')} {fault['message']}" for fault in report["messages"]]
    assert found == []
