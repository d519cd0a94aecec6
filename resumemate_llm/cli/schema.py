"""`resumemate schema` and `resumemate completion`: what other programs need to work with this one."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from .terminal import print_json, print_text


@click.command()
@click.argument("which", type=click.Choice(["draft", "output"]), metavar="draft|output")
def schema(which: str) -> None:
    """Print the JSON Schema of what a model writes (draft) or what you get (output).

    \b
    Examples:
      resumemate schema output > output.schema.json
      resumemate schema draft | jq '.required'
    """
    from ..schema import ProDraft, ProOutput

    model = ProDraft if which == "draft" else ProOutput
    print_json(model.model_json_schema(by_alias=True))


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), metavar="bash|zsh|fish")
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the line-completion script for a shell.

    \b
    Examples:
      resumemate completion bash > ~/.local/share/bash-completion/completions/resumemate
      resumemate completion zsh > "${fpath[1]}/_resumemate"
      resumemate completion fish > ~/.config/fish/completions/resumemate.fish
    """
    script = get_completion_class(shell)
    if script is None:
        raise click.UsageError(f"no completion for {shell}")
    print_text(script(ctx.find_root().command, {}, "resumemate", "_RESUMEMATE_COMPLETE").source() + "\n")
