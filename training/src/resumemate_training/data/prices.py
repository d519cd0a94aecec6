"""Prices given on the command line."""

from __future__ import annotations

from math import inf, nan

import click

from resumemate_llm.observe.cost import Price


def read_price(text: str | None) -> Price | None:
    """`IN,OUT` in US dollars for a million tokens. Raises `click.BadParameter`."""
    if text is None:
        return None
    try:
        given, taken = (float(part) for part in text.split(","))
    except ValueError:
        given = taken = nan
    if not (0 <= given < inf and 0 <= taken < inf):  # NaN is neither; a budget would never be reached
        raise click.BadParameter("two numbers are expected, such as 3,15", param_hint="--price")
    return Price(input=given, output=taken, cache_read=given, cache_write=given)
