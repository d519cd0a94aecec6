"""A resume as the radar and the consistency check see it, before and after tailoring alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..schema import CandidateProfile, ProOutput
from .own_skills import FURTHER_SKILLS
from .reading import Readings
from .state import period


class RoleView(NamedTuple):
    """One position: its facts and what it says."""

    title: str
    company: str
    period: str
    bullets: Sequence[str]


class Section(NamedTuple):
    """A part of a resume under the name that a reader sees, its kind, and its text."""

    name: str
    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class View:
    """The parts of a resume that are scored."""

    name: str
    headline: str
    summary: str
    contact: tuple[bool, bool, bool]
    skills: Sequence[str]
    categories: Sequence[str]
    roles: Sequence[RoleView]
    education: Sequence[str]
    projects: Sequence[tuple[str, Sequence[str]]]
    tech: Sequence[str]
    certifications: Sequence[str]
    others: Sequence[tuple[str, Sequence[str]]]
    readings: Readings

    @classmethod
    def of_profile(cls, profile: CandidateProfile, readings: Readings) -> View:
        """The resume as its author wrote it."""
        return cls(
            name=profile.name,
            headline=profile.headline,
            summary=profile.summary,
            contact=(bool(profile.email), bool(profile.phone), bool(profile.location or profile.links)),
            skills=list(
                dict.fromkeys([*profile.skills, *(i for g in profile.skill_groups for i in g.items)])
            ),
            categories=[group.category for group in profile.skill_groups],
            roles=[
                RoleView(r.title, r.company, period(r.start, r.end), r.statements) for r in profile.experience
            ],
            education=[
                "\n".join([e.school, e.degree, period(e.start, e.end), *e.details]) for e in profile.education
            ],
            projects=[(p.name, p.bullets) for p in profile.projects],
            tech=[", ".join(p.tech) for p in profile.projects],
            certifications=profile.certifications,
            others=[
                *((s.heading, s.lines) for s in profile.other_sections),
                *([("Additional information", profile.unplaced)] if profile.unplaced else []),
            ],
            readings=readings,
        )

    @classmethod
    def of_output(cls, output: ProOutput, readings: Readings) -> View:
        """The tailored resume."""
        resume = output.tailored_resume
        others = resume.other_sections or []
        further = [line for s in others if s.heading == FURTHER_SKILLS for line in s.lines]
        return cls(
            name=resume.name,
            headline=resume.headline,
            summary=resume.summary,
            contact=(bool(resume.email), bool(resume.phone), bool(resume.location or resume.links)),
            skills=[*(i for group in resume.skills for i in group.items), *further],
            categories=[group.category for group in resume.skills],
            roles=[RoleView(r.title, r.company, r.period, r.bullets) for r in resume.experience],
            education=["\n".join([e.school, e.degree, e.year or ""]) for e in resume.education],
            projects=[(p.name, p.bullets) for p in resume.projects or []],
            tech=[", ".join(p.tech or []) for p in resume.projects or []],
            certifications=resume.certifications or [],
            others=[(s.heading, s.lines) for s in others if s.heading != FURTHER_SKILLS],
            readings=readings,
        )

    @cached_property
    def sections(self) -> list[Section]:
        """The parts by the weight of what they show: work first, claims about oneself last."""
        found = [
            Section(f"Experience: {role.title or role.company}", "work", "\n".join(role.bullets))
            for role in self.roles
        ]
        found += [
            Section(f"Project: {name}", "work", "\n".join([name, *lines, tech]))
            for (name, lines), tech in zip(self.projects, self.tech, strict=True)
        ]
        found += [
            Section("Certifications", "record", "\n".join(self.certifications)),
            Section("Education", "record", "\n".join(self.education)),
            Section(
                "Experience (job titles)", "record", "\n".join(f"{r.title}\n{r.company}" for r in self.roles)
            ),
        ]
        found += [Section(heading, "record", "\n".join([heading, *lines])) for heading, lines in self.others]
        found += [
            Section("Skills", "list", "\n".join([*self.categories, *self.skills])),
            Section("Summary", "list", self.summary),
            Section("Headline", "list", self.headline),
        ]
        return [section for section in found if section.text.strip()]

    def find(self, term: str) -> list[tuple[Section, tuple[int, int]]]:
        """The sections that hold a term, and where in their text it first stands."""
        known = self._found.get(term)
        if known is None:
            places = ((section, self.readings[section.text].find(term)) for section in self.sections)
            known = self._found[term] = [(section, span) for section, span in places if span is not None]
        return known

    def __contains__(self, term: str) -> bool:
        return bool(self.find(term))

    @cached_property
    def _found(self) -> dict[str, list[tuple[Section, tuple[int, int]]]]:
        return {}

    @property
    def bullets(self) -> list[str]:
        """What the roles and projects say."""
        return [b for role in self.roles for b in role.bullets] + [
            b for _, lines in self.projects for b in lines
        ]

    @cached_property
    def spans(self) -> list[Span]:
        """The dated roles' start and end in normal form."""
        dated = (self.readings[role.period].dates for role in self.roles if role.period)
        return [Span(dates[0].start_date, dates[0].end_date) for dates in dated if dates]


class Span(NamedTuple):
    """Start and end of a role in normal form."""

    start_date: str | None
    end_date: str | None
