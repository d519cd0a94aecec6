"""`resumemate-train data`: the subcommands, each a thin face of a module beside this one."""

from __future__ import annotations

import click


@click.group()
def data() -> None:
    """Make and look after training data."""
