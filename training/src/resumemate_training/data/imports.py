"""What another script wrote, production's own above all, as training examples of the contract.

It is tolerant where the meaning is plain, and says what it mended; a line whose meaning is not plain goes to
the rejects with its number and the reason. Nothing is guessed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from resumemate_llm.errors import ProviderError
from resumemate_llm.plan import plan_whole
from resumemate_llm.providers.base import Completion
from resumemate_llm.routing import read_answer
from resumemate_llm.schema import ProDraft

from .. import jsonl
from ..errors import BadLine, DataError
from ..examples import ChatMessage, Example, answer_text, parse, write_examples
from .pairs import Pair

_IDS = UUID("6b0f43c6-4f7d-4b0e-8a2a-4c5a1f0f9b52")
_ROLES = {"human": "user", "gpt": "assistant", "model": "assistant", "ai": "assistant"}


@dataclass(slots=True)
class Imported:
    """What an import made of a file. `mended` counts what was put right, by kind; `refused` are line
    numbers with reasons; `foreign` counts examples with another prompt than the SDK's."""

    examples: list[Example] = field(default_factory=list)
    mended: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[int, str]] = field(default_factory=list)
    foreign: int = 0


def import_file(source: Path, *, domain: str = "unknown", reprompt: bool = False) -> Imported:
    """Read `source`: JSONL, or one JSON array. `domain` is for lines that name none. `reprompt` asks each
    example anew in this SDK's words, where its two texts can be told; a model is then trained on the prompt
    it will be served with.

    Raises `DataError` where the file cannot be read or holds nothing that can be used.
    """
    done = Imported()
    seen: dict[str, int] = {}
    for number, value in _entries(source, done):
        try:
            example = _example(value, source, number, domain, done.mended)
        except BadLine as bad:
            done.refused.append((number, bad.what))
            continue
        if reprompt and not example.has_sdk_prompt:
            example = _reprompted(example, done.mended)
        done.foreign += not example.has_sdk_prompt
        content = jsonl.dumps([message.content for message in example.messages])
        if (first := seen.setdefault(content, number)) != number:
            done.refused.append((number, f"the same as line {first}"))
            continue
        done.examples.append(example)
    if not done.examples:
        why = f"line {done.refused[0][0]}: {done.refused[0][1]}" if done.refused else "it is empty"
        raise DataError(f"nothing in it can be used ({why})", path=source)
    return done


def write(done: Imported, output: Path) -> Path:
    """Write the examples, and the refused lines beside them; returns the path of the latter."""
    rejects = output.with_name(f"{output.stem}.rejects.jsonl")
    write_examples(output, done.examples)
    jsonl.write(rejects, ({"line": number, "reason": reason} for number, reason in done.refused))
    return rejects


def _entries(source: Path, done: Imported) -> Iterator[tuple[int, Any]]:
    """The lines as JSON values with their numbers; a line that is no JSON is refused and the next one read."""
    try:
        text = source.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DataError(f"cannot read: {error.strerror or error}", path=source) from error
    except UnicodeDecodeError as error:
        raise DataError(f"not UTF-8 at byte {error.start}", path=source) from None
    if text.lstrip().startswith("["):
        try:
            yield from enumerate(json.loads(text), 1)
        except json.JSONDecodeError as error:
            raise DataError(f"not JSON: {error.msg} in line {error.lineno}", path=source) from None
        done.mended["a JSON array instead of lines"] += 1
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            said = (
                f"{error.msg} at character {error.pos + 1}"
                if isinstance(error, json.JSONDecodeError)
                else "too deep"
            )
            done.refused.append((number, f"not JSON: {said}"))


def _example(value: Any, source: Path, number: int, domain: str, mended: Counter[str]) -> Example:
    if not isinstance(value, Mapping):
        raise BadLine("a JSON object is expected", path=source, number=number)
    messages = _messages(value, mended)
    data = {
        "id": _id(value, messages, mended),
        "domain": _domain(value, domain, mended),
        "messages": messages,
        "metadata": _metadata(value, mended),
    }
    example = parse(data, source, number, drafts=False)
    try:
        draft = read_answer(Completion(text=example.answer), ProDraft)
    except ProviderError as error:
        what = "; ".join(error.problems[:3]) or error.detail
        raise BadLine(f"the answer is no valid draft: {what}", path=source, number=number) from None
    if (text := answer_text(draft)) == example.answer:
        return example
    mended["answer written in the schema's order, compact"] += 1
    return example.model_copy(
        update={"messages": [*example.prompt, ChatMessage(role="assistant", content=text)]}
    )


