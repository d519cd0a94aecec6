"""One example for each section of the SDK's plan, for models that answer sections in parallel."""

from __future__ import annotations

from collections.abc import Iterator

from resumemate_llm.plan import Part, plan_sections, plan_whole
from resumemate_llm.prompts import texts_of

from .. import jsonl
from ..errors import DataError
from ..examples import ChatMessage, Example
from ..masked import Reading, read
from .pairs import Pair


def sections_of(example: Example) -> Iterator[Example]:
    """The example once for every section: what the SDK would ask for it, and what of the draft answers it.

    Ids are the example's with the section's name behind it. Output tokens are the section's share of the
    draft's, by length. Raises `DataError` where the prompt is not the SDK's, or where the draft lacks a
    role of the resume.
    """
    if not example.has_sdk_prompt:
        fix = "ask it anew: resumemate-train data import --reprompt"
        raise DataError("its prompt is not this SDK's", path=example.id, fix=fix)
    reading = read(example, example.id)
    draft = example.draft()
    for part in parts_of(example, reading):
        try:
            answer = jsonl.dumps(part.project(draft))
        except ValueError as error:
            raise DataError(str(error), path=example.id, fix="leave the example out") from error
        yield _example(example, part, answer)


def parts_of(example: Example, reading: Reading) -> tuple[Part, ...]:
    """The SDK's plan for the example. Where masking the stand-ins does not give the example's own tokens, the
    texts are taken as they are masked."""
    whole = plan_whole(reading.resume, reading.job).request.messages[-1].content
    if texts_of(whole) == example.texts():
        return plan_sections(reading.resume, reading.job)
    texts = example.texts()
    assert texts is not None
    pair = Pair(domain=example.domain, resume=texts[0], job=texts[1], source=example.id)
    return plan_sections(*pair.parsed(), mask_contact=False)


def _example(example: Example, part: Part, answer: str) -> Example:
    prompt = [ChatMessage(role=message.role, content=message.content) for message in part.request.messages]
    share = len(answer) / max(len(example.answer), 1)
    tokens = round(share * example.metadata.output_tokens)
    return example.model_copy(
        update={
            "id": f"{example.id}/{part.name}",
            "messages": [*prompt, ChatMessage(role="assistant", content=answer)],
            "metadata": example.metadata.model_copy(update={"output_tokens": tokens}),
        }
    )
