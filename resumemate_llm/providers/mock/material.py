"""What the two profiles have to say to each other, worked out once and shared by every part of the draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

from ...refine.words import core_of
from ...resume.family import classify
from ...schema import CandidateProfile, JobFamily, ParsedJob, ParsedResume, Role
from ...text.dates import years_of_experience
from ...text.sentences import split_sentences
from ...text.terms import TermIndex, fold_term
from ...text.verbs import leading_verb
from .bullets import Bullet, rewrite_role, tense_of
from .demand import asked_terms, is_competency, same_work
from .openings import Tense
from .results import tells_result
from .wording import term_in_text


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleMaterial:
    """A role with its rewritten bullets, in the order in which they will stand."""

    role: Role
    tense: Tense
    bullets: tuple[Bullet, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One statement that may speak for the candidate, from a role or from a project.

    `mentions` are the asked terms in it; `place` is the role's or project's index.
    """

    text: str
    original: str
    tense: Tense
    employer: str
    title: str
    project: str
    place: int
    mentions: tuple[str, ...]
    has_number: bool
    verb: str  # the base form of the verb that opens it, or ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A term of the job that the resume shows, how the resume writes it, and the sections that show it,
    the strongest first."""

    term: str
    written: str
    sections: tuple[str, ...]

    @property
    def practised(self) -> bool:
        """Whether a role or a project shows it in use."""
        return self.sections[0] in ("experience", "projects")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Section:
    text: str
    index: TermIndex

    @classmethod
    def of(cls, lines: Sequence[str]) -> _Section:
        text = "\n".join(lines)
        return cls(text=text, index=TermIndex(text))

    def written(self, term: str) -> str:
        """`term` as the section writes it."""
        start, end = self.index.find(term) or (0, 0)
        return " ".join(self.text[start:end].split()) or term


class Material:
    """The digest of one resume and one job. Everything in it is in a fixed order."""

    def __init__(self, resume: ParsedResume, job: ParsedJob) -> None:
        self.resume = resume
        self.job = job
        self.profile: CandidateProfile = resume.profile
        self.english = resume.language == "en"
        self.asked = asked_terms(job)
        self._by_word: dict[str, list[tuple[str, ...]]] = {}  # asked terms by their first word
        for key in map(fold_term, self.asked):
            self._by_word.setdefault(key[0], []).append(key)
        self._mentioned: dict[str, tuple[str, ...]] = {}
        self._competency: dict[str, bool] = {}

    @cached_property
    def seed(self) -> int:
        """A number from the content of both texts; chooses between phrasings that are equally good."""
        profile = self.profile
        parts = [profile.name, *(role.title + role.company for role in profile.experience), self.resume.text]
        return crc32("\n".join([*parts, self.job.text]).encode("utf-8", "replace"))

    def choose(self, options: Sequence[str], salt: int = 0) -> str:
        """One of equally good `options`, the same for the same two texts."""
        return options[crc32(bytes([salt]), self.seed) % len(options)]

    @cached_property
    def roles(self) -> tuple[RoleMaterial, ...]:
        """Every role in the resume's order, its bullets rewritten and put in the job's order."""
        return tuple(self._role(role) for role in self.profile.experience)

    def _role(self, role: Role) -> RoleMaterial:
        tense = tense_of(role, self.resume.as_of)
        bullets = rewrite_role(role, tense=tense, english=self.english)
        prose = len(split_sentences(role.description or ""))
        return RoleMaterial(
            role=role, tense=tense, bullets=(*bullets[:prose], *self._ordered(bullets[prose:]))
        )

    def _ordered(self, bullets: Sequence[Bullet]) -> list[Bullet]:
        """First the bullet that is closest to the job, then its subjects, a result in figures as much as two
        of them, otherwise as they stood. A list whose lines lean on each other (a line that ends in a colon,
        a line that goes on in lower case) keeps its order."""
        if any(b.original.rstrip().endswith(":") or b.original[:1].islower() for b in bullets):
            return list(bullets)
        near = {bullet: min(len(self._mentioned_in(bullet.text)), 3) for bullet in bullets}
        told = {bullet: self._tells_result(bullet.text) for bullet in bullets}
        ordered = sorted(bullets, key=lambda bullet: -(near[bullet] + 2 * told[bullet]))
        first = max(ordered, key=lambda bullet: (near[bullet], told[bullet]), default=None)
        return sorted(ordered, key=lambda bullet: bullet is not first)

    def _tells_result(self, text: str) -> bool:
        opening = leading_verb(text) if self.english else None
        return tells_result(text, opening.verb.base if opening else "")

    def mentions(self, text: str) -> tuple[str, ...]:
        """The asked terms that stand in `text`, in the job's order of importance."""
        return _found(text, self.asked)

    def _mentioned_in(self, statement: str) -> tuple[str, ...]:
        """`mentions` for a statement of the resume, looked for among the terms that any of them holds."""
        if statement not in self._mentioned:
            self._mentioned[statement] = _found(statement, self._told)
        return self._mentioned[statement]

    @cached_property
    def _statement_text(self) -> _Section:
        lines = [line for role in self.profile.experience for line in (role.description or "", *role.bullets)]
        return _Section.of([*lines, *(line for project in self.profile.projects for line in project.bullets)])

    @cached_property
    def _told(self) -> tuple[str, ...]:
        """The asked terms that stand anywhere in the resume's statements."""
        return tuple(term for term in self.asked if term in self._statement_text.index)

    def is_asked(self, label: str) -> bool:
        """Whether a skill is, or holds, an asked term."""
        words = fold_term(label)
        return any(
            words[i : i + len(key)] == key for i, w in enumerate(words) for key in self._by_word.get(w, ())
        )

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement of roles and projects."""
        return (*self._role_statements(), *self._project_statements())

    def _role_statements(self) -> Iterable[Statement]:
        for place, entry in enumerate(self.roles):
            for bullet in entry.bullets:
                yield self._statement(
                    bullet, entry.tense, place, employer=entry.role.company, title=entry.role.title
                )

    def _project_statements(self) -> Iterable[Statement]:
        for place, project in enumerate(self.profile.projects):
            for text in project.bullets:
                bullet = Bullet(original=text, text=text)
                yield self._statement(bullet, "past", place, project=project.name or " ")

    def _statement(
        self,
        bullet: Bullet,
        tense: Tense,
        place: int,
        *,
        employer: str = "",
        title: str = "",
        project: str = "",
    ) -> Statement:
        opening = leading_verb(bullet.text) if self.english else None
        return Statement(
            text=bullet.text,
            original=bullet.original,
            tense=tense,
            employer=employer,
            title=title,
            project=project,
            place=place,
            mentions=self._mentioned_in(bullet.text),
            has_number=_FIGURE.search(bullet.text) is not None,
            verb=opening.verb.base if opening else "",
        )

    @cached_property
    def sections(self) -> dict[str, _Section]:
        """Each part of the resume but the statements, the parts that prove most first."""
        profile = self.profile
        roles = profile.experience
        texts = {
            "projects": [line for p in profile.projects for line in (p.name, *p.tech)],
            "skills": [
                *profile.skills,
                *(item for g in profile.skill_groups for item in (g.category, *g.items)),
            ],
            "certifications": profile.certifications,
            "education": [line for e in profile.education for line in (e.degree, e.school, *e.details)],
            "summary": [profile.headline, profile.summary],
            "titles": [line for r in roles for line in (r.title, r.company)],
            "other": [
                *(line for section in profile.other_sections for line in (section.heading, *section.lines)),
                *profile.unplaced,
            ],
        }
        return {name: _Section.of(lines) for name, lines in texts.items() if lines}

    @cached_property
    def shown(self) -> tuple[Shown, ...]:
        """The asked terms that the resume shows."""
        in_roles = {term for s in self.statements if not s.project for term in s.mentions}
        in_projects = {term for s in self.statements if s.project for term in s.mentions}
        found = []
        for term in self.asked:
            places = [name for name, section in self.sections.items() if term in section.index]
            places = ["projects", *places] if term in in_projects and "projects" not in places else places
            places = ["experience", *places] if term in in_roles else places
            if places:
                told = term in in_roles or term in in_projects
                source = self._statement_text if told else self.sections[places[0]]
                found.append(Shown(term=term, written=source.written(term), sections=tuple(places)))
        return tuple(found)

    def is_competency(self, term: str) -> bool:
        """Whether `term` can stand in a sentence about what somebody can do."""
        if term not in self._competency:
            self._competency[term] = is_competency(term, self.job)
        return self._competency[term]

    def competencies(self, limit: int) -> list[str]:
        """Asked and shown terms for running text, those that roles show first."""
        return [self.say(entry.term) for entry in self.usable[:limit]]

    def say(self, term: str) -> str:
        """A term for running text, in the resume's own wording where the resume has it: an ad's "Google
        Analytics 4" is no more than the "Google Analytics" of the resume."""
        return term_in_text(self._wording.get(term, term), self.words_in_use)

    @cached_property
    def _wording(self) -> dict[str, str]:
        return {entry.term: entry.written for entry in self.shown}

    @cached_property
    def usable(self) -> tuple[Shown, ...]:
        """The shown competencies, those that roles and projects prove first. What stands only in a job
        title, an employer's name, a degree or an unknown section proves none."""
        named = [
            e for e in self.shown if self.is_competency(e.term) and not _PROVE_NOTHING.issuperset(e.sections)
        ]
        return tuple(sorted(named, key=lambda entry: not entry.practised))

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The asked terms that the resume does not show, not even their core."""
        shown = {entry.term for entry in self.shown}
        return tuple(term for term in self.asked if term not in shown and not self._shows_core(term))

    def _shows_core(self, term: str) -> bool:
        core = core_of(term)
        return core != term and any(core in section.index for section in self.sections.values())

    @cached_property
    def years(self) -> int:
        """Whole years of experience counted from the roles' dates."""
        return years_of_experience(self.profile.experience, self.resume.as_of)

    @cached_property
    def states_years(self) -> bool:
        """Whether the candidate's own summary counts years, so that no second count is needed."""
        return _YEARS.search(self.profile.summary) is not None

    @cached_property
    def latest(self) -> Role | None:
        """The role the candidate would name first: the current one, else the first of the resume."""
        current = (entry.role for entry in self.roles if entry.tense == "base" and entry.role.title)
        named = (role for role in self.profile.experience if role.title or role.company)
        return next(current, None) or next(named, None)

    @cached_property
    def same_line(self) -> bool:
        """Whether a recent title or the headline names the work that the job's title names."""
        held = [*(role.title for role in self.profile.experience[:3]), self.profile.headline]
        return any(same_work(title, self.job.profile.title) for title in held)

    @cached_property
    def same_family(self) -> bool:
        """Whether the candidate's titles are of the job's family, where that is clear."""
        family, held = self.job.family, [Role(title=role.title) for role in self.profile.experience]
        titles = CandidateProfile(headline=self.profile.headline, experience=held)
        return family is not JobFamily.GENERAL and classify(titles)[0] is family

    @cached_property
    def words_in_use(self) -> frozenset[str]:
        """Words that either text writes in lower case, so that they are no proper names."""
        return frozenset(_LOWER.findall(self.resume.text)) | frozenset(_LOWER.findall(self.job.text))


