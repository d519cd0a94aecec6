"""Plugins load one by one: a broken one is reported and never stops the rest."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint

import pytest

from resumemate_llm import plugins
from resumemate_llm.errors import ConfigError, UnknownProvider
from resumemate_llm.plugins import PluginReport, Plugins, hookimpl, load_plugins


class FakePoint:
    """Stands in for an installed distribution's entry point."""

    def __init__(self, name: str, load: Callable[[], object]) -> None:
        self.name, self.load, self.dist = name, load, None


Install = Callable[..., Plugins]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    def run(*points: FakePoint, allow: str | None = None) -> Plugins:
        def fake(*, group: str) -> list[EntryPoint]:
            assert group == "resumemate_llm"
            return list(points)  # type: ignore[arg-type]

        monkeypatch.setattr(plugins, "entry_points", fake)
        load_plugins.cache_clear()
        return load_plugins(allow)

    yield run
    load_plugins.cache_clear()


def module_with(**functions: object) -> types.ModuleType:
    module = types.ModuleType("plugin")
    for name, function in functions.items():
        setattr(module, name, hookimpl(function))  # type: ignore[call-overload]
    return module


def registering(*names: str) -> types.ModuleType:
    def register_providers(register: Callable[[str, object], None]) -> None:
        for name in names:
            register(name, lambda settings: None)

    return module_with(register_providers=register_providers)


def report_of(loaded: Plugins, name: str) -> PluginReport:
    return next(r for r in loaded.reports if r.name == name)


def broken() -> object:
    raise RuntimeError("boom")


def missing_dependency() -> object:
    raise ModuleNotFoundError("No module named 'ghost'", name="ghost")


def test_the_built_ins_come_through_the_same_hooks(install: Install) -> None:
    assert install().provider_names == ["claude", "mock", "self-hosted"]


def test_one_broken_plugin_does_not_stop_another(install: Install) -> None:
    loaded = install(
        FakePoint("a-broken", broken),
        FakePoint("b-missing", missing_dependency),
        FakePoint("c-good", lambda: registering("good")),
    )
    assert "good" in loaded.provider_names
    assert [r.name for r in loaded.failures] == ["a-broken", "b-missing"]
    assert "boom" in report_of(loaded, "a-broken").error
    assert "ghost is not installed" in report_of(loaded, "b-missing").error


def test_a_misspelt_hook_is_found(install: Install) -> None:
    def register_provider(register: object) -> None: ...

    loaded = install(FakePoint("typo", lambda: module_with(register_provider=register_provider)))
    assert "register_provider" in report_of(loaded, "typo").error


def test_a_hook_with_wrong_arguments_is_found(install: Install) -> None:
    def register_providers(registry: object) -> None: ...

    loaded = install(FakePoint("args", lambda: module_with(register_providers=register_providers)))
    assert "registry" in report_of(loaded, "args").error


def test_a_plugin_without_hooks_is_told_what_to_do(install: Install) -> None:
    loaded = install(FakePoint("empty", lambda: types.ModuleType("empty")))
    assert "@resumemate_llm.hookimpl" in report_of(loaded, "empty").error


def test_a_plugin_that_fails_half_way_registers_nothing(install: Install) -> None:
    def register_providers(register: Callable[[str, object], None]) -> None:
        register("half", lambda settings: None)
        raise ValueError("half way")

    loaded = install(FakePoint("half", lambda: module_with(register_providers=register_providers)))
    assert "half" not in loaded.provider_names
    assert report_of(loaded, "half").registers == ()


def test_two_owners_of_one_name_are_both_named_when_it_is_asked_for(install: Install) -> None:
    loaded = install(
        FakePoint("first", lambda: registering("llama", "only-first")),
        FakePoint("second", lambda: registering("llama")),
    )
    loaded.provider_factory("only-first")
    with pytest.raises(UnknownProvider, match="claimed by first and second"):
        loaded.provider_factory("llama")


def test_an_unknown_provider_is_answered_with_the_known_names(install: Install) -> None:
    with pytest.raises(UnknownProvider, match="claude, mock, self-hosted"):
        install().provider_factory("gpt")


@pytest.mark.parametrize(
    ("allow", "names"),
    [(None, {"a", "b"}), ("none", set()), ("a", {"a"}), ("-a", {"b"}), ("a,b", {"a", "b"})],
)
def test_resumemate_plugins_allows_denies_or_turns_all_off(
    install: Install, allow: str | None, names: set[str]
) -> None:
    loaded = install(
        FakePoint("a", lambda: registering("a")), FakePoint("b", lambda: registering("b")), allow=allow
    )
    assert {r.name for r in loaded.reports} - {"built-in"} == names


def test_resumemate_plugins_with_an_unknown_name_is_an_error(install: Install) -> None:
    with pytest.raises(ConfigError, match="ghost"):
        install(allow="ghost")
