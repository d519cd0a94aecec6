"""The other side of fact checking: what a good model words truthfully stays as it wrote it."""

# ruff: noqa: E501 - a wording to a line is easier to check than one in pieces

from __future__ import annotations

import pytest

from benchmarks.truth import edits
from resumemate_llm.refine import Refined, refine
from resumemate_llm.schema import BeforeAfter, CoverLetter, ParsedJob, ParsedResume, ProDraft

from .people import DRAFT, JOB, RESUME

LETTER = list(DRAFT.cover_letter.paragraphs)


def bullets_from(statements: list[str], bullets: list[str]) -> list[str]:
    """What becomes of the bullets where the newest role holds these statements."""
    newest, *older = RESUME.profile.experience
    experience = [newest.model_copy(update={"bullets": statements}), *older]
    lines = "\n".join(f"• {s}" for s in statements)
    resume = RESUME.replace(
        profile=RESUME.profile.model_copy(update={"experience": experience}),
        text=RESUME.text.replace("• Managed stock planning", f"{lines}\n• Managed stock planning"),
    )
    draft = edits.changed(
        edits.with_role(DRAFT, 0, bullets=bullets),
        bullet_rewrites=[],
        before_after_preview=BeforeAfter(before="", after=""),
    )
    return refine(draft, resume, JOB).output.tailored_resume.experience[0].bullets


@pytest.mark.parametrize(
    ("statement", "bullet"),
    [
        ("Was responsible for following up quotations", "Followed up quotations"),
        ("Duties included answering second level support tickets", "Answered second level support tickets"),
        ("Responsible for opening the depot", "Opened the depot"),
        ("Duties included cleaning glassware and data entry", "Cleaned glassware and entered data"),
        ("Installation, testing and inspection to BS 7671", "Install, test and inspect to BS 7671"),
        ("Installation, testing and inspection to BS 7671", "Installed, tested and inspected to BS 7671"),
        ("Documentation in Clinisys; member of the template committee", "Document in Clinisys and serve on the template committee"),
        ("Parent communication", "Communicated with parents"),
        ("Cold calling and field visits, 50 calls and 12 visits a week", "Made 50 cold calls and 12 field visits a week"),
        ("Exam results rose from 54% to 67% in three years", "Saw exam results rise from 54% to 67% in three years"),
        ("Churn among owners went from 2.9% to 2.1% monthly", "Saw churn among owners go from 2.9% to 2.1% monthly"),
        ("Organised the science fair, from 40 projects to 110", "Organised the science fair, which grew from 40 projects to 110"),
    ],
)  # fmt: skip
def test_a_duty_said_with_a_verb_stays(statement: str, bullet: str) -> None:
    assert bullets_from([statement], [bullet]) == [bullet]


@pytest.mark.parametrize(
    ("statement", "bullet"),
    [
        ("Managed stock planning for 4 regional warehouses", "Managed stock planning for 4 regional directors"),
        ("Cold calling and field visits, 50 calls and 12 visits a week", "Made 50 field visits and 12 cold calls a week"),
        ("Cut waste from 40 pallets to 11 pallets a week", "Cut waste from 40 lorries to 11 lorries a week"),
        ("Trained 6 new starters", "Trained 6 new managers"),
        ("Candles and gifts, 5 stores and wholesale", "Marketed candles and gifts through 5 stores"),
    ],
)  # fmt: skip
def test_a_number_that_counts_something_else_goes_back(statement: str, bullet: str) -> None:
    assert bullets_from([statement], [bullet]) == [statement]


def letter_of(result: Refined) -> str:
    return " ".join(" ".join(result.output.cover_letter.paragraphs).split())


def refined(draft: ProDraft, job: ParsedJob = JOB, resume: ParsedResume = RESUME) -> Refined:
    return refine(draft, resume, job)


