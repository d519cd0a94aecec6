"""The kind of work of a job or a resume, with a confidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resumemate_llm.resume.family import THRESHOLD, classify
from resumemate_llm.resume.job import parse_job
from resumemate_llm.schema.profiles import CandidateProfile, JobFamily, JobProfile, Role

from .ads import ADS, Ad


@pytest.mark.parametrize("ad", ADS.values(), ids=ADS.keys())
def test_an_ad_is_of_its_family(ad: Ad) -> None:
    job = parse_job(ad.text)
    assert job.family is ad.family
    assert (job.family_confidence >= THRESHOLD) == (ad.family is not JobFamily.GENERAL)


@pytest.mark.parametrize(
    ("title", "family"),
    [
        ("Senior Software Engineer", JobFamily.ENGINEERING),
        ("Product Manager", JobFamily.PRODUCT),
        ("UX Designer", JobFamily.PRODUCT),
        ("Content Marketing Manager", JobFamily.MARKETING),
        ("Account Executive", JobFamily.SALES),
        ("Accounts Payable Clerk", JobFamily.FINANCE),
        ("Warehouse Supervisor", JobFamily.OPERATIONS),
        ("Licensed Practical Nurse", JobFamily.HEALTHCARE),
        ("Secondary School Teacher", JobFamily.EDUCATION),
        ("Solicitor", JobFamily.GENERAL),
        ("Police Officer", JobFamily.GENERAL),
        ("", JobFamily.GENERAL),
    ],
)
def test_a_title_alone_is_enough(title: str, family: JobFamily) -> None:
    assert classify(JobProfile(title=title))[0] is family


def test_a_resume_is_classified_by_its_latest_roles() -> None:
    profile = CandidateProfile(
        headline="",
        skills=["BLS", "triage"],
        experience=[
            Role(title="Staff Nurse", bullets=["Triage of 40 patients a shift"]),
            Role(title="Barista"),
        ],
    )
    family, confidence = classify(profile)
    assert family is JobFamily.HEALTHCARE
    assert confidence >= THRESHOLD


def test_a_plain_text_is_classified_by_its_first_line_and_terms() -> None:
    assert classify("Data Engineer\n\nPython, SQL, Airflow, Kafka")[0] is JobFamily.ENGINEERING
    assert classify("To whom it may concern") == (JobFamily.GENERAL, 0.0)


def test_evidence_for_two_families_lowers_the_confidence() -> None:
    clear = classify(JobProfile(title="Nurse", keywords=["triage", "BLS", "patient care"]))[1]
    mixed = classify(JobProfile(title="Nurse", keywords=["triage", "SEO", "quota", "payroll", "Java"]))[1]
    assert mixed < clear


@given(st.text(max_size=200))
def test_any_text_has_a_family_and_a_confidence(text: str) -> None:
    family, confidence = classify(text)
    assert 0.0 <= confidence <= 1.0
    assert family is JobFamily.GENERAL or confidence >= THRESHOLD
