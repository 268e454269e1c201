"""The issuer of a text in the vocabulary of organisations."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from movement.load import load_yaml
from movement.vietnamese import accent_key

SHORT = {"ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "tp": "thành phố", "bgd&đt": "bộ giáo dục và đào tạo"}
WORD = re.compile(r"[^\W_]+(?:&[^\W_]+)?")


def read(file: Path) -> list[dict[str, Any]]:
    """The entries of organisations.yml that can be read; none when there is no such file."""
    if not file.is_file():
        return []
    values = load_yaml(file.name, file.read_bytes()).values
    return [entry for entry in values if isinstance(entry, dict) and entry.get("id")] if isinstance(values, list) else []


def matches(lines: list[str], organisations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The organisations that the lines of a head name.

    All lines together are one name, or the first ones name the body above it.
    """
    for start in range(len(lines)):
        wanted = key(" ".join(lines[start:]))
        if found := [each for each in organisations if wanted in (key(str(each.get("name", ""))), key(str(each.get("short", ""))))]:
            return found
    return []


def key(name: str) -> str:
    """A name as it is compared: without case and abbreviations, every tone in one place."""
    words = " ".join(SHORT.get(word, word) for word in WORD.findall(name.lower()))
    return " ".join(accent_key(word) for word in words.split())
