"""A draft written whole against the same draft in sections, on a real vLLM: python -m benchmarks.sections

The server runs on the CPU with a tiny model of random weights (`make test-vllm` installs both). A model of
noise would write noise, so every request pins its answer: the server may only write the JSON of one given
draft, token by token, which is how it would write a draft of its own. Both ways give the same draft, go
through the whole client, and are compared on the wall clock; every round has another resume, so that no
prefix is cached from the round before. `--slots 1` makes a server that does not batch.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import statistics
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from resumemate_llm import AsyncResumeMate, Settings
from resumemate_llm.observe.events import Done, PartWritten
from resumemate_llm.plan import plan_sections, project
from resumemate_llm.providers.base import DraftRequest
from resumemate_llm.providers.mock import write_draft
from resumemate_llm.providers.self_hosted import SelfHostedProvider
from resumemate_llm.resume import read_job, read_resume
from resumemate_llm.routing import Policy, RoutingState, Step, route_all
from resumemate_llm.schema import ProDraft

EXAMPLES = Path(__file__).parents[1] / "examples"
POLICY = Policy(chain=(Step(provider="self-hosted", timeout=1_000.0, max_in_flight=64),), deadline=1_000.0)
_ROOM = 12_000


class Pinned(SelfHostedProvider):
    """A server of noise that is only let write the JSON of the deterministic provider's draft."""

    def __init__(self, url: str) -> None:
        super().__init__(base_url=f"{url}/v1", model="resumemate-14b")
        self._drafts: dict[str, ProDraft] = {}

    def _body(self, request: DraftRequest) -> dict[str, object]:
        draft = self._drafts.get(request.resume.text)
        if draft is None:
            draft = self._drafts[request.resume.text] = write_draft(request.resume, request.job)
        text = json.dumps(project(draft, request.schema, request.resume), ensure_ascii=False)
        body = super()._body(request)
        body.pop("response_format")
        return body | {"structured_outputs": {"choice": [text]}, "max_tokens": _ROOM}


def documents() -> list[tuple[Path, Path]]:
    """The examples' resumes, each with its job."""
    return [
        (next(folder.glob("resume.*")), folder / "job.txt")
        for folder in sorted(EXAMPLES.iterdir())
        if (folder / "job.txt").exists()
    ]


def prefix_counters(url: str) -> tuple[float, float]:
    """Tokens of prompts so far, and those of them that were found in the prefix cache."""
    with urllib.request.urlopen(f"{url}/metrics", timeout=30) as response:
        text = response.read().decode()
    found = {
        name: float(re.search(rf"^vllm:prefix_cache_{name}_total{{[^}}]*}} (\S+)$", text, re.MULTILINE)[1])  # type: ignore[index]
        for name in ("queries", "hits")
    }
    return found["queries"], found["hits"]


async def one_draft(url: str, resume: Path, job: Path, **options: Any) -> dict[str, Any]:
    """Seconds, tokens and prefix-cache hits of one call, and when its first part was on the page."""
    queries, hits = prefix_counters(url)
    provider = Pinned(url)
    first = 0.0
    async with AsyncResumeMate(
        [provider], settings=Settings(policy={"chain": ["self-hosted"]}), **options
    ) as client:
        client._engine = _with(client, POLICY)
        started = perf_counter()
        async for event in client.stream_pro(resume, job):
            if isinstance(event, PartWritten) and event.part != "facts" and not first:
                first = perf_counter() - started
            if isinstance(event, Done):
                result = event.result
        seconds = perf_counter() - started
    queries_after, hits_after = prefix_counters(url)
    return {
        "strategy": result.strategy,
        "reason": result.strategy_reason,
        "seconds": seconds,
        "first part": first or seconds,
        "tokens": result.usage.output_tokens,
        "parts": len(result.parts),
        "longest part": max(report.usage.output_tokens for report in result.parts),
        "prompt tokens": queries_after - queries,
        "hits": hits_after - hits,
        "output": result.output.to_wire(),
    }


def _with(client: AsyncResumeMate, policy: Policy) -> Any:
    from dataclasses import replace

    return replace(client._engine, policy=policy, state=RoutingState(policy))


async def led(url: str, resume_path: Path, job_path: Path, *, lead: bool) -> dict[str, Any]:
    """Only the routing of the parts, the first one ahead until its first token or all at once."""
    resume, job = read_resume(resume_path), read_job(job_path)
    parts = plan_sections(resume, job)
    provider = Pinned(url)
    queries, hits = prefix_counters(url)
    started = perf_counter()
    written = await route_all(
        [(part.request, part.answer) for part in parts],
        policy=POLICY,
        providers={"self-hosted": provider},
        state=RoutingState(POLICY),
        deadline=1_000.0,
        lead=lead,
    )
    seconds = perf_counter() - started
    await provider.aclose()
    queries_after, hits_after = prefix_counters(url)
    return {
        "seconds": seconds,
        "prompt tokens": queries_after - queries,
        "hits": hits_after - hits,
        "concurrency": written.concurrency.get("self-hosted", 0.0),
    }


