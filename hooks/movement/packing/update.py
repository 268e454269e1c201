"""An update pack: only what changed since an earlier edition, for sticks and lines that are slow."""

from __future__ import annotations

import datetime
import hashlib
import json
import zipfile
from pathlib import Path

from movement.packing.pack import SUMS, sums_of, write_zip

UPDATE = "update.json"


def sums_of_edition(place: Path) -> bytes:
    """SHA256SUMS of an earlier edition: its folder, its zip, or the file itself; ValueError, in Vietnamese, when it is none of them."""
    try:
        if place.is_dir():
            return (place / SUMS).read_bytes()
        if zipfile.is_zipfile(place):
            with zipfile.ZipFile(place) as packed:
                return packed.read(SUMS)
        content = place.read_bytes()
        if all(len(digest) == 64 for digest in sums_of(content.decode()).values()) and content:
            return content
    except (OSError, KeyError, UnicodeDecodeError):
        pass
    raise ValueError(f"{place}: không phải thư mục, tệp .zip hay tệp {SUMS} của một bản ngoại tuyến")


def write_update(before: bytes, folder: Path, target: Path, date: datetime.date) -> int:
    """Pack what a folder has that the edition with the checksums `before` has not; the number of files."""
    was, now = sums_of(before.decode()), sums_of((folder / SUMS).read_text("utf-8"))
    changed = [name for name, digest in now.items() if was.get(name) != digest]
    # The updater reads it first: only the edition that has everything else can be updated.
    note = json.dumps({"format": 1, "from": hashlib.sha256(before).hexdigest()}, indent=1) + "\n"
    # The manifest names what is new even when nothing else changed.
    write_zip(folder, target, date, sorted({*changed, SUMS, "manifest.json"}), {UPDATE: note.encode()})
    return len(changed)
