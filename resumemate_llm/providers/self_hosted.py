"""A server of your own that speaks OpenAI's protocol: vLLM, SGLang, llama.cpp, LM Studio, Ollama, RunPod.

The answer's schema is sent as `response_format`. A server that refuses `json_schema` is asked for
`json_object` with the schema inside (llama-cpp-python knows that form), then for plain `json_object`, and
one that refuses that too gets the schema in the prompt alone, where it stands in any case. What was
refused is remembered while the provider lives. No other error leads to a step down.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

import anyio

from ..errors import FailureCategory as F
from ..errors import ProviderError
from ..schema import Usage
from ..schema.dialects import openai_json_schema
from .base import Capabilities, Check, Completion, DraftRequest, FinishReason, Message
from .http_errors import from_body, with_more
from .http_provider import Headers, HttpProvider
from .quiet import quiet_sdk_logs
from .wire import Answer, RawResponse

if TYPE_CHECKING:
    import httpx2

Mode = Literal["json_schema", "json_object with schema", "json_object", "prompt"]

MODES: tuple[Mode, ...] = ("json_schema", "json_object with schema", "json_object", "prompt")
"""How the answer's form is asked for, strictest first."""

_SIDE_TIMEOUT = 2.0
_LEAST_ROOM = 1_024
_SAMPLING: Mapping[str, object] = {"top_p": 1.0, "top_k": -1, "repetition_penalty": 1.0}
_FINISH: Mapping[str, FinishReason] = {
    "length": "length",
    "max_tokens": "length",
    "content_filter": "content_filter",
    "refusal": "refusal",
}
_ABORTED = ("abort", "error", "cancelled")