async def rounds(url: str, count: int) -> list[dict[str, Any]]:
    """Whole and sections in turn, another resume each round, the order changing."""
    table = []
    pairs = documents()
    await one_draft(url, *pairs[-1], strategy="whole")  # warms the server; not counted
    for number in range(count):
        pair = pairs[number % len(pairs)]
        row: dict[str, Any] = {"resume": pair[0].parent.name}
        for strategy in ("whole", "sections") if number % 2 else ("sections", "whole"):
            row[strategy] = await one_draft(url, *pair, strategy=strategy)
        row["same text"] = _same(row["whole"].pop("output"), row["sections"].pop("output"))
        row["ratio"] = row["whole"]["seconds"] / row["sections"]["seconds"]
        print(_line(row), flush=True)
        table.append(row)
    return table


def _same(whole: Mapping[str, Any], parts: Mapping[str, Any]) -> bool:
    """Whether both ways gave the same texts; which example is shown, code chooses in the one case."""
    keys = ("tailoredResume", "coverLetter", "recruiterFeedback", "experienceGaps", "nextActions")
    return all(whole[key] == parts[key] for key in keys)


def _line(row: Mapping[str, Any]) -> str:
    whole, parts = row["whole"], row["sections"]
    return (
        f"{row['resume']:20} whole {whole['seconds']:6.1f} s {whole['tokens']:6} tokens   "
        f"sections {parts['seconds']:6.1f} s {parts['tokens']:6} tokens in {parts['parts']} "
        f"(longest {parts['longest part']}, first on the page after {parts['first part']:.1f} s)   "
        f"ratio {row['ratio']:.2f}   prefix hits {_share(whole):.0%} / {_share(parts):.0%}   "
        f"same text: {row['same text']}"
    )


def _share(run: Mapping[str, Any]) -> float:
    return float(run["hits"] / run["prompt tokens"]) if run["prompt tokens"] else 0.0


async def leads(url: str, count: int) -> list[dict[str, Any]]:
    """The first part ahead against all at once, in turn."""
    table = []
    for number, pair in enumerate(documents() * 3):
        if number >= 2 * count:
            break
        lead = bool(number % 2)
        row = {"resume": pair[0].parent.name, "lead": lead, **await led(url, *pair, lead=lead)}
        print(
            f"{row['resume']:20} {'first ahead' if lead else 'all at once':12} {row['seconds']:6.1f} s   "
            f"prefix hits {_share(row):.0%}   answers at one time {row['concurrency']:.1f}",
            flush=True,
        )
        table.append(row)
    return table


async def unasked(url: str) -> list[dict[str, Any]]:
    """Two calls under "auto" on one client: does it notice a server that does not batch?"""
    provider = Pinned(url)
    said = []
    async with AsyncResumeMate([provider], settings=Settings()) as client:
        client._engine = _with(client, POLICY)
        for pair in documents()[:2]:
            result = await client.generate_pro(*pair)
            said.append({"strategy": result.strategy, "reason": result.strategy_reason})
            print(f"auto: {result.strategy} ({result.strategy_reason})", flush=True)
    return said


@contextmanager
def server(url: str | None, slots: int) -> Iterator[str]:
    """The given server, or one of our own."""
    if url:
        yield url
        return
    from tests.vllm.server import build_model, install, serve

    install()
    build_model()
    with serve("--max-num-seqs", str(slots)) as (own, _):
        yield own


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--url", help="a vLLM that is up (without /v1); default: start one")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--slots", type=int, default=64, help="sequences at one time in a server of our own")
    parser.add_argument("--leads", type=int, default=0, help="rounds of the first part ahead or not")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was measured")
    options = parser.parse_args()
    with server(options.url, options.slots) as url:
        table = asyncio.run(rounds(url, options.rounds))
        ahead = asyncio.run(leads(url, options.leads))
        said = asyncio.run(unasked(url))
    ratios = sorted(row["ratio"] for row in table)
    same = [
        row["ratio"] * row["sections"]["tokens"] / row["whole"]["tokens"] for row in table
    ]  # as if sections had to write what code knows, too
    print(
        f"whole / sections: median {statistics.median(ratios):.2f}, from {ratios[0]:.2f} to {ratios[-1]:.2f}; "
        f"at the same number of tokens: median {statistics.median(same):.2f}"
    )
    if options.json:
        everything = {"slots": options.slots, "rounds": table, "leads": ahead, "auto": said}
        options.json.write_text(json.dumps(everything, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
