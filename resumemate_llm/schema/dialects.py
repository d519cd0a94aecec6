"""JSON Schema as each kind of server takes it, made from the models in `schema.draft`.

A server never gets pydantic's schema as it is: vLLM's grammar back ends do not know `$ref` in every
place, silently drop `format` and some `pattern`s, and Anthropic's API refuses bounds. So every dialect
is an explicit rewrite, what a dialect cannot say moves into the description that the model reads, and
the answer is validated locally afterwards in any case.

All three take a pydantic model or a JSON Schema (not to be changed afterwards) and keep the wire's
camelCase keys:

* `openai_json_schema`: for `response_format` of vLLM, SGLang, llama.cpp, LM Studio and OpenAI itself;
* `anthropic_tool_schema`: for a tool's `input_schema` or for `output_config`;
* `compact`: for the text of a prompt, in a notation close to TypeScript, half as long.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from .draft import ProDraft

Schema = Mapping[str, Any]
Source = type[BaseModel] | Schema

_NOISE = frozenset({"title", "default", "examples", "$defs", "$schema", "$id", "deprecated", "readOnly"})
_BOUNDS = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "exclusiveMinimum": "more than {}",
    "exclusiveMaximum": "less than {}",
    "multipleOf": "a multiple of {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "uniqueItems": "no item twice",
}
_PATTERNS = {"pattern": "matching {}", "format": "in the format {}"}


def openai_json_schema(source: Source = ProDraft) -> Schema:
    """The schema for an OpenAI-compatible server's `response_format`.

    References are inlined, every property is required (optional ones may be null), no other keys are
    allowed, and `format` and `pattern` stand in the description. Bounds stay: vLLM's back ends
    (xgrammar, guidance) honour them. Raises `ValueError` for a schema that refers to itself.
    """
    return _adapted(source, _for_openai, _openai_cached)


def anthropic_tool_schema(source: Source = ProDraft) -> Schema:
    """The schema for Anthropic's `input_schema` or `output_config.format`: as `openai_json_schema`,
    with the bounds in the descriptions too, because the API answers 400 to most of them."""
    return _adapted(source, _for_anthropic, _anthropic_cached)


def compact(source: Source = ProDraft) -> str:
    """The schema as text for a prompt: one line a key, its type, and its description as a comment."""
    if isinstance(source, type):
        return _compact_cached(source)
    return _notation(openai_json_schema(source), 0)


def pick(schema: Schema, keys: Collection[str]) -> Schema:
    """The part of an object schema with these top-level keys, in the schema's order.

    Raises `KeyError` for a key the schema does not have.
    """
    properties = schema["properties"]
    if unknown := set(keys) - set(properties):
        raise KeyError(f"not in the schema: {', '.join(sorted(unknown))}")
    kept = {name: value for name, value in properties.items() if name in keys}
    return {**schema, "properties": kept, "required": [n for n in schema["required"] if n in kept]}


_recent: dict[tuple[object, int], tuple[Schema, Schema]] = {}
_RECENT = 64


def _adapted(source: Source, adapt: Callable[[Schema], Schema], cached: Callable[..., Schema]) -> Schema:
    """Requests bring the same few schema objects again and again; the last ones are kept with their result.
    A kept object cannot die, so no other one can have its id."""
    if isinstance(source, type):
        return cached(source)
    key = (adapt, id(source))
    kept = _recent.get(key)
    if kept is None or kept[0] is not source:
        if len(_recent) >= _RECENT:
            _recent.clear()
        kept = _recent[key] = (source, adapt(source))
    return kept[1]


@lru_cache(maxsize=32)
def _openai_cached(model: type[BaseModel]) -> Schema:
    return _for_openai(model.model_json_schema(by_alias=True))


@lru_cache(maxsize=32)
def _anthropic_cached(model: type[BaseModel]) -> Schema:
    return _for_anthropic(model.model_json_schema(by_alias=True))


@lru_cache(maxsize=32)
def _compact_cached(model: type[BaseModel]) -> str:
    return _notation(_openai_cached(model), 0)


def _for_openai(schema: Schema) -> Schema:
    return _rewrite(schema, schema.get("$defs", {}), _PATTERNS, ())


def _for_anthropic(schema: Schema) -> Schema:
    return _rewrite(schema, schema.get("$defs", {}), _PATTERNS | _BOUNDS, ())


def _rewrite(node: Schema, defs: Schema, moved: Mapping[str, str], seen: tuple[str, ...]) -> dict[str, Any]:
    if "$ref" in node:
        name = str(node["$ref"]).rpartition("/")[2]
        if name in seen:
            raise ValueError(f"the schema of {name} refers to itself; no server's grammar can hold that")
        rest = {key: value for key, value in node.items() if key != "$ref"}
        return _rewrite({**defs[name], **rest}, defs, moved, (*seen, name))
    result: dict[str, Any] = {}
    notes: list[str] = []
    for key, value in node.items():
        if key in moved:
            notes.append(moved[key].format(value))
        elif key not in _NOISE:
            result[_RENAMED.get(key, key)] = _rewrite_value(key, value, defs, moved, seen)
    if notes:
        result["description"] = "; ".join(filter(None, [result.get("description", ""), *notes]))
    if "const" in result:
        result["enum"] = [result.pop("const")]
    if "properties" in result:
        result["required"] = list(result["properties"])
        result["additionalProperties"] = False
    return result


_RENAMED = {"oneOf": "anyOf"}


def _rewrite_value(
    key: str, value: Any, defs: Schema, moved: Mapping[str, str], seen: tuple[str, ...]
) -> Any:
    if key == "properties":
        return {name: _rewrite(child, defs, moved, seen) for name, child in value.items()}
    if key in {"anyOf", "oneOf", "allOf", "prefixItems"}:
        return [_rewrite(child, defs, moved, seen) for child in value]
    if key in {"items", "additionalProperties"} and isinstance(value, Mapping):
        return _rewrite(value, defs, moved, seen)
    return value


def _notation(node: Schema, depth: int, comment: str = "") -> str:
    if "properties" in node:
        pad = "  " * (depth + 1)
        lines = [f"{pad}{_property(name, child, depth + 1)}" for name, child in node["properties"].items()]
        return "{" + comment + "\n" + "\n".join(lines) + "\n" + "  " * depth + "}"
    if node.get("type") == "array" and "properties" in node.get("items", {}):
        return f"[{_notation(node['items'], depth, comment)}]"
    return _scalar(node) + comment


def _property(name: str, node: Schema, depth: int) -> str:
    description = " ".join(str(node.get("description", "")).split())
    return f"{json.dumps(name)}: {_notation(node, depth, f'  // {description}' if description else '')}"


def _scalar(node: Schema) -> str:
    if "anyOf" in node:
        return " | ".join(_notation(child, 0) for child in node["anyOf"])
    if "enum" in node:
        return " | ".join(json.dumps(value, ensure_ascii=False) for value in node["enum"])
    if node.get("type") == "array":
        return f"[{_notation(node.get('items', {}), 0)}]"
    return str(node.get("type", "any"))
