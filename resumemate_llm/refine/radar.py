"""The radar: four axes from 0 to 100 that anyone can recompute (contract, step 7).

Each axis is a list of contributions: what was asked, where it was found, how many points of how many.
What does not apply to a job ("the ad names no seniority") is left out and its points go to the rest.
It says how well the text shows what this job asks for, not what an employer's software would say.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ..schema import Axis, Contribution, ParsedJob, ParsedResume, ProOutput, Radar, RadarReport
from ..text.dates import years_of_experience
from ..text.terms import fold_term, unique_terms
from .phrases import CONTROL, EMOJI
from .reading import Readings
from .view import Section, View

RADAR_VERSION = "2"
"""Changes whenever the same resume and job could score differently."""

_REQUIRED, _OTHER = 2.0, 1.0
_MOST_TERMS = 30
_FOUND_IN = {"work": 0.75, "record": 0.6, "list": 0.45}
"""The share of a requirement's points for where it is shown; work and a mention elsewhere give all."""
_HEDGED = 0.25
_HEDGE = re.compile(
    r"\b(?:familiar(?:ity)? with|exposure to|aware(?:ness)? of|basic (?:knowledge|understanding) of"
    r"|basics? (?:of|in)|basic|some (?:experience|knowledge) (?:in|with|of)|beginner(?: in)?"
    r"|(?:currently )?(?:learning|studying)|interest(?:ed)? in)(?P<between>[\w\s,/&+#.-]{0,60})$",
    re.IGNORECASE,
)
_HEDGE_AFTER = re.compile(r"\s*\((?:basic|beginner|learning|elementary)", re.IGNORECASE)
_WEAK = frozenset("assist help participate work support be do have handle serve act try attend".split())
_LADDER = tuple(
    re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
    for pattern in (
        r"intern|trainee|apprentice|student",
        r"junior|entry|graduate|assistant|jr",
        r"mid|intermediate|associate",
        r"senior|sr|staff|specialist|experienced",
        r"lead|principal|manager|supervisor|head",
        r"director|vp|vice president",
        r"chief|executive|president|c[etofi]o",
    )
)
_MIDDLE = 2


class _Part(NamedTuple):
    """One contribution before scaling: `share` (0 to 1) of `most` points."""

    requirement: str
    where: str | None
    share: float
    most: float


class Scored(NamedTuple):
    """The radar of one view, and the parts of each axis that it sums."""

    radar: Radar
    parts: dict[Axis, list[_Part]]

    def report(self) -> RadarReport:
        """The radar with what each part of it is for."""
        axes = {axis: _contributions(found) for axis, found in self.parts.items()}
        return RadarReport(version=RADAR_VERSION, radar=self.radar, axes=axes)


def score(
    subject: ParsedResume | ProOutput,
    job: ParsedJob,
    *,
    as_of: date | None = None,
    readings: Readings | None = None,
) -> RadarReport:
    """The radar of a resume as written, or of a tailored one, against one job. `as_of` is the day that
    "present" stands for: a parsed resume's own by default, today for an output."""
    readings = Readings() if readings is None else readings
    if isinstance(subject, ParsedResume):
        scored = score_view(View.of_profile(subject.profile, readings), job, as_of or subject.as_of)
    else:
        scored = score_view(View.of_output(subject, readings), job, as_of or date.today())
    return scored.report()


def score_view(view: View, job: ParsedJob, as_of: date) -> Scored:
    """The radar of one view."""
    parts: dict[Axis, list[_Part]] = {
        "skillsMatch": _skills(view, job),
        "experienceAlignment": _experience(view, job, as_of),
        "impactStrength": _impact(view),
        "atsReadiness": _readiness(view, job),
    }
    skills, experience, impact, ats = (_total(found) for found in parts.values())
    radar = Radar(
        overall=overall(skills, experience, impact, ats),
        skills_match=skills,
        experience_alignment=experience,
        impact_strength=impact,
        ats_readiness=ats,
    )
    return Scored(radar, parts)


def overall(skills: int, experience: int, impact: int, ats: int) -> int:
    """The weighted sum of the contract (section 1), halves rounded up."""
    return (30 * skills + 30 * experience + 25 * impact + 15 * ats + 50) // 100


