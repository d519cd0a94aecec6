"""A second reader's remarks: the resume's text decides what becomes of each."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resumemate_llm.refine import Refined, draft_from_output, refine
from resumemate_llm.refine.second_reading import MOST_REMARKS, Judged, judge_reading, statements_of
from resumemate_llm.schema import CandidateProfile, Education, ParsedJob, ParsedResume, ProOutput, Role
from resumemate_llm.schema.second_reading import Correction, SecondReading, UnsupportedClaim

from .people import DRAFT, JOB, RESUME

REWORDED = "Assisted with the complete annual stock count of 12,000 lines"
TITLE = "tailoredResume.experience[0].title"


def misread(**role: str) -> ParsedResume:
    """The resume with one role read otherwise than it is written."""
    first, *others = RESUME.profile.experience
    roles = [first.model_copy(update=role), *others]
    return RESUME.replace(profile=RESUME.profile.model_copy(update={"experience": roles}))


def result_of(resume: ParsedResume = RESUME) -> Refined:
    return refine(DRAFT, resume, JOB)


def judged(
    *corrections: tuple[str, str], doubts: tuple[tuple[str, str], ...] = (), resume: ParsedResume = RESUME
) -> Judged:
    result = result_of(resume)
    reading = SecondReading(
        verdict="differs",
        corrections=[Correction(path=path, correct=correct, line="") for path, correct in corrections],
        unsupported_claims=[
            UnsupportedClaim(path=path, claim=claim, reason="The resume is silent.") for path, claim in doubts
        ],
    )
    return judge_reading(reading, result.output, resume, result.provenance)


def kinds(found: Judged) -> list[tuple[str, bool]]:
    return [(finding.type.removeprefix("second_reader."), finding.auto_fixed) for finding in found.findings]


def test_a_title_that_the_reading_missed_is_taken_from_the_lines_of_its_role() -> None:
    found = judged((TITLE, "Logistics Analyst"), resume=misread(title=""))
    assert kinds(found) == [("corrected", True)]
    assert found.resume.profile.experience[0].title == "Logistics Analyst"
    assert found.output.tailored_resume.experience[0].title == "Logistics Analyst"


def test_no_employer_becomes_a_pattern_that_stays_in_memory() -> None:
    resume = misread(title="")
    re.purge()
    judged((TITLE, "Logistics Analyst"), resume=resume)
    patterns = " ".join(str(key) for name in ("_cache", "_cache2") for key in getattr(re, name, ()))
    employer = resume.profile.experience[0].company.split()[0].casefold()
    assert patterns and employer not in patterns.casefold()


def test_a_title_that_is_not_the_resume_s_gives_way_to_one_that_is() -> None:
    found = judged((TITLE, "Logistics Analyst"), resume=misread(title="Logistic Analist"))
    assert kinds(found) == [("corrected", True)]


def test_dates_are_corrected_where_both_ends_stand_in_the_resume() -> None:
    period = "tailoredResume.experience[0].period"
    found = judged((period, "Mar 2020 – Present"), resume=misread(start="Mar 2022", end="Present"))
    assert kinds(found) == [("corrected", True)]
    assert found.output.tailored_resume.experience[0].period == "Mar 2020 – Present"
    assert kinds(judged((period, "Mar 2019 – Present"))) == [("differs", False)]


@pytest.mark.parametrize("other", ["Head of Logistics", "Stock Controller", "Analyst, Logistics"])
def test_a_title_that_the_resume_does_not_decide_is_for_the_candidate_to_confirm(other: str) -> None:
    found = judged((TITLE, other))
    assert kinds(found) == [("differs", False)]
    assert not found.changed
    assert found.output == result_of().output


def test_a_missing_title_is_not_taken_from_a_statement_or_from_far_away() -> None:
    resume = misread(title="")
    assert kinds(judged((TITLE, "operations director"), resume=resume)) == [("differs", False)]
    assert kinds(judged((TITLE, "Warehouse Operative"), resume=resume)) == [("differs", False)]


def test_a_correction_that_changes_nothing_is_no_finding() -> None:
    assert kinds(judged((TITLE, "Logistics  Analyst"))) == []


def test_a_reworded_bullet_with_doubted_words_goes_back_to_the_resume_s() -> None:
    roles = list(DRAFT.bullets_by_role)
    roles[1] = roles[1].model_copy(update={"bullets": [REWORDED, *roles[1].bullets[1:]]})
    result = refine(DRAFT.model_copy(update={"bullets_by_role": roles}), RESUME, JOB)
    places = {text: path for path, text in statements_of(result.output).items()}
    claim = UnsupportedClaim(path=places[REWORDED], claim="complete", reason="It does not say so.")
    reading = SecondReading(verdict="differs", corrections=[], unsupported_claims=[claim])
    found = judge_reading(reading, result.output, RESUME, result.provenance)
    assert kinds(found) == [("restored", True)]
    assert (
        statements_of(found.output)[places[REWORDED]]
        == "Assisted with the annual stock count of 12,000 lines"
    )


def test_a_doubt_that_the_resume_refutes_is_settled() -> None:
    statements = statements_of(result_of().output)
    path = next(path for path, text in statements.items() if "regional warehouses in SAP" in text)
    found = judged(doubts=((path, "regional warehouses in SAP"),))
    assert kinds(found) == [("settled", True)]
    assert not found.changed


def test_doubts_about_summary_and_letter_are_for_the_candidate() -> None:
    words = statements_of(result_of().output)["coverLetter.paragraphs[3]"].split()[:4]
    found = judged(doubts=(("coverLetter.paragraphs[3]", " ".join(words)),))
    assert kinds(found) == [("unsupported", False)]
    assert "The resume is silent." in found.findings[0].message


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("tailoredResume.experience[9].title", "Analyst"),
        ("tailoredResume.experience[0].bullets[0]", "words that it does not hold"),
        ("tailoredResume.email", "x"),
        ("", ""),
        ("constructor", "x"),
    ],
)
def test_remarks_about_nothing_are_left_out(path: str, text: str) -> None:
    found = judged((path, text), doubts=((path, text),))
    assert set(kinds(found)) == {("unusable", True)}
    assert not found.changed


def test_more_remarks_than_anyone_reads_are_counted() -> None:
    found = judged(*[(TITLE, f"Analyst {n}") for n in range(MOST_REMARKS + 3)])
    assert len(found.findings) == MOST_REMARKS + 1
    assert "3 more remarks" in found.findings[-1].message


def test_the_reader_sees_every_fact_bullet_and_paragraph() -> None:
    output = result_of().output
    statements = statements_of(output)
    for role in output.tailored_resume.experience:
        assert {role.company, role.title, role.period, *role.bullets} <= set(statements.values())
    assert set(output.cover_letter.paragraphs) <= set(statements.values())


PATHS = st.sampled_from(
    [*statements_of(refine(DRAFT, RESUME, JOB).output), "", "tailoredResume.experience[99].title"]
)
WORDS = st.sampled_from(
    [*RESUME.text.split("\n"), "Vice President", "PhD", "9,999 people", "", "\x00", "Pellow & Hart – Present"]
)


@settings(max_examples=15)
@given(st.lists(st.tuples(PATHS, WORDS), max_size=6), st.lists(st.tuples(PATHS, WORDS), max_size=6))
def test_no_reading_brings_in_what_the_resume_does_not_say(
    corrections: list[tuple[str, str]], doubts: list[tuple[str, str]]
) -> None:
    """Whatever a reader says: facts stay the resume's, no bullet is lost, refining again works."""
    found = judged(*corrections, doubts=tuple(doubts))
    again = refine(draft_from_output(found.output), found.resume, JOB)
    text = " ".join(RESUME.text.casefold().split())
    for role, own in zip(again.output.tailored_resume.experience, RESUME.profile.experience, strict=True):
        for fact in (role.company, role.title, *role.period.split(" – ")):
            assert fact.casefold() in text
        assert len(role.bullets) >= len(own.statements)
    ProOutput.model_validate(again.output.to_wire())


def test_a_school_that_was_missed_is_found_beside_its_degree() -> None:
    text = "Ada Lee\n\nEducation\nUniversity of Fenmoor\nBSc Physics, 2012\n"
    profile = CandidateProfile(name="Ada Lee", education=[Education(degree="BSc Physics", end="2012")])
    resume = ParsedResume(text=text, profile=profile, as_of=date(2026, 1, 1))
    job = ParsedJob(text="Physicist", profile=JOB.profile)
    result = refine(DRAFT, resume, job)
    path = "tailoredResume.education[0].school"
    correction = Correction(path=path, correct="University of Fenmoor", line="University of Fenmoor")
    reading = SecondReading(verdict="differs", corrections=[correction], unsupported_claims=[])
    found = judge_reading(reading, result.output, resume, result.provenance)
    assert found.output.tailored_resume.education[0].school == "University of Fenmoor"


def test_an_entry_without_any_name_gets_none_from_a_reader() -> None:
    resume = RESUME.replace(
        profile=RESUME.profile.model_copy(update={"experience": [Role(bullets=["Planned stock."])]})
    )
    found = judged((TITLE, "Logistics Analyst"), resume=resume)
    assert kinds(found) == [("differs", False)]
