"""From two parsed texts to the messages that every provider and every training example holds.

The system message is the same bytes for every call, and the user message begins with the two texts, so
a server's prefix cache serves re-asks and the parts of a split draft.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files

from ..providers.base import Message
from ..schema import ParsedJob, ParsedResume
from ..schema.dialects import compact
from .mask import ContactMask, contact_mask

PROMPT_VERSION = "1"
"""Raised whenever a byte of the prompt texts changes: training files and results carry it."""

RESUME_LIMIT = 24_000
"""Characters of the resume that are sent (contract, section 4.1)."""
JOB_LIMIT = 4_000
"""Characters of the job ad that are sent (contract, section 4.1)."""

_MAX_PROBLEMS = 20
_LANGUAGES = {
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "sv": "Swedish",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """The messages to send and what brings the masked contact data back into the answer."""

    messages: tuple[Message, ...]
    mask: ContactMask = field(default_factory=ContactMask)
    version: str = PROMPT_VERSION


def build_messages(
    resume: ParsedResume,
    job: ParsedJob,
    *,
    mask: bool = True,
    language: str | None = None,
    keys: Sequence[str] = (),
) -> Prompt:
    """The prompt for one resume and one job.

    `mask` replaces the candidate's contact data by tokens. `language` (ISO 639-1) is the answer's,
    by default the job ad's. `keys` asks for those top-level keys of the draft only; the messages of
    all parts of one draft differ in their last line alone.
    """
    hidden = contact_mask(resume, job) if mask else ContactMask()
    resume_text = _clip(hidden.hide(_encodable(resume.text)), RESUME_LIMIT)
    job_text = _clip(hidden.hide(_encodable(job.text)), JOB_LIMIT)
    code = language or job.language
    user = _fill(
        "user",
        boundary=_boundary(resume_text, job_text),
        language=_LANGUAGES.get(code, f"the language with the ISO 639-1 code {code}"),
        task=_task(keys),
        resume=resume_text,
        job=job_text,
    )
    messages = (Message(role="system", content=system_prompt()), Message(role="user", content=user))
    return Prompt(messages=messages, mask=hidden)


@cache
def system_prompt() -> str:
    """The system message: one text for every provider, every part and every training example."""
    return _fill("system", schema=compact())


def reask_message(problems: Sequence[str]) -> Message:
    """What a provider is told after an answer that could not be used: `problems` are "path: reason"
    lines, which hold no value of the answer."""
    shown = [f"- {problem}" for problem in problems[:_MAX_PROBLEMS]] or ["- it was not one JSON object"]
    if len(problems) > _MAX_PROBLEMS:
        shown.append(f"- and {len(problems) - _MAX_PROBLEMS} more of the same kind")
    return Message(role="user", content=_fill("reask", problems="\n".join(shown)))


def with_reask(messages: Sequence[Message], problems: Sequence[str]) -> tuple[Message, ...]:
    """`messages` with the re-ask at the end of the last user message: some chat templates refuse two
    user messages in a row, and the prefix stays as it was."""
    *before, last = messages
    text = f"{last.content}\n\n{reask_message(problems).content}"
    return (*before, Message(role=last.role, content=text))


_TEXTS = re.compile(
    r"<<<RESUME (?P<mark>\w+)>>>\n(?P<resume>.*)\n<<<END OF RESUME (?P=mark)>>>\s+"
    r"<<<JOB AD (?P=mark)>>>\n(?P<job>.*)\n<<<END OF JOB AD (?P=mark)>>>",
    re.DOTALL,
)
"""What `texts/user.md` puts around the two texts."""


def texts_of(user_message: str) -> tuple[str, str] | None:
    """The resume and the job ad, as a user message of `build_messages` holds them; None where it is
    another kind of message."""
    found = _TEXTS.search(user_message)
    return (found["resume"], found["job"]) if found else None


def _task(keys: Sequence[str]) -> str:
    if not keys:
        return "Answer with the JSON object."
    return f"Answer with a JSON object of these keys only: {', '.join(keys)}."


def _boundary(*texts: str) -> str:
    """A mark that no text holds. It comes from the texts, so that the same texts give the same bytes."""
    joined = "\0".join(texts)
    digest = sha256(joined.encode()).hexdigest()
    length = 12
    while digest[:length] in joined:
        length += 1
        if length > len(digest):
            digest, length = sha256(digest.encode()).hexdigest(), 12
    return digest[:length]


def _encodable(text: str) -> str:
    """`text` without lone surrogates, which no UTF-8 request body can hold."""
    return text.encode("utf-8", "replace").decode()


def _clip(text: str, limit: int) -> str:
    """At most `limit` characters, cut at the last paragraph, line or word border that fits."""
    text = text.strip()
    if len(text) <= limit:
        return text
    for border in ("\n\n", "\n", " "):
        cut = text.rfind(border, limit // 2, limit + 1)
        if cut > 0:
            return text[:cut].rstrip()
    return text[:limit]


@cache
def _template(name: str) -> str:
    return (files(__package__) / "texts" / f"{name}.md").read_text(encoding="utf-8").strip()


def _fill(name: str, **values: str) -> str:
    """The template with each {{key}} replaced, in one pass: what a value holds is never a template."""
    head, *rest = _template(name).split("{{")
    parts = [head]
    for piece in rest:
        key, _, tail = piece.partition("}}")
        parts += [values[key], tail]
    return "".join(parts)
