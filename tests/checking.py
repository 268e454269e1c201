"""Checks each of the data folders named on the command line in a process of its own, forked from this one, and says what it took.

Forked, so that 90 checks need not start Python 90 times: what a start takes itself is the check of the first folder, which is a plain one.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

import check  # beside the scripts, not on the path

LONGEST = 10
"""CPU seconds after which a check is stopped."""


def measured(data: str) -> dict[str, object]:
    """What one check says, and the CPU seconds and the megabytes that it took."""
    said, wrong = Path(data).with_name("said.txt"), Path(data).with_name("wrong.txt")
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
        os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT), 1)
        os.dup2(os.open(wrong, os.O_WRONLY | os.O_CREAT), 2)
        status = 70
        try:
            status = check.main(["--data", data])
            sys.stdout.flush()
        finally:
            sys.stderr.flush()
            os._exit(status)
    _, status, used = os.wait4(child, 0)
    return {
        "status": os.waitstatus_to_exitcode(status),
        "said": said.read_text("utf-8"),
        "wrong": wrong.read_text("utf-8"),
        "seconds": used.ru_utime + used.ru_stime,
        "megabytes": used.ru_maxrss / 1024,
    }


if __name__ == "__main__":
    json.dump({data: measured(data) for data in sys.argv[1:]}, sys.stdout)
