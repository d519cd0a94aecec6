"""Prices given on the command line."""

from __future__ import annotations

import click

from resumemate_llm.observe.cost import Price


def read_price(text: str | None) -> Price | None:
    """`IN,OUT` in US dollars for a million tokens. Raises `click.BadParameter`."""
    if text is None:
        return None
    try:
        given, taken = (float(part) for part in text.split(","))
    except ValueError:
        raise click.BadParameter("two numbers are expected, such as 3,15", param_hint="--price") from None
    return Price(input=given, output=taken, cache_read=given, cache_write=given)
