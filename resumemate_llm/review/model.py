"""What a review says, as data."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..schema import Finding, KeywordCheck, RadarReport
from ..schema.base import WireModel

How = Literal["kept", "reworded", "merged", "restored"]


class BulletChange(WireModel):
    """One bullet as it will be sent (`text`), and the statements of the resume that it comes from.

    `was` holds the places of these statements in the role, counted from 1; `reasons` says in sentences
    what changed and why, and is empty for a bullet that stands as it was; `to_confirm` holds what only
    the candidate can know. `moved` tells that it stands elsewhere among its neighbours than in the resume.
    """

    text: str
    originals: list[str]
    was: list[int]
    how: How
    moved: bool = False
    reasons: list[str] = Field(default_factory=list)
    to_confirm: list[str] = Field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        """Whether its words differ from the resume's."""
        return self.originals != [self.text]


class RoleChange(WireModel):
    """One position. Its head is the resume's own; `notes` are changes of the role as a whole, `unused`
    are statements of the resume that no bullet carries (refine leaves none)."""

    title: str
    company: str
    period: str
    bullets: list[BulletChange]
    notes: list[str] = Field(default_factory=list)
    to_confirm: list[str] = Field(default_factory=list)
    unused: list[str] = Field(default_factory=list)


class TextChange(WireModel):
    """A text that is written anew for the job, beside the resume's own; `original` is "" without one."""

    name: str
    original: str
    text: str
    reasons: list[str] = Field(default_factory=list)
    to_confirm: list[str] = Field(default_factory=list)


class SkillChange(WireModel):
    """One skill. `listed`: the resume's own skills section has it; else `shown_in` says where the resume
    shows it, and is "" where it does not: then it comes from the job (policy "resume-and-job")."""

    name: str
    listed: bool
    shown_in: str = ""


class SkillGroupChange(WireModel):
    """A group of skills as it will be sent."""

    category: str
    items: list[SkillChange]


class CopiedSection(WireModel):
    """A section that is the resume's own, word for word."""

    heading: str
    lines: list[str]


class HowMade(WireModel):
    """Who wrote it: `provider`, and whether that is a model; `also` says which sections another one wrote
    ("cover_letter by mock"). `fallback_reason` says why it was not the first
    choice; `cost_usd` is None where a price is unknown; `seconds` is the time of the whole call."""

    provider: str = ""
    written_by: Literal["model", "rules", "cache"] = "model"
    also: list[str] = Field(default_factory=list)
    fallback_reason: str | None = None
    cost_usd: float | None = None
    seconds: float | None = None


class Review(WireModel):
    """A whole result beside the resume it comes from.

    `language` and `job_language` are ISO 639-1 codes.
    `to_confirm` are the findings that nobody but the candidate can settle, wherever they stand;
    `mended` is everything that was put right, in the order in which it happened. `unlisted_skills` are
    skills of the resume's own list that the tailored list leaves out.
    """

    name: str
    job_title: str = ""
    job_company: str = ""
    language: str = "en"
    job_language: str = "en"
    made: HowMade
    radar_before: RadarReport
    radar_after: RadarReport
    texts: list[TextChange]
    roles: list[RoleChange]
    skills: list[SkillGroupChange]
    unlisted_skills: list[str] = Field(default_factory=list)
    copied: list[CopiedSection]
    letter: list[str]
    letter_reasons: list[str] = Field(default_factory=list)
    keywords: list[KeywordCheck]
    to_confirm: list[Finding] = Field(default_factory=list)
    mended: list[Finding] = Field(default_factory=list)

    def to_text(self, *, width: int = 100) -> str:
        """The review as plain text, role by role; a line has at most `width` characters."""
        from .terminal import as_text

        return as_text(self, width=width)

    def to_html(self) -> str:
        """The review as one HTML document that loads nothing and runs no script: light and dark, for
        screen, keyboard and paper. All content is escaped."""
        from .page import page

        return page(self)
