"""Commands of ours as processes, killed and interrupted at moments that they or the server announce, so that no
test waits for a clock."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .fake_anthropic import FakeAnthropic

KILLS = 20
_PATIENCE = 30.0
_LOOK_EVERY = 0.1


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """What the server has seen so far."""

    requests: int
    events: int
    answers: int

    @classmethod
    def by(cls, server: FakeAnthropic) -> Seen:
        """The counters as they stand."""
        paid = server.bill.paid.total()
        return cls(requests=len(server.requests), events=server.events, answers=paid)


Reached = Callable[[FakeAnthropic, Seen], bool]
"""Whether the moment has come; given what the server had seen before the command started."""
Moment = int | Reached
"""When to kill: at the n-th import of the command and its courier, or when the server has seen something."""


def request(number: int) -> Reached:
    """The `number`-th request of the run has come in."""
    return lambda server, before: len(server.requests) >= before.requests + number


def event(number: int) -> Reached:
    """`number` pieces of answers have left the server during the run."""
    return lambda server, before: server.events >= before.events + number


def answer(number: int) -> Reached:
    """The `number`-th answer during the run has just been sent to its end."""
    return lambda server, before: server.bill.paid.total() >= before.answers + number


@dataclass(frozen=True, kw_only=True)
class Command:
    """A command line of ours that asks `server`; `log` takes its standard error."""

    arguments: Sequence[str]
    server: FakeAnthropic
    log: Path

    def but(self, *more: str) -> Command:
        """The same with more arguments."""
        return Command(arguments=[*self.arguments, *more], server=self.server, log=self.log)

    def start(self, *, told: int | None = None, **variables: str) -> subprocess.Popen[bytes]:
        """Start it. `told` takes its standard error instead of the log."""
        env = {**os.environ, "ANTHROPIC_API_KEY": "k", "ANTHROPIC_BASE_URL": self.server.url, **variables}
        line = [sys.executable, "-m", "resumemate_training.cli", *self.arguments]
        with self.log.open("ab") as log:
            return subprocess.Popen(line, env=env, stdout=subprocess.DEVNULL, stderr=told or log)

    def finish(self) -> None:
        """Run it to its end, which must be good."""
        assert self.start().wait(120) == 0, self.log.read_text()

    def kill_at(self, moment: Moment) -> bool:
        """Start it and kill it at a moment; False where it had ended by itself."""
        run = self._killed_importing(moment) if isinstance(moment, int) else self._killed_asking(moment)
        return run.wait() == -signal.SIGKILL

    def _killed_importing(self, number: int) -> subprocess.Popen[bytes]:
        run = self.start(told=subprocess.PIPE, PYTHONPROFILEIMPORTTIME="1")
        assert run.stderr is not None
        with run.stderr as told:
            for _, _ in zip(range(number), told, strict=False):
                pass
            run.kill()
        return run

    def _killed_asking(self, reached: Reached) -> subprocess.Popen[bytes]:
        before, looks = Seen.by(self.server), 0
        run = self.start()
        while not self.server.wait_for(lambda _: reached(self.server, before), _LOOK_EVERY):
            looks += 1
            if run.poll() is not None:
                break
            assert looks < _PATIENCE / _LOOK_EVERY, "the moment never came"
        run.kill()
        return run


def press_ctrl_c(run: subprocess.Popen[bytes]) -> None:
    """Send SIGINT to a command whose standard error is piped here, and wait until it says that it has heard."""
    assert run.stderr is not None
    run.send_signal(signal.SIGINT)
    assert any(b"Ctrl-C again leaves at once" in line for line in run.stderr)


def kill_often(commands: Iterable[Command], moments: Iterable[Moment], after: Callable[[], object]) -> int:
    """Start commands and kill each at its moment until `KILLS` of them were hit; returns how often one was
    started. `after` looks at what is on the disk after each kill."""
    hit = started = 0
    for command, moment in zip(commands, moments, strict=False):
        hit += command.kill_at(moment)
        started += 1
        after()
        if hit == KILLS:
            break
        assert started < 2 * KILLS, "commands end before they can be killed: is there work left?"
    assert hit == KILLS
    return started


def whole_lines(path: Path) -> list[bytes]:
    """The lines of a file that end; each of them must be JSON."""
    if not path.exists():
        return []
    lines = path.read_bytes().split(b"\n")[:-1]
    assert all(json.loads(line) for line in lines)
    return lines
