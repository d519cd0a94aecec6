"""What a client is made of: the policy, the providers it names, their breakers and limiters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from .errors import ConfigError, FailureCategory, MissingExtra, ProviderError
from .plugins import Plugins
from .providers.base import Provider
from .routing import Policy, Providers, RoutingState, Strategy
from .settings import Settings

ProviderChoice: TypeAlias = str | Provider | Policy | Sequence["str | Provider"] | None
"""A name or chain as in LLM_PROVIDER, a provider object, a policy, or several of the first two."""


ONE_AFTER_THE_OTHER = "answered the parts of a draft one after the other"


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """Whether a draft is written in sections, and why. With `lead` the first section goes ahead until its
    first token: a server that batches finds the common prefix without that (docs/performance.md), but a
    paid API keeps it in its cache, at a tenth of the price, only from there on."""

    reason: str
    sections: bool = False
    lead: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Engine:
    """What outlives a call: the policy, the providers it names (or why one cannot be used), and their
    breakers and limiters. `unasked`: nobody chose a provider and none is configured."""

    policy: Policy
    providers: Providers
    state: RoutingState
    mask_contact: bool = True
    unasked: bool = False

    def choose(self, strategy: Strategy | None = None) -> Choice:
        """How to write the next draft: as asked, or as suits the provider whose turn it is."""
        asked = strategy or self.policy.strategy
        turn = self._whose_turn()
        batches = turn is not None and turn.capabilities.batches
        if asked != "auto":
            lead = turn is not None and turn.capabilities.network and not batches
            return Choice(sections=asked == "sections", lead=lead, reason="asked for")
        if turn is None:
            return Choice(reason="no provider is ready")
        if not batches:
            return Choice(reason=f"{turn.name} does not batch requests")
        if self.state.one_by_one(turn.name):
            return Choice(reason=f"{turn.name} {ONE_AFTER_THE_OTHER}")
        return Choice(sections=True, reason=f"{turn.name} batches requests")

    def _whose_turn(self) -> Provider | None:
        """The first provider of the chain that can be used and whose circuit is not open."""
        for name in self.policy.providers:
            provider = self.providers[name]
            if not isinstance(provider, ProviderError) and self.state.breaker(name).is_ready:
                return provider
        return None

    def learn(self, concurrency: Mapping[str, float]) -> str:
        """Note how the servers worked; says so where one turned out not to batch."""
        slow = self.state.learn(concurrency)
        if not slow:
            return ""
        return f"{', '.join(slow)} {ONE_AFTER_THE_OTHER}, so the next drafts are asked for whole"


def build_engine(choice: ProviderChoice, settings: Settings, plugins: Plugins) -> Engine:
    """The engine for a choice of provider: policy, providers, breakers and limiters."""
    policy, given = _policy(choice, settings)
    if settings.skills:
        policy = replace(policy, skills=settings.skills)
    if settings.strategy:
        policy = replace(policy, strategy=settings.strategy)
    if settings.deadline:
        policy = replace(policy, deadline=settings.deadline)
    providers: dict[str, Provider | ProviderError] = dict(given)
    reader = policy.second_reader
    for position, name in enumerate((*policy.providers, *([reader.provider] if reader else []))):
        if name in providers:
            continue
        try:
            providers[name] = plugins.provider_factory(name)(settings)
        except (ConfigError, MissingExtra) as problem:
            if position == 0:
                raise
            reason = str(problem).removeprefix(f"{name}: ")
            providers[name] = ProviderError(FailureCategory.NOT_CONFIGURED, reason, provider=name)
    if reader is not None:
        _check_reader(providers[reader.provider])
    return Engine(
        policy=policy,
        providers=providers,
        state=RoutingState(policy),
        mask_contact=settings.mask_contact,
        unasked=choice is None and settings.policy is None and _nothing_configured(settings),
    )


def _check_reader(reader: Provider | ProviderError) -> None:
    """Raises `ConfigError` where a second reader cannot read: it works by rules."""
    if not isinstance(reader, ProviderError) and reader.capabilities.last_resort:
        raise ConfigError(
            f"policy: {reader.name!r} writes by rules and cannot be the second reader; name a model, "
            "for example second_reader = 'claude', or leave it out"
        )


def _policy(choice: ProviderChoice, settings: Settings) -> tuple[Policy, dict[str, Provider]]:
    if isinstance(choice, Policy):
        return choice, {}
    if choice is None:
        table = {"chain": list(Policy.default(settings.chain()).providers), **(settings.policy or {})}
        return Policy.from_mapping(table), {}
    if isinstance(choice, str):
        return _with_table(Policy.default(choice).providers, settings), {}
    several: list[str | Provider] = [choice, "mock"] if isinstance(choice, Provider) else list(choice)
    given = {entry.name: entry for entry in several if not isinstance(entry, str)}
    names = [entry if isinstance(entry, str) else entry.name for entry in several]
    return _with_table(dict.fromkeys(names), settings), given


def _with_table(names: Iterable[str], settings: Settings) -> Policy:
    """The policy file's settings, its steps included, for another chain than its own."""
    table = dict(settings.policy or {})
    steps = {s["provider"]: s for s in table.get("chain", ()) if isinstance(s, Mapping) and "provider" in s}
    return Policy.from_mapping({**table, "chain": [steps.get(name, name) for name in names]})


def _nothing_configured(settings: Settings) -> bool:
    return not (settings.provider or settings.self_hosted_url or settings.anthropic_api_key)
