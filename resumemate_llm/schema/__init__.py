"""The data that goes over the wire: drafts, outputs and profiles, as the contract names them."""

from .base import WireModel
from .draft import (
    BeforeAfter,
    BulletRewrite,
    CoverLetter,
    DraftEducation,
    DraftRole,
    ExperienceGap,
    KeywordCheck,
    ProDraft,
    Radar,
    Severity,
    SkillGroup,
)
from .output import ProOutput, TailoredEducation, TailoredProject, TailoredResume, TailoredRole
from .profiles import (
    CandidateProfile,
    Education,
    JobFamily,
    JobProfile,
    OtherSection,
    ParsedJob,
    ParsedResume,
    Placement,
    Project,
    Role,
    SkillLine,
)
from .report import Attempt, Axis, BulletOrigin, Contribution, Finding, PartReport, RadarReport, Usage

SCHEMA_VERSION = "1"
"""Version of ProDraft and ProOutput; raised when a key or its meaning changes."""

__all__ = [
    "SCHEMA_VERSION",
    "Attempt",
    "Axis",
    "BeforeAfter",
    "BulletOrigin",
    "BulletRewrite",
    "CandidateProfile",
    "Contribution",
    "CoverLetter",
    "DraftEducation",
    "DraftRole",
    "Education",
    "ExperienceGap",
    "Finding",
    "JobFamily",
    "JobProfile",
    "KeywordCheck",
    "OtherSection",
    "ParsedJob",
    "ParsedResume",
    "PartReport",
    "Placement",
    "ProDraft",
    "ProOutput",
    "Project",
    "Radar",
    "RadarReport",
    "Role",
    "Severity",
    "SkillGroup",
    "SkillLine",
    "TailoredEducation",
    "TailoredProject",
    "TailoredResume",
    "TailoredRole",
    "Usage",
    "WireModel",
]
