"""Anthropic's Message Batches: half the price, an answer within 24 hours, and no answer ever paid twice.

What is about to be submitted stands in the journal first, under a nonce that every `custom_id` begins with;
then the batch's id does. A run that was killed finds its batches again by their ids, and one that was
killed while it submitted finds the batch in Anthropic's list by the nonce. Results can be read again for 29
days, so a kill while they are read costs nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import anyio

from resumemate_llm.errors import ConfigError
from resumemate_llm.observe.cost import Price
from resumemate_llm.providers.base import DraftRequest
from resumemate_llm.providers.claude import ClaudeProvider, MessageAnswer
from resumemate_llm.providers.quiet import quiet_sdk_logs
from resumemate_llm.settings import Settings

from ..asking.journal import Journal
from ..asking.paid import Budget, most_usd, priced
from ..errors import SetupError, StepFailed
from .pairs import Pair

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic
    from anthropic.types.messages import MessageBatch, MessageBatchIndividualResponse

BATCH_SHARE: Final = 0.5
"""What a batch costs of the list price (Anthropic's price list)."""
MOST_REQUESTS: Final = 10_000
"""Requests to a batch; Anthropic takes 100,000 or 256 MB."""
_CLOCK_SKEW = timedelta(minutes=5)
_OPEN = ("submitting", "submitted")

Item = tuple[Pair, DraftRequest, str]
"""A pair, what is sent for it, and the request's hash in the journal."""
Tell = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Batches:
    """Fills a journal by way of batches. `poll` is the time between two looks at a batch, in seconds."""

    client: AsyncAnthropic
    provider: ClaudeProvider
    journal: Journal
    budget: Budget
    price: Price | None
    tell: Tell
    poll: float = 60.0

    async def fill(self, items: Sequence[Item]) -> None:
        """Bring in what earlier runs submitted, then submit what has no answer, and wait for it.

        Raises `StepFailed` where Anthropic cannot be reached or refuses.
        """
        with quiet_sdk_logs():  # at the level DEBUG they hold whole requests
            for nonce in [n for n, batch in self.journal.batches.items() if batch["state"] in _OPEN]:
                await self._finish(nonce)
            left = self._affordable([item for item in items if self.journal.find(item[2]) is None])
            for start in range(0, len(left), MOST_REQUESTS):
                await self._finish(await self._submit(left[start : start + MOST_REQUESTS]))

    def _affordable(self, items: Sequence[Item]) -> list[Item]:
        """The first items that fit into the budget for sure."""
        fitting: list[Item] = []
        amount = 0.0
        for item in items:
            amount += most_usd(item[1], self.price) * BATCH_SHARE
            if not self.budget.fits(amount):
                self.budget.reached = True
                break
            fitting.append(item)
        return fitting

    async def _submit(self, items: Sequence[Item]) -> str:
        nonce = uuid4().hex[:12]
        requests: list[Any] = [
            {"custom_id": _custom_id(nonce, key), "params": self.provider.message_params(request)}
            for _, request, key in items
        ]
        pairs = {key: pair.key for pair, _, key in items}
        self.journal.batch(nonce, "submitting", requests=pairs)
        with _explained(f"submitting a batch of {len(items)} requests"):
            batch = await self.client.with_options(max_retries=0).messages.batches.create(requests=requests)
        self.journal.batch(nonce, "submitted", id=batch.id)
        self.tell(f"batch {batch.id}: {len(items)} requests submitted")
        return nonce

    async def _finish(self, nonce: str) -> None:
        """Wait for a batch to end and put its answers into the journal."""
        found = self.journal.batches[nonce].get("id") or await self._find(nonce)
        if found is None:
            self.tell(
                "a batch that was about to be submitted never arrived; its requests are submitted again"
            )
            self.journal.batch(nonce, "never arrived")
            return
        await self._wait(found)
        missed = 0
        async for entry in self._results(found):
            missed += not self._take(nonce, entry)
        self.journal.batch(nonce, "collected")
        self.tell(f"batch {found}: collected" + (f"; {missed} requests have no answer" if missed else ""))

    async def _find(self, nonce: str) -> str | None:
        """The id of a batch whose submission was cut off, by the nonce in its results."""
        held = self.journal.batches[nonce]
        known = {batch.get("id") for batch in self.journal.batches.values()}
        since = datetime.fromisoformat(held["at"]) - _CLOCK_SKEW
        with _explained("looking for a batch"):
            async for batch in self.client.messages.batches.list(limit=100):
                if batch.created_at < since:
                    break
                if batch.id in known or _size(batch) != len(held["requests"]):
                    continue
                await self._wait(batch.id)
                async for entry in self._results(batch.id):
                    if entry.custom_id.startswith(f"{nonce}-"):
                        self.journal.batch(nonce, "submitted", id=batch.id)
                        return batch.id
                    break
        return None

    async def _wait(self, batch_id: str) -> None:
        while True:
            with _explained(f"asking for batch {batch_id}"):
                batch = await self.client.messages.batches.retrieve(batch_id)
            if batch.processing_status == "ended":
                return
            done = _size(batch) - batch.request_counts.processing
            self.tell(f"batch {batch_id}: {batch.processing_status}, {done} of {_size(batch)}")
            await anyio.sleep(self.poll)

    async def _results(self, batch_id: str) -> AsyncIterator[MessageBatchIndividualResponse]:
        with _explained(f"reading the results of batch {batch_id}"):
            async for entry in await self.client.messages.batches.results(batch_id):
                yield entry

    def _take(self, nonce: str, entry: MessageBatchIndividualResponse) -> bool:
        """Journal one result; False where it is no answer."""
        pairs: dict[str, str] = self.journal.batches[nonce]["requests"]
        keys = {_custom_id(nonce, key): key for key in pairs}
        key = keys.get(entry.custom_id)
        if key is None or self.journal.find(key) is not None:
            return key is not None
        if entry.result.type != "succeeded":
            self.journal.failed(key, entry.result.type)
            return False
        answer = MessageAnswer(self.provider.name, self.provider.model, {})
        answer.read_whole(entry.result.message.model_dump(mode="json"))
        if answer.failure is not None:
            self.journal.failed(key, answer.failure.category.value)
            return False
        completion = priced(answer.completion(), self.price, share=BATCH_SHARE)
        self.journal.answered(key, pairs[key], completion, 0.0)
        return True


def open_client(settings: Settings) -> AsyncAnthropic:
    """Anthropic's own client, as the settings say. Raises `SetupError` without its package or a key."""
    try:
        import anthropic
    except ImportError as error:
        raise SetupError("batches need Anthropic's SDK: pip install 'resumemate-training[claude]'") from error
    if settings.anthropic_api_key is None:
        raise ConfigError("claude: ANTHROPIC_API_KEY is not set")
    return anthropic.AsyncAnthropic(
        api_key=settings.anthropic_api_key.reveal(), base_url=settings.anthropic_base_url, max_retries=5
    )


def _custom_id(nonce: str, key: str) -> str:
    return f"{nonce}-{key[:48]}"


def _size(batch: MessageBatch) -> int:
    counts = batch.request_counts
    return counts.processing + counts.succeeded + counts.errored + counts.canceled + counts.expired


class _explained:
    """Anthropic's errors as `StepFailed`, with the status and without the request."""

    def __init__(self, doing: str) -> None:
        self._doing = doing

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None:
            return
        from anthropic import AnthropicError, APIStatusError

        if isinstance(error, APIStatusError):
            what = f"{self._doing} failed with status {error.status_code}"
        elif isinstance(error, AnthropicError):
            what = f"{self._doing} failed ({type(error).__name__})"
        else:
            return
        raise StepFailed(f"{what}; nothing is lost, run the same command to go on") from None
