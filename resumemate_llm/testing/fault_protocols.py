"""How the fault server says things in OpenAI's chat completions and in Anthropic's messages protocol."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from ..plan.project import ROLE_KEY, fit
from ..schema import ProDraft
from .example import example_draft
from .faults import Fault

_ERROR_TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    529: "overloaded_error",
}
_INPUT_TOKENS = 1_200


class Protocol:
    """What differs between the protocols; the texts are the same."""

    content_type = "text/event-stream"

    def error(self, fault: Fault) -> object:
        """The body of an HTTP error."""
        raise NotImplementedError

    def whole(self, text: str, fault: Fault, body: Mapping[str, Any]) -> object:
        """The body of an answer in one piece."""
        raise NotImplementedError

    def begin(self, fault: Fault, body: Mapping[str, Any]) -> Iterable[bytes]:
        """The events before the text."""
        raise NotImplementedError

    def piece(self, text: str, fault: Fault, body: Mapping[str, Any]) -> bytes:
        """The event with a piece of the text."""
        raise NotImplementedError

    def end(self, text: str, fault: Fault, body: Mapping[str, Any]) -> Iterable[bytes]:
        """The events after the text, the end mark last."""
        raise NotImplementedError

    def malformed(self) -> bytes:
        """An event that is no JSON."""
        return b'data: {"choices": [{"delta\n\n'

    def error_event(self) -> bytes:
        """An event that reports an error in mid-stream."""
        raise NotImplementedError

    def schema(self, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The schema that a request asks for."""
        raise NotImplementedError


