"""From two parsed texts to the messages that every provider and every training example holds.

The system message is the same bytes for every call, and the user message begins with the two texts, so
a server's prefix cache serves re-asks and the parts of a split draft: what differs stands at the end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from importlib.resources import files

from ..providers.base import Message
from ..schema import ParsedJob, ParsedResume, Role
from ..schema.dialects import Source, compact
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
    resume: ParsedResume, job: ParsedJob, *, mask: bool = True, language: str | None = None
) -> Prompt:
    """The prompt for a whole draft for one resume and one job.

    `mask` replaces the candidate's contact data by tokens. `language` (ISO 639-1) is the answer's, by
    default the job ad's.
    """
    hidden = contact_mask(resume, job) if mask else ContactMask()
    user = _user(resume, job, hidden, language) + "Answer with the JSON object."
    return Prompt(messages=_chat(system_prompt(), user), mask=hidden)


def build_parts(
    resume: ParsedResume,
    job: ParsedJob,
    tasks: Sequence[str],
    *,
    mask: bool = True,
    language: str | None = None,
) -> tuple[Prompt, ...]:
    """The prompts for the parts of one draft, one for each of `tasks` (`part_task` makes them).

    All are the same bytes but for the task at the end; `Message.shared` says how far. The roles of the
    resume are listed with their numbers, so that a task names a role without quoting the resume.
    """
    hidden = contact_mask(resume, job) if mask else ContactMask()
    shared = _user(resume, job, hidden, language, roles=True)
    system = parts_system_prompt()
    return tuple(
        Prompt(messages=_chat(system, shared + task, shared=len(shared)), mask=hidden) for task in tasks
    )


def part_task(name: str, schema: Source, roles: Sequence[int] = ()) -> str:
    """What stands at the end of a part's prompt: which part, and the form of its answer. `name` is that of a
    text in texts/parts, unless the part is about `roles`, which are indexes of the resume's roles."""
    numbered = ", ".join(f"role{role + 1}" for role in roles)
    instruction = _fill(f"parts/{'roles' if roles else name}", roles=numbered)
    return _fill("part", part=name, instruction=instruction, schema=compact(schema))


@cache
def system_prompt() -> str:
    """The system message of a whole draft: one text for every provider and every training example."""
    return _fill("system", schema=compact())


@cache
def parts_system_prompt() -> str:
    """The system message of the parts of a draft: the same rules, but each request brings its own form."""
    return _fill("system", schema=_template("form_of_parts"))


def _chat(system: str, user: str, *, shared: int = 0) -> tuple[Message, ...]:
    return (
        Message(role="system", content=system, shared=len(system) if shared else 0),
        Message(role="user", content=user, shared=shared),
    )


def _user(
    resume: ParsedResume, job: ParsedJob, hidden: ContactMask, language: str | None, *, roles: bool = False
) -> str:
    """The user message as far as the task."""
    resume_text = _clip(hidden.hide(_encodable(resume.text)), RESUME_LIMIT)
    job_text = _clip(hidden.hide(_encodable(job.text)), JOB_LIMIT)
    listed = hidden.hide(_encodable(_listed(resume.profile.experience))) if roles else ""
    boundary = _boundary(resume_text, job_text, *([listed] if roles else []))
    code = language or job.language
    return _fill(
        "user",
        boundary=boundary,
        language=_LANGUAGES.get(code, f"the language with the ISO 639-1 code {code}"),
        resume=resume_text,
        job=job_text,
        roles=f"\n{_fill('roles', boundary=boundary, roles=listed)}\n" if listed else "",
        task="",
    )


def _listed(roles: Sequence[Role]) -> str:
    """The roles of a resume by number, so that the parts of a plan mean the same ones."""
    lines = []
    for number, role in enumerate(roles, start=1):
        dates = " – ".join(filter(None, (role.start, role.end)))
        facts = " | ".join(" ".join(fact.split()) for fact in (role.title, role.company, dates) if fact)
        lines.append(f"role{number}: {facts} | statements: {len(role.statements)}")
    return "\n".join(lines)


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
    return (*before, replace(last, content=text))


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
