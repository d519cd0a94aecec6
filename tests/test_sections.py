"""A call whose draft is written in sections: parts fail alone, and the result says who wrote what."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import pytest
from click.testing import CliRunner

from resumemate_llm import AsyncResumeMate, ProResult, Settings
from resumemate_llm.cli import main
from resumemate_llm.observe.events import Done, PartWritten
from resumemate_llm.providers.claude import ClaudeProvider
from resumemate_llm.providers.mock import MockProvider
from resumemate_llm.providers.self_hosted import SelfHostedProvider
from resumemate_llm.testing import EXAMPLE_JOB, EXAMPLE_RESUME, FAULTS, Fault, FaultServer

pytestmark = pytest.mark.anyio
PARTS = ("keywords", "letter", "profile", "feedback", "gaps", "rewrites", "roles-1-2")
BAD = {
    "invalid": [FAULTS["wrong_types"]] * 2,
    "truncated": [FAULTS["truncated"]] * 2,
    "refused": [FAULTS["refused"]],
}


def hosted(server: FaultServer) -> SelfHostedProvider:
    return SelfHostedProvider(base_url=server.openai_url, model="resumemate-14b")


def claude(server: FaultServer) -> ClaudeProvider:
    return ClaudeProvider(api_key="any", model="claude-haiku-4-5", base_url=server.url)


async def generate(*providers: Any, **options: Any) -> ProResult:
    options.setdefault("settings", Settings())
    async with AsyncResumeMate([*providers, MockProvider()], **options) as client:
        return await client.generate_pro(EXAMPLE_RESUME, EXAMPLE_JOB)


async def one_part_fails(part: str, faults: list[Fault], **options: Any) -> None:
    """A call in which one part meets `faults`: another provider writes that part, and no other one."""
    with FaultServer(parts={part: faults}) as first, FaultServer() as second:
        result = await generate(hosted(first), claude(second), **options)
    by_part = {report.part: report for report in result.parts}
    assert {name: report.provider for name, report in by_part.items()} == {
        name: "claude" if name == part else "self-hosted" for name in PARTS
    }
    assert [request.part for request in second.requests] == [part]
    (spent,) = [attempt.usage for attempt in result.attempts if attempt.provider == "claude"]
    assert spent.output_tokens < 200, "what one part has, not a draft"
    assert result.fallback_reason == f"{part}: {by_part[part].fallback_reason}"
    assert (result.provider, result.source, result.strategy) == ("self-hosted", "llm", "sections")
    assert len(result.output.cover_letter.paragraphs) == 4
    places = [path for report in result.parts for path in report.writes]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("kind", BAD)
async def test_a_part_that_fails_is_the_only_one_that_another_provider_writes(part: str, kind: str) -> None:
    await one_part_fails(part, BAD[kind])


async def test_a_part_that_is_too_slow_is_the_only_one_that_another_provider_writes() -> None:
    slow = {"chain": [{"provider": "self-hosted", "timeout": 6.0}]}
    async with anyio.create_task_group() as calls:
        for part in PARTS:
            work = partial(one_part_fails, part, [FAULTS["silence"]], settings=Settings(policy=slow))
            calls.start_soon(work)


async def test_an_invalid_part_is_asked_again_alone() -> None:
    with FaultServer(parts={"letter": [FAULTS["wrong_types"]]}) as server:
        result = await generate(hosted(server))
    asked = [request.part for request in server.requests if request.path.endswith("/completions")]
    assert sorted(asked) == sorted([*PARTS, "letter"])
    assert [attempt.part for attempt in result.attempts if attempt.reask] == ["letter"]


async def test_the_deterministic_provider_fills_one_section_not_all() -> None:
    with FaultServer(parts={"letter": [FAULTS["refused"]]}) as server:
        result = await generate(hosted(server))
    assert {r.part for r in result.parts if r.provider == "mock"} == {"letter"}
    assert result.source == "llm"


async def test_a_draft_that_the_deterministic_provider_wrote_most_of_is_a_fallback() -> None:
    refused = [FAULTS["refused"]]
    with FaultServer(parts=dict.fromkeys(PARTS[1:], refused)) as server:
        result = await generate(hosted(server))
    assert [r.part for r in result.parts if r.provider == "self-hosted"] == ["keywords"]
    assert (result.provider, result.source) == ("mock", "fallback")


async def test_a_server_that_is_down_counts_once_for_the_breaker() -> None:
    server = FaultServer()
    with server:
        client = AsyncResumeMate([hosted(server), MockProvider()], settings=Settings(strategy="sections"))
        server.down()
        result = await client.generate_pro(EXAMPLE_RESUME, EXAMPLE_JOB)
        snapshot = (await client._engine.state.snapshot())[0]
        await client.aclose()
    assert (snapshot.state, snapshot.failures) == ("closed", 1)
    assert result.source == "fallback"
    assert result.fallback_reason == "self-hosted: connect", "one reason for all parts is said once"


async def test_auto_asks_claude_for_the_whole_draft_and_says_why() -> None:
    with FaultServer() as server:
        result = await generate(claude(server))
    assert [request.part for request in server.requests] == ["draft"]
    assert (result.strategy, result.strategy_reason) == ("whole", "claude does not batch requests")
    assert [(report.part, report.provider) for report in result.parts] == [("draft", "claude")]


@pytest.mark.parametrize("given", ["argument", "client", "environment", "policy"])
async def test_the_strategy_is_chosen_by_argument_client_environment_or_policy(given: str) -> None:
    environment = {"RESUMEMATE_STRATEGY": "sections"} if given == "environment" else {}
    settings = Settings.from_env(environment)
    if given == "policy":
        settings = Settings(policy={"strategy": "sections"})
    with FaultServer() as server:
        chosen: Any = {"strategy": "sections"} if given == "client" else {}
        async with AsyncResumeMate([claude(server), "mock"], settings=settings, **chosen) as client:
            asked: Any = {"strategy": "sections"} if given == "argument" else {}
            result = await client.generate_pro(EXAMPLE_RESUME, EXAMPLE_JOB, **asked)
    assert (result.strategy, result.strategy_reason) == ("sections", "asked for")


async def test_claudes_cache_finds_one_prefix_in_all_parts() -> None:
    with FaultServer() as server:
        await generate(claude(server), strategy="sections")
    bodies = [request.body for request in server.requests]
    assert len(bodies) == len(PARTS)
    assert server.requests[0].part == "letter", "the longest part goes ahead; the others find it in the cache"
    assert len({str((body["tools"], body["tool_choice"], body["system"])) for body in bodies}) == 1
    assert bodies[0]["tools"][0]["input_schema"]["required"] == [], "each part writes its own keys only"
    first_blocks = [body["messages"][0]["content"][0] for body in bodies]
    assert len({str(block) for block in first_blocks}) == 1
    assert first_blocks[0]["cache_control"] == {"type": "ephemeral"}
    assert all("cache_control" not in body["messages"][0]["content"][1] for body in bodies)


async def test_parts_arrive_while_others_are_written_with_content_that_is_already_true() -> None:
    with FaultServer(parts={"letter": [FAULTS["ok"].but(delay=0.5)]}) as server:
        async with AsyncResumeMate([hosted(server), "mock"], settings=Settings()) as client:
            events = [event async for event in client.stream_pro(EXAMPLE_RESUME, EXAMPLE_JOB)]
    facts, *written = [event for event in events if isinstance(event, PartWritten)]
    assert isinstance(events[0], PartWritten), "the page has something to show before a provider is asked"
    assert facts.content["tailoredResume"]["experience"][1]["company"] == "Penfold Foods"
    assert [event.part for event in written][-1] == "letter"
    content = {path: value for event in written for path, value in event.content.items()}
    assert content["tailoredResume.experience[0].bullets"][1].startswith("Cut late deliveries from 9% to 4%")
    assert len(content["coverLetter"]["paragraphs"]) == 4
    done = events[-1]
    assert isinstance(done, Done)
    assert {path for event in written for path in event.content} == {
        path for report in done.result.parts for path in report.writes
    }


async def test_listeners_and_reprs_never_get_the_content_of_a_part() -> None:
    heard: list[Any] = []
    with FaultServer() as server:
        async with AsyncResumeMate(
            [hosted(server), "mock"], settings=Settings(), listeners=[heard.append]
        ) as client:
            events = [event async for event in client.stream_pro(EXAMPLE_RESUME, EXAMPLE_JOB)]
    assert not [event for event in heard if isinstance(event, PartWritten)]
    assert "Harbour" not in repr([event for event in events if not isinstance(event, Done)])


async def test_without_a_last_resort_the_call_fails_with_the_attempts_of_all_parts() -> None:
    from resumemate_llm.errors import AllProvidersFailed

    with FaultServer(parts={"letter": [FAULTS["refused"]]}) as server:
        async with AsyncResumeMate([hosted(server)], settings=Settings(), strategy="sections") as client:
            with pytest.raises(AllProvidersFailed) as caught:
                await client.generate_pro(EXAMPLE_RESUME, EXAMPLE_JOB)
    assert "letter" in {attempt.part for attempt in caught.value.attempts}


@pytest.mark.parametrize("resume", [EXAMPLE_RESUME, "Jo Doe\njo@x.example\n\nSkills\nSQL"])
async def test_the_deterministic_provider_answers_every_part_of_any_resume(resume: str) -> None:
    async with AsyncResumeMate("mock", settings=Settings(), strategy="sections") as client:
        result = await client.generate_pro(resume, EXAMPLE_JOB)
    assert (result.strategy, result.source) == ("sections", "fallback")
    assert {report.provider for report in result.parts} == {"mock"}
    assert result.to_dict()["parts"][0]["part"] == result.parts[0].part


def test_the_command_line_takes_a_strategy_and_tells_which_part_took_how_long(tmp_path: Path) -> None:
    (tmp_path / "resume.txt").write_text(EXAMPLE_RESUME)
    (tmp_path / "job.txt").write_text(EXAMPLE_JOB)
    arguments = ["generate", str(tmp_path / "resume.txt"), str(tmp_path / "job.txt")]
    done = CliRunner().invoke(main, [*arguments, "--provider", "mock", "--strategy", "sections", "-v"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["strategy"] == "sections"
    assert "strategy: sections (asked for)" in done.stderr
    assert "mock, letter: ok" in done.stderr
