"""Operators that turn a true statement round: every word of theirs stands in the resume, or nearly. None of
them may get through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .cases import Case
from .edits import with_bullet, with_clause, with_sentence
from .judge import standing
from .operators import Mutant, operator

_ASSISTED = re.compile(
    r"^(?:assisted (?:with|in)|helped (?:to |with )?|contributed to|participated in) ?(?=\w)", re.I
)
_TURNED = {
    "reduced": "Increased",
    "cut": "Grew",
    "lowered": "Raised",
    "increased": "Reduced",
    "grew": "Cut",
    "raised": "Lowered",
    "improved": "Worsened",
}
_BY = re.compile(r"\bby (?=[$£€]?\d)")
_PERIODS = {"day": "week", "week": "month", "month": "year", "year": "month", "hour": "day"}
_RATE = re.compile(rf"\b(?P<before>per|a|each|every) (?P<period>{'|'.join(_PERIODS)})\b")
_ADVERBS = {"daily": "weekly", "weekly": "daily", "monthly": "weekly", "annual": "monthly"}
_ADVERB = re.compile(rf"\b(?:{'|'.join(_ADVERBS)})\b")
_VERB_AND_OBJECT = re.compile(r"^(?P<verb>[A-Z][a-z]+ed) (?=(?:[a-z]+ )?[a-z]+s\b)")


def _bullets(case: Case) -> Iterator[tuple[int, int, str, str]]:
    """Role, place and text of every bullet that stands as the resume has it, with all that its role says."""
    for role, place in case.places:
        text = case.bullets[role][place]
        own = case.profile.experience[role].statements if role < len(case.profile.experience) else []
        if text in own:
            yield role, place, text, " ".join(own)


def _instead(case: Case, role: int, place: int, text: str) -> Iterator[Mutant]:
    """The draft with another bullet in the place of one, which must not stand in the output as it is."""
    if case.lacks(text):
        yield Mutant(with_bullet(case.draft, role, place, text), standing(text), text)


@operator("fact")
def help_claimed_as_own_work(case: Case) -> Iterator[Mutant]:
    """What the candidate helped with, as what they ran."""
    for role, place, text, _ in _bullets(case):
        if found := _ASSISTED.match(text):
            yield from _instead(case, role, place, f"Ran {text[found.end() :]}")


@operator("fact")
def direction_turned(case: Case) -> Iterator[Mutant]:
    """Less as more, and more as less."""
    for role, place, text, _ in _bullets(case):
        first, _, rest = text.partition(" ")
        if (other := _TURNED.get(first.casefold())) and rest:
            yield from _instead(case, role, place, f"{other} {rest}")


@operator("fact")
def change_as_its_end(case: Case) -> Iterator[Mutant]:
    """By how much something changed, as what it changed to."""
    for role, place, text, _ in _bullets(case):
        yield from _instead(case, role, place, _BY.sub("to ", text, count=1)) if _BY.search(text) else ()


@operator("fact")
def rate_changed(case: Case) -> Iterator[Mutant]:
    """The same in another time: of a number, or of what was done again and again."""
    for role, place, text, _ in _bullets(case):
        if again := _ADVERB.search(text):
            other = text[: again.start()] + _ADVERBS[again.group()] + text[again.end() :]
            yield from _instead(case, role, place, other)
        found = _RATE.search(text)
        if found and re.search(r"\d", text):
            changed = f"{found['before']} {_PERIODS[found['period']]}"
            yield from _instead(case, role, place, text[: found.start()] + changed + text[found.end() :])


@operator("fact")
def all_of_them(case: Case) -> Iterator[Mutant]:
    """Some as all."""
    for role, place, text, _ in _bullets(case):
        if (found := _VERB_AND_OBJECT.match(text)) and not re.search(r"\b(?:all|each|every)\b", text):
            yield from _instead(case, role, place, f"{found['verb']} all {text[found.end() :]}")


@operator("fact")
def skill_used_elsewhere(case: Case) -> Iterator[Mutant]:
    """A skill that the candidate lists, said of a role where it does not stand."""
    listed = [
        skill for skill in case.profile.skills if re.fullmatch(r"[A-Z][\w.+#]*(?: [A-Z][\w.+#]*)?", skill)
    ]
    for role, place, text, said in list(_bullets(case))[:8]:
        strange = [
            skill for skill in listed if not any(w.casefold()[:6] in said.casefold() for w in skill.split())
        ]
        for skill in case.some(strange, 1) if strange else ():
            clause = f"using {skill}"
            marker = f"{text.rstrip(' .')} {clause}"
            if case.lacks(marker):
                yield Mutant(with_clause(case.draft, role, place, clause), standing(marker), marker)


@operator("fact")
def title_under_another_employer(case: Case) -> Iterator[Mutant]:
    """In the letter, the title of one role with the employer of another."""
    roles = [r for r in case.profile.experience if r.company and r.title]
    for one, other in pairwise(roles):
        titles = " ".join(r.title for r in roles if r.company == other.company).casefold()
        apart = one.company.casefold() not in other.company.casefold() and other.company not in one.company
        if apart and one.title.casefold() not in titles and other.company not in case.job.text:
            marker = f"As {one.title} at {other.company}"
            if case.lacks(marker):
                yield Mutant(
                    with_sentence(case.draft, 1, f"{marker}, I learned a great deal."),
                    standing(marker),
                    marker,
                )


@operator("fact")
def figure_under_another_employer(case: Case) -> Iterator[Mutant]:
    """In the letter, what was done with a figure at one employer, told of another."""
    roles = [r for r in case.profile.experience if r.company]
    for one, other in pairwise(roles):
        if (
            one.company.casefold() in other.company.casefold()
            or other.company in f"{one.company}{case.job.text}"
        ):
            continue
        for statement in [
            s for s in one.statements if re.match(r"[A-Z][a-z]+ed ", s) and re.search(r"\d\d", s)
        ][:1]:
            marker = f"At {other.company}, I {statement[0].lower()}{statement[1:].rstrip('. ')}"
            if case.lacks(marker):
                yield Mutant(with_sentence(case.draft, 1, f"{marker}."), standing(marker), marker)
