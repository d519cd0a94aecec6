"""What was measured, as tables of aggregates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from .measures import ROWS, Row
from .runs import Seen


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table: means over the pairs that have both values, and in how many of them the value
    became better or worse by more than the row's `least`."""

    row: Row
    pairs: int
    before: float
    after: float
    better: int
    worse: int


def table(seen: Sequence[Seen]) -> list[Line]:
    """Every measure over all pairs."""
    lines = []
    for row in ROWS:
        both = [(old, new) for one in seen if None not in (pair := one.rows[row.name]) for old, new in [pair]]
        lines.append(_line(row, [(old, new) for old, new in both if old is not None and new is not None]))
    return lines


def _line(row: Row, both: Sequence[tuple[float, float]]) -> Line:
    sign = {"higher": 1, "lower": -1, "": 0}[row.better]
    gains = [sign * (new - old) for old, new in both]
    return Line(
        row=row,
        pairs=len(both),
        before=fmean(old for old, _ in both) if both else 0.0,
        after=fmean(new for _, new in both) if both else 0.0,
        better=sum(gain >= row.least for gain in gains),
        worse=sum(gain <= -row.least for gain in gains),
    )


def as_markdown(seen: Sequence[Seen]) -> str:
    """Both tables, aggregates only."""
    rows = [
        "| measure | unit | before | after | better is | better in | worse in | pairs |",
        "|---|---|---:|---:|---|---:|---:|---:|",
    ]
    for line in table(seen):
        counts = (line.better, line.worse) if line.row.better else ("", "")
        rows.append(
            f"| {line.row.name} | {line.row.unit} | {line.before:.1f} | {line.after:.1f} | "
            f"{line.row.better or 'neither'} | {counts[0]} | {counts[1]} | {line.pairs} |"
        )
    rows += ["", "| the letter | mean | lowest | highest |", "|---|---:|---:|---:|"]
    for name in seen[0].letter:
        values = [one.letter[name] for one in seen]
        rows.append(f"| {name} | {fmean(values):.1f} | {min(values):.1f} | {max(values):.1f} |")
    return "\n".join([f"{_counts(seen)}.", "", *rows])


def as_data(seen: Sequence[Seen]) -> dict[str, object]:
    """The same as JSON-ready data."""
    return {
        "pairs": len(seen),
        "candidates": len({one.candidate for one in seen}),
        "measures": {
            line.row.name: {
                "before": line.before,
                "after": line.after,
                "better": line.better,
                "worse": line.worse,
                "pairs": line.pairs,
            }
            for line in table(seen)
        },
        "letter": {name: fmean(one.letter[name] for one in seen) for name in seen[0].letter},
    }


def _counts(seen: Sequence[Seen]) -> str:
    return f"{len(seen)} pairs of a resume and a job, {len({one.candidate for one in seen})} candidates"


def worst(seen: Sequence[Seen], count: int) -> Iterator[str]:
    """For each measure the pairs that lost most, by name."""
    for row in ROWS:
        sign = {"higher": 1, "lower": -1, "": 0}[row.better]
        lost = [
            (sign * (new - old), one.name)
            for one in seen
            for old, new in [one.rows[row.name]]
            if old is not None and new is not None and sign * (new - old) <= -row.least
        ]
        for change, name in sorted(lost)[:count]:
            yield f"{row.name}: {change:+.1f} {row.unit}: {name}"


def as_three_columns(rules: Sequence[Seen], drafts: Sequence[Seen]) -> str:
    """The same pairs written by rules and by hand, beside the original."""
    rows = ["| measure | unit | original | by rules | hand-written |", "|---|---|---:|---:|---:|"]
    for ruled, written in zip(table(rules), table(drafts), strict=True):
        values = " | ".join(f"{value:.1f}" for value in (ruled.before, ruled.after, written.after))
        rows.append(f"| {ruled.row.name} | {ruled.row.unit} | {values} |")
    for name in rules[0].letter:
        means = [fmean(one.letter[name] for one in seen) for seen in (rules, drafts)]
        rows.append(f"| letter: {name} | | | {means[0]:.1f} | {means[1]:.1f} |")
    return "\n".join([f"{_counts(rules)}.", "", *rows])


def write_between_marks(page: Path, name: str, tables: str) -> None:
    """Replace what stands between the page's marks of this name."""
    start, end = f"<!-- table: {name} -->", "<!-- end -->"
    text = page.read_text(encoding="utf-8")
    head, _, rest = text.partition(start)
    _, _, tail = rest.partition(end)
    page.write_text(f"{head}{start}\n{tables}\n{end}{tail}", encoding="utf-8")
