"""What a listener is told, and what it can never break."""

from __future__ import annotations

import dataclasses
import typing

import pytest

from resumemate_llm.errors import FailureCategory
from resumemate_llm.observe import events
from resumemate_llm.schema import Attempt

KINDS: list[type] = [typing.get_origin(kind) or kind for kind in typing.get_args(events.Event)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_event_is_frozen_keyword_only_and_documented(kind: type) -> None:
    assert not (kind.__doc__ or "").startswith(f"{kind.__name__}("), "that is what a dataclass says by itself"
    assert all(field.kw_only for field in dataclasses.fields(kind))
    event: object = object.__new__(kind)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(event, dataclasses.fields(kind)[0].name, None)


def test_progress_reaches_the_innermost_call_only() -> None:
    outer: list[int] = []
    inner: list[int] = []
    with events.progress_to(outer.append):
        events.tokens_received(1)
        with events.progress_to(inner.append):
            events.tokens_received(2)
        events.tokens_received(3)
    events.tokens_received(4)
    assert (outer, inner) == ([1, 3], [2])


def test_progress_ends_with_its_block_even_after_an_error() -> None:
    heard: list[int] = []
    with pytest.raises(ValueError, match="stop"), events.progress_to(heard.append):
        raise ValueError("stop")
    events.tokens_received(1)
    assert heard == []


def test_an_event_shows_numbers_and_names_but_no_content() -> None:
    attempt = Attempt(
        provider="a", outcome="ok", started_at="2026-01-01T00:00:00+00:00", duration_s=1.0, detail="Jane"
    )
    shown = repr(events.AttemptFinished(part="draft", attempt=attempt))
    assert "Jane" not in shown
    waiting = events.Waiting(part="draft", provider="a", seconds=0.5, reason=FailureCategory.RATE_LIMITED)
    assert "rate_limited" in repr(waiting)
