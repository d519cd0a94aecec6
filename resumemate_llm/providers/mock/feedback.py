"""What the candidate is told: keywords, feedback, gaps, next steps, talking points, an estimate."""

from __future__ import annotations

import re

from ...schema import ExperienceGap, KeywordCheck, Radar, Severity
from ...text.numbers import numbers_in
from ...text.terms import TermIndex
from .evidence import Ranked, placed
from .material import Material, Statement
from .phrases import Phrases
from .skills import labels
from .wording import calm, title_in_text

_MAX_KEYWORDS = 15
_LONG = 40
_DUTY = re.compile(
    r"^(?:responsible for|duties|in charge of|assisted|helped|worked on|tasked with|involved in)", re.I
)
_YEARS = re.compile(r"(\d{1,2})\s*(?:\+|[-–—]\s*\d{1,2}|or more)?\+?\s*(?:years?|yrs?)\b", re.IGNORECASE)


def keyword_checklist(material: Material, phrases: Phrases) -> list[KeywordCheck]:
    """The job's terms in order of importance, with the section that shows each."""
    sections = {entry.term: entry.sections for entry in material.shown}
    checks = []
    for term in material.asked[:_MAX_KEYWORDS]:
        places = sections.get(term)
        if not places:
            missing = phrases.keyword_missing.format(term=term)
            checks.append(KeywordCheck(keyword=term, found=False, suggestion=missing))
            continue
        name = phrases.sections[places[0]]
        hint = phrases.keyword_listed_only.format(section=name) if places == ("skills",) else None
        checks.append(KeywordCheck(keyword=term, found=True, section=name, suggestion=hint))
    return checks


def recruiter_feedback(material: Material, phrases: Phrases, ranked: Ranked) -> list[str]:
    """Four to six remarks, the most telling first; each rests on something in this resume."""
    notes = [
        *_strengths(material, phrases, ranked),
        *_wishes(material, phrases),
        *_changes(material, phrases),
    ]
    return list(dict.fromkeys(notes))[:6]


def _strengths(material: Material, phrases: Phrases, ranked: Ranked) -> list[str]:
    notes = []
    if ranked.best:
        notes.append(phrases.feedback_best.format(bullet=_quoted(ranked.best.text, phrases)))
    terms = material.competencies(4)
    if len(terms) >= 2:
        notes.append(phrases.feedback_shown.format(terms=phrases.listing(terms)))
    return notes


def _wishes(material: Material, phrases: Phrases) -> list[str]:
    profile, statements = material.profile, material.statements
    notes = []
    if not profile.experience:
        notes.append(phrases.feedback_no_roles)
    duty = next((s for s in statements if _DUTY.match(s.text) and not s.has_number), None)
    if duty:
        notes.append(phrases.feedback_duty.format(bullet=_quoted(duty.text, phrases)))
    figures = sum(statement.has_number for statement in statements)
    if statements:
        template = (
            phrases.feedback_many_figures if 2 * figures >= len(statements) else phrases.feedback_figures
        )
        notes.append(template.format(count=figures, total=len(statements)))
    listed = _listed_only(material)
    if listed:
        terms = [material.say(t) for t in listed[:3]]
        notes.append(phrases.feedback_listed_only.format(terms=_capital(phrases.listing(terms))))
    silent = next((r for r in profile.experience if not r.statements and (r.title or r.company)), None)
    if silent:
        notes.append(phrases.feedback_no_bullets.format(role=_name(silent.title, silent.company, phrases)))
    undated = next((r for r in profile.experience if not r.start and not r.end), None)
    if undated:
        notes.append(phrases.feedback_no_dates.format(role=_name(undated.title, undated.company, phrases)))
    long = next((s for s in statements if len(s.text.split()) > _LONG), None)
    if long:
        notes.append(phrases.feedback_long.format(bullet=_quoted(long.text, phrases)))
    if not profile.email and not profile.phone:
        notes.append(phrases.feedback_no_contact)
    return notes


