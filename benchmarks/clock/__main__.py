"""Whole drafts and sections in the simulated server: python -m benchmarks.clock [--json FILE]

Seconds and dollars a generation on five cards, for 1, 4 and 16 users at once, with the whole client in front of the
SIMULATED server (server.py). A draft has 5,000 tokens either way; in sections they are shared out as the
plan expects, each part up to 30 % longer or shorter than that, the same for every card. All users send at
the same moment; the seconds are those of the median user, from the first request to the last token.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from resumemate_llm import AsyncResumeMate, Settings
from resumemate_llm.plan import Part, plan_sections, plan_whole
from resumemate_llm.providers.mock import write_draft
from resumemate_llm.providers.self_hosted import SelfHostedProvider
from resumemate_llm.resume import read_job, read_resume
from resumemate_llm.routing import Limiter, Policy, RoutingState
from resumemate_llm.testing.fault_protocols import part_of

from .gpu import GPUS, Clock, Gpu
from .server import ClockServer

FOLDER = Path(__file__).parents[2] / "examples" / "software-engineer"
DRAFT_TOKENS = 5_000
USERS = (1, 4, 16)
SPREAD = 0.3
ROLES, STATEMENTS = 7, 6
_ROUNDS = 3


STATEMENT = (
    "Planned the {n} weekly routes of the vans of depot {r}, agreed them with the drivers and the customers, and "
    "kept the logs that the yearly audit asks for"
)


def long_resume() -> str:
    """An invented resume with as many statements as a draft of 5,000 tokens comes from."""
    lines = ["Candidate number 000", "Skelwick, UK", "", "Experience", ""]
    for role in range(ROLES):
        lines += [f"Transport Planner, Depot {role + 1} Ltd", f"{2024 - 2 * role} - {2026 - 2 * role}"]
        lines += [f"- {STATEMENT.format(n=number + 11, r=role + 1)}" for number in range(STATEMENTS)]
        lines.append("")
    return "\n".join([*lines, "Skills", "Excel, SAP, route planning"])


class Draft:
    """The draft that the simulated model writes, and how many tokens each part of it has."""

    def __init__(self) -> None:
        self.resume, self.job = long_resume(), (FOLDER / "job.txt").read_text(encoding="utf-8")
        parsed, job = read_resume(self.resume), read_job(self.job)
        whole = write_draft(parsed, job)
        self.parts = plan_sections(parsed, job)
        self.whole = plan_whole(parsed, job)
        self._texts = {part.name: _json(part, whole) for part in (*self.parts, self.whole)}
        self.tokens: dict[str, int] = {}

    def shuffle(self, seed: int) -> None:
        """Give the parts lengths: as expected, a little longer or shorter, together the whole."""
        luck = random.Random(seed)
        sizes = {p.name: p.expected_tokens * luck.uniform(1 - SPREAD, 1 + SPREAD) for p in self.parts}
        scale = DRAFT_TOKENS / sum(sizes.values())
        self.tokens = {name: round(size * scale) for name, size in sizes.items()}
        self.tokens["draft"] = DRAFT_TOKENS

    def text_of(self, body: Mapping[str, Any]) -> str:
        """The answer to a request."""
        return self._texts[part_of(body)]

    def tokens_of(self, body: Mapping[str, Any]) -> int:
        """Its length in the simulation."""
        return self.tokens[part_of(body)]


def _json(part: Part, draft: Any) -> str:
    return json.dumps(part.project(draft), ensure_ascii=False)


async def run(server: ClockServer, draft: Draft, strategy: str, users: int, places: int) -> dict[str, float]:
    """All users at once: the simulated seconds of the median and the slowest, and what was cached."""
    parts = len(draft.parts) if strategy == "sections" else 1
    server.expect(users * parts, at_one_time=places)
    provider = SelfHostedProvider(base_url=server.openai_url, model="resumemate-14b")
    chain = Policy.default("self-hosted").chain[:1]
    step = replace(chain[0], timeout=10_000.0, max_in_flight=1_000)
    policy = Policy(chain=(step,), deadline=10_000.0)
    async with AsyncResumeMate([provider], settings=Settings(), strategy=strategy) as client:  # type: ignore[arg-type]
        state = RoutingState(policy)
        state._part_limiters[step.provider] = Limiter(step.provider, max_in_flight=places, max_queued=None)
        client._engine = replace(client._engine, policy=policy, state=state)
        await asyncio.gather(*(client.generate_pro(*_own(draft, user)) for user in range(users)))
    ends: dict[str, float] = {}
    for sequence in server.sequences:
        key = _user_of(sequence.prompt)
        ends[key] = max(ends.get(key, 0.0), sequence.finished)
    return {
        "median": statistics.median(ends.values()),
        "slowest": max(ends.values()),
        "all": server.now,
        "first token": statistics.median(s.first_token for s in server.sequences),
        "cached": server.cached_tokens / server.prompt_tokens,
    }


def _own(draft: Draft, user: int) -> tuple[str, str]:
    """The resume under another name for each user, so that nobody finds another's prompt in the cache."""
    return draft.resume.replace("number 000", f"number {user:03}"), draft.job


