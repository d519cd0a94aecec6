"""How many tokens of a draft prompt lookup would have guessed: python -m benchmarks.lookup TOKENIZER

vLLM's n-gram speculation looks for the last few tokens earlier in prompt and answer, and proposes what came
after them there; the model then checks all proposals in one step. This replays that over drafts that are
there (the examples' drafts written by hand, and the deterministic provider's): measured is the acceptance on
these texts, not the speed of any server. TOKENIZER is a `qwen.tiktoken` file, as the package dashscope
holds it (pip install dashscope tiktoken, in an environment of your own).
"""

from __future__ import annotations

import argparse
import base64
import json
import statistics
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from resumemate_llm.plan import Part, plan_sections, plan_whole
from resumemate_llm.providers.mock import write_draft
from resumemate_llm.resume import read_job, read_resume
from resumemate_llm.schema import ProDraft

EXAMPLES = Path(__file__).parents[1] / "examples"
SETTINGS = ((1, 3, 3), (2, 4, 2), (2, 4, 3), (2, 4, 4), (2, 5, 4), (3, 5, 4), (2, 5, 6), (2, 5, 8))
"""prompt_lookup_min, prompt_lookup_max, num_speculative_tokens."""
_SPLIT = "|".join(
    (
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)",
        r"[^\r\n\p{L}\p{N}]?\p{L}+",
        r"\p{N}",
        r" ?[^\s\p{L}\p{N}]+[\r\n]*",
        r"\s*[\r\n]+",
        r"\s+(?!\S)",
        r"\s+",
    )
)
Encode = Callable[[str], list[int]]


def tokenizer(path: Path) -> Encode:
    """Qwen's tokenizer from its table of ranks."""
    import tiktoken  # type: ignore[import-not-found]

    lines = (line.split() for line in path.read_bytes().splitlines() if line)
    ranks = {base64.b64decode(token): int(rank) for token, rank in lines}
    encoding = tiktoken.Encoding("qwen", pat_str=_SPLIT, mergeable_ranks=ranks, special_tokens={})
    encode: Encode = encoding.encode_ordinary
    return encode


class Lookup:
    """The places of every n-gram in the tokens so far; of several the first counts, as in vLLM."""

    def __init__(self, least: int, most: int) -> None:
        self._sizes = range(most, least - 1, -1)
        self._places: dict[tuple[int, ...], int] = {}
        self._tokens: list[int] = []

    def add(self, token: int) -> None:
        """Take in the next token: n-grams that end just before it can be continued by it."""
        for size in self._sizes:
            if len(self._tokens) >= size:
                self._places.setdefault(tuple(self._tokens[-size:]), len(self._tokens))
        self._tokens.append(token)

    def propose(self, count: int) -> list[int]:
        """What followed the longest n-gram that ends here."""
        for size in self._sizes:
            at = self._places.get(tuple(self._tokens[-size:])) if len(self._tokens) >= size else None
            if at is not None:
                return self._tokens[at : at + count]
        return []


def steps(prompt: Sequence[int], answer: Sequence[int], setting: tuple[int, int, int]) -> tuple[int, int]:
    """Steps of the model for an answer, and tokens that were proposed in them."""
    least, most, count = setting
    lookup = Lookup(least, most)
    for token in prompt:
        lookup.add(token)
    at = taken = proposed = 0
    while at < len(answer):
        guess = lookup.propose(count)
        accepted = 0
        while (
            accepted < len(guess) and at + accepted < len(answer) and guess[accepted] == answer[at + accepted]
        ):
            accepted += 1
        for token in answer[at : at + accepted + 1]:
            lookup.add(token)
        at += accepted + 1
        taken += 1
        proposed += len(guess)
    return taken, proposed


def cases(encode: Encode) -> Iterator[tuple[str, str, list[int], list[int]]]:
    """Who wrote the draft, the part ("draft" is the whole), tokens of the prompt and of the answer."""
    for folder in sorted(path.parent for path in EXAMPLES.glob("*/draft.json")):
        resume, job = read_resume(next(folder.glob("resume.*"))), read_job(folder / "job.txt")
        by_hand = ProDraft.model_validate_json((folder / "draft.json").read_text(encoding="utf-8"))
        for writer, draft in (("by hand", by_hand), ("by rules", write_draft(resume, job))):
            parts: tuple[Part, ...] = (plan_whole(resume, job), *plan_sections(resume, job))
            for part in parts:
                prompt = "\n".join(message.content for message in part.request.messages)
                name = "roles" if part.roles else part.name
                answer = json.dumps(part.project(draft), ensure_ascii=False, separators=(",", ":"))
                yield writer, name, encode(prompt), encode(answer)


def main() -> None:
    """Replay and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("tokenizer", type=Path)
    encode = tokenizer(parser.parse_args().tokenizer)
    everything = list(cases(encode))
    for writer in ("by hand", "by rules"):
        print(f"\ntokens a step, drafts {writer} (min, max, tokens: whole / sections / accepted of proposed)")
        for setting in SETTINGS:
            found = {True: [0, 0, 0], False: [0, 0, 0]}
            for who, name, prompt, answer in everything:
                if who == writer:
                    taken, proposed = steps(prompt, answer, setting)
                    row = found[name == "draft"]
                    row[0] += len(answer)
                    row[1] += taken
                    row[2] += proposed
            rates = [found[whole][0] / found[whole][1] for whole in (True, False)]
            right = [(found[w][0] - found[w][1]) / max(found[w][2], 1) for w in (True, False)]
            print(f"  {setting}: {rates[0]:.2f} / {rates[1]:.2f} / {right[0]:.0%}, {right[1]:.0%}")
    print("\ntokens and tokens a step of each part, drafts by hand, (2, 4, 3)")
    for name in dict.fromkeys(name for _, name, _, _ in everything):
        rows = [
            (len(a), steps(p, a, (2, 4, 3))[0]) for w, n, p, a in everything if (w, n) == ("by hand", name)
        ]
        rate = sum(size for size, _ in rows) / sum(taken for _, taken in rows)
        print(f"  {name:10} {statistics.median(size for size, _ in rows):6.0f} {rate:.2f}")


if __name__ == "__main__":
    main()