class _OpenAI(Protocol):
    def error(self, fault: Fault) -> object:
        kind = fault.code or _ERROR_TYPES.get(fault.status, "server_error")
        return {
            "error": {
                "message": fault.message,
                "type": kind,
                "param": None,
                "code": fault.code or fault.status,
            }
        }

    def whole(self, text: str, fault: Fault, body: Mapping[str, Any]) -> object:
        message = {"role": "assistant", **self._content(text, fault)}
        choice = {"index": 0, "message": message, "finish_reason": fault.finish}
        return self._frame(body, "chat.completion", [choice]) | {"usage": self._usage(text)}

    def begin(self, fault: Fault, body: Mapping[str, Any]) -> Iterable[bytes]:
        yield self._chunk(body, {"role": "assistant", "content": ""})

    def piece(self, text: str, fault: Fault, body: Mapping[str, Any]) -> bytes:
        return self._chunk(body, self._content(text, fault))

    def end(self, text: str, fault: Fault, body: Mapping[str, Any]) -> Iterable[bytes]:
        yield self._chunk(body, {}, fault.finish)
        if (body.get("stream_options") or {}).get("include_usage"):
            frame = self._frame(body, "chat.completion.chunk", []) | {"usage": self._usage(text)}
            yield _data(frame)
        yield b"data: [DONE]\n\n"

    def error_event(self) -> bytes:
        return _data({"error": {"message": "Internal error", "type": "InternalServerError", "code": 500}})

    def schema(self, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
        wanted = body.get("response_format") or {}
        schema: Mapping[str, Any] | None = (wanted.get("json_schema") or {}).get("schema")
        return schema

    def _content(self, text: str, fault: Fault) -> dict[str, object]:
        return {"content": None, "reasoning_content": text} if fault.reasoning else {"content": text}

    def _chunk(self, body: Mapping[str, Any], delta: object, finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return _data(self._frame(body, "chat.completion.chunk", [choice]))

    def _frame(self, body: Mapping[str, Any], kind: str, choices: list[Any]) -> dict[str, Any]:
        return {"id": "chatcmpl-test", "object": kind, "model": body.get("model"), "choices": choices}

    def _usage(self, text: str) -> dict[str, int]:
        tokens = len(text) // 4
        return {
            "prompt_tokens": _INPUT_TOKENS,
            "completion_tokens": tokens,
            "total_tokens": _INPUT_TOKENS + tokens,
        }


class _Anthropic(Protocol):
    def error(self, fault: Fault) -> object:
        kind = _ERROR_TYPES.get(fault.status, "api_error")
        return {"type": "error", "error": {"type": kind, "message": fault.message or fault.code}}

    def whole(self, text: str, fault: Fault, body: Mapping[str, Any]) -> object:
        if self._has_tool(body):
            try:
                content = {
                    "type": "tool_use",
                    "id": "toolu_test",
                    "name": self._tool(body),
                    "input": json.loads(text),
                }
            except ValueError:
                content = {"type": "text", "text": text}
        else:
            content = {"type": "text", "text": text}
        message = self._message(body)
        usage = message["usage"] | {"output_tokens": len(text) // 4}
        return message | {"content": [content], "stop_reason": self._stop(fault, body), "usage": usage}

    def begin(self, fault: Fault, body: Mapping[str, Any]) -> Iterable[bytes]:
        yield self._event("message_start", message=self._message(body))
        if self._has_tool(body):
            block = {"type": "tool_use", "id": "toolu_test", "name": self._tool(body), "input": {}}
        else:
            block = {"type": "text", "text": ""}
        yield self._event("content_block_start", index=0, content_block=block)
        yield self._event("ping")

    def piece(self, text: str, fault: Fault, body: Mapping[str, Any]) -> bytes:
        if self._has_tool(body):
            delta = {"type": "input_json_delta", "partial_json": text}
        else:
            delta = {"type": "text_delta", "text": text}
        return self._event("content_block_delta", index=0, delta=delta)

    def end(self, text: str, fault: Fault, body: Mapping[str, Any]) -> Iterable[bytes]:
        yield self._event("content_block_stop", index=0)
        stop = {"stop_reason": self._stop(fault, body), "stop_sequence": None}
        yield self._event("message_delta", delta=stop, usage={"output_tokens": len(text) // 4})
        yield self._event("message_stop")

    def error_event(self) -> bytes:
        return self._event("error", error={"type": "overloaded_error", "message": "Overloaded"})

    def schema(self, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
        output = ((body.get("output_config") or {}).get("format") or {}).get("schema")
        tools = body.get("tools") or [{}]
        schema: Mapping[str, Any] | None = output or tools[0].get("input_schema")
        return schema

    def _event(self, kind: str, **fields: object) -> bytes:
        return f"event: {kind}\n".encode() + _data({"type": kind, **fields})

    def _message(self, body: Mapping[str, Any]) -> dict[str, Any]:
        usage = {
            "input_tokens": 200,
            "cache_creation_input_tokens": 0,
            "cache_read_input_tokens": _INPUT_TOKENS - 200,
            "output_tokens": 1,
        }
        return {
            "id": "msg_test",
            "type": "message",
            "role": "assistant",
            "model": body.get("model"),
            "content": [],
            "stop_reason": None,
            "stop_sequence": None,
            "usage": usage,
        }

    def _stop(self, fault: Fault, body: Mapping[str, Any]) -> str:
        finished = "tool_use" if self._has_tool(body) else "end_turn"
        return {"length": "max_tokens", "refusal": "refusal", "content_filter": "refusal"}.get(
            fault.finish, finished
        )

    def _has_tool(self, body: Mapping[str, Any]) -> bool:
        return bool(body.get("tools"))

    def _tool(self, body: Mapping[str, Any]) -> object:
        return body["tools"][0]["name"]


PROTOCOLS: Mapping[str, Protocol] = MappingProxyType(
    {"/v1/chat/completions": _OpenAI(), "/v1/messages": _Anthropic()}
)
"""The protocol of each generating route."""


_PART = re.compile(r"^Part: ([\w-]+)$", re.MULTILINE)
_ASKED_KEY = re.compile(r'^  "(\w+)": ', re.MULTILINE)


def part_of(body: Any) -> str:
    """The part of a draft that a request asks for; "draft" is the whole."""
    found = _PART.findall(_last_text(body))
    return str(found[-1]) if found else "draft"


def _last_text(body: Any) -> str:
    messages = body.get("messages") if isinstance(body, Mapping) else None
    if not isinstance(messages, list) or not messages or not isinstance(messages[-1], Mapping):
        return ""
    content = messages[-1].get("content")
    blocks = content if isinstance(content, list) else [{"text": content}]
    return str(blocks[-1].get("text")) if blocks and isinstance(blocks[-1], Mapping) else ""


def is_draft_schema(schema: Mapping[str, Any]) -> bool:
    """Whether a schema asks for a draft, or for a part of one."""
    keys = {field.alias for field in ProDraft.model_fields.values()}
    asked = schema.get("properties") or {}
    return bool(asked) and all(key in keys or ROLE_KEY.match(key) for key in asked)


def example_text(schema: Mapping[str, Any] | None, body: Any) -> str:
    """What a good model answers: the example's draft, or what of it the request asks for. Of a schema that
    all parts share, a model takes the keys that the message names."""
    draft = example_draft()
    if schema is None or part_of(body) == "draft":
        return json.dumps(draft.to_wire(), ensure_ascii=False)
    named, roles = set(_ASKED_KEY.findall(_last_text(body))), draft.bullets_by_role
    wire = draft.model_dump(mode="json", by_alias=True)
    wire |= {
        key: roles[(int(found[1]) - 1) % len(roles)].bullets
        for key in named
        if (found := ROLE_KEY.match(key))
    }
    asked = {key: wire[key] for key in schema["properties"] if key in named}
    return json.dumps(fit(asked, schema), ensure_ascii=False)


def instance_of(schema: Mapping[str, Any]) -> object:
    """The plainest value that a schema allows."""
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return instance_of(schema["anyOf"][0])
    if "properties" in schema:
        return {name: instance_of(child) for name, child in schema["properties"].items()}
    if schema.get("type") == "array":
        return [instance_of(schema.get("items", {}))] * schema.get("minItems", 0)
    return {"string": "", "integer": 0, "number": 0, "boolean": False, "object": {}}.get(
        str(schema.get("type"))
    )


def _data(value: object) -> bytes:
    return f"data: {json.dumps(value)}\n\n".encode()
