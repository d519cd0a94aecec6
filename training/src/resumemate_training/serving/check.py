"""Whether a trained model serves: vLLM is started on it, checked as `resumemate doctor` does, and asked for drafts.

Every draft goes through the SDK as in production, with no other provider behind the server, so that a
failure is seen and not covered up by a fallback.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from resumemate_llm import AsyncResumeMate
from resumemate_llm.errors import AllProvidersFailed, InputError, ProviderError
from resumemate_llm.providers.base import Check
from resumemate_llm.providers.self_hosted import SelfHostedProvider

if TYPE_CHECKING:
    from resumemate_llm.routing import Strategy

    from ..data.pairs import Pair

NAME: Final = "resumemate-14b"


@dataclass(frozen=True, kw_only=True, slots=True)
class Generation:
    """One draft through the SDK. `outcome` is "valid", or the failures' categories in order."""

    source: str
    outcome: str
    seconds: float
    output_tokens: int = 0
    reasks: int = 0

    @property
    def valid(self) -> bool:
        """Whether the model's own answer was accepted."""
        return self.outcome == "valid"


@dataclass(frozen=True, kw_only=True, slots=True)
class ServeReport:
    """What the server's check found."""

    started_after: float
    checks: tuple[Check, ...]
    generations: tuple[Generation, ...]

    @property
    def healthy(self) -> bool:
        """Whether no check failed; one that could not be made does not count."""
        return all(check.ok is not False for check in self.checks)

    @property
    def valid(self) -> int:
        """How many generations the model answered itself with a valid draft."""
        return sum(generation.valid for generation in self.generations)


async def check_server(
    url: str,
    pairs: Sequence[Pair],
    *,
    started_after: float,
    timeout: float,
    strategy: Strategy,
    report: Callable[[Generation], object],
) -> ServeReport:
    """Doctor's checks of the server at `url`, then one draft of each pair, one after another.

    `timeout` is in seconds for each check and each draft. `strategy` is how the model was trained to
    answer: "whole" drafts, or in "sections".
    """
    provider = SelfHostedProvider(base_url=f"{url}/v1", model=NAME)
    checks = await provider.check(timeout=timeout)
    done = []
    async with AsyncResumeMate([provider], deadline=timeout, strategy=strategy) as client:
        for pair in pairs:
            done.append(await _generate(client, pair))
            report(done[-1])
    return ServeReport(started_after=started_after, checks=tuple(checks), generations=tuple(done))


async def _generate(client: AsyncResumeMate, pair: Pair) -> Generation:
    began = time.perf_counter()
    said: dict[str, Any]
    try:
        result = await client.generate_pro(pair.resume, pair.job)
        said = {"outcome": "valid", "output_tokens": result.usage.output_tokens}
        said["reasks"] = sum(attempt.reask for attempt in result.attempts)
    except AllProvidersFailed as error:
        said = {"outcome": ", ".join(_category(failure) for failure in error.exceptions)}
    except InputError as error:
        said = {"outcome": type(error).__name__}
    return Generation(source=pair.source, seconds=round(time.perf_counter() - began, 2), **said)


def _category(failure: BaseException) -> str:
    return failure.category.value if isinstance(failure, ProviderError) else type(failure).__name__
