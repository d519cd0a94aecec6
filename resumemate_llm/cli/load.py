"""`resumemate doctor --load`: its options, the run with a progress bar, and the table of what it measured."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .terminal import Finite, console, document, source

if TYPE_CHECKING:
    from ..load import Draft, LoadReport
    from ..providers.base import Check, Provider
    from ..settings import Settings

F = TypeVar("F", bound=Callable[..., Any])
_OPTIONS = (
    click.option("--load", "count", type=click.IntRange(1, 500), metavar="N", help="Have N drafts written."),
    click.option(
        "--concurrency", type=click.IntRange(1, 64), default=4, help="Drafts at a time (default 4)."
    ),
    click.option(
        "--generation-timeout",
        type=Finite(1, 3600),
        default=300.0,
        help="Seconds for each request.",
    ),
    click.option("--wait", type=Finite(0, 3600), default=0.0, help="Seconds the server may take to start."),
    click.option(
        "--strategy",
        type=click.Choice(["auto", "sections", "whole"]),
        default="auto",
        help="Drafts in sections at a time, or in one piece (default: what the server is fit for).",
    ),
    click.option("--price", type=Finite(0), metavar="USD", help="The server's price an hour."),
    click.option(
        "--metrics", "metrics_url", metavar="URL", help="vLLM's /metrics, where it is not beside the API."
    ),
    click.option("--resume", type=document, help="A resume to send instead of an invented one."),
    click.option("--job", type=document, help="A job to send instead of an invented one."),
)
_IN_THE_WAY = ("cold start", "reachable", "authorised", "answers")
_UNKNOWN = "not known: /metrics cannot be reached (see --metrics)"
_NO_PRICE = "not known: give --price"


@dataclass(frozen=True, kw_only=True, slots=True)
class LoadOptions:
    """What was asked for; each is the option of that name."""

    count: int
    concurrency: int
    generation_timeout: float
    wait: float
    strategy: str
    price: float | None
    metrics_url: str | None
    resume: str | None
    job: str | None


def load_options(command: F) -> F:
    """The options of `LoadOptions`; `--load` is None where no load was asked for."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def one_provider(name: str | None, settings: Settings) -> Provider:
    """The provider `name`, alone. Raises `click.UsageError` for none or several: real generations may cost
    more than was meant. Raises `ConfigError` where it cannot be used."""
    from ..plugins import load_plugins

    if not name or "," in name:
        raise click.UsageError("--load is for one provider: give --url, or --provider with one name")
    return load_plugins(settings.plugins).provider_factory(name)(settings)


@dataclass(kw_only=True, slots=True)
class LoadRun:
    """One `doctor --load`: it fills while it runs, so that an interrupt loses nothing."""

    provider: Provider
    drafts: Sequence[Draft]
    options: LoadOptions
    report: LoadReport
    checks: list[Check] = field(default_factory=list)
    interrupted: bool = False

    def go(self, *, check_timeout: float) -> None:
        """Wait for the server, check it, and where nothing stands in the way send the generations."""
        import anyio

        try:
            anyio.run(self._go, check_timeout)
        except KeyboardInterrupt:
            self.interrupted = True
        self.checks.append(self._verdict())

    async def _go(self, check_timeout: float) -> None:
        from ..load import run_load, wake

        options = self.options
        try:
            self.checks.append(await wake(self.provider, self.report, wait=options.wait))
            self.checks += await self.provider.check(timeout=check_timeout)
            if any(check.ok is False and check.name in _IN_THE_WAY for check in self.checks):
                return
            with _bar(options.count) as bar:
                await run_load(
                    self.provider,
                    self.drafts,
                    self.report,
                    timeout=options.generation_timeout,
                    metrics_url=options.metrics_url,
                    on_finished=lambda _: bar.update(1),
                )
        finally:
            await self.provider.aclose()

    def _verdict(self) -> Check:
        from ..providers.base import Check

        good, asked = len(self.report.good), self.report.asked
        detail = f"{good} of {asked} generations gave a draft that can be used"
        if missing := asked - len(self.report.generations):
            detail += f"; {missing} {'were interrupted' if self.interrupted else 'were not sent'}"
        return Check(name="load", ok=good == asked, detail=detail)


def new_run(name: str | None, settings: Settings, options: LoadOptions) -> LoadRun:
    """A run for the provider `name`. Raises `click.UsageError`, `ConfigError` and `InputError`."""
    from ..load import LoadReport, example_drafts

    provider = one_provider(name, settings)
    texts = (source(path) if path else None for path in (options.resume, options.job))
    in_sections = options.strategy == "sections" or (
        options.strategy == "auto" and provider.capabilities.batches
    )
    drafts = example_drafts(options.count, *texts, sections=in_sections)
    report = LoadReport(
        asked=options.count,
        concurrency=options.concurrency,
        parts=len(drafts[0]),
        hourly_usd=options.price,
    )
    return LoadRun(provider=provider, drafts=drafts, options=options, report=report)


def _bar(count: int) -> Any:
    """A progress bar on standard error, nothing where nobody looks."""
    return click.progressbar(
        length=count, label="generating", file=sys.stderr, hidden=not sys.stderr.isatty()
    )


def print_load(report: LoadReport) -> None:
    """The figures as a table."""
    from rich.table import Table

    table = Table("measured", "value", box=None, pad_edge=False)
    for name, value in _rows(report.as_dict()):
        table.add_row(name, value)
    console().print(table)


def _rows(figures: Mapping[str, Any]) -> list[tuple[str, str]]:
    outcomes = ", ".join(f"{count} {name}" for name, count in figures["outcomes"].items())
    latency = figures["latency_s"] or {}
    speed, cache, cost = figures["tokens_per_second"], figures["prefix_cache"], figures["cost"] or {}
    hits = f"{cache['hit_rate']:.0%} of prompt tokens, by {cache['source']}" if cache else _UNKNOWN
    return [
        ("drafts", f"{figures['answered']} of {figures['asked']}, {figures['concurrency']} at a time"),
        ("requests for each", str(figures["parts"])),
        ("outcomes", outcomes or "none"),
        ("cold start", _said("{:.1f} s, then {:.1f} s warm", figures["cold_start_s"], figures["warm_s"])),
        *((f"latency {name}", _said("{:.1f} s", latency.get(name))) for name in ("p50", "p95", "max")),
        ("first token", _said("{:.2f} s on average, by /metrics", figures["first_token_s"])),
        ("tokens/s, all streams", _said("{:.1f}", speed["all"])),
        ("tokens/s, one stream", _said("{:.1f}", speed["one_stream"])),
        ("prefix-cache hits", hits),
        ("cost of one", _said("${:.5f}", cost["per_generation_usd"]) if cost else _NO_PRICE),
    ]


def _said(form: str, *values: float | None) -> str:
    return "not measured" if None in values else form.format(*values)
