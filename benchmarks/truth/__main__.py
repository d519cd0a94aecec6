"""Command line of the mutation bench."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from pathlib import Path
from time import perf_counter

from .operators import AIMS, OPERATORS
from .run import OUTCOMES, Report, run

EPILOG = """examples:
  RESUMEMATE_CORPUS=... python -m benchmarks.truth              everything, in a few minutes
  python -m benchmarks.truth --operator "date moved" --verbose  one operator over the examples, what got through
  python -m benchmarks.truth --drafts mine.drafts:factory       another factory of drafts: (resume, job) -> ProDraft

Exit codes: 0 all aims met, 1 an operator let more through than it may, 2 wrong use,
130 interrupted (the table shows the cases that were done)."""


def options() -> argparse.Namespace:
    """The command line's options."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.truth",
        description="Good drafts broken in every way that a model breaks one, and what refine makes of them.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    corpus = os.environ.get("RESUMEMATE_CORPUS")
    parser.add_argument(
        "--corpus", type=Path, default=Path(corpus) if corpus else None, help="folder of the corpus"
    )
    parser.add_argument(
        "--operator",
        action="append",
        choices=sorted(OPERATORS),
        metavar="NAME",
        help="only this operator; may be given more than once",
    )
    parser.add_argument("--drafts", metavar="MODULE:FUNCTION", help="factory of the unbroken drafts")
    parser.add_argument(
        "--strategy",
        choices=("whole", "sections"),
        default="whole",
        help="sections: each draft is taken apart and assembled by the plan before it is refined",
    )
    parser.add_argument(
        "--jobs-each", type=int, default=1, metavar="N", help="jobs for each resume of the corpus (1 to 3)"
    )
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each n-th case")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument(
        "--write", type=Path, metavar="PAGE", help="put the tables into this page, e.g. docs/truth.md"
    )
    parser.add_argument("--json", action="store_true", help="the tables as JSON")
    parser.add_argument(
        "--verbose",
        action="store_true",
        help="every mutant that got through and every change, as it is found",
    )
    chosen = parser.parse_args()
    if chosen.corpus and not (chosen.corpus / "index.jsonl").is_file():
        parser.error(f"no corpus in {chosen.corpus}: it has no index.jsonl")
    return chosen


def main() -> int:
    """Run the bench and print its tables."""
    chosen = options()
    started, total = perf_counter(), Report()
    reports = run(
        chosen.corpus,
        names=chosen.operator,
        drafts=chosen.drafts,
        strategy=chosen.strategy,
        processes=chosen.processes,
        jobs_each=chosen.jobs_each,
        every=chosen.every,
    )
    interrupted = False
    try:
        for report in reports:
            total.add(report)
            show(report, total, verbose=chosen.verbose)
    except KeyboardInterrupt:  # the cases that are done still count
        interrupted = True
        reports.close()
    if sys.stderr.isatty():
        print(file=sys.stderr)
    tables = as_text(total, perf_counter() - started)
    print(as_json(total) if chosen.json else tables)
    if chosen.write:
        write(chosen.write, tables)
    if interrupted:
        return 130
    return 1 if total.failed or total.baseline else 0


_BLOCK = re.compile(r"(?<=<!-- truth -->\n).*?(?=<!-- /truth -->)", re.DOTALL)


def write(page: Path, tables: str) -> None:
    """Put the tables between the page's two comments."""
    text = page.read_text(encoding="utf-8")
    page.write_text(_BLOCK.sub(lambda _: f"```text\n{tables}\n```\n", text), encoding="utf-8")


def show(report: Report, total: Report, *, verbose: bool) -> None:
    """One case more, to standard error."""
    if verbose:
        print_details(report)
    if sys.stderr.isatty():
        print(f"\r{total.cases} cases, {total.mutants} mutants", end="", file=sys.stderr, flush=True)


def as_text(report: Report, seconds: float) -> str:
    """The table by operator and that of the unbroken drafts."""
    lines = [
        f"cases {report.cases}   mutants {report.mutants}   seconds {seconds:.0f}   "
        f"refused {len(report.refused)}   not writable {report.unwritable}",
        "",
    ]
    lines.append(
        f"{'operator':34}{'kind':9}{'mutants':>8}{'repaired':>10}{'reported':>10}"
        f"{'let through':>13}{'aim':>7}{'unrefined':>11}"
    )
    for name, operator in OPERATORS.items():
        if (tally := report.tallies.get(name)) is None:
            continue
        repaired, reported, through = (tally.outcomes[o] for o in OUTCOMES)
        lines.append(
            f"{name:34}{operator.kind:9}{tally.mutants:>8}{repaired:>10}{reported:>10}"
            f"{through:>6} {tally.share:>6.2%}{AIMS[operator.kind]:>7.0%}{tally.seen_unrefined / tally.mutants:>11.0%}"
        )
    lines.append(
        "unrefined: the share of the mutants in which the judge sees a fault where nothing refines them"
    )
    for kind in AIMS:
        tally = report.of_kind(kind)
        lines.append(
            f"all of kind {kind:9} {tally.mutants:>6} mutants, "
            f"let through {tally.outcomes['let through']} ({tally.share:.2%})"
        )
    for name, unbroken in report.unbroken.items():
        reasons = (
            ", ".join(f"{why} {count}" for why, count in unbroken.changed.most_common()) or "nothing changed"
        )
        lines.append(
            f"unbroken drafts, {name}: {unbroken.drafts} drafts, {unbroken.units} units; {reasons}; "
            f"false repairs {unbroken.share:.2%}"
        )
    lines.append(f"faults in outputs of unbroken drafts: {len(report.baseline)}")
    return "\n".join(lines)


def as_json(report: Report) -> str:
    """The same as JSON."""
    return json.dumps(
        {
            "cases": report.cases,
            "mutants": report.mutants,
            "operators": {
                name: {
                    "kind": OPERATORS[name].kind,
                    "mutants": t.mutants,
                    **{o: t.outcomes[o] for o in OUTCOMES},
                    "said": t.said,
                }
                for name, t in report.tallies.items()
            },
            "unbroken": {
                n: {"drafts": u.drafts, "units": u.units, **u.changed} for n, u in report.unbroken.items()
            },
            "baseline": report.baseline,
        },
        ensure_ascii=False,
        indent=2,
    )


def print_details(report: Report) -> None:
    """Everything that got through, and every change of an unbroken draft, to standard error."""
    for name, tally in report.tallies.items():
        for line in tally.through:
            print(f"{name}: {line}", file=sys.stderr)
    for unbroken in report.unbroken.values():
        for line in unbroken.examples:
            print(f"unbroken: {line}", file=sys.stderr)
    for line in report.baseline:
        print(f"baseline: {line}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
