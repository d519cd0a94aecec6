"""Claude, through Anthropic's SDK; also any other server of that protocol, such as vLLM's /v1/messages.

The draft comes as the input of the forced tool `submit_resume_improvements`, as in production, or as
structured output. The stable prefix (tool and system message) is marked for the prompt cache.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

from ..errors import ConfigError, ProviderError
from ..errors import FailureCategory as F
from ..observe.cost import PRICES, Price, cost_usd
from ..schema import Usage
from ..schema.dialects import anthropic_tool_schema
from .base import Capabilities, Check, Completion, DraftRequest, FinishReason, Message
from .http_errors import from_body, with_more
from .http_provider import Headers, HttpProvider
from .quiet import quiet_sdk_logs
from .wire import Answer, RawResponse

if TYPE_CHECKING:
    import httpx2

logger = logging.getLogger(__name__)

Form = Literal["tool", "output_config"]

ANTHROPIC_URL = "https://api.anthropic.com"
DEFAULT_MODEL = "claude-sonnet-4-5-20250929"
_FINISH: Mapping[str, FinishReason] = {"max_tokens": "length", "refusal": "refusal"}
_TOOL_DESCRIPTION = "Hand in the tailored resume, the letter and the assessment."


class ClaudeProvider(HttpProvider):
    """Drafts from Claude.

    `api_key` is Anthropic's; `auth_token` is for other servers of the protocol, which expect
    `Authorization: Bearer`; give one of them. `structured` is "tool" (a forced tool) or "output_config"
    (structured output; the form for vLLM, which enforces it, and does not hold a tool's input to its
    schema). `prices` replaces the price table.
    `headers` and `idle_timeout` are as for `SelfHostedProvider`.

    Raises `MissingExtra` without the extra `[claude]`, and `ConfigError` without a credential or for a
    `base_url` that cannot work.
    """

    name = "claude"
    _sdk_name = "anthropic"
    _extra = "claude"

    def __init__(
        self,
        *,
        api_key: str | None = None,
        auth_token: str | None = None,
        model: str = DEFAULT_MODEL,
        base_url: str | None = None,
        headers: Headers | None = None,
        idle_timeout: float = 30.0,
        structured: Form = "tool",
        prices: Mapping[str, Price] = PRICES,
    ) -> None:
        if bool(api_key) == bool(auth_token):
            raise ConfigError("claude: give exactly one of api_key and auth_token")
        super().__init__(
            base_url=base_url or ANTHROPIC_URL, model=model, headers=headers, idle_timeout=idle_timeout
        )
        self._api_key, self._auth_token = api_key, auth_token
        self._prices = prices
        self._structured: Form = structured
        self.capabilities = self._capabilities()

    @property
    def structured(self) -> Form:
        """The form asked for now: as given, or structured output where the server refused tools."""
        return self._structured

    async def check(self, *, timeout: float) -> list[Check]:
        """See `Provider.check`: whether the model is known, then two small calls."""
        from .doctor import check_anthropic

        with quiet_sdk_logs():
            return await check_anthropic(self, timeout=timeout)

    def _request(
        self, client: Any, request: DraftRequest, timeout: httpx2.Timeout
    ) -> AbstractAsyncContextManager[RawResponse]:
        # Model and messages go into the body directly. For a model near its end of life the SDK would warn
        # at every call by way of Python's warnings, which are errors in many test suites (`_warn_of_end`
        # does it once), and it would walk through the messages to check their types.
        sending: AbstractAsyncContextManager[RawResponse] = client.messages.with_streaming_response.create(
            model="",
            max_tokens=request.max_tokens,
            messages=[],
            stream=True,
            extra_body=self._body(request),
            extra_headers=self._extra_headers(),
            timeout=timeout,
        )
        return sending

    def message_params(self, request: DraftRequest) -> dict[str, object]:
        """What Anthropic's messages API is asked for `request`, as a batch of messages takes it too."""
        return {"max_tokens": request.max_tokens, **self._body(request)}

    def _body(self, request: DraftRequest) -> dict[str, object]:
        """What is sent besides the typed arguments. The SDK has no `temperature` any more; the API takes
        it for most models, and where one refuses it, it is left out from then on."""
        turns = [{"role": m.role, "content": _content(m)} for m in request.messages if m.role != "system"]
        body: dict[str, object] = {"model": self.model, "messages": turns}
        if system := _system(request):
            body["system"] = system
        if "temperature" not in self._refused:
            body["temperature"] = request.temperature
        if self._structured == "output_config":
            schema = anthropic_tool_schema(request.schema)
            return body | {"output_config": {"format": {"type": "json_schema", "schema": schema}}}
        tool = {
            "name": request.schema_name,
            "description": _TOOL_DESCRIPTION,
            "input_schema": _tool_schema(request),
        }
        return body | {"tools": [tool], "tool_choice": {"type": "tool", "name": request.schema_name}}

    def _form(self) -> Form:
        return self._structured

    def _new_answer(self) -> Answer:
        return MessageAnswer(self.name, self.model, self._prices)

    def _do_without(self, parameter: str, form: Any) -> bool:
        if parameter == "tools" and form == "tool":
            self._structured = "output_config"
            self.capabilities = self._capabilities()
            return True
        if parameter == "temperature" and parameter not in self._refused:
            self._refused.add(parameter)
            return True
        return False

    def _capabilities(self) -> Capabilities:
        return Capabilities(reports_usage=True, enforces_schema=self._structured == "output_config")

    async def _explained(self, failure: ProviderError) -> ProviderError:
        if failure.category is not F.NOT_FOUND:
            return failure
        day = self.end_of_life(self._import_sdk())
        told, newer = (f", which is retired on {day}", " to a newer one") if day else ("", "")
        elsewhere = "" if self.base_url == ANTHROPIC_URL else ", or check ANTHROPIC_BASE_URL"
        more = f"no model {self.model!r}{told}; set ANTHROPIC_MODEL{newer}{elsewhere}"
        return with_more(failure, more)

    def _auth_headers(self) -> dict[str, str]:
        own: Mapping[str, str] = (
            self._client.auth_headers
        )  # which header the key goes into is the SDK's matter
        return {"anthropic-version": "2023-06-01"} | dict(own) | self._extra_headers()

    def end_of_life(self, sdk: Any) -> str | None:
        """The day on which Anthropic retires the model, where the installed SDK knows of one."""
        known: Mapping[str, str] = getattr(sdk.resources.messages.messages, "DEPRECATED_MODELS", {})
        return known.get(self.model)

    def _import_sdk(self) -> ModuleType:
        import anthropic
        import anthropic.resources.messages

        return anthropic

    def _new_client(self, sdk: Any) -> Any:
        if day := self.end_of_life(sdk):
            _warn_of_end(self.model, day)
        # The SDK's own spans are off, because routing has one for every attempt.
        return sdk.AsyncAnthropic(
            api_key=self._api_key,
            auth_token=self._auth_token,
            base_url=self.base_url,
            max_retries=0,
            open_telemetry=False,
            http_client=self._http,
        )


