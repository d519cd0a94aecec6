"""Things that models invent, said in the manner of each part of a draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .cases import Case
from .edits import (
    Edit,
    changed,
    with_clause,
    with_headline,
    with_remark,
    with_rewrite,
    with_sentence,
    with_summary_sentence,
)
from .judge import standing
from .operators import Mutant


class Invention(NamedTuple):
    """One untruth: the words by which it is known, and how letter, summary, bullet, talking point and
    recruiter's remark say it ("" where they would not)."""

    markers: tuple[str, ...]
    letter: str = ""
    summary: str = ""
    clause: str = ""
    told: str = ""
    remark: str = ""
    headline: str = ""


def planted(case: Case, inventions: list[Invention], count: int) -> Iterator[Mutant]:
    """`count` mutants: each an invention of the list at a place that can say it, turned over by the case."""
    fresh = [i for i in inventions if all(case.lacks(marker) for marker in i.markers)]
    options = [
        (place, text, invention) for invention in fresh for place, text in _sayings(case, invention) if text
    ]
    for place, text, invention in case.some(_dealt(options), count):
        yield Mutant(_edit(case, place)(case.draft, text), standing(*invention.markers), f"{place}: {text}")


def _dealt(options: list[tuple[str, str, Invention]]) -> list[tuple[str, str, Invention]]:
    """The options so that neighbours differ in place and invention."""
    step = next(s for s in (7, 5, 3, 2, 1) if len(options) % s or len(options) <= 1 or s == 1)
    return [options[i * step % len(options)] for i in range(len(options))]


def _sayings(case: Case, invention: Invention) -> Iterator[tuple[str, str]]:
    for paragraph in range(len(case.letter)):
        yield f"letter {paragraph + 1}", invention.letter
    yield "summary", invention.summary
    yield "analysis", invention.remark
    yield "headline", invention.headline
    if case.places:
        yield "bullet", invention.clause
        yield "later bullet", invention.clause
        yield "rewrite", invention.clause
    yield "talking point", invention.told
    yield "feedback", invention.remark


def _edit(case: Case, place: str) -> Edit:
    places = case.places
    role, bullet = places[case.number % len(places)] if places else (0, 0)
    last_role, last_bullet = places[-1 - case.number % len(places)] if places else (0, 0)
    if place.startswith("letter"):
        return lambda draft, text: with_sentence(draft, int(place[-1]) - 1, text)
    edits: dict[str, Edit] = {
        "summary": with_summary_sentence,
        "analysis": lambda draft, text: changed(draft, summary=f"{draft.summary} {text}"),
        "headline": with_headline,
        "bullet": lambda draft, text: with_clause(draft, role, bullet, text),
        "later bullet": lambda draft, text: with_clause(draft, last_role, last_bullet, text),
        "rewrite": lambda draft, text: with_rewrite(
            draft, f"{case.bullets[role][bullet].rstrip('.')} {text}"
        ),
        "talking point": lambda draft, text: with_remark(draft, "interview_talking_points", text),
        "feedback": lambda draft, text: with_remark(draft, "recruiter_feedback", text),
    }
    return edits[place]
