"""From what went wrong on the wire to a `ProviderError`: one mapping for every HTTP provider.

A server's own words are read to find the category, and never repeated: a message may quote the request.
What is kept of them is the status, and error codes that have the shape of an identifier. The messages
looked for are those of vLLM (all versions since 0.10), SGLang, llama.cpp, LM Studio, Ollama, TGI, RunPod,
OpenAI and Anthropic.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from math import isfinite
from typing import Any

from ..errors import FailureCategory as F
from ..errors import ProviderError

_OVERFLOW = re.compile(
    r"context[_ ]length[_ ]exceeded|exceed_context_size|context size|context window|maximum context length"
    r"|max_model_len|longer than the model's context|maximum allowed length|prompt is too long"
    r"|exceed(?:s|ed)? (?:the )?(?:context|maximum (?:input|sequence|number of tokens))"
    r"|input length .*exceeds|max_new_tokens\W{1,3}must be <=|loaded with context length"
    r"|reduce the length of the (?:messages|input|prompt)",
)
_QUOTA = re.compile(
    r"insufficient_quota|billing|credit balance|exceeded your current quota|quota_exceeded|payment"
)
_FILTER = re.compile(r"content_filter|content_policy|content management policy|responsibleaipolicy")
_NO_MODEL = re.compile(
    r"model_not_found|model .{0,120}(?:does not exist|not found|is not loaded)|no models? loaded"
)
_NO_WORKER = re.compile(r"no workers? available|no available server|overloaded")
_PARAMETERS = {
    "response_format": re.compile(
        r"response_format|json_schema|json schema|json_object|structured output|guided|grammar"
        r"|input should be 'text'"
    ),
    "tools": re.compile(r"tool_choice|tool-call-parser|tool_calls|\btools\b"),
    "stream_options": re.compile(r"stream_options"),
    "temperature": re.compile(r"temperature"),
    "top_p": re.compile(r"top_p"),
    "top_k": re.compile(r"top_k"),
    "repetition_penalty": re.compile(r"repetition_penalty"),
}
_UNKNOWN_FORM = re.compile(r"response_format|input should be 'text' or 'json_object'")
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_.]{1,47}")
_BY_STATUS = {
    400: F.REJECTED,
    401: F.AUTH,
    402: F.QUOTA_EXHAUSTED,
    403: F.AUTH,
    404: F.NOT_FOUND,
    408: F.TIMEOUT,
    413: F.CONTEXT_OVERFLOW,
    429: F.RATE_LIMITED,
    503: F.OVERLOADED,
    504: F.TIMEOUT,
    529: F.OVERLOADED,
}
_BY_TYPE = {
    "authentication_error": 401,
    "permission_error": 403,
    "billing_error": 402,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "api_error": 500,
    "timeout_error": 504,
    "overloaded_error": 529,
}


class ParameterRefused(ProviderError):
    """REJECTED because of one `parameter` of the request that the server does not know or support."""

    parameter: str = ""


def from_status(
    provider: str, status: int, headers: Mapping[str, str], body: object, *, request_id: str | None = None
) -> ProviderError:
    """The error for an HTTP answer other than 200. `body` is the parsed JSON, or the text."""
    codes, words = _read(body)
    category = _by_words(status, " ".join([*codes, words]).lower())
    detail = ", ".join([f"HTTP {status}", *codes])
    refused = _refused_parameter(status, words) if category in (F.REJECTED, F.SERVER_ERROR) else None
    category = F.REJECTED if refused else category
    kind = ParameterRefused if refused else ProviderError
    error = kind(
        category,
        f"{detail}, refused: {refused}" if refused else detail,
        provider=provider,
        status=status,
        retry_after=retry_after(headers),
        request_id=request_id,
    )
    if isinstance(error, ParameterRefused):
        error.parameter = refused or ""
    return error


def from_body(provider: str, body: Mapping[str, Any], *, request_id: str | None = None) -> ProviderError:
    """The error for an error object that came with HTTP 200: inside a stream, or as the whole answer."""
    inner = body.get("error")
    error: Mapping[str, Any] = inner if isinstance(inner, Mapping) else {}
    code = error.get("code", body.get("code"))
    by_type = _BY_TYPE.get(str(error.get("type")), 500)
    status = code if isinstance(code, int) and 400 <= code < 600 else by_type
    return from_status(provider, status, {}, body, request_id=request_id)


def from_transport(provider: str, error: BaseException) -> ProviderError | None:
    """The error for a connection that failed or broke; None where `error` is no matter of the network."""
    causes = tuple(_causes(error))
    for kinds, category, detail in _transport_table():
        if any(isinstance(cause, kinds) for cause in causes):
            return ProviderError(category, detail, provider=provider)
    return None


@cache
def _transport_table() -> list[tuple[tuple[type[BaseException], ...], F, str]]:
    """What to look for among an error's causes, the most telling first."""
    import httpx2

    return [
        ((httpx2.ConnectTimeout, httpx2.PoolTimeout), F.CONNECT, "no connection in time"),
        ((httpx2.TimeoutException,), F.TIMEOUT, "the server went silent"),
        ((ssl.SSLCertVerificationError,), F.CONNECT, "TLS: the certificate is not trusted"),
        ((ssl.SSLError,), F.CONNECT, "TLS: the handshake failed"),
        ((socket.gaierror,), F.CONNECT, "the host name was not found"),
        ((httpx2.ConnectError,), F.CONNECT, "no connection"),
        ((httpx2.InvalidURL, httpx2.UnsupportedProtocol), F.REJECTED, "the base URL cannot be used"),
        ((httpx2.DecodingError,), F.SERVER_ERROR, "the answer's encoding is damaged"),
        ((httpx2.TransportError, OSError), F.CONNECT, "the connection broke"),
    ]


