"""A good draft written badly: repeated, pasted, addressed to others, in the wrong person, script or language, or with
scores and rewrites that do not hold."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from resumemate_llm.refine import refine
from resumemate_llm.schema import (
    BeforeAfter,
    BulletRewrite,
    CoverLetter,
    DraftEducation,
    DraftRole,
    KeywordCheck,
    ProDraft,
    Radar,
    SkillGroup,
    SkillLine,
)

from .broken import (
    BULLETS,
    LETTER,
    changed,
    refined,
    text_of,
    with_bullet,
    with_letter,
    with_role,
    with_sentence,
)
from .people import DRAFT, JOB, RESUME


def test_a_verb_repeated() -> None:
    bullets = [
        BULLETS[0][0],
        BULLETS[0][1],
        BULLETS[0][2],
        "Managed training of 6 new starters on the handheld scanners",
    ]
    result = refined(with_role(0, bullets=bullets))
    first = [b.split()[0] for b in result.output.tailored_resume.experience[0].bullets]
    assert len(first) == len(set(first))


def test_a_job_ad_sentence_pasted() -> None:
    sentence = (
        "Harrow Lane Foods supplies school kitchens across the north of the county with "
        "fresh produce every morning."
    )
    draft = with_sentence(2, sentence).model_copy(
        update={
            "professional_summary": f"{DRAFT.professional_summary} {sentence}",
            "bullets_by_role": with_role(0, bullets=[*BULLETS[0], sentence]).bullets_by_role,
        }
    )
    assert sentence not in text_of(refined(draft))


@pytest.mark.parametrize("company", ["Globex", "Brightwater Foods Ltd", "Pellow & Hart"])
def test_the_wrong_company_in_the_letter(company: str) -> None:
    paragraphs = [p.replace("Harrow Lane Foods", company) for p in LETTER]
    paragraphs[3] = f"I would be excited to join {company}.\n" + paragraphs[3].split("\n", 1)[1]
    letter = refined(with_letter(paragraphs)).output.cover_letter.paragraphs
    assert company not in letter[0]
    assert company not in letter[3]
    assert "Harrow Lane Foods" in letter[0]


@pytest.mark.parametrize("name", ["John Doe", "Jane A. Smith", "Priya Raman", "Imogen A. Lindqvist"])
def test_another_candidates_name_under_the_letter(name: str) -> None:
    paragraphs = [p.replace("Imogen Fairweather", name) for p in LETTER]
    paragraphs[1] = f"My name is {name}. " + paragraphs[1]
    letter = "\n".join(refined(with_letter(paragraphs)).output.cover_letter.paragraphs)
    assert name not in letter
    assert letter.endswith("Imogen Fairweather")


def test_an_invented_addressee() -> None:
    paragraphs = [LETTER[0].replace("Hiring Manager", "Ms. Winterbourne"), *LETTER[1:]]
    letter = refined(with_letter(paragraphs)).output.cover_letter.paragraphs
    assert letter[0].startswith("Dear Hiring Manager,")


def test_no_sign_off() -> None:
    letter = refined(with_letter([*LETTER[:3], LETTER[3].split("\n")[0]])).output.cover_letter.paragraphs
    assert letter[3].endswith("Kind regards,\nImogen Fairweather")


@pytest.mark.parametrize(
    ("spoken", "wanted"),
    [
        (
            "I managed stock planning in SAP for 4 regional warehouses",
            "Managed stock planning in SAP for 4 regional warehouses",
        ),
        (
            "I have managed our stock planning in SAP for 4 regional warehouses",
            "Managed the stock planning in SAP for 4 regional warehouses",
        ),
    ],
)
def test_first_person_in_bullets(spoken: str, wanted: str) -> None:
    assert refined(with_bullet(0, 0, spoken)).output.tailored_resume.experience[0].bullets[0] == wanted


def test_a_summary_in_the_first_person_is_turned() -> None:
    draft = changed(
        professional_summary=(
            "I am a logistics analyst with experience in SAP. I plan stock for 4 regional warehouses."
        )
    )
    summary = refined(draft).output.tailored_resume.summary
    assert summary == "A logistics analyst with experience in SAP. Plans stock for 4 regional warehouses."


def test_a_checklist_that_contradicts_the_resume() -> None:
    checklist = [KeywordCheck(keyword=e.keyword, found=not e.found) for e in DRAFT.keyword_checklist]
    output = refined(changed(keyword_checklist=checklist)).output
    assert {e.keyword: e.found for e in output.keyword_checklist} == {
        e.keyword: e.found for e in DRAFT.keyword_checklist
    }


@pytest.mark.parametrize("scores", [(100, 10, 10, 10, 10), (-5, -1, 400, 0, 0), (70, 70, 70, 70, 71)])
def test_a_radar_out_of_range_or_not_the_weighted_sum(scores: tuple[int, int, int, int, int]) -> None:
    overall, skills, experience, impact, ats = scores
    draft = changed(
        radar=Radar(
            overall=overall,
            skills_match=skills,
            experience_alignment=experience,
            impact_strength=impact,
            ats_readiness=ats,
        )
    )
    radar = refined(draft).output.radar
    assert radar is not None
    axes = (radar.skills_match, radar.experience_alignment, radar.impact_strength, radar.ats_readiness)
    assert all(0 <= axis <= 100 for axis in axes)
    assert radar.overall == int(0.30 * axes[0] + 0.30 * axes[1] + 0.25 * axes[2] + 0.15 * axes[3] + 0.5)


def test_a_radar_of_words_is_no_draft() -> None:
    wire = DRAFT.to_wire()
    wire["radar"] = {**wire["radar"], "overall": "high"}
    with pytest.raises(ValidationError):
        ProDraft.model_validate(wire)


def test_rewrites_whose_original_is_not_in_the_resume() -> None:
    invented = BulletRewrite(
        original="Did some stock work",
        rewritten="Transformed stock for 90 sites",
        section="Experience",
        notes="",
    )
    output = refined(changed(bullet_rewrites=[invented, *DRAFT.bullet_rewrites])).output
    assert output.bullet_rewrites == DRAFT.bullet_rewrites


def test_a_rewrite_that_says_more_than_the_experience() -> None:
    pair = DRAFT.bullet_rewrites[0].model_copy(
        update={"rewritten": "Managed stock worth $9m in SAP for 40 warehouses"}
    )
    preview = BeforeAfter(before=pair.original, after=pair.rewritten)
    output = refined(changed(bullet_rewrites=[pair], before_after_preview=preview)).output
    assert output.bullet_rewrites[0].rewritten == BULLETS[0][0]
    assert output.before_after_preview == DRAFT.before_after_preview


def test_the_prompts_own_example_leaking() -> None:
    example = DraftRole(
        company="Acme Corp",
        title="Software Engineer",
        start="2019",
        end="Present",
        bullets=["Built APIs used by 2M users"],
    )
    draft = changed(
        headline="Software Engineer | APIs",
        professional_summary="John Doe is a software engineer at Acme Corp who built APIs used by 2M users.",
        bullets_by_role=[example],
        education=[DraftEducation(school="MIT", degree="BSc Computer Science", year="2019")],
        skills=[SkillGroup(category="Languages", items=["Python", "Go"])],
        cover_letter=CoverLetter(
            paragraphs=[
                "Dear Acme Corp,",
                "I built APIs used by 2M users.",
                "I lead people.",
                "Sincerely, John Doe",
            ]
        ),
    )
    text = text_of(refined(draft))
    assert not any(word in text for word in ("Acme", "John Doe", "MIT", "2M", "Software Engineer"))


def test_text_in_the_wrong_language() -> None:
    french = (
        "Madame, Monsieur, je vous adresse ma candidature pour le poste dans votre "
        "entreprise. Mon parcours est à "
        "votre disposition et je serais heureuse de vous rencontrer pour parler de la suite."
    )
    draft = changed(
        professional_summary=(
            "Analyste avec une expérience de la gestion des stocks dans les entrepôts de la région."
        ),
        cover_letter=CoverLetter(paragraphs=[french] * 4),
        recruiter_feedback=["Le parcours est clair et les chiffres sont bien choisis pour ce poste."],
    )
    text = text_of(refined(draft))
    assert "votre" not in text
    assert "entrepôts" not in text
    assert "parcours" not in text


@pytest.mark.parametrize(
    "bullet",
    [
        "**Managed** stock planning in SAP for 4 regional warehouses",
        "<b>Managed</b> stock planning in SAP for 4 regional warehouses",
        "• Managed stock planning in SAP for 4 regional warehouses",
        "- `Managed` stock planning in SAP for 4 regional warehouses",
        "Managed stock\u0000 planning\u0007 in SAP\ud800 for 4 regional warehouses\u202e",
        "  Managed   stock planning in SAP\n for 4 regional warehouses ",
    ],
)
def test_markup_and_control_characters(bullet: str) -> None:
    result = refined(with_bullet(0, 0, bullet))
    assert result.output.tailored_resume.experience[0].bullets[0] == BULLETS[0][0]
    result.output.model_dump_json()


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1f", "\x85"])
def test_a_control_character_between_two_words_of_a_skill_separates_them(control: str) -> None:
    skills = ["SAP", f"Power{control}BI", f"Cycle{control}counting"]
    groups = [SkillLine(category="Systems", items=skills)]
    profile = RESUME.profile.model_copy(update={"skills": skills, "skill_groups": groups})
    result = refine(changed(skills=[]), RESUME.replace(profile=profile), JOB)
    assert result.radar_after.radar.overall >= result.radar_before.radar.overall
    items = [item for group in result.output.tailored_resume.skills for item in group.items]
    assert {"Power BI", "Cycle counting"} <= set(items)


def test_a_skill_in_other_capitals_is_listed_once() -> None:
    groups = [SkillGroup(category="Systems", items=["EXCEL", "SAP", "sap"]), *DRAFT.skills]
    items = [i for g in refined(changed(skills=groups)).output.tailored_resume.skills for i in g.items]
    assert [i.casefold() for i in items].count("excel") == 1
    assert [i.casefold() for i in items].count("sap") == 1
