"""`resumemate-train data split|convert|import|redact`: what they print."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import cast

import click

from ..errors import StepFailed
from ..examples import Example, read_examples, write_examples
from ..files import lock, write_json
from ..manifest import Step
from ..terminal import say, say_skipped, table, watched
from .convert import Format, convert
from .imports import import_file, write
from .pairs import Pair, read_pairs
from .redact import redact_example, redact_pair
from .split import PARTS, split


def run_split(source: Path, output: Path, shares: str, seed: int, quiet: bool) -> None:
    """`data split`."""
    try:
        three = [float(share) for share in shares.split(",")]
    except ValueError:
        raise click.BadParameter(
            "three numbers are expected, such as 0.8,0.1,0.1", param_hint="--shares"
        ) from None
    with lock(output / "split"):
        done = split(
            source, output, shares=three, seed=seed, skipped=partial(say_skipped, quiet=quiet), quiet=quiet
        )
    rows = [(name, _counted(done.result[name])) for name in PARTS]
    if not quiet:
        table(("split", str(output)), [("candidates", str(done.result["candidates"])), *rows])


def _counted(part: dict[str, object]) -> str:
    domains = cast("dict[str, int]", part["domains"])
    said = ", ".join(f"{n} {domain}" for domain, n in list(domains.items())[:6])
    return f"{part['examples']} examples" + (f" ({said})" if said else "")


def run_convert(source: Path, form: str, output: Path, quiet: bool) -> None:
    """`data convert`."""
    with lock(output / "convert"):
        done = convert(source, output, cast("Format", form), skipped=partial(say_skipped, quiet=quiet))
    if not quiet:
        table(
            ("convert", f"{output} ({form})"),
            [(name, f"{n} lines") for name, n in done.result["rows"].items()],
        )


def run_import(source: Path, output: Path, domain: str, reprompt: bool, quiet: bool) -> None:
    """`data import`."""
    options = {"domain": domain, "reprompt": reprompt}
    step = Step("import", output.parent, inputs={"source": source}, options=options)
    if (finished := step.finished()) is not None:
        say_skipped(finished, quiet=quiet)
        return
    with lock(output):
        done = import_file(source, domain=domain, reprompt=reprompt)
        rejects = write(done, output)
        result = {"imported": len(done.examples), "refused": len(done.refused), "mended": dict(done.mended)}
        step.finish(outputs=[output, rejects], result=result)
    if done.foreign:
        say(
            f"{done.foreign} examples hold another prompt than this SDK's; --reprompt asks them anew",
            quiet=quiet,
        )
    rows = [("imported", str(len(done.examples))), ("refused", str(len(done.refused)))]
    rows += [(f"line {number}", reason) for number, reason in done.refused[:5]]
    rows += [(f"mended {n} x", what) for what, n in done.mended.most_common()]
    if not quiet:
        table(("import", str(output)), rows)


def run_redact(source: Path, output: Path, seed: int, quiet: bool) -> None:
    """`data redact`."""
    step = Step(
        "redact",
        output if source.is_dir() else output.parent,
        inputs={"source": source},
        options={"seed": seed},
    )
    if (finished := step.finished()) is not None:
        say_skipped(finished, quiet=quiet)
        return
    done, left_out = (
        _redact_pairs(source, output, seed, quiet)
        if source.is_dir()
        else _redact_file(source, output, seed, quiet)
    )
    step.finish(
        outputs=[output] if output.is_file() else [], result={"redacted": done, "left out": len(left_out)}
    )
    for message in left_out:
        say(message, quiet=quiet)
    if not quiet:
        table(("redact", str(output)), [("redacted", str(done)), ("left out", str(len(left_out)))])


def _redact_file(source: Path, output: Path, seed: int, quiet: bool) -> tuple[int, list[str]]:
    kept: list[Example] = []
    left_out: list[str] = []
    for example in watched(read_examples(source), "redact", quiet=quiet):
        try:
            kept.append(redact_example(example, seed=seed))
        except StepFailed as failed:
            left_out.append(str(failed))
    write_examples(output, kept)
    return len(kept), left_out


def _redact_pairs(source: Path, output: Path, seed: int, quiet: bool) -> tuple[int, list[str]]:
    left_out: list[str] = []
    done = 0
    for pair in watched(read_pairs(source), "redact", quiet=quiet):
        try:
            new = redact_pair(pair, seed=seed)
        except StepFailed as failed:
            left_out.append(str(failed))
            continue
        _write_pair(new, output / Path(pair.source).relative_to(source))
        done += 1
    return done, left_out


def _write_pair(pair: Pair, path: Path) -> None:
    data = {"domain": pair.domain, "resumeText": pair.resume, "jobDescriptionText": pair.job}
    write_json(path, data)
