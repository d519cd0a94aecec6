"""The one decision table: what each kind of failure leads to, and whose fault it is.

The documentation holds what `as_markdown` prints; a test compares them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ..errors import FailureCategory as F


class Action(StrEnum):
    """What the chain does after a failure. Whatever is used up or does not fit into the time that is
    left becomes NEXT."""

    RETRY = "retry here"
    """The same request again after a short random wait; straight on where the server asked for a longer
    one and another model is waiting."""
    RETRY_IF_LAST = "retry here if no other model is waiting"
    """Waiting helps, but another model that stands ready helps at once."""
    REASK = "re-ask"
    """The same provider, told which fields were invalid."""
    MORE_ROOM = "more room"
    """The same request with twice the `max_tokens`, once."""
    NEXT = "next provider"
    GIVE_UP = "give up"


class Blame(StrEnum):
    """What a failure says about the provider's health."""

    NONE = "no"
    """Our request, our deadline or our caller: says nothing about the provider."""
    FAILURE = "yes"
    """Counts towards opening the circuit."""
    INVALID = "in a row"
    """Counts by itself and is forgotten at the first valid answer: a model that errs at times is
    healthy, one that never answers validly is not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line of the table; `why` is its reason in one sentence."""

    action: Action
    blame: Blame
    why: str


def _row(action: Action, blame: Blame, why: str) -> Row:
    return Row(action=action, blame=blame, why=why)


TABLE: Final[Mapping[F, Row]] = MappingProxyType(
    {
        F.RATE_LIMITED: _row(Action.RETRY_IF_LAST, Blame.FAILURE, "Passes, but only with waiting."),
        F.QUOTA_EXHAUSTED: _row(Action.NEXT, Blame.FAILURE, "Does not pass within a call."),
        F.OVERLOADED: _row(Action.RETRY_IF_LAST, Blame.FAILURE, "Passes, but only with waiting."),
        F.SERVER_ERROR: _row(Action.RETRY, Blame.FAILURE, "Often hits a single request."),
        F.CONNECT: _row(Action.RETRY, Blame.FAILURE, "Often a connection that the server had closed."),
        F.TIMEOUT: _row(Action.NEXT, Blame.FAILURE, "A silent route stays silent."),
        F.AUTH: _row(Action.NEXT, Blame.NONE, "The key stays wrong; every result shall say so."),
        F.NOT_FOUND: _row(Action.NEXT, Blame.NONE, "The model's name stays unknown."),
        F.CONTEXT_OVERFLOW: _row(Action.NEXT, Blame.NONE, "The request stays too long for this model."),
        F.REJECTED: _row(Action.NEXT, Blame.NONE, "The request stays as it is."),
        F.CONTENT_FILTER: _row(Action.NEXT, Blame.NONE, "The same text meets the same filter."),
        F.TRUNCATED: _row(Action.MORE_ROOM, Blame.NONE, "A cut answer is never parsed."),
        F.NOT_JSON: _row(Action.REASK, Blame.INVALID, "Models mend what they are told about."),
        F.SCHEMA_INVALID: _row(Action.REASK, Blame.INVALID, "Models mend what they are told about."),
        F.QUALITY_REJECTED: _row(Action.REASK, Blame.INVALID, "Models mend what they are told about."),
        F.CANCELLED: _row(Action.GIVE_UP, Blame.NONE, "Nobody waits for the answer any more."),
        F.DEADLINE: _row(Action.NEXT, Blame.NONE, "Our time was too short; a follower has its own."),
        F.CIRCUIT_OPEN: _row(Action.NEXT, Blame.NONE, "Nothing was sent."),
        F.QUEUE_FULL: _row(Action.NEXT, Blame.NONE, "Nothing was sent."),
        F.NOT_CONFIGURED: _row(Action.NEXT, Blame.NONE, "Nothing could be sent."),
        F.UNEXPECTED: _row(Action.NEXT, Blame.FAILURE, "A fault in the provider's own code."),
    }
)


def as_markdown() -> str:
    """The table as Markdown."""
    lines = ["| category | then | counts for the breaker | why |", "|---|---|---|---|"]
    lines += [f"| `{c.value}` | {r.action.value} | {r.blame.value} | {r.why} |" for c, r in TABLE.items()]
    return "\n".join(lines)
