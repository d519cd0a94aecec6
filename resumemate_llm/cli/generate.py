"""`resumemate generate`: the main job on the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .terminal import (
    STDIN,
    Finite,
    check_target,
    console,
    document,
    note,
    on_terminal,
    print_bytes,
    print_text,
    refuse_two_stdins,
    source,
    write_file,
)

if TYPE_CHECKING:
    from ..plugins import Plugins
    from ..result import ProResult
    from ..routing import Strategy

TEXT_FORMATS: dict[str, Callable[[ProResult], str]] = {
    "json": lambda result: result.to_json(),
    "envelope": lambda result: _json(result.to_envelope()),
    "md": lambda result: result.to_markdown(),
    "txt": lambda result: result.to_text(),
    "jsonresume": lambda result: _json(result.to_json_resume()),
}
FORMATS = ("json", "envelope", "md", "txt", "docx", "jsonresume")
SUFFIXES = {".json": "json", ".md": "md", ".txt": "txt", ".docx": "docx"}


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def _known_format(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is None or value in FORMATS:
        return value
    extra = _plugins().exporter_names
    if value not in extra:
        raise click.BadParameter(f"{value!r} is not one of {', '.join([*FORMATS, *extra])}", ctx, param)
    return value


@click.command()
@click.argument("resume", type=document)
@click.argument("job", type=document)
@click.option("--provider", metavar="NAME[,NAME..]", help="Who writes: self-hosted, claude, mock, a plugin.")
@click.option(
    "--deadline",
    type=Finite(min=0, min_open=True),
    metavar="SECONDS",
    help="Time for everything together.",
)
@click.option(
    "--strategy",
    type=click.Choice(["whole", "sections", "auto"]),
    help="The draft in one request, in parallel sections, or as suits the server (default).",
)
@click.option(
    "-f",
    "--format",
    "form",
    metavar="|".join(FORMATS),
    callback=_known_format,
    help="Default: a report at a terminal, json in a pipe.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this file; - is standard output.",
)
@click.option("--review", is_flag=True, help="Print original beside result, with the reason for each change.")
@click.option(
    "--review-page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.html",
    help="Write the same as one HTML page, with the radar drawn.",
)
@click.option("-q", "--quiet", is_flag=True, help="No warnings, errors only.")
@click.option("-v", "--verbose", is_flag=True, help="More: attempts, times, every change and its reason.")
def generate(  # noqa: PLR0913  one argument for each option
    *,
    resume: str,
    job: str,
    provider: str | None,
    deadline: float | None,
    strategy: Strategy | None,
    form: str | None,
    output: Path | None,
    review: bool,
    review_page: Path | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Tailor RESUME to JOB.

    At a terminal this prints a report to read; in a pipe, JSON. Warnings go to standard error. With -o
    the format follows the file's name (.docx, .md, .txt, .json) unless --format says otherwise.

    \b
    Examples:
      resumemate generate resume.pdf job.txt
      resumemate generate resume.pdf job.txt -o tailored.docx
      resumemate generate resume.pdf job.txt | jq .output.coverLetter
      pbpaste | resumemate generate resume.md - --format md
      resumemate generate resume.md job.txt --provider claude,mock --deadline 60
      resumemate generate resume.pdf job.txt -o tailored.docx --review-page review.html
      resumemate generate resume.md job.txt --strategy sections --verbose
    """
    if review and form and output is None:
        raise click.UsageError("--review prints text; for the result in another format add -o FILE")
    output = None if output == Path(STDIN) else output
    form = _settle_format(form, output)
    refuse_two_stdins(resume, job)
    _check_targets(output, review_page, {"RESUME": resume, "JOB": job})
    live = sys.stderr.isatty() and not quiet
    result = _call(resume, job, live=live, provider=provider, deadline=deadline, strategy=strategy)
    note((*result.resume.warnings, *result.job.warnings), quiet=quiet)
    if form != "report":  # which has it
        note(_instead(result), quiet=quiet)
    if verbose:
        note(_story(result), quiet=quiet)
    if output is not None or not review:
        _deliver(result, form, output, verbose=verbose)
    if review:
        _print_review(result)
    if review_page is not None:
        write_file(review_page, lambda path: path.write_text(result.diff().to_html(), encoding="utf-8"))
    note([f"wrote {path}" for path in (output, review_page) if path is not None], quiet=quiet)


def _call(resume: str, job: str, *, live: bool, **choice: Any) -> ProResult:
    from .. import client

    if not live:
        return client.generate_pro(source(resume), source(job), **choice)
    from rich.console import Console

    from .live import watch

    with client.ResumeMate(**choice) as mate:
        return watch(mate.stream_pro(source(resume), source(job)), Console(stderr=True))


def _settle_format(form: str | None, output: Path | None) -> str:
    if form is None and output is not None:
        form = SUFFIXES.get(output.suffix.lower())
        if form is None:
            raise click.UsageError(
                f"cannot tell the format from the name {output.name!r}; "
                f"add --format, or use one of {', '.join(SUFFIXES)}"
            )
    if form == "docx" and output is None:
        raise click.UsageError("a Word file needs a name: -o FILE.docx")
    return form or ("report" if on_terminal() else "json")


def _check_targets(output: Path | None, review_page: Path | None, inputs: Mapping[str, str]) -> None:
    """Before anybody is asked, which may cost money. Raises `click.UsageError`."""
    targets = [path for path in (output, review_page) if path is not None]
    if len({path.resolve() for path in targets}) < len(targets):
        raise click.UsageError("-o and --review-page name the same file")
    for path in targets:
        check_target(path, inputs)


def _deliver(result: ProResult, form: str, output: Path | None, *, verbose: bool) -> None:
    if form == "report":
        from .report import print_result

        print_result(console(), result, verbose=verbose)
    elif output is None:
        print_bytes(_render(result, form))
    elif form == "docx":
        write_file(output, result.to_docx)
    else:
        data = _render(result, form)
        write_file(output, lambda path: path.write_bytes(data))


def _print_review(result: ProResult) -> None:
    from ..review.terminal import render

    screen, review = console(), result.diff()
    if on_terminal():
        screen.print(render(review, screen.width))
    else:
        print_text(review.to_text(width=screen.width))


def _render(result: ProResult, form: str) -> bytes:
    if form in TEXT_FORMATS:
        data: str | bytes = TEXT_FORMATS[form](result).rstrip("\n") + "\n"
    else:
        data = _plugins().exporter(form)(result.output)
    return data.encode("utf-8") if isinstance(data, str) else data


def _instead(result: ProResult) -> list[str]:
    """Who wrote instead of a provider that was asked for, and why."""
    from ..attribution import NOT_CONFIGURED

    reason = result.fallback_reason
    return [f"written by {result.provider} instead; {reason}"] if reason and reason != NOT_CONFIGURED else []


def _story(result: ProResult) -> list[str]:
    lines = [f"strategy: {result.strategy} ({result.strategy_reason})"]
    lines += [
        f"{a.provider}{f', {a.part}' if a.part != 'draft' else ''}: {a.outcome} after {a.duration_s:.2f} s"
        + (f" ({a.detail})" if a.detail else "")
        for a in result.attempts
    ]
    times = ", ".join(f"{name} {seconds * 1000:.0f} ms" for name, seconds in result.timings.items())
    return [*lines, f"time: {times}"] if times else lines


def _plugins() -> Plugins:
    from ..plugins import load_plugins
    from ..settings import Settings

    return load_plugins(Settings.from_env().plugins)
