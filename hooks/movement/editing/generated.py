"""The files that are made from the schema and committed, so that editors and their tools find them without running anything."""

from __future__ import annotations

import json
from collections.abc import Iterator

from movement.editing import reference, specimen
from movement.schema import COLLECTIONS, json_schema

SCHEMA_FOLDER = "data/_schema"
SPECIMENS = "data/_samples"
REFERENCE = "docs/huong-dan/truong-du-lieu.md"


def files() -> Iterator[tuple[str, str]]:
    """Every such file: its path within the project, and its text."""
    for name in json_schema.NAMES:
        yield f"{SCHEMA_FOLDER}/{name}.json", json.dumps(json_schema.document(name), ensure_ascii=False, indent=1) + "\n"
    for name, collection in COLLECTIONS.items():
        yield f"{SPECIMENS}/{name}{collection.suffix}", specimen.specimen(name)
    yield REFERENCE, reference.page()
