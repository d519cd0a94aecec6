"""`resumemate doctor`, `policy` and `plugins`: what is in force, and whether it works."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from .load import LoadOptions, load_options, new_run, print_load
from .plugin_new import new
from .terminal import Finite, console, note, on_terminal, print_json

if TYPE_CHECKING:
    from ..client import AsyncResumeMate
    from ..plugins import PluginReport
    from ..providers.base import Check
    from ..routing import Policy
    from ..settings import Settings

as_json = click.option("--json", "as_json", is_flag=True, help="JSON, also at a terminal.")
chosen = click.option("-p", "--provider", metavar="NAME[,NAME...]", help="Another chain than LLM_PROVIDER's.")
_SIGNS = {True: "ok", False: "FAILED", None: "not checked"}


@click.command()
@chosen
@click.option("--url", metavar="URL", help="Check this self-hosted server only; ends in /v1.")
@click.option("--timeout", type=Finite(0.1, 600), default=30.0, help="Seconds for each provider.")
@load_options
@as_json
@click.pass_context
def doctor(
    ctx: click.Context, /, provider: str | None, url: str | None, timeout: float, as_json: bool, **load: Any
) -> None:
    """Check every provider of the chain: reachable, authorised, model served, schema really enforced.

    With --load it also has real drafts written and reports latency, tokens per second, prefix-cache hits,
    the cold start and the cost of one. Exit code 0: everything that was checked is well. 1: something is
    not, a draft included.

    \b
    Examples:
      resumemate doctor
      resumemate doctor --provider self-hosted --json | jq '.providers'
      resumemate doctor --url https://gpu.example.com/v1 --load 20 --price 1.12
      resumemate doctor --url https://gpu.example.com/v1 --load 5 --wait 600 --json | jq '.load'
    """
    import anyio

    from ..plugins import load_plugins
    from ..settings import Settings

    settings = Settings.from_env()
    if url:
        provider, settings = provider or "self-hosted", dataclasses.replace(settings, self_hosted_url=url)
    broken = load_plugins(settings.plugins).failures
    run = new_run(provider, settings, LoadOptions(**load)) if load["count"] else None
    if run is not None:
        run.go(check_timeout=timeout)
        checks = {run.provider.name: run.checks}
    else:
        chain = [provider] if url and provider else provider
        checks = anyio.run(_check_all, chain, settings, timeout)
    if as_json or not on_terminal():
        print_json(_findings(checks, broken) | ({"load": run.report.as_dict()} if run else {}))
    else:
        _print_checks(checks, broken)
        if run is not None:
            print_load(run.report)
    if run is not None and run.interrupted:
        note(["interrupted; what was measured by then is printed"], quiet=False)
    failed = any(check.ok is False for found in checks.values() for check in found)
    ctx.exit(130 if run and run.interrupted else 1 if failed or broken else 0)


def _findings(checks: Mapping[str, list[Check]], broken: list[PluginReport]) -> dict[str, Any]:
    return {
        "providers": {name: [dataclasses.asdict(check) for check in found] for name, found in checks.items()},
        "plugins": [_plugin_line(report) for report in broken],
    }


async def _check_all(
    provider: str | list[str] | None, settings: Settings, timeout: float
) -> dict[str, list[Check]]:
    from ..client import AsyncResumeMate
    from ..errors import ProviderError
    from ..providers.base import Check

    checks: dict[str, list[Check]] = {}
    async with AsyncResumeMate(provider, settings=settings) as client:
        for name, entry in client.providers.items():
            if isinstance(entry, ProviderError):
                fix = f"set it, or name a chain without {name} in LLM_PROVIDER"
                checks[name] = [Check(name="configured", ok=False, detail=entry.detail, fix=fix)]
            else:
                checks[name] = await entry.check(timeout=timeout)
    return checks


def _print_checks(checks: Mapping[str, list[Check]], broken: list[PluginReport]) -> None:
    from rich.table import Table

    table = Table("provider", "check", "result", "detail", box=None, pad_edge=False)
    for name, found in checks.items():
        for check in found:
            detail = "; ".join(filter(None, [check.detail, "" if check.ok else check.fix]))
            table.add_row(name, check.name, _SIGNS[check.ok], detail)
    for report in broken:
        table.add_row(f"plugin {report.name}", "loads", _SIGNS[False], report.error)
    console().print(table)


@click.group()
def policy() -> None:
    """The fallback policy: who is asked, in which order, how often and for how long.

    \b
    Examples:
      resumemate policy show
    """


@policy.command("show")
@chosen
@as_json
def show(provider: str | None, as_json: bool) -> None:
    """Print the policy in force and where each value came from.

    \b
    Examples:
      resumemate policy show
      LLM_PROVIDER=self-hosted resumemate policy show --json | jq '.chain[].provider'
    """
    from ..client import AsyncResumeMate
    from ..settings import Settings

    settings = Settings.from_env()
    client = AsyncResumeMate(provider, settings=settings)
    if as_json or not on_terminal():
        print_json(_policy_as_data(client, provider, settings))
    else:
        _print_policy(client, provider, settings)


def _policy_as_data(client: AsyncResumeMate, provider: str | None, settings: Settings) -> dict[str, Any]:
    data = dataclasses.asdict(client.policy)
    data["unusable"] = dict(client.unusable)
    data["origin"] = origins(client.policy, provider, settings)
    return data


def origins(policy: Policy, provider: str | None, settings: Settings) -> dict[str, str]:
    """Where each value of the policy came from, in the words of who would change it."""
    table = settings.policy or {}
    found = {
        field.name: "RESUMEMATE_POLICY" if field.name in table else "default"
        for field in dataclasses.fields(policy)
    }
    if provider:
        found["chain"] = "--provider"
    elif "chain" not in table:
        asked = "LLM_PROVIDER" if settings.provider else "default: nothing is configured"
        configured = "SELF_HOSTED_LLM_URL" if settings.self_hosted_url else "ANTHROPIC_API_KEY"
        is_configured = settings.self_hosted_url or settings.anthropic_api_key
        found["chain"] = asked if settings.provider or not is_configured else f"{configured} is set"
    if settings.deadline:
        found["deadline"] = "RESUMEMATE_DEADLINE"
    if settings.skills:
        found["skills"] = "RESUMEMATE_SKILLS"
    if settings.strategy:
        found["strategy"] = "RESUMEMATE_STRATEGY"
    return found


def _print_policy(client: AsyncResumeMate, provider: str | None, settings: Settings) -> None:
    from rich.table import Table

    screen, origin = console(), origins(client.policy, provider, settings)
    chain = Table("provider", "attempts", "re-asks", "timeout", "in flight", "queued", "usable", box=None)
    for step in client.policy.chain:
        usable = client.unusable.get(step.provider)
        chain.add_row(
            step.provider,
            str(step.attempts),
            str(step.reasks),
            f"{step.timeout:g} s",
            str(step.max_in_flight),
            str(step.max_queued),
            f"no: {usable}" if usable else "yes",
        )
    screen.print(f"chain (from {origin['chain']})")
    screen.print(chain)
    values = Table("setting", "value", "from", box=None)
    for field in dataclasses.fields(client.policy):
        if field.name not in ("chain", "breaker"):
            value = getattr(client.policy, field.name)
            values.add_row(field.name, _value(value), origin[field.name])
    breaker = client.policy.breaker
    opens = f"{breaker.failures} failures in {breaker.window:g} s open it for {breaker.open_for:g} s"
    values.add_row("circuit breaker", opens, origin["breaker"])
    screen.print(values)


def _value(value: object) -> str:
    """One setting in words; of the second reader who it is and how long it may take."""
    provider = getattr(value, "provider", None)
    if provider is not None:
        return f"{provider}, {getattr(value, 'timeout', 0):g} s"
    return f"{value:g} s" if isinstance(value, float) else str(value)


@click.group(invoke_without_command=True)
@as_json
@click.pass_context
def plugins(ctx: click.Context, as_json: bool) -> None:
    """List the installed plugins: what each registers, how long it took to load, what failed and why.

    \b
    Examples:
      resumemate plugins
      resumemate plugins new my-server
      RESUMEMATE_PLUGINS=-ollama resumemate plugins --json
    """
    if ctx.invoked_subcommand:
        return
    from ..plugins import load_plugins
    from ..settings import Settings

    reports = load_plugins(Settings.from_env().plugins).reports
    if as_json or not on_terminal():
        print_json([_plugin_line(report) for report in reports])
    else:
        _print_plugins(reports)


plugins.add_command(new)


def _plugin_line(report: PluginReport) -> dict[str, object]:
    return dataclasses.asdict(report)


def _print_plugins(reports: list[PluginReport]) -> None:
    from rich.table import Table

    table = Table("plugin", "distribution", "registers", "load", "error", box=None, pad_edge=False)
    for report in reports:
        table.add_row(
            report.name,
            f"{report.distribution} {report.version}".strip(),
            ", ".join(report.registers),
            f"{report.load_seconds * 1e3:.0f} ms",
            report.error,
        )
    console().print(table)
