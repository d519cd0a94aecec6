"""`resumemate-train evaluate`: options in; table, JSON, HTML and the gate's exit code out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import anyio

from resumemate_llm.cli.terminal import console, print_json
from resumemate_llm.settings import Settings

from ..data.prices import read_price
from ..data.split import refuse_leaks
from ..errors import GateFailed, StepFailed
from ..examples import read_examples
from ..files import lock, write_json, write_text
from ..manifest import Step
from ..terminal import progress, say, say_interrupted, watched
from .collect import Asking, Case, Collector, Given, failures, from_file, read_cases
from .gate import Verdict, read_gates, verdicts
from .html import page
from .models import Enforcement, Model, Plan, read_models
from .score import AT_MOST, RATES, Score, judge_given, reference_of, score


def run(  # noqa: PLR0913  the command's options, all by keyword
    *,
    test: Path,
    models: Sequence[str],
    answers: Sequence[str],
    output: Path,
    train: Path | None,
    enforcement: Enforcement,
    plan: Plan,
    limit: int | None,
    concurrency: int,
    timeout: float,
    max_tokens: int,
    temperature: float,
    price: str | None,
    gate: float | None,
    gates: Sequence[str],
    texts: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """See the command's help."""
    wanted = read_gates(gate, gates)
    chosen = read_models(
        models, answers, enforcement=enforcement, settings=Settings.from_env(), price=read_price(price)
    )
    examples = read_examples(test)
    _refuse_training_data(test, train, examples)
    cases = read_cases(test, watched(examples[:limit], "read", quiet=quiet))
    asking = Asking(
        plan=plan, concurrency=concurrency, timeout=timeout, max_tokens=max_tokens, temperature=temperature
    )
    with lock(output / "report"):
        options = {
            "models": [m.identity for m in chosen],
            "plan": plan,
            "limit": limit,
            "temperature": temperature,
            "gates": wanted,
        }
        inputs = {"test": test, **{model.label: model.answers for model in chosen if model.answers}}
        step = Step("evaluate", output, inputs=inputs, options=options)
        given = _given(chosen, cases, output, asking, quiet)
        judged = [(g.model, judge_given(g, cases[g.case])) for g in watched(given, "judge", quiet=quiet)]
        scores = [reference_of(cases)]
        scores += [score(model.label, [j for label, j in judged if label == model.label]) for model in chosen]
        found = verdicts(scores[1:], wanted)
        _write(output, test, scores, cases, found, wanted, texts)
        cost = sum(g.answer.completion.cost_usd or 0.0 for g in given if g.answer is not None)
        outputs = [output / "report.json", output / "report.html"]
        step.finish(outputs=outputs, result={"models": [_short(s) for s in scores]}, cost_usd=cost)
    if as_json:
        print_json(_report(test, scores, cases, found))
    elif not quiet:
        _print(scores, found)
        say(f"wrote {output / 'report.html'} and report.json")
    _end(given, found)


def _refuse_training_data(test: Path, train: Path | None, examples: Sequence[Any]) -> None:
    beside = test.with_name("train.jsonl")
    path = train or (beside if beside.exists() and beside != test else None)
    if path is not None:
        refuse_leaks({path.name: read_examples(path), test.name: examples})


def _given(
    models: Sequence[Model], cases: Sequence[Case], output: Path, asking: Asking, quiet: bool
) -> list[Given]:
    total = sum(len(model.asked) for model in models) * len(cases)
    with progress(quiet=quiet) as bar:
        line = bar.add_task("ask", total=total, note="", visible=total > 0)
        collector = Collector(
            cases=cases,
            journal=output / "answers.journal.jsonl",
            asking=asking,
            tell=lambda label: bar.update(line, advance=1, note=label),
            waiting=lambda: say("an earlier run was killed; its answers are still coming in", quiet=quiet),
            stopping=lambda: say_interrupted(quiet=quiet),
        )
        asked = anyio.run(collector.collect, models)
    return [*asked, *(given for model in models if model.answers for given in from_file(model, cases))]


def _write(
    output: Path,
    test: Path,
    scores: Sequence[Score],
    cases: Sequence[Case],
    found: Sequence[Verdict],
    wanted: dict[str, float],
    texts: bool,
) -> None:
    made = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    write_json(output / "report.json", _report(test, scores, cases, found))
    whole = page(scores, cases, found, wanted, source=test.name, made=made, texts=texts)
    write_text(output / "report.html", whole)


def _report(
    test: Path, scores: Sequence[Score], cases: Sequence[Case], found: Sequence[Verdict]
) -> dict[str, Any]:
    return {
        "test": str(test),
        "examples": [
            {"id": case.example.id, "line": case.line, "domain": case.example.domain} for case in cases
        ],
        "meaning": {**RATES, **AT_MOST},
        "models": [score.to_wire() for score in scores],
        "gate": [asdict(verdict) for verdict in found],
    }


def _short(found: Score) -> dict[str, Any]:
    rates = {name: rate.value for name, rate in found.rates.items()}
    return {"model": found.model, **rates, **{name: found.number(name) for name in AT_MOST}}


def _print(scores: Sequence[Score], found: Sequence[Verdict]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, caption="in brackets: 95 % intervals", caption_justify="left")
    table.add_column("metric")
    for column in scores:
        table.add_column(column.model, justify="right")
    for name in RATES:
        if any(name in s.rates for s in scores):
            table.add_row(name, *(_cell(s, name) for s in scores))
    for axis in ("overall",):
        table.add_row(f"radar {axis}", *(_delta(s, axis) for s in scores))
    for name in AT_MOST:
        table.add_row(name, *(_plain(s.number(name)) for s in scores))
    console().print(table)
    for verdict in found:
        note = " (so few answers leave it open)" if verdict.unsure else ""
        console().print(f"{'pass' if verdict.passed else 'FAIL'}  {verdict}{note}")


def _cell(found: Score, name: str) -> str:
    rate = found.rates.get(name)
    if rate is None or rate.value is None:
        return "-"
    if name == "answered":
        return f"{rate.count}/{rate.total}"
    low, high = rate.interval
    return f"{rate.value:.0%} [{low * 100:.0f}-{high * 100:.0f}]"


def _delta(found: Score, axis: str) -> str:
    mean = found.radar.get(axis)
    return "-" if mean is None else f"{mean.value:+.1f} [{mean.low:+.1f}..{mean.high:+.1f}]"


def _plain(value: float | None) -> str:
    return "-" if value is None else f"{value:.4g}"


def _end(given: Sequence[Given], found: Sequence[Verdict]) -> None:
    """Raise what the exit code is to say; a missing answer comes first, because the gate was not measured."""
    missing = failures([g for g in given if g.failure != "not in the file"])
    if missing:
        said = "; ".join(
            f"{model}: {n} x {why}" for model, reasons in missing.items() for why, n in reasons.most_common(3)
        )
        raise StepFailed(f"answers are missing ({said}); run the same command again to ask for them")
    failed = [verdict for verdict in found if not verdict.passed]
    if failed:
        raise GateFailed("below the gate: " + "; ".join(map(str, failed)))
