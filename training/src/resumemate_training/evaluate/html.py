"""The report as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from resumemate_llm.schema import ProDraft

from .collect import Case
from .gate import Verdict
from .score import AT_MOST, RATES, REFERENCE, Judged, Score
from .svg import colour, latency_plot, radar_plot, rates_plot

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8881; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 1080px; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
td.n, th.n { text-align: right; } small { opacity: .7; } svg { width: 100%; height: auto; }
svg text { font: 12px system-ui, sans-serif; fill: currentColor; }
.ok { color: #15803d; } .bad { color: #dc2626; font-weight: 600; }
.key { margin-right: 1.2em; }
.dot { display: inline-block; width: .7em; height: .7em; border-radius: 50%; margin-right: .4em; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .4rem 0; padding: .4rem .8rem; }
.sides { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(300px, 1fr); gap: 1rem; overflow-x: auto; }
.sides > div { background: var(--soft); padding: .6rem .8rem; border-radius: 6px; }
@media print { details { break-inside: avoid; } }
"""


def page(
    scores: Sequence[Score],
    cases: Sequence[Case],
    verdicts: Sequence[Verdict],
    gates: Mapping[str, float],
    *,
    source: str,
    made: str,
    texts: bool,
) -> str:
    """The whole page. `texts` puts every answer beside the reference's."""
    models = [score for score in scores if score.model != REFERENCE]
    parts = [
        f"<h1>Evaluation</h1><p>{len(cases)} held-out examples of {escape(source)}, {escape(made)}. "
        "Intervals are 95 %: Wilson's for rates, bootstrap for the rest.</p>",
        _verdicts(verdicts),
        _legend(scores),
        "<h2>Rates</h2>",
        rates_plot(scores, gates),
        _table(scores),
        "<h2>Radar against the reference</h2>" + plot if (plot := radar_plot(scores)) else "",
        "<h2>Latency against quality</h2>" + plot if (plot := latency_plot(scores)) else "",
        "<h2>Example by example</h2>",
        _matrix(models, cases),
    ]
    if texts:
        parts += ["<h2>Side by side</h2>", *_sides(models, cases)]
    body = "\n".join(parts)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>ResumeMate evaluation</title><style>{_STYLE}</style></head><body>{body}</body></html>\n"
    )


def _verdicts(verdicts: Sequence[Verdict]) -> str:
    if not verdicts:
        return "<p>No gate was set.</p>"
    rows = []
    for verdict in verdicts:
        word = "passed" if verdict.passed else "FAILED"
        unsure = " <small>(so few answers leave it open)</small>" if verdict.unsure else ""
        rows.append(
            f'<li class="{"ok" if verdict.passed else "bad"}">{word}: {escape(str(verdict))}{unsure}</li>'
        )
    return f"<h2>Gate</h2><ul>{''.join(rows)}</ul>"


def _legend(scores: Sequence[Score]) -> str:
    dots = (
        f'<span class="key"><span class="dot" style="background:{colour(number)}"></span>{escape(score.model)}</span>'
        for number, score in enumerate(scores)
    )
    return f"<p>{''.join(dots)}</p>"


def _table(scores: Sequence[Score]) -> str:
    head = "".join(f'<th class="n">{escape(score.model)}</th>' for score in scores)
    rows = []
    for name, meaning in RATES.items():
        if any(name in score.rates for score in scores):
            cells = "".join(f'<td class="n">{_rate(score, name)}</td>' for score in scores)
            rows.append(f"<tr><td><b>{name}</b><br><small>{escape(meaning)}</small></td>{cells}</tr>")
    for name, meaning in AT_MOST.items():
        cells = "".join(f'<td class="n">{_number(score.number(name))}</td>' for score in scores)
        rows.append(f"<tr><td><b>{name}</b><br><small>{escape(meaning)}</small></td>{cells}</tr>")
    return f"<table><tr><th>metric</th>{head}</tr>{''.join(rows)}</table>"


def _rate(score: Score, name: str) -> str:
    rate = score.rates.get(name)
    if rate is None or rate.value is None:
        return "-"
    low, high = rate.interval
    return f"{rate.value:.0%} <small>{rate.count}/{rate.total}<br>{low:.0%} to {high:.0%}</small>"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.4g}"


def _matrix(models: Sequence[Score], cases: Sequence[Case]) -> str:
    head = "".join(f"<th>{escape(score.model)} ({score.mode})</th>" for score in models)
    rows = []
    for number, case in enumerate(cases):
        cells = "".join(f"<td>{_said(_shown(score, number))}</td>" for score in models)
        rows.append(
            f"<tr><td>{escape(case.line)} <small>{escape(case.example.domain)}</small></td>{cells}</tr>"
        )
    return f"<table><tr><th>example</th>{head}</tr>{''.join(rows)}</table>"


def _shown(score: Score, number: int) -> Judged | None:
    return next((j for j in score.judged if j.case == number and j.mode == score.mode), None)


def _said(judged: Judged | None) -> str:
    if judged is None or not judged.answered:
        return '<span class="bad">no answer</span>'
    if judged.draft is None:
        return f'<span class="bad">invalid</span> <small>{escape("; ".join(judged.problems))}</small>'
    failed = [check for check in judged.checks.values() if not check.holds]
    if not failed:
        return '<span class="ok">all hold</span>'
    return "<br>".join(
        f'<span class="bad">{c.name}</span> <small>{escape(", ".join(c.problems))}</small>' for c in failed
    )


def _sides(models: Sequence[Score], cases: Sequence[Case]) -> Iterable[str]:
    for number, case in enumerate(cases):
        columns = [_draft("reference", case.reference)]
        for score in models:
            judged = _shown(score, number)
            draft = judged.draft if judged else None
            columns.append(
                _draft(score.model, draft)
                if draft
                else f"<div><h3>{escape(score.model)}</h3>{_said(judged)}</div>"
            )
        yield (
            f"<details><summary>{escape(case.line)}: {escape(case.example.domain)}</summary>"
            f'<div class="sides">{"".join(columns)}</div></details>'
        )


def _draft(name: str, draft: ProDraft) -> str:
    roles = "".join(
        f"<p><b>{escape(role.title)}</b>, {escape(role.company)} "
        f"<small>{escape(role.start)} to {escape(role.end)}</small></p>"
        f"{_list(role.bullets)}"
        for role in draft.bullets_by_role
    )
    skills = "; ".join(f"{group.category}: {', '.join(group.items)}" for group in draft.skills)
    radar = ", ".join(f"{axis} {value}" for axis, value in draft.radar.to_wire().items())
    letter = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in draft.cover_letter.paragraphs)
    keywords = ", ".join(f"{'+' if k.found else '-'}{k.keyword}" for k in draft.keyword_checklist)
    return (
        f"<div><h3>{escape(name)}</h3><p><b>{escape(draft.headline)}</b></p><p>{escape(draft.professional_summary)}</p>{roles}"
        f"<p><small>Skills</small><br>{escape(skills)}</p><p><small>Letter</small></p>{letter}"
        f"<p><small>Keywords</small><br>{escape(keywords)}</p><p><small>Radar</small><br>{escape(radar)}</p></div>"
    )


def _list(items: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"
