"""An edition as a ZIM file for Kiwix, which school servers run; Debian's zim-tools write it."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

ILLUSTRATION = "assets/kiwix.png"
SIDE = 48
"""Pixels of the illustration, as Kiwix wants it. Source: openZIM, "Metadata"."""
WITHOUT = ("MO-TRANG-NAY.html", "HUONG-DAN.txt", "SHA256SUMS", "manifest.json", "cap-nhat", "cap-nhat.html", "kiem-tra-may.html")
"""What is about a folder on a stick, which a ZIM is not."""
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
MENU_ENTRY = re.compile(r'<li><a class="site-nav__link" href="[./]*(?:cap-nhat|kiem-tra-may)\.html"[^>]*>[^<]*</a></li>')


class ZimError(Exception):
    """Why no ZIM was written, in Vietnamese."""


def write_zim(folder: Path, target: Path, about: Mapping[str, str]) -> None:
    """Write the pages of a finished folder; `about` has title, description, creator, publisher and name."""
    writer = shutil.which("zimwriterfs")
    if writer is None:
        raise ZimError("Không có zimwriterfs. Hãy cài gói zim-tools (Debian, Ubuntu: apt install zim-tools).")
    with tempfile.TemporaryDirectory() as temporary:
        pages = Path(temporary) / "pages"
        shutil.copytree(folder, pages)
        for name in WITHOUT:
            path = pages / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        _without_ways(pages)
        Image.open(pages / "assets/favicon.png").convert("RGBA").resize((SIDE, SIDE)).save(pages / ILLUSTRATION)
        settings = {
            "--welcome": "index.html",
            "--illustration": ILLUSTRATION,
            "--language": "vie",
            **{f"--{k}": v for k, v in about.items()},
        }
        arguments = [f"{name}={value}" for name, value in settings.items()]
        target.unlink(missing_ok=True)
        done = subprocess.run([writer, *arguments, str(pages), str(target)], capture_output=True, text=True, check=False)  # noqa: S603  # found on this machine
        if done.returncode or not target.is_file():
            raise ZimError(f"zimwriterfs: {(done.stderr or done.stdout).strip()[-2000:]}")


def _without_ways(pages: Path) -> None:
    """Take the menu's links to what is left out away, and the policy: a Kiwix server puts parts of its own into pages."""
    for page in pages.rglob("*.html"):
        page.write_text(MENU_ENTRY.sub("", POLICY.sub("", page.read_text("utf-8"))), "utf-8")
