"""The radar: four axes from 0 to 100 that anyone can recompute (contract, step 7).

Each axis is a list of contributions: what was asked, where it was found, how many points of how many.
What applies to no resume or job ("the ad names no seniority") is left out and its points go to the
rest. It says how well the text shows what this job asks for, not what an employer's software would say.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date

from ..schema import Axis, Contribution, ParsedJob, ParsedResume, ProOutput, Radar, RadarReport
from ..text.dates import years_of_experience
from ..text.numbers import numbers_in
from ..text.terms import fold_term, unique_terms
from ..text.verbs import leading_verb
from .claim_tables import OUTCOME, SCALE
from .phrases import CONTROL, EMOJI
from .view import Section, View
from .words import stems

RADAR_VERSION = "1"
"""Changes whenever the same resume and job could score differently."""

_REQUIRED, _OTHER = 2.0, 1.0
_MOST_TERMS = 30
_FOUND_IN = {"work": 0.85, "record": 0.7, "list": 0.55}
"""The share of a requirement's points for where it is shown; work and a mention elsewhere give all."""
_HEDGED = 0.25
_HEDGE = re.compile(
    r"(?:familiar(?:ity)? with|exposure to|aware(?:ness)? of|basic (?:knowledge|understanding) of|basics? (?:of|in)|basic"
    r"|some experience (?:in|with)|beginner(?: in)?|learning|currently studying|interested in|interest in)"
    r"(?:[\w\s,/&+#.-]{0,60})$",
    re.IGNORECASE,
)
_HEDGE_AFTER = re.compile(r"\s*\((?:basic|beginner|learning|elementary)", re.IGNORECASE)
_YEARS_ASKED = re.compile(
    r"(\d{1,2})\s*(?:\+|plus)?\s*(?:-|–|to)?\s*(?:\d{1,2}\s*)?\+?\s*years?", re.IGNORECASE
)
_WEAK = frozenset("assist help participate work support be do have handle serve act try attend".split())
_LADDER = (
    ("intern", r"intern|trainee|apprentice|student"),
    ("junior", r"junior|entry|graduate|assistant|jr"),
    ("mid", r"mid|intermediate|associate"),
    ("senior", r"senior|sr|staff|specialist|experienced"),
    ("lead", r"lead|principal|manager|supervisor|head"),
    ("director", r"director|vp|vice president"),
    ("executive", r"chief|executive|president|c[etofi]o"),
)


def score(subject: ParsedResume | ProOutput, job: ParsedJob, *, as_of: date | None = None) -> RadarReport:
    """The radar of a resume as written, or of a tailored one, against one job. `as_of` is the day that
    "present" stands for: a parsed resume's own by default, today for an output."""
    if isinstance(subject, ParsedResume):
        return score_view(View.of_profile(subject.profile), job, as_of or subject.as_of)
    return score_view(View.of_output(subject), job, as_of or date.today())


def score_view(view: View, job: ParsedJob, as_of: date) -> RadarReport:
    """The radar of one view."""
    axes: dict[Axis, list[Contribution]] = {
        "skillsMatch": _scaled(_skills(view, job)),
        "experienceAlignment": _scaled(_experience(view, job, as_of)),
        "impactStrength": _scaled(_impact(view)),
        "atsReadiness": _scaled(_readiness(view, job)),
    }
    return RadarReport(version=RADAR_VERSION, radar=_radar(axes), axes=axes)


def overall(skills: int, experience: int, impact: int, ats: int) -> int:
    """The weighted sum of the contract (section 1), halves rounded up."""
    return (30 * skills + 30 * experience + 25 * impact + 15 * ats + 50) // 100


def _radar(axes: dict[Axis, list[Contribution]]) -> Radar:
    skills, experience, impact, ats = (round(sum(c.points for c in axes[axis])) for axis in axes)
    return Radar(
        overall=overall(skills, experience, impact, ats),
        skills_match=skills,
        experience_alignment=experience,
        impact_strength=impact,
        ats_readiness=ats,
    )


