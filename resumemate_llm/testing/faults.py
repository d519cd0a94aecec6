"""The faults that real servers and models show, as data for `FaultServer`.

`FAULTS` maps a name to a `Fault`. Transport faults concern the connection and the HTTP answer; output
faults concern what the model wrote. Each works in both protocols, OpenAI's and Anthropic's.
"""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Literal
from unittest import mock

from .example import example_draft

Break = Literal[
    "reset", "silence", "cut", "cut_at_end", "stall", "stall_at_end", "malformed", "no_end", "error_event"
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One way to misbehave.

    `status` other than 200 answers with an error body (`code` and `message`, in the protocol's shape).
    `headers` are added. `page` answers with this text and `content_type` instead of the protocol.
    `delay` waits that many seconds before the first byte. `broken` says how the transfer goes wrong,
    after the `after` share of the answer's text where it breaks within the answer. `rewrite` makes the
    model's text from the good one. `finish` is the finish reason in OpenAI's words. `reasoning` sends
    the text as reasoning and leaves the content null. `piece` is how many characters of the text one
    event holds (more where the text is huge), and `pause` how many seconds lie between two of them.
    `ignores_stream` answers in one piece although a stream was asked for.
    """

    name: str = "custom"
    kind: Literal["none", "transport", "output"] = "transport"
    status: int = 200
    code: str = ""
    message: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    page: str | None = None
    content_type: str = "text/html"
    delay: float = 0.0
    broken: Break | None = None
    after: float = 0.5
    rewrite: Callable[[str], str] | None = None
    finish: str = "stop"
    reasoning: bool = False
    piece: int = 400
    pause: float = 0.0
    ignores_stream: bool = False

    def but(self, **changes: Any) -> Fault:
        """A copy with some fields changed."""
        return replace(self, **changes)


def http_error(status: int, message: str = "", *, code: str = "", **headers: str) -> Fault:
    """An HTTP error; keyword arguments are headers, with underscores for hyphens."""
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Fault(
        name=f"http_{status}", status=status, message=message or "Test error", code=code, headers=pairs
    )


def _edited(edit: Callable[[dict[str, Any]], object]) -> Callable[[str], str]:
    def rewrite(text: str) -> str:
        data = json.loads(text)
        edit(data)
        return json.dumps(data, ensure_ascii=False)

    return rewrite


def _wrong_types(data: dict[str, Any]) -> None:
    if "radar" not in data:  # a part of a draft
        data.update(dict.fromkeys(data, 7))
        return
    data.update(summary=7, skills="SQL", radar={**data["radar"], "overall": "high"}, nextActions=None)


def _empty_lists(data: dict[str, Any]) -> None:
    data.update({key: [] for key, value in data.items() if isinstance(value, list)})


def _schema_echo(_: str) -> str:
    return json.dumps(type(example_draft()).model_json_schema())


def _duplicate_keys(text: str) -> str:
    return '{"headline": "first", "summary": "first",' + text.lstrip().removeprefix("{")


def _between_words(inserted: str) -> Callable[[str], str]:
    """Puts something between words, which stand inside the strings of a JSON text."""
    return lambda text: re.sub(r"(?<=[a-z]) (?=[a-z])", lambda _: f"{inserted} ", text, count=5)


_OTHER_DOCUMENT = json.dumps({"invoice": 17, "lines": [{"item": "paper", "price": 4.5}], "paid": False})
_PAGE = "<!DOCTYPE html><html><head><title>Bad gateway</title></head><body>Try again later</body></html>"
_REFUSAL = "I'm sorry, but I can't help with rewriting this resume."
_OVERFLOW = (
    "This model's maximum context length is 16384 tokens. However, you requested 8000 output tokens and your "
    "prompt contains 20000 input tokens, for a total of 28000 tokens. Please reduce the length of the input "
    "prompt or the number of requested output tokens."
)

_TRANSPORT = {
    "rate_limited": http_error(429, code="rate_limit_exceeded"),
    "rate_limited_briefly": http_error(429, code="rate_limit_exceeded", retry_after="1"),
    "rate_limited_for_an_hour": http_error(429, code="rate_limit_exceeded", retry_after="3600"),
    "quota_exhausted": http_error(429, "You exceeded your current quota", code="insufficient_quota"),
    "server_error": http_error(500),
    "bad_gateway": http_error(502),
    "unavailable": http_error(503),
    "gateway_timeout": http_error(504),
    "overloaded": http_error(529, code="overloaded_error"),
    "unauthorised": http_error(401),
    "forbidden": http_error(403),
    "unknown_model": http_error(404, "The model `x` does not exist.", code="NotFoundError"),
    "context_overflow": http_error(400, _OVERFLOW, code="BadRequestError"),
    "filtered_request": http_error(
        400, "The prompt was filtered due to the content management policy.", code="content_filter"
    ),
    "bad_request": http_error(400, "A field is not as it should be."),
    "no_json_schema": http_error(400, "response_format of type json_schema is not supported here."),
    "redirect": http_error(307, location="http://127.0.0.1:9/elsewhere"),
    "reset": Fault(broken="reset"),
    "silence": Fault(broken="silence"),
    "slow_first_byte": Fault(delay=0.15),
    "cut_body": Fault(broken="cut"),
    "cut_before_end_mark": Fault(broken="cut_at_end", after=1.0),
    "stalled_after_the_end": Fault(broken="stall_at_end", after=1.0),
    "stalled_body": Fault(broken="stall"),
    "malformed_event": Fault(broken="malformed"),
    "no_end_mark": Fault(broken="no_end"),
    "error_in_stream": Fault(broken="error_event"),
    "page": Fault(page=_PAGE),
}
_OUTPUT = {
    "fenced": Fault(rewrite=lambda text: f"```json\n{text}\n```"),
    "prose_around": Fault(rewrite=lambda text: f"Here is the tailored resume:\n{text}\nI hope this helps!"),
    "truncated": Fault(rewrite=lambda text: text[: len(text) // 2], finish="length"),
    "blank_flood": Fault(rewrite=lambda text: text[:200] + " \n" * 20_000, finish="length"),
    "schema_echoed": Fault(rewrite=_schema_echo),
    "reasoning_only": Fault(reasoning=True),
    "control_characters": Fault(rewrite=_between_words("\x1f")),
    "wrong_types": Fault(rewrite=_edited(_wrong_types)),
    "missing_keys": Fault(
        rewrite=_edited(lambda data: [data.pop(key) for key in list(data)[1::3] or list(data)])
    ),
    "extra_keys": Fault(rewrite=_edited(lambda data: data.update(mood="good", notes=[1, {"a": None}]))),
    "empty_lists": Fault(rewrite=_edited(_empty_lists)),
    "duplicate_keys": Fault(rewrite=_duplicate_keys),
    "not_a_number": Fault(rewrite=lambda text: re.sub(r'("overall": ?)\d+', r"\1NaN", text)),
    "lone_surrogates": Fault(rewrite=_between_words("\\ud83d")),
    "huge": Fault(rewrite=lambda text: text[:-1] + ', "padding": "' + "x" * 10_000_000 + '"}'),
    "other_document": Fault(rewrite=lambda _: _OTHER_DOCUMENT),
    "refusal_in_words": Fault(rewrite=lambda _: _REFUSAL),
    "refused": Fault(rewrite=lambda _: _REFUSAL, finish="refusal"),
    "filtered_answer": Fault(rewrite=lambda text: text[:100], finish="content_filter"),
    "empty": Fault(rewrite=lambda _: ""),
}

FAULTS: Mapping[str, Fault] = MappingProxyType(
    {"ok": Fault(name="ok", kind="none")}
    | {name: fault.but(name=name) for name, fault in _TRANSPORT.items()}
    | {name: fault.but(name=name, kind="output") for name, fault in _OUTPUT.items()}
)
"""Every fault by its name, and "ok", which is none."""


@contextmanager
def unresolvable_host(host: str = "no-such-host.invalid") -> Iterator[str]:
    """A host name whose lookup fails at once, without asking any name server; yields its http URL."""
    lookup = socket.getaddrinfo

    def refuse(name: Any, *args: Any, **kwargs: Any) -> Any:
        if name in (host, host.encode()):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return lookup(name, *args, **kwargs)

    with mock.patch.object(socket, "getaddrinfo", refuse):
        yield f"http://{host}"
