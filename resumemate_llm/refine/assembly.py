"""Coherence between texts that were written apart: the letter, the summary, the talking points, the bullets.

The writers of a draft in sections do not see each other. So an achievement may be told under another
employer than its own, with the number of another achievement, or twice in the same words; and two texts may
count the years of experience differently. What the resume says of the achievement decides. A draft that was
written whole goes through the same step: models do all of this there too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..schema import CoverLetter
from ..text.sentences import split_sentences
from .evidence import Evidence
from .places import speaks_of_another_time
from .provenance import trace
from .reading import Reading
from .state import Findings, Step, Work

SAME_WORDS = 0.8
"""A sentence repeats another where this part of the shorter one's words stands in the longer one."""
TOLD = 0.5
"""A sentence tells a statement where it has this part of its words."""
SURELY = 0.75
"""It must have this part of them before the employer that it names is taken for the wrong one."""
CLEARLY = 0.25
"""By how much more it must have of one role's statement than of any other role's."""
_LEAST_WORDS = 4
_YEARS = re.compile(
    r"\b(?P<count>\d{1,2})(?P<more>\s?\+)?(?P<gap>[\s-]+)(?=years?['’]?\s+(?:of\s+)?"
    r"(?:\w+\s+){0,2}?experience\b)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:–—()]")
_BEFORE_EMPLOYER = re.compile(r"\b(?:at|for|bei|chez|presso|bij)\s+$", re.IGNORECASE)


def settle_assembly(work: Work, evidence: Evidence) -> Step:
    """The draft's texts made to agree with each other and with the resume about each achievement."""
    findings = Findings()
    years = _years_said(work.draft.professional_summary)
    summary = _settled(work.draft.professional_summary, "tailoredResume.summary", evidence, findings, [])
    paragraphs, told = [], list[Reading]()
    for i, paragraph in enumerate(work.draft.cover_letter.paragraphs):
        text = _with_years(paragraph, years, f"coverLetter.paragraphs[{i}]", findings)
        paragraphs.append(_settled(text, f"coverLetter.paragraphs[{i}]", evidence, findings, told))
    points = _points(work.draft.interview_talking_points, evidence, findings)
    if not findings:
        return Step(work, findings)
    changed = work.write(
        professional_summary=summary,
        cover_letter=CoverLetter(paragraphs=paragraphs),
        interview_talking_points=points,
    )
    return Step(changed, findings)


def _points(points: list[str], evidence: Evidence, findings: Findings) -> list[str]:
    kept, told = [], list[Reading]()
    for i, point in enumerate(points):
        location = f"interviewTalkingPoints[{i}]"
        if text := _settled(point, location, evidence, findings, told):
            kept.append(text)
    return kept


def _settled(text: str, location: str, evidence: Evidence, findings: Findings, told: list[Reading]) -> str:
    """`text` with each of its sentences in agreement; it comes back as it is where all are."""
    lines, changed = [], False
    for line in text.split("\n"):
        kept: list[str] = []
        dropped = False
        for sentence in split_sentences(line):
            said = _standing_alone(sentence) if dropped else sentence
            true = _sentence(said, location, evidence, findings, told) if said else ""
            changed, dropped = changed or true != sentence, not true
            kept.append(true)
        lines.append(" ".join(filter(None, kept)))
    return "\n".join(line for line in lines if line) if changed else text


_LEANS = re.compile(
    r"(?:before|after|since) (?:that|then),\s+|(?:there|then|later|previously),\s+", re.IGNORECASE
)
_POINTS_BACK = re.compile(r"(?:that|this|it|these|those|there|here)\b", re.IGNORECASE)


def _standing_alone(sentence: str) -> str:
    """A sentence whose forerunner was dropped: without its "Before that,"; "" where all of it points back."""
    rest = sentence[found.end() :] if (found := _LEANS.match(sentence)) else sentence
    return "" if _POINTS_BACK.match(rest) else rest[:1].upper() + rest[1:]


def _sentence(
    sentence: str, location: str, evidence: Evidence, findings: Findings, told: list[Reading]
) -> str:
    """The sentence as it may stand; "" where it may not."""
    reading = evidence.read(sentence)
    source = _source(reading, evidence)
    if source is not None:
        if _has_other_numbers(reading, source, evidence):
            message = "A sentence that gave an achievement the number of another one was dropped."
            findings.add("assembly.number", location, message)
            return ""
        renamed = _under_its_employer(sentence, source, evidence) if source.share >= SURELY else sentence
        if not renamed:
            message = "An achievement told under another employer was dropped: its own is not stated."
            findings.add("assembly.employer", location, message)
            return ""
        if renamed != sentence:
            message = "An achievement stands under the employer where it happened."
            findings.add("assembly.employer", location, message)
            sentence, reading = renamed, evidence.read(renamed)
    misplaced = evidence.places.wrongly_under(reading)
    if misplaced is not None:
        message = f"A sentence that gave one {misplaced} what the resume has elsewhere was dropped."
        findings.add(f"facts.{misplaced}", location, message)
        return ""
    if evidence.targets:  # to name the job twice is no repetition
        reading = evidence.read(evidence.targets.sub(" ", sentence))
    if repeats(reading, told):
        message = "An achievement that was told before in the same words was dropped."
        findings.add("assembly.repeated", location, message)
        return ""
    told.append(reading)
    return sentence