def _scaled(contributions: Sequence[Contribution]) -> list[Contribution]:
    """The contributions on a scale of 100, in hundredths, their points summing to a whole number."""
    most = sum(c.max_points for c in contributions)
    if not most:
        return []
    raw = [c.points * 100 / most for c in contributions]
    hundredths = [math.floor(100 * points) for points in raw]
    missing = 100 * math.floor(sum(raw) + 0.5) - sum(hundredths)
    step = 1 if missing > 0 else -1
    for i in sorted(range(len(raw)), key=lambda i: -raw[i])[: len(raw)]:
        if not missing:
            break
        room = (
            math.floor(10_000 * contributions[i].max_points / most) - hundredths[i]
            if step > 0
            else hundredths[i]
        )
        moved = min(abs(missing), max(0, room))
        hundredths[i] += step * moved
        missing -= step * moved
    hundredths[0] += missing
    return [
        c.model_copy(update={"points": h / 100, "max_points": round(100 * c.max_points / most, 2)})
        for c, h in zip(contributions, hundredths, strict=True)
    ]


def _found(requirement: str, share: float, most: float, where: str | None) -> Contribution:
    return Contribution(requirement=requirement, where=where, points=share * most, max_points=most)


def requirements(job: ParsedJob) -> list[tuple[str, float]]:
    """What the job asks for, with its weight: required skills 2, preferred ones and keywords 1."""
    wanted = job.profile
    required = {fold_term(term) for term in wanted.required_skills}
    terms = unique_terms([*wanted.required_skills, *wanted.preferred_skills, *wanted.keywords])[:_MOST_TERMS]
    return [(term, _REQUIRED if fold_term(term) in required else _OTHER) for term in terms]


def _skills(view: View, job: ParsedJob) -> list[Contribution]:
    asked = requirements(job)
    if not asked:
        return [_found("the job names no skills", 0.5, 1.0, None)]
    return [_requirement(term, weight, view) for term, weight in asked]


def _requirement(term: str, weight: float, view: View) -> Contribution:
    share, where = _shown(term, view)
    return _found(term, share, weight, where)


def _shown(term: str, view: View) -> tuple[float, str | None]:
    """How well the resume shows a term, and where best."""
    if term not in view.index:
        return 0.0, None
    best, where, kinds = 0.0, None, set()
    for section, index in view.indexes:
        span = index.find(term)
        if span is None:
            continue
        share = _HEDGED if _is_hedged(section, span) else _FOUND_IN[section.kind]
        if share > _HEDGED:
            kinds.add(section.kind)
        if share > best:
            best, where = share, section.name
    if "work" in kinds and len(kinds) > 1:
        best = 1.0
    return best, where


def _is_hedged(section: Section, span: tuple[int, int]) -> bool:
    """Whether the term is only "familiar with": the words before it on its line, or a note behind it."""
    line = section.text[section.text.rfind("\n", 0, span[0]) + 1 : span[0]]
    line = re.split(r"[.;!?]", line)[-1]
    return bool(_HEDGE.search(line) or _HEDGE_AFTER.match(section.text[span[1] : span[1] + 20]))


def _experience(view: View, job: ParsedJob, as_of: date) -> list[Contribution]:
    found = [
        _title(view, job),
        _seniority(view, job),
        _years(view, job, as_of),
        *_responsibilities(view, job),
    ]
    applying = [c for c in found if c is not None]
    return applying or [_found("the job names no title, seniority or duties", 0.5, 1.0, None)]


def _title(view: View, job: ParsedJob) -> Contribution | None:
    asked = stems(job.profile.title)
    if not asked:
        return None
    best, where = 0.0, None
    for i, role in enumerate(view.roles):
        share = len(asked & stems(role.title)) / len(asked) * (1.0 if i == 0 else 0.85)
        if share > best:
            best, where = share, role.title
    return _found(f"title: {job.profile.title}", best, 30.0, where)


def _rung(text: str) -> int | None:
    rungs = [
        i for i, (_, pattern) in enumerate(_LADDER) if re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE)
    ]
    return max(rungs) if rungs else None


