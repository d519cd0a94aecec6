"""JSON Schema per kind of server: what is sent is what that server can hold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import jsonschema
import pytest
from pydantic import BaseModel, Field

from resumemate_llm.schema import ProDraft
from resumemate_llm.schema.dialects import anthropic_tool_schema, compact, openai_json_schema, pick


class Item(BaseModel):
    kind: Annotated[str, Field(pattern="^[a-z]+$", max_length=9, description="A kind")]
    size: Annotated[int, Field(ge=0, le=100)]


class Order(BaseModel):
    title: str = Field(description="What\n it is called", examples=["x"])
    items: list[Item] = Field(min_length=1, max_length=5)
    note: str | None = None
    when: Annotated[str, Field(json_schema_extra={"format": "date"})] = "2026-01-01"


class Tree(BaseModel):
    children: list[Tree]


def nodes(schema: Any) -> Iterator[Mapping[str, Any]]:
    """Every subschema, without the names of properties."""
    if isinstance(schema, Mapping):
        yield schema
        for key, value in schema.items():
            children = list(value.values()) if key == "properties" else value
            yield from nodes(children)
    elif isinstance(schema, list):
        for item in schema:
            yield from nodes(item)


DIALECTS = [openai_json_schema, anthropic_tool_schema]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("model", [ProDraft, Order])
def test_objects_are_closed_and_complete_and_nothing_refers_elsewhere(
    dialect: Any, model: type[BaseModel]
) -> None:
    for node in nodes(dialect(model)):
        assert not {"$ref", "$defs", "title", "default", "format", "pattern", "examples", "const"} & set(node)
        if "properties" in node:
            assert node["additionalProperties"] is False
            assert node["required"] == list(node["properties"])


@pytest.mark.parametrize("dialect", DIALECTS)
def test_keys_are_the_contracts_in_its_order(dialect: Any) -> None:
    assert list(dialect()["properties"]) == [field.alias for field in ProDraft.model_fields.values()]
    assert list(dialect()["properties"]["bulletsByRole"]["items"]["properties"])[:2] == ["company", "title"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_schema_is_a_json_schema(dialect: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(dialect())
    json.dumps(dialect())


def test_bounds_stay_for_a_self_hosted_server_and_move_into_words_for_claude() -> None:
    ours, theirs = openai_json_schema(Order), anthropic_tool_schema(Order)
    assert ours["properties"]["items"]["minItems"] == 1
    assert ours["properties"]["items"]["items"]["properties"]["size"]["maximum"] == 100
    bounds = {"minItems", "maxItems", "minimum", "maximum", "minLength", "maxLength"}
    assert not any(bounds & set(node) for node in nodes(theirs))
    items = theirs["properties"]["items"]
    assert sorted(items["description"].split("; ")) == ["at least 1 items", "at most 5 items"]
    size = items["items"]["properties"]["size"]["description"]
    assert sorted(size.split("; ")) == ["at least 0", "at most 100"]


def test_what_no_server_enforces_reliably_stands_in_the_description() -> None:
    kind = openai_json_schema(Order)["properties"]["items"]["items"]["properties"]["kind"]
    assert kind["description"] == "A kind; matching ^[a-z]+$"
    assert openai_json_schema(Order)["properties"]["when"]["description"] == "in the format date"


def test_an_optional_key_is_required_and_may_be_null() -> None:
    schema = openai_json_schema(Order)
    assert "note" in schema["required"]
    assert {"type": "null"} in schema["properties"]["note"]["anyOf"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_plain_schema_is_taken_too_and_adapting_twice_changes_nothing(dialect: Any) -> None:
    once = dialect(Order.model_json_schema())
    assert once == dialect(Order)
    assert dialect(once) == once


def test_adapting_leaves_the_callers_schema_alone() -> None:
    raw = Order.model_json_schema()
    before = json.dumps(raw)
    anthropic_tool_schema(raw)
    assert json.dumps(raw) == before


def test_the_adapted_schema_of_a_model_is_made_once() -> None:
    assert openai_json_schema() is openai_json_schema()


def test_a_schema_that_refers_to_itself_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="Tree refers to itself"):
        openai_json_schema(Tree)


def test_one_of_and_const_become_what_every_server_knows() -> None:
    schema = openai_json_schema({"oneOf": [{"const": 1}, {"type": "string"}]})
    assert schema == {"anyOf": [{"enum": [1]}, {"type": "string"}]}


def test_the_compact_notation_names_every_key_type_and_description() -> None:
    assert compact(Order) == (
        "{\n"
        '  "title": string  // What it is called\n'
        '  "items": [{\n'
        '    "kind": string  // A kind; matching ^[a-z]+$\n'
        '    "size": integer\n'
        "  }]\n"
        '  "note": string | null\n'
        '  "when": string  // in the format date\n'
        "}"
    )


def test_the_compact_notation_is_about_half_of_the_json() -> None:
    assert len(compact()) < 0.55 * len(json.dumps(openai_json_schema(), separators=(",", ":")))


def test_a_part_of_the_schema_holds_the_keys_asked_for_in_the_schemas_order() -> None:
    part = pick(openai_json_schema(), ["radar", "skills"])
    assert list(part["properties"]) == part["required"] == ["skills", "radar"]
    assert part["additionalProperties"] is False
    with pytest.raises(KeyError, match="not in the schema: hobbies"):
        pick(openai_json_schema(), ["hobbies"])
