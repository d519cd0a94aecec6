"""Roles and education: the draft's bullets under the resume's facts (contract, step 3).

Company, title, dates, school and degree are the resume's own; what a draft says in their place is
reported and not used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..schema import DraftEducation, DraftRole, Education, ProDraft, Role
from ..text.numbers import numbers_in
from .evidence import Evidence
from .provenance import trace
from .state import Findings, period
from .words import plain, stems

_COMPANY_NOISE = frozenset(
    "inc ltd llc limited corp corporation co company gmbh plc pty group the and of with at".split()
)
_ROLES = "tailoredResume.experience"
_EDUCATION = "tailoredResume.education"
_ENOUGH = 3.0
_SURELY = 4.5


class Matched(NamedTuple):
    """The bullets that the draft wrote for one role of the resume; None where it left the role out."""

    bullets: list[str] | None


def match_roles(draft: ProDraft, evidence: Evidence) -> tuple[list[Matched], Findings]:
    """For every role of the resume what the draft wrote for it."""
    roles = evidence.profile.experience
    pairs = sorted(
        (-score, d, r)
        for d, drafted in enumerate(draft.bullets_by_role)
        for r, score in _candidates(drafted, roles, evidence)
    )
    chosen: dict[int, int] = {}
    for _, d, r in pairs:
        if d not in chosen and r not in chosen.values():
            chosen[d] = r
    matched = [Matched(None)] * len(roles)
    findings = Findings()
    order = [chosen[d] for d in sorted(chosen)]
    if order != sorted(order):
        findings.add("facts.role_order", _ROLES, "The roles stand in the resume's order again.")
    for d, r in chosen.items():
        matched[r] = Matched(list(draft.bullets_by_role[d].bullets))
        _report_facts(draft.bullets_by_role[d], roles[r], f"{_ROLES}[{r}]", findings)
    _place_leftovers(draft, chosen, pairs, matched, findings)
    for r, found in enumerate(matched):
        if found.bullets is None:
            findings.add(
                "facts.missing_role", f"{_ROLES}[{r}]", "A role that the draft left out was put back."
            )
    return matched, findings


def _candidates(drafted: DraftRole, roles: Sequence[Role], evidence: Evidence) -> list[tuple[int, float]]:
    """The roles of the resume that a draft's role may be, with how surely. Where its facts are one
    role's to the letter, no other is looked at."""
    facts = _facts(drafted)
    same = [r for r, role in enumerate(roles) if _facts(role) == facts]
    if len(same) == 1:
        return [(same[0], 11.0)]
    if same:
        return [(r, 8.0 + 3 * _traced(drafted, r, evidence)) for r in same]
    scored = [(r, _likeness(drafted, role, r, evidence)) for r, role in enumerate(roles)]
    return [(r, score) for r, score in scored if score >= _ENOUGH]


def _facts(role: DraftRole | Role) -> tuple[str, str, str]:
    return plain(role.company), plain(role.title), plain(period(role.start, role.end))


def _likeness(drafted: DraftRole, role: Role, index: int, evidence: Evidence) -> float:
    """How surely a draft's role is this one of the resume: company 3, title 2, dates 2, bullets 3."""
    company = _overlap(_company(drafted.company), _company(role.company))
    if not drafted.company and not role.company:
        company = 0.34
    title = _overlap(stems(drafted.title), stems(role.title))
    dates = _dates(drafted, role)
    return 3 * company + 2 * title + 2 * dates + 3 * _traced(drafted, index, evidence)


def _traced(drafted: DraftRole, index: int, evidence: Evidence) -> float:
    """The share of the bullets (the first twelve) that come from the role's statements."""
    bullets = drafted.bullets[:12]
    traced = sum(bool(trace(evidence.read(b), evidence.statements[index])) for b in bullets)
    return traced / len(bullets) if bullets else 0.0


def _company(name: str) -> frozenset[str]:
    return frozenset(
        w for w in plain(name).replace("(", " ").replace(")", " ").split() if w not in _COMPANY_NOISE
    )


