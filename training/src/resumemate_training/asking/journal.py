"""What was asked and what was answered, on the disk before anything is made of it.

The journal is a JSONL file beside the output. "sent" stands there before a request leaves, "answer" with the
whole raw text as soon as it is there, "failed" where none came. A request is known by the hash of what is
sent, so that a run that was killed finds its paid answers again and asks for the others only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from resumemate_llm.providers.base import Completion, DraftRequest
from resumemate_llm.schema import Usage

from .. import jsonl
from ..errors import DataError


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """One paid answer: the completion, when it came (UTC, ISO 8601), and after how many seconds."""

    completion: Completion
    at: str
    seconds: float


class Record:
    """What a journal says. `unknown` are the hashes of requests that were on their way when whoever carried
    them was killed; `answered_pairs` are the pairs for which an answer stands in the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._answers: dict[str, Answer] = {}
        self.unknown: set[str] = set()
        self.answered_pairs: set[str] = set()
        self.batches: dict[str, dict[str, Any]] = {}
        self.spent_usd, self.unpriced = 0.0, 0
        for line in jsonl.read(path, torn=True) if path.exists() else ():
            try:
                self._replay(line.value)
            except (KeyError, TypeError, ValueError) as error:
                what = f"line {line.number} is no entry of a journal"
                raise DataError(what, path=path, fix="move the file away, or restore it") from error

    def find(self, request: str) -> Answer | None:
        """The answer to a request, where it was paid before."""
        return self._answers.get(request)

    @property
    def answers(self) -> list[Answer]:
        """Every answer so far."""
        return list(self._answers.values())

    def learn(self, request: str, answer: Answer) -> None:
        """Know of an answer that another process has written down."""
        self.unknown.discard(request)
        self._answers[request] = answer
        if answer.completion.cost_usd is not None:
            self.spent_usd += answer.completion.cost_usd
        elif answer.completion.usage != Usage():
            self.unpriced += 1

    def _replay(self, entry: Mapping[str, Any]) -> None:
        kind = entry["kind"]
        if kind == "batch":
            self.batches.setdefault(entry["nonce"], {}).update(entry)
            return
        request = entry["request"]
        if kind == "sent":
            self.unknown.add(request)
            return
        self.unknown.discard(request)
        if kind == "answer":
            held = entry["completion"]
            self.answered_pairs.add(entry["pair"])
            completion = Completion(**{**held, "usage": Usage.model_validate(held["usage"])})
            self.learn(request, Answer(completion=completion, at=entry["at"], seconds=entry["seconds"]))


class Journal(Record):
    """The record, open for writing; hold `files.lock` on the path."""

    def __init__(self, path: Path) -> None:
        self._file = jsonl.Appender(path)
        super().__init__(path)

    def sent(self, request: str, pair: str) -> None:
        """A request is about to leave."""
        self._add({"kind": "sent", "request": request, "pair": pair, "at": now()})

    def failed(self, request: str, reason: str) -> None:
        """A request ended without an answer."""
        self._add({"kind": "failed", "request": request, "reason": reason, "at": now()})

    def answered(self, request: str, pair: str, completion: Completion, seconds: float) -> Answer:
        """Keep an answer; returns when it is on the disk."""
        entry = {
            "kind": "answer",
            "request": request,
            "pair": pair,
            "at": now(),
            "seconds": round(seconds, 3),
            "completion": {
                "text": completion.text,
                "finish_reason": completion.finish_reason,
                "usage": completion.usage.to_wire(),
                "model": completion.model,
                "request_id": completion.request_id,
                "cost_usd": completion.cost_usd,
            },
        }
        self._add(entry)
        return self._answers[request]

    def batch(self, nonce: str, state: str, **more: Any) -> None:
        """A batch has come to a `state`: "submitting", "submitted" or "collected"."""
        self._add({"kind": "batch", "nonce": nonce, "state": state, "at": now(), **more})

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _add(self, entry: dict[str, Any]) -> None:
        self._file.append(entry)
        self._replay(entry)


def request_hash(provider: str, model: str, request: DraftRequest, *, sample: int = 0) -> str:
    """The hash of what is sent. `sample` tells apart a request that is put once more on purpose."""
    messages = [[message.role, message.content] for message in request.messages]
    said = [provider, model, messages, request.max_tokens, request.temperature, sample]
    return sha256(jsonl.dumps(said).encode("utf-8", "replace")).hexdigest()


def now() -> str:
    """The time, UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")