@pytest.mark.parametrize(
    "sentence",
    [
        "I have not used Kinaxis; my planning tool is SAP.",
        "I hold no certificate in Python and would be glad to learn it.",
        "I know SAP, not Kinaxis.",
        "I have never worked with Kinaxis.",
    ],
)
def test_what_the_letter_says_the_candidate_has_not_is_no_claim(sentence: str) -> None:
    assert sentence in letter_of(refined(edits.with_sentence(DRAFT, 2, sentence)))


@pytest.mark.parametrize(
    "sentence", ["I have not only used Kinaxis but taught it.", "I know Kinaxis, not just SAP."]
)
def test_a_claim_with_a_not_in_it_is_a_claim(sentence: str) -> None:
    assert sentence not in letter_of(refined(edits.with_sentence(DRAFT, 2, sentence)))


def job_of(company: str) -> ParsedJob:
    text = JOB.text.replace("Harrow Lane Foods", company)
    return ParsedJob(text=text, profile=JOB.profile.model_copy(update={"company": company}))


def test_the_companys_name_without_its_legal_form_is_its_name() -> None:
    result = refined(DRAFT, job_of("Harrow Lane Foods Ltd"))
    assert result.output.cover_letter == DRAFT.cover_letter
    assert not any(f.type.startswith("letter.") for f in result.findings)


@pytest.mark.parametrize(
    "written", ["Ms. Imogen Fairweather", 'Imogen "Immy" Fairweather', "Imogen Rose Fairweather"]
)
def test_a_letter_may_be_signed_without_title_nickname_and_middle_name(written: str) -> None:
    resume = RESUME.replace(
        text=RESUME.text.replace("Imogen Fairweather", written),
        profile=RESUME.profile.model_copy(update={"name": written}),
    )
    result = refined(DRAFT, resume=resume)
    assert result.output.cover_letter == DRAFT.cover_letter


def test_an_employer_in_the_ads_own_district_is_not_another_company() -> None:
    text = JOB.text.replace("Harrow Lane Foods", "Juniper Creek School District")
    job = ParsedJob(text=text, profile=JOB.profile.model_copy(update={"company": ""}))
    opening = "Dear Hiring Manager,\nI am applying for the Inventory Planner position in the Juniper Creek School District."
    draft = edits.with_letter(DRAFT, [opening, *LETTER[1:]])
    assert refined(draft, job).output.cover_letter.paragraphs[0] == opening


@pytest.mark.parametrize(
    "remark",
    [
        "Say how you cut errors by 18%; the figure deserves a place at the top.",
        "Stock above 12,000 lines is not shown.",
    ],
)
def test_advice_may_quote_the_resumes_figures(remark: str) -> None:
    draft = edits.with_remark(DRAFT, "recruiter_feedback", remark)
    assert remark in refined(draft).output.recruiter_feedback


@pytest.mark.parametrize(
    "point",
    [
        "What changed before errors fell by 18%.",
        "How the 4 warehouses share stock.",
        "What 6 starters taught you.",
    ],
)
def test_a_talking_point_may_quote_the_resumes_figures(point: str) -> None:
    draft = edits.with_remark(DRAFT, "interview_talking_points", point)
    assert point in (refined(draft).output.interview_talking_points or [])


def test_a_gap_in_depth_is_not_closed_by_the_word_alone() -> None:
    from resumemate_llm.schema import ExperienceGap

    gap = ExperienceGap(
        gap="A Power BI report of your own is not shown", suggestion="Describe one.", severity="low"
    )
    draft = edits.changed(DRAFT, experience_gaps=[gap, *DRAFT.experience_gaps])
    assert gap in refined(draft).output.experience_gaps


def test_white_space_in_a_letter_is_left_to_its_writer() -> None:
    paragraphs = [p.replace(",\nI am", ",\n\nI am").replace("help.\nKind", "help.\n\nKind") for p in LETTER]
    draft = edits.changed(DRAFT, cover_letter=CoverLetter(paragraphs=paragraphs))
    assert refined(draft).output.cover_letter == draft.cover_letter
