"""`resumemate-train serve-check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from resumemate_llm.cli.terminal import Finite

from ..terminal import say

if TYPE_CHECKING:
    from .check import ServeReport

path = click.Path(path_type=Path)


@click.command("serve-check")
@click.argument("model", type=path)
@click.option("--vllm", "program", type=path, help="The vllm program, if it is not on the path.")
@click.option("--pairs", type=path, help="Folder of pair files; the built-in pairs where not given.")
@click.option("--count", type=click.IntRange(1), default=5, show_default=True, help="Generations.")
@click.option("--max-model-len", type=click.IntRange(512), default=16_384, show_default=True, help="Tokens.")
@click.option("--quantization", help="Insist on this method; refused where the checkpoint is another.")
@click.option("--timeout", type=Finite(1), default=300.0, show_default=True, help="Seconds each.")
@click.option(
    "--strategy",
    type=click.Choice(["whole", "sections"]),
    default="whole",
    show_default=True,
    help="How the model was trained to answer.",
)
@click.option("--need", type=click.IntRange(0), help="Valid drafts that are needed; all where not given.")
@click.option("--cpu", is_flag=True, help="vLLM for CPU: small cache, no compilation.")
@click.option("--log", type=path, help="The server's log; beside the model where not given.")
@click.option("-o", "--output", type=path, help="Write the report as JSON too.")
def serve_check(
    model: Path,
    program: Path | None,
    pairs: Path | None,
    count: int,
    need: int | None,
    output: Path | None,
    **rest: object,
) -> None:
    """Serve a finished MODEL with vLLM, run doctor and some generations through the SDK, stop it.

    The flags come from the model's config.json: what llm-compressor wrote needs no --quantization.
    Exit code 4: a check failed, or too few drafts were valid.

    \b
    Examples:
      resumemate-train serve-check models/awq --vllm ~/vllm/bin/vllm
      resumemate-train serve-check models/merged --cpu --count 2 --need 0
    """
    from ..data.pairs import builtin_pairs, read_pairs
    from ..errors import StepFailed
    from ..files import write_json
    from .run import as_data, serve_and_check

    chosen = (read_pairs(pairs) if pairs else builtin_pairs())[:count]
    found = serve_and_check(model, chosen, program=program, **rest)  # type: ignore[arg-type]
    print_report(found)
    if output:
        write_json(output, as_data(found))
    wanted = len(chosen) if need is None else need
    if not found.healthy or found.valid < wanted:
        raise StepFailed(
            f"{model}: {found.valid} of {len(chosen)} drafts valid ({wanted} needed), or a check failed"
        )
    say(f"{model}: serves; {found.valid} of {len(chosen)} drafts valid")


def print_report(found: ServeReport) -> None:
    """Checks and generations as tables on standard output."""
    from rich.table import Table

    from resumemate_llm.cli.terminal import console

    screen = console()
    screen.print(f"healthy after {found.started_after:.0f} s")
    signs = {True: "ok", False: "FAILED", None: "not checked"}
    checks = Table("check", "result", "detail", box=None, pad_edge=False)
    for check in found.checks:
        checks.add_row(check.name, signs[check.ok], check.detail)
    screen.print(checks)
    drafts = Table("pair", "outcome", "seconds", "tokens", "re-asks", box=None, pad_edge=False)
    for one in found.generations:
        drafts.add_row(one.source, one.outcome, f"{one.seconds:.1f}", str(one.output_tokens), str(one.reasks))
    screen.print(drafts)
