"""A good draft broken in every way a model breaks one: what it invented does not come out, what it lost
comes back."""

from __future__ import annotations

from functools import partial

import pytest
from pydantic import ValidationError

from benchmarks.truth import edits
from resumemate_llm.refine import Refined, RefineOptions, refine
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

from .people import DRAFT, JOB, RESUME

BULLETS = [list(role.bullets) for role in DRAFT.bullets_by_role]
LETTER = list(DRAFT.cover_letter.paragraphs)


def refined(draft: ProDraft) -> Refined:
    result = refine(draft, RESUME, JOB)
    resume = result.output.tailored_resume
    assert [(r.company, r.title, r.period) for r in resume.experience] == [
        ("Northmoor Freight Ltd", "Logistics Analyst", "Mar 2020 – Present"),
        ("Pellow & Hart", "Stock Controller", "2016 – Feb 2020"),
        ("Tarn Valley Foods", "Warehouse Operative", "2014 – 2016"),
    ]
    assert all(len(r.bullets) >= len(b) for r, b in zip(resume.experience, BULLETS, strict=True))
    assert [(e.school, e.degree, e.year) for e in resume.education] == [
        ("University of Skelwick", "BSc Geography", "2011 – 2014")
    ]
    assert len(result.output.cover_letter.paragraphs) == 4
    return result


def text_of(result: Refined) -> str:
    return str(result.output.to_wire())


changed = partial(edits.changed, DRAFT)
with_role = partial(edits.with_role, DRAFT)
with_bullet = partial(edits.with_bullet, DRAFT)
with_letter = partial(edits.with_letter, DRAFT)
with_sentence = partial(edits.with_sentence, DRAFT)


# Facts


def test_an_invented_employer_in_a_roles_head() -> None:
    result = refined(with_role(1, company="Globex Corporation"))
    assert "Globex" not in text_of(result)
    assert result.output.tailored_resume.experience[1].bullets == BULLETS[1]


@pytest.mark.parametrize("paragraph", [0, 1, 2, 3])
@pytest.mark.parametrize(
    "sentence",
    [
        "Before that, I spent time at Globex Corporation.",
        "My work for Initech taught me patience.",
        "I was trusted by Umbrella Logistics GmbH with their largest site.",
    ],
)
def test_an_invented_employer_in_the_letter(paragraph: int, sentence: str) -> None:
    result = refined(with_sentence(paragraph, sentence))
    assert not any(name in text_of(result) for name in ("Globex", "Initech", "Umbrella"))


def test_an_invented_role() -> None:
    extra = DraftRole(
        company="Globex Corporation",
        title="Head of Supply Chain",
        start="2008",
        end="2014",
        bullets=["Ran the supply chain of 3 continents"],
    )
    result = refined(changed(bullets_by_role=[extra, *DRAFT.bullets_by_role]))
    assert "Globex" not in text_of(result)
    assert "facts.invented_role" in {f.type for f in result.findings}


@pytest.mark.parametrize(
    "title", ["Senior Logistics Analyst", "Head of Logistics", "Director of Logistics Analytics"]
)
def test_a_title_inflated(title: str) -> None:
    draft = with_role(0, title=title).model_copy(
        update={
            "headline": title,
            "professional_summary": f"{title} with experience in SAP. Plans stock for 4 regional warehouses.",
        }
    )
    assert title not in text_of(refined(draft))


@pytest.mark.parametrize(
    ("start", "end"), [("Jan 2018", "Present"), ("Mar 2020", "Dec 2026"), ("2010", "2020"), ("", "")]
)
def test_a_date_moved(start: str, end: str) -> None:
    refined(with_role(0, start=start, end=end))


@pytest.mark.parametrize("degree", ["MSc Geography", "PhD Geography", "BSc (Hons) Geography and Economics"])
def test_a_degree_upgraded(degree: str) -> None:
    draft = changed(education=[DraftEducation(school="University of Skelwick", degree=degree, year="2014")])
    assert degree not in text_of(refined(draft))


