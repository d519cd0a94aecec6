"""What a provider is: the protocol that plugins, tests and the router agree on.

A provider turns one `DraftRequest` into one `Completion`, or raises `ProviderError` with a category.
It does not retry, does not fall back and does not validate: that is the policy's work (`routing`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, runtime_checkable

from ..schema import ParsedJob, ParsedResume, Usage

FinishReason = Literal["stop", "length", "content_filter", "refusal"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One chat message. Its repr shows the length only. The first `shared` characters are the same in all
    parts of one plan: as far as there a provider with an explicit prompt cache sets its mark."""

    role: Literal["system", "user", "assistant"]
    content: str
    shared: int = 0

    def __repr__(self) -> str:
        return f"Message(role={self.role!r}, <{len(self.content)} chars>)"


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftRequest:
    """One part of a draft to be written.

    `messages` and `schema` (JSON Schema of the answer) are what a language model needs; `resume` and
    `job` are the same material parsed, for providers that work without a model. `part` names the part
    of the plan ("draft" is the whole). `max_tokens` bounds the answer; `temperature` is sent
    explicitly. `shared_schema` allows the answers of all parts of the plan: for a provider whose cached
    prefix begins with the schema, which must be the same bytes in all of them. A provider must not
    change any of it.
    """

    messages: tuple[Message, ...]
    schema: Mapping[str, Any]
    resume: ParsedResume
    job: ParsedJob
    part: str = "draft"
    shared_schema: Mapping[str, Any] | None = None
    schema_name: str = "submit_resume_improvements"
    max_tokens: int = 8_000
    temperature: float = 0.3

    def __repr__(self) -> str:
        return (
            f"DraftRequest(part={self.part!r}, messages={len(self.messages)}, max_tokens={self.max_tokens})"
        )

    def replace(self, **changes: Any) -> DraftRequest:
        """A copy with some fields changed."""
        return dataclasses.replace(self, **changes)


@dataclass(frozen=True, kw_only=True, slots=True)
class Completion:
    """A provider's raw answer: `text` should be the JSON of the draft, and nothing has checked it yet.

    `finish_reason` is "length" where the answer was cut at max_tokens, "content_filter" or "refusal"
    where the server or the model declined. `cost_usd` is None where no price is known.
    """

    text: str
    finish_reason: FinishReason = "stop"
    usage: Usage = field(default_factory=Usage)
    model: str = ""
    request_id: str | None = None
    cost_usd: float | None = None

    def __repr__(self) -> str:
        return f"Completion(<{len(self.text)} chars>, finish_reason={self.finish_reason!r})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Capabilities:
    """What a provider declares about itself; the contract suite checks that it is so.

    `enforces_schema`: the server masks tokens so that the answer matches the schema. `reports_usage`:
    `Completion.usage` is filled. `batches`: parallel requests cost little more time than one.
    `network`: whether it leaves the machine. `last_resort`: it cannot fail for outside reasons and a
    policy keeps no time in reserve behind it.
    """

    enforces_schema: bool = False
    reports_usage: bool = False
    batches: bool = False
    network: bool = True
    last_resort: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One line of `resumemate doctor` about a provider. `ok` is None where it could not be checked."""

    name: str
    ok: bool | None
    detail: str = ""
    fix: str = ""


@runtime_checkable
class Provider(Protocol):
    """A backend that writes drafts. Made by a factory, used by many calls at once, closed once."""

    name: str
    capabilities: Capabilities

    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        """Answer within `timeout` seconds or raise `ProviderError(TIMEOUT)`; when the task is
        cancelled, stop the request on the wire and let `CancelledError` pass."""
        ...

    async def check(self, *, timeout: float) -> list[Check]:
        """What `resumemate doctor` shows: configured, reachable, authorised, model served, ..."""
        ...

    async def aclose(self) -> None:
        """Release connections; called once, after the last call."""
        ...
