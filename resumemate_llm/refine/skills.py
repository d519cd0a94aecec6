"""The skills: only what is shown, and everything the candidate lists (contract, steps 3, 4 and 6).

An item stands where the resume shows it (with `resume-and-job`, where the job does). One that says the
same in more words is snapped to the resume's own ("Python programming" to "Python"). The candidate's own
items are never lost: those that the draft left out come back, and one that is no label (more than four
words, or put together from pieces that do not stand together in the text) moves, verbatim, to a section
of its own ("Further skills").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..schema import SkillGroup
from ..text.terms import fold_term, tokens
from .evidence import Evidence
from .group_names import DEFAULT, group_name
from .own_skills import is_label
from .state import Findings, Step, Work
from .wording import clean
from .words import plain

MOST_GROUPS = 6
FEWEST_GROUPS = 3
_MANY = 6

_GENERIC = frozenset(
    "software programming tool tools skill skills development language platform system systems suite "
    "microsoft adobe ms google apache proficiency proficient advanced expert knowledge of in the with "
    "experience basic strong excellent".split()
)
"""Words that may fall away when an item is snapped to the resume's own wording."""

_LANGUAGES = frozenset(
    "english german french spanish italian dutch polish romanian portuguese mandarin cantonese chinese "
    "japanese korean arabic hindi urdu russian ukrainian turkish swedish norwegian danish finnish greek "
    "czech hungarian vietnamese tagalog bengali punjabi hebrew farsi persian welsh irish latin".split()
)


def settle_skills(work: Work, evidence: Evidence) -> Step:
    """The skills of the draft, kept where shown, with the candidate's own put back."""
    findings = Findings()
    groups = _kept(work.draft.skills, evidence, findings)
    _put_back(groups, evidence, findings)
    shaped = _shaped(groups)
    if [list(g) for g in shaped] != [list(g) for g in groups.items()]:
        findings.add("skills.groups", "tailoredResume.skills", "The skills were regrouped.")
    skills = [SkillGroup(category=category, items=items) for category, items in shaped]
    if skills == work.draft.skills:
        return Step(work, findings)
    if not findings:
        findings.add("skills.groups", "tailoredResume.skills", "The skills were put in order.")
    return Step(work.write(skills=skills), findings)


def _kept(groups: Sequence[SkillGroup], evidence: Evidence, findings: Findings) -> dict[str, list[str]]:
    """The draft's items that may stand, each once, under their categories."""
    own = {plain(item) for _, item in evidence.own_labels}
    kept: dict[str, list[str]] = {}
    seen: set[tuple[str, ...]] = set()
    for g, group in enumerate(groups):
        category = group_name(group.category, group.items, evidence)
        if category != group.category:
            message = "A group's name was tidied."
            findings.add("skills.category", f"tailoredResume.skills[{g}].category", message)
        items = kept.setdefault(category, [])
        for i, item in enumerate(group.items):
            location = f"tailoredResume.skills[{g}].items[{i}]"
            stands = _standing(item, own, evidence, location, findings)
            keys = {fold_term(stands), (plain(stands),)} if stands else set()
            if stands and not keys & seen:
                seen |= keys
                items.append(stands)
            elif stands:
                findings.add("skills.repeated", location, "A skill that was listed twice is listed once.")
    return {category: items for category, items in kept.items() if items}


def _standing(item: str, own: set[str], evidence: Evidence, location: str, findings: Findings) -> str | None:
    """The item, its verbatim form, or None where nothing shows it or it is no label."""
    text = clean(item).text.strip(" ,;•-")
    if not text or not fold_term(text):
        findings.add("skills.empty", location, "An empty skill was dropped.")
        return None
    if not is_label(text):
        findings.add("skills.too_long", location, "A skill of more than four words was dropped.")
        return None
    if plain(text) in own or _is_shown(text, evidence):
        if text != item:
            findings.add("skills.spelling", location, "The skill was tidied.")
        return text
    snapped = _snapped(text, evidence)
    if snapped:
        findings.add("skills.snapped", location, f"“{text}” was shortened to what the resume shows.")
        return snapped
    findings.add("skills.not_evidenced", location, f"“{text}” was dropped: the resume does not show it.")
    return None


