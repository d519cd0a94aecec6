"""`resumemate-train data`: the subcommands, each a thin face of a module beside this one."""

from __future__ import annotations

from pathlib import Path

import click

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
quiet = click.option("-q", "--quiet", is_flag=True, help="Errors only.")


@click.group()
def data() -> None:
    """Make and look after training data."""


@data.command()
@click.option(
    "--pairs", type=FOLDER, help='Folder of pair files: {"domain", "resumeText", "jobDescriptionText"}.'
)
@click.option("--builtin/--no-builtin", default=True, help="Also the six pairs that come with the package.")
@click.option("-o", "--output", type=FILE, required=True, help="The training file; it grows.")
@click.option(
    "-p", "--provider", default="claude", show_default=True, help="Who writes: a name or chain of the SDK."
)
@click.option("--limit", type=click.IntRange(1), help="The first N pairs only.")
@click.option(
    "--min-quality",
    type=click.FloatRange(0, 1),
    default=0.85,
    show_default=True,
    help="Least share of checks.",
)
@click.option(
    "--must", default="roles,facts,numbers,skills", show_default=True, help="Checks that hold in any case."
)
@click.option(
    "--concurrency", type=click.IntRange(1, 256), default=3, show_default=True, help="Requests at one time."
)
@click.option(
    "--reasks",
    type=click.IntRange(0, 3),
    default=1,
    show_default=True,
    help="Tries to mend an invalid answer.",
)
@click.option(
    "--timeout", type=click.FloatRange(min=1), help="Seconds for one request; default: the SDK's policy."
)
@click.option(
    "--budget",
    type=click.FloatRange(min=0),
    metavar="USD",
    help="Stop before this is passed, all runs together.",
)
@click.option(
    "--price", metavar="IN,OUT", help="USD for a million tokens, for models the SDK has no price of."
)
@click.option("--batch", is_flag=True, help="Anthropic's Message Batches: half price, within 24 hours.")
@click.option(
    "--poll",
    type=click.FloatRange(min=0.01),
    default=60.0,
    show_default=True,
    help="Seconds between looks at a batch.",
)
@click.option("--retry-rejected", is_flag=True, help="Ask once more for what was rejected.")
@click.option("--dry-run", is_flag=True, help="Say what it would cost and take, and ask for nothing.")
@quiet
def generate(**options: object) -> None:
    """Ask a model for a draft of every pair and keep the good ones.

    The output grows line by line; beside it stand the journal of paid answers, the rejects with their
    reasons, and .progress.json. Run the same command again after Ctrl-C, a crash or a kill: nothing that
    was answered is asked for again.

    \b
    Examples:
      resumemate-train data generate -o data/training-data.jsonl --dry-run
      resumemate-train data generate --pairs pairs/ -o data/training-data.jsonl --budget 25
      resumemate-train data generate --pairs pairs/ -o data/training-data.jsonl --batch
      resumemate-train data generate --provider mock -o data/training-data.jsonl
    """
    from .generate_command import run

    run(**options)  # type: ignore[arg-type]