def _changes(material: Material, phrases: Phrases) -> list[str]:
    changed = sum(bullet.changed for entry in material.roles for bullet in entry.bullets)
    notes = [phrases.feedback_rewritten.format(count=changed)] if changed > 1 else []
    if not material.profile.summary:
        notes.append(phrases.feedback_no_summary)
    if material.statements:
        notes.append(phrases.feedback_order)
    return [*notes, phrases.feedback_letter]


def _listed_only(material: Material) -> list[str]:
    """Asked competencies that only the skills section names."""
    return [e.term for e in material.shown if e.sections == ("skills",) and material.is_competency(e.term)]


def experience_gaps(material: Material, phrases: Phrases) -> list[ExperienceGap]:
    """Two to four requirements that the resume does not show; required before preferred."""
    gaps = [*_years_gap(material, phrases), *_missing_gaps(material, phrases)][:4]
    if len(gaps) < 2:
        gaps += _smaller_gaps(material, phrases)[: 2 - len(gaps)]
    return gaps


def _gap(gap: str, suggestion: str, severity: Severity) -> ExperienceGap:
    return ExperienceGap(gap=gap, suggestion=suggestion, severity=severity)


def _missing_gaps(material: Material, phrases: Phrases) -> list[ExperienceGap]:
    ad = material.job.profile
    required, preferred = set(ad.required_skills), set(ad.preferred_skills)
    usable = [
        term for term in material.missing if material.is_competency(term) or term in required | preferred
    ]
    usable.sort(key=lambda term: 0 if term in required else 2 if term in preferred else 1)
    gaps = []
    for term in usable[:3]:
        severity: Severity = "high" if term in required else "low" if term in preferred else "medium"
        template = phrases.gap_preferred if term in preferred else phrases.gap_required
        shown = material.say(term)
        gaps.append(_gap(template.format(term=shown), phrases.gap_term_step, severity))
    return gaps


def _years_gap(material: Material, phrases: Phrases) -> list[ExperienceGap]:
    ad = material.job.profile
    lines = [
        line for line in (*ad.required_skills, *ad.keywords) if "xperien" in line or "year" in line.casefold()
    ]
    asked = [int(match[1]) for line in lines for match in [_YEARS.search(line)] if match]
    if not asked or not material.years or material.years >= min(asked):
        return []
    text = phrases.gap_years.format(asked=min(asked), counted=material.years)
    return [_gap(text, phrases.gap_years_step, "medium")]


def _smaller_gaps(material: Material, phrases: Phrases) -> list[ExperienceGap]:
    gaps = []
    for term in _listed_only(material)[:2]:
        gaps.append(_named_only(term, material, phrases))
    shown_terms = {entry.term for entry in material.shown}
    for duty in material.job.profile.responsibilities:
        if 2 <= len(duty.split()) <= 18 and not shown_terms.intersection(material.mentions(duty)):
            quoted = phrases.quoted(duty.strip().rstrip(".;"))
            gaps.append(_gap(phrases.gap_duty.format(duty=quoted), phrases.gap_duty_step, "low"))
            break
    if 2 * sum(s.has_number for s in material.statements) < max(len(material.statements), 1):
        gaps.append(_gap(phrases.gap_figures, phrases.gap_figures_step, "low"))
    if not material.asked:
        gaps.append(_gap(phrases.gap_unclear, phrases.gap_unclear_step, "low"))
    gaps += [_named_only(skill, material, phrases) for skill in _unpractised(material)]
    gaps.append(_gap(phrases.gap_figures, phrases.gap_figures_step, "low"))
    return list({gap.gap: gap for gap in gaps}.values())


def _named_only(term: str, material: Material, phrases: Phrases) -> ExperienceGap:
    shown = material.say(term)
    text = phrases.gap_listed_only.format(term=_capital(shown))
    return _gap(text, phrases.gap_listed_only_step.format(term=shown), "low")


