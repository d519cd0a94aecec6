"""The process that carries requests to a paid provider, and lives on when the command is killed.

A request that is on its way when a process is killed is paid for and lost, and no API of a model has an
idempotency key that could prevent it. So the requests are not the command's: a second process, in a
session of its own, sends them and writes each answer into the journal. When the command goes away,
killed or not, the courier takes no more requests, waits for the answers that are on their way, writes them
down and ends. It holds the journal's lock; the next run waits for that.

What is guaranteed: SIGKILL of the command, or of its process group, loses no answer and pays none twice.
What is not: the courier itself being killed, or the machine; then the journal shows "sent" with nothing
after it, and the next run says how many such requests there are and asks again.

The two talk in frames over pipes: four bytes of length, then a pickle; nothing else ever writes to them.
"""

from __future__ import annotations

import asyncio
import itertools
import pickle
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final, Literal, Self

from resumemate_llm.errors import ProviderError, ResumeMateError
from resumemate_llm.plugins import load_plugins
from resumemate_llm.providers.base import Provider
from resumemate_llm.providers.builtin import self_hosted
from resumemate_llm.settings import Settings

from ..errors import Busy, DiskFull, StepFailed, TrainingError
from ..files import lock
from .interrupts import Interrupts
from .journal import Answer, Journal, Record
from .paid import Direct, Question

_LENGTH = struct.Struct(">I")
PATIENCE: Final = 600.0
"""Seconds for which a new run waits until an earlier courier has its last answer."""
_LOOK_EVERY = 0.1

