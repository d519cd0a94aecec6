"""`resumemate-train data generate`: options in, a progress bar and a summary out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import anyio
import click

from resumemate_llm.engine import Engine
from resumemate_llm.providers.base import Capabilities
from resumemate_llm.providers.claude import ClaudeProvider
from resumemate_llm.settings import Settings

from ..asking.courier import PATIENCE, Courier, Here, ProviderSpec
from ..asking.journal import Journal, Record
from ..asking.paid import Asker
from ..checks import MEANING
from ..errors import SetupError
from ..files import lock
from ..manifest import Step
from ..terminal import duration, progress, say, say_interrupted, table, usd
from .batches import Batches, open_client
from .estimate import Estimate, estimate
from .generate import Generation, Options, Summary, chosen_engine, first_requests, price_of
from .pairs import Pair, builtin_pairs, read_pairs, unique
from .prices import read_price
from .progress import Done, Output, beside

NETWORK = Capabilities()


def run(  # noqa: PLR0913  the command's options, all by keyword
    *,
    pairs: Path | None,
    builtin: bool,
    output: Path,
    provider: str,
    limit: int | None,
    min_quality: float,
    must: str,
    concurrency: int,
    reasks: int,
    timeout: float | None,
    budget: float | None,
    price: str | None,
    batch: bool,
    poll: float,
    retry_rejected: bool,
    dry_run: bool,
    quiet: bool,
) -> None:
    """See the command's help."""
    options = Options(
        providers=tuple(name.strip() for name in provider.split(",") if name.strip()),
        min_quality=min_quality,
        must=_known_checks(must),
        concurrency=concurrency,
        reasks=0 if batch else reasks,
        more_room=not batch,
        timeout=timeout,
        budget=budget,
        price=read_price(price),
        retry_rejected=retry_rejected,
    )
    chosen = unique([*(builtin_pairs() if builtin else []), *(read_pairs(pairs) if pairs else [])])[:limit]
    if not chosen:
        raise click.UsageError("no pairs: give --pairs FOLDER, or leave out --no-builtin")
    settings = Settings.from_env()
    engine = chosen_engine(options, settings)
    if dry_run:
        _print_dry_run(Done(output), chosen, engine, options, batch)
        return
    with lock(output), Output(output) as kept:
        job = _Job(chosen, kept, engine, options, settings, quiet)
        step = Step(
            "generate", output.parent, inputs={"pairs": pairs} if pairs else {}, options=_recorded(options)
        )
        try:
            summary = anyio.run(job.batch, poll) if batch else anyio.run(job.direct)
        except BaseException:
            job.print_summary()
            raise
        if summary.kept + summary.rejected or not step.path.exists():
            step.finish(outputs=[output], result=_result(summary, job.domains()), cost_usd=summary.spent_usd)
    job.print_summary()