class Source(NamedTuple):
    """The role that a sentence tells of, the statements of it that it tells, and how much of them."""

    role: int
    statements: tuple[Reading, ...]
    share: float


def _source(reading: Reading, evidence: Evidence) -> Source | None:
    """Where a sentence comes from, if one role of the resume is clearly closest to it."""
    if len(reading.said) < _LEAST_WORDS:
        return None
    found = sorted(
        (-_share(reading, [statements[i] for i in indexes]), r, indexes)
        for r, statements in enumerate(evidence.statements)
        if (indexes := trace(reading, statements))
    )
    if not found or -found[0][0] < TOLD or (len(found) > 1 and found[1][0] - found[0][0] < CLEARLY):
        return None
    share, role, indexes = found[0]
    return Source(role, tuple(evidence.statements[role][i] for i in indexes), -share)


def _share(reading: Reading, statements: Sequence[Reading]) -> float:
    """How much of a statement a sentence tells: the share of its words and numbers, the closest one's."""
    said = reading.said
    return max(len(said & s.said) / len(s.said) if len(s.said) >= 3 else 0.0 for s in statements)


def _has_other_numbers(reading: Reading, source: Source, evidence: Evidence) -> bool:
    """Whether a sentence states a number that none of its statements has, in the place of one that they have:
    the same thing is counted, differently."""
    own = [c for statement in source.statements for c in statement.counted]
    keys = {c.number.key for c in own}
    for counted in reading.counted:
        if counted.number.key in keys or not counted.head:
            continue
        rivals = [c for c in own if c.head == counted.head and c.number.unit == counted.number.unit]
        if rivals and not any(c.number.key in {n.number.key for n in reading.counted} for c in rivals):
            return True
    return False


def _under_its_employer(sentence: str, source: Source, evidence: Evidence) -> str:
    """The sentence with the employer of its achievement in the place of another one of the resume; "" where
    that employer is not stated."""
    roles = evidence.profile.experience
    right = roles[source.role].company
    reading = evidence.read(sentence)
    told = {company for statement in source.statements for company in _employers(statement, evidence)}
    if right and right in reading and right not in told:
        return sentence
    for wrong in _employers(reading, evidence):
        at = sentence.find(wrong)
        if wrong in told or wrong == right or at < 0 or not _BEFORE_EMPLOYER.search(sentence[:at]):
            continue
        if speaks_of_another_time(sentence, at, at + len(wrong)):
            continue
        if _places(wrong, sentence, at, source):
            return sentence[:at] + right + sentence[at + len(wrong) :] if right else ""
    return sentence


def _places(employer: str, sentence: str, at: int, source: Source) -> bool:
    """Whether an employer says where the achievement was: its clause names nothing else ("At Acme, I cut
    costs"), or tells of the achievement itself ("I cut costs at Acme")."""
    before = _CLAUSE.split(sentence[:at])[-1]
    after = _CLAUSE.split(sentence[at + len(employer) :], maxsplit=1)[0]
    words = Reading(f"{before} {after}").stems
    return not words or any(words & statement.stems for statement in source.statements)


def _employers(reading: Reading, evidence: Evidence) -> Iterable[str]:
    companies = (role.company for role in evidence.profile.experience)
    return [c for c in dict.fromkeys(companies) if c and c != evidence.company and c in reading]


def repeats(reading: Reading, told: Iterable[Reading]) -> bool:
    """Whether a sentence tells in the same words what one of `told` has told."""
    return any(_same_words(reading, other) for other in told)


def _same_words(one: Reading, other: Reading) -> bool:
    """Whether the shorter of two sentences stands in the longer one, all of its numbers included."""
    shorter, longer = sorted((one.said, other.said), key=len)
    numbers = {item for item in shorter if not isinstance(item, str)}
    return (
        len(shorter) >= _LEAST_WORDS
        and len(shorter & longer) >= SAME_WORDS * len(shorter)
        and numbers <= longer
    )


def _years_said(summary: str) -> str | None:
    """The years of experience that the summary counts, where it counts them once."""
    counts = {match["count"] for match in _YEARS.finditer(summary)}
    return counts.pop() if len(counts) == 1 else None


def _with_years(text: str, years: str | None, location: str, findings: Findings) -> str:
    """`text` with the years of experience that the summary counts."""
    if years is None:
        return text
    changed = _YEARS.sub(lambda m: f"{years}{m['more'] or ''}{m['gap']}", text)
    if changed != text:
        message = "Letter and summary count the same years of experience."
        findings.add("assembly.years", location, message)
    return changed
