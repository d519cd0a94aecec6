"""Sentences that tell what the candidate did in words that the resume does not have."""

from __future__ import annotations

import pytest

from benchmarks.truth import edits
from resumemate_llm.refine import Refined, refine
from resumemate_llm.schema import CoverLetter, ProDraft

from .people import DRAFT, JOB, RESUME


def refined(draft: ProDraft) -> Refined:
    return refine(draft, RESUME, JOB)


def with_letter_sentence(sentence: str) -> ProDraft:
    first, second, *rest = DRAFT.cover_letter.paragraphs
    letter = CoverLetter(paragraphs=[first, f"{second} {sentence}", *rest])
    return edits.changed(DRAFT, cover_letter=letter)


INVENTED_IN_LETTER = [
    "I transformed the dispatch function and won back lost clients.",
    "I have launched gardens on several islands.",
    "My team and I rescued a bankrupt depot.",
    "I left when the bakery closed.",
    "I was once an intern at Harrow Lane Foods.",
    "I've negotiated ferry charters, and I would bring that to you.",
]


@pytest.mark.parametrize("sentence", INVENTED_IN_LETTER)
def test_a_letter_tells_no_deed_that_the_resume_does_not(sentence: str) -> None:
    result = refined(with_letter_sentence(sentence))
    assert sentence not in "\n".join(result.output.cover_letter.paragraphs)
    assert any(f.type == "facts.content" for f in result.findings)


TRUE_IN_LETTER = [
    "I prepared weekly inventory reports for the operations director, and I would bring that care to you.",
    "I trained new starters on the handheld scanners.",
    "At Pellow & Hart I kept delivery records in Excel.",
    "I enjoyed reading about the school kitchens.",
]


@pytest.mark.parametrize("sentence", TRUE_IN_LETTER)
def test_a_letter_may_tell_what_the_resume_says(sentence: str) -> None:
    assert sentence in "\n".join(refined(with_letter_sentence(sentence)).output.cover_letter.paragraphs)


@pytest.mark.parametrize(
    "sentence", ["Holds several patents.", "Turned around struggling depots.", "Known for fearless haggling."]
)
def test_a_summary_tells_no_deed_that_the_resume_does_not(sentence: str) -> None:
    draft = edits.changed(DRAFT, professional_summary=f"{DRAFT.professional_summary} {sentence}")
    assert sentence not in refined(draft).output.tailored_resume.summary


def test_a_talking_point_tells_no_deed_that_the_resume_does_not() -> None:
    point = "How you rescued a bankrupt depot."
    draft = edits.changed(DRAFT, interview_talking_points=[*DRAFT.interview_talking_points, point])
    assert point not in (refined(draft).output.interview_talking_points or [])
