"""A provider whose answers are paid once, and a budget that is never passed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from shutil import disk_usage
from time import perf_counter

from resumemate_llm.errors import FailureCategory, ProviderError
from resumemate_llm.observe.cost import Price, cost_usd
from resumemate_llm.providers.base import Check, Completion, DraftRequest, Provider

from ..errors import DiskFull, TrainingError
from .journal import Answer, Journal, request_hash

_PROTOCOL_TOKENS = 2_000
"""Tokens that a protocol adds to a prompt at the most: the tool's schema and what forces it."""
_ROOM = 4 << 20
"""Bytes that must be free before a request is sent: what is paid for must have a place."""


class Budget:
    """US dollars that may be spent on one output, all runs together.

    Before a request leaves, the most that it can cost is set aside: two bytes a token for the prompt, which
    no tokenizer needs, and `max_tokens` for the answer. Where that does not fit, it is not sent.
    """

    def __init__(self, limit: float | None, journal: Journal) -> None:
        self.limit, self.reached = limit, False
        self._journal, self._set_aside = journal, 0.0

    def fits(self, amount: float) -> bool:
        """Whether `amount` more can be spent for sure."""
        return self.limit is None or self._journal.spent_usd + self._set_aside + amount <= self.limit

    @property
    def waiting(self) -> bool:
        """Whether money is set aside for requests that are under way."""
        return self._set_aside > 0

    def set_aside(self, amount: float) -> bool:
        """Set `amount` aside; False, and the budget is reached, where it does not fit."""
        if not self.fits(amount):
            self.reached = True
            return False
        self._set_aside += amount
        return True

    def release(self, amount: float) -> None:
        """The request has ended; what it cost stands in the journal."""
        self._set_aside = max(0.0, self._set_aside - amount)


def most_usd(request: DraftRequest, price: Price | None) -> float:
    """The most that one request can cost."""
    if price is None:
        return 0.0
    size = sum(len(message.content.encode("utf-8", "replace")) for message in request.messages)
    prompt = (size / 2 + _PROTOCOL_TOKENS) * max(price.input, price.cache_write)
    return (prompt + request.max_tokens * price.output) / 1_000_000


class PaidOnce:
    """A `Provider` for one pair: what the journal holds is not asked for again, what is new goes into it
    before anybody sees it. `used` are the answers of this pair in the order of use; `fault` is why the
    journal could not be written, which routing would take for the provider's failure."""

    def __init__(
        self,
        inner: Provider,
        journal: Journal,
        budget: Budget,
        *,
        pair: str,
        price: Price | None = None,
        sample: int = 0,
        offline: bool = False,
    ) -> None:
        self._inner, self._journal, self._budget = inner, journal, budget
        self._pair, self._price, self._sample, self._offline = pair, price, sample, offline
        self.name, self.capabilities = inner.name, inner.capabilities
        self.model = getattr(inner, "model", "") or inner.name
        self.used: list[Answer] = []
        self.fault: TrainingError | None = None

    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        """See `Provider.complete`."""
        key = request_hash(self.name, self.model, request, sample=self._sample)
        answer = self._journal.find(key) or await self._ask(key, request, timeout)
        self.used.append(answer)
        return answer.completion

    async def check(self, *, timeout: float) -> list[Check]:
        """See `Provider.check`."""
        return await self._inner.check(timeout=timeout)

    async def aclose(self) -> None:
        """The provider behind belongs to whoever made it."""

    async def _ask(self, key: str, request: DraftRequest, timeout: float) -> Answer:
        if self._offline:
            raise ProviderError(FailureCategory.NOT_CONFIGURED, "no answer came with the batch")
        amount = most_usd(request, self._price)
        if not self._budget.set_aside(amount):
            raise ProviderError(FailureCategory.QUOTA_EXHAUSTED, "the budget is reached")
        started = perf_counter()
        try:
            self._expect_room()
            self._journal.sent(key, self._pair)
            completion = await self._inner.complete(request, timeout=timeout)
            return self._journal.answered(
                key, self._pair, priced(completion, self._price), perf_counter() - started
            )
        except ProviderError as error:
            self._journal.failed(key, error.category.value)
            raise
        except TrainingError as error:
            self.fault = error
            raise ProviderError(FailureCategory.UNEXPECTED, "the journal cannot be written") from error
        except asyncio.CancelledError:
            self._journal.failed(key, FailureCategory.CANCELLED.value)
            raise
        finally:
            self._budget.release(amount)

    def _expect_room(self) -> None:
        """An answer that cannot be kept is not paid for."""
        if disk_usage(self._journal.path.parent).free < _ROOM:
            raise DiskFull(
                f"{self._journal.path}: less than {_ROOM >> 20} MiB left; free some space and run again"
            )


def priced(completion: Completion, price: Price | None, *, share: float = 1.0) -> Completion:
    """`completion` with its cost by `price` where the provider gave none; `share` of it is charged."""
    cost = completion.cost_usd
    if cost is None and price is not None:
        cost = cost_usd("it", completion.usage, {"it": price})
    return replace(completion, cost_usd=None if cost is None else cost * share)
