"""Confidence intervals for few numbers: held-out sets have ten to forty examples."""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

CONFIDENCE: Final = 0.95
_Z = 1.959964
_RESAMPLES = 2_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """`count` of `total` with its interval (Wilson's score interval, 95 %); `value` is None of nothing."""

    count: int
    total: int

    @property
    def value(self) -> float | None:
        """The share, from 0 to 1."""
        return self.count / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true rate is, with 95 % confidence (Wilson 1927)."""
        if not self.total:
            return (0.0, 1.0)
        share, n = self.count / self.total, self.total
        middle = share + _Z**2 / (2 * n)
        half = _Z * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n * n))
        scale = 1 + _Z**2 / n
        low, high = (middle - half) / scale, (middle + half) / scale
        return (0.0 if self.count == 0 else low, 1.0 if self.count == n else high)


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """A statistic of some values with its interval (percentile bootstrap, 95 %)."""

    value: float
    low: float
    high: float
    n: int


def median(values: Sequence[float]) -> Measured | None:
    """The median with its interval; None of nothing."""
    return bootstrap(values, statistics.median)


def mean(values: Sequence[float]) -> Measured | None:
    """The mean with its interval; None of nothing."""
    return bootstrap(values, statistics.fmean)


def quantile(values: Sequence[float], share: float) -> float | None:
    """The value below which `share` of the values are, between neighbours in proportion."""
    if not values:
        return None
    ordered = sorted(values)
    at = share * (len(ordered) - 1)
    low = math.floor(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def bootstrap(values: Sequence[float], statistic: Callable[[Sequence[float]], float]) -> Measured | None:
    """`statistic` of `values` with the interval that 2,000 resamples give; the same values always give
    the same interval."""
    if not values:
        return None
    chance = random.Random(20_261_128)
    drawn = sorted(statistic(chance.choices(values, k=len(values))) for _ in range(_RESAMPLES))
    edge = (1 - CONFIDENCE) / 2
    low, high = (quantile(drawn, share) or 0.0 for share in (edge, 1 - edge))
    return Measured(value=statistic(values), low=low, high=high, n=len(values))
