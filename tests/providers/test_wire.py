"""Server-sent events, however the network cuts them, and answers put together from pieces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resumemate_llm.providers.base import Completion
from resumemate_llm.providers.wire import BLANK_RUN, Answer, EventDecoder


class Plain(Answer):
    def read_event(self, event: Mapping[str, Any]) -> None:
        self.add(event["text"])

    def read_whole(self, body: Mapping[str, Any]) -> None:
        self.add(body["text"])

    def completion(self) -> Completion:
        return Completion(text=self.text)


def decoded(stream: bytes, cuts: list[int]) -> list[bytes]:
    decoder, events, start = EventDecoder(), [], 0
    for cut in [*sorted(cut % (len(stream) + 1) for cut in cuts), len(stream)]:
        events += decoder.feed(stream[start:cut])
        start = cut
    return events


LINES = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=20)


@given(
    st.lists(st.lists(LINES, min_size=1, max_size=3), max_size=6),
    st.sampled_from(["\n", "\r\n"]),
    st.lists(st.integers(0, 500)),
)
def test_events_are_the_same_wherever_the_network_cuts(
    events: list[list[str]], end: str, cuts: list[int]
) -> None:
    stream = "".join("".join(f"data: {line}{end}" for line in event) + end for event in events).encode()
    assert decoded(stream, cuts) == ["\n".join(event).encode() for event in events]


@given(st.binary(max_size=300), st.lists(st.integers(0, 300)))
def test_no_bytes_make_the_decoder_fail(stream: bytes, cuts: list[int]) -> None:
    assert decoded(stream, cuts) == decoded(stream, [])


def test_comments_ids_and_event_names_are_no_data() -> None:
    assert decoded(b": ping\n\nevent: x\nid: 1\nretry: 5\ndata:{}\n\n", []) == [b"{}"]


def test_line_separators_of_unicode_inside_a_text_do_not_end_a_line() -> None:
    assert decoded("data: a\u2028b\u0085c\n\n".encode(), []) == ["a\u2028b\u0085c".encode()]


def test_an_unfinished_event_is_not_an_event() -> None:
    assert decoded(b'data: {"a": 1}\n', []) == []


@given(st.lists(st.text(" \n\tx", max_size=300)))
def test_a_flood_is_a_run_of_blanks_across_pieces(pieces: list[str]) -> None:
    answer = Plain("m")
    for piece in pieces:
        answer.add(piece)
    text = "".join(pieces)
    assert answer.flooded == (len(text) - len(text.rstrip()) > BLANK_RUN)
    assert answer.chars == len(text)


def test_the_text_of_a_flood_ends_before_it() -> None:
    answer = Plain("m")
    answer.add('{"a": 1}')
    answer.add(" \n" * BLANK_RUN)
    assert answer.flooded
    assert answer.text == '{"a": 1}'


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["\ud83d", "\ude00"], "\U0001f600"),
        (["a\ud83d", "b"], "a\ufffdb"),
        (["\u00e9", "\u00df"], "\u00e9\u00df"),
    ],
)
def test_surrogates_are_joined_or_replaced(pieces: list[str], text: str) -> None:
    answer = Plain("m")
    for piece in pieces:
        answer.add(piece)
    assert answer.text == text
    answer.text.encode("utf-8")


@given(st.lists(st.text(max_size=20)))
def test_every_text_can_be_stored(pieces: list[str]) -> None:
    answer = Plain("m")
    for piece in pieces:
        answer.add(piece)
    answer.text.encode("utf-8")
