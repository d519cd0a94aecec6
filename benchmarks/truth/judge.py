"""What is wrong with an output: plain words, digits and sequences, and nothing of `refine`'s own judgement."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from benchmarks.honesty import flat, violations
from resumemate_llm.refine import Refined
from resumemate_llm.schema import ParsedJob, ParsedResume, ProOutput

Fault = Callable[[ProOutput], str | None]
"""What an operator planted, looked for in the output: a description where it is still there."""

Outcome = Literal["repaired", "reported", "let through"]

_COVERED = 0.6
"""A statement counts as said where the role's bullets hold this share of its words, and its numbers."""


_LEAD_IN = re.compile(
    r"^\W*(?:proficien\w+ (?:in|with)|knowledge of|(?:was |were )?responsib\w+ (?:for|of)|duties included"
    r"|helped (?:to|with)?|worked (?:on|with)|was (?:involved|in charge) (?:in|of)|assisted (?:in|with))\s+",
    re.IGNORECASE,
)
"""What may fall away before the thing itself."""


class Verdict(NamedTuple):
    """What became of a mutant, whether a finding says so, and what is wrong with the output."""

    outcome: Outcome
    said: bool
    detail: str = ""


def verdict(
    refined: Refined, unbroken: Refined, resume: ParsedResume, job: ParsedJob, fault: Fault
) -> Verdict:
    """The outcome for one mutant, beside what refine made of the unbroken draft."""
    known = {(f.type, f.location, f.message) for f in unbroken.findings}
    fresh = [f for f in refined.findings if (f.type, f.location, f.message) not in known]
    planted = fault(refined.output)
    faults = [*([planted] if planted else []), *faults_in(refined, resume, job)]
    if not faults:
        return Verdict("repaired", bool(fresh))
    reported = planted is not None and len(faults) == 1 and any(not f.auto_fixed for f in fresh)
    return Verdict("reported" if reported else "let through", bool(fresh), faults[0])


def faults_in(refined: Refined, resume: ParsedResume, job: ParsedJob) -> list[str]:
    """Everything that is wrong with a result whatever was done to its draft."""
    found = [*output_faults(refined.output, resume, job), *_untraced(refined, resume)]
    if refined.radar_after.radar.overall < refined.radar_before.radar.overall:
        found.append("radarAfter below radarBefore")
    return found


def output_faults(output: ProOutput, resume: ParsedResume, job: ParsedJob) -> Iterator[str]:
    """Facts that do not hold, and what of the resume the output holds no more."""
    yield from (f"{kind}: {detail}" for kind, detail in violations(output, resume, job))
    yield from _facts(output, resume)
    yield from _losses(output, resume)


def _facts(output: ProOutput, resume: ParsedResume) -> Iterator[str]:
    """Facts that are not the parsed resume's, field by field."""
    ours, profile = output.tailored_resume, resume.profile
    if [(r.company, r.title, dates(r.period)) for r in ours.experience] != [
        (r.company, r.title, dates(f"{r.start or ''} {r.end or ''}")) for r in profile.experience
    ]:
        yield "the roles' facts are not the resume's"
    if [(e.school, e.degree) for e in ours.education] != [(e.school, e.degree) for e in profile.education]:
        yield "the education is not the resume's"
    contact = (profile.name, profile.email, profile.phone, profile.location, profile.links)
    if (ours.name, ours.email, ours.phone, ours.location, ours.links or []) != contact:
        yield "the contact data is not the resume's"
    if (ours.certifications or []) != profile.certifications:
        yield "the certifications are not the resume's"


def dates(text: str) -> list[str]:
    """The words of a period without its dash."""
    return [word for word in flat(text).split() if word != "-"]


def _losses(output: ProOutput, resume: ParsedResume) -> Iterator[str]:
    """Statements, skills and sections of the resume that the output does not hold any more."""
    ours, profile = output.tailored_resume, resume.profile
    for role, written in zip(profile.experience, ours.experience, strict=False):
        for statement in role.statements:
            if not is_covered(statement, written.bullets):
                yield f"lost: {statement[:80]!r} of {role.title!r}"
    said = said_in_resume(output)
    for skill in profile.skills:
        if not holds(said, skill) and not holds(said, _LEAD_IN.sub("", skill)):
            yield f"lost skill: {skill!r}"
    for project in profile.projects:
        yield from (
            f"lost of a project: {b[:60]!r}" for b in (project.name, *project.bullets) if flat(b) not in said
        )
    for section in profile.other_sections:
        yield from (f"lost of {section.heading}: {x[:60]!r}" for x in section.lines if flat(x) not in said)


