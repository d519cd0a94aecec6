"""What a report says of few answers: intervals of rates and of medians."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resumemate_training.evaluate.stats import Rate, bootstrap, median


# Newcombe 1998, Statistics in Medicine 17:857, table I, method 3: Wilson's interval without correction.
@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_those_of_the_literature(count: int, total: int, low: float, high: float) -> None:
    assert Rate(count=count, total=total).interval == pytest.approx((low, high), abs=0.0001)


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_rates_interval_holds_the_rate(count: int, more: int) -> None:
    rate = Rate(count=count, total=count + more)
    low, high = rate.interval
    assert 0 <= low <= (rate.value if rate.value is not None else 0.5) <= high <= 1


@given(st.lists(st.floats(0, 1e3), min_size=1, max_size=20))
def test_a_bootstrap_is_the_same_each_time_and_within_the_values(values: list[float]) -> None:
    found = median(values)
    assert found is not None and found == median(values)
    assert min(values) <= found.low <= found.high <= max(values)
    assert bootstrap([], max) is None
