"""`serve_and_check`: a server on a model folder, checked and ended."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import anyio

from ..errors import DataError
from ..terminal import say
from .check import NAME, ServeReport, check_server
from .vllm import ON_CPU, Server, command, find_vllm, free_port, serving

if TYPE_CHECKING:
    from resumemate_llm.routing import Strategy

    from ..data.pairs import Pair

COMPACT: Final = '{"backend":"guidance","disable_any_whitespace":true}'
"""Enforced JSON without blanks, as the training answers are; guidance keeps control characters out."""


def serve_and_check(
    model: Path,
    pairs: Sequence[Pair],
    *,
    timeout: float = 300.0,
    strategy: Strategy = "whole",
    **server_options: Any,
) -> ServeReport:
    """Serve `model` as `server_on` does, check it, draft for `pairs`, and end the server.

    `timeout` is in seconds for each check and each draft.
    """

    async def work() -> ServeReport:
        return await check_server(
            server.url,
            pairs,
            started_after=server.seconds,
            timeout=timeout,
            strategy=strategy,
            report=lambda one: say(f"{one.source}: {one.outcome}"),
        )

    with server_on(model, **server_options) as server:
        return anyio.run(work)


@contextmanager
def server_on(
    model: Path,
    *,
    program: Path | None = None,
    max_model_len: int = 16_384,
    quantization: str | None = None,
    cpu: bool = False,
    log: Path | None = None,
) -> Iterator[Server]:
    """vLLM on `model`, healthy, for the length of the block.

    Raises `SetupError` where vLLM is not there or the flag contradicts the checkpoint, and `StepFailed`
    with the log's end where the server does not come up.
    """
    if not (model / "config.json").is_file():
        raise DataError("no config.json in it; is it a finished model?", path=model)
    vllm, port = find_vllm(program), free_port()
    more = [
        "--structured-outputs-config",
        COMPACT,
        *(("--enforce-eager", "--dtype", "bfloat16") if cpu else ()),
    ]
    arguments = command(
        model,
        port,
        program=vllm,
        name=NAME,
        max_model_len=max_model_len,
        more=more,
        quantization=quantization,
    )
    where = log or model.parent / f"{model.name}.vllm.log"
    say(f"starting vLLM on {model}; its log is {where}")
    with serving(arguments, port, where, ON_CPU if cpu else {}) as server:
        yield server


def as_data(found: ServeReport) -> dict[str, Any]:
    """A report as JSON data."""
    return dataclasses.asdict(found)
