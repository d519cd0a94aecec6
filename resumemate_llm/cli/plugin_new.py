"""`resumemate plugins new NAME`: a working package for a provider, whose tests pass at once."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import click

TEMPLATE = Path(__file__).with_name("plugin_template")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@click.command("new")
@click.argument("name")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="Folder to write it into (default: the current one).",
)
def new(name: str, into: Path) -> None:
    """Write a package with a provider called NAME: pyproject.toml, provider, contract tests, README.

    \b
    Examples:
      resumemate plugins new demo
      cd resumemate-llm-demo && pip install -e '.[test]' && pytest
    """
    if not _NAME.fullmatch(name):
        raise click.BadParameter("use lower-case letters, digits and single hyphens, such as my-server")
    target = into / f"resumemate-llm-{name}"
    if target.exists():
        raise click.UsageError(f"{target} exists already; remove it or choose another name")
    for path in write_package(name, target):
        click.echo(path)


def write_package(name: str, target: Path) -> list[Path]:
    """Write the package into `target`, which must not exist; returns the files. It is whole, or not there."""
    words = name.split("-")
    values = {
        "@NAME@": name,
        "@MODULE@": "resumemate_llm_" + "_".join(words),
        "@CLASS@": "".join(word.capitalize() for word in words) + "Provider",
        "@VAR@": "_".join(words).upper(),
    }
    written = []
    with TemporaryDirectory(prefix=".resumemate-", dir=target.parent) as folder:
        draft = Path(folder) / target.name
        for source in sorted(path for path in TEMPLATE.rglob("*.tmpl")):
            name_inside = _filled(str(source.relative_to(TEMPLATE)).removesuffix(".tmpl"), values)
            path = draft / name_inside
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_filled(source.read_text(encoding="utf-8"), values), encoding="utf-8")
            written.append(target / name_inside)
        draft.replace(target)
    return written


def _filled(text: str, values: dict[str, str]) -> str:
    for mark, value in values.items():
        text = text.replace(mark, value)
    return text
