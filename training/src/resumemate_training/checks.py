"""What makes a draft good, one check each, judged by the SDK's own rules.

`refine` repairs a draft and says what it had to mend; these checks sort what it says by what a training
engineer asks. They are shares from 0 to 1 of what was looked at, and they hold where the share is 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from resumemate_llm.refine import refine
from resumemate_llm.schema import Finding, ParsedJob, ParsedResume, ProDraft, Radar

RADAR_TOLERANCE: Final = 10
"""Points that an axis may differ from the reference's."""

AXES: Final = ("overall", "skills_match", "experience_alignment", "impact_strength", "ats_readiness")

MEANING: Final = {
    "roles": "every role of the resume once and in its order, and no other",
    "bullets": "per role at least as many bullets as the resume has",
    "keywords": "the checklist holds 10 to 15 different keywords",
    "letter": "the letter has exactly four paragraphs",
    "radar": f"every radar axis within {RADAR_TOLERANCE} of the reference",
    "facts": "company, title, dates, school and degree verbatim; every education entry there",
    "numbers": "no number that the resume does not hold",
    "skills": "no skill or credential that the resume does not show",
    "claims": "no scale, outcome, name or bullet that its source does not bear out",
    "losses": "no detail of a bullet and no skill of the resume left out",
    "address": "the letter names the job's company and the candidate, and greets",
    "phrases": "no banned phrase",
    "wording": "no placeholder, emoji, markup, first person, harsh word, open ending, repeated verb or skill",
}
"""Every check and what it asks for."""

_FINDINGS: Final = {
    "roles": {"facts.missing_role", "facts.invented_role", "facts.duplicate_role", "facts.role_order"},
    "facts": {"facts.missing_education", "facts.invented_education"},
    "numbers": {"facts.number", "facts.inferred_metric"},
    "skills": {"skills.not_evidenced", "facts.skill", "facts.credential"},
    "claims": {
        "facts.scale",
        "facts.outcome",
        "facts.name",
        "facts.content",
        "facts.pasted",
        "facts.unsupported_bullet",
        "facts.bullet_of_other_role",
    },
    "losses": {"facts.lost_detail", "skills.lost"},
    "address": {"letter.company", "letter.name", "letter.greeting", "letter.addressee"},
    "phrases": {"gate.banned_phrase"},
    "wording": {
        "gate.dangling",
        "gate.placeholder",
        "gate.emoji",
        "gate.markup",
        "gate.control",
        "gate.first_person",
        "gate.near_duplicate",
        "gate.repeated_verb",
        "gate.harsh",
        "facts.language",
        "skills.too_long",
        "skills.repeated",
    },
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One check of one draft. `share` is from 0 to 1; `problems` says what is wrong in counts and paths,
    without any content."""

    name: str
    share: float
    problems: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing was wrong."""
        return self.share >= 1.0


def judge(
    draft: ProDraft, resume: ParsedResume, job: ParsedJob, *, reference: ProDraft | None = None
) -> list[Check]:
    """Every check of `draft`; "radar" only where there is a `reference` to compare with."""
    found = refine(draft, resume, job).findings
    checks = [
        _by_findings("roles", found, len(resume.profile.experience)),
        _bullets(draft, resume),
        _keywords(draft),
        _letter(draft),
        _facts(draft, resume, found),
        _by_findings("numbers", found, 0),
        _by_findings("skills", found, sum(len(group.items) for group in draft.skills)),
        *(_by_findings(name, found, 0) for name in ("claims", "losses", "address", "phrases", "wording")),
    ]
    if reference is not None:
        checks.append(_radar(draft.radar, reference.radar))
    return sorted(checks, key=lambda check: list(MEANING).index(check.name))


def quality(checks: Sequence[Check]) -> float:
    """The share of the checks that hold."""
    return sum(check.holds for check in checks) / len(checks) if checks else 0.0


def radar_deltas(draft: ProDraft, reference: ProDraft) -> dict[str, int]:
    """How far each axis is from the reference's, in points; positive is higher."""
    return {axis: getattr(draft.radar, axis) - getattr(reference.radar, axis) for axis in AXES}


def _by_findings(name: str, found: Sequence[Finding], looked_at: int) -> Check:
    """The share of `looked_at` things without a finding; 0 or 1 where there is no such number."""
    kinds = Counter(finding.type for finding in found if finding.type in _FINDINGS[name])
    total = kinds.total()
    share = 1 - total / looked_at if looked_at else float(not total)
    return Check(
        name=name, share=max(share, 0.0), problems=tuple(f"{n} x {kind}" for kind, n in kinds.items())
    )


def _bullets(draft: ProDraft, resume: ParsedResume) -> Check:
    """Roles are compared where the draft has them; one that it left out is the matter of "roles"."""
    wanted = {_head(role): len(role.statements) for role in resume.profile.experience}
    held = {_head(role): len(role.bullets) for role in draft.bullets_by_role}
    short = [
        f"{held[head]} of {count} bullets" for head, count in wanted.items() if held.get(head, count) < count
    ]
    share = 1 - len(short) / len(wanted) if wanted else 1.0
    return Check(name="bullets", share=share, problems=tuple(short))


def _head(role: object) -> tuple[str, str, str]:
    return tuple(_flat(getattr(role, name)) for name in ("company", "title", "start"))  # type: ignore[return-value]


def _keywords(draft: ProDraft) -> Check:
    different = {_flat(check.keyword) for check in draft.keyword_checklist} - {""}
    repeated = len(draft.keyword_checklist) - len(different)
    problems = [] if 10 <= len(different) <= 15 else [f"{len(different)} keywords"]
    problems += [f"{repeated} empty or repeated"] if repeated else []
    share = 1.0 if not problems else min(len(different) / 10, 0.99)
    return Check(name="keywords", share=share, problems=tuple(problems))


def _letter(draft: ProDraft) -> Check:
    count = sum(bool(paragraph.strip()) for paragraph in draft.cover_letter.paragraphs)
    right = count == len(draft.cover_letter.paragraphs) == 4
    return Check(name="letter", share=float(right), problems=() if right else (f"{count} paragraphs",))


def _radar(ours: Radar, theirs: Radar) -> Check:
    off = [axis for axis in AXES if abs(getattr(ours, axis) - getattr(theirs, axis)) > RADAR_TOLERANCE]
    return Check(name="radar", share=1 - len(off) / len(AXES), problems=tuple(off))


def _facts(draft: ProDraft, resume: ParsedResume, found: Sequence[Finding]) -> Check:
    """Facts stand in the resume's text as the draft writes them; white space alone may differ."""
    text = _spaced(resume.text)
    facts = [
        (f"bulletsByRole[{i}].{name}", getattr(role, name))
        for i, role in enumerate(draft.bullets_by_role)
        for name in ("company", "title", "start", "end")
    ]
    facts += [
        (f"education[{i}].{name}", getattr(entry, name))
        for i, entry in enumerate(draft.education)
        for name in ("school", "degree")
    ]
    wrong = [path for path, value in facts if _spaced(value) not in text]
    entries = _by_findings("facts", found, 0)
    share = 1 - (len(wrong) + (not entries.holds)) / max(len(facts), 1)
    return Check(name="facts", share=max(share, 0.0), problems=(*wrong, *entries.problems))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _flat(text: str) -> str:
    return _spaced(text).casefold()