Structure = Literal["", "prompt"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ProviderSpec:
    """A provider as data, so that another process can build the same: the SDK's name for it and the settings
    it is built from. `structure="prompt"` asks a self-hosted server without an enforced schema."""

    name: str
    settings: Settings
    structure: Structure = ""

    def build(self) -> Provider:
        """The provider. Raises the SDK's `ConfigError` or `MissingExtra`."""
        if self.structure == "prompt":
            return self_hosted(self.settings, structured="prompt")
        return load_plugins(self.settings.plugins).provider_factory(self.name)(self.settings)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Setup:
    journal: Path
    providers: Mapping[str, ProviderSpec]
    patience: float


@dataclass
class Courier:
    """The command's end. An `Asker`; `async with` starts the process, and its end waits for what is on its way.

    `providers` are specs by the name that a `Question` uses. `waiting` is called once where an earlier
    courier still has answers to come. `record` is what the journal said when this one had taken over. Whoever
    asks enters `interrupts`.
    """

    journal: Path
    providers: Mapping[str, ProviderSpec]
    waiting: Callable[[], None] = lambda: None
    patience: float = PATIENCE
    interrupts: Interrupts = field(default_factory=Interrupts)
    _open: dict[int, asyncio.Future[Answer]] = field(default_factory=dict)
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    async def __aenter__(self) -> Self:
        # Not asyncio's own subprocess: that one kills its child when the loop is closed.
        self._process = subprocess.Popen(  # noqa: ASYNC220, S603  our own module
            [sys.executable, "-m", __package__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._from = await _reader_of(self._process.stdout)
        self._to = await _writer_to(self._process.stdin)
        await self._send(_Setup(journal=self.journal, providers=self.providers, patience=self.patience))
        try:
            while (said := await _read(self._from)) != "ready":
                if said != "waiting":
                    raise _as_error(said)
                self.waiting()
            self.record = Record(self.journal)
        except BaseException:
            await self._end()
            raise
        self._reader = asyncio.create_task(self._read_answers())
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Take no more requests. Somebody who presses Ctrl-C twice does not wait; the courier goes on alone."""
        await self._end(wait=kind is not KeyboardInterrupt)
        self._reader.cancel()

    async def ask(self, question: Question, *, timeout: float) -> Answer:
        """See `Asker.ask`. Cancelled, the request is stopped on the wire too, unless the user leaves: then it
        is paid for, and its answer is for the next run."""
        number = next(self._numbers)
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._open[number] = future
        try:
            await self._send((number, question, timeout))
            answer = await future
        except asyncio.CancelledError:
            if not self.interrupts.leaving:
                await self._send((number, None, 0.0))
            raise
        finally:
            self._open.pop(number, None)
        self.record.learn(question.key, answer)
        return answer

    async def _send(self, frame: object) -> None:
        try:
            self._to.write(_framed(frame))
            await self._to.drain()
        except (BrokenPipeError, ConnectionResetError):
            raise StepFailed("the process that carries requests has ended; run again") from None

    async def _read_answers(self) -> None:
        while (frame := await _read(self._from)) is not None:
            number, said = frame
            future = self._open.get(number)
            if future is None or future.done():
                continue
            if isinstance(said, Answer):
                future.set_result(said)
            else:
                future.set_exception(_as_error(said))
        for future in self._open.values():
            if not future.done():
                future.set_exception(StepFailed("the process that carries requests has ended; run again"))

    async def _end(self, *, wait: bool = True) -> None:
        self._to.close()
        while wait and self._process.poll() is None:  # noqa: ASYNC110  nothing else tells of its end
            await asyncio.sleep(0.01)


class Here:
    """As `Courier`, without a process of its own: for providers that cost nothing."""

    def __init__(
        self,
        journal: Path,
        providers: Mapping[str, ProviderSpec],
        waiting: Callable[[], None] = lambda: None,
        patience: float = PATIENCE,
    ) -> None:
        self._providers = {name: spec.build() for name, spec in providers.items()}
        self._held = ExitStack()
        self._path, self._patience = journal, patience
        self.interrupts = Interrupts()

    async def __aenter__(self) -> Self:
        self._held.enter_context(lock(self._path, wait=self._patience))
        self.record = self._held.enter_context(Journal(self._path))
        self._asker = Direct(self._providers, self.record)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._held.close()
        for provider in self._providers.values():
            await provider.aclose()

    async def ask(self, question: Question, *, timeout: float) -> Answer:
        """See `Asker.ask`."""
        return await self._asker.ask(question, timeout=timeout)


def _as_error(said: object) -> Exception:
    if isinstance(said, ProviderError):
        return said
    kind, message = (
        said if isinstance(said, tuple) else ("", "the process that carries requests did not start")
    )
    return {"Busy": Busy, "DiskFull": DiskFull}.get(str(kind), StepFailed)(str(message))


def _framed(frame: object) -> bytes:
    data = pickle.dumps(frame)
    return _LENGTH.pack(len(data)) + data


async def _reader_of(pipe: IO[Any]) -> asyncio.StreamReader:
    reader = asyncio.StreamReader(limit=1 << 26)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), pipe)
    return reader


async def _writer_to(pipe: IO[Any]) -> asyncio.StreamWriter:
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.connect_write_pipe(asyncio.streams.FlowControlMixin, pipe)
    return asyncio.StreamWriter(transport, protocol, None, loop)


async def _read(reader: asyncio.StreamReader) -> Any:
    """The next frame; None at the end."""
    try:
        (length,) = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
        data = await reader.readexactly(length)
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    return pickle.loads(data)  # noqa: S301  a pipe between two processes of the same command


class _Carrier:
    """The courier's end."""

    def __init__(self, to: asyncio.StreamWriter, asker: Direct) -> None:
        self._to, self._asker = to, asker
        self._tasks: dict[int, asyncio.Task[None]] = {}

    async def run(self, source: asyncio.StreamReader) -> None:
        """Carry requests until the command goes away, then wait for what is on its way."""
        while (frame := await _read(source)) is not None:
            number, question, timeout = frame
            if question is not None:
                self._tasks[number] = asyncio.create_task(self._carry(number, question, timeout))
            elif number in self._tasks:
                self._tasks[number].cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _carry(self, number: int, question: Question, timeout: float) -> None:
        said: object
        try:
            said = await self._asker.ask(question, timeout=timeout)
        except ProviderError as error:
            said = error
        except TrainingError as error:
            said = (type(error).__name__, str(error))
        except Exception as error:  # a provider's own fault; its text could hold content
            said = ("StepFailed", f"unexpected {type(error).__name__} in the provider {question.provider}")
        finally:
            self._tasks.pop(number, None)
        await self.say((number, said))

    async def say(self, frame: object) -> None:
        """Tell the command; nobody listens any more where it was killed."""
        try:
            self._to.write(_framed(frame))
            await self._to.drain()
        except (BrokenPipeError, ConnectionResetError):
            return


async def _serve() -> None:
    source, to = await _reader_of(sys.stdin), await _writer_to(sys.stdout)
    setup = await _read(source)
    if not isinstance(setup, _Setup):
        return
    providers: dict[str, Provider] = {}
    try:
        await _take_over(setup, to, source)
        with lock(setup.journal), Journal(setup.journal) as journal:
            providers = {name: spec.build() for name, spec in setup.providers.items()}
            carrier = _Carrier(to, Direct(providers, journal))
            await carrier.say("ready")
            await carrier.run(source)
    except ResumeMateError as error:
        to.write(_framed((type(error).__name__, str(error))))
    finally:
        for provider in providers.values():
            await provider.aclose()
        to.close()


async def _take_over(setup: _Setup, to: asyncio.StreamWriter, source: asyncio.StreamReader) -> None:
    """Wait until an earlier courier has let go of the journal. Raises `Busy` after the patience."""
    end, told = time.monotonic() + setup.patience, False
    while True:
        try:
            with lock(setup.journal):
                return
        except Busy:
            if time.monotonic() > end or source.at_eof():
                raise
        if not told:
            to.write(_framed("waiting"))
            told = True
        await asyncio.sleep(_LOOK_EVERY)


def main() -> None:
    """Be the courier; standard input and output are the pipes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asyncio.run(_serve())