@cache
def _warn_of_end(model: str, day: str) -> None:
    """Once for a process and model."""
    logger.warning("model %s reaches its end of life on %s; set ANTHROPIC_MODEL", model, day)


def _system(request: DraftRequest) -> list[dict[str, object]]:
    """The system message as blocks; the last one ends the prefix that the prompt cache keeps."""
    blocks: list[dict[str, object]] = [
        {"type": "text", "text": message.content} for message in request.messages if message.role == "system"
    ]
    if blocks:
        blocks[-1]["cache_control"] = {"type": "ephemeral"}
    return blocks


def _tool_schema(request: DraftRequest) -> Mapping[str, Any]:
    """The schema of the tool's input. Tools stand before everything else in the cached prefix, so all parts
    of a plan bring the same one, which asks for none of its keys: the message names those of the part."""
    if request.shared_schema is None:
        return anthropic_tool_schema(request.schema)
    return {**anthropic_tool_schema(request.shared_schema), "required": []}


def _content(message: Message) -> str | list[dict[str, object]]:
    """A message's text; what it shares with the other parts of a plan as a block of its own, at whose end
    the prompt cache sets its mark."""
    if not 0 < message.shared < len(message.content):
        return message.content
    shared, own = message.content[: message.shared], message.content[message.shared :]
    return [
        {"type": "text", "text": shared, "cache_control": {"type": "ephemeral"}},
        {"type": "text", "text": own},
    ]


