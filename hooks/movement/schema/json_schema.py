"""The schema classes as JSON Schema: what editors' tools check files by, and what open data promise."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(cls: Any, mode: Literal["validation", "serialization"] = "validation") -> dict[str, Any]:
    """The JSON Schema of a schema class, with its Vietnamese labels.

    In the mode "validation" it has every key an editor may write, in "serialization" those that are published.
    """
    schema = TypeAdapter(cls).json_schema(schema_generator=_Generator, mode=mode)
    for part in (schema, *schema.get("$defs", {}).values()):
        # Names and docstrings of classes: the fields carry the words for readers.
        part.pop("title", None)
        part.pop("description", None)
    return {"$schema": DIALECT, **schema}


class _Generator(GenerateJsonSchema):
    """What is not known is left out of a file, so there is no null; a closed list says what its values mean."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        found = super().default_schema(schema)
        if found.get("default", "") in (None, [], {}):
            del found["default"]
        return found

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        return {"type": "string", "oneOf": [{"const": choice.value, "title": choice.label} for choice in schema["members"]]}

    def union_schema(self, schema: core_schema.UnionSchema) -> JsonSchemaValue:
        found = super().union_schema(schema)
        # A number is read as int or float; JSON knows one kind.
        numbers = [{"type": "integer"}, {"type": "number"}]
        return {"type": "number"} if found.get("anyOf") == numbers else found
