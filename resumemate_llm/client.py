"""The public entry points: one async client, its synchronous face, and two functions.

    async with AsyncResumeMate() as client:
        result = await client.generate_pro(resume, job)

A client holds connections, circuit breakers and concurrency limits, so a service makes one and keeps
it. `generate_pro` and `agenerate_pro` are for scripts and handlers: they share one client per process
and choice of provider. What a client needs is imported when the first one is made.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Self

from .settings import Settings, environment

if TYPE_CHECKING:
    from .engine import ProviderChoice
    from .observe.events import Event
    from .pipeline import Happening
    from .plugins import Listener
    from .result import ProResult
    from .resume import Source
    from .routing import Policy, Providers, Strategy


class AsyncResumeMate:
    """Tailors resumes; safe to use from many tasks at once.

    `provider` chooses who writes (see `ProviderChoice`); without it RESUMEMATE_POLICY, then
    LLM_PROVIDER decide. `deadline` is in seconds for one call, all attempts together. `strategy` is
    "whole" (one request writes the draft), "sections" (several do, at the same time) or "auto" (sections
    where the server batches); without it RESUMEMATE_STRATEGY, then the policy decide. `settings`
    replaces the environment. Raises `ConfigError`, `UnknownProvider` or `MissingExtra` where the first
    provider of the chain cannot be built; a later one that cannot is skipped, and `unusable` says why.
    """

    def __init__(
        self,
        provider: ProviderChoice = None,
        *,
        deadline: float | None = None,
        strategy: Strategy | None = None,
        settings: Settings | None = None,
        listeners: Sequence[Listener] = (),
    ) -> None:
        from .engine import build_engine
        from .plugins import load_plugins

        self.settings = settings or Settings.from_env()
        plugins = load_plugins(self.settings.plugins)
        self._deadline, self._strategy = deadline, strategy
        self._listeners = (*plugins.listeners, *listeners)
        self._engine = build_engine(provider, self.settings, plugins)

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return self._engine.policy

    @property
    def providers(self) -> Providers:
        """The chain's providers in order, then the second reader; an error in the place of one says why it
        cannot be used."""
        reader = self._engine.policy.second_reader
        names = (*self._engine.policy.providers, *([reader.provider] if reader else []))
        return {name: self._engine.providers[name] for name in names}

    @property
    def unusable(self) -> Mapping[str, str]:
        """Providers of the chain that could not be built, and why."""
        from .errors import ProviderError

        entries = self._engine.providers.items()
        return {name: entry.detail for name, entry in entries if isinstance(entry, ProviderError)}

    async def generate_pro(
        self,
        resume: Source,
        job: Source,
        *,
        deadline: float | None = None,
        strategy: Strategy | None = None,
    ) -> ProResult:
        """Tailor `resume` to `job`; both may be text, a path, bytes, a binary file or, for the resume, a
        JSON Resume dict. Raises `InputError` for a document that cannot be used, and
        `AllProvidersFailed` under a policy without a last resort."""
        from . import pipeline

        return await pipeline.generate(
            resume,
            job,
            self._engine,
            deadline=self._deadline if deadline is None else deadline,
            strategy=strategy or self._strategy,
            report=self._report,
        )

    async def stream_pro(
        self,
        resume: Source,
        job: Source,
        *,
        deadline: float | None = None,
        strategy: Strategy | None = None,
    ) -> AsyncIterator[Event]:
        """As `generate_pro`, but yields what happens while it happens: `PartWritten` brings each part of
        the draft when it is there, and the last event is `Done` with the result. Leaving the loop early
        cancels the call, on the wire too."""
        import asyncio

        from . import pipeline
        from .observe.events import Done

        events: asyncio.Queue[Event | None] = asyncio.Queue()

        def report(event: Happening) -> None:
            self._report(event)
            events.put_nowait(event)

        async def run() -> ProResult:
            try:
                return await pipeline.generate(
                    resume,
                    job,
                    self._engine,
                    deadline=self._deadline if deadline is None else deadline,
                    strategy=strategy or self._strategy,
                    report=report,
                    on_part=events.put_nowait,
                )
            finally:
                events.put_nowait(None)

        call = asyncio.create_task(run())
        try:
            while (event := await events.get()) is not None:
                yield event
            result = await call
            yield Done(result=result, seconds=result.timings["total"])
        finally:
            call.cancel()
            await asyncio.gather(call, return_exceptions=True)

    async def aclose(self) -> None:
        """Close the providers' connections."""
        from .errors import ProviderError

        for provider in self._engine.providers.values():
            if not isinstance(provider, ProviderError):
                await provider.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def _report(self, event: Happening) -> None:
        from .observe.events import tell

        for listener in self._listeners:
            tell(listener, event)


