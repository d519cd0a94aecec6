"""A local OpenAI-compatible server that spends time as a GPU does. A SIMULATION: no model runs.

It speaks the protocol over HTTP on 127.0.0.1, so the whole client is real; what is simulated is the clock.
Requests are batched as vLLM does it: every step gives each running sequence one token, prompts are read
in chunks besides, blocks of a prompt that were read before are taken from the prefix cache, a request waits
while places or cache are full. The clock is virtual: it moves by the length of each step, and stands still
while the client has something to do, so the figures do not depend on this machine's speed. `expected` tells
how many requests will come in all and how many of them at one time, so that the clock knows when to stand.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from resumemate_llm.testing.fault_http import Reply
from resumemate_llm.testing.fault_protocols import Protocol
from resumemate_llm.testing.fault_server import FaultServer
from resumemate_llm.testing.faults import Fault

from .gpu import Clock

CHARS_A_TOKEN = 4.3
"""Characters of a token of Qwen2.5's tokenizer in our prompts, as measured."""
_BLOCK_TOKENS = 16
_PATIENCE = 20.0


@dataclass(eq=False)
class Sequence:
    """One request in the server. Instants are on the simulated clock."""

    prompt: str
    answer_tokens: int
    arrived: float
    blocks: tuple[bytes, ...] = ()
    read: int = 0
    cached: int = 0
    written: int = 0
    first_token: float = 0.0
    finished: float = 0.0
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def prompt_tokens(self) -> int:
        return len(self.blocks) * _BLOCK_TOKENS


class ClockServer(FaultServer):
    """The server. `text_of` and `tokens_of` give a request's answer and its length in tokens."""

    def __init__(
        self,
        clock: Clock,
        *,
        text_of: Callable[[Mapping[str, Any]], str],
        tokens_of: Callable[[Mapping[str, Any]], int],
        max_num_seqs: int = 32,
        max_batched_tokens: int = 2_048,
        prefix_cache: bool = True,
        same_step: bool = True,
    ) -> None:
        super().__init__(context_length=None)
        self.clock, self._text_of, self._tokens_of = clock, text_of, tokens_of
        self._max_num_seqs, self._budget = max_num_seqs, max_batched_tokens
        self._caches, self._same_step = prefix_cache, same_step
        self._cache: set[bytes] = set()
        self.now = 0.0
        self.sequences: list[Sequence] = []
        self.prompt_tokens = self.cached_tokens = 0
        self._waiting: list[Sequence] = []
        self._running: list[Sequence] = []
        self._arrived, self._finished = 0, 0
        self._expected, self._at_one_time = 0, 0
        self._arrival = asyncio.Event()
        self._loop_task: asyncio.Task[None] | None = None

    def expect(self, requests: int, *, at_one_time: int) -> None:
        """Forget what was, and let the clock stand until these requests are there."""
        self._expected, self._at_one_time = requests, at_one_time
        self._arrived = self._finished = 0
        self.now, self.sequences = 0.0, []
        self.prompt_tokens = self.cached_tokens = 0
        self._cache.clear()

    async def _generate(self, protocol: Protocol, fault: Fault, body: Any, reply: Reply) -> bool:
        sequence = self._admit(body)
        text = self._text_of(body)
        await reply.start_stream((), protocol.content_type)
        for event in protocol.begin(fault, body):
            await reply.event(event)
        await sequence.begun.wait()
        await reply.event(protocol.piece(text[:4], fault, body))
        await sequence.done.wait()
        await reply.event(protocol.piece(text[4:], fault, body))
        for event in protocol.end(text, fault, body):
            await reply.event(event)
        return await reply.end_stream()

    def _admit(self, body: Mapping[str, Any]) -> Sequence:
        prompt = "\0".join(str(message["content"]) for message in body["messages"])
        sequence = Sequence(prompt, self._tokens_of(body), self.now, _blocks(prompt))
        self.sequences.append(sequence)
        self._waiting.append(sequence)
        self._arrived += 1
        self._arrival.set()
        if self._loop_task is None or self._loop_task.done():
            self._loop_task = asyncio.get_running_loop().create_task(self._turn())
        return sequence

    async def _turn(self) -> None:
        while True:
            await self._stand_still()
            if not self._waiting and not self._running:
                return
            self._step(self._schedule())
            if any(s.written <= 1 or s.finished for s in self._running):
                self._running = [s for s in self._running if not s.finished]
                await asyncio.sleep(0)

    async def _stand_still(self) -> None:
        """Wait until as many requests are there as the client sends at one time."""
        while self._arrived < min(self._expected, self._finished + self._at_one_time):
            self._arrival.clear()
            await asyncio.wait_for(self._arrival.wait(), _PATIENCE)

    def _schedule(self) -> list[tuple[Sequence, int]]:
        """What the next step does: for each running sequence the prompt tokens that it reads (0: it writes
        a token). Waiting requests are let in, first come first served, while the step has tokens left and
        there are places and cache; what was read before is found then."""
        budget = self._budget
        plan = []
        for sequence in self._running:
            tokens = min(sequence.prompt_tokens - sequence.read, budget)
            plan.append((sequence, tokens))
            budget -= max(tokens, 1)
        used = sum(s.prompt_tokens - s.cached + s.answer_tokens for s in self._running)
        while self._waiting and budget > 0 and len(self._running) < self._max_num_seqs:
            sequence = self._waiting[0]
            cached = self._hits(sequence)
            used += sequence.prompt_tokens - cached + sequence.answer_tokens
            if self._running and used > self.clock.room:
                break
            sequence.read = sequence.cached = cached
            self.prompt_tokens += sequence.prompt_tokens
            self.cached_tokens += cached
            self._running.append(self._waiting.pop(0))
            tokens = min(sequence.prompt_tokens - sequence.read, budget)
            plan.append((sequence, tokens))
            budget -= tokens
            if self._same_step:
                self._keep(sequence, sequence.read + tokens)
        return plan

    def _keep(self, sequence: Sequence, tokens: int) -> None:
        if self._caches:
            self._cache.update(sequence.blocks[: tokens // _BLOCK_TOKENS])

    def _hits(self, sequence: Sequence) -> int:
        """Tokens of the prompt that the cache holds; the last block is always read anew."""
        known = 0
        while self._caches and known < len(sequence.blocks) - 1 and sequence.blocks[known] in self._cache:
            known += 1
        return known * _BLOCK_TOKENS

    def _step(self, plan: list[tuple[Sequence, int]]) -> None:
        """One step: prompts are read on, every sequence whose prompt is read writes a token."""
        writing = [s for s, tokens in plan if not tokens and s.read >= s.prompt_tokens]
        self.now += self.clock.step(
            [s.prompt_tokens + s.written for s in writing], sum(tokens for _, tokens in plan)
        )
        for sequence, tokens in plan:
            sequence.read += tokens
            self._keep(sequence, sequence.read)
            if sequence.read >= sequence.prompt_tokens:
                self._write(sequence)

    def _write(self, sequence: Sequence) -> None:
        sequence.written += 1
        if sequence.written == 1:
            sequence.first_token = self.now
            sequence.begun.set()
        if sequence.written >= sequence.answer_tokens:
            sequence.finished = self.now
            self._finished += 1
            sequence.done.set()


def _blocks(prompt: str) -> tuple[bytes, ...]:
    """The hashes of a prompt's blocks, each with all that stands before it."""
    size = round(_BLOCK_TOKENS * CHARS_A_TOKEN)
    digest, blocks = sha256(), []
    for start in range(0, len(prompt), size):
        digest.update(prompt[start : start + size].encode())
        blocks.append(digest.digest())
    return tuple(blocks)