@pytest.mark.parametrize(
    "sentence",
    [
        "I hold a master's degree in logistics.",
        "I hold an MBA.",
        "My PhD taught me rigour.",
        "I graduated with first-class honours.",
    ],
)
def test_a_degree_claimed_in_the_letter(sentence: str) -> None:
    assert sentence not in text_of(refined(with_sentence(1, sentence)))


def test_a_school_swapped() -> None:
    entry = DraftEducation(school="Oxford University", degree="BSc Geography", year="2011 – 2014")
    draft = changed(
        education=[entry], professional_summary="Logistics analyst trained at Oxford University. Knows SAP."
    )
    assert "Oxford" not in text_of(refined(draft))


@pytest.mark.parametrize(
    "sentence",
    [
        "She is APICS CPIM certified.",
        "She is a certified supply chain professional.",
        "She holds a licence to operate cranes.",
    ],
)
def test_a_certification_added(sentence: str) -> None:
    result = refined(changed(professional_summary=f"{DRAFT.professional_summary} {sentence}"))
    certified = result.output.tailored_resume.certifications
    assert certified == ["Counterbalance Forklift Licence"]
    if "licence" not in sentence:
        assert sentence not in result.output.tailored_resume.summary


@pytest.mark.parametrize(
    "bullet",
    [
        "Reduced picking errors by 38% through new bin labels",
        "Reduced picking errors by 18% and returns by 7% through new bin labels",
        "Reduced picking errors by 18 through new bin labels",
        "Reduced picking errors by $18 through new bin labels",
        "Reduced picking errors by 18% through new bin labels within 3 months",
        "Reduced 18 picking errors through 4% new bin labels",
        "Reduced picking errors by eighteen percent and twenty staff through new bin labels",
    ],
)
def test_a_number_changed_added_or_its_unit_changed_in_a_bullet(bullet: str) -> None:
    result = refined(with_bullet(0, 1, bullet))
    assert result.output.tailored_resume.experience[0].bullets[1] == BULLETS[0][1]


def test_a_number_moved_to_another_thing() -> None:
    result = refined(
        with_bullet(0, 0, "Managed stock planning in SAP for 4 directors and regional warehouses")
    )
    assert "4 directors" not in text_of(result)


@pytest.mark.parametrize(
    "sentence", ["I cut costs by 45%.", "I planned 900 deliveries a day.", "I bring 25 years of experience."]
)
def test_a_number_invented_in_the_letter(sentence: str) -> None:
    assert sentence not in text_of(refined(with_sentence(2, sentence)))


def test_years_that_the_dates_bear_out_may_stand() -> None:
    sentence = "I bring 12 years of experience in warehouses."
    assert sentence in text_of(refined(with_sentence(2, sentence)))


@pytest.mark.parametrize(
    "bullet",
    [
        "Reduced picking errors by 18% through new bin labels, saving millions in revenue",
        "Reduced picking errors by 18% through new bin labels, increasing revenue",
        "Reduced picking errors by 18% and saved $2 million through new bin labels",
    ],
)
def test_revenue_invented(bullet: str) -> None:
    text = text_of(refined(with_bullet(0, 1, bullet)))
    assert "revenue" not in text
    assert "million" not in text


@pytest.mark.parametrize(
    "bullet",
    [
        "Trained 6 new starters and led a team of 15 on the handheld scanners",
        "Led a team and trained 6 new starters on the handheld scanners",
        "Trained hundreds of new starters on the handheld scanners",
    ],
)
def test_headcount_invented(bullet: str) -> None:
    result = refined(with_bullet(0, 3, bullet))
    assert BULLETS[0][3] in result.output.tailored_resume.experience[0].bullets
    assert "team of 15" not in text_of(result)
    assert "hundreds" not in text_of(result)


