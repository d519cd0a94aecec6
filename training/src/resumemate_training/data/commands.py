"""`resumemate-train data`: the subcommands, each a thin face of a module beside this one."""

from __future__ import annotations

from pathlib import Path

import click

from resumemate_llm.cli.terminal import Finite

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
    type=Finite(0, 1),
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
@click.option("--timeout", type=Finite(min=1), help="Seconds for one request; default: the SDK's policy.")
@click.option(
    "--budget",
    type=Finite(min=0),
    metavar="USD",
    help="Stop before this is passed, all runs together.",
)
@click.option(
    "--price", metavar="IN,OUT", help="USD for a million tokens, for models the SDK has no price of."
)
@click.option("--batch", is_flag=True, help="Anthropic's Message Batches: half price, within 24 hours.")
@click.option(
    "--poll",
    type=Finite(min=0.01),
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


@data.command()
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option(
    "--tokenizer",
    type=click.Path(path_type=Path),
    help="Folder of the base model; without it tokens are estimated.",
)
@click.option(
    "--window",
    "windows",
    type=int,
    multiple=True,
    default=(4096, 8192, 16384),
    show_default=True,
    help="Context sizes to count against.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON instead of tables.")
def inspect(files: tuple[Path, ...], tokenizer: Path | None, windows: tuple[int, ...], as_json: bool) -> None:
    """Show tokens, professions, lengths, copies and near-copies, leaks between files, personal data.

    With several files, resumes that stand in more than one of them are listed. Exit code 2 where a file is
    not as the contract says; leaks are shown, not refused: that is what split, convert and evaluate do.

    \b
    Examples:
      resumemate-train data inspect data/training-data.jsonl
      resumemate-train data inspect data/split/*.jsonl --tokenizer models/Qwen2.5-14B-Instruct
      resumemate-train data inspect data/training-data.jsonl --json | jq .files[0].total_tokens
    """
    from .inspect_command import run

    run(files, tokenizer, windows, as_json)


@data.command()
@click.argument("source", type=FILE)
@click.option("-o", "--output", type=FOLDER, required=True, help="Folder for train, valid and test.jsonl.")
@click.option("--shares", default="0.8,0.1,0.1", show_default=True, help="Of train, valid and test.")
@click.option("--seed", default=7, show_default=True, help="Decides who goes where.")
@quiet
def split(source: Path, output: Path, shares: str, seed: int, quiet: bool) -> None:
    """Split SOURCE by candidate: nobody's resume stands on two sides.

    Examples with the same resume, nearly the same one, or a resume of the same name go together. Run again
    with the same file and options it finds its manifest and does nothing.

    \b
    Examples:
      resumemate-train data split data/training-data.jsonl -o data/split
      resumemate-train data split data/training-data.jsonl -o data/split --shares 0.9,0,0.1 --seed 1
    """
    from .file_commands import run_split

    run_split(source, output, shares, seed, quiet)


@data.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "form",
    type=click.Choice(["mlx", "chatml", "sharegpt", "sections"]),
    required=True,
    help="The format.",
)
@click.option("-o", "--output", type=FOLDER, required=True, help="Folder for the result.")
@quiet
def convert(source: Path, form: str, output: Path, quiet: bool) -> None:
    """Write SOURCE, a training file or the folder of a split, in the format of a trainer.

    \b
    Examples:
      resumemate-train data convert data/split --to mlx -o data/mlx
      resumemate-train data convert data/training-data.jsonl --to sharegpt -o data/sharegpt
      resumemate-train data convert data/split --to sections -o data/sections
    """
    from .file_commands import run_convert

    run_convert(source, form, output, quiet)


@data.command("import")
@click.argument("source", type=FILE)
@click.option("-o", "--output", type=FILE, required=True, help="The training file to write.")
@click.option("--domain", default="unknown", show_default=True, help="For lines that name none.")
@click.option("--reprompt", is_flag=True, help="Ask each example anew in this SDK's words.")
@quiet
def import_(source: Path, output: Path, domain: str, reprompt: bool, quiet: bool) -> None:
    """Read what another script wrote, production's above all, and write a training file of the contract.

    What is plain is mended and counted: a missing id, an answer as an object or a tool call, camelCase
    metadata. What is not goes to OUTPUT.rejects.jsonl with its line number and the reason.

    \b
    Examples:
      resumemate-train data import production/training-data.jsonl -o data/training-data.jsonl
      resumemate-train data import old.jsonl -o data/training-data.jsonl --reprompt --domain nursing
    """
    from .file_commands import run_import

    run_import(source, output, domain, reprompt, quiet)


@data.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="File, or folder for a folder of pairs.",
)
@click.option("--seed", default=7, show_default=True, help="Decides who becomes whom.")
@quiet
def redact(source: Path, output: Path, seed: int, quiet: bool) -> None:
    """Replace personal data in SOURCE, a training file or a folder of pairs, by stable fictional data.

    Names, e-mail addresses, telephone numbers, links, addresses, dates of birth and identifying numbers.
    The same candidate becomes the same other person in every line and every run with the same seed.
    What could not be replaced completely is left out and said.

    \b
    Examples:
      resumemate-train data redact data/training-data.jsonl -o data/redacted.jsonl
      resumemate-train data redact pairs/ -o pairs-redacted/ --seed 3
    """
    from .file_commands import run_redact

    run_redact(source, output, seed, quiet)
