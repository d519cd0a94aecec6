"""The command line: `resumemate`.

This module holds the group and what every command shares: errors as one line, exit codes, plugins'
commands. The commands live in modules of their own, which import the SDK only when they run, so that
`resumemate --help` starts fast.

Exit codes: 0 done, 1 anything else, 2 wrong usage or an input that cannot be used, 3 configuration,
4 no provider answered, 130 interrupted.
"""

from __future__ import annotations

import click

from .._version import __version__
from . import generate, inspect, operate, schema
from .terminal import explain, interrupted, note

BUILT_IN: tuple[click.Command, ...] = (
    generate.generate,
    inspect.parse,
    inspect.job,
    inspect.score,
    operate.doctor,
    operate.policy,
    operate.plugins,
    schema.schema,
    schema.completion,
)


class Program(click.Group):
    """The group `resumemate`: commands in the order of use, then those of plugins."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The built-in commands as they were added, then the plugins'."""
        self._add_plugin_commands()
        return list(self.commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name; plugins are loaded only where no built-in has it."""
        if cmd_name not in self.commands:
            self._add_plugin_commands()
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command. An error becomes one line on standard error and an exit code."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            click.echo(err=True)  # a terminal shows ^C on the line
            note([interrupted()], quiet=False)
            ctx.exit(130)
        except Exception as error:  # the last line of defence: a traceback could show a resume's text
            if ctx.params.get("debug"):
                raise
            line, code = explain(error)
            note([line], quiet=False)
            ctx.exit(code)

    def _add_plugin_commands(self) -> None:
        from importlib.metadata import entry_points

        if not entry_points(group="resumemate_llm"):
            return
        from ..plugins import load_plugins
        from ..settings import Settings

        try:
            load_plugins(Settings.from_env().plugins).add_commands(self)
        except Exception as error:  # neither a plugin nor a setting may stop --help
            note([explain(error)[0]], quiet=False)


@click.group(
    cls=Program,
    commands=list(BUILT_IN),
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="RESUME and JOB are files (txt, md, pdf, docx; a resume may be JSON Resume too), or - for "
    "standard input. Without a key or a server everything works offline, with the provider 'mock'.",
)
@click.version_option(__version__, "-V", "--version", message="resumemate %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of an error; it may quote the resume.")
def main(debug: bool) -> None:
    """Tailor a resume to one job: resume, cover letter, keyword check, gaps and scores.

    \b
    Examples:
      resumemate generate resume.pdf job.txt
      resumemate generate resume.pdf job.txt -o tailored.docx
      resumemate score resume.pdf job.txt
    """
