"""The second reader in a call: through both real SDKs, within the deadline, and never the end of a call."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

import anthropic
import anyio
import openai
import pytest

from resumemate_llm import AsyncResumeMate, ProResult, ResumeMate, Settings, second_reader
from resumemate_llm.errors import ConfigError
from resumemate_llm.observe.events import AttemptStarted, Done, SecondRead
from resumemate_llm.providers.http_provider import HttpProvider
from resumemate_llm.providers.mock import MockProvider
from resumemate_llm.routing import Policy, Step, reader_step
from resumemate_llm.testing import EXAMPLE_JOB, EXAMPLE_RESUME, FAULTS, Fault, FaultServer, example_draft
from tests.providers.support import claude, self_hosted

IMPORTED = (openai, anthropic)
Make = Callable[..., HttpProvider]
AGREES: Mapping[str, Any] = {"verdict": "agrees", "corrections": [], "unsupportedClaims": []}


@pytest.fixture(params=[self_hosted, claude], ids=["self-hosted", "claude"])
def make(request: pytest.FixtureRequest) -> Make:
    factory: Make = request.param
    return factory


def answers(
    reading: Mapping[str, Any] | Callable[[Mapping[str, Any]], Mapping[str, Any]],
) -> Callable[..., str]:
    """A server's answers: the good draft, and to the second reader's question this reading."""

    def answer(body: Mapping[str, Any]) -> str:
        if "unsupportedClaims" not in json.dumps(body.get("tools") or body.get("response_format") or body):
            return json.dumps(example_draft().to_wire())
        return json.dumps(reading)

    return answer


def policy_of(provider: HttpProvider, **changes: Any) -> dict[str, Any]:
    defaults = {"chain": [provider.name, "mock"], "strategy": "whole", "second_reader": provider.name}
    return defaults | changes


def call(provider: HttpProvider, *, deadline: float = 30.0, **changes: Any) -> ProResult:
    settings = Settings(policy=policy_of(provider, **changes))
    with ResumeMate([provider, "mock"], settings=settings) as mate:
        return mate.generate_pro(EXAMPLE_RESUME, EXAMPLE_JOB, deadline=deadline)


def kinds(result: ProResult) -> list[str]:
    return [f.type for f in result.findings if f.type.startswith("second_reader.")]


def test_a_reader_that_agrees_changes_nothing_and_its_cost_is_shown(make: Make) -> None:
    with FaultServer(answer=answers(AGREES)) as server:
        with_reader = call(make(server))
        without = call(make(server), second_reader=None)
    assert with_reader.output == without.output
    assert kinds(with_reader) == []
    assert [(a.part, a.outcome) for a in with_reader.attempts] == [("draft", "ok"), ("second_reader", "ok")]
    assert (
        with_reader.usage.output_tokens
        == without.usage.output_tokens + with_reader.attempts[1].usage.output_tokens
    )
    assert with_reader.attempts[1].usage.input_tokens > 0
    assert 0 < with_reader.timings["second_reader"] < with_reader.timings["total"]
    assert with_reader.cost_usd is None or with_reader.cost_usd > (without.cost_usd or 0.0)


def test_a_draft_written_in_sections_is_read_again_as_a_whole(make: Make) -> None:
    with FaultServer() as server:
        result = call(make(server), strategy="sections")
    assert [a.part for a in result.attempts].count("second_reader") == 1
    assert len(result.attempts) > 3
    assert result.attempts[-1].part == "second_reader"
    assert result.attempts[-1].outcome == "ok"


def test_nobody_reads_again_unless_the_policy_says_so(make: Make) -> None:
    assert Policy.default("claude").second_reader is None
    with FaultServer(answer=answers(AGREES)) as server:
        call(make(server), second_reader=None)
        assert server.generations == 1


def test_what_the_reader_gets_is_the_resume_and_the_statements_with_contact_data_masked(make: Make) -> None:
    with FaultServer(answer=answers(AGREES)) as server:
        call(make(server))
        asked = json.dumps(server.requests[-1].body, ensure_ascii=False)
    assert "tailoredResume.experience[0].bullets[0]" in asked
    assert "Harbour & Hale Ltd" in asked
    assert "marit.solvang@mail.example" not in asked
    assert "[EMAIL]" in asked


def test_a_doubt_becomes_a_finding_to_confirm(make: Make) -> None:
    claim = {"path": "coverLetter.paragraphs[0]", "claim": "I am applying", "reason": "Not in the resume."}
    with FaultServer(
        answer=answers({**AGREES, "verdict": "differs", "unsupportedClaims": [claim]})
    ) as server:
        result = call(make(server))
    [finding] = [f for f in result.findings if f.type == "second_reader.unsupported"]
    assert (finding.location, finding.auto_fixed) == ("coverLetter.paragraphs[0]", False)
    assert "Not in the resume." in finding.message
    assert finding.message in [asked.message for asked in result.diff().to_confirm]


def test_a_reader_that_calls_a_stated_title_wrong_changes_nothing(make: Make) -> None:
    wrong = {"path": "tailoredResume.experience[0].title", "correct": "Head of Logistics", "line": ""}
    with FaultServer(answer=answers({**AGREES, "verdict": "differs", "corrections": [wrong]})) as server:
        result = call(make(server))
    assert kinds(result) == ["second_reader.differs"]
    assert result.output.tailored_resume.experience[0].title == "Logistics Analyst"
    [finding] = [f for f in result.findings if f.type == "second_reader.differs"]
    assert not finding.auto_fixed
    assert "Head of Logistics" in finding.message


FAILURES = {
    "server_error": "server_error",
    "unauthorised": "auth",
    "refused": "content_filter",
    "truncated": "truncated",
    "prose_around": "",
    "other_document": "schema_invalid",
    "empty": "not_json",
    "rate_limited_for_an_hour": "rate_limited",
    "reset": "connect",
}


@pytest.mark.parametrize("fault", FAILURES)
def test_a_reader_that_fails_never_fails_the_call(fault: str, make: Make) -> None:
    with FaultServer("ok", fault, answer=answers(AGREES)) as server:
        result = call(make(server))
        assert server.generations == 2, "one question to the reader, no second one"
    assert result.source == "llm"
    assert len(result.output.cover_letter.paragraphs) == 4
    if FAILURES[fault]:
        assert kinds(result) == ["second_reader.failed"]
        [finding] = [f for f in result.findings if f.type == "second_reader.failed"]
        assert f"({FAILURES[fault]})" in finding.message
    else:
        assert kinds(result) == []
    assert result.attempts[-1].part == "second_reader"


def test_a_silent_reader_ends_with_the_call_s_deadline(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_reader, "LEAST_SECONDS", 0.1)
    with FaultServer("ok", "silence", answer=answers(AGREES)) as server:
        started = time.monotonic()
        result = call(make(server, idle_timeout=30), deadline=1.0)
        assert time.monotonic() - started < 1.6
    assert kinds(result) == ["second_reader.failed"]


def test_no_time_left_is_a_finding_and_no_request(make: Make) -> None:
    slow: Fault = FAULTS["ok"].but(delay=0.4)
    with FaultServer(slow, answer=answers(AGREES)) as server:
        result = call(make(server), deadline=2.3)
        assert server.generations == 1
    assert kinds(result) == ["second_reader.skipped"]
    assert "second_reader" not in result.timings


def test_a_reader_of_its_own_with_its_own_limits() -> None:
    with FaultServer(answer=answers(AGREES)) as writes, FaultServer(then="silence") as reads:
        writer, reader = self_hosted(writes), claude(reads)
        step = {"provider": "claude", "timeout": 0.4}
        settings = Settings(
            policy={"chain": ["self-hosted", "mock"], "strategy": "whole", "second_reader": step}
        )
        with ResumeMate([writer, "mock"], settings=settings) as mate:
            mate._client._engine = _with_provider(mate, reader)
            result = mate.generate_pro(EXAMPLE_RESUME, EXAMPLE_JOB)
        assert reads.generations == 1
    assert [(a.provider, a.outcome) for a in result.attempts] == [
        ("self-hosted", "ok"),
        ("claude", "timeout"),
    ]
    assert result.timings["second_reader"] < 2


def _with_provider(mate: ResumeMate, reader: HttpProvider) -> Any:
    from dataclasses import replace

    engine = mate._client._engine
    return replace(engine, providers={**engine.providers, reader.name: reader})


def test_a_reader_that_is_not_configured_is_a_finding() -> None:
    with FaultServer(answer=answers(AGREES)) as server:
        result = call(self_hosted(server), second_reader="claude")
    assert kinds(result) == ["second_reader.failed"]
    assert "claude failed (ANTHROPIC_API_KEY is not set)" in result.findings[-1].message


def test_the_deterministic_writer_cannot_read() -> None:
    with pytest.raises(ConfigError, match="writes by rules"):
        ResumeMate(Policy(chain=(Step(provider="mock"),), second_reader=reader_step(MockProvider.name)))


def test_a_policy_names_the_reader_as_a_name_or_a_table() -> None:
    short = Policy.from_mapping({"chain": ["mock"], "second_reader": "claude"}).second_reader
    assert short == Step(provider="claude", attempts=1, timeout=60.0, reasks=0, more_room=False)
    table = {"provider": "claude", "timeout": 20, "reasks": 1}
    long = Policy.from_mapping({"chain": ["mock"], "second_reader": table}).second_reader
    assert long == Step(provider="claude", attempts=1, timeout=20, reasks=1, more_room=False)
    with pytest.raises(ConfigError, match="second_reader: unknown key 'timout'; did you mean 'timeout'"):
        Policy.from_mapping({"chain": ["mock"], "second_reader": {"provider": "claude", "timout": 1}})
    with pytest.raises(ConfigError, match="reader_step"):
        Policy(chain=(Step(provider="mock"),), second_reader="claude")  # type: ignore[arg-type]


def test_the_events_tell_of_the_second_reading() -> None:
    async def watch(provider: HttpProvider) -> list[object]:
        settings = Settings(policy=policy_of(provider))
        async with AsyncResumeMate([provider, "mock"], settings=settings) as client:
            return [event async for event in client.stream_pro(EXAMPLE_RESUME, EXAMPLE_JOB)]

    with FaultServer(answer=answers(AGREES)) as server:
        events = anyio.run(watch, claude(server))
    assert [e.part for e in events if isinstance(e, AttemptStarted)] == ["draft", "second_reader"]
    read = next(e for e in events if isinstance(e, SecondRead))
    assert (read.settled, read.to_confirm) == (0, 0)
    assert isinstance(events[-1], Done)
