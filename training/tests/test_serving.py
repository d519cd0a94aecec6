"""A server for the length of a check: awaited, ended with its children, and what its answers come to.

The program in the place of vLLM is a small HTTP server, a fake: what is tested here is how a server is
started, awaited and ended. `make train-e2e` does it with vLLM.
"""

from __future__ import annotations

import os
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import anyio
import pytest

from resumemate_llm.routing import Strategy
from resumemate_llm.testing import EXAMPLE_JOB, EXAMPLE_RESUME, FaultServer
from resumemate_training.data.pairs import Pair
from resumemate_training.errors import DataError, StepFailed
from resumemate_training.serving.check import Generation, check_server
from resumemate_training.serving.run import server_on
from resumemate_training.serving.vllm import free_port, serving

HEALTHY = """
import http.server, subprocess, sys, pathlib
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path(sys.argv[2]).write_text(str(child.pid))
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
    def log_message(self, *_): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
PAIR = Pair(domain="logistics", resume=EXAMPLE_RESUME, job=EXAMPLE_JOB, source="built-in one")


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z" if Path("/proc").is_dir() else True


def test_a_server_is_awaited_and_ended_with_its_children(tmp_path: Path) -> None:
    port, child = free_port(), tmp_path / "child"
    with serving(
        [sys.executable, "-c", HEALTHY, str(port), str(child)], port, tmp_path / "log", {}
    ) as server:
        assert urllib.request.urlopen(f"{server.url}/health").status == 200
        pid = int(child.read_text())
        assert is_running(pid) and server.seconds > 0
    end = time.monotonic() + 5
    while is_running(pid):
        assert time.monotonic() < end, "the server's child outlived it"


def test_a_server_that_dies_tells_its_last_words(tmp_path: Path) -> None:
    dying = [sys.executable, "-c", "import sys; sys.exit('Value error, the flag is wrong')"]
    with (
        pytest.raises(StepFailed, match="the flag is wrong"),
        serving(dying, free_port(), tmp_path / "log", {}),
    ):
        pass


def test_a_folder_that_is_no_model_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is it a finished model"), server_on(tmp_path):
        pass


def outcomes(*script: str, strategy: Strategy = "whole") -> tuple[bool, list[Generation]]:
    seen: list[Generation] = []
    report: Callable[[Generation], None] = seen.append
    with FaultServer(*script) as server:

        async def work() -> bool:
            url = server.openai_url.removesuffix("/v1")
            pairs = [PAIR, PAIR]
            found = await check_server(
                url, pairs, started_after=1.0, timeout=20, strategy=strategy, report=report
            )
            assert list(found.generations) == seen
            return found.healthy

        return anyio.run(work), seen


def test_a_server_that_works_is_healthy_and_its_drafts_valid() -> None:
    healthy, seen = outcomes()
    assert healthy and [one.outcome for one in seen] == ["valid", "valid"]


def test_an_invalid_draft_is_told_and_not_covered_by_a_fallback() -> None:
    _, seen = outcomes("ok", "ok", "missing_keys", "missing_keys")
    assert [one.outcome for one in seen] == ["schema_invalid, schema_invalid", "valid"]
    assert not seen[0].valid


def test_a_draft_that_was_put_right_counts_its_re_asks() -> None:
    _, seen = outcomes("ok", "ok", "missing_keys")
    assert [(one.outcome, one.reasks) for one in seen] == [("valid", 1), ("valid", 0)]


def test_sections_are_no_re_asks() -> None:
    _, seen = outcomes(strategy="sections")
    assert [(one.outcome, one.reasks) for one in seen] == [("valid", 0), ("valid", 0)]
