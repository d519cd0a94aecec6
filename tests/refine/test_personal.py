"""What only the candidate can know stands in no letter unless the resume says it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.truth.edits import with_sentence
from resumemate_llm.refine import refine

from .people import DRAFT, JOB, RESUME

INVENTED = [
    "I am available to start immediately.",
    "I can start as early as next month.",
    "My salary expectation is in the upper half of your range.",
    "I am leaving Northmoor because there is no room left to grow.",
    "I am ready to relocate for this role.",
    "I hold a work permit and a security clearance.",
    "As a loyal customer of Harrow Lane Foods, I know your produce well.",
    "I was referred by a friend in your warehouse.",
    "Colleagues describe me as calm.",
    "In every season I never missed a delivery.",
]


@pytest.mark.parametrize("sentence", INVENTED)
def test_an_invented_one_goes(sentence: str) -> None:
    draft = with_sentence(DRAFT, 1, sentence)
    result = refine(draft, RESUME, JOB)
    assert sentence not in "\n".join(result.output.cover_letter.paragraphs)
    assert any(f.type.startswith("facts.") and f.location.startswith("coverLetter") for f in result.findings)


def test_one_that_the_resume_states_stays() -> None:
    resume = replace(
        RESUME,
        text=f"{RESUME.text}\nReady to relocate\n",
        profile=RESUME.profile.model_copy(update={"unplaced": ["Ready to relocate"]}),
    )
    sentence = "I am ready to relocate for this role."
    result = refine(with_sentence(DRAFT, 1, sentence), resume, JOB)
    assert sentence in "\n".join(result.output.cover_letter.paragraphs)
