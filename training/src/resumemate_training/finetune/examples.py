"""Training files as examples: messages with one answer at the end, checked line by line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import jsonl
from ..errors import BadLine, DataError

ROLES = ("system", "user", "assistant")


@dataclass(frozen=True, slots=True)
class Example:
    """One line of a training file. Its repr shows its place only."""

    place: str
    prompt: tuple[dict[str, str], ...]
    answer: str

    @property
    def messages(self) -> list[dict[str, str]]:
        """Prompt and answer as chat messages."""
        return [*self.prompt, {"role": "assistant", "content": self.answer}]

    def __repr__(self) -> str:
        return f"Example({self.place}, <{len(self.answer)} chars>)"


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a run trains on, and what it is evaluated on after each epoch."""

    train: list[Example]
    valid: list[Example]


def read_dataset(folder: Path) -> Dataset:
    """`train.jsonl` and, where it exists and is not empty, `valid.jsonl`.

    Raises `DataError` for a folder without training examples and `BadLine` for a line that is none.
    """
    train = folder / "train.jsonl"
    if not train.is_file():
        raise DataError("no train.jsonl", path=folder, fix="make it with: resumemate-train data split")
    valid = folder / "valid.jsonl"
    examples = read_examples(train)
    if not examples:
        raise DataError("no example in it", path=train)
    return Dataset(examples, read_examples(valid) if valid.is_file() else [])


def read_examples(path: Path) -> list[Example]:
    """Every line of `path`. Raises `BadLine` with its number for one that cannot be trained on."""
    return [_example(line.value, path, line.number) for line in jsonl.read(path)]


def _example(value: Mapping[str, Any], path: Path, number: int) -> Example:
    messages = value.get("messages")
    if not isinstance(messages, list) or not all(map(_is_message, messages)):
        raise BadLine("`messages` must be a list of {role, content}", path=path, number=number)
    roles = tuple(message["role"] for message in messages)
    if roles[-1:] != ("assistant",) or roles.count("assistant") != 1:
        what = f"one answer at the end is expected, not {', '.join(roles) or 'nothing'}"
        fix = "write one example for each answer: of an earlier one nothing would be learned"
        raise BadLine(what, path=path, number=number, fix=fix)
    answer = messages[-1]["content"]
    try:
        whole = isinstance(json.loads(answer), dict)
    except ValueError:
        whole = False
    if not whole:
        raise BadLine("the answer is not one JSON object", path=path, number=number)
    kept = ({"role": message["role"], "content": message["content"]} for message in messages[:-1])
    return Example(f"{path.name}:{number}", tuple(kept), answer)


def _is_message(value: object) -> bool:
    return isinstance(value, dict) and value.get("role") in ROLES and isinstance(value.get("content"), str)
