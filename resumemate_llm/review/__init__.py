"""The review: what became of every line of a resume, and why.

`review()` compares a result with the resume it was made from, role by role. A `Review` is data; it can be
shown as text for a terminal (`to_text`) or as one HTML file that needs nothing else (`to_html`).
"""

from .compare import review
from .model import (
    BulletChange,
    CopiedSection,
    HowMade,
    Review,
    RoleChange,
    SkillChange,
    SkillGroupChange,
    TextChange,
)

__all__ = [
    "BulletChange",
    "CopiedSection",
    "HowMade",
    "Review",
    "RoleChange",
    "SkillChange",
    "SkillGroupChange",
    "TextChange",
    "review",
]
