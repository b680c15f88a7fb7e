"""The command line: a table of commands, each read when it is asked for, and mistakes of the user in one sentence."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from lossguard import __version__
from lossguard.commands.telling import BROKEN, INTERRUPTED, tell
from lossguard.errors import UsageError, nearest

COMMANDS = ("check", "setups", "rule", "verify", "table", "config", "clean", "server", "completion")
"""Each is the function of its name in the module of its name in lossguard.commands, in the order of the help."""


COLLECT_EVERY = 300_000  # new objects, not 700: nearly all that a file makes stays until it is done


class Commands(click.Group):
    """A group that names the nearest command for a mistyped one, and reports mistakes of the user in one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"lossguard.commands.{cmd_name}"), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            raise click.UsageError(f'no command "{args[0]}"{nearest(args[0], self.list_commands(ctx))}', ctx)
        return super().resolve_command(ctx, args)

    def make_context(self, *arguments: Any, **more: Any) -> click.Context:
        with _quiet_when_interrupted():
            return super().make_context(*arguments, **more)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _quiet_when_interrupted():
                return super().invoke(ctx)
        except UsageError as error:
            raise _Mistake(str(error)) from error
        except FileNotFoundError as error:
            if _has_working_folder():
                raise
            raise _Mistake("the working folder is not there any more: change into one that is") from error


@contextmanager
def _quiet_when_interrupted() -> Iterator[None]:
    """Ctrl-C ends the process with the code of the contract; click would say "Aborted!" and end with 1."""
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None


def _has_working_folder() -> bool:
    try:
        os.getcwd()
    except FileNotFoundError:
        return False
    return True


class _Mistake(click.ClickException):
    exit_code = BROKEN

    def show(self, file: Any = None) -> None:
        tell(f"error: {self.message}")


def _show_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from lossguard.rules.codes import RULE_SET, known_codes

    click.echo(f"lossguard {__version__} (rule set {RULE_SET}, {len(known_codes())} rules)")
    ctx.exit()


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    *("-V", "--version"),
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_show_version,
    help="Show the version, and that of the rules.",
)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Find heads, losses, labels and metrics that do not fit together, without running the code."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main() -> None:
    """The console script. What is left of a run goes with its process, so nothing looks for cycles in it at the end."""
    gc.set_threshold(COLLECT_EVERY)
    if sys.stderr is None:  # it is closed: nobody wants to hear the counts
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - until the process ends
    try:
        cli(prog_name="lossguard")
    finally:
        gc.disable()
        gc.freeze()
