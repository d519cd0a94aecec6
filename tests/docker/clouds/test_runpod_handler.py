"""The queue worker's handler alone: pieces of streams, errors, jobs that are refused. What runs it is in
test_runpod_worker.py."""

from __future__ import annotations

import itertools
import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from .scripts import load

handler = load("runpod/handler.py")


def pieces(chunks: Sequence[bytes]) -> list[str]:
    async def run() -> list[str]:
        async def arriving() -> AsyncIterator[bytes]:
            for chunk in chunks:
                yield chunk

        return [piece async for piece in handler._events(arriving())]

    return anyio.run(run)


events = st.lists(st.text(min_size=1).filter(lambda text: "\n" not in text and "\r" not in text), min_size=1)


@given(events, st.data())
def test_however_the_network_cuts_a_stream_its_pieces_are_whole_events(texts: list[str], data: Any) -> None:
    stream = "".join(f"data: {text}\n\n" for text in texts).encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    edges = [0, *cuts, len(stream)]
    found = pieces([stream[start:end] for start, end in itertools.pairwise(edges)])
    assert "".join(found).encode() == stream
    assert all(piece.endswith("\n\n") for piece in found)


def test_what_follows_the_last_event_is_not_lost() -> None:
    assert pieces([b"data: a\n\nda", b"ta: b"]) == ["data: a\n\n", "data: b"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('{"error": {"message": "too long", "type": "BadRequestError"}}', "too long"),
        ('{"error": "Unauthorized"}', "Unauthorized"),
        ("<html>", "no reason given"),
        ("[]", "no reason given"),
    ],
)
def test_an_error_keeps_the_server_s_words_and_gets_its_status(body: str, message: str) -> None:
    error = json.loads(handler._refusal(400, body)["error"])
    assert (error["message"], error["code"]) == (message, 400)


@pytest.mark.parametrize(
    "job", [{}, {"input": None}, {"input": {"openai_route": "/pause"}}, {"input": "text"}]
)
def test_a_job_for_nothing_that_is_served_is_refused(job: dict[str, Any]) -> None:
    async def run() -> list[Any]:
        return [answer async for answer in handler.handler(job)]

    (answer,) = anyio.run(run)
    assert json.loads(answer["error"])["code"] == 400
