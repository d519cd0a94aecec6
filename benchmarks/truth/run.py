"""The bench over all cases, in several processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Literal

from resumemate_llm.providers.mock import write_draft
from resumemate_llm.refine import Refined, refine

from . import fact_operators, letter_operators, loss_operators, turning_operators, wording_operators
from .assembled import in_sections, whole
from .cases import Case, Factory, Source, factory_named, load, sources
from .judge import Outcome, Verdict, faults_in, verdict
from .naive import Unrefined
from .operators import AIMS, OPERATORS, Kind, Mutant, mutants_of
from .unbroken import Unbroken, left_alone

assert fact_operators and letter_operators and loss_operators and turning_operators and wording_operators
Strategy = Literal["whole", "sections"]
OUTCOMES: tuple[Outcome, ...] = ("repaired", "reported", "let through")


@dataclass(slots=True)
class Tally:
    """Outcomes of one operator's mutants, how many of them a finding speaks of, how many the judge
    sees where nothing refines them, and what got through."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    said: int = 0
    seen_unrefined: int = 0
    through: list[str] = field(default_factory=list)

    @property
    def mutants(self) -> int:
        """How many there were."""
        return self.outcomes.total()

    @property
    def share(self) -> float:
        """The share let through."""
        return self.outcomes["let through"] / self.mutants if self.mutants else 0.0

    def add(self, other: Tally) -> None:
        """Count another tally in."""
        self.outcomes += other.outcomes
        self.said += other.said
        self.seen_unrefined += other.seen_unrefined
        self.through += other.through


@dataclass(slots=True)
class Report:
    """What one case showed, or all together. `unwritable` counts mutants that no model could have written in
    sections, such as a draft without a role."""

    cases: int = 0
    refused: list[str] = field(default_factory=list)
    tallies: dict[str, Tally] = field(default_factory=dict)
    unbroken: dict[str, Unbroken] = field(default_factory=dict)
    baseline: list[str] = field(default_factory=list)
    unwritable: int = 0

    def add(self, other: Report) -> None:
        """Count another report in."""
        self.cases += other.cases
        self.refused += other.refused
        self.baseline += other.baseline
        self.unwritable += other.unwritable
        for name, tally in other.tallies.items():
            self.tallies.setdefault(name, Tally()).add(tally)
        for name, unbroken in other.unbroken.items():
            self.unbroken.setdefault(name, Unbroken()).add(unbroken)

    def of_kind(self, kind: Kind) -> Tally:
        """The tallies of one kind together."""
        total = Tally()
        for name, tally in self.tallies.items():
            if OPERATORS[name].kind == kind:
                total.add(tally)
        return total

    @property
    def mutants(self) -> int:
        """How many mutants there were."""
        return sum(tally.mutants for tally in self.tallies.values())

    @property
    def failed(self) -> list[str]:
        """The operators that let more through than their kind may."""
        return [name for name, tally in self.tallies.items() if tally.share > AIMS[OPERATORS[name].kind]]


def run_case(case: Case, names: Sequence[str] | None = None, strategy: Strategy = "whole") -> Report:
    """Every mutant of one case refined and judged. With the strategy "sections" each draft, the unbroken one
    too, comes to refine by way of a plan's parts."""
    way = in_sections(case.resume, case.job) if strategy == "sections" else whole
    if (draft := way(case.draft)) is None:
        return Report(refused=[case.name])
    case = replace(case, draft=draft)
    unbroken = refine(case.draft, case.resume, case.job)
    plain, report = Unrefined(case), Report(cases=1)
    report.baseline = [f"{case.name}: {fault}" for fault in faults_in(unbroken, case.resume, case.job)]
    report.unbroken = {("by hand" if case.by_hand else "drafted"): left_alone(case, unbroken)}
    for operator, mutant in mutants_of(case, names):
        if (broken := way(mutant.draft)) is None:
            report.unwritable += 1
            continue
        tally = report.tallies.setdefault(operator.name, Tally())
        found = _judged(case, mutant._replace(draft=broken), unbroken)
        tally.outcomes[found.outcome] += 1
        tally.seen_unrefined += plain.shows(mutant)
        tally.said += found.said
        if found.outcome == "let through":
            tally.through.append(f"{case.name}: {mutant.note!r}: {found.detail}")
    return report


def _judged(case: Case, mutant: Mutant, unbroken: Refined) -> Verdict:
    """The verdict for one mutant; a crash is let through, and the other mutants still count."""
    try:
        refined = refine(mutant.draft, case.resume, case.job)
    except Exception as error:
        return Verdict("let through", False, f"crash: {type(error).__name__}: {error}")
    return verdict(refined, unbroken, case.resume, case.job, mutant.fault)


def run_source(
    source: Source,
    names: Sequence[str] | None = None,
    drafts: str | None = None,
    strategy: Strategy = "whole",
) -> Report:
    """One case from its files; where the resume or the job is refused, nothing but that."""
    factory: Factory = factory_named(drafts) if drafts else write_draft
    case = load(source, factory)
    return run_case(case, names, strategy) if case else Report(refused=[source.name])


def run(
    corpus: Path | None,
    *,
    names: Sequence[str] | None = None,
    drafts: str | None = None,
    strategy: Strategy = "whole",
    processes: int = 2,
    jobs_each: int = 1,
    every: int = 1,
) -> Generator[Report, None, None]:
    """A report for each case as it is done. `drafts` names a factory ("module:function"), `every` takes
    each n-th case only."""
    work = partial(run_source, names=names, drafts=drafts, strategy=strategy)
    todo = sources(corpus, jobs_each)[::every]
    if processes == 1:
        yield from map(work, todo)
        return
    pool = ProcessPoolExecutor(processes)
    try:
        yield from pool.map(work, todo)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
