"""What an attempt cost, from a small dated price table.

Prices change; pass your own table where yours differ. A model that is not in the table has no price,
and its cost is None, never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ..schema import Usage


@dataclass(frozen=True, kw_only=True, slots=True)
class Price:
    """US dollars for one million tokens. `input` counts tokens that were neither read from nor written
    to the prompt cache; a cache write lives for five minutes."""

    input: float
    output: float
    cache_read: float
    cache_write: float


PRICES_AS_OF: Final = "2026-11-22"
"""The day on which `PRICES` was written down."""

PRICES: Final[Mapping[str, Price]] = MappingProxyType(
    {"claude-sonnet-4-5": Price(input=3.0, output=15.0, cache_read=0.30, cache_write=3.75)}
)
"""List prices by model name; a dated name such as claude-sonnet-4-5-20250929 has the price of its
undated one."""


def cost_usd(model: str, usage: Usage, prices: Mapping[str, Price] = PRICES) -> float | None:
    """What `usage` of `model` costs in US dollars; None where the price is not known.

    `usage.input_tokens` are the uncached ones, as Anthropic reports them.
    """
    price = find_price(model, prices)
    if price is None:
        return None
    return (
        usage.input_tokens * price.input
        + usage.output_tokens * price.output
        + usage.cache_read_tokens * price.cache_read
        + usage.cache_write_tokens * price.cache_write
    ) / 1_000_000


def find_price(model: str, prices: Mapping[str, Price] = PRICES) -> Price | None:
    """The price of a model, by its whole name or by its name without the date at the end."""
    if model in prices:
        return prices[model]
    undated, _, date = model.rpartition("-")
    return prices.get(undated) if len(date) == 8 and date.isdigit() else None