def _is_shown(item: str, evidence: Evidence) -> bool:
    return item in evidence.index or (evidence.skills_from_job and item in evidence.job_index)


def _snapped(item: str, evidence: Evidence) -> str | None:
    """The longest part of an item that the resume shows, where only general words fall away."""
    found = tokens(item)
    for size in range(len(found) - 1, 0, -1):
        for start in range(len(found) - size + 1):
            rest = found[:start] + found[start + size :]
            if any(t.written.casefold() not in _GENERIC for t in rest):
                continue
            part = item[found[start].start : found[start + size - 1].end]
            if (
                any(t.written.casefold() not in _GENERIC for t in found[start : start + size])
                and part in evidence.index
            ):
                return part
    return None


def _put_back(groups: dict[str, list[str]], evidence: Evidence, findings: Findings) -> None:
    """The candidate's own labels that the groups lack, under the author's category where there is one."""
    held = {key for items in groups.values() for item in items for key in (_key(item), (plain(item),))}
    names = {plain(category): category for category in groups}
    missing = 0
    for category, item in evidence.own_labels:
        if held & {_key(item), _core(item), (plain(item),)}:
            continue
        wanted = group_name(category, [item], evidence) if category else DEFAULT
        name = names.setdefault(plain(wanted), wanted)
        groups.setdefault(name, []).append(item)
        held.add(_key(item))
        missing += 1
    if missing:
        message = "Skills that the draft left out were put back."
        findings.add("skills.lost", "tailoredResume.skills", message)


def _key(item: str) -> tuple[str, ...]:
    return fold_term(item) or (plain(item),)


def _core(item: str) -> tuple[str, ...]:
    """An item without the words that lead in to it ("proficiency in")."""
    return fold_term(" ".join(t.written for t in tokens(item) if t.written.casefold() not in _LEAD_IN))


_LEAD_IN = frozenset(
    "proficiency proficient in of with knowledge experience strong excellent good working".split()
)


def _shaped(groups: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    """Three to six groups where the material allows: small ones are joined, one large one is split."""
    shaped = list(groups.items())
    if len(shaped) > MOST_GROUPS:
        ordered = sorted(range(len(shaped)), key=lambda i: (-len(shaped[i][1]), i))
        kept = sorted(ordered[: MOST_GROUPS - 1])
        rest = [item for i in sorted(ordered[MOST_GROUPS - 1 :]) for item in shaped[i][1]]
        return _joined([*(shaped[i] for i in kept), ("Additional skills", rest)])
    while len(shaped) < FEWEST_GROUPS:
        largest = max(range(len(shaped)), key=lambda i: len(shaped[i][1]), default=None)
        parts = _split(*shaped[largest]) if largest is not None else []
        if largest is None or len(parts) < 2:
            break
        shaped = _joined([*shaped[:largest], *parts, *shaped[largest + 1 :]])
        if len(shaped) <= largest + 1:
            break
    return shaped


def _joined(groups: Iterable[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    joined: dict[str, list[str]] = {}
    for category, items in groups:
        joined.setdefault(category, []).extend(items)
    return list(joined.items())


def _split(category: str, items: Sequence[str]) -> list[tuple[str, list[str]]]:
    """A large group taken apart by what its items are: languages, tools by their spelling, the rest
    under the old name."""
    if len(items) < _MANY:
        return []
    languages = [item for item in items if item.split()[0].strip("(:,").casefold() in _LANGUAGES]
    tools = [item for item in items if item not in languages and _is_tool(item)]
    rest = [item for item in items if item not in languages and item not in tools]
    parts = [(category, rest), ("Tools and methods", tools), ("Languages", languages)]
    return [(name, held) for name, held in parts if held]


def _is_tool(item: str) -> bool:
    """Whether an item is spelt like a name: capitals inside, digits or symbols."""
    return any(
        len(w) > 1 and (not w[1:].islower() and not w.islower()) for w in item.replace("-", " ").split()
    )
