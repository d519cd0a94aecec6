"""The kind of work a job or a resume is about; it chooses verbs and metric types.

Evidence is weighed: occupations in the title first, then terms of trade (`resume.lexicon`) in the keywords
and in the text. The confidence is the winner's share of all evidence, lowered where there is little of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..schema.profiles import CandidateProfile, JobFamily, JobProfile
from .lexicon import known_terms

THRESHOLD = 0.4
"""Below this confidence the family is GENERAL: its wording suits everyone, a wrong one suits nobody."""

_ENOUGH = 8.0
"""Evidence from which on the confidence is not lowered; a clear title alone is as much."""
_TITLE = 8.0
_KEYWORD = 1.0
_IN_TEXT = 0.35

_TITLES: dict[JobFamily, str] = {
    JobFamily.ENGINEERING: (
        r"engineer\w*|developer|programmer|software|devops|sre|data scientist|data architect|database|machine learning|web ?master|"
        r"front[- ]?end|back[- ]?end|full[- ]?stack|systems? (?:administrator|analyst|architect)|network administrator|it support|"
        r"it manager|desktop support|help ?desk|cyber\w*|security analyst|qa|tester|architect|solutions architect|cloud|platform|technical lead|cto|"
        r"\w*entwickler(?:in)?|\w*ingenieur(?:in)?|informatiker(?:in)?|développeu\w+|ingénieure?|desarrollador\w*|ingenier[oa]|"
        r"sviluppat\w+|ingegnere|ontwikkelaar|programista|inżynier|programator|inginer|programador\w*|engenheir[oa]|data engineer"
    ),
    JobFamily.PRODUCT: (
        r"product (?:manager|owner|lead|designer|analyst|director)|head of product|ux\w*|ui|user experience|interaction designer|"
        r"user researcher|produktmanager(?:in)?|chef de produit|scrum master"
    ),
    JobFamily.MARKETING: (
        r"marketing|marketer|brand|seo|content|copywriter|social media|communications?|public relations|pr|graphics?|creative|"
        r"art director|designer|editor|journalist|advertising|videographer|photographer|growth|öffentlichkeitsarbeit|grafiker(?:in)?"
    ),
    JobFamily.SALES: (
        r"sales\w*|account executive|account manager|business development|sdr|bdr|store manager|retail|cashier|merchandiser|"
        r"customer success|real estate agent|broker|verkäufer(?:in)?|vertrieb\w*|commercial(?:e)?|vendeu\w+|ventas|vendedor\w*|"
        r"shop assistant|store associate|territory manager|account director"
    ),
    JobFamily.FINANCE: (
        r"accountant|accounting|accounts|bookkeeper|auditor|financ\w*|controller|actuar\w+|treasur\w+|tax|payroll|"
        r"credit|investment|underwriter|banker|bank|loan|economist|claims|comptable|buchhalter(?:in)?|contable|contabile|boekhouder|"
        r"księgow[ya]|contabil|contador\w*|billing|teller|cfo"
    ),
    JobFamily.OPERATIONS: (
        r"operations?|logistic\w*|supply chain|warehouse|driver|operator|custodian|cleaner|janitor|electrician|plumber|carpenter|"
        r"mechanic|welder|technician|maintenance|facilit\w+|project manager|program manager|office (?:manager|coordinator|administrator)|"
        r"administrative|administrator|secretary|receptionist|clerk|coordinator|dispatcher|procurement|buyer|planner|production|"
        r"manufacturing|quality|chef|cook|hotel|housekeep\w+|restaurant|customer service|call cent(?:er|re)|business analyst|foreman|"
        r"supervisor|fitter|installer|joiner|machinist|construction|assistant|lagerist(?:in)?|elektriker(?:in)?|elektroniker(?:in)?|"
        r"fahrer(?:in)?|électricien(?:ne)?|chauffeur|kierowca|magazynier"
    ),
    JobFamily.HEALTHCARE: (
        r"nurs\w+|physician|doctor|surgeon|medical|clinical|clinic|therapist|pharmac\w+|paramedic|emt|caregiver|carer|care assistant|"
        r"health\w*|dental|dentist|hygienist|midwife|radiograph\w+|phlebotomist|patient|psychologist|veterinar\w+|social worker|"
        r"sonographer|dietitian|optometrist|\w*pfleger(?:in)?|pflege\w*|arzt|ärztin|infirmi\w+|aide-soignante?|enfermer[oa]|infermier[ea]|"
        r"verpleegkundige|pielęgniarka|asistent medical|enfermeir[oa]|rn|lpn|lvn|counsell?or|hospice"
    ),
    JobFamily.EDUCATION: (
        r"teacher|teaching|tutor|professor|lecturer|instructor|educator|education\w*|school|faculty|librarian|trainer|academic|"
        r"research (?:assistant|associate|fellow)|researcher|postdoc\w*|curriculum|early years|nursery|paraeducator|dean|"
        r"lehrer(?:in)?|erzieher(?:in)?|dozent(?:in)?|enseignante?|professeure?|maestr[oa]|profesor\w*|insegnante|docente?|leraar|"
        r"nauczyciel\w*"
    ),
}
_TITLE_PATTERNS = {
    family: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.I) for family, pattern in _TITLES.items()
}


def classify(source: str | JobProfile | CandidateProfile, text: str = "") -> tuple[JobFamily, float]:
    """The family of a job or a resume and a confidence from 0 to 1.

    `source` is a parsed profile, or a plain text whose first line is taken for its title; `text` is the
    whole document where a profile is given. Below `THRESHOLD` the family is GENERAL.
    """
    if isinstance(source, JobProfile):
        return _decide(
            _evidence([source.title], source.keywords, text or " . ".join(source.responsibilities))
        )
    if isinstance(source, CandidateProfile):
        titles = [source.headline, *(role.title for role in source.experience[:3])]
        body = text or " . ".join(
            [source.summary, *(s for role in source.experience for s in role.statements)]
        )
        return _decide(_evidence(titles, source.skills, body))
    first = next((line for line in source.splitlines() if line.strip()), "")
    return _decide(_evidence([first], (), source))


def _evidence(titles: Iterable[str], terms: Iterable[str], text: str) -> dict[JobFamily, float]:
    weights = dict.fromkeys(JobFamily, 0.0)
    for rank, title in enumerate(filter(None, titles)):
        found = {family: len(pattern.findall(title)) for family, pattern in _TITLE_PATTERNS.items()}
        total = sum(found.values())
        for family, count in found.items():
            weights[family] += _TITLE / (rank + 1) * count / total if total else 0.0
    for family in _families(" . ".join(terms)):
        weights[family] += _KEYWORD
    for family in set(_named(text)):
        weights[family[0]] += _IN_TEXT
    return weights


def _families(text: str) -> list[JobFamily]:
    return [known.family for known in known_terms(text) if known.family]


def _named(text: str) -> list[tuple[JobFamily, str]]:
    """Families named in `text`, each term once however often it occurs."""
    return [
        (known.family, text[known.start : known.end].lower()) for known in known_terms(text) if known.family
    ]


def _decide(weights: Mapping[JobFamily, float]) -> tuple[JobFamily, float]:
    candidates = {family: weight for family, weight in weights.items() if family is not JobFamily.GENERAL}
    best = max(candidates, key=lambda family: candidates[family])
    total = sum(candidates.values()) + 0.3 * weights[JobFamily.GENERAL]
    if not total:
        return JobFamily.GENERAL, 0.0
    confidence = round(candidates[best] / total * min(1.0, candidates[best] / _ENOUGH), 2)
    return (best if confidence >= THRESHOLD else JobFamily.GENERAL), confidence
