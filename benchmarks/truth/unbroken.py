"""The other side: what refine changes in drafts that need nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from resumemate_llm.refine import Refined, draft_from_output
from resumemate_llm.schema import ProDraft, ProOutput

from .cases import Case
from .judge import contradiction

FILLER = (
    "fast-paced", "results-driven", "results-oriented", "proven expertise", "proven track record",
    "writing to express", "best practices", "outside the box",
)  # fmt: skip
"""Filler that a draft may have taken over from a resume, and that the gate takes out."""

Unit = tuple[str, str]
"""A place of a draft and one text that stands there."""


Why = Literal["false repair", "added to", "filler out", "contradiction out", "undone for the radar"]
"""Why a unit was changed. All but the first are what the contract asks for (section 4, steps 4, 5 and 8)."""


@dataclass(slots=True)
class Unbroken:
    """Units of unbroken drafts, how many of them refine changed and why, and what they became."""

    drafts: int = 0
    units: int = 0
    changed: Counter[Why] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of units that were repaired and needed nothing."""
        return self.changed["false repair"] / self.units if self.units else 0.0

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
    pairs = (f"{p.original} -> {p.rewritten}" for p in draft.bullet_rewrites)
    yield from (("rewrites", pair) for pair in pairs)
    yield from (("gaps", f"{g.gap}: {g.suggestion}") for g in draft.experience_gaps)
    yield from (("next actions", text) for text in draft.next_actions)
    yield "preview", f"{draft.before_after_preview.before} -> {draft.before_after_preview.after}"
    yield from (("talking points", text) for text in draft.interview_talking_points)


def left_alone(case: Case, refined: Refined) -> Unbroken:
    """How many units of the case's draft the output holds no more, why, and what stands in their place."""
    before, after = _units(case.draft), _units(draft_from_output(refined.output))
    gone, fresh = Counter(before) - Counter(after), Counter(after) - Counter(before)
    undone = {f.location for f in refined.findings if f.type == "booster.undone"}
    report = Unbroken(drafts=1, units=len(before))
    for place, text in gone.elements():
        now = max((t for p, t in fresh if p == place), key=lambda t: _shared(t, text), default="")
        why = _why(case, place, text, now, refined.output, bool(undone))
        report.changed[why] += 1
        report.examples.append(f"{why}: {case.name}: {place}: {text!r} -> {now!r}")
    return report


def _why(case: Case, place: str, text: str, now: str, output: ProOutput, undone: bool) -> Why:
    """Why a unit was changed, as far as plain words can tell; else it was a false repair."""
    if now.startswith(text):
        return "added to"
    if any(re.search(rf"\b{re.escape(phrase)}", text, re.IGNORECASE) for phrase in FILLER):
        return "filler out"
    if place == "keywords":
        return "contradiction out" if not contradiction(output) else "false repair"
    originals = [s for role in case.profile.experience for s in role.statements]
    if undone and any(" ".join(s.split()) in text for s in originals):
        return "undone for the radar"
    if undone and any(" ".join(s.split()) == now for s in originals):
        return "undone for the radar"
    return "false repair"


def _units(draft: ProDraft) -> list[Unit]:
    """The units with any white space as one space; the layout of a letter is nobody's claim."""
    return [(place, " ".join(text.split())) for place, text in units(draft) if re.search(r"\w", text)]


def _shared(one: str, other: str) -> int:
    """How many words two texts share."""
    return len(set(one.split()) & set(other.split()))
