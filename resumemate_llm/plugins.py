"""Hook specifications and the isolated loading of plugins.

A plugin is an installed distribution with an entry point in the group `resumemate_llm` that names a
module (or object) with functions marked `@hookimpl`. Hooks receive a `register` callable and hand it
factories: importing a plugin's module must not import its SDK, and nothing is built until it is
chosen. Each plugin loads in its own try: one that is broken, misspelt or made for another version is
reported in `Plugins.failures` and never stops the rest.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, TypeVar

import pluggy

from .errors import ConfigError, PluginError, UnknownProvider

if TYPE_CHECKING:
    import click

    from .observe.events import Event
    from .providers.base import Provider
    from .schema import ProOutput
    from .settings import Settings

GROUP = "resumemate_llm"
ProviderFactory = Callable[["Settings"], "Provider"]
Listener = Callable[["Event"], None]
Exporter = Callable[["ProOutput"], str | bytes]
T = TypeVar("T")

hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)


class Hooks:
    """What a plugin may implement; every hook is optional."""

    @hookspec
    def register_providers(self, register: Callable[[str, ProviderFactory], None]) -> None:
        """Call `register(name, factory)` for each provider; `factory(settings)` returns a `Provider`."""

    @hookspec
    def register_listeners(self, register: Callable[[Listener], None]) -> None:
        """Call `register(listener)`; it is called with every event of every call."""

    @hookspec
    def register_exporters(self, register: Callable[[str, Exporter], None]) -> None:
        """Call `register(format, exporter)` to add a format to `resumemate generate --format`."""

    @hookspec
    def register_commands(self, cli: click.Group) -> None:
        """Add commands to the `resumemate` command line."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PluginReport:
    """One line of `resumemate plugins`. `registers` lists what it offers ("provider ollama");
    `error` is empty where it loaded, else what failed and the line that fixes it."""

    name: str
    distribution: str
    version: str
    registers: tuple[str, ...] = ()
    load_seconds: float = 0.0
    error: str = ""


@dataclass(slots=True)
class Plugins:
    """Everything that is registered, built-ins first. Names map to (owner, factory) pairs: two owners
    of one name are an error only for those who ask for that name."""

    reports: list[PluginReport] = field(default_factory=list)
    listeners: list[Listener] = field(default_factory=list)
    _providers: dict[str, list[tuple[str, ProviderFactory]]] = field(default_factory=dict)
    _exporters: dict[str, list[tuple[str, Exporter]]] = field(default_factory=dict)
    _command_hooks: list[Callable[..., None]] = field(default_factory=list)

    @property
    def failures(self) -> list[PluginReport]:
        """The plugins that did not load."""
        return [report for report in self.reports if report.error]

    @property
    def provider_names(self) -> list[str]:
        """All registered provider names, sorted."""
        return sorted(self._providers)

    def provider_factory(self, name: str) -> ProviderFactory:
        """The factory for `name`. Raises `UnknownProvider` where nobody or more than one owns it."""
        return _only(self._providers, name, "provider", self.failures)

    @property
    def exporter_names(self) -> list[str]:
        """All formats that plugins registered, sorted."""
        return sorted(self._exporters)

    def exporter(self, name: str) -> Exporter:
        """The exporter for `name`; raises as `provider_factory` does."""
        return _only(self._exporters, name, "export format", self.failures)

    def add_commands(self, cli: click.Group) -> None:
        """Let every plugin add its commands; one that raises is skipped and reported."""
        for hook in self._command_hooks:
            hook(cli)


def _only(table: dict[str, list[tuple[str, T]]], name: str, kind: str, failed: list[PluginReport]) -> T:
    owners = table.get(name, [])
    if len(owners) == 1:
        return owners[0][1]
    if owners:
        both = " and ".join(owner for owner, _ in owners)
        raise UnknownProvider(
            f"{kind} {name!r} is claimed by {both}; uninstall one, or deny it with RESUMEMATE_PLUGINS=-NAME"
        )
    hint = f" Plugins that failed to load: {', '.join(r.name for r in failed)}." if failed else ""
    raise UnknownProvider(f"no {kind} {name!r}; known: {', '.join(sorted(table))}.{hint}")


