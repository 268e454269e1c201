#!/usr/bin/env python3
"""Write anew the files that are made from the schema, and GitLab's templates from those of GitHub; run it after every change of either."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from movement.editing import generated, host_templates  # noqa: E402  # the core lies beside the scripts, not on the path


def main(arguments: list[str] | None = None) -> int:
    """0 when the files are as the schema says; 1 when `--check` found one that is not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="name the files that differ, write nothing")
    options = parser.parse_args(arguments)
    made = (*generated.files(), *host_templates.files(ROOT))
    stale = [(name, text) for name, text in made if not _holds(ROOT / name, text)]
    for name, text in stale:
        print(name)
        if not options.check:
            (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / name).write_text(text, "utf-8")
    return int(options.check and bool(stale))


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
