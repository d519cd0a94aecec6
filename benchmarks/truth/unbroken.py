"""The other side: what refine changes in drafts that need nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from resumemate_llm.refine import draft_from_output
from resumemate_llm.schema import ProDraft, ProOutput

from .cases import Case

Unit = tuple[str, str]
"""A place of a draft and one text that stands there."""


@dataclass(slots=True)
class Unbroken:
    """Units of unbroken drafts, how many of them refine changed, and what they became."""

    drafts: int = 0
    units: int = 0
    changed: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of units that were changed."""
        return self.changed / self.units if self.units else 0.0

    def add(self, other: Unbroken) -> None:
        """Count another one in."""
        self.drafts += other.drafts
        self.units += other.units
        self.changed += other.changed
        self.examples += other.examples


def units(draft: ProDraft) -> Iterator[Unit]:
    """Every bullet, skill, sentence-bearing text and remark of a draft with its place. The order of
    skills and their groups is no unit, nor are section and suggestion of a keyword."""
    yield "headline", draft.headline
    yield "analysis", draft.summary
    yield "summary", draft.professional_summary
    for r, role in enumerate(draft.bullets_by_role):
        yield f"head of role {r}", " | ".join((role.company, role.title, role.start, role.end))
        yield from ((f"role {r}", bullet) for bullet in role.bullets)
    yield from (("education", " | ".join((e.school, e.degree, e.year))) for e in draft.education)
    yield from (("skills", item) for group in draft.skills for item in group.items)
    yield from (("letter", paragraph) for paragraph in draft.cover_letter.paragraphs)
    yield from (("keywords", f"{e.keyword}: {e.found}") for e in draft.keyword_checklist)
    yield from (("feedback", text) for text in draft.recruiter_feedback)
    yield from (("rewrites", f"{p.original} -> {p.rewritten}") for p in draft.bullet_rewrites)
    yield from (("gaps", f"{g.gap}: {g.suggestion}") for g in draft.experience_gaps)
    yield from (("next actions", text) for text in draft.next_actions)
    yield "preview", f"{draft.before_after_preview.before} -> {draft.before_after_preview.after}"
    yield from (("talking points", text) for text in draft.interview_talking_points)


def left_alone(case: Case, output: ProOutput) -> Unbroken:
    """How many units of the case's draft the output holds no more, and what stands in their place."""
    before, after = list(units(case.draft)), list(units(draft_from_output(output)))
    gone = Counter(before) - Counter(after)
    fresh = Counter(after) - Counter(before)
    examples = []
    for place, text in gone.elements():
        now = [t for p, t in fresh if p == place]
        examples.append(
            f"{case.name}: {place}: {text!r} became {now[0]!r}"
            if now
            else f"{case.name}: {place}: {text!r} is gone"
        )
    return Unbroken(drafts=1, units=len(before), changed=gone.total(), examples=examples)