def _unpractised(material: Material) -> list[str]:
    """The first of the candidate's own skills that no statement names."""
    told = TermIndex("\n".join(statement.text for statement in material.statements))
    own = [label for skill in material.profile.skills for label in labels(skill)]
    return [label for label in own if label not in told][:2]


def next_actions(material: Material, phrases: Phrases, ranked: Ranked) -> list[str]:
    """Three to five steps, the most useful first."""
    profile, company = material.profile, material.job.profile.company.strip()
    actions = []
    terms = [material.say(t) for t in material.missing if material.is_competency(t)][:4]
    if terms:
        actions.append(phrases.action_terms.format(terms=phrases.listing(terms)))
    bare = next((s for s in ranked.statements if not s.has_number and not s.project), None)
    if bare:
        actions.append(phrases.action_figure.format(bullet=_quoted(bare.text, phrases)))
    silent = next((r for r in profile.experience if not r.statements and (r.title or r.company)), None)
    if silent:
        actions.append(phrases.action_bullets.format(role=_name(silent.title, silent.company, phrases)))
    about = (
        phrases.action_company.format(company=calm(company)) if company else phrases.action_company_unnamed
    )
    actions += [about, phrases.action_check]
    if ranked.best:
        actions.append(phrases.action_story.format(bullet=_quoted(ranked.best.text, phrases)) + ".")
    return [*actions, phrases.talk_questions][: 5 if ranked.best else 3]


def talking_points(material: Material, phrases: Phrases, ranked: Ranked) -> list[str]:
    """Three to five, from real statements; for what is missing an honest line instead."""
    points = []
    for statement in ranked.statements[:4]:
        if ranked.people(statement):
            template = phrases.talk_people
        else:
            template = phrases.talk_result if statement.has_number else phrases.talk_task
        place = placed(statement) or phrases.unnamed_role
        points.append(template.format(bullet=_quoted(statement.text, phrases), place=place))
    for term in material.missing:
        if material.is_competency(term) and not numbers_in(term) and len(points) < 5:
            points.append(phrases.talk_missing.format(term=material.say(term)))
            break
    return [*points, phrases.talk_move, phrases.talk_path, phrases.talk_questions][: max(3, len(points))]


def estimate(material: Material) -> Radar:
    """A plain estimate; `refine` replaces it by the explained score."""
    statements = material.statements
    asked, shown = len(material.asked), material.shown
    practised = sum(entry.practised for entry in shown)
    figures = _share(sum(s.has_number for s in statements), len(statements))
    verbs = _share(sum(bool(s.verb) for s in statements), len(statements))
    profile = material.profile
    basics = (profile.email or profile.phone, profile.skills or profile.skill_groups, profile.education)
    dated = bool(profile.experience) and all(role.start or role.end for role in profile.experience)
    skills = round(100 * _share(len(shown), asked)) if asked else 50
    experience = round(40 * material.same_line + 3 * min(material.years, 10) + 30 * _share(practised, asked))
    impact = round(60 * figures + 40 * verbs)
    ats = 25 * (sum(map(bool, basics)) + dated)
    overall = round(0.30 * skills + 0.30 * experience + 0.25 * impact + 0.15 * ats)
    return Radar(
        overall=overall,
        skills_match=skills,
        experience_alignment=experience,
        impact_strength=impact,
        ats_readiness=ats,
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _quoted(text: str, phrases: Phrases) -> str:
    return phrases.quoted(text.strip().rstrip("."))


def _name(title: str, company: str, phrases: Phrases) -> str:
    parts = [part for part in (title_in_text(title), calm(company)) if part]
    return ", ".join(parts) or phrases.unnamed_role


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def weakest_change(material: Material) -> Statement | None:
    """The statement whose rewriting shows most: a weak opening before a change of tense."""
    changed = [s for s in material.statements if s.text != s.original]
    return min(changed, key=lambda s: not _DUTY.match(s.original), default=None)