def _total(parts: Sequence[_Part]) -> int:
    most = sum(part.most for part in parts)
    return math.floor(100 * sum(part.share * part.most for part in parts) / most + 0.5)


def _contributions(parts: Sequence[_Part]) -> list[Contribution]:
    """The parts on a scale of 100, in hundredths of a point. What rounding leaves over goes to a part that
    is neither empty nor full, so that the points sum to the axis."""
    most = sum(part.most for part in parts)
    hundredths = [math.floor(10_000 * part.share * part.most / most) for part in parts]
    takes = max(range(len(parts)), key=lambda i: (0 < parts[i].share < 1, hundredths[i]))
    hundredths[takes] += 100 * _total(parts) - sum(hundredths)
    return [
        Contribution(
            requirement=part.requirement,
            where=part.where,
            points=points / 100,
            max_points=max(points / 100, round(100 * part.most / most, 2)),
        )
        for part, points in zip(parts, hundredths, strict=True)
    ]


def requirements(job: ParsedJob) -> list[tuple[str, float]]:
    """What the job asks for, with its weight: required skills 2, preferred ones and keywords 1."""
    wanted = job.profile
    required = {fold_term(term) for term in wanted.required_skills}
    terms = unique_terms([*wanted.required_skills, *wanted.preferred_skills, *wanted.keywords])[:_MOST_TERMS]
    return [(term, _REQUIRED if fold_term(term) in required else _OTHER) for term in terms]


def _skills(view: View, job: ParsedJob) -> list[_Part]:
    asked = requirements(job)
    if not asked:
        return [_Part("the job names no skills", None, 0.5, 1.0)]
    return [_Part(term, *_shown(term, view)[::-1], weight) for term, weight in asked]


def _shown(term: str, view: View) -> tuple[float, str | None]:
    """How well the resume shows a term, and where best."""
    best, where, kinds = 0.0, None, set()
    for section, span in view.find(term):
        share = _HEDGED if _is_hedged(section, span) else _FOUND_IN[section.kind]
        if share > _HEDGED:
            kinds.add(section.kind)
        if share > best:
            best, where = share, section.name
    return (1.0 if "work" in kinds and len(kinds) > 1 else best), where


def _is_hedged(section: Section, span: tuple[int, int]) -> bool:
    """Whether the term is only "familiar with": by the words before it in its sentence, or a note behind."""
    line = section.text[section.text.rfind("\n", 0, span[0]) + 1 : span[0]]
    hedge = _HEDGE.search(re.split(r"[.;!?]\s", line)[-1])
    return bool(hedge or _HEDGE_AFTER.match(section.text[span[1] : span[1] + 20]))


def _experience(view: View, job: ParsedJob, as_of: date) -> list[_Part]:
    found = [*_title(view, job), *_seniority(view, job), *_years(view, job, as_of)]
    found += [*_responsibilities(view, job), *_order(view, job)]
    return found or [_Part("the job names no title, seniority or duties", None, 0.5, 1.0)]


def _title(view: View, job: ParsedJob) -> list[_Part]:
    asked = view.readings[job.profile.title].stems
    if not asked:
        return []
    best, where = 0.0, None
    for i, role in enumerate(view.roles):
        share = len(asked & view.readings[role.title].stems) / len(asked) * (1.0 if i == 0 else 0.85)
        if share > best:
            best, where = share, role.title
    return [_Part(f"title: {job.profile.title}", where, best, 30.0)]


def _rung(text: str) -> int | None:
    return max((i for i, pattern in enumerate(_LADDER) if pattern.search(text)), default=None)


def _seniority(view: View, job: ParsedJob) -> list[_Part]:
    asked = _rung(job.profile.seniority_level or "")
    if asked is None:
        return []
    held = [(rung, role.title) for role in view.roles if (rung := _rung(role.title)) is not None]
    nothing: tuple[int, str | None] = (_MIDDLE if view.roles else 0, None)
    rung, where = max(held, key=lambda h: h[0], default=nothing)
    share = 1.0 if rung >= asked else max(0.0, 1 - 0.4 * (asked - rung))
    return [_Part(f"seniority: {job.profile.seniority_level}", where, share, 15.0)]


