"""The live line while a call runs."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from resumemate_llm.cli.live import say, watch
from resumemate_llm.errors import FailureCategory
from resumemate_llm.observe.events import (
    AttemptFinished,
    AttemptStarted,
    Done,
    Event,
    FellBack,
    ReAsked,
    Refined,
    RouteEvent,
    TokensReceived,
    Waiting,
)
from resumemate_llm.schema import Attempt

from .results import result

BILLED = Attempt(
    provider="claude", outcome="not_json", started_at="2025-01-01T00:00:00Z", duration_s=2.0, cost_usd=0.021
)
TOLD: list[tuple[RouteEvent | Refined, str]] = [
    (AttemptStarted(part="draft", provider="claude", number=1, timeout=60), "claude writes"),
    (
        AttemptStarted(part="draft", provider="claude", number=2, timeout=60, reask=True),
        "claude corrects its answer",
    ),
    (TokensReceived(part="draft", provider="claude", tokens=812), "claude writes, 812 tokens"),
    (AttemptFinished(part="draft", attempt=BILLED), "claude: not_json"),
    (ReAsked(part="draft", provider="claude", problems=3), "claude: 3 invalid fields, asking again"),
    (
        Waiting(part="draft", provider="claude", seconds=4.2, reason=FailureCategory.RATE_LIMITED),
        "waiting 4 s for claude (rate_limited)",
    ),
    (
        FellBack(part="draft", provider="claude", to="mock", reason=FailureCategory.TIMEOUT),
        "claude: timeout, asking mock",
    ),
    (Refined(findings=2, seconds=0.01), "checked"),
]


@pytest.mark.parametrize(("event", "words"), TOLD, ids=lambda value: type(value).__name__)
def test_every_event_has_words(event: RouteEvent | Refined, words: str) -> None:
    assert say(event) == words


def test_the_cost_so_far_stands_in_the_line_and_the_line_is_gone_at_the_end() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=80)
    answer = result()
    events: list[Event] = [*(event for event, _ in TOLD), Done(result=answer, seconds=2.5)]
    assert watch(events, console) is answer
    assert isinstance(console.file, io.StringIO)
    drawn = console.file.getvalue()
    assert "checked, $0.021 so far" in drawn
    assert drawn.endswith("\x1b[2K")
