"""Skills, headline, summary, keywords, gaps and advice: only what the resume shows, said constructively."""

from __future__ import annotations

from dataclasses import replace

import pytest

from resumemate_llm.providers.mock import write_draft
from resumemate_llm.providers.mock.skills import labels
from resumemate_llm.schema import (
    CandidateProfile,
    Education,
    JobProfile,
    ParsedJob,
    ParsedResume,
    ProDraft,
    Role,
    SkillLine,
)
from resumemate_llm.text.terms import same_term

People = dict[str, ParsedResume]
Jobs = dict[str, ParsedJob]
Drafts = list[tuple[ParsedJob, ProDraft]]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("Python", ["Python"]),
        ("Proficiency in accounting software", ["accounting software"]),
        ("Excellent communication", ["communication"]),
        ("Familiar with Terraform", ["Familiar with Terraform"]),
        ("Basic knowledge of Adobe Photoshop", []),
        (
            "JavaScript, TypeScript, HTML5, CSS3, and Bootstrap",
            ["JavaScript", "TypeScript", "HTML5", "CSS3", "Bootstrap"],
        ),
        (
            "Microsoft Office suite (Word, Excel, PowerPoint)",
            ["Microsoft Office suite", "Word", "Excel", "PowerPoint"],
        ),
        ("Ability to lift heavy loads all day long without rest", []),
        ("AutoCAD (basic)", ["AutoCAD (basic)"]),
        ("", []),
    ],
)
def test_a_skill_becomes_labels_of_one_to_four_words(item: str, told: list[str]) -> None:
    assert labels(item) == told


def test_own_groups_keep_their_names_and_the_asked_ones_come_first(people: People, jobs: Jobs) -> None:
    groups = write_draft(people["backend engineer"], jobs["backend"]).skills
    assert [group.category for group in groups][:2] == ["Languages", "Infrastructure"]
    assert groups[1].items == ["Kubernetes", "Terraform", "PostgreSQL"]
    shown = groups[-1]
    assert shown.category == "Shown in experience"
    assert "on-call" in shown.items


def test_a_flat_list_is_grouped_without_inventing_categories(people: People, jobs: Jobs) -> None:
    groups = {g.category: g.items for g in write_draft(people["nurse"], jobs["ward nurse"]).skills}
    assert groups["Key skills for this role"] == ["Triage", "NEWS2", "Wound care"]
    assert groups["Further skills"] == ["Cannulation", "SystmOne"]
    assert groups["Languages"] == ["Irish (native)"]


def test_a_skill_named_twice_stands_once(people: People, jobs: Jobs) -> None:
    lines = [SkillLine(category="Languages", items=["Python", "some Go"])]
    profile = CandidateProfile(skill_groups=lines, skills=["Python", "some Go", "Go", "Terraform"])
    groups = write_draft(replace(people["nobody"], profile=profile), jobs["nothing"]).skills
    assert [item for group in groups for item in group.items] == ["Python", "some Go", "Terraform"]


def test_an_occupation_a_degree_and_a_place_are_no_skills(people: People, jobs: Jobs) -> None:
    terms = ["Nurse Practitioner", "computer science", "Louisiana", "bilingual", "triage"]
    ad = replace(jobs["ward nurse"], profile=JobProfile(title="Nurse", keywords=terms))
    role = Role(title="Nurse Practitioner", bullets=["Triage as a bilingual Nurse Practitioner in Louisiana"])
    study = Education(degree="BSc Computer Science", school="Larne")
    profile = CandidateProfile(experience=[role], education=[study])
    groups = write_draft(replace(people["nobody"], profile=profile), ad).skills
    assert [item for group in groups for item in group.items] == ["Triage"]


def test_a_term_is_claimed_in_the_resumes_words_only(people: People, jobs: Jobs) -> None:
    ad = replace(
        jobs["nothing"], profile=JobProfile(title="Marketer", keywords=["Kubernetes", "RESTful API"])
    )
    role = Role(title="Marketer", bullets=["Ran k8s for two years", "Documented a RESTful API"])
    draft = write_draft(replace(people["nobody"], profile=CandidateProfile(experience=[role])), ad)
    assert draft.skills[0].items == ["k8s", "RESTful API"]
    assert "Kubernetes" not in draft.professional_summary + "".join(draft.cover_letter.paragraphs)


