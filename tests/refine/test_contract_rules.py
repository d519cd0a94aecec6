"""Each rule of the contract's section 4 that refine answers for, by its number. Rule 1 is tested beside the prompts,
rule 2 beside the routing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from resumemate_llm.refine import Refined, RefineOptions, draft_from_output, refine, score
from resumemate_llm.refine.phrases import BANNED, EMOJI
from resumemate_llm.schema import (
    CoverLetter,
    DraftRole,
    ExperienceGap,
    KeywordCheck,
    ProDraft,
    Radar,
    SkillGroup,
    SkillLine,
)
from resumemate_llm.text.verbs import leading_verb

from .people import DRAFT, JOB, RESUME


def refined(draft: ProDraft = DRAFT, **options: Any) -> Refined:
    return refine(draft, RESUME, JOB, options=RefineOptions(**options))


def with_bullets(role: int, bullets: list[str]) -> ProDraft:
    roles = list(DRAFT.bullets_by_role)
    roles[role] = roles[role].model_copy(update={"bullets": bullets})
    return DRAFT.model_copy(update={"bullets_by_role": roles})


def with_letter(*paragraphs: str) -> ProDraft:
    return DRAFT.model_copy(update={"cover_letter": CoverLetter(paragraphs=list(paragraphs))})


def changed(**fields: object) -> ProDraft:
    return DRAFT.model_copy(update=fields)


def bullets_of(result: Refined, role: int) -> list[str]:
    return result.output.tailored_resume.experience[role].bullets


def kinds(result: Refined) -> set[str]:
    return {finding.type for finding in result.findings}


def letter_of(result: Refined) -> str:
    return "\n".join(result.output.cover_letter.paragraphs)


# 3. Merge


def test_rule_4_3_a_good_draft_passes_unchanged() -> None:
    result = refined()
    again = draft_from_output(result.output)
    assert again.model_copy(update={"radar": DRAFT.radar}) == DRAFT
    assert kinds(result) <= {"radar.computed"}


def test_rule_4_3_roles_are_matched_by_a_fuzzy_name() -> None:
    roles = list(DRAFT.bullets_by_role)
    roles[0] = roles[0].model_copy(update={"company": "Aldgate Retail (With Northmoor)", "title": "Analyst"})
    result = refined(changed(bullets_by_role=roles))
    assert result.output.tailored_resume.experience[0].company == "Northmoor Freight Ltd"
    assert bullets_of(result, 0)[0] == DRAFT.bullets_by_role[0].bullets[0]
    assert "facts.company" in kinds(result)


def test_rule_4_3_a_dropped_role_is_put_back_with_its_bullets() -> None:
    result = refined(changed(bullets_by_role=DRAFT.bullets_by_role[:1]))
    assert bullets_of(result, 1) == RESUME.profile.experience[1].bullets
    assert bullets_of(result, 2) == RESUME.profile.experience[2].bullets
    assert "facts.missing_role" in kinds(result)


def test_rule_4_3_a_dropped_education_entry_is_put_back() -> None:
    result = refined(changed(education=[]))
    entry = result.output.tailored_resume.education[0]
    assert (entry.school, entry.degree, entry.year) == (
        "University of Skelwick",
        "BSc Geography",
        "2011 – 2014",
    )
    assert "facts.missing_education" in kinds(result)


def test_rule_4_3_never_fewer_bullets_than_the_original() -> None:
    result = refined(with_bullets(0, DRAFT.bullets_by_role[0].bullets[:2]))
    assert sorted(bullets_of(result, 0)) == sorted(DRAFT.bullets_by_role[0].bullets)
    assert "facts.lost_bullet" in kinds(result)


def test_rule_4_3_an_improved_bullet_covers_its_original() -> None:
    result = refined(
        with_bullets(1, ["Logged delivery records in Excel", *DRAFT.bullets_by_role[1].bullets[::2]])
    )
    assert (
        "Maintained delivery records in Excel" not in bullets_of(result, 1) or len(bullets_of(result, 1)) == 3
    )
    assert len(bullets_of(result, 1)) == 3


def test_rule_4_3_contact_projects_and_certifications_come_from_the_parser() -> None:
    resume = refined().output.tailored_resume
    assert (resume.name, resume.email, resume.phone) == (
        "Imogen Fairweather",
        "imogen.fairweather@example.org",
        "01632 960123",
    )
    assert resume.certifications == ["Counterbalance Forklift Licence"]
    assert resume.projects is not None
    assert resume.projects[0].name == "Shelf map"
    assert resume.other_sections is not None
    assert resume.other_sections[0].heading == "Volunteering"


def test_rule_4_3_a_line_that_no_field_takes_is_kept_in_a_section_of_its_own() -> None:
    sections = {s.heading: s.lines for s in refined().output.tailored_resume.other_sections or []}
    assert sections["Education details"] == [
        "BSc Geography – University of Skelwick: Dissertation on river freight"
    ]
    assert sections["Further skills"] == ["Comfortable presenting to senior staff and suppliers"]


# 4. Quality gate


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (
            "Managed stock planning in SAP for 4 regional warehouses in a fast-paced environment",
            "Managed stock planning in SAP for 4 regional warehouses",
        ),
        (
            "Managed stock planning in SAP for 4 regional warehouses, leveraging best practices",
            "Managed stock planning in SAP for 4 regional warehouses",
        ),
        (
            "Seamlessly managed stock planning in SAP for 4 regional warehouses.",
            "Managed stock planning in SAP for 4 regional warehouses.",
        ),
    ],
)
def test_rule_4_4_filler_is_taken_out_and_the_sentence_stays_whole(written: str, wanted: str) -> None:
    result = refined(with_bullets(0, [written, *DRAFT.bullets_by_role[0].bullets[1:]]))
    assert bullets_of(result, 0)[0] == wanted
    assert "gate.banned_phrase" in kinds(result)


def test_rule_4_4_a_letter_does_not_write_to_express_an_interest() -> None:
    first = (
        "Dear Hiring Manager,\nI am writing to express my strong interest in the Inventory Planner "
        "position at Harrow Lane Foods."
    )
    result = refined(with_letter(first, *DRAFT.cover_letter.paragraphs[1:]))
    assert "I am applying for the Inventory Planner position at Harrow Lane Foods." in letter_of(result)


def test_rule_4_4_about_twenty_phrases_are_known() -> None:
    assert len(BANNED) >= 20


@pytest.mark.parametrize("ending", [", resulting in", " leading to", ", resulting in.", ", in order to"])
def test_rule_4_4_no_bullet_ends_on_a_promise(ending: str) -> None:
    bullet = "Managed stock planning in SAP for 4 regional warehouses"
    result = refined(with_bullets(0, [bullet + ending, *DRAFT.bullets_by_role[0].bullets[1:]]))
    assert bullets_of(result, 0)[0].rstrip(".") == bullet
    assert "gate.dangling" in kinds(result)


def test_rule_4_4_near_duplicate_bullets_are_removed_within_a_role() -> None:
    twice = [*DRAFT.bullets_by_role[0].bullets, "Oversaw stock planning in SAP for 4 regional warehouses"]
    result = refined(with_bullets(0, twice))
    assert len(bullets_of(result, 0)) == 4
    assert "gate.near_duplicate" in kinds(result)


def test_rule_4_4_no_verb_starts_two_bullets_of_one_role() -> None:
    bullets = ["Reduced picking errors by 18% through new bin labels", "Reduced stock"]
    resume = RESUME.replace(
        profile=RESUME.profile.model_copy(
            update={"experience": [RESUME.profile.experience[0].model_copy(update={"bullets": bullets})]}
        )
    )
    result = refine(changed(bullets_by_role=[]), resume, JOB)
    verbs = [found.verb.base for b in bullets_of(result, 0) if (found := leading_verb(b))]
    assert len(verbs) == len(set(verbs)) == 2
    assert "gate.repeated_verb" in kinds(result)


def test_rule_4_4_where_no_true_synonym_is_left_the_wording_stays_and_is_reported() -> None:
    bullets = ["Negotiated prices with 3 hauliers", "Negotiated delivery times with the port"]
    resume = RESUME.replace(
        profile=RESUME.profile.model_copy(
            update={"experience": [RESUME.profile.experience[0].model_copy(update={"bullets": bullets})]}
        )
    )
    result = refine(changed(bullets_by_role=[]), resume, JOB)
    assert bullets_of(result, 0) == bullets
    assert [f.auto_fixed for f in result.findings if f.type == "gate.repeated_verb"] == [False]


def test_rule_4_4_one_greeting_and_one_sign_off() -> None:
    paragraphs = list(DRAFT.cover_letter.paragraphs)
    paragraphs[1] = "Dear Sir or Madam, " + paragraphs[1] + "\nBest regards,\nImogen Fairweather"
    result = refined(with_letter(*paragraphs))
    text = letter_of(result)
    assert text.count("Dear ") == 1
    assert text.count("regards") == 1
    assert text.endswith("Imogen Fairweather")


def test_rule_4_4_a_stranger_does_not_sign_for_a_resume_without_a_name() -> None:
    nameless = RESUME.replace(profile=RESUME.profile.model_copy(update={"name": ""}))
    letter = refine(DRAFT, nameless, JOB).output.cover_letter
    assert "Imogen Fairweather" not in letter.paragraphs[3]


def test_rule_4_4_a_greeting_or_sign_off_alone_is_folded_into_its_neighbour() -> None:
    first, second, third, last = DRAFT.cover_letter.paragraphs
    body, closing = last.split("\n", 1)
    result = refined(
        with_letter("Dear Hiring Manager,", first.split("\n", 1)[1], second, third, body, closing)
    )
    assert [" ".join(p.split()) for p in result.output.cover_letter.paragraphs] == [
        " ".join(p.split()) for p in DRAFT.cover_letter.paragraphs
    ]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 6, 9])
def test_rule_4_4_four_paragraphs_remain(count: int) -> None:
    sentences = [s for p in DRAFT.cover_letter.paragraphs for s in p.split("\n")]
    paragraphs = (sentences * 2)[:count]
    result = refined(with_letter(*paragraphs))
    assert len(result.output.cover_letter.paragraphs) == 4
    assert all(p.strip() for p in result.output.cover_letter.paragraphs)


def test_rule_4_4_skills_of_more_than_four_words_are_out() -> None:
    groups = [
        SkillGroup(category="Systems", items=["SAP", "Excel spreadsheets for stock planning in warehouses"])
    ]
    result = refined(changed(skills=groups))
    items = [i for g in result.output.tailored_resume.skills for i in g.items]
    assert all(1 <= len(i.split()) <= 4 for i in items)
    assert "skills.too_long" in kinds(result)


def test_rule_4_4_no_emoji_and_no_placeholder() -> None:
    bullets = [
        "🚀 Managed stock planning in SAP for 4 regional warehouses",
        "Reduced picking errors by [X]% through new bin labels",
        *DRAFT.bullets_by_role[0].bullets[2:],
    ]
    result = refined(with_bullets(0, bullets))
    assert bullets_of(result, 0)[0] == "Managed stock planning in SAP for 4 regional warehouses"
    assert bullets_of(result, 0)[1] == "Reduced picking errors by 18% through new bin labels"
    assert not EMOJI.search(str(result.output.to_wire()))
    assert {"gate.emoji", "gate.placeholder"} <= kinds(result)


def test_rule_4_4_every_fix_is_recorded_with_type_location_and_whether_it_was_mended() -> None:
    result = refined(with_bullets(0, []))
    for finding in result.findings:
        assert finding.type.count(".") == 1
        assert finding.location
        assert finding.message.strip()[-1] in ".”"


# 5. Consistency


def test_rule_4_5_a_keyword_marked_missing_that_the_resume_holds_is_flipped_and_the_reverse() -> None:
    checklist = [
        entry.model_copy(update={"found": not entry.found, "section": "Experience"})
        for entry in DRAFT.keyword_checklist
    ]
    result = refined(changed(keyword_checklist=checklist))
    assert [(e.keyword, e.found) for e in result.output.keyword_checklist] == [
        (e.keyword, e.found) for e in DRAFT.keyword_checklist
    ]
    assert all(bool(e.section) == e.found for e in result.output.keyword_checklist)
    assert "consistency.keyword_flag" in kinds(result)


def test_rule_4_5_feedback_and_gaps_that_the_resume_contradicts_are_removed() -> None:
    feedback = ["There is no mention of SAP.", "Strong Kinaxis skills.", *DRAFT.recruiter_feedback[:2]]
    gaps = [ExperienceGap(gap="No Power BI experience", suggestion="Learn Power BI.", severity="high")]
    result = refined(changed(recruiter_feedback=feedback, experience_gaps=gaps))
    text = " ".join(result.output.recruiter_feedback)
    assert "no mention of SAP" not in text
    assert "Strong Kinaxis" not in text
    assert all("Power BI" not in gap.gap for gap in result.output.experience_gaps)


@pytest.mark.parametrize(
    "harsh",
    [
        "This is a weak match.",
        "The candidate is underqualified.",
        "The resume lacks Kinaxis.",
        "It fails to name a tool.",
    ],
)
def test_rule_4_5_harsh_wording_becomes_constructive(harsh: str) -> None:
    result = refined(changed(recruiter_feedback=[harsh, *DRAFT.recruiter_feedback]))
    assert harsh not in result.output.recruiter_feedback
    for word in ("weak match", "underqualified", "lacks", "fails to"):
        assert word not in " ".join(result.output.recruiter_feedback)


def test_rule_4_5_keywords_are_of_the_job_and_as_many_as_the_contract_asks_for() -> None:
    result = refined(changed(keyword_checklist=[KeywordCheck(keyword="Juggling", found=True)]))
    assert 10 <= len(result.output.keyword_checklist) <= 15
    assert all(e.keyword.casefold() in JOB.text.casefold() for e in result.output.keyword_checklist)


def test_rule_4_5_counts_return_to_the_contracts_ranges() -> None:
    result = refined(
        changed(recruiter_feedback=[], experience_gaps=[], next_actions=[], interview_talking_points=[])
    )
    output = result.output
    assert 4 <= len(output.recruiter_feedback) <= 6
    assert 2 <= len(output.experience_gaps) <= 4
    assert 3 <= len(output.next_actions) <= 5
    assert 3 <= len(output.interview_talking_points or []) <= 5


# 6. No injection


def test_rule_4_6_a_skill_must_come_from_the_resume() -> None:
    groups = [*DRAFT.skills, SkillGroup(category="More", items=["Kinaxis", "Welding"])]
    items = [i for g in refined(changed(skills=groups)).output.tailored_resume.skills for i in g.items]
    assert "Kinaxis" not in items
    assert "Welding" not in items


def test_rule_4_6_resume_and_job_takes_the_jobs_text_for_evidence_too() -> None:
    groups = [*DRAFT.skills, SkillGroup(category="More", items=["Kinaxis", "Welding"])]
    result = refined(changed(skills=groups), skills="resume-and-job")
    items = [i for g in result.output.tailored_resume.skills for i in g.items]
    assert "Kinaxis" in items
    assert "Welding" not in items


def test_rule_4_6_the_candidates_own_skills_are_never_lost() -> None:
    resume = refined(changed(skills=[])).output.tailored_resume
    items = {i for g in resume.skills for i in g.items}
    lines = {line for s in resume.other_sections or [] for line in s.lines}
    assert set(RESUME.profile.skills) <= items | lines
    assert 3 <= len(resume.skills) <= 6


# 7. Score


def test_rule_4_7_both_radars_are_computed_on_the_same_basis() -> None:
    result = refined()
    assert result.radar_before == score(RESUME, JOB)
    assert result.radar_after == score(result.output, JOB, as_of=RESUME.as_of)
    assert result.output.radar == result.radar_after.radar


def test_rule_4_7_a_drafts_own_score_is_never_trusted() -> None:
    boast = Radar(
        overall=100, skills_match=100, experience_alignment=100, impact_strength=100, ats_readiness=100
    )
    result = refined(changed(radar=boast))
    assert result.output.radar == refined().output.radar
    assert "radar.computed" in kinds(result)


# 8. Score booster


def test_rule_4_8_evidenced_keywords_that_the_draft_left_out_are_added_to_the_skills() -> None:
    profile = RESUME.profile.model_copy(
        update={"skills": [], "skill_groups": [], "summary": "", "headline": ""}
    )
    result = refine(
        changed(skills=[], professional_summary="", headline=""), RESUME.replace(profile=profile), JOB
    )
    items = [i for g in result.output.tailored_resume.skills for i in g.items]
    assert "SAP" in items
    assert len(items) <= 8
    assert "booster.skills" in kinds(result)


def test_rule_4_8_added_skills_do_not_land_in_a_group_they_do_not_belong_to() -> None:
    profile = RESUME.profile.model_copy(
        update={
            "skills": ["Polish (conversational)"],
            "skill_groups": [SkillLine(category="Languages", items=["Polish (conversational)"])],
        }
    )
    groups = [SkillGroup(category="Languages", items=["Polish (conversational)"])]
    result = refine(changed(skills=groups, professional_summary=""), RESUME.replace(profile=profile), JOB)
    held = {g.category: g.items for g in result.output.tailored_resume.skills}
    assert "booster.skills" in kinds(result)
    assert held["Languages"] == ["Polish (conversational)"]


def test_rule_4_8_the_booster_adds_nothing_that_the_resume_does_not_show() -> None:
    result = refined(changed(skills=[], professional_summary=""))
    for missing in ("Kinaxis", "Python", "safety stock models"):
        assert missing not in str(result.output.tailored_resume.to_wire())


@pytest.mark.parametrize("empty", ["skills", "bullets_by_role"])
def test_rule_4_8_radar_after_is_never_below_before(empty: str) -> None:
    result = refined(changed(**{empty: []}, professional_summary="", headline=""))
    assert result.radar_after.radar.overall >= result.radar_before.radar.overall


# 9. Quality gate once more


Change = Callable[[], ProDraft]
BROKEN: dict[str, Change] = {
    "bullets": lambda: with_bullets(0, []),
    "letter": lambda: with_letter("Hello."),
    "skills": lambda: changed(skills=[]),
    "everything": lambda: changed(
        bullets_by_role=[DraftRole(company="?", title="?", start="", end="", bullets=["x"])],
        skills=[],
        headline="",
        summary="",
        professional_summary="",
        keyword_checklist=[],
        recruiter_feedback=[],
        next_actions=[],
        experience_gaps=[],
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_rule_4_9_refining_an_output_again_changes_nothing(what: str) -> None:
    first = refined(BROKEN[what]())
    again = refined(draft_from_output(first.output))
    assert again.output == first.output
    assert [f for f in again.findings if f.auto_fixed] == []
