"""What is done of one output: the examples kept, the drafts rejected, and `.progress.json`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from resumemate_llm.prompts import PROMPT_VERSION

from .. import jsonl
from ..asking.journal import now
from ..errors import DataError, SetupError
from ..examples import Example
from ..files import write_json
from .pairs import Pair

PROGRESS = ".progress.json"
_WRITE_EVERY = 20


class Done:
    """What is done of one output, read only."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.progress_path = path.with_name(PROGRESS)
        rejects = beside(path, "rejects")
        self._ids = (
            {str(line.value.get("id")) for line in jsonl.read(path, torn=True)} if path.exists() else set()
        )
        entries = [line.value for line in jsonl.read(rejects, torn=True)] if rejects.exists() else []
        self.rejected = Counter(str(entry.get("pair")) for entry in entries)
        self.done: set[str] = set(_read_progress(self.progress_path, path)) | set(self.rejected)

    def has(self, pair: Pair) -> bool:
        """Whether the pair is done: kept, rejected, or done elsewhere."""
        if pair.id in self._ids:
            self.done.add(pair.key)
        return pair.key in self.done

    def forget_rejects(self) -> None:
        """Let rejected pairs be asked once more."""
        self.done -= set(self.rejected)


class Output(Done):
    """One training file that grows, its rejects beside it, and the progress file of its folder.

    The two JSONL files are the truth; `.progress.json` (contract, section 5) is written from them and read
    for pairs that were done elsewhere. Hold `files.lock` on the path while this is open.
    """

    def __init__(self, path: Path) -> None:
        _read_progress(path.with_name(PROGRESS), path)  # what is wrong is said before anything is touched
        self._file = jsonl.Appender(path)
        self._rejects = jsonl.Appender(beside(path, "rejects"))
        super().__init__(path)
        self._since = 0

    def keep(self, pair: Pair, example: Example) -> None:
        """Write an example; returns when it is on the disk."""
        self._file.append(example.to_wire())
        self._ids.add(example.id)
        self._tick(pair)

    def reject(self, pair: Pair, reasons: Sequence[str], answer: str, model: str) -> None:
        """Write why a pair's answer was not kept, with the answer."""
        entry: dict[str, Any] = {
            "pair": pair.key,
            "domain": pair.domain,
            "source": pair.source,
            "reasons": list(reasons),
            "model": model,
            "rejected_at": now(),
            "answer": answer,
        }
        self._rejects.append(entry)
        self.rejected[pair.key] += 1
        self._tick(pair)

    def write_progress(self) -> None:
        """Write `.progress.json`."""
        data = {"output": self.path.name, "prompt_version": PROMPT_VERSION, "completed": sorted(self.done)}
        write_json(self.progress_path, data)

    def close(self) -> None:
        """Write the progress file and close the others."""
        try:
            self.write_progress()
        finally:
            self._file.close()
            self._rejects.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _tick(self, pair: Pair) -> None:
        self.done.add(pair.key)
        self._since += 1
        if self._since >= _WRITE_EVERY:
            self._since = 0
            self.write_progress()


def beside(path: Path, what: str) -> Path:
    """`training-data.rejects.jsonl` for `training-data.jsonl`."""
    return path.with_name(f"{path.stem}.{what}.jsonl")


def _read_progress(path: Path, output: Path) -> list[str]:
    """The hashes in a progress file: ours, or a bare list of hashes."""
    if not path.exists():
        return []
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(
            "not a progress file", path=path, fix="delete it: what is done is found again"
        ) from error
    if isinstance(held, list):
        held = {"completed": held}
    hashes = held.get("completed") if isinstance(held, dict) else None
    if not isinstance(hashes, list) or not all(isinstance(entry, str) for entry in hashes):
        raise DataError("not a progress file", path=path, fix="delete it: what is done is found again")
    if held.get("output", output.name) != output.name:
        raise SetupError(f"{path} belongs to {held['output']}; give {output.name} a folder of its own")
    if held.get("prompt_version", PROMPT_VERSION) != PROMPT_VERSION:
        raise SetupError(
            f"{output} was begun with version {held['prompt_version']} of the prompt, this SDK has "
            f"{PROMPT_VERSION}; name another output"
        )
    return hashes
