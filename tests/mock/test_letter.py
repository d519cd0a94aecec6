"""The letter: which sentences stand, decided by what the person has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from resumemate_llm.providers.mock import write_draft
from resumemate_llm.schema import JobProfile, ParsedJob, ParsedResume

People = dict[str, ParsedResume]
Jobs = dict[str, ParsedJob]


def letter(resume: ParsedResume, job: ParsedJob) -> list[str]:
    return write_draft(resume, job).cover_letter.paragraphs


def test_the_first_paragraph_greets_and_names_role_and_company(people: People, jobs: Jobs) -> None:
    first = letter(people["nurse"], jobs["ward nurse"])[0]
    assert first.startswith("Dear Wetherby Vale Hospital team,\n")
    assert "the Registered Nurse role at Wetherby Vale Hospital" in first
    assert "36" not in first


@pytest.mark.parametrize(
    ("title", "company", "told"),
    [
        ("", "", "the role you advertise"),
        ("Chef", "", "the Chef role"),
        ("", "Acme Ltd", "the role at Acme Ltd"),
        ("HEAD CHEF", "ACME KITCHENS", "the Head Chef role at Acme Kitchens"),
    ],
)
def test_a_missing_title_or_company_leaves_no_hole(
    people: People, jobs: Jobs, title: str, company: str, told: str
) -> None:
    ad = replace(jobs["nothing"], profile=JobProfile(title=title, company=company))
    first = letter(people["chef"], ad)[0]
    assert told in first or told[:1].upper() + told[1:] in first
    assert first.startswith(("Dear Hiring Manager,", "Dear Acme Ltd team,", "Dear Acme Kitchens team,"))


def test_achievements_are_whole_first_person_sentences(people: People, jobs: Jobs) -> None:
    second = letter(people["store manager"], jobs["store"])[1]
    assert "In my current role, I opened the online pickup counter, now 17% of store revenue." in second
    assert (
        "Before that, as an Assistant Store Manager, I ran freight and visual teams and cut overtime 22%."
        in second
    )


def test_a_bullet_that_cannot_be_conjugated_is_quoted_in_its_own_words(people: People, jobs: Jobs) -> None:
    text = " ".join(letter(people["electrician"], jobs["nothing"]))
    assert "my resume says: “Zero LTIs across 31 months”." in text


def test_a_change_with_its_own_subject_becomes_a_sentence(people: People, jobs: Jobs) -> None:
    text = " ".join(letter(people["teacher"], jobs["school"]))
    assert "n my current role, GCSE grades 4+ rose from 61% to 74% over three cohorts." in text


def test_leading_and_teaching_others_is_told_apart(people: People, jobs: Jobs) -> None:
    assert "Hearth & Hollow Home, I lead 41 associates" in letter(people["store manager"], jobs["store"])[2]
    assert "I mentored two junior engineers" in letter(people["backend engineer"], jobs["backend"])[2]


def test_somebody_from_another_field_says_so(people: People, jobs: Jobs) -> None:
    first = letter(people["solicitor"], jobs["backend"])[0]
    assert any(words in first for words in ("different direction", "another line of work", "another field"))


def test_a_first_job_rests_on_studies_and_projects(people: People, jobs: Jobs) -> None:
    first, second, *_ = letter(people["new graduate"], jobs["backend"])
    assert "I studied at University of Halmvik (BSc Statistics)." in first
    assert "In the project Tram delay map, I built a map of 2.1 million tram departures in Python." in second


def test_freelance_is_no_employer(people: People, jobs: Jobs) -> None:
    assert "at Freelance" not in " ".join(letter(people["career changer"], jobs["ledger"]))


def test_the_role_to_come_is_described_in_the_ads_words_as_far_as_the_resume_bears_them(
    people: People, jobs: Jobs
) -> None:
    assert (
        "designing, building and running Go services"
        in letter(people["backend engineer"], jobs["backend"])[3]
    )
    assert "Go services" not in letter(people["accountant"], jobs["backend"])[3]


def test_a_driving_licence_is_named_only_where_the_job_asks_for_it(people: People, jobs: Jobs) -> None:
    assert "licence" not in letter(people["electrician"], jobs["store"])[2]


def test_years_are_not_counted_twice(people: People, jobs: Jobs) -> None:
    assert "work experience" not in " ".join(letter(people["nurse"], jobs["backend"]))
    assert "I bring 8 years of work experience." in " ".join(letter(people["teacher"], jobs["backend"]))


@pytest.mark.parametrize(
    ("name", "opening", "greeting", "sign_off"),
    [
        ("comptable", "comptable", "Madame, Monsieur,", "Cordialement,"),
        ("ingenieurin", "entwicklung", "Sehr geehrte Damen und Herren,", "Mit freundlichen Grüßen"),
        ("comptable", "backend", "Dear Tidegate Freight, Inc. team,", "Kind regards,"),
    ],
)
def test_the_letter_is_in_the_language_both_texts_share(
    people: People, jobs: Jobs, name: str, opening: str, greeting: str, sign_off: str
) -> None:
    first, second, _, last = letter(people[name], jobs[opening])
    assert first.startswith(greeting)
    assert last.splitlines()[-2] == sign_off
    assert people[name].profile.experience[0].bullets[0] in second


@pytest.mark.parametrize("language", ["de", "es", "fr", "it", "nl", "pl", "pt", "ro"])
def test_every_language_fills_every_phrase(people: People, jobs: Jobs, language: str) -> None:
    for resume in people.values():
        for job in jobs.values():
            draft = write_draft(replace(resume, language=language), replace(job, language=language))
            assert "{" not in draft.model_dump_json().replace('{"', "").replace(":{", "")
            assert all(paragraph.strip() for paragraph in draft.cover_letter.paragraphs)
