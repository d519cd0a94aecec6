"""What can be said truly from the resume and the job alone, for where a draft says nothing that may
stand. Plain on purpose: every sentence is a fact, a quotation or a wish."""

from __future__ import annotations

import re

from ..schema import ExperienceGap, Role
from ..text.verbs import conjugate, leading_verb
from .evidence import Evidence
from .wording import speaks, third_person

_MOST_WORDS = 32


def listed(items: list[str]) -> str:
    """ "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def position(role: Role) -> str:
    """A role in words: "Nurse at Northfield Clinic", or what of it is known."""
    return " at ".join(part for part in (role.title, role.company) if part)


def headline(evidence: Evidence) -> str:
    """The candidate's own headline or newest title, and what the job asks for that the resume shows."""
    profile = evidence.profile
    title = next((role.title for role in profile.experience if role.title), "")
    shown = ", ".join(evidence.shown_terms[:3])
    own = profile.headline or " | ".join(part for part in (title, shown) if part)
    return own or next((e.degree for e in profile.education if e.degree), "") or "Candidate"


def professional_summary(evidence: Evidence) -> list[str]:
    """Summaries in the order of choice: the candidate's own in the third person, one made of title and
    skills, one that says nothing wrong."""
    roles = [position(role) for role in evidence.profile.experience if position(role)]
    sentences = [f"Experience as {roles[0]}."] if roles else []
    if not roles and (degree := next((e.degree for e in evidence.profile.education if e.degree), "")):
        sentences.append(f"Education: {degree}.")
    terms = evidence.shown_terms[:3] or evidence.profile.skills[:3]
    if terms:
        sentences.append(f"Brings {listed(terms)}.")
    return [third_person(evidence.profile.summary), " ".join(sentences), "Experience as stated below."]


NOTHING = "Every role and statement of the resume is kept, in its own words."
"""What holds whatever the draft said."""

NEAREST = "Name true experience that comes close to it."
"""What to do about a gap."""


def analysis(evidence: Evidence) -> list[str]:
    """What of the job the resume shows and what not."""
    shown, missing = evidence.shown_terms[:5], evidence.missing_terms[:3]
    sentences = [f"The resume shows {listed(shown)}, which this job asks for."] if shown else []
    if missing:
        sentences.append(f"Not shown so far: {listed(missing)}.")
    return [" ".join(sentences), NOTHING]


def achievements(evidence: Evidence) -> list[str]:
    """Sentences in the first person, one for each bullet that can be turned into one, the newest role
    first and bullets with numbers before others."""
    found = []
    for role, statements in zip(evidence.profile.experience, evidence.statements, strict=True):
        ordered = sorted(statements, key=lambda s: not s.counted)
        told = [sentence for s in ordered if (sentence := _told(s.text))]
        if told and role.company:
            told[0] = f"At {role.company}, {told[0]}"
        found += told[:3]
    return found


def _told(bullet: str) -> str | None:
    """A bullet as a sentence in the first person; None where its form does not allow it."""
    opening = leading_verb(bullet)
    plain = bullet.strip().rstrip(".")
    if opening is None or opening.start or speaks(bullet) or len(plain.split()) > _MOST_WORDS:
        return None
    if re.search(r"[.!?:;•|]\s", plain) or not plain:
        return None
    form = {"third": "base", "ing": "past"}.get(opening.form, opening.form)
    verb = conjugate(opening.verb.base, form)  # type: ignore[arg-type]
    return f"I {verb}{plain[opening.end :]}." if verb else None


def opening(evidence: Evidence) -> list[str]:
    """What the candidate applies for and where they come from."""
    role = f"the {evidence.job_title} position" if evidence.job_title else "this position"
    sentences = [f"I am applying for {role}" + (f" at {evidence.company}." if evidence.company else ".")]
    held = next((position(r) for r in evidence.profile.experience if position(r)), "")
    if held:
        sentences.append(
            f"My experience includes work as {held}." if " at " in held else f"My experience includes {held}."
        )
    elif evidence.profile.education and evidence.profile.education[0].degree:
        sentences.append(f"My education: {evidence.profile.education[0].degree}.")
    return sentences


def strengths(evidence: Evidence) -> list[str]:
    """What the job asks for and the resume shows, and how the candidate would work."""
    terms = evidence.shown_terms[:4] or evidence.profile.skills[:3]
    sentences = [f"My resume shows {listed(terms)}."] if terms else []
    return [*sentences, "I would bring the same care to working with your team."]


CLOSING = "I would welcome the chance to talk about the role and how my background fits it."
"""Interest in the role."""

STOCK = (
    "I would be glad to say more about any part of my background.",
    "What I have done is set out in my resume, role by role.",
    "Questions about any of it are welcome.",
    "Thank you for reading this far.",
    CLOSING,
)
"""Sentences that claim nothing; they may stand in every letter."""


def suggestion(term: str) -> str:
    """What to do about a term of the job that the resume does not show."""
    return f"If you have worked with {term}, say where and with what result; otherwise leave it out."


def dropped(term: str) -> str:
    """What to do about a term of the job that the resume names and the tailored one does not."""
    return f"Your resume names {term}; say where you used it, and it can stand here."


def feedback(evidence: Evidence, shown: list[str], missing: list[str]) -> list[str]:
    """Remarks that hold for this resume and this job."""
    remarks = [f"The resume shows {term}, which this job asks for." for term in shown[:4]]
    remarks += [f"The job asks for {term}; the resume does not show it yet." for term in missing[:2]]
    uncounted = [
        position(role)
        for role, statements in zip(evidence.profile.experience, evidence.statements, strict=True)
        if statements and position(role) and not any(s.counted for s in statements)
    ]
    remarks += [
        f"The bullets of {held} name no figures; a true number would make them stronger."
        for held in uncounted[:2]
    ]
    if evidence.profile.experience:
        remarks.append("Every role keeps its dates and statements, so that a reader can follow the career.")
    if evidence.profile.education:
        remarks.append("The education section is complete and stands as written.")
    return remarks


def gaps(missing: list[str]) -> list[ExperienceGap]:
    """One gap for each term of the job that the resume does not show, the most important first."""
    return [
        ExperienceGap(
            gap=f"{term} is not shown in the resume",
            suggestion=suggestion(term),
            severity="medium" if i else "high",
        )
        for i, term in enumerate(missing)
    ]


def actions(evidence: Evidence, missing: list[str]) -> list[str]:
    """Steps that are worth taking whatever the draft says."""
    steps = [f"Think about where you have used {term}, and add it only if you have." for term in missing[:2]]
    return [
        *steps,
        "Read the tailored resume line by line and confirm that every statement is true.",
        "Add a true figure to the bullets that name an outcome without one.",
        "Prepare an example from your newest role for each thing this job asks for first.",
        "Read the letter aloud and change what does not sound like you.",
    ]


def talking_points(evidence: Evidence) -> list[str]:
    """Things to tell, each from a statement of the resume."""
    found = []
    for role, statements in zip(evidence.profile.experience, evidence.statements, strict=True):
        for statement in sorted((s for s in statements if s.plain), key=lambda s: not s.counted)[:2]:
            held = position(role)
            found.append((f"{held}: " if held else "") + statement.text)
    found += [
        f"{project.name}: {line}" for project in evidence.profile.projects for line in project.bullets[:1]
    ]
    found += [f"What you learned at {e.school}." for e in evidence.profile.education if e.school]
    found += [f"How you have used {term}." for term in evidence.profile.skills[:3]]
    return found