def test_more_than_six_groups_are_put_together(jobs: Jobs, people: People) -> None:
    lines = [SkillLine(category=f"Group {letter}", items=[f"Skill {letter}"]) for letter in "ABCDEFGH"]
    resume = replace(people["nobody"], profile=CandidateProfile(skill_groups=lines))
    groups = write_draft(resume, jobs["nothing"]).skills
    assert len(groups) == 6
    assert groups[-1].items == ["Skill F", "Skill G", "Skill H"]


def test_the_headline_is_the_candidates_own(people: People, jobs: Jobs) -> None:
    assert write_draft(people["store manager"], jobs["backend"]).headline.startswith("Store Manager")
    assert write_draft(people["accountant"], jobs["ledger"]).headline.startswith("Senior Accountant | ")


def test_the_headline_never_claims_the_jobs_title(person: ParsedResume, drafts: Drafts) -> None:
    held = [role.title for role in person.profile.experience]
    for opening, draft in drafts:
        title, line = opening.profile.title, draft.headline
        claimed = title.casefold() in line.casefold() and not line.startswith("Applicant")
        assert not title or not claimed or any(same_term(title, own) for own in held)


def test_the_professional_summary_speaks_of_nobody_in_the_first_person(drafts: Drafts) -> None:
    for _, draft in drafts:
        words = draft.professional_summary.split()
        assert not {"I", "my", "me", "we", "our", "My", "We"} & set(words)


def test_the_summary_tells_who_what_and_one_thing_done(people: People, jobs: Jobs) -> None:
    told = write_draft(people["backend engineer"], jobs["backend"]).professional_summary
    assert told.startswith("Senior Backend Engineer with 8 years of work experience, currently at Ferrybank")
    assert "Experience covers Go, PostgreSQL and Kubernetes." in told
    assert "cut p99 latency of the quote API from 900 ms to 210 ms" in told


def test_praise_and_wishes_do_not_open_the_summary(people: People, jobs: Jobs) -> None:
    assert write_draft(people["accountant"], jobs["ledger"]).professional_summary.startswith(
        "Accountant with"
    )
    assert "Looking for" not in write_draft(people["new graduate"], jobs["backend"]).professional_summary


def test_keywords_say_where_they_were_found(people: People, jobs: Jobs) -> None:
    checks = {c.keyword: c for c in write_draft(people["nurse"], jobs["ward nurse"]).keyword_checklist}
    assert checks["NEWS2"].found
    assert checks["NEWS2"].section == "Experience"
    assert checks["triage"].section == "Skills"
    assert checks["triage"].suggestion
    assert not checks["Epic"].found
    assert checks["Epic"].suggestion == (
        "If Epic is part of your experience, say where: in which role and for what."
    )


def test_gaps_are_what_the_ad_asks_and_the_resume_does_not_show(people: People, jobs: Jobs) -> None:
    gaps = write_draft(people["nurse"], jobs["ward nurse"]).experience_gaps
    assert [gap.severity for gap in gaps] == ["high", "medium", "low"]
    assert "Epic" in gaps[0].gap


def test_years_asked_are_compared_with_years_counted(people: People, jobs: Jobs) -> None:
    ad = replace(jobs["nothing"], profile=JobProfile(required_skills=["10+ years of experience in teaching"]))
    gaps = write_draft(people["teacher"], ad).experience_gaps
    assert "10 years of experience; the dated roles add up to 8" in gaps[0].gap
    shorter = replace(jobs["nothing"], profile=JobProfile(required_skills=["3-5 years of experience"]))
    assert "years" not in write_draft(people["teacher"], shorter).experience_gaps[0].gap


def test_no_remark_is_harsh(drafts: Drafts) -> None:
    for _, draft in drafts:
        remarks = [*draft.recruiter_feedback, *draft.next_actions, draft.summary]
        remarks += [text for gap in draft.experience_gaps for text in (gap.gap, gap.suggestion)]
        for remark in remarks:
            for word in ("weak", "underqualified", "lacks", "fails to", "poor", "unfortunately"):
                assert word not in remark.casefold()


def test_talking_points_rest_on_real_statements(people: People, jobs: Jobs) -> None:
    points = write_draft(people["sales executive"], jobs["store"]).interview_talking_points
    assert points[0].startswith(
        "“Achieved 112% of target in 2023 and 119% in 2024” (Calder Safety Supplies Ltd)"
    )
