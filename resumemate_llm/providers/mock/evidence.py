"""Which statements speak best for the candidate in this job."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ...refine.claim_tables import CHANGE
from ...schema import JobFamily
from .material import Material, Statement
from .results import RESULT_VERBS, tells_result
from .sentences import MAX_WORDS, Clause, clause
from .wording import employer, title_in_text

People = Literal["lead", "teach", "together"]

_LED = (
    r"led|leads?|leading|managed?|managing|supervis\w+|headed|heads?|oversaw|oversees?|chair\w*|hired|hires?"
)
_LEADERS = r"line manager|team lead|shift lead|charge nurse|foreman|forewoman|leading hand"
_OTHERS = (
    r"team|staff|people|crew|engineers?|managers?|associates|apprentices?|employees|nurses?|developers?|assistants?|"
    r"group|committee|direct reports|volunteers|shift|nights"
)
_LEAD = re.compile(
    rf"^(?:{_LED}) (?:(?!for\b|with\b|of\b)[\w,-]+ ){{0,5}}(?:{_OTHERS})\b|^(?:{_LEADERS})\b", re.IGNORECASE
)
_TEACH = re.compile(
    r"^train(?:ed|ing)?\b|\band train(?:ed)?\b|"
    r"\b(?:mentor\w*|coach(?:ed|es|ing)?|taught|precept\w*|tutor\w*|"
    r"onboarded|new (?:starters|hires|graduates?)|apprentices?|interns|practice assessor|"
    r"instruct(?:ed|ing))\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"\b(?:collaborat\w+|work(?:ed|ing|s)? (?:closely )?(?:with|alongside)|together with|"
    r"partner(?:ed|ing) with|"
    r"liais\w+|cross-functional|multi-?disciplinary|stakeholders?|committee|coordinat\w+ with|"
    r"team of|as part of)\b",
    re.IGNORECASE,
)
_TOGETHER_ABROAD = re.compile(
    r"\b(?:teams?|führ|leit|betreu|schul|zusammenarbeit|équipes?|encadr|form(?:ation|er)|collabor|colabor|equipos?|"
    r"coordina|dirig|squadra|begeleid|leiding|samenwerk|zespoł|współprac|szkol|kierow|echip|coordon|mentor|equipas?|"
    r"equipes?|coorden)",
    re.IGNORECASE,
)
_KIND_POINTS = {"verb": 3.0, "fact": 2.5, "was": 2.0, "noun": 1.0, "quote": 0.0}


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """The statements, the best first, with the clause each can become."""

    material: Material

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """All statements, the best first; equals in the resume's order."""
        return tuple(sorted(self.material.statements, key=lambda s: -self.points(s)))

    @property
    def best(self) -> Statement | None:
        """The statement that speaks best for this job."""
        return next(iter(self.statements), None)

    def clause(self, statement: Statement) -> Clause:
        """`statement` ready for a sentence."""
        return self._clauses[statement]

    @cached_property
    def _clauses(self) -> dict[Statement, Clause]:
        words = self.material.words_in_use
        english = self.material.english
        return {s: clause(s.text, s.tense, words, english=english) for s in self.material.statements}

    def points(self, statement: Statement) -> float:
        """Nearness to the job, a figure, a verb that carries, recency; overlong or tiny ones lose."""
        words = len(statement.text.split())
        points = 1.5 * min(len(statement.mentions), 3) + _KIND_POINTS[self._clauses[statement].kind]
        points += 2.0 if statement.has_number else 0.0
        points += 1.5 if CHANGE.search(statement.text) else 0.0
        points += 2.0 if statement.verb in RESULT_VERBS else -1.5 if statement.verb in _MILD else 0.0
        points -= 1.0 if statement.project else 0.7 * min(statement.place, 4)
        points -= 3.0 if words > MAX_WORDS else 1.5 if words < 5 else 0.0
        return points

    def people(self, statement: Statement) -> People | None:
        """Whether a statement is about leading, teaching or working with others."""
        if not self.material.english:
            return "together" if _TOGETHER_ABROAD.search(statement.text) else None
        if _LEAD.search(statement.text):
            return "lead"
        if _TEACH.search(statement.text) and not self._teaching_is_the_job(statement):
            return "teach"
        return "together" if _TOGETHER.search(statement.text) else None

    def _teaching_is_the_job(self, statement: Statement) -> bool:
        """Pupils are a teacher's work, not help for colleagues."""
        return self.material.job.family is JobFamily.EDUCATION and not _COLLEAGUES.search(statement.text)


_COLLEAGUES = re.compile(r"\b(?:mentor|teachers|colleagues|student teacher|staff|new hires)", re.IGNORECASE)
_MILD = frozenset(
    "assist help participate take support work attend contribute handle look use utilise utilize".split()
)


def measured(statement: Statement) -> bool:
    """Whether a statement tells a result in figures."""
    return statement.has_number and tells_result(statement.text, statement.verb)


def has_role(material: Material, *, current: bool) -> bool:
    """Whether the latest role is the current one (or, with `current` False, a past one)."""
    latest = material.latest
    tenses = [entry.tense for entry in material.roles if entry.role is latest]
    return ("base" in tenses) is current


def placed(statement: Statement) -> str:
    """Where a statement comes from, for a bracket."""
    return employer(statement.employer) or statement.project.strip() or title_in_text(statement.title)
