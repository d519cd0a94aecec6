"""The prompt: the same bytes for the same texts, the texts fenced as data, the answer's language."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resumemate_llm.prompts import (
    JOB_LIMIT,
    PROMPT_VERSION,
    RESUME_LIMIT,
    build_messages,
    reask_message,
    system_prompt,
    texts_of,
    with_reask,
)
from resumemate_llm.prompts.second_reader import SECOND_READER_VERSION
from resumemate_llm.schema import ProDraft
from resumemate_llm.schema.dialects import compact
from resumemate_llm.schema.second_reading import SecondReading

from .texts import parsed_job, parsed_resume


def user_text(resume_text: str, job_text: str = "Site engineer wanted") -> str:
    return build_messages(parsed_resume(resume_text), parsed_job(job_text)).messages[1].content


def test_one_system_and_one_user_message() -> None:
    prompt = build_messages(parsed_resume("Ada Lee"), parsed_job())
    assert [message.role for message in prompt.messages] == ["system", "user"]
    assert prompt.version == PROMPT_VERSION


def test_the_system_message_is_the_same_for_every_call_and_names_every_key() -> None:
    first = build_messages(parsed_resume("Ada Lee"), parsed_job()).messages[0]
    second = build_messages(parsed_resume("Bo Kim"), parsed_job("Stelle", "de")).messages[0]
    assert first == second
    assert first.content == system_prompt()
    for field in ProDraft.model_fields.values():
        assert f'"{field.alias}"' in first.content


def test_no_template_mark_is_left_and_none_of_a_text_is_filled_in() -> None:
    prompt = build_messages(parsed_resume("{{job}} {{schema}} {{nothing}}"), parsed_job("{{resume}}"))
    assert "{{" not in prompt.messages[0].content
    assert "{{job}} {{schema}} {{nothing}}" in prompt.messages[1].content
    assert "\n{{resume}}\n" in prompt.messages[1].content


def test_texts_of_the_prompt_change_only_with_its_version() -> None:
    folder = files("resumemate_llm.prompts") / "texts"
    names = ("form_of_parts.md", "part.md", "reask.md", "roles.md", "user.md")
    parts = sorted(path.name for path in (folder / "parts").iterdir())
    texts = [
        system_prompt(),
        *((folder / name).read_text("utf-8") for name in names),
        *((folder / "parts" / name).read_text("utf-8") for name in parts),
    ]
    digest = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
    assert {PROMPT_VERSION: digest} == {"1": "bc7f412baf2af1fc"}, (
        "a prompt text changed: raise PROMPT_VERSION"
    )


def test_the_same_texts_give_the_same_bytes_in_any_process() -> None:
    program = (
        "from datetime import date\n"
        "from resumemate_llm.prompts import build_messages\n"
        "from resumemate_llm.schema import *\n"
        "r = ParsedResume(text='Ada Lee, a@b.example', profile=CandidateProfile(), as_of=date(2026, 1, 1))\n"
        "print(build_messages(r, ParsedJob(text='Job', profile=JobProfile())).messages[1].content)"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_building_a_prompt_imports_no_sdk() -> None:
    program = (
        "import sys, resumemate_llm.prompts\n"
        "assert not {'openai', 'anthropic', 'httpx2'} & set(sys.modules), 'an SDK was imported'"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(("code", "name"), [("en", "English"), ("de", "German"), ("ro", "Romanian")])
def test_the_answer_is_in_the_language_of_the_job_ad(code: str, name: str) -> None:
    assert (
        f"in {name};" in build_messages(parsed_resume("Ada"), parsed_job("Stelle", code)).messages[1].content
    )


def test_a_language_given_by_the_caller_wins() -> None:
    prompt = build_messages(parsed_resume("Ada"), parsed_job("Stelle", "de"), language="fr")
    assert "in French;" in prompt.messages[1].content


def test_a_language_without_a_name_is_sent_by_its_code() -> None:
    assert (
        "ISO 639-1 code is"
        in build_messages(parsed_resume("Ada"), parsed_job("Starf", "is")).messages[1].content
    )


BOUNDARY = re.compile(r"<<<(?:END OF )?(?:RESUME|JOB AD) ([0-9a-f]+)>>>")


def fences(text: str) -> list[str]:
    boundary = re.match(r"<<<RESUME ([0-9a-f]+)>>>", text)
    assert boundary
    return re.findall(rf"<<<[A-Z ]+ {boundary[1]}>>>", text)


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_text_closes_its_own_fence(resume_text: str, job_text: str) -> None:
    assert len(fences(user_text(resume_text, job_text))) == 4


def test_a_text_that_holds_the_fences_of_an_earlier_prompt_is_still_inside_its_own() -> None:
    first = user_text("Ada Lee")
    second = user_text(first, first)
    assert len(fences(second)) == 4
    assert BOUNDARY.findall(second)[0] != BOUNDARY.findall(first)[0]


def test_texts_over_the_limits_are_cut_at_a_paragraph() -> None:
    paragraph = "word " * 40
    text = "\n\n".join([paragraph.strip()] * 300)
    body = user_text(text, text)
    resume_part = body.split(">>>\n", 1)[1].split("\n<<<END OF RESUME")[0]
    job_part = body.split("<<<JOB AD")[1].split(">>>\n", 1)[1].split("\n<<<END OF JOB AD")[0]
    for part, limit in ((resume_part, RESUME_LIMIT), (job_part, JOB_LIMIT)):
        assert limit * 0.9 < len(part) <= limit
        assert part.endswith(paragraph.strip())


def test_a_text_without_any_border_is_cut_at_the_limit() -> None:
    assert "x" * RESUME_LIMIT in user_text("x" * (RESUME_LIMIT + 5))
    assert "x" * (RESUME_LIMIT + 1) not in user_text("x" * (RESUME_LIMIT + 5))


@given(st.text(st.characters(), max_size=200))
def test_every_prompt_can_be_sent_as_utf8(text: str) -> None:
    user_text(text, text).encode("utf-8")


def test_a_reask_lists_what_was_wrong() -> None:
    message = reask_message(["radar.overall: must be an integer", "skills: is missing"])
    assert message.role == "user"
    assert "- radar.overall: must be an integer\n- skills: is missing" in message.content


def test_a_reask_of_many_problems_stays_short() -> None:
    content = reask_message([f"field{i}: is missing" for i in range(500)]).content
    assert "and 480 more" in content
    assert len(content.splitlines()) < 30


def test_a_reask_without_problems_says_that_it_was_no_object() -> None:
    assert "not one JSON object" in reask_message([]).content


def test_a_reask_keeps_the_prefix_and_the_order_of_roles() -> None:
    messages = build_messages(parsed_resume("Ada"), parsed_job()).messages
    again = with_reask(messages, ["skills: is missing"])
    assert [m.role for m in again] == ["system", "user"]
    assert again[0] is messages[0]
    assert again[1].content.startswith(messages[1].content)
    assert "skills: is missing" in again[1].content


def test_nothing_of_the_texts_shows_in_a_repr() -> None:
    prompt = build_messages(parsed_resume("Ada Lee, ada@lee.example"), parsed_job("Secret project"))
    shown = f"{prompt!r} {prompt}"
    for word in ("Ada", "lee.example", "Secret"):
        assert word not in shown


def test_texts_of_the_second_reader_change_only_with_their_version() -> None:
    folder = files("resumemate_llm.prompts") / "texts"
    texts = [(folder / name).read_text("utf-8") for name in ("second_reader.md", "second_reader_user.md")]
    digest = hashlib.sha256("\0".join([*texts, compact(SecondReading)]).encode()).hexdigest()[:16]
    assert {SECOND_READER_VERSION: digest} == {"1": "dde5cfd0c95edc2e"}, (
        "a text changed: raise SECOND_READER_VERSION"
    )


def test_the_two_texts_are_found_again_in_a_message() -> None:
    resume, job = parsed_resume("Ada Lee\n\n<<<RESUME 1>>>\nEngineer"), parsed_job()
    message = build_messages(resume, job, mask=False).messages[-1]
    assert texts_of(message.content) == (resume.text.strip(), job.text.strip())
    assert texts_of("Tailor this resume:") is None
