"""Providers that do what a test says, a request to send them, and an event loop whose time leaps."""

from __future__ import annotations

import asyncio
import json
import selectors
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from datetime import date
from typing import Any, TypeAlias, TypeVar

import anyio

from resumemate_llm.errors import AllProvidersFailed, FailureCategory, ProviderError
from resumemate_llm.providers.base import Capabilities, Check, Completion, DraftRequest, Message
from resumemate_llm.routing import Policy, RoutingState, Step
from resumemate_llm.schema import CandidateProfile, JobProfile, ParsedJob, ParsedResume, Role, Usage

T = TypeVar("T")

LONG = 10_000.0
"""Seconds that no policy of these tests grants."""


def draft_data() -> dict[str, Any]:
    """The smallest draft that is an answer."""
    return {
        "summary": "A fit.",
        "headline": "Cook",
        "professionalSummary": "A cook who leads.",
        "bulletsByRole": [
            {"company": "Inn", "title": "Cook", "start": "2019", "end": "2021", "bullets": ["Cooked."]}
        ],
        "education": [],
        "skills": [{"category": "Kitchen", "items": ["Grill"]}],
        "coverLetter": {"paragraphs": ["Dear team,", "I cooked.", "I led.", "Yours, A"]},
        "keywordChecklist": [],
        "recruiterFeedback": [],
        "bulletRewrites": [],
        "experienceGaps": [],
        "nextActions": [],
        "radar": {
            "overall": 50,
            "skillsMatch": 50,
            "experienceAlignment": 50,
            "impactStrength": 50,
            "atsReadiness": 50,
        },
        "beforeAfterPreview": {"before": "Cooked.", "after": "Cooked well."},
        "interviewTalkingPoints": [],
    }


VALID = json.dumps(draft_data())


def request(text: str = "Write it.") -> DraftRequest:
    """A request for a resume with one role."""
    profile = CandidateProfile(experience=[Role(company="Inn", title="Cook", bullets=["Cooked."])])
    return DraftRequest(
        messages=(Message(role="system", content="You write."), Message(role="user", content=text)),
        schema={},
        resume=ParsedResume(text=text, profile=profile, as_of=date(2026, 1, 1)),
        job=ParsedJob(text=text, profile=JobProfile()),
        max_tokens=1000,
    )


def answer(text: str = VALID, **fields: Any) -> Completion:
    """A completion that costs something."""
    fields.setdefault("usage", Usage(input_tokens=10, output_tokens=20))
    return Completion(text=text, model="test-model", cost_usd=fields.pop("cost_usd", 0.01), **fields)


def failure(category: FailureCategory, **fields: Any) -> ProviderError:
    """A provider's error."""
    return ProviderError(category, "as scripted", **fields)


Reply: TypeAlias = Completion | Exception | Callable[[], Awaitable[Completion]]


async def silence() -> Completion:
    """A server that takes the request and never says a word."""
    await anyio.sleep_forever()
    raise AssertionError


def after(seconds: float, reply: Completion | Exception) -> Callable[[], Awaitable[Completion]]:
    """A reply that takes its time."""

    async def late() -> Completion:
        await anyio.sleep(seconds)
        if isinstance(reply, Exception):
            raise reply
        return reply

    return late


class Scripted:
    """A provider that gives its replies in order, and the last one for ever after."""

    def __init__(self, name: str, *replies: Reply, last_resort: bool = False) -> None:
        self.name = name
        self.capabilities = Capabilities(network=not last_resort, last_resort=last_resort)
        self.replies: list[Reply] = list(replies) or [answer()]
        self.requests: list[DraftRequest] = []
        self.timeouts: list[float] = []
        self.cancelled = 0

    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        reply = self.replies[min(len(self.requests), len(self.replies) - 1)]
        self.requests.append(request)
        self.timeouts.append(timeout)
        if isinstance(reply, Exception):
            raise reply
        if isinstance(reply, Completion):
            return reply
        try:
            return await reply()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise

    async def check(self, *, timeout: float) -> list[Check]:
        return []

    async def aclose(self) -> None:
        return


def mock() -> Scripted:
    """The deterministic provider's place at the end of a chain."""
    return Scripted("mock", answer(cost_usd=0.0, usage=Usage()), last_resort=True)


def named(providers: Iterable[Scripted]) -> dict[str, Scripted]:
    """Providers by their names, in order."""
    return {provider.name: provider for provider in providers}


def trail(failed: AllProvidersFailed) -> list[ProviderError]:
    """The errors of a failed call, in order."""
    return [error for error in failed.exceptions if isinstance(error, ProviderError)]


def policy(*names: str, **fields: Any) -> Policy:
    """A policy whose steps have a cap of 100 s and one re-ask."""
    steps = tuple(Step(provider=name, timeout=100.0, max_in_flight=1000) for name in names)
    return Policy(chain=fields.pop("chain", steps), **fields)


class _Leap(selectors.DefaultSelector):
    """Waits for nothing: it moves the clock instead. No test on it uses threads or sockets."""

    now = 0.0

    def select(self, timeout: float | None = None) -> Any:
        if timeout is None:
            raise RuntimeError("every task waits for something that will never happen")
        self.now += max(0.0, timeout)
        return []


class _LeapingLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._leap = _Leap()
        super().__init__(self._leap)

    def time(self) -> float:
        return self._leap.now


def in_no_time(main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run a coroutine on a loop where every sleep and every timeout takes no time at all, and
    `asyncio.get_running_loop().time()` tells how long it would have taken."""
    with asyncio.Runner(loop_factory=_LeapingLoop) as runner:
        return runner.run(main())


def now() -> float:
    """The running loop's time."""
    return asyncio.get_running_loop().time()


def state_of(policy: Policy, **fields: Any) -> RoutingState:
    """Routing state on the running loop's time."""
    return RoutingState(policy, clock=asyncio.get_running_loop().time, **fields)
