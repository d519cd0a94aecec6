"""What holds for the review of every draft, however malformed, for every resume and job."""

from __future__ import annotations

from unicodedata import category

from hypothesis import Phase, given, settings

from resumemate_llm.refine import refine
from resumemate_llm.review import Review, review
from resumemate_llm.schema import ParsedJob, ParsedResume, ProDraft
from tests.refine.strategies import drafts, jobs, resumes

from .test_page import check_harmless

quick = settings(max_examples=15, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))


def reviewed(draft: ProDraft, resume: ParsedResume, job: ParsedJob) -> Review:
    refined = refine(draft, resume, job)
    return review(
        refined.output,
        resume,
        job,
        radar_before=refined.radar_before,
        radar_after=refined.radar_after,
        findings=refined.findings,
        provenance=refined.provenance,
    )


@quick
@given(drafts, resumes, jobs)
def test_every_statement_is_shown_every_change_has_a_reason_and_nothing_breaks_out(
    draft: ProDraft, resume: ParsedResume, job: ParsedJob
) -> None:
    found = reviewed(draft, resume, job)
    for role, own in zip(found.roles, resume.profile.experience, strict=True):
        shown = [original for bullet in role.bullets for original in bullet.originals]
        assert {s for s in own.statements if s.strip()} <= {*shown, *role.unused}
        for bullet in role.bullets:
            assert bullet.reasons or not (bullet.is_changed or bullet.moved)
            assert bullet.how != "kept" or not bullet.is_changed
    check_harmless(found.to_html())
    text = found.to_text(width=80)
    assert all(line == line.rstrip() for line in text.splitlines())
    assert not any(category(c) == "Cc" and c != "\n" for c in text)
