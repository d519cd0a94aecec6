"""The writer behind the provider protocol."""

from __future__ import annotations

import json

import anyio

from resumemate_llm.providers.base import Completion, DraftRequest, Provider
from resumemate_llm.providers.mock import MockProvider, write_draft
from resumemate_llm.schema import ParsedJob, ParsedResume, ProDraft, Usage


def _ask(resume: ParsedResume, job: ParsedJob, schema: dict[str, object]) -> Completion:
    request = DraftRequest(messages=(), schema=schema, resume=resume, job=job)

    async def ask() -> Completion:
        return await MockProvider().complete(request, timeout=1.0)

    return anyio.run(ask)


def test_it_is_a_provider_that_cannot_be_out_of_reach() -> None:
    provider = MockProvider()
    assert isinstance(provider, Provider)
    assert not provider.capabilities.network
    assert provider.capabilities.last_resort


def test_it_answers_with_the_draft_as_json(
    people: dict[str, ParsedResume], jobs: dict[str, ParsedJob]
) -> None:
    resume, job = people["nurse"], jobs["ward nurse"]
    answer = _ask(resume, job, {})
    assert ProDraft.model_validate_json(answer.text) == write_draft(resume, job)
    assert answer.finish_reason == "stop"
    assert answer.usage == Usage()
    assert answer.cost_usd == 0.0


def test_a_part_gets_only_the_keys_its_schema_names(
    people: dict[str, ParsedResume], jobs: dict[str, ParsedJob]
) -> None:
    schema: dict[str, object] = {"properties": {"coverLetter": {}, "summary": {}}}
    answer = json.loads(_ask(people["nurse"], jobs["ward nurse"], schema).text)
    assert set(answer) == {"coverLetter", "summary"}


def test_doctor_is_told_that_it_is_ready() -> None:
    async def check() -> list[bool | None]:
        provider = MockProvider()
        checks = await provider.check(timeout=1.0)
        await provider.aclose()
        return [line.ok for line in checks]

    assert anyio.run(check) == [True]
