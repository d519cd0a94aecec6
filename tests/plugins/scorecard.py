"""The two plugins through the scorecard of the policy engine: every fault, with the plugin's provider in the
place of the first one. The servers are the plugins' fakes.

    PYTHONPATH=.:plugins/resumemate-llm-ollama/src:plugins/resumemate-llm-runpod/src \\
        python tests/plugins/scorecard.py
"""

from __future__ import annotations

import asyncio
import importlib.util
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

from benchmarks import scorecard
from resumemate_llm.providers.base import Provider
from resumemate_llm.providers.claude import ClaudeProvider
from resumemate_llm.testing import FaultServer

PLUGINS = Path(__file__).parents[2] / "plugins"
Providers = tuple[list[Provider], FaultServer, FaultServer]
ANSWERS_IN_THINKING = "null content, answer in reasoning"


def fake(plugin: str) -> ModuleType:
    """The fake server's module of a plugin."""
    path = PLUGINS / f"resumemate-llm-{plugin}" / "tests" / f"fake_{plugin}.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ollama(row: scorecard.Row, stack: ExitStack) -> tuple[Any, FaultServer]:
    """Ollama's provider and its fake."""
    provider = import_module("resumemate_llm_ollama.provider").OllamaProvider
    server = stack.enter_context(fake("ollama").FakeOllama(*row.script))
    return provider(base_url=url(row, server, stack), model="qwen2.5:14b"), server


def runpod(row: scorecard.Row, stack: ExitStack) -> tuple[Any, FaultServer]:
    """RunPod's provider and its fake."""
    provider = import_module("resumemate_llm_runpod.provider").RunPodProvider
    module = fake("runpod")
    server = stack.enter_context(module.FakeRunPod(*row.script))
    base = f"{url(row, server, stack)}/v2"
    return provider(endpoint=module.ENDPOINT, api_key=module.KEY, model="m", base_url=base), server


def url(row: scorecard.Row, server: FaultServer, stack: ExitStack) -> str:
    """Where the server is, or what the row says instead."""
    return row.url(server, stack).removesuffix("/v1") if row.url else server.url


def in_first_place(
    make: Callable[[scorecard.Row, ExitStack], tuple[Any, FaultServer]],
) -> Callable[[scorecard.Row], AbstractContextManager[Providers]]:
    """What the scorecard takes its providers from."""

    @contextmanager
    def providers_for(row: scorecard.Row) -> Iterator[Providers]:
        with ExitStack() as stack:
            provider, first = make(row, stack)
            first.follow(*row.script, then=row.then)
            provider.name = "self-hosted"  # the name of the first place in every row
            second = stack.enter_context(FaultServer(then=row.second, api_key="k"))
            claude = ClaudeProvider(api_key="k", base_url=second.url, idle_timeout=0.4)
            yield [provider, claude], first, second

    return providers_for


def main() -> None:
    """Run all rows with each plugin."""
    logging.disable(logging.WARNING)
    failed = 0
    for make in (ollama, runpod):
        rows = scorecard.ROWS
        if make is ollama:  # a model that only thinks has not answered
            rows = tuple(
                replace(r, answered_by="claude") if r.name == ANSWERS_IN_THINKING else r for r in rows
            )
        with mock.patch.object(scorecard, "providers_for", in_first_place(make)):
            lines = asyncio.run(scorecard.run_all(rows))
        bad = [line for line in lines if line.problems]
        failed += len(bad)
        slowest = max(line.slowest for line in lines)
        passed = f"{len(lines) - len(bad)} of {len(lines)} rows pass"
        print(f"{make.__name__}: {passed}, slowest call {slowest:.2f} s", flush=True)
        for line in bad:
            print(f"  {line.row.name}: {'; '.join(line.problems)}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