@lru_cache(maxsize=8)
def load_plugins(allow: str | None = None) -> Plugins:
    """Load the built-ins and every installed plugin that `allow` (RESUMEMATE_PLUGINS) admits:
    None or "" all, "none" none, "a,b" only those, "-a" all but that one. Never raises for a plugin."""
    plugins = Plugins()
    _load_one(plugins, "built-in", "resumemate-llm", "", _builtins)
    for point in _installed(allow):
        dist = point.dist
        _load_one(
            plugins, point.name, dist.name if dist else "unknown", dist.version if dist else "", point.load
        )
    return plugins


def _builtins() -> object:
    from .providers import builtin

    return builtin


def _installed(allow: str | None) -> Iterable[EntryPoint]:
    points = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    names = [part.strip() for part in (allow or "").split(",") if part.strip()]
    if names == ["none"]:
        return []
    denied = {name[1:] for name in names if name.startswith("-")}
    allowed = {name for name in names if not name.startswith("-")}
    if unknown := (denied | allowed) - {point.name for point in points}:
        raise ConfigError(f"RESUMEMATE_PLUGINS names {', '.join(sorted(unknown))}, not installed here")
    return [p for p in points if p.name not in denied and (not allowed or p.name in allowed)]


def _load_one(plugins: Plugins, name: str, dist: str, version: str, load: Callable[[], object]) -> None:
    started = time.perf_counter()
    registers: list[str] = []
    error = ""
    try:
        staged = _collect(name, load(), registers)
    except Exception as problem:  # a plugin may fail in any way; it must not stop the others
        error = _explain(problem, dist)
    else:
        _merge(plugins, staged)
    plugins.reports.append(
        PluginReport(
            name=name,
            distribution=dist,
            version=version,
            registers=() if error else tuple(registers),
            load_seconds=time.perf_counter() - started,
            error=error,
        )
    )


def _collect(name: str, module: object, registers: list[str]) -> Plugins:
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(Hooks)
    manager.register(module, name)
    manager.check_pending()
    if not manager.get_hookcallers(module):
        raise PluginError("it implements no hook; mark its functions with @resumemate_llm.hookimpl")
    staged = Plugins()

    def provider(key: str, factory: ProviderFactory) -> None:
        staged._providers.setdefault(key, []).append((name, factory))
        registers.append(f"provider {key}")

    def exporter(key: str, export: Exporter) -> None:
        staged._exporters.setdefault(key, []).append((name, export))
        registers.append(f"format {key}")

    def listener(listen: Listener) -> None:
        staged.listeners.append(listen)
        registers.append("listener")

    manager.hook.register_providers(register=provider)
    manager.hook.register_exporters(register=exporter)
    manager.hook.register_listeners(register=listener)
    if manager.hook.register_commands.get_hookimpls():
        staged._command_hooks.append(lambda cli: manager.hook.register_commands(cli=cli))
        registers.append("commands")
    return staged


def _merge(plugins: Plugins, staged: Plugins) -> None:
    for key, provider_owners in staged._providers.items():
        plugins._providers.setdefault(key, []).extend(provider_owners)
    for key, exporter_owners in staged._exporters.items():
        plugins._exporters.setdefault(key, []).extend(exporter_owners)
    plugins.listeners += staged.listeners
    plugins._command_hooks += staged._command_hooks


def _explain(problem: Exception, dist: str) -> str:
    if isinstance(problem, ModuleNotFoundError):
        return f"{problem.name} is not installed; fix: pip install {dist} with its dependencies"
    if isinstance(problem, pluggy.PluginValidationError):
        return f"{problem}; fix: name the hook and its arguments as docs/plugins.md lists them"
    return f"{type(problem).__name__}: {problem}; fix: pip install --upgrade {dist}, or uninstall it"
