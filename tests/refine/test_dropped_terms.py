"""A term that the resume names and the tailored resume does not: nothing tells the candidate that they lack it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from resumemate_llm.refine import refine
from resumemate_llm.schema import ExperienceGap, KeywordCheck, ProOutput

from .people import DRAFT, JOB, RESUME

TERM = "refrigerated transport and cold storage"
OLD = "Logistics analyst who plans stock for regional warehouses."
NAMED = f"{OLD[:-1]} after a season in {TERM}."
RESUME_NAMING_IT = replace(
    RESUME,
    text=RESUME.text.replace(OLD, NAMED),
    profile=RESUME.profile.model_copy(update={"summary": NAMED}),
)
JOB_ASKING_FOR_IT = replace(
    JOB,
    text=f"{JOB.text}{TERM}\n",
    profile=JOB.profile.model_copy(update={"preferred_skills": [*JOB.profile.preferred_skills, TERM]}),
)


def refined(**changes: object) -> ProOutput:
    draft = DRAFT.model_copy(update=changes)
    output = refine(draft, RESUME_NAMING_IT, JOB_ASKING_FOR_IT).output
    assert TERM not in output.tailored_resume.model_dump_json().casefold()  # what these tests are about
    return output


def advice(output: ProOutput) -> str:
    gaps = [f"{gap.gap} {gap.suggestion}" for gap in output.experience_gaps]
    return "\n".join([output.summary, *output.recruiter_feedback, *output.next_actions, *gaps]).casefold()


@pytest.mark.parametrize("remark", [f"There is no mention of {TERM}.", f"{TERM.capitalize()} is not shown."])
def test_a_remark_that_calls_it_missing_is_dropped(remark: str) -> None:
    output = refined(recruiter_feedback=[remark, *DRAFT.recruiter_feedback])
    assert remark not in output.recruiter_feedback


def test_it_is_no_gap() -> None:
    gap = ExperienceGap(gap=f"No experience in {TERM}", suggestion="Learn it.", severity="high")
    assert gap not in refined(experience_gaps=[gap, *DRAFT.experience_gaps]).experience_gaps


def test_lists_that_are_completed_do_not_call_it_missing() -> None:
    asked = [KeywordCheck(keyword=TERM, found=False), *DRAFT.keyword_checklist]
    output = refined(keyword_checklist=asked, recruiter_feedback=[], experience_gaps=[], next_actions=[])
    assert TERM not in advice(output)


def test_the_checklist_says_that_the_tailored_resume_lacks_it_and_the_resume_does_not() -> None:
    output = refined(keyword_checklist=[KeywordCheck(keyword=TERM, found=False), *DRAFT.keyword_checklist])
    entry = next(e for e in output.keyword_checklist if e.keyword == TERM)
    assert not entry.found
    assert entry.suggestion == f"Your resume names {TERM}; say where you used it, and it can stand here."


def test_it_comes_back_as_a_skill_where_it_is_a_label_even_when_no_score_rises() -> None:
    """Of a job with many terms the radar counts the first forty."""
    many = [f"method {i}" for i in range(45)]
    wanted = JOB.profile.model_copy(update={"preferred_skills": many, "keywords": ["cold storage"]})
    job = replace(JOB, text=f"{JOB.text}{', '.join(many)}, cold storage\n", profile=wanted)
    output = refine(DRAFT, RESUME_NAMING_IT, job).output
    assert "cold storage" in [skill for group in output.tailored_resume.skills for skill in group.items]
