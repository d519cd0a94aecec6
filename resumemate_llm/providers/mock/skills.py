"""The skills section: the candidate's own skills in their own groups, the job's subjects first."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...schema import SkillGroup
from ...text.terms import TermIndex, fold_term
from .material import Material
from .phrases import Phrases

MAX_LABEL_WORDS = 4
_MAX_GROUPS = 6
_MAX_ADDED = 8

_PRAISE = re.compile(
    r"^(?:(?:excellent|strong|good|great|outstanding|exceptional|solid|proven|"
    r"(?:expert[- ]level )?knowledge of|expert(?:ise)? in|"
    r"(?:proficien(?:t|cy)|skilled) (?:in|with|at)|experienced? (?:in|with)|ability to work with) )+",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"^(?:familiar(?:ity)? with|basic (?:knowledge|understanding) of|exposure to|"
    r"some(?: (?:knowledge of|experience with))?) ",
    re.IGNORECASE,
)
_LEVEL_WORDS = re.compile(
    r"\b(?:basic|beginner|learning|familiar|intermediate|conversational|fluent|native|elementary|working|[ABC][12])\b",
    re.I,
)
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_BRACKETED = re.compile(r"\(([^)]*)\)")
_SPLIT = re.compile(r"\s*(?:,|;|&|\+|\band\b|\bsowie\b|\bund\b|\bet\b)\s*")
_LANGUAGE = re.compile(
    r"(?:english|german|french|spanish|italian|dutch|polish|romanian|portuguese|chinese|mandarin|cantonese|japanese|"
    r"korean|arabic|russian|ukrainian|hindi|urdu|bengali|punjabi|tamil|turkish|greek|swedish|danish|norwegian|"
    r"finnish|czech|hungarian|hebrew|farsi|persian|swahili|yoruba|tagalog|vietnamese|thai|welsh|irish|m[āa]ori|"
    r"englisch|deutsch|französisch|spanisch|italienisch|anglais|allemand|français|espagnol|italien|inglés|alemán|"
    r"francés|español|italiano|inglese|tedesco|francese|spagnolo|engels|duits|frans|spaans|angielski|niemiecki|"
    r"francuski|hiszpański|engleză|germană|franceză|spaniolă|inglês|alemão|francês|espanhol)\b",
    re.IGNORECASE,
)


def labels(item: str) -> list[str]:
    """`item` as labels of one to four words. Praise goes, a reservation ("familiar with") stays;
    what cannot be said in four words is left out."""
    text = " ".join(item.split()).lstrip(" ;:•-–").rstrip(" .;:•-–")
    if "://" in text or "@" in text:
        return []
    if _HEDGE.match(text):
        return [text] if _fits(text) else []
    text = _PRAISE.sub("", text)
    if _fits(text):
        return [text] if text else []
    bare = _BRACKETS.sub("", text).strip()
    if _fits(bare) and not _LEVEL_WORDS.search(text):
        inside = _SPLIT.split(" , ".join(_BRACKETED.findall(text)))
        return [bare, *(part for part in map(str.strip, inside) if _fits(part))]
    if bare != text:
        return []
    parts = [part.strip(" .()") for part in _SPLIT.split(text) if part.strip(" .()")]
    return [part for part in parts if _fits(part)] if len(parts) > 1 and all(map(_fits, parts)) else []


def _fits(label: str) -> bool:
    return 0 < len(label.split()) <= MAX_LABEL_WORDS


def skill_groups(material: Material, phrases: Phrases) -> list[SkillGroup]:
    """Own groups where the resume has them, else the skills the job asks for, the rest, and languages;
    then what the job asks for and the roles show without the skills section naming it."""
    seen: set[tuple[str, ...]] = set()
    grouped: dict[str, list[str]] = {}
    loose: list[str] = []
    for line in material.profile.skill_groups:
        target = grouped.setdefault(line.category.strip(" :"), []) if line.category.strip(" :") else loose
        target += _fresh(line.items, seen)
    loose += _fresh(material.profile.skills, seen)
    groups = [
        SkillGroup(category=name, items=_asked_first(material, items)) for name, items in grouped.items()
    ]
    groups.sort(key=lambda group: not any(material.is_asked(item) for item in group.items))
    groups += _loose_groups(material, phrases, loose, grouped=bool(groups))
    groups += _added_group(material, phrases, seen)
    return _at_most([group for group in groups if group.items], phrases)


def _fresh(items: Iterable[str], seen: set[tuple[str, ...]]) -> list[str]:
    fresh = []
    for item in items:
        for label in labels(item):
            key = fold_term(_HEDGE.sub("", _BRACKETS.sub("", label)))
            if key and key not in seen:
                seen.add(key)
                fresh.append(label)
    return fresh


def _asked_first(material: Material, items: list[str]) -> list[str]:
    return sorted(items, key=lambda item: not material.is_asked(item))


def _loose_groups(
    material: Material, phrases: Phrases, loose: list[str], *, grouped: bool
) -> list[SkillGroup]:
    languages = [item for item in loose if _LANGUAGE.match(item)]
    others = [item for item in loose if not _LANGUAGE.match(item)]
    asked = [item for item in others if material.is_asked(item)]
    rest = [item for item in others if not material.is_asked(item)]
    further = phrases.skills_further if asked or grouped else phrases.skills_plain
    return [
        SkillGroup(category=phrases.skills_asked, items=asked),
        SkillGroup(category=further, items=rest),
        SkillGroup(category=phrases.skills_languages, items=languages),
    ]


def _added_group(material: Material, phrases: Phrases, seen: set[tuple[str, ...]]) -> list[SkillGroup]:
    """What the job names and the candidate's roles or projects show."""
    listed = TermIndex("\n".join(" ".join(key) for key in sorted(seen)))
    added = [
        entry.written
        for entry in material.usable
        if entry.practised
        and fold_term(entry.term) not in seen
        and entry.term not in listed
        and _fits(entry.written)
    ]
    return [SkillGroup(category=phrases.skills_from_roles, items=added[:_MAX_ADDED])]


def _at_most(groups: list[SkillGroup], phrases: Phrases) -> list[SkillGroup]:
    """No more than six groups: the smallest last ones are put together."""
    if len(groups) <= _MAX_GROUPS:
        return groups
    kept, tail = groups[: _MAX_GROUPS - 1], groups[_MAX_GROUPS - 1 :]
    return [*kept, SkillGroup(category=phrases.skills_further, items=[i for g in tail for i in g.items])]