_PROVE_NOTHING = frozenset({"education", "titles", "other"})
_OTHERS = re.compile(
    r"[ -](?:team|department|staff|group|engineer|developer|designer|manager|nurse|teacher|analyst|"
    r"specialist|consultant|colleague|representative|executive|officer|director|professional)s?\b",
    re.IGNORECASE,
)


def _found(text: str, terms: Sequence[str]) -> tuple[str, ...]:
    index = TermIndex(text)
    spans = ((term, index.find(term)) for term in terms)
    return tuple(term for term, span in spans if span and not _of_others(text, span[1]))


def _of_others(text: str, end: int) -> bool:
    """Whether a term only says who others are: "back-end" in "with back-end developers"."""
    return _OTHERS.match(text, end) is not None


_YEARS = re.compile(r"\b(?:years?|Jahren?|ans|años|anni|jaar|lat|ani|anos)\b")
_FIGURE = re.compile(
    r"(?<![\w.])[$£€~]?(?!(?:19|20)\d\d\b(?!%))\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"fifteen|twenty|thirty|forty|fifty|sixty|hundreds?|thousands?|dozens?|millions?|doubled|tripled|halved)\b",
    re.IGNORECASE,
)
"""A figure that says how much or how many; a bare year does not."""
_LOWER = re.compile(r"(?<![\w./@-])[^\W\dA-Z_][\w'’-]*(?![\w./@])")