class ResumeMate:
    """The synchronous face of `AsyncResumeMate`, with the same arguments. Works in scripts, threads,
    notebooks and inside a running event loop; one instance serves many threads. After a fork the child
    builds its own connections."""

    def __init__(
        self,
        provider: ProviderChoice = None,
        *,
        deadline: float | None = None,
        strategy: Strategy | None = None,
        settings: Settings | None = None,
        listeners: Sequence[Listener] = (),
    ) -> None:
        from .routing import Portal

        self._make: Callable[[], AsyncResumeMate] = lambda: AsyncResumeMate(
            provider, deadline=deadline, strategy=strategy, settings=settings, listeners=listeners
        )
        self._client = self._make()
        self._portal = Portal()
        self._generation = self._portal.generation

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return self._client.policy

    @property
    def unusable(self) -> Mapping[str, str]:
        """Providers of the chain that could not be built, and why."""
        return self._client.unusable

    def generate_pro(
        self,
        resume: Source,
        job: Source,
        *,
        deadline: float | None = None,
        strategy: Strategy | None = None,
    ) -> ProResult:
        """See `AsyncResumeMate.generate_pro`. Ctrl-C cancels the call, on the wire too."""
        client = self._own_client()
        return self._portal.call(
            lambda: client.generate_pro(resume, job, deadline=deadline, strategy=strategy)
        )

    def stream_pro(
        self,
        resume: Source,
        job: Source,
        *,
        deadline: float | None = None,
        strategy: Strategy | None = None,
    ) -> Iterator[Event]:
        """See `AsyncResumeMate.stream_pro`."""
        events = _Turns(self._own_client().stream_pro(resume, job, deadline=deadline, strategy=strategy))
        try:
            while (event := self._portal.call(events.next)) is not None:
                yield event
        finally:
            self._portal.call(events.close)

    def close(self) -> None:
        """Close the providers' connections and end the thread."""
        self._portal.call(self._client.aclose)
        self._portal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _own_client(self) -> AsyncResumeMate:
        if self._generation != self._portal.generation:
            self._client, self._generation = self._make(), self._portal.generation
        return self._client


class _Turns:
    """Events, asked for one at a time. After Ctrl-C the last `next` may still run on the portal's loop, and
    what runs cannot be closed, so `close` waits for it to end."""

    def __init__(self, events: AsyncIterator[Event]) -> None:
        import asyncio

        self._events, self._turn = events, asyncio.Lock()

    async def next(self) -> Event | None:
        async with self._turn:
            return await anext(self._events, None)

    async def close(self) -> None:
        async with self._turn:
            await self._events.aclose()  # type: ignore[attr-defined]


def generate_pro(
    resume: Source,
    job: Source,
    *,
    provider: ProviderChoice = None,
    deadline: float | None = None,
    strategy: Strategy | None = None,
    settings: Settings | None = None,
) -> ProResult:
    """Tailor one resume to one job and wait for the result.

    Arguments and errors as in `AsyncResumeMate`. Calls that choose by name share one client, so its
    circuit breakers and connections last for the life of the process.
    """
    if settings is None and (provider is None or isinstance(provider, str)):
        return _shared(provider, environment()).generate_pro(
            resume, job, deadline=deadline, strategy=strategy
        )
    with ResumeMate(provider, settings=settings) as client:
        return client.generate_pro(resume, job, deadline=deadline, strategy=strategy)


async def agenerate_pro(
    resume: Source,
    job: Source,
    *,
    provider: ProviderChoice = None,
    deadline: float | None = None,
    strategy: Strategy | None = None,
    settings: Settings | None = None,
) -> ProResult:
    """`generate_pro` for async code. It makes a client for this one call, because connections belong to
    one event loop: a service keeps an `AsyncResumeMate` instead."""
    async with AsyncResumeMate(provider, settings=settings) as client:
        return await client.generate_pro(resume, job, deadline=deadline, strategy=strategy)


@lru_cache(maxsize=16)
def _shared(provider: str | None, environment: tuple[tuple[str, str], ...]) -> ResumeMate:
    return ResumeMate(provider, settings=Settings.from_env(dict(environment)))