def _seniority(view: View, job: ParsedJob) -> Contribution | None:
    asked = _rung(job.profile.seniority_level or "")
    if asked is None:
        return None
    held = [(rung, role.title) for role in view.roles if (rung := _rung(role.title)) is not None]
    rung, where = max(held, key=lambda h: h[0], default=(2 if view.roles else 0, None))
    share = 1.0 if rung >= asked else max(0.0, 1 - 0.4 * (asked - rung))
    return _found(f"seniority: {job.profile.seniority_level}", share, 15.0, where)


def _years(view: View, job: ParsedJob, as_of: date) -> Contribution | None:
    asked = [int(m[1]) for m in _YEARS_ASKED.finditer(job.text) if 0 < int(m[1]) <= 20]
    if not asked:
        return None
    years = years_of_experience(view.spans, as_of)
    return _found(
        f"{asked[0]} years of experience", min(1.0, years / asked[0]), 20.0, f"{years} years by the dates"
    )


def _responsibilities(view: View, job: ParsedJob) -> list[Contribution]:
    duties = [(duty, words) for duty in job.profile.responsibilities[:10] if (words := stems(duty))]
    if not duties:
        return []
    places = [(f"Experience: {r.title or r.company}", stems(b)) for r in view.roles for b in r.bullets]
    places += [(f"Project: {name}", stems(line)) for name, lines in view.projects for line in lines]
    found = []
    for duty, words in duties:
        share, where = max(
            ((len(words & held) / len(words), name) for name, held in places),
            key=lambda p: p[0],
            default=(0.0, None),
        )
        found.append(_found(duty, min(1.0, share / 0.5), 50.0 / len(duties), where if share else None))
    return found


def _impact(view: View) -> list[Contribution]:
    bullets = view.bullets
    counted = sum(bool(numbers_in(b)) for b in bullets)
    outcomes = sum(any(p.search(b) for table in (SCALE, OUTCOME) for p in table.values()) for b in bullets)
    strong = sum((verb := leading_verb(b)) is not None and verb.verb.base not in _WEAK for b in bullets)
    return [
        _share("bullets with a number", counted, len(bullets), 40.0, full_at=0.5),
        _share("bullets with an outcome or its scale", outcomes, len(bullets), 30.0, full_at=0.5),
        _share("bullets that open with a strong verb", strong, len(bullets), 30.0, full_at=0.9),
    ]


def _share(requirement: str, found: int, of: int, most: float, *, full_at: float) -> Contribution:
    share = min(1.0, found / of / full_at) if of else 0.0
    return _found(requirement, share, most, f"{found} of {of}")


def _readiness(view: View, job: ParsedJob) -> list[Contribution]:
    email, phone, place = view.contact
    text = "\n".join(section.text for section in view.sections)
    terms = [term for term, _ in requirements(job)]
    bullets = view.bullets
    fitting = sum(4 <= len(b.split()) <= 40 for b in bullets)
    dated = sum(bool(role.period) for role in view.roles)
    checks = [
        ("name", bool(view.name), 4.0),
        ("email address", email, 10.0),
        ("phone number", phone, 8.0),
        ("place or link", place, 3.0),
        ("experience section", bool(view.roles), 10.0),
        ("education section", bool(view.education), 8.0),
        ("skills section", bool(view.skills), 8.0),
        ("summary or headline", bool(view.summary or view.headline), 4.0),
        ("no odd characters", not (CONTROL.search(text) or EMOJI.search(text)), 5.0),
    ]
    found = [_found(name, float(there), most, None) for name, there, most in checks]
    found += [
        _share("roles with dates", dated, len(view.roles), 15.0, full_at=1.0),
        _share("bullets of 4 to 40 words", fitting, len(bullets), 10.0, full_at=1.0),
    ]
    if terms:
        held = sum(term in view.index for term in terms)
        found.append(_share("terms of the job anywhere in the text", held, len(terms), 15.0, full_at=0.8))
    return found
