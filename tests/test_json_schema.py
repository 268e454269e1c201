"""The schema as JSON Schema: every key with its Vietnamese words, and nothing private in what is published."""

from __future__ import annotations

from typing import Any

import pytest

import generate_data  # noqa: F401  # puts the core on the path
from movement.schema import COLLECTIONS, VOCABULARIES
from movement.schema.json_schema import json_schema

CLASSES = {**{name: collection.schema for name, collection in COLLECTIONS.items()}, **VOCABULARIES}


def properties(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Every key of a schema and of its parts."""
    parts = (schema, *schema.get("$defs", {}).values())
    return [(name, field) for part in parts for name, field in part.get("properties", {}).items()]


@pytest.mark.parametrize("name", CLASSES)
def test_every_key_has_vietnamese_words_and_no_null(name: str) -> None:
    for key, field in properties(json_schema(CLASSES[name])):
        assert field["title"], key
        assert "null" not in str(field), key


def test_a_closed_list_says_what_its_values_mean() -> None:
    states = json_schema(CLASSES["models"])["$defs"]["WorkState"]["oneOf"]
    assert {"const": "paused", "title": "Tạm ngừng"} in states


def test_a_reference_says_whose_id_it_is() -> None:
    found = json_schema(CLASSES["models"])["properties"]
    assert found["carries_out"]["items"]["x-collection"] == "directives"


def test_what_is_private_is_for_editors_only() -> None:
    keys = {mode: {key for key, _ in properties(json_schema(CLASSES["commendations"], mode))} for mode in ("validation", "serialization")}
    assert keys["validation"] - keys["serialization"] >= {"minor", "naming_basis"}
