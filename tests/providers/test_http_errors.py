"""Servers say the same thing in many ways; each message of a known server finds its category."""

from __future__ import annotations

import socket
import ssl
from datetime import UTC, datetime
from itertools import pairwise

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resumemate_llm.errors import FailureCategory as F
from resumemate_llm.providers.http_errors import (
    ParameterRefused,
    from_body,
    from_status,
    from_transport,
    retry_after,
)

OVERFLOWS = {
    "vLLM 0.10": (
        "'max_tokens' or 'max_completion_tokens' is too large: 9000. This model's maximum context"
        " length is 8192 tokens and your request has 900 input tokens (9000 > 8192 - 900)."
    ),
    "vLLM 0.20": (
        "This model's maximum context length is 8192 tokens. However, you requested 8000 output "
        "tokens and your prompt contains at least 900 input tokens, for a total of at least 8900 "
        "tokens. Please reduce the length of the input prompt or the number of requested output "
        "tokens."
    ),
    "vLLM max_tokens": (
        "max_tokens=9000 cannot be greater than max_model_len=8192. Please request fewer output tokens."
    ),
    "vLLM prompt": (
        "This model's maximum context length is 8192 tokens. However, your prompt contains 9000 "
        "input tokens, which exceeds this limit even without any output tokens."
    ),
    "SGLang": "The input (61709 tokens) is longer than the model's context length (40960 tokens).",
    "SGLang total": "Requested token count exceeds the model's maximum context length of 40960 tokens.",
    "SGLang allowed": "Input length (160062 tokens) exceeds the maximum allowed length (59862 tokens).",
    "llama.cpp": (
        "the request exceeds the available context size. try increasing the context size or "
        "enable context shift"
    ),
    "llama.cpp new": (
        "request (4390 tokens) exceeds the available context size (4096 tokens), try increasing it"
    ),
    "llama-cpp-python": "Requested tokens (2285) exceed context window of 2048",
    "LM Studio": (
        "Trying to keep the first 9000 tokens when context the overflows. However, the model is "
        "loaded with context length of only 4096 tokens, which is not enough."
    ),
    "Ollama": "the input length exceeds the context length",
    "TGI": (
        "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 9000 "
        "inputs tokens"
    ),
    "OpenAI": (
        "This model's maximum context length is 128000 tokens. However, your messages resulted in"
        " 202868 tokens."
    ),
    "Anthropic": "prompt is too long: 250000 tokens > 200000 maximum",
    "Anthropic total": (
        "input length and `max_tokens` exceed context limit: 199000 + 8000 > 200000, decrease input length"
    ),
}


@pytest.mark.parametrize("message", OVERFLOWS.values(), ids=OVERFLOWS)
@pytest.mark.parametrize("status", [400, 500])
def test_a_prompt_that_is_too_long_is_recognised_in_every_servers_words(message: str, status: int) -> None:
    for body in (
        {"error": {"message": message}},
        {"message": message},
        {"error": message},
        {"detail": message},
        message,
    ):
        assert from_status("p", status, {}, body).category is F.CONTEXT_OVERFLOW


@pytest.mark.parametrize(
    ("status", "body", "category"),
    [
        (
            429,
            {"error": {"code": "insufficient_quota", "message": "You exceeded your current quota"}},
            F.QUOTA_EXHAUSTED,
        ),
        (400, {"error": {"message": "Your credit balance is too low to access the API."}}, F.QUOTA_EXHAUSTED),
        (402, {"error": {"type": "billing_error"}}, F.QUOTA_EXHAUSTED),
        (429, {"error": {"message": "Rate limit reached for requests"}}, F.RATE_LIMITED),
        (
            429,
            {"error": {"message": "rate limit: 40000 input tokens; maximum context length"}},
            F.RATE_LIMITED,
        ),
        (401, {"error": "Unauthorized"}, F.AUTH),
        (403, "<html>Forbidden</html>", F.AUTH),
        (404, {"error": {"message": "The model `x` does not exist.", "type": "NotFoundError"}}, F.NOT_FOUND),
        (404, {"error": {"message": 'model "x" not found, try pulling it first'}}, F.NOT_FOUND),
        (400, {"error": "No models loaded. Please load a model."}, F.NOT_FOUND),
        (400, {"error": {"code": "content_filter", "message": "filtered"}}, F.CONTENT_FILTER),
        (400, {"error": "no workers available"}, F.OVERLOADED),
        (503, {"error": {"message": "queue is full"}}, F.OVERLOADED),
        (413, "Request Entity Too Large", F.CONTEXT_OVERFLOW),
        (408, "", F.TIMEOUT),
        (522, "", F.SERVER_ERROR),
        (418, "", F.REJECTED),
        (302, "", F.REJECTED),
        (500, None, F.SERVER_ERROR),
        (500, ["odd"], F.SERVER_ERROR),
        (422, {"detail": [{"loc": ["body", "messages"], "msg": "field required"}]}, F.REJECTED),
    ],
)
def test_status_and_words_together_find_the_category(status: int, body: object, category: F) -> None:
    assert from_status("p", status, {}, body).category is category