@pytest.mark.parametrize("verb", ["Led", "Headed", "Directed", "Spearheaded", "Oversaw"])
def test_help_does_not_become_a_lead(verb: str) -> None:
    result = refined(with_bullet(1, 0, f"{verb} the annual stock count of 12,000 lines"))
    assert BULLETS[1][0] in result.output.tailored_resume.experience[1].bullets


@pytest.mark.parametrize("skill", ["Kubernetes", "Oracle NetSuite", "welding", "Mandarin", "C++"])
def test_a_skill_added_that_nothing_shows(skill: str) -> None:
    groups = [SkillGroup(category="Systems", items=[skill, "SAP", "Excel", "Power BI"]), *DRAFT.skills[1:]]
    assert skill not in text_of(refined(changed(skills=groups)))


@pytest.mark.parametrize("skill", ["Kinaxis", "Python", "safety stock models"])
def test_a_skill_from_the_job_claimed_as_experience(skill: str) -> None:
    draft = with_bullet(
        0, 0, f"Managed stock planning in SAP and {skill} for 4 regional warehouses"
    ).model_copy(
        update={
            "professional_summary": f"Logistics analyst skilled in {skill}. Knows SAP and Excel.",
            "headline": f"Logistics Analyst | {skill}",
            "cover_letter": with_sentence(1, f"I have used {skill} for years.").cover_letter,
        }
    )
    result = refined(draft)
    resume = str(result.output.tailored_resume.to_wire())
    assert skill not in resume
    assert skill not in "\n".join(result.output.cover_letter.paragraphs)


# Losses


@pytest.mark.parametrize("index", [0, 1, 2])
def test_a_role_dropped(index: int) -> None:
    roles = [role for i, role in enumerate(DRAFT.bullets_by_role) if i != index]
    result = refined(changed(bullets_by_role=roles))
    assert result.output.tailored_resume.experience[index].bullets == RESUME.profile.experience[index].bullets


def test_a_role_merged_with_another() -> None:
    merged = DRAFT.bullets_by_role[0].model_copy(update={"bullets": [*BULLETS[0], *BULLETS[1]]})
    result = refined(changed(bullets_by_role=[merged, DRAFT.bullets_by_role[2]]))
    assert [r.bullets for r in result.output.tailored_resume.experience] == BULLETS


def test_a_role_duplicated() -> None:
    result = refined(changed(bullets_by_role=[*DRAFT.bullets_by_role, DRAFT.bullets_by_role[1]]))
    assert [r.bullets for r in result.output.tailored_resume.experience] == BULLETS


def test_roles_reordered() -> None:
    result = refined(changed(bullets_by_role=DRAFT.bullets_by_role[::-1]))
    assert [r.bullets for r in result.output.tailored_resume.experience] == BULLETS
    assert "facts.role_order" in {f.type for f in result.findings}


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_a_bullet_dropped(number: int) -> None:
    bullets = [b for i, b in enumerate(BULLETS[0]) if i != number]
    result = refined(with_role(0, bullets=bullets))
    held = result.output.tailored_resume.experience[0].bullets
    assert set(bullets) < set(held)
    assert RESUME.profile.experience[0].bullets[number] in held


def test_bullets_merged() -> None:
    merged = (
        "Managed stock planning in SAP for 4 regional warehouses and prepared weekly "
        "inventory reports for the operations director"
    )
    result = refined(with_role(0, bullets=[merged, BULLETS[0][1], BULLETS[0][3]]))
    assert len(result.output.tailored_resume.experience[0].bullets) == 4


@pytest.mark.parametrize("words", [3, 4, 5, 6, 7])
def test_a_bullet_truncated(words: int) -> None:
    cut = " ".join(BULLETS[0][2].split()[:words])
    result = refined(with_bullet(0, 2, cut))
    assert result.output.tailored_resume.experience[0].bullets[2] == BULLETS[0][2]


