"""What generating will cost and how long it will take, before anything is paid."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import anyio

from resumemate_llm.observe.cost import PRICES_AS_OF, Price
from resumemate_llm.providers.mock import MockProvider
from resumemate_llm.schema.dialects import compact

from ..asking.journal import Record
from ..errors import DataError
from .batches import BATCH_SHARE
from .generate import ask_for
from .pairs import Pair

CHARS_PER_TOKEN: Final = 4.0
"""Characters to a token of English and JSON, where no earlier answer tells better."""
SECONDS_EACH: Final = (60.0, 150.0)
"""What one draft of Claude takes in production, from and to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """Sums over `pairs` requests, each answered at the first try. `seconds` is None for a batch, which
    ends within 24 hours. `basis` says what the numbers rest on."""

    pairs: int
    unusable: int
    input_tokens: int
    output_tokens: int
    cost_usd: float | None
    seconds: tuple[float, float] | None
    basis: str


def estimate(
    pairs: Sequence[Pair],
    record: Record,
    *,
    price: Price | None,
    concurrency: int,
    batch: bool,
    network: bool,
) -> Estimate:
    """The estimate for `pairs`. The length of an answer is that of the deterministic writer's draft for the
    same pair, or in the proportion in which earlier answers were longer or shorter."""
    sizes, unusable = [], 0
    for pair in pairs:
        try:
            sizes.append(_sizes(pair))
        except DataError:
            unusable += 1
    prompt, answer = (sum(size[i] for size in sizes) / CHARS_PER_TOKEN for i in (0, 1))
    earlier = [a for a in record.answers if a.completion.usage.output_tokens]
    basis = f"{CHARS_PER_TOKEN:g} characters a token, prices of {PRICES_AS_OF}"
    if earlier and sizes:
        answer = len(sizes) * statistics.mean(a.completion.usage.output_tokens for a in earlier)
        basis = f"{len(earlier)} earlier answers, prices of {PRICES_AS_OF}"
    cost = None if price is None else (prompt * price.input + answer * price.output) / 1_000_000
    if cost is not None and batch:
        cost *= BATCH_SHARE
    seconds = None if batch else _seconds(len(sizes), earlier_seconds(record), concurrency, network)
    return Estimate(
        pairs=len(sizes),
        unusable=unusable,
        input_tokens=round(prompt),
        output_tokens=round(answer),
        cost_usd=cost if network else 0.0,
        seconds=seconds,
        basis=basis,
    )


def earlier_seconds(record: Record) -> list[float]:
    """How long earlier answers took; batches' are not among them."""
    return [answer.seconds for answer in record.answers if answer.seconds > 0]


def _seconds(count: int, earlier: Sequence[float], concurrency: int, network: bool) -> tuple[float, float]:
    rounds = -(-count // concurrency)
    if not network:
        return (0.02 * count, 0.2 * count)
    low, high = (min(earlier), max(earlier)) if earlier else SECONDS_EACH
    return (rounds * low, rounds * high)


def _sizes(pair: Pair) -> tuple[int, int]:
    """Characters of the prompt, the tool's schema included, and of the deterministic draft."""
    asked = ask_for(pair)
    drafted = anyio.run(_drafted, asked.request)
    return sum(len(message.content) for message in asked.request.messages) + len(compact()), drafted


async def _drafted(request: object) -> int:
    completion = await MockProvider().complete(request, timeout=60)  # type: ignore[arg-type]
    return len(completion.text)
