"""The command line: `resumemate-train`.

A subcommand is one line of `COMMANDS`; its module is imported when the command is asked for and imports
what it works with only when it runs, so that `--help` starts fast.

Exit codes: 0 done, 1 anything else, 2 wrong usage or data that cannot be used, 3 options or environment,
4 a step did not reach its end, 5 budget reached, 6 below the gate, 7 another process is at work, 8 disk
full, 130 interrupted.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click
from click.shell_completion import get_completion_class

from resumemate_llm.cli.terminal import explain, print_text

from . import __version__
from .terminal import say

PROGRAM: Final = "resumemate-train"
COMMANDS: Final = {
    "data": "data.commands:data",
    "finetune": "finetune.commands:finetune",
    "merge": "release.commands:merge",
    "quantize": "release.commands:quantize",
    "export": "release.commands:export",
    "push": "release.commands:push",
    "evaluate": "evaluate.commands:evaluate",
    "serve-check": "serving.commands:serve_check",
}
"""Subcommands in the order of use: name -> module below this package, and the command in it."""


class Program(click.Group):
    """The group `resumemate-train`; subcommands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The steps in the order of use, then the rest."""
        return [*COMMANDS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f".{module}", __package__), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command. An error becomes one line on standard error and an exit code."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            click.echo(err=True)
            say("interrupted; what is finished is kept, run the same command to go on")
            ctx.exit(130)
        except Exception as error:  # the last line of defence: a traceback could show a resume's text
            if ctx.params.get("debug"):
                raise
            line, code = explain(error, program=PROGRAM)
            say(line)
            ctx.exit(code)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message=f"{PROGRAM} %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of an error; it may quote a resume.")
def main(debug: bool) -> None:
    """From resumes to a served model: each step leaves a result on disk and a manifest beside it.

    \b
    Examples:
      resumemate-train data generate --output data/training-data.jsonl --budget 5
      resumemate-train data split data/training-data.jsonl --output data/split
      resumemate-train COMMAND --help
    """


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), metavar="bash|zsh|fish")
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the line-completion script for a shell.

    \b
    Examples:
      resumemate-train completion bash > ~/.local/share/bash-completion/completions/resumemate-train
      resumemate-train completion zsh > "${fpath[1]}/_resumemate-train"
    """
    script = get_completion_class(shell)
    if script is None:
        raise click.UsageError(f"no completion for {shell}")
    print_text(script(ctx.find_root().command, {}, PROGRAM, "_RESUMEMATE_TRAIN_COMPLETE").source() + "\n")


if __name__ == "__main__":
    main(prog_name=PROGRAM)
