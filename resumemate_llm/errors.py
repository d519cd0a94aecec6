"""Every error this package raises, as one small tree.

::

    ResumeMateError
    ├── InputError                a resume or job text that cannot be used (exit code 2)
    │   ├── EmptyDocument         no text at all
    │   ├── TooLittleText         some text, but not a resume or a job
    │   ├── NoTextLayer           a scanned PDF: pictures of text
    │   ├── EncryptedDocument     needs a password
    │   ├── DocumentTooLarge      over the size limit; refused before it is read
    │   ├── UnreadableDocument    damaged, hostile, or not what its name says
    │   ├── UnsupportedFormat     a kind of file this package does not read
    │   └── JobRejected           the job text was judged and refused
    ├── MissingExtra              a feature whose package is not installed (exit code 3)
    ├── ConfigError               settings or a policy that cannot work (exit code 3)
    │   └── UnknownProvider       a provider's name that nobody registered
    ├── PluginError               a plugin that could not be loaded
    └── ProviderError             one attempt at a provider failed; has a `category`
    AllProvidersFailed            an ExceptionGroup of the ProviderErrors of a whole call

No message, attribute or note of these errors holds text of a resume, of a job or of an answer, nor
a key: only names, lengths, field paths and categories. What to do next is part of the message.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any


class ResumeMateError(Exception):
    """Base of everything this package raises on purpose."""

    exit_code: int = 1


class InputError(ResumeMateError):
    """A document that cannot be used. `what` happened, to which `source`, and the `fix`.

    `source` is a name for the input ("resume", or a file's name), never its text.
    """

    exit_code = 2

    def __init__(self, what: str, *, source: str = "input", fix: str = "") -> None:
        self.what, self.source, self.fix = what, source, fix
        super().__init__(f"{source}: {what}" + (f" {fix}" if fix else ""))

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild_input_error, (type(self), self.what, self.source, self.fix)


def _rebuild_input_error(kind: type[InputError], what: str, source: str, fix: str) -> InputError:
    return kind(what, source=source, fix=fix)


class EmptyDocument(InputError):
    """The document holds no text."""


class TooLittleText(InputError):
    """The document holds too little text to be a resume or a job."""


class NoTextLayer(InputError):
    """A PDF whose pages are pictures: there is no text to read."""


class EncryptedDocument(InputError):
    """The document needs a password."""


class DocumentTooLarge(InputError):
    """The document is over the size limit; it was not read."""


class UnreadableDocument(InputError):
    """The document is damaged, hostile, or not what its name says."""


class UnsupportedFormat(InputError):
    """A kind of file that this package does not read."""


class JobRejected(InputError):
    """The job text was judged and refused; `what` is the reason."""


class MissingExtra(ResumeMateError):
    """A feature needs an optional extra that is not installed; the message names the pip line."""

    exit_code = 3

    def __init__(self, feature: str, extra: str) -> None:
        self.feature, self.extra = feature, extra
        super().__init__(f"{feature} needs an optional part: pip install 'resumemate-llm[{extra}]'")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.feature, self.extra)


class ConfigError(ResumeMateError):
    """Settings, a policy or a combination of arguments that cannot work; the message says the fix."""

    exit_code = 3


class UnknownProvider(ConfigError):
    """A provider's name that no built-in and no plugin registered."""


class PluginError(ResumeMateError):
    """A plugin that could not be loaded or used; the message names the distribution and the fix."""

    exit_code = 3


class FailureCategory(StrEnum):
    """What went wrong in one attempt. `routing` decides by category alone what happens next."""

    RATE_LIMITED = "rate_limited"
    QUOTA_EXHAUSTED = "quota_exhausted"
    OVERLOADED = "overloaded"
    SERVER_ERROR = "server_error"
    CONNECT = "connect"
    TIMEOUT = "timeout"
    AUTH = "auth"
    NOT_FOUND = "not_found"
    CONTEXT_OVERFLOW = "context_overflow"
    REJECTED = "rejected"
    CONTENT_FILTER = "content_filter"
    TRUNCATED = "truncated"
    NOT_JSON = "not_json"
    SCHEMA_INVALID = "schema_invalid"
    QUALITY_REJECTED = "quality_rejected"
    CANCELLED = "cancelled"
    DEADLINE = "deadline"
    CIRCUIT_OPEN = "circuit_open"
    QUEUE_FULL = "queue_full"
    NOT_CONFIGURED = "not_configured"
    UNEXPECTED = "unexpected"


class ProviderError(ResumeMateError):
    """One attempt at a provider failed.

    `category` decides what the policy does. `detail` is a short text about the failure that holds no
    content (a status code, a finish reason, field paths). `retry_after` is in seconds, as the server
    asked. `status` is the HTTP status where there was one. `problems` are the invalid fields of an
    answer as "path: reason" lines, without values.
    """

    def __init__(
        self,
        category: FailureCategory,
        detail: str = "",
        *,
        provider: str = "",
        status: int | None = None,
        retry_after: float | None = None,
        request_id: str | None = None,
        problems: Sequence[str] = (),
    ) -> None:
        self.category, self.detail, self.provider = category, detail, provider
        self.status, self.retry_after, self.request_id = status, retry_after, request_id
        self.problems = tuple(problems)
        super().__init__(f"{provider or 'provider'}: {category.value}" + (f" ({detail})" if detail else ""))

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild_provider_error, (type(self), dict(self.__dict__))


def _rebuild_provider_error(kind: type[ProviderError], state: dict[str, Any]) -> ProviderError:
    return kind(
        state["category"],
        state["detail"],
        provider=state["provider"],
        status=state["status"],
        retry_after=state["retry_after"],
        request_id=state["request_id"],
        problems=state["problems"],
    )


class AllProvidersFailed(ExceptionGroup[ProviderError], ResumeMateError):
    """No provider of the policy gave a valid answer. `exceptions` is the trail, in order.

    `attempts` holds the attempt records (`resumemate_llm.result.Attempt`), billed ones included.
    Raised only by a policy without the deterministic provider; with it a call always ends in a draft.
    """

    exit_code = 4
    attempts: tuple[Any, ...] = ()

    def derive(self, excs: Sequence[ProviderError]) -> AllProvidersFailed:  # type: ignore[override]
        group = AllProvidersFailed(self.message, list(excs))
        group.attempts = self.attempts
        return group
