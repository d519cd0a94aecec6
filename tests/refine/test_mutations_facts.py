"""A good draft with something invented in it: what was invented does not come out."""

from __future__ import annotations

import pytest

from resumemate_llm.refine import RefineOptions, refine
from resumemate_llm.schema import (
    DraftEducation,
    DraftRole,
    SkillGroup,
)

from .broken import (
    BULLETS,
    changed,
    refined,
    text_of,
    with_bullet,
    with_role,
    with_sentence,
)
from .people import DRAFT, JOB, RESUME


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
