"""What the two profiles have to say to each other, worked out once and shared by every part of the draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

from ...schema import CandidateProfile, ParsedJob, ParsedResume, Role
from ...text.dates import years_of_experience
from ...text.numbers import numbers_in
from ...text.sentences import split_sentences
from ...text.terms import TermIndex, tokens, unique_terms
from .bullets import Bullet, rewrite_role, tense_of
from .openings import Tense
from .wording import term_in_text

_MAX_TERM_WORDS = 5
_MAX_ASKED = 40


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A term of the job that the resume shows, and the sections that show it, the strongest first."""

    term: str
    sections: tuple[str, ...]

    @property
    def practised(self) -> bool:
        """Whether a role or a project shows it in use."""
        return self.sections[0] in ("experience", "projects")


class Material:
    """The digest of one resume and one job. Everything in it is in a fixed order."""

    def __init__(self, resume: ParsedResume, job: ParsedJob) -> None:
        self.resume = resume
        self.job = job
        self.profile: CandidateProfile = resume.profile
        self.english = resume.language == "en"
        self.asked = _asked_terms(job)
        self._mentioned: dict[str, tuple[str, ...]] = {}

    @cached_property
    def seed(self) -> int:
        """A number from the content of both texts; chooses between phrasings that are equally good."""
        profile = self.profile
        parts = [profile.name, *(role.title + role.company for role in profile.experience), self.resume.text]
        return crc32("\n".join([*parts, self.job.text]).encode("utf-8", "replace"))

    def choose(self, options: Sequence[str], salt: int = 0) -> str:
        """One of equally good `options`, the same for the same two texts."""
        return options[(self.seed >> (3 * salt)) % len(options)]

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
        """The job's subjects first, otherwise as they stood. A list whose lines lean on each other (a
        line that ends in a colon, a line that goes on in lower case) keeps its order."""
        if any(b.original.rstrip().endswith(":") or b.original[:1].islower() for b in bullets):
            return list(bullets)
        return sorted(bullets, key=lambda bullet: -min(len(self.mentions(bullet.text)), 3))

    def mentions(self, text: str) -> tuple[str, ...]:
        """The asked terms that stand in `text`, in the job's order of importance."""
        if text not in self._mentioned:
            index = TermIndex(text)
            self._mentioned[text] = tuple(term for term in self.asked if term in index)
        return self._mentioned[text]

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
        return Statement(
            text=bullet.text,
            original=bullet.original,
            tense=tense,
            employer=employer,
            title=title,
            project=project,
            place=place,
            mentions=self.mentions(bullet.text),
            has_number=bool(numbers_in(bullet.text)),
        )

    @cached_property
    def sections(self) -> dict[str, TermIndex]:
        """An index of each part of the resume, the parts that prove most first."""
        profile = self.profile
        roles = profile.experience
        texts = {
            "experience": [line for r in roles for line in (r.description or "", *r.bullets)],
            "projects": [line for p in profile.projects for line in (p.name, *p.bullets, *p.tech)],
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
        return {name: TermIndex("\n".join(lines)) for name, lines in texts.items() if lines}

    @cached_property
    def shown(self) -> tuple[Shown, ...]:
        """The asked terms that the resume shows."""
        found = []
        for term in self.asked:
            sections = tuple(name for name, index in self.sections.items() if term in index)
            if sections:
                found.append(Shown(term=term, sections=sections))
        return tuple(found)

    def is_competency(self, term: str) -> bool:
        """Whether `term` can stand in a sentence about what somebody can do: not an employer, a place, a
        rank, a number of years or a phrase of the job market."""
        words = tokens(term)
        ad = self.job.profile
        own = {t.folded for t in tokens(ad.company)}
        if not words or len(words) > _MAX_LABEL_WORDS or any(w.folded.isdigit() for w in words):
            return False
        folded = {word.folded for word in words}
        return not (folded <= own or folded <= _MARKET_WORDS or folded <= _PLACES or term.isnumeric())

    def competencies(self, limit: int) -> list[str]:
        """Asked and shown terms for running text, those that roles show first."""
        return [term_in_text(entry.term, self.words_in_use) for entry in self.usable[:limit]]

    @cached_property
    def usable(self) -> tuple[Shown, ...]:
        """The shown competencies, those that roles and projects prove first. What stands only in a job
        title, an employer's name or an unknown section proves none."""
        named = [
            e for e in self.shown if self.is_competency(e.term) and e.sections[0] not in ("titles", "other")
        ]
        return tuple(sorted(named, key=lambda entry: not entry.practised))

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The asked terms that the resume does not show."""
        shown = {entry.term for entry in self.shown}
        return tuple(term for term in self.asked if term not in shown)

    @cached_property
    def years(self) -> int:
        """Whole years of experience counted from the roles' dates."""
        return years_of_experience(self.profile.experience, self.resume.as_of)

    @cached_property
    def latest(self) -> Role | None:
        """The role the candidate would name first: the current one, else the first of the resume."""
        current = (entry.role for entry in self.roles if entry.tense == "base" and entry.role.title)
        named = (role for role in self.profile.experience if role.title or role.company)
        return next(current, None) or next(named, None)

    @cached_property
    def same_line(self) -> bool:
        """Whether a recent title or the headline names the work that the job's title names."""
        wanted = _core(self.job.profile.title)
        held = [role.title for role in self.profile.experience[:3]] + [self.profile.headline]
        return bool(wanted) and any(not wanted.isdisjoint(_core(title)) for title in held)

    @cached_property
    def words_in_use(self) -> frozenset[str]:
        """Words that either text writes in lower case, so that they are no proper names."""
        return frozenset(_LOWER.findall(self.resume.text)) | frozenset(_LOWER.findall(self.job.text))


_MARKET_WORDS = frozenset(
    """
    ability benefit bonus business candidate career client clients colleague communication company
    competitive customer day degree detail driven dynamic eligible employee employer employment environment
    equal excellent experience fast flexible fluent full good great growth high hour hybrid individual
    industry insurance job junior knowledge level location manager month motivated new office on-site
    opportunity organisation organization paced part passion people permanent person player position
    preferred professional quality remote required requirement resume role salary senior service shift site
    skill staff strong system team time training vacancy week work worker working year
    """.split()
)
_PLACES = frozenset(
    """
    alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho
    illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota
    mississippi missouri montana nebraska nevada hampshire jersey mexico york carolina dakota ohio oklahoma
    oregon pennsylvania rhode island tennessee texas utah vermont virginia washington wisconsin wyoming new
    north south east west northern southern eastern western midlands england scotland wales ireland britain
    kingdom united states america usa uk us europe germany france spain italy netherlands poland romania
    portugal australia zealand canada india london deutschland españa italia polska românia nederland
    queensland victoria wale remote hybrid onsite
    """.split()
)
_MAX_LABEL_WORDS = 4
_LOWER = re.compile(r"(?<![\w./@-])[^\W\dA-Z_][\w'’-]*(?![\w./@])")
_RANKS = frozenset(
    """
    administrator analyst and assistant associate chief consultant coordinator deputy director engineer
    executive for graduate head i ii iii intern junior lead leader manager of officer principal
    representative senior specialist staff supervisor team technician the trainee worker
    """.split()
)


def _core(title: str) -> set[str]:
    """The words of a title that name the work, not the rank."""
    return {token.folded for token in tokens(title) if token.folded not in _RANKS}


def _asked_terms(job: ParsedJob) -> tuple[str, ...]:
    """The job's terms in order of importance: keywords, then required and preferred skills; whole
    requirement lines are no terms."""
    ad = job.profile
    terms = [*ad.keywords, *ad.required_skills, *ad.preferred_skills]
    short = (term.strip() for term in terms if term.strip() and len(term.split()) <= _MAX_TERM_WORDS)
    return tuple(unique_terms(short)[:_MAX_ASKED])