def _overlap(first: frozenset[str], second: frozenset[str]) -> float:
    """The share of the smaller set that the other holds, a little less where the larger says more."""
    if not first or not second:
        return 0.0
    shared = len(first & second)
    return 0.8 * shared / min(len(first), len(second)) + 0.2 * shared / max(len(first), len(second))


def _dates(drafted: DraftRole, role: Role) -> float:
    if plain(drafted.start) == plain(role.start) and plain(drafted.end) == plain(role.end):
        return 1.0 if role.start or role.end else 0.0
    own = {n.key for n in numbers_in(f"{role.start} {role.end}")}
    theirs = {n.key for n in numbers_in(f"{drafted.start} {drafted.end}")}
    return 0.8 * len(own & theirs) / max(len(own), len(theirs)) if own and theirs else 0.0


def _report_facts(drafted: DraftRole, role: Role, location: str, findings: Findings) -> None:
    pairs = (
        ("company", drafted.company, role.company),
        ("title", drafted.title, role.title),
        ("period", period(drafted.start, drafted.end), period(role.start, role.end)),
    )
    for name, theirs, own in pairs:
        if theirs != own:
            message = f"The draft's {name} was replaced by the resume's."
            findings.add(f"facts.{name}", f"{location}.{name}", message)


def _place_leftovers(
    draft: ProDraft,
    chosen: dict[int, int],
    pairs: Sequence[tuple[float, int, int]],
    matched: list[Matched],
    findings: Findings,
) -> None:
    """Roles of the draft that no role of the resume is left for: a second copy gives its bullets to
    the first, an invented one is dropped."""
    nearest: dict[int, int] = {}
    for score, d, r in pairs:
        if -score >= _SURELY:
            nearest.setdefault(d, r)
    for d, drafted in enumerate(draft.bullets_by_role):
        if d in chosen:
            continue
        if d in nearest:
            r = nearest[d]
            matched[r] = Matched([*(matched[r].bullets or []), *drafted.bullets])
            message = "Two roles of the draft were one role of the resume; they were joined."
            findings.add("facts.duplicate_role", f"{_ROLES}[{r}]", message)
        else:
            findings.add("facts.invented_role", _ROLES, "A role that the resume does not show was dropped.")


def education_findings(draft: ProDraft, education: Sequence[Education]) -> Findings:
    """How the draft's education differs from the resume's, which is the one that stands."""
    own = [(e.school, e.degree, period(e.start, e.end)) for e in education]
    findings = Findings()
    if own == [(e.school, e.degree, e.year) for e in draft.education]:
        return findings
    left = list(range(len(own)))
    for entry in draft.education:
        index = _nearest_entry(entry, own, left)
        if index is None:
            message = "An education entry that the resume does not show was dropped."
            findings.add("facts.invented_education", _EDUCATION, message)
            continue
        left.remove(index)
        theirs = (entry.school, entry.degree, entry.year)
        for name, drafted, mine in zip(("school", "degree", "year"), theirs, own[index], strict=True):
            if drafted != mine:
                message = f"The draft's {name} was replaced by the resume's."
                findings.add(f"facts.{name}", f"{_EDUCATION}[{index}].{name}", message)
    for i in left:
        message = "An education entry that the draft left out was put back."
        findings.add("facts.missing_education", f"{_EDUCATION}[{i}]", message)
    if not findings:
        message = "The education stands in the resume's order again."
        findings.add("facts.education_order", _EDUCATION, message)
    return findings


def _nearest_entry(entry: DraftEducation, own: list[tuple[str, str, str]], left: list[int]) -> int | None:
    scored = [
        (
            _overlap(stems(entry.school), stems(own[i][0])) + _overlap(stems(entry.degree), stems(own[i][1])),
            -i,
        )
        for i in left
    ]
    best = max(scored, default=(0.0, 0))
    return -best[1] if best[0] >= 0.5 else None