def test_a_bullet_cut_behind_most_of_its_words_with_its_verb_in_another_tense() -> None:
    _, *words = BULLETS[0][2].split()
    cut = " ".join(["Preparing", *words[:-1]])
    result = refined(with_bullet(0, 2, cut))
    assert result.output.tailored_resume.experience[0].bullets[2] == BULLETS[0][2]


@pytest.mark.parametrize("end", ["for the", "that", "(for the operations director", "and"])
def test_a_reworded_bullet_that_breaks_off(end: str) -> None:
    cut = f"Wrote weekly inventory reports and prepared them for the operations director {end}"
    result = refined(with_bullet(0, 2, cut))
    assert result.output.tailored_resume.experience[0].bullets[2] == BULLETS[0][2]


def test_a_bullet_copied_from_another_role() -> None:
    result = refined(with_role(2, bullets=[BULLETS[0][1], *BULLETS[2]]))
    assert result.output.tailored_resume.experience[2].bullets == BULLETS[2]
    assert "facts.bullet_of_other_role" in {f.type for f in result.findings}


def test_a_bullet_split_in_two_may_stand_where_nothing_is_lost() -> None:
    parts = ["Managed stock planning for 4 regional warehouses", "Planned that stock in SAP"]
    result = refined(with_role(0, bullets=[*parts, *BULLETS[0][1:]]))
    assert len(result.output.tailored_resume.experience[0].bullets) >= 4
    assert "SAP" in " ".join(result.output.tailored_resume.experience[0].bullets)


def test_empty_sections() -> None:
    draft = changed(
        summary="",
        headline=" ",
        professional_summary="",
        bullets_by_role=[],
        education=[],
        skills=[SkillGroup(category="", items=[])],
        cover_letter=CoverLetter(paragraphs=[]),
        keyword_checklist=[],
        recruiter_feedback=[""],
        bullet_rewrites=[],
        experience_gaps=[],
        next_actions=[],
        before_after_preview=BeforeAfter(before="", after=""),
        interview_talking_points=[],
    )
    output = refined(draft).output
    for text in (output.summary, output.tailored_resume.headline, output.tailored_resume.summary):
        assert text.strip()
    assert all(p.strip() for p in output.cover_letter.paragraphs)
    assert all(text.strip() for text in output.recruiter_feedback)


# Wording


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


# The one door that a policy may open


def test_an_estimate_marked_as_such_may_stay_only_under_the_policy() -> None:
    draft = with_bullet(0, 2, "Prepared ~12 weekly inventory reports for the operations director")
    strict = refined(draft)
    assert strict.output.tailored_resume.experience[0].bullets[2] == BULLETS[0][2]
    marked = refine(draft, RESUME, JOB, options=RefineOptions(inferred_metrics="mark"))
    assert "~12" in marked.output.tailored_resume.experience[0].bullets[2]
    to_confirm = [f for f in marked.findings if f.type == "facts.inferred_metric"]
    assert [f.location for f in to_confirm] == ["tailoredResume.experience[0].bullets[2]"]
    assert not to_confirm[0].auto_fixed


def test_only_one_estimate_a_role() -> None:
    bullets = [*BULLETS[0][:2], f"{BULLETS[0][2]} in ~2 days", f"{BULLETS[0][3]} in ~3 days"]
    marked = refine(
        with_role(0, bullets=bullets), RESUME, JOB, options=RefineOptions(inferred_metrics="mark")
    )
    assert sum("~" in b for b in marked.output.tailored_resume.experience[0].bullets) == 1


def test_a_skill_in_other_capitals_is_listed_once() -> None:
    groups = [SkillGroup(category="Systems", items=["EXCEL", "SAP", "sap"]), *DRAFT.skills]
    items = [i for g in refined(changed(skills=groups)).output.tailored_resume.skills for i in g.items]
    assert [i.casefold() for i in items].count("excel") == 1
    assert [i.casefold() for i in items].count("sap") == 1