class SelfHostedProvider(HttpProvider):
    """Drafts from an OpenAI-compatible server.

    `base_url` ends in /v1. `api_key` is sent as `Authorization: Bearer`; `headers` are sent besides it and
    win over it, for platforms that use Authorization themselves; a callable is asked before each request,
    for tokens that expire. `idle_timeout` is how long, in seconds, the server may stall in mid-answer.
    `extra_body` is merged into each request, such as `{"chat_template_kwargs": {...}}`. `structured` is
    the strictest form to ask for. Without `stream` the answer comes in one piece: that costs the least
    processor time, but nothing shows that the server is alive, and proxies may cut a silent connection.

    All sampling parameters are sent, because a server otherwise takes them from the model's own
    generation_config.json. Raises `MissingExtra` without the extra `[vllm]`, and `ConfigError` for a
    `base_url` that cannot work.
    """

    name = "self-hosted"
    _sdk_name = "openai"
    _extra = "vllm"

    def __init__(  # noqa: PLR0913  settings, all by keyword
        self,
        *,
        base_url: str,
        model: str,
        api_key: str | None = None,
        headers: Headers | None = None,
        idle_timeout: float = 30.0,
        extra_body: Mapping[str, object] | None = None,
        structured: Mode = "json_schema",
        stream: bool = True,
        name: str | None = None,
    ) -> None:
        self.name = name or self.name
        super().__init__(base_url=base_url, model=model, headers=headers, idle_timeout=idle_timeout)
        self._api_key, self._stream = api_key, stream
        self._extra_body = dict(extra_body or {})
        self._mode = MODES.index(structured)
        self._context_length: int | None = None
        self._counts_tokens = True
        self.capabilities = self._capabilities()

    @property
    def mode(self) -> Mode:
        """The form asked for now: as given, or less where the server refused it."""
        return MODES[self._mode]

    async def check(self, *, timeout: float) -> list[Check]:
        """See `Provider.check`: the server's list of models, then two small calls."""
        from .doctor import check_openai

        with quiet_sdk_logs():
            return await check_openai(self, timeout=timeout)

    async def _complete(self, request: DraftRequest, end: float) -> Completion | ProviderError:
        room = await self._room(request, end - anyio.current_time())
        if isinstance(room, ProviderError):
            return room
        return await super()._complete(request.replace(max_tokens=room), end)

    def _request(
        self, client: Any, request: DraftRequest, timeout: httpx2.Timeout
    ) -> AbstractAsyncContextManager[RawResponse]:
        from openai import Omit

        # The messages are in the body too: as a typed argument the SDK walks through them, at a quarter of
        # the CPU time of the whole call.
        headers: dict[str, Any] = self._auth_headers()
        if not any(name.lower() == "authorization" for name in headers):
            headers["Authorization"] = Omit()
        sending: AbstractAsyncContextManager[RawResponse] = (
            client.chat.completions.with_streaming_response.create(
                model=self.model,
                messages=[],
                stream=self._stream,
                extra_body=self._body(request),
                extra_headers=headers,
                timeout=timeout,
            )
        )
        return sending

    def _body(self, request: DraftRequest) -> dict[str, object]:
        body: dict[str, object] = {
            "messages": [_chat_message(message) for message in request.messages],
            "max_tokens": request.max_tokens,
            "temperature": request.temperature,
            **_SAMPLING,
        }
        if self._stream:
            body["stream_options"] = {"include_usage": True}
        if response_format := _response_format(self.mode, request):
            body["response_format"] = response_format
        return {name: value for name, value in body.items() if name not in self._refused} | self._extra_body

    def _form(self) -> Mode:
        return self.mode

    def _new_answer(self) -> Answer:
        return ChatAnswer(self.name, self.model)

    def _do_without(self, parameter: str, form: Any) -> bool:
        if parameter == "response_format":
            if form == MODES[-1]:
                return False
            self._mode = max(self._mode, MODES.index(form) + 1)
            self.capabilities = self._capabilities()
            return True
        if parameter in self._refused or parameter not in {"temperature", "stream_options", *_SAMPLING}:
            return False
        self._refused.add(parameter)
        return True

    def _capabilities(self) -> Capabilities:
        enforces = self.mode in ("json_schema", "json_object with schema")
        return Capabilities(enforces_schema=enforces, reports_usage=True, batches=True)

    async def _room(self, request: DraftRequest, left: float) -> int | ProviderError:
        """How many tokens the answer may have, where the server tells its limits; counted only where
        the request could be too long. Two bytes a token is more than any tokenizer needs."""
        limit = self._context_length
        size = sum(len(message.content.encode("utf-8", "replace")) for message in request.messages)
        if not self._counts_tokens or (limit and size / 2 + request.max_tokens <= limit):
            return request.max_tokens
        counted = await self._count_tokens(request, left)
        if counted is None:
            self._counts_tokens = False
            return request.max_tokens
        tokens, self._context_length = counted
        room = self._context_length - tokens
        if room >= min(_LEAST_ROOM, request.max_tokens):
            return min(room, request.max_tokens)
        detail = f"{tokens} tokens of prompt leave {max(room, 0)} of {self._context_length} for the answer"
        return ProviderError(F.CONTEXT_OVERFLOW, detail, provider=self.name)

    async def _count_tokens(self, request: DraftRequest, left: float) -> tuple[int, int] | None:
        """Tokens of the messages and the context's length by vLLM's /tokenize; None where there is no
        such thing."""
        messages = [_chat_message(message) for message in request.messages]
        url = f"{self.base_url.removesuffix('/v1')}/tokenize"
        body = await self._side_question("POST", url, left, {"model": self.model, "messages": messages})
        count, limit = body.get("count"), body.get("max_model_len")
        return (count, limit) if isinstance(count, int) and isinstance(limit, int) and limit > 0 else None

    async def _side_question(self, method: str, url: str, left: float, json: object = None) -> dict[str, Any]:
        """What a side question gives: a JSON object, empty where the server has no answer. It never fails
        and takes a tenth of the time that is `left` at most."""
        import httpx2

        with anyio.move_on_after(min(_SIDE_TIMEOUT, left / 10)):
            try:
                response = await self.ask(method, url, json)
                body = response.json() if response.status_code == 200 else None
            except (httpx2.HTTPError, ValueError, OSError, ProviderError):
                return {}
            return body if isinstance(body, dict) else {}
        return {}

    async def _explained(self, failure: ProviderError) -> ProviderError:
        """A wrong model name is the commonest mistake, so say which names would be right."""
        if failure.category is not F.NOT_FOUND:
            return failure
        listed = await self._side_question("GET", f"{self.base_url}/models", _SIDE_TIMEOUT)
        names = [str(entry.get("id")) for entry in model_entries(listed)][:5]
        known = f"the server has: {', '.join(names)}" if names else "is the base URL right, with its /v1?"
        return with_more(failure, f"no model {self.model!r}; {known}")

    def _auth_headers(self) -> dict[str, str]:
        extra = self._extra_headers()
        if not self._api_key or any(name.lower() == "authorization" for name in extra):
            return extra
        return {"Authorization": f"Bearer {self._api_key}"} | extra

    def _import_sdk(self) -> ModuleType:
        import openai
        import openai.resources.chat

        return openai

    def _new_client(self, sdk: Any) -> Any:
        # Without these two omissions OpenAI's environment variables would be sent to this server.
        unset = {"OpenAI-Organization": sdk.Omit(), "OpenAI-Project": sdk.Omit()}
        return sdk.AsyncOpenAI(
            api_key="sent by each request",
            base_url=self.base_url,
            max_retries=0,
            default_headers=unset,
            http_client=self._http,
        )


