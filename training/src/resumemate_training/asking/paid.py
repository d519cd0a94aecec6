"""A provider whose answers are paid once, and a budget that is never passed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from shutil import disk_usage
from time import perf_counter
from typing import Protocol

from resumemate_llm.errors import FailureCategory, ProviderError
from resumemate_llm.observe.cost import Price, cost_usd
from resumemate_llm.providers.base import Check, Completion, DraftRequest, Provider

from ..errors import DiskFull, TrainingError
from .interrupts import Interrupts
from .journal import Answer, Journal, Record, request_hash

_PROTOCOL_TOKENS = 2_000
"""Tokens that a protocol adds to a prompt at the most: the tool's schema and what forces it."""
_ROOM = 4 << 20
"""Bytes that must be free before a request is sent: what is paid for must have a place."""


class Budget:
    """US dollars that may be spent on one output, all runs together.

    Before a request leaves, the most that it can cost is set aside: two bytes a token for the prompt, which
    no tokenizer needs, and `max_tokens` for the answer. Where that does not fit, it is not sent.
    """

    def __init__(self, limit: float | None, record: Record) -> None:
        self.limit, self.reached = limit, False
        self._record, self._set_aside = record, 0.0

    def fits(self, amount: float) -> bool:
        """Whether `amount` more can be spent for sure."""
        return self.limit is None or self._record.spent_usd + self._set_aside + amount <= self.limit

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


class Asker(Protocol):
    """Whoever carries a request to a provider and writes the answer down before handing it over.

    `interrupts` tells it whether a request that is cancelled has timed out or the user has left.
    """

    interrupts: Interrupts

    async def ask(self, question: Question, *, timeout: float) -> Answer:
        """The answer. Raises `ProviderError`, or `TrainingError` where it cannot be written down."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One request on its way: to which provider, its hash, the pair it is for, the price of the answer."""

    provider: str
    key: str
    pair: str
    request: DraftRequest
    price: Price | None = None


class PaidOnce:
    """A `Provider` for one pair: what the record holds is not asked for again, and what is new has been
    written down before anybody sees it.

    `used` are the answers of this pair in the order of use. `fault` is why an answer could not be written
    down, which routing would take for the provider's failure. Without an `asker` nothing is asked.
    """

    def __init__(
        self,
        inner: Provider,
        record: Record,
        budget: Budget,
        asker: Asker | None,
        *,
        pair: str,
        price: Price | None = None,
        sample: int = 0,
    ) -> None:
        self._inner, self._record, self._budget, self._asker = inner, record, budget, asker
        self._pair, self._price, self._sample = pair, price, sample
        self.name, self.capabilities = inner.name, inner.capabilities
        self.model = getattr(inner, "model", "") or inner.name
        self.used: list[Answer] = []
        self.fault: TrainingError | None = None

    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        """See `Provider.complete`."""
        key = request_hash(self.name, self.model, request, sample=self._sample)
        answer = self._record.find(key) or await self._ask(key, request, timeout)
        self.used.append(answer)
        return answer.completion

    async def check(self, *, timeout: float) -> list[Check]:
        """See `Provider.check`."""
        return await self._inner.check(timeout=timeout)

    async def aclose(self) -> None:
        """The provider behind belongs to whoever made it."""

    async def _ask(self, key: str, request: DraftRequest, timeout: float) -> Answer:
        if self._asker is None:
            raise ProviderError(FailureCategory.NOT_CONFIGURED, "no answer came with the batch")
        amount = most_usd(request, self._price)
        if not self._budget.set_aside(amount):
            # not QUOTA_EXHAUSTED: that says something about the provider, and would open its circuit
            raise ProviderError(FailureCategory.NOT_CONFIGURED, "the budget is reached")
        question = Question(provider=self.name, key=key, pair=self._pair, request=request, price=self._price)
        try:
            self._expect_room()
            return await self._asker.ask(question, timeout=timeout)
        except TrainingError as error:
            self.fault = error
            raise ProviderError(FailureCategory.UNEXPECTED, "the answer cannot be written down") from error
        finally:
            self._budget.release(amount)

    def _expect_room(self) -> None:
        """An answer that cannot be kept is not paid for."""
        path = self._record.path
        if disk_usage(path.parent).free < _ROOM:
            raise DiskFull(f"{path}: less than {_ROOM >> 20} MiB left; free some space and run again")


class Direct:
    """Asks in this process: for providers that cost nothing, and in the courier."""

    def __init__(self, providers: Mapping[str, Provider], journal: Journal) -> None:
        self._providers, self._journal = providers, journal

    async def ask(self, question: Question, *, timeout: float) -> Answer:
        """See `Asker.ask`."""
        journal, started = self._journal, perf_counter()
        journal.sent(question.key, question.pair)
        try:
            completion = await self._providers[question.provider].complete(question.request, timeout=timeout)
        except ProviderError as error:
            journal.failed(question.key, error.category.value)
            raise
        except asyncio.CancelledError:
            journal.failed(question.key, FailureCategory.CANCELLED.value)
            raise
        seconds = perf_counter() - started
        return journal.answered(question.key, question.pair, priced(completion, question.price), seconds)


def priced(completion: Completion, price: Price | None, *, share: float = 1.0) -> Completion:
    """`completion` with its cost by `price` where the provider gave none; `share` of it is charged."""
    cost = completion.cost_usd
    if cost is None and price is not None:
        cost = cost_usd("it", completion.usage, {"it": price})
    return replace(completion, cost_usd=None if cost is None else cost * share)