def with_more(error: ProviderError, more: str) -> ProviderError:
    """`error` with more said in its detail."""
    return ProviderError(
        error.category,
        f"{error.detail}, {more}",
        provider=error.provider,
        status=error.status,
        retry_after=error.retry_after,
        request_id=error.request_id,
    )


def retry_after(headers: Mapping[str, str], *, now: datetime | None = None) -> float | None:
    """Seconds that the server asked to wait: `Retry-After-Ms`, or `Retry-After` as seconds or as a date.

    A date is read against the server's own `Date` where there is one, so that two clocks need not agree.
    """
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    value = headers.get("retry-after")
    seconds = _number(value)
    if seconds is not None or not value:
        return seconds
    then = _date(value)
    if then is None:
        return None
    reference = _date(headers.get("date", "")) or now or datetime.now(UTC)
    return max(0.0, (then - reference).total_seconds())


def _by_words(status: int, words: str) -> F:
    if status not in (401, 403, 429) and _OVERFLOW.search(words):
        return F.CONTEXT_OVERFLOW
    if status in (400, 402, 403, 429) and _QUOTA.search(words):
        return F.QUOTA_EXHAUSTED
    if status in (400, 403, 422) and _FILTER.search(words):
        return F.CONTENT_FILTER
    if status in (400, 404, 422) and _NO_WORKER.search(words):
        return F.OVERLOADED
    if status in (400, 422) and _NO_MODEL.search(words):
        return F.NOT_FOUND
    return _BY_STATUS.get(status, F.SERVER_ERROR if status >= 500 else F.REJECTED)


def _refused_parameter(status: int, words: str) -> str | None:
    """The parameter that an error is about. llama-cpp-python answers 500 to a form that it does not know."""
    lowered = words.lower()
    if status in (400, 422, 501):
        return next((name for name, pattern in _PARAMETERS.items() if pattern.search(lowered)), None)
    return "response_format" if status == 500 and _UNKNOWN_FORM.search(lowered) else None


def _read(body: object) -> tuple[list[str], str]:
    """The codes of an error body that are identifiers, and all its words together.

    Known shapes: {"error": {...}}, {"error": "text"}, {"detail": ...}, the inner object alone, text.
    """
    if not isinstance(body, Mapping):
        return [], str(body or "")[:4_000]
    inner = body.get("error", body)
    if not isinstance(inner, Mapping):
        inner = {"message": inner}
    codes = [inner[key] for key in ("type", "code") if isinstance(inner.get(key), str)]
    shown = list(dict.fromkeys(code for code in codes if _IDENTIFIER.fullmatch(code)))
    texts = [inner.get(key) for key in ("message", "param")] + [body.get("message"), body.get("detail")]
    return shown, " ".join(str(text)[:4_000] for text in texts if text)


def _number(value: str | None) -> float | None:
    try:
        number = float(value or "nan")
    except ValueError:
        return None
    return max(0.0, number) if isfinite(number) else None


def _date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error, what it was raised from or after, and the members of groups among these."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        current = waiting.pop()
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        waiting += [current.__cause__, current.__context__]
        if isinstance(current, BaseExceptionGroup):
            waiting += current.exceptions
