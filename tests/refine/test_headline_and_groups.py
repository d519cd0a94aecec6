"""A profession in headline and prose is one that the resume names as such; a group of skills is named by
what the resume shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from resumemate_llm.refine import Refined, refine
from resumemate_llm.schema import CoverLetter, ParsedJob, ParsedResume, ProDraft

from .people import DRAFT, JOB, RESUME


def headline_of(headline: str, resume: ParsedResume = RESUME) -> str:
    return refine(
        DRAFT.model_copy(update={"headline": headline}), resume, JOB
    ).output.tailored_resume.headline


def with_summary(summary: str) -> ParsedResume:
    text = RESUME.text.replace(RESUME.profile.summary, summary)
    return replace(RESUME, text=text, profile=RESUME.profile.model_copy(update={"summary": summary}))


@pytest.mark.parametrize("title", ["Picking Analyst", "Inventory Controller", "Stock Operative | SAP"])
def test_a_profession_is_not_put_together_from_words_of_several_places(title: str) -> None:
    assert headline_of(title) == "Logistics Analyst"


@pytest.mark.parametrize(
    "headline",
    [
        "Logistics Analyst | Inventory planning, SAP",
        "Stock Controller | Demand forecasting",
        "Logistics Analyst for regional warehouses",
        "Warehouse Operative and Stock Controller",
        "Analyst | Power BI",
        "Freight Logistics Analyst",
    ],
)
def test_a_profession_that_the_resume_names_stays(headline: str) -> None:
    assert headline_of(headline) == headline


def test_a_headline_loses_only_the_profession_that_is_not_held() -> None:
    assert headline_of("Logistics Analyst | Inventory Controller | SAP") == "Logistics Analyst | SAP"


def test_the_opening_of_the_summary_says_what_the_candidate_is() -> None:
    resume = with_summary("Warehouse planner with an eye for detail. Reports to the stock manager.")
    assert headline_of("Warehouse Planner | SAP", resume) == "Warehouse Planner | SAP"
    assert "Manager" not in headline_of("Stock Manager | SAP", resume)


def test_what_the_summary_wishes_for_is_not_held() -> None:
    resume = with_summary("Logistics analyst looking for a post as warehouse manager.")
    assert "Manager" not in headline_of("Warehouse Manager | SAP", resume)


def _wanting(title: str) -> ParsedJob:
    return replace(JOB, profile=JOB.profile.model_copy(update={"title": title}))


def _letter(sentence: str) -> ProDraft:
    paragraphs = [*DRAFT.cover_letter.paragraphs]
    paragraphs[2] += f" {sentence}"
    return DRAFT.model_copy(update={"cover_letter": CoverLetter(paragraphs=paragraphs)})


def test_the_jobs_title_is_held_only_as_a_whole() -> None:
    sentence = "I have worked as a Picking Analyst for some time."
    result = refine(_letter(sentence), RESUME, _wanting("Picking Analyst"))
    assert sentence not in result.output.cover_letter.paragraphs[2]
    sentence = "I have worked as a Stock Controller for some time."
    result = refine(_letter(sentence), RESUME, _wanting("Stock Controller"))
    assert sentence in result.output.cover_letter.paragraphs[2]


def grouped(category: str) -> Refined:
    skills = [DRAFT.skills[0].model_copy(update={"category": category}), *DRAFT.skills[1:]]
    return refine(DRAFT.model_copy(update={"skills": skills}), RESUME, JOB)


def categories(result: Refined) -> list[str]:
    return [group.category for group in result.output.tailored_resume.skills]


@pytest.mark.parametrize(
    "category",
    [
        "Kinaxis & planning",
        "Python and systems",
        "Safety stock models",
        "Advanced systems",
        "Expert in Excel",
        "Certified in SAP",
        "Senior-level tools",
        "Ten years of systems",
        "Hydroponics",
    ],
)
def test_a_groups_name_that_says_more_than_the_resume_is_the_authors_own(category: str) -> None:
    result = grouped(category)
    assert categories(result) == ["Systems", "Methods", "Languages"]
    assert "skills.category" in [f.type for f in result.findings]


@pytest.mark.parametrize(
    "category",
    [
        "Systems",
        "Tools",
        "Software & Tools",
        "Technical skills",
        "Inventory systems",
        "Core Competencies",
        "Data & Analytics",
        "SAP and Excel",
        "Autres compétences",
        "Weitere Kenntnisse",
        "Kenntnisse für diese Stelle",
    ],
)
def test_a_general_name_of_a_group_stays(category: str) -> None:
    assert category in categories(grouped(category))