def _messages(value: Mapping[str, Any], mended: Counter[str]) -> Any:
    """The messages with plain contents; ShareGPT's names are taken too."""
    held = value.get("messages")
    if held is None and isinstance(value.get("conversations"), list):
        mended["conversations instead of messages"] += 1
        held = [
            {"role": _ROLES.get(str(turn.get("from")), turn.get("from")), "content": turn.get("value")}
            for turn in value["conversations"]
            if isinstance(turn, Mapping)
        ]
    if not isinstance(held, list):
        return held
    return [_message(message, mended) for message in held]


def _message(message: Any, mended: Counter[str]) -> Any:
    if not isinstance(message, Mapping):
        return message
    content = message.get("content")
    if isinstance(content, list):
        parts = [part for part in content if isinstance(part, Mapping)]
        tools = [part["input"] for part in parts if part.get("type") == "tool_use" and "input" in part]
        content = tools[0] if tools else "".join(str(part.get("text", "")) for part in parts)
        mended["content in blocks"] += 1
    elif content is None and (call := _tool_call(message)) is not None:
        content = call
        mended["the answer was a tool call"] += 1
    if isinstance(content, Mapping):
        content = jsonl.dumps(content)
        mended["the answer was an object, not its JSON text"] += 1
    return {"role": message.get("role"), "content": content}


def _tool_call(message: Mapping[str, Any]) -> Any:
    try:
        return message["tool_calls"][0]["function"]["arguments"]
    except (KeyError, IndexError, TypeError):
        return None


def _id(value: Mapping[str, Any], messages: Any, mended: Counter[str]) -> str:
    if isinstance(value.get("id"), str | int) and str(value["id"]).strip():
        return str(value["id"])
    mended["no id: made from the content"] += 1
    return str(uuid5(_IDS, jsonl.dumps(messages)))


def _domain(value: Mapping[str, Any], domain: str, mended: Counter[str]) -> str:
    for name in ("domain", "profession", "industry"):
        if isinstance(value.get(name), str) and value[name].strip():
            return str(value[name]).strip()
    mended[f"no domain: {domain!r}"] += 1
    return domain


def _metadata(value: Mapping[str, Any], mended: Counter[str]) -> dict[str, Any]:
    held = value.get("metadata")
    held = held if isinstance(held, Mapping) else {}
    found = held.get("usage")
    usage: Mapping[str, Any] = found if isinstance(found, Mapping) else {}

    def first(*names: str) -> Any:
        return next((source[name] for source in (held, usage) for name in names if name in source), None)

    tokens = [
        _whole(first(*names))
        for names in (("input_tokens", "inputTokens"), ("output_tokens", "outputTokens"))
    ]
    at, model = first("generated_at", "generatedAt", "timestamp", "created_at"), first("model")
    if None in tokens or not isinstance(at, str) or not isinstance(model, str):
        mended["metadata incomplete: 0 tokens, the time of the import or model 'unknown' put in"] += 1
    return {
        "input_tokens": tokens[0] or 0,
        "output_tokens": tokens[1] or 0,
        "generated_at": at if isinstance(at, str) else datetime.now(UTC).isoformat(timespec="seconds"),
        "model": model if isinstance(model, str) else "unknown",
    }


def _whole(value: Any) -> int | None:
    return (
        int(value) if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 else None
    )


def _reprompted(example: Example, mended: Counter[str]) -> Example:
    texts = example.texts()
    if texts is None:
        mended["not asked anew: its two texts cannot be told apart"] += 1
        return example
    pair = Pair(domain=example.domain, resume=texts[0], job=texts[1], source=example.id)
    try:
        part = plan_whole(*pair.parsed())
    except DataError:
        mended["not asked anew: its texts cannot be used"] += 1
        return example
    prompt = [ChatMessage(role=m.role, content=m.content) for m in part.request.messages]
    answer = ChatMessage(role="assistant", content=_masked(example.draft(), part.mask.hide))
    mended["asked anew in the SDK's words"] += 1
    return example.model_copy(update={"messages": [*prompt, answer]})


def _masked(draft: ProDraft, hide: Callable[[str], str]) -> str:
    """The draft with contact data as the prompt shows it."""

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return hide(value)
        if isinstance(value, list):
            return [walk(item) for item in value]
        return {k: walk(v) for k, v in value.items()} if isinstance(value, dict) else value

    return answer_text(ProDraft.model_validate(walk(draft.model_dump(mode="json", by_alias=True))))