class MessageAnswer(Answer):
    """One answer in Anthropic's messages protocol."""

    def __init__(self, provider: str, model: str, prices: Mapping[str, Price]) -> None:
        super().__init__(model)
        self._provider, self._prices = provider, prices
        self._in_tool = False

    def read_event(self, event: Mapping[str, Any]) -> None:
        kind = event.get("type")
        if kind == "content_block_delta":
            self._read_delta(event["delta"])
        elif kind == "content_block_start":
            self._read_block(event["content_block"])
        elif kind == "message_start":
            self._read_message(event["message"])
        elif kind == "message_delta":
            self._read_end(event["delta"].get("stop_reason"), event.get("usage"))
        elif kind == "message_stop":
            self.ended = True
        elif kind == "error" or (kind is None and "error" in event):
            self.failure = from_body(self._provider, event, request_id=self.request_id)

    def read_whole(self, body: Mapping[str, Any]) -> None:
        if body.get("type") != "message":
            self.failure = from_body(self._provider, body, request_id=self.request_id)
            return
        self._read_message(body)
        for block in body["content"]:
            self._read_block(block)
        self._read_end(body.get("stop_reason"), None)
        self.ended = True

    def completion(self) -> Completion:
        return Completion(
            text=self.text,
            finish_reason=self.finish_reason or "stop",
            usage=self.usage,
            model=self.model,
            request_id=self.request_id,
            cost_usd=cost_usd(self.model, self.usage, self._prices),
        )

    def _read_message(self, message: Mapping[str, Any]) -> None:
        self.model = message.get("model") or self.model
        self.request_id = message.get("id") or self.request_id
        self._read_usage(message.get("usage"))

    def _read_block(self, block: Mapping[str, Any]) -> None:
        if block.get("type") == "tool_use":
            self.clear()
            self._in_tool = True
            if block.get("input"):
                self.add(json.dumps(block["input"], ensure_ascii=False))
        elif block.get("type") == "text" and block.get("text") and not self._in_tool:
            self.add(block["text"])

    def _read_delta(self, delta: Mapping[str, Any]) -> None:
        if delta.get("type") == "input_json_delta":
            self.add(delta["partial_json"])
        elif delta.get("type") == "text_delta" and not self._in_tool:
            self.add(delta["text"])

    def _read_end(self, reason: str | None, usage: Mapping[str, Any] | None) -> None:
        self._read_usage(usage)
        if reason == "model_context_window_exceeded":
            self.failure = ProviderError(
                F.CONTEXT_OVERFLOW, reason, provider=self._provider, request_id=self.request_id
            )
        elif reason:
            self.finish_reason = _FINISH.get(reason, "stop")

    def _read_usage(self, usage: Mapping[str, Any] | None) -> None:
        if not usage:
            return
        before = self.usage
        self.usage = Usage(
            input_tokens=usage.get("input_tokens") or before.input_tokens,
            output_tokens=usage.get("output_tokens") or before.output_tokens,
            cache_read_tokens=usage.get("cache_read_input_tokens") or before.cache_read_tokens,
            cache_write_tokens=usage.get("cache_creation_input_tokens") or before.cache_write_tokens,
        )
