"""The files that are made from the schema and committed, so that editors and their tools find them without running anything."""

from __future__ import annotations

import json
from collections.abc import Iterator

from movement.schema import json_schema

SCHEMA_FOLDER = "data/_schema"


def files() -> Iterator[tuple[str, str]]:
    """Every such file: its path within the project, and its text."""
    for name in json_schema.NAMES:
        yield f"{SCHEMA_FOLDER}/{name}.json", json.dumps(json_schema.document(name), ensure_ascii=False, indent=1) + "\n"
