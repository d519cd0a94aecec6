"""The policy as frozen data: who is asked, in which order, how often and for how long.

A policy is checked when it is built, and the error says what to change. All times are in seconds.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Final, Literal, TypeVar

from ..errors import ConfigError

T = TypeVar("T")

SkillsRule = Literal["evidenced", "resume-and-job"]
MetricsRule = Literal["forbid", "mark"]
Strategy = Literal["whole", "sections", "auto"]
STRATEGIES: Final = ("whole", "sections", "auto")
PARTS_AT_ONCE: Final = 8
"""Requests at one time for each call that a step lets in: what most drafts in sections need."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One provider of the chain and how it is treated within one call.

    `attempts`: requests at most, the first one included; more than one only after failures that may
    pass by themselves (table.py). `timeout`: cap for one request. `reasks`: how often an invalid answer
    is sent back with what was wrong. `more_room`: whether an answer that was cut is asked for once more
    with twice the `max_tokens`. Re-asks and the request with more room are not counted in `attempts`.
    `max_in_flight`: calls of a client (drafts) that this provider works on at one time; the sections of a
    draft go under its place, over all calls at most `PARTS_AT_ONCE` times as many at one time, and further
    ones wait. `max_queued`: calls that may wait for a place before further ones go to the next provider.
    """

    provider: str
    attempts: int = 2
    timeout: float = 170.0
    reasks: int = 1
    more_room: bool = True
    max_in_flight: int = 3
    max_queued: int = 32

    def __post_init__(self) -> None:
        where = f"step {self.provider!r}" if isinstance(self.provider, str) else "step"
        if not isinstance(self.provider, str) or not self.provider.strip():
            raise ConfigError(f"{where}: provider must be a name, for example provider = 'claude'")
        _whole(where, "attempts", self.attempts, least=1)
        _seconds(where, "timeout", self.timeout)
        _whole(where, "reasks", self.reasks, least=0)
        _flag(where, "more_room", self.more_room)
        _whole(where, "max_in_flight", self.max_in_flight, least=1)
        _whole(where, "max_queued", self.max_queued, least=0)

    @property
    def max_requests(self) -> int:
        """Requests that one call can send to this provider at the very most."""
        return self.attempts + self.reasks + int(self.more_room)


@dataclass(frozen=True, kw_only=True, slots=True)
class BreakerSettings:
    """When a provider is left alone: `failures` within `window` seconds open its circuit for `open_for`
    seconds; then one probe decides (contract, section 4.2). `failures` invalid answers in a row within
    the window do the same. A server's Retry-After replaces `open_for`, up to `max_open`."""

    failures: int = 5
    window: float = 120.0
    open_for: float = 600.0
    max_open: float = 3600.0

    def __post_init__(self) -> None:
        _whole("breaker", "failures", self.failures, least=1)
        for name in ("window", "open_for", "max_open"):
            _seconds("breaker", name, getattr(self, name))
        if self.max_open < self.open_for:
            raise ConfigError("breaker: max_open is below open_for; raise max_open or lower open_for")


EXPANSIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "self-hosted": ("self-hosted", "claude", "mock"),
    "claude": ("claude", "mock"),
    "mock": ("mock",),
}
"""The chain that a single name stands for (contract, section 6)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """Everything that decides how a call is answered.

    `chain` is asked in order. `deadline` bounds the whole call. `reserve` is kept free, out of the
    deadline, for each model that follows in the chain, so that a slow first provider cannot use up the
    time of the second. `skills` and `inferred_metrics` are handed to `refine`: skills only as the resume
    shows them, or from the job text too; numbers that the resume does not hold forbidden or marked.
    `second_reader` names who compares the finished result with the resume, in what is left of the
    deadline; None, the default, nobody.
    `strategy`: the draft is written "whole" by one request or in "sections" by several at the same time;
    "auto" takes sections where the provider whose turn it is batches.
    """

    chain: tuple[Step, ...]
    deadline: float = 300.0
    reserve: float = 45.0
    breaker: BreakerSettings = field(default_factory=BreakerSettings)
    skills: SkillsRule = "evidenced"
    inferred_metrics: MetricsRule = "forbid"
    second_reader: Step | None = None
    strategy: Strategy = "auto"

    def __post_init__(self) -> None:
        if not isinstance(self.chain, tuple) or not all(isinstance(s, Step) for s in self.chain):
            raise ConfigError("policy: chain must be a tuple of Step; Policy.default('claude') builds one")
        if not self.chain:
            raise ConfigError("policy: the chain is empty; add a provider, for example 'mock'")
        names = self.providers
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ConfigError(f"policy: {twice[0]!r} stands in the chain twice; raise its attempts instead")
        _seconds("policy", "deadline", self.deadline)
        _seconds("policy", "reserve", self.reserve, zero=True)
        _choice("policy", "skills", self.skills, ("evidenced", "resume-and-job"))
        _choice("policy", "inferred_metrics", self.inferred_metrics, ("forbid", "mark"))
        if not isinstance(self.second_reader, Step | None):
            raise ConfigError("policy: second_reader must be a Step; reader_step('claude') builds one")
        _choice("policy", "strategy", self.strategy, STRATEGIES)

    @property
    def providers(self) -> tuple[str, ...]:
        """The names of the chain, in order."""
        return tuple(step.provider for step in self.chain)

    @classmethod
    def default(cls, chain: str | Sequence[str]) -> Policy:
        """The policy of production for a chain of names.

        A string is read like `LLM_PROVIDER`: one name stands for its whole chain ("self-hosted" for
        self-hosted, claude, mock; a plugin's name for the plugin, then mock), names with commas between
        them stand for exactly these. A sequence is taken as it is.
        """
        return cls(chain=tuple(default_step(name) for name in chain_names(chain)))

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Policy:
        """Build a policy from TOML tables.

        ::

            deadline = 120
            chain = ["self-hosted", "mock"]      # or [[chain]] tables with the fields of Step
            second_reader = "claude"             # off where this is left out
            [breaker]
            open_for = 60

        What a table leaves out has its default. Raises `ConfigError` for an unknown key, with the
        nearest known one, and for a value that cannot work.
        """
        _known("policy", data, cls)
        values = dict(data)
        if "chain" not in values:
            raise ConfigError(
                "policy: chain is missing; for example chain = ['self-hosted', 'claude', 'mock']"
            )
        values["chain"] = _chain(values["chain"])
        if values.get("second_reader") is not None:
            values["second_reader"] = _step("second_reader", values["second_reader"], reader_step)
        if "breaker" in values:
            table = _table("breaker", values["breaker"])
            _known("breaker", table, BreakerSettings)
            values["breaker"] = BreakerSettings(**table)
        return cls(**values)


def chain_names(chain: str | Sequence[str]) -> tuple[str, ...]:
    """The provider names that a chain in words stands for; see `Policy.default`."""
    if not isinstance(chain, str):
        return tuple(chain)
    names = tuple(name.strip() for name in chain.split(",") if name.strip())
    if len(names) == 1:
        return EXPANSIONS.get(names[0], (names[0], "mock"))
    return names


def default_step(name: str) -> Step:
    """The step that a provider gets where the policy names it and nothing more."""
    return STEPS[name] if name in STEPS else Step(provider=name)


def reader_step(name: str) -> Step:
    """The step of a second reader that the policy names and nothing more: one request, one minute."""
    return Step(provider=name, attempts=1, timeout=60.0, reasks=0, more_room=False)


def _chain(entries: object) -> tuple[Step, ...]:
    if isinstance(entries, str) or not isinstance(entries, Iterable):
        raise ConfigError("policy: chain must be a list, for example chain = ['claude', 'mock']")
    return tuple(_step(f"chain[{number}]", entry, default_step) for number, entry in enumerate(entries))


def _step(where: str, entry: object, default: Callable[[str], Step]) -> Step:
    if isinstance(entry, str):
        return default(entry)
    table = _table(where, entry)
    _known(where, table, Step)
    name = table.get("provider")
    if not isinstance(name, str):
        raise ConfigError(f"{where}: provider is missing; add provider = 'self-hosted'")
    base = default(name)
    return Step(**{f.name: table.get(f.name, getattr(base, f.name)) for f in fields(Step)})


def _table(where: str, value: object) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise ConfigError(f"{where} must be a table")
    return dict(value)


def _known(where: str, data: Mapping[str, Any], kind: type) -> None:
    names = [f.name for f in fields(kind)]
    for key in data:
        if key not in names:
            near = difflib.get_close_matches(str(key), names, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known are: {', '.join(names)}"
            raise ConfigError(f"{where}: unknown key {key!r}; {hint}")


def _whole(where: str, name: str, value: object, *, least: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ConfigError(f"{where}: {name} must be a whole number of at least {least}, not {value!r}")


def _seconds(where: str, name: str, value: object, *, zero: bool = False) -> None:
    right = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not right or value < 0 or (value == 0 and not zero):  # type: ignore[operator]
        least = "0 or more" if zero else "more than 0"
        raise ConfigError(f"{where}: {name} must be {least} seconds, not {value!r}")


def _flag(where: str, name: str, value: object) -> None:
    if not isinstance(value, bool):
        raise ConfigError(f"{where}: {name} must be true or false, not {value!r}")


def _choice(where: str, name: str, value: object, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ConfigError(f"{where}: {name} must be one of {', '.join(allowed)}, not {value!r}")


STEPS: Final[Mapping[str, Step]] = {
    "self-hosted": Step(provider="self-hosted", timeout=180.0),
    "claude": Step(provider="claude", reasks=0),
    "mock": Step(provider="mock", attempts=1, timeout=10.0, reasks=0, more_room=False),
}
"""What production's providers get where a policy says nothing else; others get `Step`'s defaults."""
