"""What an operator is: a way of breaking a draft, with how to see whether the break is still there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from resumemate_llm.schema import ProDraft

from .cases import Case
from .judge import Fault

Kind = Literal["fact", "loss", "wording"]
AIMS: dict[Kind, float] = {"fact": 0.0, "loss": 0.0, "wording": 0.01}
"""The largest share of mutants of each kind that may be let through."""


class Mutant(NamedTuple):
    """A broken draft, the fault to look for in the output, and what was done, for reports."""

    draft: ProDraft
    fault: Fault
    note: str


Breaks = Callable[[Case], Iterable[Mutant]]


@dataclass(frozen=True)
class Operator:
    """One way of breaking drafts. `kind` says how much of it may get through."""

    name: str
    kind: Kind
    mutants: Breaks


OPERATORS: dict[str, Operator] = {}


def operator(kind: Kind) -> Callable[[Breaks], Breaks]:
    """Enter a function into `OPERATORS` under its name in words."""

    def enter(breaks: Breaks) -> Breaks:
        name = breaks.__name__.replace("_", " ")
        OPERATORS[name] = Operator(name, kind, breaks)
        return breaks

    return enter


def mutants_of(case: Case, names: Iterable[str] | None = None) -> Iterator[tuple[Operator, Mutant]]:
    """Every mutant of a case; one that is no different from its unbroken draft is none."""
    for name in OPERATORS if names is None else names:
        for mutant in OPERATORS[name].mutants(case):
            if mutant.draft != case.draft:
                yield OPERATORS[name], mutant