def _response_format(mode: Mode, request: DraftRequest) -> dict[str, object] | None:
    if mode == "prompt":
        return None
    if mode == "json_object":
        return {"type": "json_object"}
    schema = openai_json_schema(request.schema)
    if mode == "json_object with schema":
        return {"type": "json_object", "schema": schema}
    return {
        "type": "json_schema",
        "json_schema": {"name": request.schema_name, "schema": schema, "strict": True},
    }


def model_entries(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The entries of an answer of /v1/models."""
    entries = body.get("data")
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _chat_message(message: Message) -> dict[str, str]:
    return {"role": message.role, "content": message.content}


class ChatAnswer(Answer):
    """One answer in OpenAI's chat completions protocol."""

    def __init__(self, provider: str, model: str) -> None:
        super().__init__(model)
        self._provider = provider
        self._reasoning: list[str] = []

    def read_event(self, event: Mapping[str, Any]) -> None:
        if event.get("error") or event.get("object") == "error":
            self.failure = from_body(self._provider, event, request_id=self.request_id)
            return
        self.request_id = self.request_id or event.get("id")
        self.model = event.get("model") or self.model
        self._read_usage(event.get("usage"))
        for choice in (event.get("choices") or ())[:1]:
            self._read_choice(choice, choice.get("delta") or choice.get("message") or {})

    def read_whole(self, body: Mapping[str, Any]) -> None:
        self.read_event(body)
        if not self.failure and not body.get("choices"):
            self.failure = ProviderError(F.SERVER_ERROR, "an answer without choices", provider=self._provider)
        self.ended = True

    def completion(self) -> Completion:
        text = self.text
        return Completion(
            text=text if text.strip() else "".join(self._reasoning),
            finish_reason=self.finish_reason or "stop",
            usage=self.usage,
            model=self.model,
            request_id=self.request_id,
        )

    def _read_usage(self, usage: Mapping[str, Any] | None) -> None:
        if not usage:
            return
        cached = (usage.get("prompt_tokens_details") or {}).get("cached_tokens") or 0
        self.usage = Usage(
            input_tokens=max((usage.get("prompt_tokens") or 0) - cached, 0),
            output_tokens=usage.get("completion_tokens") or 0,
            cache_read_tokens=cached,
        )

    def _read_choice(self, choice: Mapping[str, Any], delta: Mapping[str, Any]) -> None:
        if content := delta.get("content"):
            self.add(content)
        elif reasoning := delta.get("reasoning_content") or delta.get("reasoning"):
            self._reasoning.append(reasoning)
        if refusal := delta.get("refusal"):
            self.add(refusal)
            self.finish_reason = "refusal"
        reason = choice.get("finish_reason")
        if reason in _ABORTED:
            detail = f"finish reason {reason}"
            self.failure = ProviderError(
                F.SERVER_ERROR, detail, provider=self._provider, request_id=self.request_id
            )
        elif reason and self.finish_reason is None:
            self.finish_reason = _FINISH.get(reason, "stop")
