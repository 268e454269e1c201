"""Debian's Firefox ESR, driven by WebDriver BiDi from a script for Node; npm brings the driver when it may."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest

from project import ROOT

_PUPPETEER: Final = "puppeteer-core@24.43.1"


def in_firefox(script: Path, asked: dict[str, Any]) -> Any:
    """What a script answers, as JSON, to what it is asked; the test is skipped where there is no Firefox or no driver."""
    firefox, npm, node = (shutil.which(name) for name in ("firefox-esr", "npm", "node"))
    if not (firefox and npm and node):
        pytest.skip("no Firefox ESR, or no Node, on this machine")
    tools = ROOT / ".cache" / "puppeteer"
    tools.mkdir(parents=True, exist_ok=True)
    if not (tools / "node_modules/puppeteer-core").is_dir():
        got = subprocess.run([npm, "install", "--prefix", str(tools), "--no-save", _PUPPETEER], capture_output=True, text=True, check=False)
        if got.returncode:
            pytest.skip(f"npm cannot install {_PUPPETEER}")
    shutil.copy(script, tools / script.name)
    given = json.dumps({"firefox": firefox, **asked})
    done = subprocess.run([node, script.name], cwd=tools, input=given, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
