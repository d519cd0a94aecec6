"""What becomes of a second reader's remarks: the resume's text decides, never the reader.

A correction of a fact is applied where the result's own is not in the resume, or is empty, and the
corrected one stands there word for word. A bullet goes back to the resume's wording where the doubted
words are not its source's. A doubt that the resume itself refutes is settled. Everything else is for the
candidate to confirm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import shorten
from typing import NamedTuple

from ..schema import (
    BulletOrigin,
    CandidateProfile,
    Education,
    Finding,
    ParsedResume,
    ProOutput,
    Role,
    TailoredEducation,
    TailoredRole,
)
from ..schema.second_reading import Correction, SecondReading, UnsupportedClaim
from ..text.patterns import stands_in
from .reading import Reading
from .state import Findings, bullet_path, period

MOST_REMARKS = 40
"""Remarks of one reading that are looked at; a reader with more has misread."""
_SHOWN = 160
_FACT = re.compile(
    r"tailoredResume\.(experience|education)\[(\d+)\]\.(company|title|period|school|degree|year)$"
)
_BULLET = re.compile(r"tailoredResume\.experience\[(\d+)\]\.bullets\[(\d+)\]$")
_NEAR = 2
"""Lines of the resume between a fact that was missing and the rest of its entry."""
_LONGEST_FACT = 120


def statements_of(output: ProOutput) -> dict[str, str]:
    """Everything that a second reader compares, by its path in the output."""
    resume = output.tailored_resume
    found = {"tailoredResume.headline": resume.headline, "tailoredResume.summary": resume.summary}
    for i, group in enumerate(resume.skills):
        found[f"tailoredResume.skills[{i}]"] = f"{group.category}: {', '.join(group.items)}"
    for r, role in enumerate(resume.experience):
        at = f"tailoredResume.experience[{r}]"
        found |= {f"{at}.company": role.company, f"{at}.title": role.title, f"{at}.period": role.period}
        found |= {bullet_path(r, b): bullet for b, bullet in enumerate(role.bullets)}
    for e, entry in enumerate(resume.education):
        at = f"tailoredResume.education[{e}]"
        found |= {f"{at}.school": entry.school, f"{at}.degree": entry.degree, f"{at}.year": entry.year or ""}
    found |= {f"coverLetter.paragraphs[{i}]": text for i, text in enumerate(output.cover_letter.paragraphs)}
    return found


@dataclass(frozen=True, slots=True)
class Judged:
    """The output and the resume with what the text confirmed, and the findings. `changed` tells whether
    there is anything to refine again."""

    output: ProOutput
    resume: ParsedResume
    findings: tuple[Finding, ...]

    changed: bool = False


def judge_reading(
    reading: SecondReading, output: ProOutput, resume: ParsedResume, provenance: Sequence[BulletOrigin]
) -> Judged:
    """Apply what `resume` confirms of a reading of `output`, and report the rest."""
    desk = _Desk(output, resume, {(o.role, o.bullet): o for o in provenance})
    for correction in reading.corrections[:MOST_REMARKS]:
        desk.correct(correction)
    for claim in reading.unsupported_claims[:MOST_REMARKS]:
        desk.doubt(claim)
    left_out = sum(
        max(0, len(remarks) - MOST_REMARKS) for remarks in (reading.corrections, reading.unsupported_claims)
    )
    if left_out:
        message = (
            f"{left_out} more remarks of the second reader were left out; look at the whole result again."
        )
        desk.findings.add("second_reader.unusable", "tailoredResume", message, fixed=False)
    return desk.judged()


class _Fact(NamedTuple):
    """A place of a fact: which list, which entry, which field."""

    section: str
    entry: int
    name: str


@dataclass(slots=True)
class _Desk:
    """One reading under judgement. `facts` and `bullets` are the changes that the text confirmed."""

    output: ProOutput
    resume: ParsedResume
    origins: Mapping[tuple[int, int], BulletOrigin]
    findings: Findings = field(default_factory=Findings)
    facts: dict[_Fact, str] = field(default_factory=dict)
    bullets: dict[tuple[int, int], str] = field(default_factory=dict)

    def correct(self, remark: Correction) -> None:
        """One fact that the reader has otherwise."""
        fact = self._fact(remark.path)
        now = statements_of(self.output).get(remark.path)
        wanted = " ".join(remark.correct.split())
        if fact is None or now is None or not wanted or len(wanted) > _LONGEST_FACT:
            self._unusable()
            return
        if _flat(wanted) == _flat(now):
            return
        entry = self._entry(fact)
        if (
            entry is not None
            and self._holds(wanted)
            and (not self._holds(now) if now else self._is_near(wanted, entry))
        ):
            self.facts[fact] = wanted
            message = f"The {fact.name} was corrected to “{_short(wanted)}”, as the resume has it."
            self.findings.add("second_reader.corrected", remark.path, message)
            return
        has = f"“{_short(now)}”" if now else "nothing"
        message = f"A second reader has “{_short(wanted)}” for the {fact.name}; the resume was read as {has}."
        self.findings.add("second_reader.differs", remark.path, message, fixed=False)

    def doubt(self, remark: UnsupportedClaim) -> None:
        """One claim that the reader finds no support for."""
        text = statements_of(self.output).get(remark.path)
        if text is None or not _flat(remark.claim) or _flat(remark.claim) not in _flat(text):
            self._unusable()
        elif self._holds(remark.claim):
            message = f"A second reader doubted “{_short(remark.claim)}”; the resume says it word for word."
            self.findings.add("second_reader.settled", remark.path, message)
        elif (own := self._own_wording(remark)) is not None:
            self.bullets[own[0]] = own[1]
            doubted = f"A second reader found no source for “{_short(remark.claim)}”"
            message = f"{doubted}; the resume's wording was put back."
            self.findings.add("second_reader.restored", remark.path, message)
        else:
            message = f"A second reader found no source for “{_short(remark.claim)}”: {_short(remark.reason)}"
            self.findings.add("second_reader.unsupported", remark.path, message, fixed=False)

    def judged(self) -> Judged:
        """Everything together."""
        findings = tuple(dict.fromkeys(self.findings))
        if not (self.facts or self.bullets):
            return Judged(self.output, self.resume, findings)
        profile = _corrected_profile(self.resume.profile, self.facts)
        output = _corrected_output(self.output, profile, self.bullets)
        return Judged(output, self.resume.replace(profile=profile), findings, changed=True)

    def _unusable(self) -> None:
        message = "A remark of the second reader names nothing that the result holds, and was left out."
        self.findings.add("second_reader.unusable", "tailoredResume", message)

    def _fact(self, path: str) -> _Fact | None:
        found = _FACT.match(path)
        return _Fact(found[1], int(found[2]), found[3]) if found else None

    def _entry(self, fact: _Fact) -> Role | Education | None:
        profile = self.resume.profile
        entries: Sequence[Role | Education] = (
            profile.experience if fact.section == "experience" else profile.education
        )
        return entries[fact.entry] if fact.entry < len(entries) else None

    def _holds(self, text: str) -> bool:
        """Whether the resume says this word for word; of a period, both of its ends."""
        source = _flat(self.resume.text)
        return all(stands_in(part, source) for part in _flat(text).split(" – "))

    def _is_near(self, wanted: str, entry: Role | Education) -> bool:
        """Whether the resume has this fact close to the rest of its entry, and not in a statement."""
        own = [_flat(text) for text in _names(entry)]
        said = [_flat(text) for role in self.resume.profile.experience for text in role.statements]
        lines = [_flat(line) for line in self.resume.text.splitlines() if line.strip()]
        heads = [i for i, line in enumerate(lines) if any(stands_in(name, line) for name in own if name)]
        parts = _flat(wanted).split(" – ")
        return any(
            abs(i - head) <= _NEAR and all(stands_in(part, line) for part in parts)
            for i, line in enumerate(lines)
            for head in heads
            if not any(_is_of(line, text) for text in said)
        )

    def _own_wording(self, remark: UnsupportedClaim) -> tuple[tuple[int, int], str] | None:
        """The bullet's place and its one source, where the doubted words are not that source's."""
        found = _BULLET.match(remark.path)
        place = (int(found[1]), int(found[2])) if found else (-1, -1)
        origin = self.origins.get(place)
        if origin is None or len(origin.sources) != 1:
            return None
        source = self.resume.profile.experience[origin.source_role].statements[origin.sources[0]]
        if not Reading(remark.claim).stems - Reading(source).stems:
            return None
        return place, source


def _names(entry: Role | Education) -> tuple[str, ...]:
    return (entry.company, entry.title) if isinstance(entry, Role) else (entry.school, entry.degree)


def _corrected_profile(profile: CandidateProfile, facts: Mapping[_Fact, str]) -> CandidateProfile:
    roles, schools = list(profile.experience), list(profile.education)
    for fact, value in facts.items():
        if fact.section == "experience":
            roles[fact.entry] = roles[fact.entry].model_copy(update=dict(_fields(fact, value)))
        else:
            schools[fact.entry] = schools[fact.entry].model_copy(update=dict(_fields(fact, value)))
    return profile.model_copy(update={"experience": roles, "education": schools})


def _fields(fact: _Fact, value: str) -> Iterator[tuple[str, str | None]]:
    if fact.name not in ("period", "year"):
        yield fact.name, value
        return
    start, _, end = value.partition(" – ")
    yield "start", start if end else ""
    yield "end", end or value
    yield "start_date", None
    yield "end_date", None


def _corrected_output(
    output: ProOutput, profile: CandidateProfile, bullets: Mapping[tuple[int, int], str]
) -> ProOutput:
    """The output with the facts of `profile` and the bullets that went back."""
    tailored = output.tailored_resume
    roles = [
        _corrected_role(role, own, {b: text for (at, b), text in bullets.items() if at == r})
        for r, (role, own) in enumerate(zip(tailored.experience, profile.experience, strict=True))
    ]
    schools = [
        TailoredEducation(
            school=e.school, degree=e.degree, year=period(e.start, e.end) or None, location=e.location
        )
        for e in profile.education
    ]
    tailored = tailored.model_copy(update={"experience": roles, "education": schools})
    return output.model_copy(update={"tailored_resume": tailored})


def _corrected_role(role: TailoredRole, own: Role, bullets: Mapping[int, str]) -> TailoredRole:
    return role.model_copy(
        update={
            "company": own.company,
            "title": own.title,
            "period": period(own.start, own.end),
            "bullets": [bullets.get(b, text) for b, text in enumerate(role.bullets)],
        }
    )


def _flat(text: str) -> str:
    """For comparing: case, white space and the kind of dash make no difference."""
    return " ".join(re.sub(r"\s[-–—]\s", " – ", text).casefold().split())


def _is_of(line: str, statement: str) -> bool:
    """Whether a line of the resume is a statement, or a wrapped part of one."""
    return bool(statement) and (statement in line or line.lstrip("•-–*·▪ ") in statement)


def _short(text: str) -> str:
    return shorten(text, _SHOWN, placeholder=" …")
