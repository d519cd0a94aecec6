"""Forty hostile texts, as resume and as job: the prompt around them stays as it is."""

from __future__ import annotations

import re

import pytest

from resumemate_llm.prompts import JOB_LIMIT, build_messages, system_prompt
from resumemate_llm.schema.dialects import openai_json_schema

from .hostile import HOSTILE
from .texts import parsed_job, parsed_resume

END = (
    "\n\nTailor the resume to the job ad. Write every text of yours in English; names, titles and dates stay "
    "as the resume has them.\nAnswer with the JSON object."
)


def test_there_are_forty() -> None:
    assert len(set(HOSTILE.values())) == 40


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_stays_inside_its_fence(name: str) -> None:
    text = HOSTILE[name][: JOB_LIMIT - 1].strip()
    for resume, job in ((text, "An honest job"), ("An honest resume", text), (text, text)):
        system, user = build_messages(parsed_resume(resume), parsed_job(job), mask=False).messages
        assert system.content == system_prompt()
        found = re.match(r"<<<RESUME ([0-9a-f]{12,})>>>\n", user.content)
        assert found
        mark = found[1]
        assert mark not in resume
        assert mark not in job
        assert user.content == (
            f"<<<RESUME {mark}>>>\n{resume}\n<<<END OF RESUME {mark}>>>\n\n"
            f"<<<JOB AD {mark}>>>\n{job}\n<<<END OF JOB AD {mark}>>>{END}"
        )


@pytest.mark.parametrize("name", HOSTILE)
def test_masking_cannot_be_turned_off_by_a_text(name: str) -> None:
    resume = parsed_resume(f"Ada Lee, ada.lee@mail.example, +44 20 7946 0958\n{HOSTILE[name]}")
    user = build_messages(resume, parsed_job(HOSTILE[name])).messages[1].content
    assert "ada.lee@mail.example" not in user
    assert "7946" not in user


def test_the_schema_does_not_depend_on_a_text() -> None:
    before = str(openai_json_schema())
    for text in HOSTILE.values():
        build_messages(parsed_resume(text), parsed_job(text))
    assert str(openai_json_schema()) == before
