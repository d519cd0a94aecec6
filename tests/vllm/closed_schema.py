"""A draft's schema with a fixed choice for every value, so that a model of noise comes to an end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from resumemate_llm.schema.dialects import Schema, openai_json_schema


def closed_draft_schema() -> Schema:
    """The schema of a draft whose strings are one of two words and whose numbers are one of two."""
    return _closed(openai_json_schema())


def _closed(schema: Schema) -> dict[str, Any]:
    kind = schema.get("type")
    if kind == "string":
        return {"type": "string", "enum": schema.get("enum", ["alpha", "beta"])}
    if kind == "integer":
        return {"type": "integer", "enum": [40, 60]}
    changed = dict(schema)
    if isinstance(items := schema.get("items"), Mapping):
        changed["items"] = _closed(items)
    if "properties" in schema:
        changed["properties"] = {name: _closed(child) for name, child in schema["properties"].items()}
    if "anyOf" in schema:
        changed["anyOf"] = [_closed(child) for child in schema["anyOf"]]
    return changed
