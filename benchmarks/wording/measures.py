"""What is measured in a resume's wording, alike in the original and in the tailored one.

The words and patterns here are this benchmark's own: none of `refine`'s or the writer's tables decides, so
that a table cannot praise itself. Shared are the lexicon of verbs and the finding of a term in a text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from resumemate_llm import ProResult
from resumemate_llm.export.layout import resume_blocks
from resumemate_llm.schema import JobProfile
from resumemate_llm.text.terms import has_term, unique_terms
from resumemate_llm.text.verbs import leading_verb

from .readability import flesch

_WEAK = re.compile(
    r"^(?:(?:was|were|am|is|been)\s+)?(?:also\s+)?(?:responsible\s+for|responsibilities\s+includ|duties\s+includ|in\s+charge\s+of"
    r"|involved\s+(?:in|with)|tasked\s+with|work(?:ed|ing|s)?\s+(?:on|with|as|in)|help(?:ed|ing|s)?\b|assist(?:ed|ing|s)?\b"
    r"|participat\w+|took\s+part|take\s+part|various\b|handl\w+|contribut\w+\s+to|look(?:ed|ing)?\s+after)",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\d[\d,.]*\s?%|\bper\s?cent\b|[$€£]\s?\d|\b\d[\d,.]*\s?(?:k|m|bn|million|billion)\b|\b\d+(?:\.\d+)?\s?x\b|\b(?:twice|double[ds]?|half|halved)\b"
    r"|\bfrom\s+(?:about\s+|roughly\s+)?\S*\d\S*(?:\s\w+){0,3}\s+to\s+\S*\d",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    r"\b(?:increas|reduc|improv|sav|grew|grow|cut|lower|rais|boost|decreas|accelerat|shorten|doubl|halv|exceed|achiev|won|eliminat"
    r"|expand|generat|rais|streamlin|speed|sped|fell|drop)\w*\b[^.;]*?\d",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"\b(?:result(?:ing|ed)\s+in|leading\s+to|led\s+to\s+(?:a|an|the)|so\s+that|which\s+(?:cut|reduced|saved|raised|increased)|enabling|allowing)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Texts:
    """A resume's wording: the bullets of each role (as they stand), headline, summary, the skills and the
    projects as one text each, and the `whole` of it."""

    roles: tuple[tuple[str, ...], ...]
    headline: str
    summary: str
    skills: str
    projects: str
    whole: str

    @property
    def bullets(self) -> list[str]:
        """All bullets, in order."""
        return [bullet for role in self.roles for bullet in role]

    @property
    def work(self) -> str:
        """What shows a term in use: bullets and projects."""
        return "\n".join([*self.bullets, self.projects])


def before(result: ProResult) -> Texts:
    """The resume as it came."""
    own = result.resume.profile
    return Texts(
        roles=tuple(tuple(role.statements) for role in own.experience),
        headline=own.headline,
        summary=own.summary,
        skills=", ".join(own.skills),
        projects="\n".join(line for project in own.projects for line in (project.name, *project.bullets)),
        whole=result.resume.text,
    )


def after(result: ProResult) -> Texts:
    """The resume as it was tailored."""
    tailored = result.output.tailored_resume
    return Texts(
        roles=tuple(tuple(role.bullets) for role in tailored.experience),
        headline=tailored.headline,
        summary=tailored.summary,
        skills=", ".join(item for group in tailored.skills for item in group.items),
        projects="\n".join(
            line for project in tailored.projects or () for line in (project.name, *project.bullets)
        ),
        whole="\n".join(block.text for block in resume_blocks(tailored)),
    )


def has_outcome(bullet: str) -> bool:
    """Whether a bullet says what came of the work: an effect with a figure, a share or a sum of money, or
    an outcome named as one."""
    return bool(_EFFECT.search(bullet) or _RESULT.search(bullet) or _FIGURE.search(bullet))


def requirements(wanted: JobProfile) -> list[str]:
    """What a job asks for: required and preferred skills and keywords, thirty at most."""
    return unique_terms([*wanted.required_skills, *wanted.preferred_skills, *wanted.keywords])[:30]


Measure = Callable[[Texts, Sequence[str]], float | None]


def _share(held: Sequence[bool]) -> float | None:
    return 100 * fmean(held) if held else None


def _reading_ease(texts: Texts, asked: Sequence[str]) -> float | None:
    return flesch(texts.bullets)


def _summary_ease(texts: Texts, asked: Sequence[str]) -> float | None:
    return flesch(re.split(r"(?<=[.!?])\s+", texts.summary)) if texts.summary else None


def _length(texts: Texts, asked: Sequence[str]) -> float | None:
    return fmean(len(bullet.split()) for bullet in texts.bullets) if texts.bullets else None


def _fitting(texts: Texts, asked: Sequence[str]) -> float | None:
    return _share([4 <= len(bullet.split()) <= 40 for bullet in texts.bullets])


def _verbs(texts: Texts, asked: Sequence[str]) -> float | None:
    return _share([leading_verb(bullet) is not None for bullet in texts.bullets])


def _weak(texts: Texts, asked: Sequence[str]) -> float | None:
    return _share([bool(_WEAK.match(bullet)) for bullet in texts.bullets])


def _variety(texts: Texts, asked: Sequence[str]) -> float | None:
    """Different opening verbs for each hundred bullets that open with one."""
    verbs = [opening.verb.base for bullet in texts.bullets if (opening := leading_verb(bullet))]
    return 100 * len(set(verbs)) / len(verbs) if verbs else None


def _repeated(texts: Texts, asked: Sequence[str]) -> float | None:
    """Bullets whose opening verb another bullet of the role has had."""
    again = 0
    for role in texts.roles:
        verbs = Counter(opening.verb.base for bullet in role if (opening := leading_verb(bullet)))
        again += sum(count - 1 for count in verbs.values())
    return 100 * again / len(texts.bullets) if texts.bullets else None


def _outcomes(texts: Texts, asked: Sequence[str]) -> float | None:
    return _share([has_outcome(bullet) for bullet in texts.bullets])


def _place(texts: Texts, asked: Sequence[str]) -> float | None:
    """Where the outcomes stand in their roles: 0 all first, 100 all last."""
    places = [
        100 * position / (len(role) - 1)
        for role in texts.roles
        if len(role) > 1
        for position, bullet in enumerate(role)
        if has_outcome(bullet)
    ]
    return fmean(places) if places else None


def _anywhere(texts: Texts, asked: Sequence[str]) -> float | None:
    return _share([has_term(texts.whole, term) for term in asked])


def _in_work(texts: Texts, asked: Sequence[str]) -> float | None:
    return _share([has_term(texts.work, term) for term in asked])


def _on_top(texts: Texts, asked: Sequence[str]) -> float | None:
    first = next((role[:2] for role in texts.roles if role), ())
    return _share([has_term("\n".join((texts.headline, texts.summary, *first)), term) for term in asked])


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: its name, its unit, what is better, and by how much it must differ to count."""

    name: str
    unit: str
    better: str
    least: float
    measure: Measure


ROWS = (
    Row("Flesch reading ease of bullets", "points", "higher", 1.0, _reading_ease),
    Row("Flesch reading ease of the summary", "points", "higher", 5.0, _summary_ease),
    Row("words in a bullet", "words", "", 0.5, _length),
    Row("bullets of 4 to 40 words", "%", "higher", 0.5, _fitting),
    Row("bullets that open with a verb", "%", "higher", 0.5, _verbs),
    Row("bullets with a weak opening", "%", "lower", 0.5, _weak),
    Row("different opening verbs", "per 100", "higher", 0.5, _variety),
    Row("opening verb repeated in its role", "%", "lower", 0.5, _repeated),
    Row("bullets with an outcome", "%", "higher", 0.5, _outcomes),
    Row("place of outcomes in their role", "0 first, 100 last", "lower", 1.0, _place),
    Row("requirements named anywhere", "%", "higher", 0.5, _anywhere),
    Row("requirements with evidence in work", "%", "higher", 0.5, _in_work),
    Row("requirements in headline, summary, top bullets", "%", "higher", 0.5, _on_top),
)
