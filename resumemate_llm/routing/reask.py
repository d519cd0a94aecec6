"""How a provider is told what was wrong with its answer."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Final

from ..providers.base import DraftRequest

MAX_PROBLEMS: Final = 20
"""Lines sent back at most; an answer with more mistakes is wrong as a whole."""


def with_problems(request: DraftRequest, problems: Sequence[str]) -> DraftRequest:
    """The request with the invalid fields of the last answer stated at the end of its last message.

    The answer itself is not sent back: it would double the prompt and repeat the resume. The text goes
    into the last message because some chat templates refuse two user messages in a row.
    """
    if not problems or not request.messages:
        return request
    *before, last = request.messages
    listed = "\n".join(f"- {problem}" for problem in problems[:MAX_PROBLEMS])
    note = (
        "Your last answer to this request could not be used:\n"
        f"{listed}\n"
        "Answer again, with one complete JSON object that matches the schema and nothing around it."
    )
    last = dataclasses.replace(last, content=f"{last.content}\n\n{note}")
    return request.replace(messages=(*before, last))
