"""What is in training data: tokens, professions, lengths, copies, near-copies across files, personal data."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import MissingPackage, SetupError
from ..examples import Example, by_domain
from .personal import emails, find
from .similar import near_duplicates
from .split import Overlap, overlaps, resume_of

CHARS_PER_TOKEN = 4.0
Count = Callable[[str], int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """Some numbers in short."""

    least: int
    median: int
    p95: int
    most: int
    total: int

    @classmethod
    def of(cls, values: Sequence[int]) -> Spread:
        """The spread of at least one value."""
        ordered = sorted(values)
        p95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
        return cls(
            least=ordered[0],
            median=round(statistics.median(ordered)),
            p95=p95,
            most=ordered[-1],
            total=sum(ordered),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """One file. `tokens_by` says what counted the tokens. `copies` are lines that say exactly the same as
    an earlier one; `near` are pairs of lines with nearly the same resume and the same job; `personal` counts
    examples by kind of data found in their texts; `foreign` are examples with another prompt than the SDK's."""

    path: str
    examples: int
    domains: Mapping[str, int]
    models: Mapping[str, int]
    tokens_by: str
    prompt_tokens: Spread
    answer_tokens: Spread
    total_tokens: Spread
    too_long: Mapping[int, int]
    copies: Sequence[tuple[int, int]]
    near: Sequence[tuple[int, int, float]]
    candidates: int
    personal: Mapping[str, int]
    unmasked_emails: int
    foreign: int
    overlaps: Sequence[Overlap] = field(default_factory=list)


def counter(tokenizer: Path | None) -> tuple[Count, str]:
    """What counts tokens, and its name: a model folder's tokenizer.json, else characters.

    Raises `MissingPackage` without the extra `[tokenizer]`, and `SetupError` for a folder without a tokenizer.
    """
    if tokenizer is None:
        return (
            lambda text: round(len(text) / CHARS_PER_TOKEN)
        ), f"an estimate, {CHARS_PER_TOKEN:g} characters a token"
    path = tokenizer / "tokenizer.json" if tokenizer.is_dir() else tokenizer
    if not path.exists():
        raise SetupError(f"{tokenizer}: no tokenizer.json; name the folder of the base model")
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise MissingPackage("counting tokens", "tokenizer") from error
    held = Tokenizer.from_file(str(path))
    return (lambda text: len(held.encode(text).ids)), str(path)


def inspect(
    path: Path,
    examples: Sequence[Example],
    *,
    count: Count,
    tokens_by: str,
    windows: Sequence[int],
    candidates: int,
) -> Report:
    """The report of one file."""
    prompts = [sum(count(message.content) for message in example.prompt) for example in examples]
    answers = [count(example.answer) for example in examples]
    totals = [prompt + answer for prompt, answer in zip(prompts, answers, strict=True)]
    return Report(
        path=str(path),
        examples=len(examples),
        domains=by_domain(examples),
        models=dict(Counter(example.metadata.model for example in examples).most_common()),
        tokens_by=tokens_by,
        prompt_tokens=Spread.of(prompts),
        answer_tokens=Spread.of(answers),
        total_tokens=Spread.of(totals),
        too_long={window: sum(total > window for total in totals) for window in windows},
        copies=_copies(examples),
        near=_near(examples),
        candidates=candidates,
        personal=_personal(examples),
        unmasked_emails=sum(bool(_all_emails(example)) for example in examples),
        foreign=sum(not example.has_sdk_prompt for example in examples),
    )


def across(files: Sequence[tuple[Path, Sequence[Example]]]) -> list[Overlap]:
    """Examples of different files that share a resume."""
    named = [[(f"{path.name}:{n}", e) for n, e in enumerate(examples, 1)] for path, examples in files]
    return [
        found for i, one in enumerate(named) for other in named[i + 1 :] for found in overlaps(one, other)
    ]


def _copies(examples: Sequence[Example]) -> list[tuple[int, int]]:
    """Lines whose prompt was asked before, with the earlier line."""
    seen: dict[str, int] = {}
    found = []
    for number, example in enumerate(examples, 1):
        first = seen.setdefault(example.messages[-2].content, number)
        if first != number:
            found.append((first, number))
    return found


def _near(examples: Sequence[Example]) -> list[tuple[int, int, float]]:
    """Pairs of lines with nearly the same resume and nearly the same job."""
    texts = [example.texts() or (resume_of(example), "") for example in examples]
    jobs = list(dict.fromkeys(job for _, job in texts))
    alike = {(jobs[near.first], jobs[near.second]) for near in near_duplicates(jobs)}

    def same_job(one: str, other: str) -> bool:
        return one == other or (one, other) in alike or (other, one) in alike

    return [
        (near.first + 1, near.second + 1, round(near.similarity, 3))
        for near in near_duplicates([resume for resume, _ in texts])
        if same_job(texts[near.first][1], texts[near.second][1])
    ]


def _personal(examples: Sequence[Example]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for example in examples:
        counts.update({item.kind for item in find(resume_of(example))})
    return dict(counts.most_common())


def _all_emails(example: Example) -> list[str]:
    return [found for message in example.messages for found in emails(message.content)]
