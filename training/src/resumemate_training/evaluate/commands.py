"""`resumemate-train evaluate`."""

from __future__ import annotations

from pathlib import Path

import click

from resumemate_llm.cli.terminal import Finite


@click.command()
@click.argument("test", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "-m",
    "--model",
    "models",
    multiple=True,
    metavar="[LABEL=]WHAT",
    help="A provider, or URL[#MODEL] of a server.",
)
@click.option(
    "--answers", multiple=True, metavar="LABEL=FILE", help='Answers given elsewhere: {"id", "answer"} lines.'
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder of the report.",
)
@click.option(
    "--train",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Training data that must share no resume; default: train.jsonl beside TEST.",
)
@click.option(
    "--enforcement",
    type=click.Choice(["both", "on", "off"]),
    default="both",
    show_default=True,
    help="Ask servers with the schema enforced, without, or both.",
)
@click.option(
    "--plan",
    type=click.Choice(["whole", "sections"]),
    default="whole",
    show_default=True,
    help="Ask for whole drafts, or for sections at the same time.",
)
@click.option("--limit", type=click.IntRange(1), help="The first N examples only.")
@click.option(
    "--concurrency",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Requests at one time; more make latency worse.",
)
@click.option(
    "--timeout",
    type=Finite(min=1),
    default=180.0,
    show_default=True,
    help="Seconds for one answer.",
)
@click.option(
    "--max-tokens", type=click.IntRange(16), default=8000, show_default=True, help="Room for one answer."
)
@click.option("--temperature", type=Finite(0, 2), default=0.0, show_default=True)
@click.option(
    "--price", metavar="IN,OUT", help="USD for a million tokens, for models the SDK has no price of."
)
@click.option(
    "--gate",
    type=Finite(0, 1),
    metavar="SHARE",
    help="Least schema pass rate; below it the exit code is 6.",
)
@click.option(
    "--gate-metric",
    "gates",
    multiple=True,
    metavar="NAME=VALUE",
    help="Another gate, such as roles=0.95 or latency_p95=40.",
)
@click.option("--texts/--no-texts", default=True, help="Put the answers side by side into the HTML file.")
@click.option("--json", "as_json", is_flag=True, help="JSON on standard output instead of the table.")
@click.option("-q", "--quiet", is_flag=True, help="Errors only.")
def evaluate(**options: object) -> None:
    """Judge models on the held-out examples of TEST, beside the reference answers in it.

    Each answer is asked for once and kept: run the same command again after an interruption. The report is
    a table here, and report.json and report.html in the output folder. TEST may not share a resume with
    the training data.

    \b
    Examples:
      resumemate-train evaluate data/split/test.jsonl -m http://127.0.0.1:8000/v1#resumemate-14b -o report --gate 0.90
      resumemate-train evaluate test.jsonl -m tuned=http://127.0.0.1:8000/v1#tuned -m mock -o report
      resumemate-train evaluate test.jsonl --answers old=answers.jsonl -o report --gate 0.9 --gate-metric roles=0.95
    """
    from .command import run

    run(**options)  # type: ignore[arg-type]
