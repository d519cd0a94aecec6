"""What a review says: original beside result, the reason for each change, what the candidate confirms."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from resumemate_llm.errors import FailureCategory
from resumemate_llm.refine import RefineOptions, refine
from resumemate_llm.review import BulletChange, Review, review
from resumemate_llm.schema import BulletOrigin, Finding, PartReport, SkillGroup
from tests.cli import results as potter
from tests.refine.people import DRAFT, JOB, RESUME

from .results import example, hostile

NUMBERS = "Managed stock planning for 4 regional warehouses in SAP"
ERRORS = "Reduced picking errors by 18% through new bin labels"
REPORTS = "Prepared weekly inventory reports for the operations director"
TRAINED = "Trained 6 new starters on the handheld scanners"


def written(
    *bullets: str, inferred_metrics: Literal["forbid", "mark"] = "forbid", **changes: object
) -> Review:
    """The review of the good draft with these bullets in its first role."""
    roles = list(DRAFT.bullets_by_role)
    roles[0] = roles[0].model_copy(update={"bullets": list(bullets)} if bullets else changes)
    draft = DRAFT.model_copy(update={"bullets_by_role": roles})
    refined = refine(draft, RESUME, JOB, options=RefineOptions(inferred_metrics=inferred_metrics))
    return review(
        refined.output,
        RESUME,
        JOB,
        radar_before=refined.radar_before,
        radar_after=refined.radar_after,
        findings=refined.findings,
        provenance=refined.provenance,
    )


def bullet_of(text: str, found: Review) -> BulletChange:
    """The bullet of the first role that says this."""
    return next(bullet for bullet in found.roles[0].bullets if bullet.text == text)


def test_every_statement_of_the_resume_stands_beside_what_became_of_it() -> None:
    for name, file in (("software-engineer", "resume.md"), ("electrician", "resume.txt")):
        result = example(name, file)
        for role, own in zip(result.diff().roles, result.resume.profile.experience, strict=True):
            shown = {original for bullet in role.bullets for original in bullet.originals}
            assert set(own.statements) == shown
            assert role.unused == []


def test_a_bullet_that_stands_as_it_was_has_no_reason() -> None:
    bullet = bullet_of(REPORTS, written(NUMBERS, ERRORS, REPORTS, TRAINED))
    assert (bullet.how, bullet.is_changed, bullet.moved, bullet.reasons) == ("kept", False, False, [])


def test_a_reworded_bullet_has_the_writer_s_note_for_its_reason() -> None:
    [bullet] = [b for role in example().diff().roles for b in role.bullets if "checkout" in b.text]
    assert bullet.how == "reworded"
    assert bullet.text != bullet.originals[0]
    assert bullet.reasons == ["Opens with what was done."]


def test_a_bullet_that_moved_up_says_from_where_and_what_the_job_finds_in_it() -> None:
    role = example().diff().roles[1]
    assert [bullet.was for bullet in role.bullets] == [[1], [4], [2], [3]]
    assert [bullet.moved for bullet in role.bullets] == [False, True, False, False]
    why = "Moved up from fourth to second: it shows code review, which the job asks for."
    assert role.bullets[1].reasons == [why]


def test_an_invented_number_is_reported_where_the_resume_s_wording_came_back() -> None:
    bullet = bullet_of(
        NUMBERS, written(NUMBERS.replace("4 regional", "40 regional"), ERRORS, REPORTS, TRAINED)
    )
    assert bullet.how == "restored"
    message = "The bullet has a number that its source does not hold and went back to the resume's wording."
    assert bullet.reasons == [message]


def test_a_bullet_that_the_model_left_out_is_said_to_be_put_back() -> None:
    bullet = bullet_of(TRAINED, written(NUMBERS, ERRORS, REPORTS))
    assert (bullet.how, bullet.reasons) == ("restored", ["A statement that the draft left out was put back."])


def test_what_only_the_candidate_can_know_is_asked_at_its_bullet_and_on_top() -> None:
    estimate = "Prepared ~12 weekly inventory reports for the operations director"
    found = written(NUMBERS, ERRORS, estimate, TRAINED, inferred_metrics="mark")
    [asked] = found.to_confirm
    assert asked.message.startswith("An estimated number to confirm")
    assert bullet_of(estimate, found).to_confirm == [asked.message]


def test_facts_that_the_model_changed_are_notes_of_their_role() -> None:
    assert written(title="Head of Logistics").roles[0].notes == [
        "The draft's title was replaced by the resume's."
    ]


def test_skills_are_listed_or_say_where_the_resume_shows_them() -> None:
    items = [item for group in example().diff().skills for item in group.items]
    assert [item.name for item in items if not item.listed] == ["REST APIs"]
    assert all(item.listed or item.shown_in == "Larkfield Commerce, Inc." for item in items)
    assert example().diff().unlisted_skills == []


def test_warnings_of_reading_are_to_be_confirmed() -> None:
    assert [f.message for f in potter.result().diff().to_confirm] == ["The resume was clipped."]


def test_who_wrote_it_and_why_not_another_is_said() -> None:
    made = potter.result().diff().made
    assert (made.provider, made.written_by, made.seconds) == ("mock", "rules", 1.6)
    assert made.fallback_reason == f"claude: {FailureCategory.TIMEOUT.value}"


def test_a_result_without_provenance_can_be_reviewed() -> None:
    [role] = potter.result().diff().roles
    assert role.unused == []
    assert role.bullets[0].reasons == ["No statement of your resume could be found for it."]


def test_a_review_is_data_and_its_repr_holds_no_content() -> None:
    found = potter.result().diff()
    assert Review.model_validate(found.to_wire()) == found
    assert "Ashcombe" not in repr(found) + str(found)


def test_the_text_has_both_sides_the_reasons_and_no_spaces_at_line_ends() -> None:
    text = example().diff().to_text(width=90)
    assert "- Responsible for the checkout" in text
    assert "+ Look after the checkout" in text
    assert "why: Opens with what was done." in text
    assert all(line == line.rstrip() and len(line) <= 90 for line in text.splitlines())


def test_the_text_on_a_narrow_screen_has_one_side_above_the_other() -> None:
    lines = example().diff().to_text(width=50).splitlines()
    old = next(i for i, line in enumerate(lines) if line.startswith("- Responsible for the checkout"))
    assert any(line.startswith("+ Look after the checkout") for line in lines[old + 1 : old + 5])
    assert max(map(len, lines)) <= 50


def test_markup_in_a_resume_is_text_on_the_terminal() -> None:
    text = potter.result().diff().to_text()
    assert "[bold]and glazer[/bold]" in text
    assert ":smile:" in text


def test_a_bullet_that_lost_a_filler_phrase_is_not_called_kept() -> None:
    filler = "Worked in a fast-paced environment with 4 regional warehouses in SAP"
    profile = RESUME.profile.model_copy(
        update={"experience": [RESUME.profile.experience[0].model_copy(update={"bullets": [filler]})]}
    )
    resume = RESUME.replace(profile=profile, text=f"{RESUME.text}\n{filler}")
    refined = refine(DRAFT, resume, JOB)
    found = review(
        refined.output,
        resume,
        JOB,
        radar_before=refined.radar_before,
        radar_after=refined.radar_after,
        findings=refined.findings,
        provenance=refined.provenance,
    )
    [bullet] = [b for b in found.roles[0].bullets if b.is_changed]
    assert bullet.originals == [filler]
    assert "fast-paced" not in bullet.text
    assert bullet.how != "kept"
    assert bullet.reasons


def test_control_characters_never_reach_a_terminal() -> None:
    text = hostile().to_text()
    assert "31m characters" in text
    assert not [c for c in text if not c.isprintable() and c != "\n"]


def test_a_skill_that_only_the_job_has_is_for_the_candidate_to_confirm() -> None:
    draft = DRAFT.model_copy(update={"skills": [SkillGroup(category="Systems", items=["SAP", "Six Sigma"])]})
    refined = refine(draft, RESUME, JOB, options=RefineOptions(skills="resume-and-job"))
    output = refined.output.tailored_resume.model_copy(update={"skills": draft.skills})
    found = review(
        refined.output.model_copy(update={"tailored_resume": output}),
        RESUME,
        JOB,
        radar_before=refined.radar_before,
        radar_after=refined.radar_after,
    )
    [sap, other] = found.skills[0].items
    assert sap.listed
    assert not other.listed
    assert other.shown_in == ""
    for shown in (found.to_text(), found.to_html()):
        assert "not in your resume; leave it only if it is true" in shown


def test_sections_by_another_writer_are_named() -> None:
    part = PartReport(part="letter", writes=["coverLetter"], provider="claude")
    assert "letter by claude" in replace(potter.result(), parts=(part,)).diff().to_text()


def test_a_finding_that_does_not_fit_the_bullet_at_its_place_is_a_note_of_the_role() -> None:
    """Refine counts the bullets as they stood when it saw something; later steps may move them."""
    place = "tailoredResume.experience[0].bullets[0]"
    lost = Finding(type="facts.lost_bullet", location=place, auto_fixed=True, message="One was put back.")
    twice = Finding(type="gate.near_duplicate", location=place, auto_fixed=True, message="One said it twice.")
    result = potter.result(findings=(lost, twice))
    origin = BulletOrigin(role=0, bullet=0, source_role=0, sources=[0], how="reworded")
    [role] = replace(result, provenance=(origin,)).diff().roles
    assert role.notes == ["One was put back.", "One said it twice."]
    assert "One was put back." not in role.bullets[0].reasons
    [role] = replace(result, provenance=(origin.model_copy(update={"how": "restored"}),)).diff().roles
    assert role.notes == ["One said it twice."]
    assert role.bullets[0].reasons == ["One was put back."]