def _years(view: View, job: ParsedJob, as_of: date) -> list[_Part]:
    asked = view.readings[job.text].years_asked
    if not asked:
        return []
    years = years_of_experience(view.spans, as_of)
    return [
        _Part(f"{asked} years of experience", f"{years} years by the dates", min(1.0, years / asked), 20.0)
    ]


def _responsibilities(view: View, job: ParsedJob) -> list[_Part]:
    """Each duty of the job against the bullet that is closest to it; half of its words are all points."""
    read = view.readings
    duties = [(duty, stems) for duty in job.profile.responsibilities[:10] if (stems := read[duty].stems)]
    places = [(f"Experience: {r.title or r.company}", read[b].stems) for r in view.roles for b in r.bullets]
    places += [(f"Project: {name}", read[line].stems) for name, lines in view.projects for line in lines]
    found = []
    for duty, stems in duties:
        share, where = max(
            ((len(stems & held) / len(stems), name) for name, held in places), default=(0.0, None)
        )
        found.append(_Part(duty, where if share else None, min(1.0, share / 0.5), 50.0 / len(duties)))
    return found


def _order(view: View, job: ParsedJob) -> list[_Part]:
    """Whether the newest role opens with what speaks to this job most."""
    asked = [*job.profile.responsibilities[:10], *(term for term, _ in requirements(job))]
    stems = frozenset().union(*(view.readings[text].stems for text in asked))
    newest = next((role for role in view.roles if len(role.bullets) > 1), None)
    if newest is None:
        return []
    shared = [len(view.readings[b].stems & stems) for b in newest.bullets]
    if not max(shared):
        return []
    where = f"Experience: {newest.title or newest.company}"
    return [_Part("the newest role opens with what this job asks for", where, shared[0] / max(shared), 10.0)]


def _impact(view: View) -> list[_Part]:
    readings = [view.readings[b] for b in view.bullets]
    counted = sum(bool(r.counted) for r in readings)
    outcomes = sum(r.tells_outcome for r in readings)
    strong = sum(r.opening is not None and r.opening.verb.base not in _WEAK for r in readings)
    return [
        _share("bullets with a number", counted, len(readings), 40.0, full_at=0.5),
        _share("bullets with an outcome or its scale", outcomes, len(readings), 30.0, full_at=0.5),
        _share("bullets that open with a strong verb", strong, len(readings), 30.0, full_at=0.9),
    ]


def _share(requirement: str, found: int, of: int, most: float, *, full_at: float) -> _Part:
    return _Part(requirement, f"{found} of {of}", min(1.0, found / of / full_at) if of else 0.0, most)


def _readiness(view: View, job: ParsedJob) -> list[_Part]:
    email, phone, place = view.contact
    bullets = view.bullets
    fitting = sum(4 <= len(b.split()) <= 40 for b in bullets)
    dated = sum(bool(role.period) for role in view.roles)
    odd = any(CONTROL.search(s.text) or EMOJI.search(s.text) for s in view.sections)
    checks = [
        ("name", bool(view.name), 4.0),
        ("email address", email, 10.0),
        ("phone number", phone, 8.0),
        ("place or link", place, 3.0),
        ("experience section", bool(view.roles), 10.0),
        ("education section", bool(view.education), 8.0),
        ("skills section", bool(view.skills), 8.0),
        ("summary or headline", bool(view.summary or view.headline), 4.0),
        ("no odd characters", not odd, 5.0),
    ]
    found = [_Part(name, None, float(there), most) for name, there, most in checks]
    found += [
        _share("roles with dates", dated, len(view.roles), 15.0, full_at=1.0),
        _share("bullets of 4 to 40 words", fitting, len(bullets), 10.0, full_at=1.0),
    ]
    terms = [term for term, _ in requirements(job)]
    if terms:
        held = sum(term in view for term in terms)
        found.append(_share("terms of the job anywhere in the text", held, len(terms), 15.0, full_at=0.8))
        summary = view.readings[view.summary]
        wanted = min(3, len(terms))
        named = min(wanted, sum(term in summary for term in terms))
        found.append(_share("terms of the job in the summary", named, wanted, 6.0, full_at=1.0))
    return found