def holds(said: str, text: str) -> bool:
    """Whether a flat text holds another one, but for spacing and closing punctuation."""
    return flat(text).strip(" .,;:•*-") in said


def is_covered(statement: str, bullets: list[str]) -> bool:
    """Whether one of the bullets, or two together, say what the statement says."""
    wanted, digits = _content(_LEAD_IN.sub("", statement)), set(_numbers(statement))
    if not wanted:
        return True
    shared = sorted(bullets, key=lambda b: -len(wanted & _content(b)))[:2]
    for together in (shared[:1], shared):
        text = " ".join(together)
        if len(wanted & _content(text)) >= _COVERED * len(wanted) and digits <= set(_numbers(text)):
            return True
    return False


def _content(text: str) -> frozenset[str]:
    """The first four letters of the words of four letters or more, and all shorter ones in capitals."""
    words = re.findall(r"[^\W\d_]+", text)
    return frozenset(w.casefold()[:4] for w in words if len(w) > 3 or (w.isupper() and len(w) > 1))


def _numbers(text: str) -> list[str]:
    return [re.sub(r"[.,]", "", n) for n in re.findall(r"\d[\d.,]*", text)]


def _untraced(refined: Refined, resume: ParsedResume) -> Iterator[str]:
    """Bullets without an origin, and statements that none has for its origin."""
    origins = {(o.role, o.bullet): o for o in refined.provenance}
    for r, role in enumerate(refined.output.tailored_resume.experience):
        sources = [s for b in range(len(role.bullets)) if (r, b) in origins for s in origins[r, b].sources]
        if any((r, b) not in origins for b in range(len(role.bullets))):
            yield f"a bullet of {role.title!r} has no provenance"
        statements = resume.profile.experience[r].statements if r < len(resume.profile.experience) else []
        said = {i for i, text in enumerate(statements) if re.search(r"\w", text)}
        if said - set(sources):
            yield f"a statement of {role.title!r} is in no bullet's provenance"


def strings(data: object) -> Iterator[str]:
    """Every text in JSON-ready data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)


def said_anywhere(output: ProOutput) -> str:
    """Everything the output says, on one line for comparing."""
    return flat("\n".join(strings(output.to_wire())))


def said_in_resume(output: ProOutput) -> str:
    """Everything the tailored resume says."""
    return flat("\n".join(strings(output.tailored_resume.to_wire())))


def standing(*markers: str, where: Callable[[ProOutput], str] = said_anywhere) -> Fault:
    """A fault that stands where a marker is still said, as a word or phrase of its own."""
    patterns = [(m, re.compile(rf"(?<!\w){re.escape(flat(m))}(?!\w)")) for m in markers]

    def look(output: ProOutput) -> str | None:
        said = where(output)
        return next((f"still says {m!r}" for m, pattern in patterns if pattern.search(said)), None)

    return look


def nothing(output: ProOutput) -> str | None:
    """For operators whose every trace shows in facts, losses or violations."""
    return None


def contradiction(output: ProOutput) -> str | None:
    """A keyword that stands literally in the resume and is marked missing, or found where no word of it is."""
    said = said_in_resume(output)
    roots = {word[:4] for word in re.findall(r"\w+", said)}
    for entry in output.keyword_checklist:
        keyword = flat(entry.keyword)
        literal = re.search(rf"(?<!\w){re.escape(keyword)}(?!\w)", said)
        if literal and not entry.found and len(keyword) > 2:
            return f"{entry.keyword!r} is in the resume and marked missing"
        if entry.found and not literal and not any(w[:4] in roots for w in re.findall(r"\w+", keyword)):
            return f"{entry.keyword!r} is not in the resume and marked found"
    return None
