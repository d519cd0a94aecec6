"""Ways to break the good draft of people.py, and what holds for every draft that is refined after it."""

from __future__ import annotations

from functools import partial

from benchmarks.truth import edits
from resumemate_llm.refine import Refined, refine
from resumemate_llm.schema import ProDraft

from .people import DRAFT, JOB, RESUME

BULLETS = [list(role.bullets) for role in DRAFT.bullets_by_role]
LETTER = list(DRAFT.cover_letter.paragraphs)


def refined(draft: ProDraft) -> Refined:
    """A broken draft refined, with the resume's roles, dates and education as they are, however it was broken."""
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
    """Everything that the output says."""
    return str(result.output.to_wire())


changed = partial(edits.changed, DRAFT)
with_role = partial(edits.with_role, DRAFT)
with_bullet = partial(edits.with_bullet, DRAFT)
with_letter = partial(edits.with_letter, DRAFT)
with_sentence = partial(edits.with_sentence, DRAFT)
