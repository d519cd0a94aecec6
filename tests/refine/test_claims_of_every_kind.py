"""What a draft claims for the candidate and the resume does not show, wherever it says so."""

from __future__ import annotations

import pytest

from benchmarks.truth import edits
from resumemate_llm.refine import Refined, refine
from resumemate_llm.schema import ProDraft

from .people import DRAFT, JOB, RESUME

BULLETS = [list(role.bullets) for role in DRAFT.bullets_by_role]


def refined(draft: ProDraft) -> Refined:
    return refine(draft, RESUME, JOB)


def text_of(result: Refined) -> str:
    return str(result.output.to_wire())


CREDITED = [
    "Your time at Globex Corporation stands out.",
    "You hold an MBA, which helps.",
    "Your CISSP certification stands out.",
    "You led a team of 37, which is rare.",
    "Your studies at Stanford University are well placed.",
    "Your strong welding experience stands out.",
    "Your Kubernetes work is a plus.",
    "The candidate's PhD is an advantage.",
]


@pytest.mark.parametrize("remark", CREDITED)
def test_feedback_credits_the_candidate_with_nothing_that_is_not_shown(remark: str) -> None:
    assert remark not in text_of(refined(edits.with_remark(DRAFT, "recruiter_feedback", remark)))
    analysis = edits.changed(DRAFT, summary=f"{DRAFT.summary} {remark}")
    assert remark not in text_of(refined(analysis))


@pytest.mark.parametrize(
    "remark",
    [
        "Consider a CISSP certification.",
        "Your SAP experience stands out.",
        "Ask how Globex Corporation plans its stock.",
        "A course at Stanford University would be one way to learn it.",
        "Your time at Pellow & Hart stands out.",
        "You could name Kinaxis once you have used it.",
    ],
)
def test_feedback_may_speak_of_the_world_and_of_what_is_shown(remark: str) -> None:
    draft = edits.with_remark(DRAFT, "recruiter_feedback", remark)
    assert remark in refined(draft).output.recruiter_feedback


@pytest.mark.parametrize(
    "sentence",
    [
        "Previously with Vandelay Industries.",
        "Trained at Stanford University.",
        "Formerly Vandelay Industries.",
        "Skilled in conveyancing.",
        "Experience in phlebotomy and stock planning.",
        "Fluent in Mandarin.",
    ],
)
def test_the_summary_names_only_what_the_resume_shows(sentence: str) -> None:
    assert sentence not in text_of(refined(edits.with_summary_sentence(DRAFT, sentence)))


@pytest.mark.parametrize(
    "sentence",
    [
        "My name is Marguerite Okonkwo-Hale.",
        "I have used phlebotomy for years.",
        "I am skilled in conveyancing.",
        "I hold a bachelor's degree in logistics.",
        "I graduated summa cum laude.",
        "I bring deep experience with welding.",
        "My safety stock models experience is deep.",
        "My welding skills are well known.",
        "I have worked as an Inventory Planner for years.",
        "My Inventory Planner experience is deep.",
    ],
)
def test_the_letter_claims_only_what_the_resume_shows(sentence: str) -> None:
    assert sentence not in text_of(refined(edits.with_sentence(DRAFT, 1, sentence)))


@pytest.mark.parametrize(
    "sentence",
    [
        "I hold a bachelor's degree in geography.",
        "I have used SAP for years.",
        "I am skilled in inventory planning.",
        "I bring experience with regional warehouses.",
    ],
)
def test_the_letter_may_claim_what_the_resume_shows(sentence: str) -> None:
    assert sentence in " ".join(
        refined(edits.with_sentence(DRAFT, 1, sentence)).output.cover_letter.paragraphs
    )


@pytest.mark.parametrize("kind", ["honours", "first-class honours", "cum laude"])
def test_one_honour_is_not_another(kind: str) -> None:
    resume = RESUME.profile.education[0].model_copy(update={"degree": "BSc Geography, valedictorian"})
    parsed = RESUME.replace(
        text=RESUME.text.replace("BSc Geography", "BSc Geography, valedictorian"),
        profile=RESUME.profile.model_copy(update={"education": [resume]}),
    )
    draft = edits.with_sentence(DRAFT, 1, f"I graduated with {kind}.")
    assert kind not in str(refine(draft, parsed, JOB).output.cover_letter.to_wire())


@pytest.mark.parametrize("tail", ["using welding", "with phlebotomy", "through conveyancing", "and welding"])
def test_a_bullet_takes_up_no_trade_of_its_own(tail: str) -> None:
    draft = edits.with_clause(DRAFT, 0, 0, tail)
    assert tail.rsplit(maxsplit=1)[-1] not in text_of(refined(draft))


def test_a_point_to_tell_names_no_strange_school() -> None:
    draft = edits.with_remark(DRAFT, "interview_talking_points", "What you learned at Stanford University.")
    assert "Stanford" not in text_of(refined(draft))


def test_a_sentence_in_another_language_does_not_stay_in_the_letter() -> None:
    french = (
        "Je vous adresse ma candidature pour le poste dans votre entreprise, et je serais très heureuse de vous "
        "rencontrer pour parler de la suite."
    )
    assert french not in text_of(refined(edits.with_sentence(DRAFT, 1, french)))


@pytest.mark.parametrize(
    "frame",
    [
        "Sure! Here is the improved bullet: {}",
        "Rewritten: {}",
        "Improved bullet: {}",
        "{} (Note: I emphasised the tool because the job asks for it.)",
        "<think>The user wants a stronger verb.</think> {}",
    ],
)
def test_what_a_model_says_around_a_bullet_is_taken_off(frame: str) -> None:
    result = refined(edits.with_bullet(DRAFT, 0, 0, frame.format(BULLETS[0][0])))
    assert result.output.tailored_resume.experience[0].bullets[0] == BULLETS[0][0]


@pytest.mark.parametrize("text", ["As an AI language model, I cannot verify this.", "I hope this helps!"])
def test_the_model_does_not_speak_of_itself(text: str) -> None:
    assert text not in text_of(refined(edits.with_summary_sentence(DRAFT, text)))
    assert text not in text_of(refined(edits.with_sentence(DRAFT, 2, text)))


@pytest.mark.parametrize("addition", ["Kinaxis", "Director", "PhD", "37 sites"])
def test_a_headline_loses_only_the_part_that_is_not_shown(addition: str) -> None:
    headline = f"Logistics Analyst | {addition} | SAP"
    result = refined(edits.changed(DRAFT, headline=headline))
    assert result.output.tailored_resume.headline == "Logistics Analyst | SAP"


def test_the_letter_may_name_the_job_that_it_applies_for() -> None:
    sentence = (
        "I see myself as an Inventory Planner at Harrow Lane Foods, and my background fits that position."
    )
    assert sentence in " ".join(
        refined(edits.with_sentence(DRAFT, 2, sentence)).output.cover_letter.paragraphs
    )
