"""The skills that the candidate lists, as labels or as lines too long for one."""

from __future__ import annotations

from ..schema import CandidateProfile
from ..text.terms import fold_term
from .wording import clean
from .words import plain

MOST_WORDS = 4
"""An item of the skills is a label of one to four words."""

FURTHER_SKILLS = "Further skills"
"""Heading of the section that keeps the candidate's items which are no labels."""


def own_items(profile: CandidateProfile) -> list[tuple[str, str]]:
    """Every skill that the candidate lists, with the category it stands under, in order."""
    grouped = [(group.category, item) for group in profile.skill_groups for item in group.items]
    held = {fold_term(item) for _, item in grouped}
    found = [*grouped, *(("", item) for item in profile.skills if fold_term(item) not in held)]
    seen: set[str] = set()
    return [
        pair
        for category, item in found
        if (pair := (category, clean(item).text.strip(" ,;.•"))) and _fresh(pair[1], seen)
    ]


def _fresh(item: str, seen: set[str]) -> bool:
    key = plain(item)
    if not fold_term(item) or key in seen:
        return False
    seen.add(key)
    return True


def is_label(item: str) -> bool:
    """Whether an item is short enough for a label: one to four words."""
    return 1 <= len(item.split()) <= MOST_WORDS
