"""What is read from the two texts: CandidateProfile and JobProfile (contract, section 3)."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import Field

from ..text.sentences import split_sentences
from .base import WireModel


class Role(WireModel):
    """One position.

    `start` and `end` are as written; `start_date` and `end_date` are YYYY, YYYY-MM or "present" where
    the text is unambiguous, else None. `description` is prose that stands under the role besides, or
    instead of, bullets. A title or company that the text does not state is "".
    """

    title: str = ""
    company: str = ""
    location: str | None = None
    start: str = ""
    end: str = ""
    start_date: str | None = None
    end_date: str | None = None
    description: str | None = None
    bullets: list[str] = Field(default_factory=list)

    @property
    def statements(self) -> list[str]:
        """Everything the role says: the sentences of its prose, then its bullets. The unit of
        "nothing lost": every statement is kept, reworded or restored in the tailored resume."""
        return [*split_sentences(self.description or ""), *self.bullets]


class Education(WireModel):
    """One entry of the education section; dates as in `Role`. `details` are lines such as a grade,
    a thesis or coursework."""

    school: str = ""
    degree: str = ""
    location: str | None = None
    start: str | None = None
    end: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    details: list[str] = Field(default_factory=list)


class Project(WireModel):
    """A project with its bullets (prose as sentences)."""

    name: str
    bullets: list[str] = Field(default_factory=list)
    tech: list[str] = Field(default_factory=list)


class OtherSection(WireModel):
    """A section this package has no field for, kept verbatim under its own heading."""

    heading: str
    lines: list[str]


class SkillLine(WireModel):
    """A line of the skills section as its author grouped it; `category` is "" without a label."""

    category: str = ""
    items: list[str]


class CandidateProfile(WireModel):
    """The candidate as the resume shows them; nothing here is guessed.

    `skills` is flat (contract); `skill_groups` keeps the author's grouping. `other_sections` and
    `unplaced` hold what no other field could take, so that no word of the resume is lost.
    """

    name: str = ""
    headline: str = ""
    summary: str = ""
    email: str | None = None
    phone: str | None = None
    location: str | None = None
    links: list[str] = Field(default_factory=list)
    skills: list[str] = Field(default_factory=list)
    skill_groups: list[SkillLine] = Field(default_factory=list)
    experience: list[Role] = Field(default_factory=list)
    education: list[Education] = Field(default_factory=list)
    projects: list[Project] = Field(default_factory=list)
    certifications: list[str] = Field(default_factory=list)
    other_sections: list[OtherSection] = Field(default_factory=list)
    unplaced: list[str] = Field(default_factory=list)


class JobProfile(WireModel):
    """What the job text asks for, in its own words. `keywords` are in order of importance."""

    title: str = ""
    company: str = ""
    required_skills: list[str] = Field(default_factory=list)
    preferred_skills: list[str] = Field(default_factory=list)
    responsibilities: list[str] = Field(default_factory=list)
    keywords: list[str] = Field(default_factory=list)
    seniority_level: str | None = None


class JobFamily(StrEnum):
    """Kind of work; it chooses verbs and metric types (contract, section 3)."""

    ENGINEERING = "engineering"
    PRODUCT = "product"
    MARKETING = "marketing"
    SALES = "sales"
    FINANCE = "finance"
    OPERATIONS = "operations"
    HEALTHCARE = "healthcare"
    EDUCATION = "education"
    GENERAL = "general"


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """Where one fragment of the resume's text went: a field path such as
    "experience[0].bullets[2]", or "heading", "label", "furniture" (page numbers, repeated page
    headers, file paths), "unplaced"."""

    text: str
    place: str

    def __repr__(self) -> str:
        return f"Placement(<{len(self.text)} chars>, place={self.place!r})"


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedResume:
    """A resume after reading: its text, what was found in it, and where every fragment went.

    `text` is what later facts are checked against; `language` is an ISO 639-1 code; `warnings` are
    sentences about the document as a whole, without its content. `as_of` is the day that "present"
    stands for; years of experience are counted up to it.
    """

    text: str
    profile: CandidateProfile
    as_of: date
    language: str = "en"
    placements: tuple[Placement, ...] = ()
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"ParsedResume(<{len(self.text)} chars>, roles={len(self.profile.experience)})"

    def replace(self, **changes: object) -> ParsedResume:
        """A copy with some fields changed."""
        return dataclasses.replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedJob:
    """A job ad after reading. `family_confidence` is from 0 to 1; below the threshold of
    `resume.family` the family is GENERAL."""

    text: str
    profile: JobProfile
    family: JobFamily = JobFamily.GENERAL
    family_confidence: float = 0.0
    language: str = "en"
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"ParsedJob(<{len(self.text)} chars>, family={self.family.value})"
