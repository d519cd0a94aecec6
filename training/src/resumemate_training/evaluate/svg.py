"""Three plots as SVG text: rates with intervals, radar differences, latency against quality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from ..checks import AXES, RADAR_TOLERANCE
from .score import RATES, REFERENCE, Score

PALETTE: Final = ("#2563eb", "#d97706", "#059669", "#9333ea", "#dc2626", "#0891b2", "#64748b")
_WIDTH, _LEFT, _RIGHT = 860, 170, 60
_BAR, _GAP = 11, 10


def colour(number: int) -> str:
    """The colour of the model at this place in the report."""
    return PALETTE[number % len(PALETTE)]


def rates_plot(scores: Sequence[Score], gates: Mapping[str, float]) -> str:
    """A bar for each rate and model, with its interval as a whisker and the gate as a dashed line."""
    names = [name for name in RATES if any(name in s.rates and s.rates[name].total for s in scores)]
    row = len(scores) * _BAR + _GAP
    parts = _grid(len(names) * row, [(share, f"{share:.0%}") for share in (0, 0.25, 0.5, 0.75, 1)], _x_rate)
    for place, name in enumerate(names):
        top = place * row + _GAP / 2
        parts.append(_text(_LEFT - 8, top + row / 2, name, anchor="end"))
        for number, score in enumerate(scores):
            if name in score.rates and score.rates[name].total:
                parts += _bar(score, name, top + number * _BAR, colour(number))
        if name in gates:
            x = _x_rate(gates[name])
            parts.append(_line(x, top - 3, x, top + row - _GAP + 3, "#dc2626", dash="4 3"))
    return _svg(len(names) * row + 24, parts, "Rates with 95 % intervals")


def radar_plot(scores: Sequence[Score]) -> str:
    """A dot for each answer's difference from the reference, a bar for the mean's interval; the band is
    what the check allows. Empty where no model gave a valid draft."""
    shown = [(n, score) for n, score in enumerate(scores) if score.radar and score.model != REFERENCE]
    if not shown:
        return ""
    furthest = max((abs(d) for _, s in shown for values in s.deltas.values() for d in values), default=0)
    limit = max(2 * RADAR_TOLERANCE, 10 * -(-furthest // 10))

    def x(value: float) -> float:
        return _LEFT + (value + limit) / (2 * limit) * (_WIDTH - _LEFT - _RIGHT)

    row = len(shown) * _BAR + _GAP
    height = len(AXES) * row
    marks = [(float(v), f"{v:+d}") for v in (-limit, -RADAR_TOLERANCE, 0, RADAR_TOLERANCE, limit)]
    wide = x(RADAR_TOLERANCE) - x(-RADAR_TOLERANCE)
    left = x(-RADAR_TOLERANCE)
    band = f'<rect x="{left:.1f}" y="0" width="{wide:.1f}" height="{height}" fill="#22c55e" opacity="0.10"/>'
    parts = [band, *_grid(height, marks, x)]
    for place, axis in enumerate(AXES):
        top = place * row + _GAP / 2
        parts.append(_text(_LEFT - 8, top + row / 2, axis.replace("_", " "), anchor="end"))
        for line, (number, score) in enumerate(shown):
            y = top + line * _BAR + _BAR / 2
            parts += [
                f'<circle cx="{x(d):.1f}" cy="{y:.1f}" r="2.6" fill="{colour(number)}" opacity="0.45"/>'
                for d in score.deltas[axis]
            ]
            if (mean := score.radar.get(axis)) is not None:
                parts.append(_line(x(mean.low), y, x(mean.high), y, colour(number), width=3))
                parts.append(f'<circle cx="{x(mean.value):.1f}" cy="{y:.1f}" r="4" fill="{colour(number)}"/>')
    return _svg(height + 24, parts, "Radar: points above or below the reference")


def latency_plot(scores: Sequence[Score]) -> str:
    """Median seconds against the share of answers in which everything holds; whiskers are the intervals.
    Empty where no model was timed."""
    timed = [(number, s) for number, s in enumerate(scores) if s.latency is not None and s.rates["all"].total]
    if not timed:
        return ""
    most = max(s.latency.high for _, s in timed if s.latency is not None) * 1.1 or 1.0
    height, top = 260, 14

    def x(seconds: float) -> float:
        return _LEFT + seconds / most * (_WIDTH - _LEFT - _RIGHT)

    def y(share: float) -> float:
        return top + (1 - share) * (height - top)

    parts = _grid(height, [(most * k / 4, f"{most * k / 4:.3g} s") for k in range(5)], x)
    for share in (0, 0.25, 0.5, 0.75, 1):
        parts.append(_line(_LEFT, y(share), _WIDTH - _RIGHT, y(share), "currentColor", opacity=0.12))
        parts.append(_text(_LEFT - 8, y(share), f"{share:.0%}", anchor="end"))
    for number, score in timed:
        assert score.latency is not None
        rate, shade = score.rates["all"], colour(number)
        cx, cy = x(score.latency.value), y(rate.value or 0.0)
        parts.append(_line(x(score.latency.low), cy, x(score.latency.high), cy, shade, width=2))
        parts.append(_line(cx, y(rate.interval[0]), cx, y(rate.interval[1]), shade, width=2))
        parts.append(f'<circle cx="{cx:.1f}" cy="{cy:.1f}" r="5" fill="{shade}"/>')
        parts.append(_text(cx + 9, cy - 8, score.model))
    return _svg(height + 24, parts, "Latency against quality")


def _bar(score: Score, name: str, top: float, shade: str) -> list[str]:
    rate = score.rates[name]
    low, high = (_x_rate(value) for value in rate.interval)
    end, middle = _x_rate(rate.value or 0.0), top + _BAR / 2
    said = f"{score.model}: {name} {rate.count} of {rate.total}"
    return [
        f'<rect x="{_LEFT}" y="{top + 1:.1f}" width="{max(end - _LEFT, 1):.1f}" height="{_BAR - 2}" fill="{shade}" '
        f'opacity="0.75"><title>{escape(said)}</title></rect>',
        _line(low, middle, high, middle, "currentColor", width=1.5, opacity=0.7),
        _text(_WIDTH - _RIGHT + 8, middle, f"{rate.count}/{rate.total}"),
    ]


def _x_rate(share: float) -> float:
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _grid(height: float, marks: Sequence[tuple[float, str]], x: object) -> list[str]:
    assert callable(x)
    lines = [_line(x(value), 0, x(value), height, "currentColor", opacity=0.15) for value, _ in marks]
    return lines + [_text(x(value), height + 14, label, anchor="middle") for value, label in marks]


def _line(x1: float, y1: float, x2: float, y2: float, stroke: str, **more: object) -> str:
    width, opacity = more.get("width", 1), more.get("opacity", 1)
    dash = f' stroke-dasharray="{more["dash"]}"' if "dash" in more else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" '
        f'stroke-width="{width}" opacity="{opacity}"{dash}/>'
    )


def _text(x: float, y: float, said: str, *, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y + 4:.1f}" text-anchor="{anchor}">{escape(said)}</text>'


def _svg(height: float, parts: Sequence[str], label: str) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height:.0f}" role="img" aria-label="{escape(label)}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )
