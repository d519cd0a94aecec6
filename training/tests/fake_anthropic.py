"""A fake of Anthropic's API that counts what it was paid for: messages, streamed or whole, and batches.

It stands in for the paid API only: its answers are drafts of the deterministic writer for the resume in the
request, and it is asked by Anthropic's own SDK.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from resumemate_llm.plan import plan_whole
from resumemate_llm.prompts import texts_of
from resumemate_llm.providers.mock import MockProvider
from resumemate_llm.resume import read_job, read_resume
from resumemate_llm.testing import Fault, FaultServer, Protocol
from resumemate_llm.testing.fault_http import HttpRequest, Reply

USAGE = {"input_tokens": 4_000, "output_tokens": 2_000}
EACH_USD = (4_000 * 3 + 2_000 * 15) / 1_000_000
"""What one answer costs by the price list of claude-sonnet-4-5."""


@dataclass
class Batch:
    """One batch that was created; `ready_at` is when it ends."""

    id: str
    created_at: datetime
    ready_at: float
    requests: list[dict[str, Any]]

    def wire(self) -> dict[str, Any]:
        ended = time.monotonic() >= self.ready_at
        counts = {"canceled": 0, "errored": 0, "expired": 0, "processing": 0, "succeeded": 0}
        counts["succeeded" if ended else "processing"] = len(self.requests)
        return {
            "id": self.id,
            "type": "message_batch",
            "processing_status": "ended" if ended else "in_progress",
            "request_counts": counts,
            "created_at": self.created_at.isoformat(),
            "expires_at": (self.created_at + timedelta(days=1)).isoformat(),
            "ended_at": datetime.now(UTC).isoformat() if ended else None,
            "archived_at": None,
            "cancel_initiated_at": None,
            "results_url": f"/v1/messages/batches/{self.id}/results" if ended else None,
        }


@dataclass
class Bill:
    """By user message: answers that were sent to their end, and requests that came, which the API bills too."""

    paid: Counter[str] = field(default_factory=Counter)
    begun: Counter[str] = field(default_factory=Counter)


class FakeAnthropic(FaultServer):
    """`bill` says what was paid for. `batch_seconds` is how long a batch takes; `create_seconds` how long the
    answer to its creation is held back after it exists; `result` changes a batch's result for a custom_id.
    `events` counts the pieces of streams that were sent. While `held`, no answer begins."""

    def __init__(
        self, *script: Fault | str, batch_seconds: float = 0.0, create_seconds: float = 0.0, **more: Any
    ) -> None:
        more.setdefault("answer", lambda body: drafted(user_text(body)))
        super().__init__(*script, **more)
        self.bill = Bill()
        self.batches: dict[str, Batch] = {}
        self.batch_seconds, self.create_seconds = batch_seconds, create_seconds
        self.result: Callable[[str], dict[str, Any] | None] = lambda custom_id: None
        self.refuse_batches: int | None = None
        self.events, self.held = 0, False
        self._numbers = itertools.count(1)

    @property
    def in_flight(self) -> int:
        """Requests that are being answered now."""
        return self._counts.in_flight

    async def _reply(
        self, request: HttpRequest, body: Any, protocol: Protocol | None, fault: Fault, reply: Reply
    ) -> bool:
        if protocol is not None:
            self.bill.begun[user_key(body)] += 1
        return await super()._reply(request, body, protocol, fault, reply)

    async def _generate(self, protocol: Protocol, fault: Fault, body: Any, reply: Reply) -> bool:
        key = user_key(body)
        while self.held:
            await reply.pause(0.01)
        whole = await super()._generate(protocol, fault, body, _Counted(reply, self._tick))
        if whole and fault.status == 200:
            self.bill.paid[key] += 1
        return whole

    def _tick(self) -> None:
        with self._changed:
            self.events += 1
            self._changed.notify_all()

    def side(self, method: str, path: str, body: Any) -> tuple[int, object] | None:
        if not path.startswith("/v1/messages/batches"):
            return None
        rest = path.removeprefix("/v1/messages/batches").strip("/").split("/")
        if method == "POST":
            return self._create(body)
        if rest == [""]:
            data = [batch.wire() for batch in reversed(self.batches.values())]
            return 200, {"data": data, "has_more": False, "first_id": None, "last_id": None}
        batch = self.batches.get(rest[0])
        if batch is None:
            return 404, {"type": "error", "error": {"type": "not_found_error", "message": "no such batch"}}
        if rest[1:] == ["results"]:
            return 200, "".join(json.dumps(self._result(r)) + "\n" for r in batch.requests).encode()
        return 200, batch.wire()

    def _create(self, body: Any) -> tuple[int, object]:
        if self.refuse_batches is not None:
            return self.refuse_batches, {"type": "error", "error": {"type": "api_error", "message": "no"}}
        ids = [request["custom_id"] for request in body["requests"]]
        assert len(set(ids)) == len(ids) and all(len(i) <= 64 for i in ids)
        assert all(
            "stream" not in request["params"] and request["params"]["max_tokens"]
            for request in body["requests"]
        )
        number = next(self._numbers)
        ready = time.monotonic() + self.batch_seconds
        batch = Batch(f"msgbatch_{number:04}", datetime.now(UTC), ready, body["requests"])
        self.batches[batch.id] = batch
        for request in body["requests"]:
            self.bill.begun[user_key(request["params"])] += 1
            self.bill.paid[user_key(request["params"])] += 1
        time.sleep(self.create_seconds)
        return 200, batch.wire()

    def _result(self, request: Mapping[str, Any]) -> dict[str, Any]:
        custom_id = request["custom_id"]
        result = self.result(custom_id) or {"type": "succeeded", "message": message(request["params"])}
        return {"custom_id": custom_id, "result": result}


class _Counted(Reply):
    """A reply that tells of each event it has sent."""

    def __init__(self, reply: Reply, tell: Callable[[], None]) -> None:
        super().__init__(reply._reader, reply._writer)
        self._tell = tell

    async def event(self, data: bytes) -> None:
        await super().event(data)
        self._tell()


def message(params: Mapping[str, Any]) -> dict[str, Any]:
    """A whole message with the tool's input."""
    draft = json.loads(drafted(user_text(params)))
    tool = {"type": "tool_use", "id": "toolu_1", "name": params["tools"][0]["name"], "input": draft}
    return {
        "id": f"msg_{user_key(params)[:12]}",
        "type": "message",
        "role": "assistant",
        "model": params["model"],
        "content": [tool],
        "stop_reason": "tool_use",
        "stop_sequence": None,
        "usage": {**USAGE, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0},
    }


def user_text(body: Mapping[str, Any]) -> str:
    """The last user message of a request."""
    content = body["messages"][-1]["content"]
    assert isinstance(content, str)
    return content


def user_key(body: Mapping[str, Any]) -> str:
    """A short name for what was asked."""
    return sha256(user_text(body).encode()).hexdigest()[:16]


@cache
def drafted(user: str) -> str:
    """The deterministic writer's draft for the two texts of a user message."""
    texts = texts_of(user)
    assert texts is not None
    request = plan_whole(read_resume(texts[0]), read_job(texts[1]), mask_contact=False).request
    made: list[str] = []

    async def write() -> None:
        made.append((await MockProvider().complete(request, timeout=30)).text)

    _run_apart(write())
    return made[0]


def _run_apart(work: Any) -> None:
    """Run a coroutine that waits for nothing, inside a running loop too."""
    try:
        work.send(None)
    except StopIteration:
        return
    asyncio.run(work)