class _Job:
    """The pairs, the output and the engine of one run."""

    def __init__(
        self,
        pairs: Sequence[Pair],
        kept: Output,
        engine: Engine,
        options: Options,
        settings: Settings,
        quiet: bool,
    ) -> None:
        self.pairs, self.kept, self.engine = pairs, kept, engine
        self.options, self.settings, self.quiet = options, settings, quiet
        self.journal_path = beside(kept.path, "journal")
        self.summary = Summary()

    def domains(self) -> dict[str, int]:
        return {
            domain: sum(p.domain == domain for p in self.pairs) for domain in {p.domain for p in self.pairs}
        }

    async def direct(self) -> Summary:
        """Ask request by request: paid providers by way of the courier, others in this process."""
        specs = {name: ProviderSpec(name=name, settings=self.settings) for name in self.engine.providers}
        paid = any(getattr(p, "capabilities", NETWORK).network for p in self.engine.providers.values())
        carried = Courier if paid else Here
        async with carried(self.journal_path, specs, self._say_waiting) as asker:
            asker.interrupts.tell = lambda: say_interrupted(quiet=self.quiet)
            return await self._generate(asker.record, asker)

    async def _generate(self, record: Record, asker: Asker) -> Summary:
        self._say_unknown(record)
        generation = self._generation(record, asker)
        todo = len(generation.todo(self.pairs))
        with progress(quiet=self.quiet) as bar:
            line = bar.add_task("generate", total=todo, note="")

            def tell(summary: Summary) -> None:
                done = summary.kept + summary.rejected + summary.failed
                bar.update(line, completed=done, note=f"{usd(summary.cost_usd)}, {summary.rejected} rejected")

            generation.tell = tell
            return await generation.run(self.pairs)

    async def batch(self, poll: float) -> Summary:
        """Ask by way of Anthropic's batches, then use what came."""
        provider = self.engine.providers.get("claude")
        if self.options.providers != ("claude",) or not isinstance(provider, ClaudeProvider):
            raise SetupError("--batch is Anthropic's: use it with --provider claude")
        with lock(self.journal_path, wait=PATIENCE), Journal(self.journal_path) as journal:
            generation = self._generation(journal)
            items = first_requests(generation, self.engine, generation.todo(self.pairs))
            async with open_client(self.settings) as client:
                batches = Batches(
                    client=client,
                    provider=provider,
                    journal=journal,
                    budget=generation.budget,
                    price=price_of(provider, self.options),
                    tell=lambda message: say(message, quiet=self.quiet),
                    poll=poll,
                )
                await batches.fill(items)
            return await generation.run(self.pairs)

    def _generation(self, record: Record, asker: Asker | None = None) -> Generation:
        generation = Generation(self.kept, record, self.engine, self.options, asker=asker)
        self.summary = generation.summary
        return generation

    def _say_waiting(self) -> None:
        say("an earlier run was killed; its answers are still coming in, waiting for them", quiet=self.quiet)

    def _say_unknown(self, record: Record) -> None:
        if record.unknown:
            say(
                f"{len(record.unknown)} requests were on their way when the process that carried them was killed; "
                "whether they were billed cannot be known, and they are asked again",
                quiet=self.quiet,
            )

    def print_summary(self) -> None:
        summary = self.summary
        rows = [
            ("pairs", str(summary.pairs)),
            ("done before", str(summary.skipped)),
            ("kept", str(summary.kept)),
            ("rejected", _with(summary.rejected, summary.reasons)),
            ("no answer", _with(summary.failed, summary.failures)),
            ("cost of this run", usd(summary.cost_usd)),
            (
                "cost of all runs",
                usd(summary.spent_usd)
                + (f" and {summary.unpriced} answers without a price" if summary.unpriced else ""),
            ),
            ("tokens", f"{summary.input_tokens:,} in, {summary.output_tokens:,} out"),
        ]
        if summary.pairs and not self.quiet:
            table(("generate", str(self.kept.path)), rows)


def _print_dry_run(done: Done, pairs: Sequence[Pair], engine: Engine, options: Options, batch: bool) -> None:
    if options.retry_rejected:
        done.forget_rejects()
    record = Record(beside(done.path, "journal"))
    todo = [pair for pair in pairs if not done.has(pair)]
    provider = next(iter(engine.providers.values()))
    found = estimate(
        todo,
        record,
        price=price_of(provider, options),
        concurrency=options.concurrency,
        batch=batch,
        network=getattr(provider, "capabilities", NETWORK).network,
    )
    _print_estimate(found, len(pairs) - len(todo), record.spent_usd, batch)


def _print_estimate(found: Estimate, skipped: int, spent: float, batch: bool) -> None:
    time = "within 24 hours" if found.seconds is None else " to ".join(duration(s) for s in found.seconds)
    rows = [
        ("pairs to ask for", str(found.pairs)),
        ("done before", str(skipped)),
        ("cannot be used", str(found.unusable)),
        ("tokens, estimated", f"{found.input_tokens:,} in, {found.output_tokens:,} out"),
        (
            "cost, estimated",
            "no price is known"
            if found.cost_usd is None
            else usd(found.cost_usd) + (" (batch)" if batch else ""),
        ),
        ("time, estimated", time),
        ("spent before", usd(spent)),
        ("basis", found.basis),
    ]
    table(("dry run", "nothing was sent"), rows)


def _with(count: int, reasons: Any) -> str:
    said = ", ".join(f"{n} x {reason}" for reason, n in reasons.most_common(4))
    return f"{count} ({said})" if said else str(count)


def _known_checks(names: str) -> tuple[str, ...]:
    found = tuple(name.strip() for name in names.split(",") if name.strip())
    if unknown := set(found) - (set(MEANING) - {"radar"}):
        raise click.BadParameter(
            f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(MEANING)}", param_hint="--must"
        )
    return found


def _recorded(options: Options) -> dict[str, Any]:
    return {
        key: value for key, value in asdict(options).items() if key not in ("price", "budget", "concurrency")
    }


def _result(summary: Summary, domains: dict[str, int]) -> dict[str, Any]:
    return {**summary.to_wire(), "domains": dict(sorted(domains.items()))}
