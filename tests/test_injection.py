"""Texts are data: what a resume or a job says changes neither the prompt's structure, nor the radar, nor
who is asked."""

from __future__ import annotations

import pytest

from resumemate_llm import AsyncResumeMate, Settings
from resumemate_llm.prompts import build_messages, system_prompt
from resumemate_llm.resume import read_job, read_resume
from resumemate_llm.testing import EXAMPLE_JOB, EXAMPLE_RESUME
from tests.hostile import HOSTILE

pytestmark = pytest.mark.anyio

HIDDEN = tuple("\u200b\u202e\u202c\u00ad\U000e0049")


def hostile_resume(text: str) -> str:
    return f"{EXAMPLE_RESUME}\nAdditional notes\n{text}\n"


def hostile_job(text: str) -> str:
    return f"{EXAMPLE_JOB}\n{text}\n"


def test_there_are_forty_different_attacks() -> None:
    assert len(set(HOSTILE)) >= 40


@pytest.mark.parametrize("attack", HOSTILE)
def test_the_prompt_keeps_its_structure(attack: str) -> None:
    for resume, job in ((hostile_resume(attack), EXAMPLE_JOB), (EXAMPLE_RESUME, hostile_job(attack))):
        messages = build_messages(read_resume(resume), read_job(job)).messages
        assert [message.role for message in messages] == ["system", "user"]
        assert messages[0].content == system_prompt()
        assert not any(sign in messages[1].content for sign in HIDDEN)
        body = messages[1].content
        assert body.rstrip().endswith("Answer with the JSON object.")
        boundary = body.split(">>>", 1)[0].rsplit(" ", 1)[1]
        assert body.count(boundary) == 4


@pytest.mark.parametrize("attack", HOSTILE)
async def test_the_score_and_the_policy_are_what_they_were(attack: str) -> None:
    async with AsyncResumeMate("mock", settings=Settings()) as client:
        plain = await client.generate_pro(hostile_resume("Available from May."), EXAMPLE_JOB)
        attacked = await client.generate_pro(hostile_resume(attack), EXAMPLE_JOB)
    assert attacked.radar_before.radar == plain.radar_before.radar
    assert attacked.radar_after.radar == plain.radar_after.radar
    assert (attacked.provider, len(attacked.attempts)) == (plain.provider, len(plain.attempts))
    tailored = attacked.output.tailored_resume
    assert [role.company for role in tailored.experience] == ["Harbour & Hale Ltd", "Penfold Foods"]
    assert len(attacked.output.cover_letter.paragraphs) == 4
    assert "100" not in " ".join(attacked.output.cover_letter.paragraphs)
