"""A sentence that names one employer or school of the resume takes its facts from there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from resumemate_llm.refine import Refined, draft_from_output, refine
from resumemate_llm.schema import CoverLetter, Education, ProDraft

from .people import DRAFT, JOB, RESUME

_SECOND_DEGREE = Education(
    school="Aldermoor College", degree="MSc Supply Chain Management", start="2014", end="2015"
)
STUDIED_TWICE = replace(
    RESUME,
    text=RESUME.text.replace(
        "BSc Geography", "MSc Supply Chain Management, Aldermoor College, 2014 – 2015\nBSc Geography"
    ),
    profile=RESUME.profile.model_copy(update={"education": [_SECOND_DEGREE, *RESUME.profile.education]}),
)


def with_letter(sentence: str) -> ProDraft:
    paragraphs = list(DRAFT.cover_letter.paragraphs)
    paragraphs[2] += f" {sentence}"
    return DRAFT.model_copy(update={"cover_letter": CoverLetter(paragraphs=paragraphs)})


def letter(sentence: str) -> Refined:
    return refine(with_letter(sentence), STUDIED_TWICE, JOB)


def kinds(result: Refined) -> list[str]:
    return [f.type for f in result.findings if f.type in ("facts.employer", "facts.school")]


@pytest.mark.parametrize(
    "sentence",
    [
        "At Pellow & Hart, I got errors in picking down by 18%.",
        "As a Logistics Analyst at Pellow & Hart, I maintained delivery records.",
        "As a stock controller at Northmoor Freight, I answered the operations director.",
        "At Tarn Valley Foods, where I was a Stock Controller, I packed orders.",
        "I have been with Pellow & Hart since 2014.",
        "I answered suppliers for Northmoor Freight in 2016.",
        "At Tarn Valley Foods I labelled bins against picking errors.",
        "As a Logistics Analyst of long standing at Pellow & Hart, I counted lines.",
    ],
)
def test_what_was_at_another_employer_is_dropped_and_reported(sentence: str) -> None:
    result = letter(sentence)
    assert sentence not in result.output.cover_letter.paragraphs[2]
    assert kinds(result) == ["facts.employer"]


@pytest.mark.parametrize(
    "sentence",
    [
        "As a Stock Controller at Pellow & Hart, I maintained delivery records in Excel.",
        "I have been with Northmoor Freight since 2020.",
        "At Tarn Valley Foods I packed orders in 2015 and 2016.",
        "Before I joined Northmoor Freight, I resolved queries of every supplier.",
        "I began at Tarn Valley Foods and now prepare inventory reports for the operations director.",
        "Today I prepare weekly inventory reports, a long way from Tarn Valley Foods.",
        "At Tarn Valley Foods I packed orders, and today I prepare inventory reports.",
        "At Pellow & Hart I learned what demand forecasting is for.",
        "At Pellow & Hart I worked with Power BI and with SAP.",
        "From Tarn Valley Foods to Northmoor Freight, I have planned and counted stock.",
    ],
)
def test_what_was_there_or_stands_outside_all_roles_stays(sentence: str) -> None:
    result = letter(sentence)
    assert sentence in result.output.cover_letter.paragraphs[2]
    assert kinds(result) == []


def test_an_employer_that_the_job_names_binds_nothing() -> None:
    job = replace(JOB, text=JOB.text + "\nOur planners moved here from Pellow & Hart.\n")
    sentence = "My weekly inventory reports are what Pellow & Hart expects of its operations director."
    assert kinds(refine(with_letter(sentence), RESUME, job)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "I earned my MSc at the University of Skelwick.",
        "My bachelor's degree is from Aldermoor College.",
        "I studied Geography at Aldermoor College.",
        "At Aldermoor College, I took my BSc.",
        "I finished at Aldermoor College in 2011.",
    ],
)
def test_degree_field_and_year_of_another_school_are_dropped_and_reported(sentence: str) -> None:
    result = letter(sentence)
    assert sentence not in result.output.cover_letter.paragraphs[2]
    assert kinds(result) == ["facts.school"]


@pytest.mark.parametrize(
    "sentence",
    [
        "I earned my MSc at Aldermoor College in 2015.",
        "My bachelor's degree is from the University of Skelwick.",
        "I studied Geography at the University of Skelwick.",
        "After my BSc at the University of Skelwick, I took an MSc at Aldermoor College.",
        "My degree is from Aldermoor College.",
    ],
)
def test_a_schools_own_degree_stays(sentence: str) -> None:
    result = letter(sentence)
    assert sentence in result.output.cover_letter.paragraphs[2]
    assert kinds(result) == []


def test_the_summary_binds_title_and_employer() -> None:
    text = "Logistics Analyst at Pellow & Hart with experience in SAP. Plans stock for 4 regional warehouses."
    result = refine(DRAFT.model_copy(update={"professional_summary": text}), RESUME, JOB)
    assert "Pellow" not in result.output.tailored_resume.summary
    assert "Plans stock for 4 regional warehouses." in result.output.tailored_resume.summary
    assert kinds(result) == ["facts.employer"]


def test_a_talking_point_is_about_its_own_employer() -> None:
    points = [
        "How you got picking errors down by 18% at Tarn Valley Foods.",
        *DRAFT.interview_talking_points[1:],
    ]
    result = refine(DRAFT.model_copy(update={"interview_talking_points": points}), RESUME, JOB)
    assert not any("Tarn Valley" in p and "18%" in p for p in result.output.interview_talking_points or [])
    assert kinds(result) == ["facts.employer"]


def test_what_was_dropped_stays_away() -> None:
    once = letter("As a Logistics Analyst at Pellow & Hart, I maintained delivery records.")
    again = refine(draft_from_output(once.output), STUDIED_TWICE, JOB)
    assert again.output == once.output
    assert kinds(again) == []