@given(
    st.integers(300, 599),
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["error", "message", "type", "code", "param", "detail"]), inner)
        ),
    ),
)
def test_no_body_makes_the_mapping_fail_or_shows_itself(status: int, body: object) -> None:
    error = from_status("p", status, {}, body)
    assert error.status == status
    assert len(error.detail) < 160


@pytest.mark.parametrize("code", ["a b", "Ada Lee, 12 Hill Street", "x" * 60, "<script>", "12345", "tel:+44"])
def test_a_code_is_kept_only_if_it_looks_like_an_identifier(code: str) -> None:
    assert from_status("p", 400, {}, {"error": {"code": code, "type": code}}).detail == "HTTP 400"


@pytest.mark.parametrize(
    ("message", "parameter"),
    [
        ("response_format is not supported", "response_format"),
        ("Grammar error: too complex", "response_format"),
        ("Unrecognized request argument supplied: top_k", "top_k"),
        ("`temperature` may not be set for this model", "temperature"),
        ("requires --tool-call-parser to be set", "tools"),
    ],
)
def test_the_parameter_that_was_refused_is_named(message: str, parameter: str) -> None:
    error = from_status("p", 400, {}, {"error": {"message": message}})
    assert isinstance(error, ParameterRefused)
    assert (error.category, error.parameter) == (F.REJECTED, parameter)


def test_an_overflow_that_mentions_a_parameter_is_an_overflow() -> None:
    message = "response_format: This model's maximum context length is 10 tokens"
    assert not isinstance(from_status("p", 400, {}, {"error": {"message": message}}), ParameterRefused)


@pytest.mark.parametrize(
    ("body", "category"),
    [
        ({"error": {"message": "x", "code": 503}}, F.OVERLOADED),
        ({"error": {"message": "x", "code": 400, "type": "exceed_context_size_error"}}, F.CONTEXT_OVERFLOW),
        ({"object": "error", "message": "boom", "code": 500}, F.SERVER_ERROR),
        ({"error": "boom"}, F.SERVER_ERROR),
        ({"error": {"type": "rate_limit_error"}}, F.RATE_LIMITED),
        ({}, F.SERVER_ERROR),
    ],
)
def test_an_error_with_http_200_is_an_error(body: dict[str, object], category: F) -> None:
    assert from_body("p", body).category is category


NOW = datetime(2026, 2, 4, 10, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "12"}, 12.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": ""}, None),
        ({"retry-after-ms": "1500", "retry-after": "99"}, 1.5),
        ({"retry-after": "Wed, 04 Feb 2026 10:00:30 GMT"}, 30.0),
        ({"retry-after": "Wed, 04 Feb 2026 09:00:00 GMT"}, 0.0),
        ({"retry-after": "Wed, 04 Feb 2026 11:00:30 GMT", "date": "Wed, 04 Feb 2026 11:00:00 GMT"}, 30.0),
        ({"retry-after": "Wednesday, in the morning"}, None),
    ],
)
def test_retry_after_in_all_its_forms(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, now=NOW) == seconds


@given(st.text())
def test_no_retry_after_makes_the_mapping_fail(value: str) -> None:
    seconds = retry_after({"retry-after": value, "date": value}, now=NOW)
    assert seconds is None or seconds >= 0


def chained(*errors: BaseException) -> BaseException:
    for outer, inner in pairwise(errors):
        outer.__cause__ = inner
    return errors[0]


@pytest.mark.parametrize(
    ("error", "category", "detail"),
    [
        (chained(RuntimeError(), httpx2.ConnectTimeout("x")), F.CONNECT, "no connection in time"),
        (chained(RuntimeError(), httpx2.ReadTimeout("x")), F.TIMEOUT, "the server went silent"),
        (chained(httpx2.ConnectError("x"), socket.gaierror(-2)), F.CONNECT, "the host name was not found"),
        (
            chained(httpx2.ConnectError("x"), ssl.SSLCertVerificationError()),
            F.CONNECT,
            "TLS: the certificate is not trusted",
        ),
        (
            chained(httpx2.ConnectError("x"), ExceptionGroup("g", [ConnectionRefusedError()])),
            F.CONNECT,
            "no connection",
        ),
        (httpx2.RemoteProtocolError("x"), F.CONNECT, "the connection broke"),
        (httpx2.ReadError("x"), F.CONNECT, "the connection broke"),
        (ConnectionResetError(), F.CONNECT, "the connection broke"),
        (httpx2.DecodingError("x"), F.SERVER_ERROR, "the answer's encoding is damaged"),
        (httpx2.UnsupportedProtocol("x"), F.REJECTED, "the base URL cannot be used"),
    ],
)
def test_transport_errors_are_found_among_the_causes(error: BaseException, category: F, detail: str) -> None:
    found = from_transport("p", error)
    assert found is not None
    assert (found.category, found.detail) == (category, detail)


@pytest.mark.parametrize("error", [TypeError("a bug"), ValueError(), KeyError("x")])
def test_a_bug_is_not_taken_for_a_network_failure(error: Exception) -> None:
    assert from_transport("p", error) is None