def _user_of(prompt: str) -> str:
    at = prompt.index("Candidate number ")
    return prompt[at : at + 20]


def table(gpu: Gpu, draft: Draft, efficiency: float, places: int) -> list[dict[str, Any]]:
    """One card: every number of users, whole and in sections."""
    rows = []
    clock = Clock(gpu=gpu, efficiency=efficiency)
    with ClockServer(clock, text_of=draft.text_of, tokens_of=draft.tokens_of) as server:
        for users in USERS:
            row: dict[str, Any] = {"gpu": gpu.name, "users": users, "efficiency": efficiency}
            for strategy in ("whole", "sections"):
                seen = []
                for seed in range(_ROUNDS):
                    draft.shuffle(seed)
                    seen.append(asyncio.run(run(server, draft, strategy, users, places)))
                row[strategy] = {name: statistics.median(s[name] for s in seen) for name in seen[0]}
                row[strategy]["dollars"] = clock.dollars(row[strategy]["all"]) / users
            row["limit whole"] = clock.limit(2_000, [DRAFT_TOKENS] * users)
            row["limit 8"] = clock.limit(2_000, [DRAFT_TOKENS // 8] * 8 * users)
            rows.append(row)
            print(_line(row), flush=True)
    return rows


def _line(row: Mapping[str, Any]) -> str:
    whole, parts = row["whole"], row["sections"]
    return (
        f"{row['gpu']:9} {row['users']:3} users   whole {whole['median']:7.1f} s ${whole['dollars']:.4f}   "
        f"sections {parts['median']:6.1f} s ${parts['dollars']:.4f}   {whole['median'] / parts['median']:4.1f} x   "
        f"prefix cache {parts['cached']:.0%}   limit {row['limit whole']:.1f} / {row['limit 8']:.1f} s   "
        f"sections / limit {parts['median'] / row['limit 8']:.2f}"
    )


def main() -> None:
    """Simulate and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--efficiency", type=float, nargs="+", default=[1.0, 0.6], help="share of the data sheet"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything")
    parser.add_argument("--places", type=int, default=24, help="requests at one time, over all drafts")
    parser.add_argument("--gpu", nargs="+", default=[gpu.name for gpu in GPUS])
    options = parser.parse_args()
    draft = Draft()
    draft.shuffle(0)
    print(f"SIMULATED, {len(draft.parts)} parts: {draft.tokens}")
    rows = []
    for efficiency in options.efficiency:
        print(f"\nkernels at {efficiency:.0%} of the data sheet")
        for gpu in (gpu for gpu in GPUS if gpu.name in options.gpu):
            rows += table(gpu, draft, efficiency, options.places)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
