"""What holds for every draft that is valid by its types, however malformed otherwise, and for every
resume and job."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from resumemate_llm.refine import RefineOptions, draft_from_output, refine
from resumemate_llm.refine.state import period
from resumemate_llm.schema import CoverLetter, ParsedJob, ParsedResume, ProDraft, ProOutput

from .people import DRAFT, JOB, RESUME
from .strategies import drafts, jobs, lists, resumes, texts

options = st.builds(
    RefineOptions,
    skills=st.sampled_from(("evidenced", "resume-and-job")),
    inferred_metrics=st.sampled_from(("forbid", "mark")),
)
quick = settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
"""Without shrinking: a draft has so many parts that shrinking one takes minutes."""


@quick
@given(drafts, resumes, jobs, options)
def test_every_draft_leaves_as_a_valid_output(
    draft: ProDraft, resume: ParsedResume, job: ParsedJob, chosen: RefineOptions
) -> None:
    result = refine(draft, resume, job, options=chosen)
    assert ProOutput.model_validate_json(result.output.model_dump_json()) == result.output
    assert len(result.output.cover_letter.paragraphs) == 4
    for text in (
        result.output.summary,
        result.output.tailored_resume.headline,
        result.output.tailored_resume.summary,
    ):
        assert text.strip()


@quick
@given(drafts, resumes, jobs, options)
def test_refining_an_output_again_changes_nothing(
    draft: ProDraft, resume: ParsedResume, job: ParsedJob, chosen: RefineOptions
) -> None:
    first = refine(draft, resume, job, options=chosen)
    again = refine(draft_from_output(first.output), resume, job, options=chosen)
    assert again.output == first.output
    assert [f for f in again.findings if f.auto_fixed] == []


@quick
@given(drafts, resumes, jobs)
def test_the_facts_are_always_the_resumes(draft: ProDraft, resume: ParsedResume, job: ParsedJob) -> None:
    profile, output = resume.profile, refine(draft, resume, job).output.tailored_resume
    assert (output.name, output.email, output.phone, output.location) == (
        profile.name,
        profile.email,
        profile.phone,
        profile.location,
    )
    assert [(r.company, r.title, r.period) for r in output.experience] == [
        (r.company, r.title, period(r.start, r.end)) for r in profile.experience
    ]
    assert [(e.school, e.degree) for e in output.education] == [
        (e.school, e.degree) for e in profile.education
    ]
    assert (output.certifications or []) == profile.certifications
    assert [p.name for p in output.projects or []] == [p.name for p in profile.projects]
    held = [(s.heading, s.lines) for s in output.other_sections or []]
    assert all((s.heading, s.lines) in held for s in profile.other_sections)


@quick
@given(drafts, resumes, jobs, options)
def test_every_statement_is_accounted_for_and_no_role_has_fewer_bullets(
    draft: ProDraft, resume: ParsedResume, job: ParsedJob, chosen: RefineOptions
) -> None:
    result = refine(draft, resume, job, options=chosen)
    for index, role in enumerate(resume.profile.experience):
        bullets = result.output.tailored_resume.experience[index].bullets
        origins = [o for o in result.provenance if o.role == index]
        assert [o.bullet for o in origins] == list(range(len(bullets)))
        assert all(o.source_role == index and o.sources for o in origins)
        said = [i for i, statement in enumerate(role.statements) if statement.strip(" .;,:!•*-–—\n\t")]
        assert {i for o in origins for i in o.sources} >= {i for i in said if role.statements[i].split()}
        assert len(bullets) >= len(said)


@quick
@given(drafts, resumes, jobs)
def test_the_radar_is_whole_and_never_falls(draft: ProDraft, resume: ParsedResume, job: ParsedJob) -> None:
    result = refine(draft, resume, job)
    for report in (result.radar_before, result.radar_after):
        axes: dict[str, Any] = report.radar.to_wire()
        for axis, contributions in report.axes.items():
            assert abs(sum(c.points for c in contributions) - axes[axis]) < 1e-6
            assert all(-1e-9 <= c.points <= c.max_points + 1e-9 for c in contributions)
        assert all(0 <= value <= 100 for value in axes.values())
    assert result.radar_after.radar.overall >= result.radar_before.radar.overall


@quick
@given(st.lists(texts, max_size=4), st.lists(lists, min_size=3, max_size=3))
def test_numbers_of_bullets_are_their_sources(extra: list[str], bullets: list[list[str]]) -> None:
    from resumemate_llm.text.numbers import unsupported_numbers

    roles = [
        role.model_copy(update={"bullets": [*role.bullets[:1], *added, *extra]})
        for role, added in zip(DRAFT.bullets_by_role, bullets, strict=True)
    ]
    result = refine(DRAFT.model_copy(update={"bullets_by_role": roles}), RESUME, JOB)
    for origin in result.provenance:
        text = result.output.tailored_resume.experience[origin.role].bullets[origin.bullet]
        statements = RESUME.profile.experience[origin.source_role].statements
        assert unsupported_numbers(text, [statements[i] for i in origin.sources]) == []


@quick
@given(drafts)
def test_skills_are_shown_by_the_resume_and_none_is_lost(draft: ProDraft) -> None:
    from resumemate_llm.text.terms import TermIndex

    resume = refine(draft, RESUME, JOB).output.tailored_resume
    items = [item for group in resume.skills for item in group.items]
    index = TermIndex(RESUME.text)
    assert all(item in index for item in items)
    lines = [line for section in resume.other_sections or [] for line in section.lines]
    assert {s.casefold() for s in RESUME.profile.skills} <= {s.casefold() for s in [*items, *lines]}
    assert 3 <= len(resume.skills) <= 6


@pytest.mark.parametrize(
    "piece", ["a", "*", "Regards ", "I ", "[x", "a, ", "Dear ", "1,", "lead team ", "<b>"]
)
def test_a_text_of_any_length_is_read_in_linear_time(piece: str) -> None:
    long = piece * (4_000 // len(piece))
    draft = DRAFT.model_copy(
        update={
            "professional_summary": long,
            "cover_letter": CoverLetter(paragraphs=[f"Kind regards, {long}", long, long, f"{long}!"]),
            "bullets_by_role": [DRAFT.bullets_by_role[0].model_copy(update={"bullets": [long]})],
            "recruiter_feedback": [f"no mention of {long}"],
        }
    )
    assert len(refine(draft, RESUME, JOB).output.cover_letter.paragraphs) == 4
