"""From pairs to training examples: asked once, judged, kept or rejected with reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import anyio

from resumemate_llm.engine import Engine, build_engine
from resumemate_llm.errors import AllProvidersFailed, ProviderError
from resumemate_llm.errors import FailureCategory as F
from resumemate_llm.observe.cost import Price, find_price
from resumemate_llm.plan import plan_whole
from resumemate_llm.plugins import load_plugins
from resumemate_llm.prompts import ContactMask
from resumemate_llm.providers.base import DraftRequest, Provider
from resumemate_llm.routing import Routed, route
from resumemate_llm.schema import ParsedJob, ParsedResume, ProDraft
from resumemate_llm.settings import Settings

from ..asking.interrupts import Interrupts
from ..asking.journal import Record, request_hash
from ..asking.paid import Asker, Budget, PaidOnce
from ..checks import Check, judge, quality
from ..errors import BudgetReached, DataError, SetupError, StepFailed, TrainingError
from ..examples import ChatMessage, Example, Metadata, answer_text
from .pairs import Pair
from .progress import Output

ANSWERED = frozenset({F.NOT_JSON, F.SCHEMA_INVALID, F.QUALITY_REJECTED, F.TRUNCATED, F.CONTENT_FILTER})
"""Failures that are answers: asking again gives the like, so the pair is rejected."""
HOPELESS = frozenset({F.AUTH, F.NOT_FOUND, F.NOT_CONFIGURED, F.QUOTA_EXHAUSTED, F.CIRCUIT_OPEN})
"""Failures that every further pair would meet too."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """How drafts are asked for and which are kept.

    `min_quality` is the least share of the checks that must hold; those in `must` have to hold in any case.
    `concurrency` is how many requests are under way at one time; `timeout` is in seconds for one request.
    `price` is for models that the SDK's table does not know.
    """

    providers: tuple[str, ...] = ("claude",)
    min_quality: float = 0.85
    must: tuple[str, ...] = ("roles", "facts", "numbers", "skills")
    concurrency: int = 3
    reasks: int = 1
    more_room: bool = True
    timeout: float | None = None
    budget: float | None = None
    price: Price | None = None
    retry_rejected: bool = False


@dataclass(slots=True)
class Summary:
    """What a run did. `cost_usd` is this run's; `unknown` counts requests that were on their way when an
    earlier run was killed."""

    pairs: int = 0
    skipped: int = 0
    kept: int = 0
    rejected: int = 0
    failed: int = 0
    cost_usd: float = 0.0
    spent_usd: float = 0.0
    unpriced: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    unknown: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)

    def to_wire(self) -> dict[str, Any]:
        """As JSON-ready data."""
        counts = {name: dict(getattr(self, name)) for name in ("reasons", "failures")}
        return {name: getattr(self, name) for name in self.__slots__} | counts


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A pair with what is sent for it."""

    pair: Pair
    resume: ParsedResume
    job: ParsedJob
    request: DraftRequest
    mask: ContactMask


Tell = Callable[[Summary], None]


def chosen_engine(options: Options, settings: Settings) -> Engine:
    """The SDK's engine for the chosen providers. Raises `SetupError` for a chain that would teach the
    deterministic writer's drafts as another's."""
    if "mock" in options.providers[1:]:
        raise SetupError(
            "mock behind another provider would put the deterministic writer's drafts among a model's; "
            "name it alone, or leave it out"
        )
    engine = build_engine(options.providers, settings, load_plugins(settings.plugins))
    steps = [
        replace(
            step,
            reasks=options.reasks if step.provider != "mock" else 0,
            more_room=step.more_room and options.more_room,
            max_in_flight=options.concurrency,
            timeout=options.timeout or step.timeout,
        )
        for step in engine.policy.chain
    ]
    deadline = max(engine.policy.deadline, *(step.timeout * step.max_requests for step in steps))
    return replace(engine, policy=replace(engine.policy, chain=tuple(steps), deadline=deadline))


def price_of(provider: Provider | ProviderError, options: Options) -> Price | None:
    """The price of a provider's model. Raises `SetupError` where a budget is to be kept without one."""
    if isinstance(provider, ProviderError) or not provider.capabilities.network:
        return None
    model = getattr(provider, "model", "")
    price = options.price or find_price(model)
    if price is None and options.budget is not None:
        raise SetupError(
            f"the price of {model or provider.name!r} is not known; add --price INPUT,OUTPUT for the budget"
        )
    return price


def ask_for(pair: Pair, *, mask_contact: bool = True) -> Asked:
    """What is sent for a pair. Raises `DataError` for texts that cannot be used."""
    resume, job = pair.parsed()
    part = plan_whole(resume, job, mask_contact=mask_contact)
    return Asked(pair=pair, resume=resume, job=job, request=part.request, mask=part.mask)


class Generation:
    """One run over pairs. `tell` is called with the summary so far after each of them; without an `asker` only
    what the record holds is used. Hold `files.lock` on the output's path."""

    def __init__(
        self, output: Output, record: Record, engine: Engine, options: Options, *, asker: Asker | None = None
    ) -> None:
        self._output, self._record, self._engine, self._options = output, record, engine, options
        self._asker = asker
        self.tell: Tell = lambda _: None
        self._prices = {name: price_of(p, options) for name, p in engine.providers.items()}
        self.budget = Budget(options.budget, record)
        self.summary = Summary(unknown=len(record.unknown))
        self._stop: str | None = None
        self._interrupts = asker.interrupts if asker else Interrupts()
        self._started_at = record.spent_usd

    def todo(self, pairs: Sequence[Pair]) -> list[Pair]:
        """The pairs that are not done."""
        if self._options.retry_rejected:
            self._output.forget_rejects()
        left = [pair for pair in pairs if not self._output.has(pair)]
        self.summary.pairs, self.summary.skipped = len(pairs), len(pairs) - len(left)
        return left

    def sample_of(self, pair: Pair) -> int:
        """How often the pair's answer was rejected before: another try is another request."""
        return self._output.rejected[pair.key] if self._options.retry_rejected else 0

    async def run(self, pairs: Sequence[Pair]) -> Summary:
        """Ask for every pair that is not done.

        Raises `BudgetReached`, `StepFailed` where pairs are left over, `KeyboardInterrupt` after Ctrl-C;
        whatever was answered by then is kept.
        """
        waiting = iter(self.todo(pairs))
        with self._interrupts:
            try:
                await self._work_all(waiting)
            finally:
                self._count()
        self._raise_if_short()
        return self.summary

    async def _work_all(self, waiting: Iterator[Pair]) -> None:
        try:
            async with anyio.create_task_group() as group:
                for _ in range(self._options.concurrency):
                    group.start_soon(self._work, waiting)
        except* TrainingError as errors:
            raise errors.exceptions[0] from None

    async def _work(self, waiting: Iterator[Pair]) -> None:
        for pair in waiting:
            if self._stop is not None or self._interrupts.asked:
                return
            if self.budget.reached and pair.key not in self._record.answered_pairs:
                continue
            await self._one(pair)
            self._count()
            self.tell(self.summary)

    async def _one(self, pair: Pair) -> None:
        try:
            asked = ask_for(pair, mask_contact=self._engine.mask_contact)
        except DataError as error:
            self._reject(pair, [f"unusable: {error.what}"], "", "")
            return
        paid = self._paid(pair)
        try:
            routed = await route(
                asked.request, policy=self._engine.policy, providers=paid, state=self._engine.state
            )
        except AllProvidersFailed as failed:
            for provider in paid.values():
                if isinstance(provider, PaidOnce) and provider.fault is not None:
                    raise provider.fault from failed
            self._failed(pair, failed, paid)
            return
        answer = paid[routed.provider]
        assert isinstance(answer, PaidOnce)
        self._judge(asked, routed, answer)

    def _paid(self, pair: Pair) -> dict[str, Provider | ProviderError]:
        return {
            name: entry
            if isinstance(entry, ProviderError)
            else PaidOnce(
                entry,
                self._record,
                self.budget,
                self._asker,
                pair=pair.key,
                price=self._prices[name],
                sample=self.sample_of(pair),
            )
            for name, entry in self._engine.providers.items()
        }

    def _judge(self, asked: Asked, routed: Routed[ProDraft], paid: PaidOnce) -> None:
        checks = judge(asked.mask.restore_draft(routed.draft), asked.resume, asked.job)
        reasons = why_not(checks, self._options)
        used = paid.used[-1]
        if reasons:
            self._reject(asked.pair, reasons, used.completion.text, routed.model)
            return
        usage = used.completion.usage
        example = Example(
            id=asked.pair.id,
            domain=asked.pair.domain,
            messages=[
                *(ChatMessage(role=m.role, content=m.content) for m in asked.request.messages),
                ChatMessage(role="assistant", content=answer_text(routed.draft)),
            ],
            metadata=Metadata(
                input_tokens=usage.input_tokens + usage.cache_read_tokens + usage.cache_write_tokens,
                output_tokens=usage.output_tokens,
                generated_at=used.at,
                model=routed.model or paid.model,
            ),
        )
        self._output.keep(asked.pair, example)
        self.summary.kept += 1

    def _failed(
        self, pair: Pair, failed: AllProvidersFailed, paid: dict[str, Provider | ProviderError]
    ) -> None:
        last = failed.exceptions[-1]
        if not isinstance(last, ProviderError):
            return
        if last.category in ANSWERED:
            texts = [p.used[-1].completion.text for p in paid.values() if isinstance(p, PaidOnce) and p.used]
            problems = list(last.problems) or [last.detail]
            reasons = [f"invalid: {last.category.value}", *problems]
            self._reject(pair, reasons, texts[-1] if texts else "", "")
            return
        if self.budget.reached:
            return
        self.summary.failed += 1
        self.summary.failures[f"{last.provider}: {last.category.value}"] += 1
        if last.category in HOPELESS and self._asker is not None:
            self._stop = f"{last}"

    def _reject(self, pair: Pair, reasons: Sequence[str], answer: str, model: str) -> None:
        self._output.reject(pair, reasons, answer, model)
        self.summary.rejected += 1
        self.summary.reasons.update({reason.split(":")[0] for reason in reasons})

    def _count(self) -> None:
        summary, record = self.summary, self._record
        summary.spent_usd = record.spent_usd
        summary.cost_usd = record.spent_usd - self._started_at
        summary.unpriced = record.unpriced
        usages = [answer.completion.usage for answer in record.answers]
        summary.input_tokens = sum(
            u.input_tokens + u.cache_read_tokens + u.cache_write_tokens for u in usages
        )
        summary.output_tokens = sum(u.output_tokens for u in usages)

    def _raise_if_short(self) -> None:
        summary = self.summary
        left = summary.pairs - summary.skipped - summary.kept - summary.rejected
        if left and self.budget.reached:
            raise BudgetReached(
                f"stopped at ${summary.spent_usd:.4f}: the next request could pass the budget of "
                f"${self.budget.limit:.2f}; {left} pairs are left"
            )
        if left:
            why = self._stop or ", ".join(f"{n} x {what}" for what, n in summary.failures.most_common(3))
            raise StepFailed(f"{left} of {summary.pairs} pairs got no answer ({why}); run again to go on")


def why_not(checks: Sequence[Check], options: Options) -> list[str]:
    """The reasons against keeping a draft: checks that must hold and do not, or too many that do not."""
    failed = [check for check in checks if not check.holds]
    fatal = [check for check in failed if check.name in options.must]
    if not fatal and quality(checks) >= options.min_quality:
        return []
    return [f"{check.name}: {', '.join(check.problems)}" for check in failed]


def first_requests(
    generation: Generation, engine: Engine, pairs: Sequence[Pair]
) -> list[tuple[Pair, DraftRequest, str]]:
    """The first request of every pair with its hash in the journal; pairs that cannot be used are left out."""
    (name, provider) = next(iter(engine.providers.items()))
    model = getattr(provider, "model", "") or name
    found = []
    for pair in pairs:
        try:
            request = ask_for(pair, mask_contact=engine.mask_contact).request
        except DataError:
            continue
        found.append((pair, request, request_hash(name, model, request, sample=generation.sample_of(pair))))
    return found
