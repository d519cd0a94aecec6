"""`resumemate-train finetune`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..terminal import say

if TYPE_CHECKING:
    from .memory import MemoryPlan
    from .run import Prepared

folder = click.Path(path_type=Path)


@click.command()
@click.option("--backend", type=click.Choice(["trl", "unsloth", "mlx"]), default="trl", show_default=True)
@click.option("--model", default="Qwen/Qwen2.5-14B-Instruct", show_default=True, help="Folder or hub name.")
@click.option("--data", type=folder, required=True, help="Folder with train.jsonl and valid.jsonl.")
@click.option("--output", type=folder, required=True, help="Folder of this run.")
@click.option("--epochs", type=int, default=3, show_default=True)
@click.option("--batch-size", type=int, default=2, show_default=True, help="Rows of one device at a time.")
@click.option("--accumulate", type=int, default=1, show_default=True, help="Batches for one step.")
@click.option("--learning-rate", type=float, default=2e-5, show_default=True)
@click.option("--warmup", type=float, default=0.03, show_default=True, help="Share of the steps.")
@click.option("--lora-rank", type=int, default=64, show_default=True)
@click.option("--lora-alpha", type=int, help="The rank where not given.")
@click.option("--max-length", type=int, help="Tokens; the longest example where not given.")
@click.option("--drop-long", is_flag=True, help="Leave out longer examples instead of stopping.")
@click.option("--patience", type=int, default=2, show_default=True, help="Evaluations without progress.")
@click.option("--save-steps", type=int, help="Checkpoints this often, besides each epoch's.")
@click.option("--max-steps", type=int, help="Stop here for now; a later run goes on.")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--load-in-4bit", is_flag=True, help="Frozen weights in 4 bits (unsloth on a GPU).")
@click.option(
    "--gradient-checkpointing/--no-gradient-checkpointing",
    default=True,
    help="Less memory for a third more time.",
)
@click.option("--plan", "plan_only", is_flag=True, help="Check and plan; do not train.")
@click.option("--force", is_flag=True, help="Train though the memory plan says it will not fit.")
def finetune(plan_only: bool, force: bool, **options: Any) -> None:
    """Fine-tune with LoRA on the answers of a data set, and keep what was best on valid.jsonl.

    The memory plan is printed first. An interrupted run goes on from its last checkpoint when the same
    command is given again. Each back end has an environment of its own. Several GPUs: put
    `torchrun --nproc-per-node N -m resumemate_training.cli` in place of resumemate-train (trl).

    \b
    Examples:
      resumemate-train finetune --data data/split --output runs/a --plan
      resumemate-train finetune --data data/split --output runs/a --model models/qwen2.5-14b
      resumemate-train finetune --backend mlx --data data/split --output runs/b --batch-size 1
    """
    from ..errors import SetupError
    from .config import FinetuneConfig
    from .job import is_main_process
    from .run import finetune as run
    from .run import prepare

    main = is_main_process()

    def tell(message: str) -> None:
        say(message, quiet=not main)

    with reporting(quiet=not main) as report:
        prepared = prepare(FinetuneConfig(**options), report=report, say=tell)
        if main:
            print_plan(prepared)
        if plan_only:
            return
        if not prepared.memory.fits and not force:
            raise SetupError("this will not fit; change what the plan names, or add --force")
        manifest = run(prepared, say=tell)
    if manifest is not None:
        loss, seconds = manifest.result["loss"], manifest.result["seconds"]
        say(
            f"loss {loss['first']:.4g} -> {loss['last']:.4g} in {manifest.result['steps']} steps, {seconds} s; "
            f"the adapter is in {prepared.job.config.adapter}"
        )


def print_plan(prepared: Prepared) -> None:
    """The lengths and the memory plan, on standard output."""
    from rich.table import Table

    from resumemate_llm.cli.terminal import console

    lengths, plan, screen = prepared.lengths, prepared.memory, console()
    screen.print(
        f"{len(prepared.job.train)} examples to train on, {len(prepared.job.valid)} to evaluate; median "
        f"{lengths.median} and longest {lengths.longest} tokens, limit {prepared.job.max_length}"
    )
    table = Table("memory", "needed", "how it is counted", box=None, pad_edge=False)
    for part in plan.parts:
        table.add_row(part.name, _size(part.size), part.how)
    table.add_row("total", _size(plan.total), f"{plan.device.name}: {_size(plan.device.memory)}")
    screen.print(table)
    for line in advice(plan):
        screen.print(line)


def advice(plan: MemoryPlan) -> list[str]:
    """What would make a plan fit that does not."""
    if plan.fits:
        return []
    lines = [f"does not fit; {_size(plan.total - plan.device.memory)} too much. In this order:"]
    lines += [f"  {words}: {_size(needed)}" for words, needed in plan.changes]
    if not plan.can_fit:
        least = min([plan.total, *(needed for _, needed in plan.changes)])
        lines.append(f"even so it needs a device with {_size(least)}")
    return lines


def _size(size: float) -> str:
    return f"{size / (1 << 30):.1f} GiB" if size >= 1 << 30 else f"{size / (1 << 20):.1f} MiB"


@contextmanager
def reporting(*, quiet: bool) -> Iterator[Callable[[int, int, float], None]]:
    """A progress bar of the steps with the last loss; silent where nobody watches."""
    from ..terminal import progress

    with progress(quiet=quiet) as bar:
        task = bar.add_task("training", total=None, note="")

        def report(step: int, total: int, loss: float) -> None:
            bar.update(task, completed=step, total=total, note=f"loss {loss:.4g}")

        yield report
