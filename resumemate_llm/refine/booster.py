"""The score booster: terms of the job that the resume shows and the draft left out (contract, step 8).

It adds words that the resume holds already, to the skills first, then to the summary; never a bullet,
never a number of the radar. Where the tailored resume still scores below the original, edits are undone
until it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from ..schema import RadarReport, SkillGroup
from ..text.terms import fold_term
from . import plain_texts
from .evidence import Evidence
from .headline import true_headline
from .own_skills import is_label
from .prose import fitting
from .radar import Scored
from .reading import Reading
from .skills import MOST_GROUPS
from .state import Findings, Line, Step, Work
from .view import View
from .wording import clean, third_person

WANTED_GAIN = 15
MOST_SKILLS = 8
IN_SUMMARY = 3

_OWN_GROUP = "Core for this role"

Score = Callable[[Work], Scored]


def boost(work: Work, view: View, before: RadarReport, evidence: Evidence, score: Score) -> Step:
    """`work`, which `view` shows, with evidenced terms added where that raises its score or brings back what
    it had lost, and with edits taken back until it scores no lower than the original."""
    findings = Findings()
    reached = score(work).radar
    lost = [term for term in evidence.shown_terms if term not in view]
    for add in (partial(_skills_added, lost=lost), _summary_added):
        if reached.overall - before.radar.overall >= WANTED_GAIN:
            break
        changed, added = add(work, evidence)
        scored = score(changed).radar if added else reached
        gain = scored.overall - reached.overall, scored.skills_match - reached.skills_match
        if gain > (0, 0) or (added and gain == (0, 0) and _brings_back(lost, work, changed)):
            work, reached = changed, scored
            findings += added
    now = reached.overall
    for changed_by, what, location in _taken_back(work, evidence):
        if now >= before.radar.overall:
            break
        candidate = changed_by(work)
        after = score(candidate).radar.overall
        if after > now:
            work, now = candidate, after
            message = f"{what} scored lower than the original and was undone."
            findings.add("booster.undone", location, message)
    return Step(work, findings)


def _brings_back(lost: list[str], work: Work, changed: Work) -> bool:
    """Whether a change of the skills names a term that the tailored resume had lost."""
    held = {fold_term(item) for group in work.draft.skills for item in group.items}
    added = {fold_term(item) for group in changed.draft.skills for item in group.items} - held
    return any(fold_term(term) in added for term in lost)


def _skills_added(work: Work, evidence: Evidence, lost: list[str]) -> tuple[Work, Findings]:
    """At most eight terms in the skills beyond those that the candidate lists; lost ones come first."""
    held = {fold_term(item) for group in work.draft.skills for item in group.items}
    own = {fold_term(item) for _, item in evidence.own_items}
    room = MOST_SKILLS - len(held - own)
    fresh = [
        t
        for t in dict.fromkeys((*lost, *evidence.shown_terms))
        if is_label(t) and t in evidence.index and clean(t).text == t and fold_term(t) not in held
    ][: max(0, room)]
    if not fresh:
        return work, Findings()
    groups = _with_items(list(work.draft.skills), fresh)
    message = f"Added to the skills, because the job asks for it and the resume shows it: {', '.join(fresh)}."
    findings = Findings()
    findings.add("booster.skills", "tailoredResume.skills", message)
    return work.write(skills=groups), findings


def _with_items(groups: list[SkillGroup], items: list[str]) -> list[SkillGroup]:
    """The groups with items that the author put in none of them: in a group of their own, or where six
    groups leave no room for one, in the largest."""
    names = [group.category for group in groups]
    if _OWN_GROUP not in names and len(groups) < MOST_GROUPS:
        return [*groups, SkillGroup(category=_OWN_GROUP, items=items)]
    largest = max(range(len(groups)), key=lambda i: len(groups[i].items))
    place = names.index(_OWN_GROUP) if _OWN_GROUP in names else largest
    grown = SkillGroup(category=names[place], items=[*groups[place].items, *items])
    return [*groups[:place], grown, *groups[place + 1 :]]


def _summary_added(work: Work, evidence: Evidence) -> tuple[Work, Findings]:
    """Up to three terms in the summary, in a sentence of their own."""
    summary, findings = work.draft.professional_summary, Findings()
    said = evidence.read(summary)
    named = [term for term in evidence.shown_terms if term in said]
    fresh = [term for term in evidence.shown_terms if term not in said][: max(0, IN_SUMMARY - len(named))]
    text = _with_terms(said, fresh)
    if not fresh or not _may_stand(text, evidence):
        return work, findings
    listed = ", ".join(fresh)
    message = f"Added to the summary, because the job asks for it and the resume shows it: {listed}."
    findings.add("booster.summary", "tailoredResume.summary", message)
    return work.write(professional_summary=text), findings


def _with_terms(summary: Reading, terms: list[str]) -> str:
    """A summary with a sentence for those of `terms` that it does not name."""
    fresh = [term for term in terms if term not in summary]
    if not fresh:
        return summary.text
    return f"{summary.text.rstrip()} The experience includes {plain_texts.listed(fresh)}."


def _may_stand(summary: str, evidence: Evidence) -> bool:
    return fitting([summary], evidence, "summary") == [summary] and third_person(summary) == summary


def _taken_back(work: Work, evidence: Evidence) -> Iterator[tuple[Callable[[Work], Work], str, str]]:
    """The edits that can be undone: terms that only the old summary named, the summary, the headline, the
    bullets role by role."""
    profile, location = evidence.profile, "tailoredResume.summary"
    named = evidence.read(f"{profile.headline}\n{profile.summary}")
    lost = [term for term in evidence.shown_terms if term in named]
    summary = evidence.read(work.draft.professional_summary)
    for text in (_with_terms(summary, lost), third_person(profile.summary)):
        if text and _may_stand(text, evidence):
            yield _with_text("professional_summary", text), "The new summary", location
    if profile.headline and true_headline(profile.headline, evidence, Findings()) == profile.headline:
        yield _with_text("headline", profile.headline), "The new headline", "tailoredResume.headline"
    for role, statements in enumerate(evidence.statements):
        own = tuple(Line(s.text, (i,), "restored") for i, s in enumerate(statements) if s.plain)
        if work.roles[role] != own:
            place = f"tailoredResume.experience[{role}].bullets"
            yield _with_role(role, own), "The rewording of this role", place


def _with_text(field: str, text: str) -> Callable[[Work], Work]:
    return lambda work: work.write(**{field: text})


def _with_role(role: int, lines: tuple[Line, ...]) -> Callable[[Work], Work]:
    return lambda work: Work(work.draft, (*work.roles[:role], lines, *work.roles[role + 1 :]))
