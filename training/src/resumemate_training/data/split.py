"""Train, validation and test sets by candidate: one person's resumes stand on one side only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from ..errors import DataError, Leak, SetupError
from ..examples import Example, by_domain, read_examples, write_examples
from ..manifest import Manifest, Step
from ..terminal import watched
from .personal import candidate_name, parsed
from .similar import NEAR, near_duplicates

PARTS: Final = ("train", "valid", "test")
SHARES: Final = (0.8, 0.1, 0.1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Overlap:
    """Two examples of different files whose resumes are the same or nearly so."""

    first: str
    second: str
    similarity: float


def split(
    source: Path,
    folder: Path,
    *,
    shares: Sequence[float] = SHARES,
    seed: int = 7,
    skipped: Callable[[Manifest], None],
    quiet: bool = False,
) -> Manifest:
    """Write train.jsonl, valid.jsonl and test.jsonl into `folder`.

    `shares` are of the examples, as near as whole candidates allow; which candidate goes where depends on
    `seed` alone. `skipped` is called where it was done before. Raises `DataError` where there are fewer
    candidates than parts.
    """
    if len(shares) != 3 or min(shares) < 0 or abs(sum(shares) - 1) > 0.001 or not shares[0]:
        raise SetupError(
            "the three shares of train, valid and test must be 0 or more and sum to 1, such as 0.8,0.1,0.1"
        )
    step = Step("split", folder, inputs={"data": source}, options={"shares": list(shares), "seed": seed})
    if (done := step.finished()) is not None:
        skipped(done)
        return done
    examples = read_examples(source)
    read_resumes(examples, quiet=quiet)
    groups = by_candidate(examples)
    wanted = dict(zip(PARTS, shares, strict=True))
    needed = sum(share > 0 for share in shares)
    if len(groups) < needed:
        fix = "add resumes of other people, or give a part the share 0"
        raise DataError(f"{len(groups)} candidates cannot fill {needed} parts", path=source, fix=fix)
    parts = _dealt(examples, groups, wanted, seed)
    refuse_leaks({name: [examples[i] for i in part] for name, part in parts.items()})
    outputs = []
    for name, part in parts.items():
        outputs.append(folder / f"{name}.jsonl")
        write_examples(outputs[-1], [examples[i] for i in sorted(part)])
    result = {
        name: {"examples": len(part), "domains": by_domain([examples[i] for i in part])}
        for name, part in parts.items()
    }
    return step.finish(outputs=outputs, result={"candidates": len(groups), **result})


def by_candidate(examples: Sequence[Example]) -> list[list[int]]:
    """The examples of each candidate, as indexes: those with the same resume, nearly the same one, or one
    of the same name."""
    resumes = [resume_of(example) for example in examples]
    first = list(range(len(examples)))

    def root(index: int) -> int:
        while first[index] != index:
            first[index] = first[first[index]]
            index = first[index]
        return index

    def join(one: int, other: int) -> None:
        first[max(root(one), root(other))] = min(root(one), root(other))

    named: dict[str, int] = {}
    for index, resume in enumerate(resumes):
        for key in (f"text {resume}", _name_key(resume)):
            if key:
                join(index, named.setdefault(key, index))
    for near in near_duplicates(resumes):
        join(near.first, near.second)
    groups: dict[int, list[int]] = defaultdict(list)
    for index in range(len(examples)):
        groups[root(index)].append(index)
    return list(groups.values())


def read_resumes(examples: Sequence[Example], *, quiet: bool = False) -> None:
    """Parse every resume once, with a progress bar; what needs them afterwards finds them parsed."""
    for resume in watched(list(dict.fromkeys(map(resume_of, examples))), "read resumes", quiet=quiet):
        parsed(resume)


def resume_of(example: Example) -> str:
    """The resume of an example; the whole user message where it cannot be told from the rest."""
    texts = example.texts()
    return texts[0] if texts else example.messages[-2].content


def overlaps(
    one: Sequence[tuple[str, Example]], other: Sequence[tuple[str, Example]], *, threshold: float = NEAR
) -> list[Overlap]:
    """Every two examples, one of each side, that share a resume; both sides are named examples."""
    cut = len(one)
    texts = [resume_of(example) for _, example in (*one, *other)]
    names = [name for name, _ in (*one, *other)]
    return [
        Overlap(first=names[near.first], second=names[near.second], similarity=near.similarity)
        for near in near_duplicates(texts, threshold=threshold)
        if near.first < cut <= near.second
    ]


def refuse_leaks(parts: Mapping[str, Sequence[Example]]) -> None:
    """Raise `Leak` with the pair named where the first part shares a resume with another one."""
    (train, examples), *others = parts.items()
    first = [(f"{train}:{n} ({e.id})", e) for n, e in enumerate(examples, 1)]
    for name, held_out in others:
        second = [(f"{name}:{n} ({e.id})", e) for n, e in enumerate(held_out, 1)]
        found = overlaps(first, second)
        if found:
            worst = max(found, key=lambda overlap: overlap.similarity)
            more = f", and {len(found) - 1} more" if len(found) > 1 else ""
            raise Leak(
                f"{worst.first} and {worst.second} share a resume (similarity {worst.similarity:.2f}){more}",
                fix="split by candidate: resumemate-train data split",
            )


def _name_key(resume: str) -> str:
    """A name of at least two words; a single one is too many people's."""
    name = " ".join(candidate_name(resume).casefold().split())
    return f"name {name}" if " " in name else ""


def _dealt(
    examples: Sequence[Example], groups: Sequence[list[int]], wanted: Mapping[str, float], seed: int
) -> dict[str, list[int]]:
    """Whole groups to the part that is furthest behind its share; each part with a share gets one."""
    order = sorted(groups, key=lambda group: sha256(f"{seed} {examples[group[0]].id}".encode()).hexdigest())
    parts: dict[str, list[int]] = {name: [] for name in wanted}
    total = len(examples)
    for position, group in enumerate(order):
        empty = [name for name, share in wanted.items() if share > 0 and not parts[name]]
        left = len(order) - position
        open_ = empty if len(empty) >= left else [name for name, share in wanted.items() if share > 0]
        name = max(open_, key=lambda part: wanted[part] * total - len(parts[part]))
        parts[name] += group
    return parts
