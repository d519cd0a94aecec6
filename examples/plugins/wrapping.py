"""A recipe: one provider that wraps others with a cache, a budget, and a canary.

    old = SelfHostedProvider(base_url=..., model="resumemate-14b")
    new = SelfHostedProvider(base_url=..., model="resumemate-14b-v2", name="v2")
    wrapped = Cached(Capped(Canary(old, new, percent=5), budget_usd=20.0))
    generate_pro("resume.pdf", "job.txt", provider=wrapped)

A wrapper keeps what it wraps honest: it passes `CancelledError` and `ProviderError` on, changes no request,
and declares the capabilities of what is inside. In a plugin the factory builds the same thing.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict

from resumemate_llm.errors import FailureCategory, ProviderError
from resumemate_llm.providers.base import Check, Completion, DraftRequest, Provider
from resumemate_llm.schema import Usage


def fingerprint(request: DraftRequest) -> bytes:
    """Equal for equal requests; the texts cannot be read from it."""
    said = [[message.role, message.content] for message in request.messages]
    parts = [said, dict(request.schema), request.part, request.max_tokens, request.temperature]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).digest()


class Wrapper:
    """Hands everything on to `inner`; subclasses change `complete`."""

    def __init__(self, inner: Provider) -> None:
        self.inner = inner
        self.name, self.capabilities = inner.name, inner.capabilities

    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        """See `Provider.complete`."""
        return await self.inner.complete(request, timeout=timeout)

    async def check(self, *, timeout: float) -> list[Check]:
        """See `Provider.check`."""
        return await self.inner.check(timeout=timeout)

    async def aclose(self) -> None:
        """See `Provider.aclose`."""
        await self.inner.aclose()


class Cached(Wrapper):
    """Answers a request that was answered before from memory, at no cost. Only whole answers are kept, the
    latest `size` of them. They hold a resume's text: the memory is this process's, and never a file."""

    def __init__(self, inner: Provider, *, size: int = 100) -> None:
        super().__init__(inner)
        self._size = size
        self._answers: OrderedDict[bytes, Completion] = OrderedDict()

    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        """The kept answer, or a new one."""
        key = fingerprint(request)
        if kept := self._answers.get(key):
            self._answers.move_to_end(key)
            return Completion(text=kept.text, model=kept.model, usage=Usage(), cost_usd=0.0)
        answer = await self.inner.complete(request, timeout=timeout)
        if answer.finish_reason == "stop":
            self._answers[key] = answer
            while len(self._answers) > self._size:
                self._answers.popitem(last=False)
        return answer


class Capped(Wrapper):
    """Stops asking once `budget_usd` is spent; the policy then asks the next provider of its chain. An answer
    without a known cost counts as `unpriced_usd`. Calls that are under way when it runs out are not
    stopped, so it can be passed by what those cost."""

    def __init__(self, inner: Provider, *, budget_usd: float, unpriced_usd: float = 0.0) -> None:
        super().__init__(inner)
        self.left_usd, self._unpriced = budget_usd, unpriced_usd

    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        """Raises `ProviderError(QUOTA_EXHAUSTED)` when nothing is left."""
        if self.left_usd <= 0:
            raise ProviderError(FailureCategory.QUOTA_EXHAUSTED, "the budget is spent", provider=self.name)
        answer = await self.inner.complete(request, timeout=timeout)
        self.left_usd -= self._unpriced if answer.cost_usd is None else answer.cost_usd
        return answer


class Canary(Wrapper):
    """Sends `percent` of the resumes to `candidate`, the rest to `inner`. A request's own texts decide, so
    the same resume and job always meet the same model."""

    def __init__(self, inner: Provider, candidate: Provider, *, percent: float) -> None:
        super().__init__(inner)
        self.candidate, self._share = candidate, percent / 100

    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        """The answer of the one or the other; `Completion.model` tells which."""
        drawn = int.from_bytes(fingerprint(request)[:8]) / 2**64
        chosen = self.candidate if drawn < self._share else self.inner
        return await chosen.complete(request, timeout=timeout)

    async def check(self, *, timeout: float) -> list[Check]:
        """Both, one after the other."""
        return [*await self.inner.check(timeout=timeout), *await self.candidate.check(timeout=timeout)]

    async def aclose(self) -> None:
        """Closes both."""
        try:
            await self.candidate.aclose()
        finally:
            await self.inner.aclose()
