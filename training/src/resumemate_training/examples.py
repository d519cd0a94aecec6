"""Training examples: one line of a training file each (contract, section 5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from resumemate_llm.errors import ProviderError
from resumemate_llm.prompts import system_prompt, texts_of
from resumemate_llm.providers.base import Completion
from resumemate_llm.routing import read_answer
from resumemate_llm.schema import ProDraft

from . import jsonl
from .errors import BadLine, DataError


class _Wire(BaseModel):
    """Immutable, and silent about its content in errors and reprs."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True, strict=True)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(...)"

    __str__ = __repr__


class ChatMessage(_Wire):
    """One message of an example."""

    role: Literal["system", "user", "assistant"]
    content: str


class Metadata(_Wire):
    """How the answer came about: tokens as the server counted them, UTC time, the model's name."""

    input_tokens: int
    output_tokens: int
    generated_at: str
    model: str


class Example(_Wire):
    """What a model is asked and what it should answer: system, user and assistant message. The last one
    is the JSON of a ProDraft, or of some of its keys for a model that answers in sections."""

    id: str
    domain: str
    messages: list[ChatMessage]
    metadata: Metadata

    @property
    def prompt(self) -> list[ChatMessage]:
        """The messages before the answer."""
        return self.messages[:-1]

    @property
    def answer(self) -> str:
        """The assistant message."""
        return self.messages[-1].content

    def texts(self) -> tuple[str, str] | None:
        """The resume and the job ad in the user message: of the SDK's own prompt, or under headings such as
        "RESUME" and "JOB DESCRIPTION"; None where they cannot be told."""
        user = self.messages[-2].content
        return texts_of(user) or _under_headings(user)

    @property
    def has_sdk_prompt(self) -> bool:
        """Whether it asks as this SDK asks, so that a model trained on it knows what it will be served."""
        return self.messages[0].content == system_prompt() and texts_of(self.messages[-2].content) is not None

    def draft(self) -> ProDraft:
        """The answer as a draft. Raises `ProviderError` with the invalid fields."""
        return read_answer(Completion(text=self.answer), ProDraft)

    def to_wire(self) -> dict[str, Any]:
        """The JSON-ready object, keys in the contract's order."""
        return self.model_dump(mode="json")


_HEADING = re.compile(
    r"^[^\w\n]*(?:the |candidate(?:'s)? |target |original )*"
    r"(?:(?P<resume>resume|r[ée]sum[ée]|cv|curriculum vitae)|(?P<job>job(?: (?:description|ad|posting|text))?|jd))"
    r"(?: text)?[^\w\n]*$",
    re.IGNORECASE | re.MULTILINE,
)


def _under_headings(user: str) -> tuple[str, str] | None:
    """The two texts of a foreign prompt: what stands behind a line that names the resume, and behind one
    that names the job, to the next such line."""
    heads = list(_HEADING.finditer(user))
    ends = [head.start() for head in heads[1:]] + [len(user)]
    held = {"resume": "", "job": ""}
    for head, end in zip(heads, ends, strict=True):
        text = user[head.end() : end].strip(" \n\t-=#*_`<>")
        kind = head.lastgroup or "job"
        held[kind] = max(held[kind], text, key=len)
    return (held["resume"], held["job"]) if held["resume"] and held["job"] else None


def read_examples(path: Path, *, drafts: bool = True) -> list[Example]:
    """The examples of a training file, in order.

    Raises `BadLine` with the line and the field for one that is not as the contract says; with `drafts`
    also for an answer that is no valid draft. Raises `DataError` for a file without any example.
    """
    examples = [parse(line.value, path, line.number, drafts=drafts) for line in jsonl.read(path)]
    if not examples:
        raise DataError("holds no example", path=path)
    return examples


def parse(value: object, path: Path, number: int, *, drafts: bool = True) -> Example:
    """The example on line `number` of `path`; errors as `read_examples`."""
    try:
        example = Example.model_validate(value)
    except ValidationError as error:
        raise BadLine(problems_of(error), path=path, number=number) from None
    roles = [message.role for message in example.messages]
    if roles != ["system", "user", "assistant"]:
        said = ", ".join(roles) or "none"
        raise BadLine(
            f"messages: system, user and assistant are expected, not {said}", path=path, number=number
        )
    if drafts:
        try:
            example.draft()
        except ProviderError as error:
            what = f"the answer is no valid draft: {'; '.join(error.problems[:3]) or error.detail}"
            raise BadLine(what, path=path, number=number) from None
    return example


def problems_of(error: ValidationError) -> str:
    """The first invalid fields as "path: reason", without values."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    shown = [f"{'.'.join(map(str, item['loc'])) or '(line)'}: {item['msg']}" for item in found[:3]]
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    return "; ".join(shown) + more


def write_examples(path: Path, examples: Iterable[Example]) -> None:
    """Put `examples` into `path` at once."""
    jsonl.write(path, (example.to_wire() for example in examples))


def answer_text(draft: ProDraft) -> str:
    """A draft as the assistant message that a model is to write: compact JSON with every key of the
    schema in its order, null where a value is optional and absent, as a schema-enforcing server has it."""
    return jsonl.dumps(draft.model_dump(mode="json", by_alias=True))


def by_domain(examples: Sequence[Example]) -> dict[str, int]:
    """How many examples there are of each profession, most first."""
    counts: dict[str, int] = {}
    for example in examples:
        counts[example.domain] = counts.get(example.domain, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
