"""The command line: arguments to settings, a run, its report, and the exit code. Imports wait for their command."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

import click

from lossguard import __version__
from lossguard.errors import UsageError, nearest

if TYPE_CHECKING:
    from lossguard.config import Settings
    from lossguard.results import Report

Command = Callable[..., None]

FOUND = 1  # findings that gate
BROKEN = 2  # wrong usage, wrong configuration, or a crash


class Commands(click.Group):
    """A group that names the nearest command for a mistyped one, and reports mistakes of the user in one sentence."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            raise click.UsageError(f'no command "{args[0]}"{nearest(args[0], self.list_commands(ctx))}', ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise _Mistake(str(error)) from error


class _Mistake(click.ClickException):
    exit_code = BROKEN

    def show(self, file: Any = None) -> None:
        _tell(f"error: {self.message}")


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="lossguard", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Find heads, losses, labels and metrics that do not fit together, without running the code."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def _options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator, in the order in which the help lists them."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


_reading = _options(
    click.argument("paths", nargs=-1),
    click.option("--stdin-filename", metavar="NAME", help="The name of what '-' reads from standard input."),
    click.option("--exclude", multiple=True, metavar="PATTERNS", help="Leave out files, as .gitignore would."),
    click.option("--framework-version", multiple=True, metavar="NAME=VERSION", help="keras=2.2,tf=2.15: no detection."),
    click.option("--config", metavar="FILE", help="Read this configuration file, and no other."),
    click.option("--isolated", is_flag=True, help="Read no configuration file."),
    click.option("--output-file", metavar="FILE", help="Write the report to FILE instead of standard output."),
    click.option("--quiet", "-q", is_flag=True, help="The report and errors only."),
    click.option("--verbose", "-v", is_flag=True, help="Say more on standard error."),
    click.option("--jobs", "-j", type=click.IntRange(min=1), metavar="N", help="How many processes may work."),
    click.option("--no-cache", is_flag=True, help="Neither read nor write the cache."),
)


@cli.command()
@_reading
@click.option("--select", multiple=True, metavar="CODES", help="Only these rules: codes or prefixes, with commas.")
@click.option("--extend-select", multiple=True, metavar="CODES", help="These rules too.")
@click.option("--ignore", multiple=True, metavar="CODES", help="Not these rules.")
@click.option("--min-confidence", type=click.Choice(["certain", "possible"]), help="Show findings from here on.")
@click.option("--fail-on", type=click.Choice(["error", "warning", "note", "never"]), help="Exit with 1 from here on.")
@click.option("--output-format", type=click.Choice(["text", "concise", "json"]), help="The form of the report.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule.")
@click.pass_context
def check(ctx: click.Context, /, paths: tuple[str, ...], **given: Any) -> None:
    """Check files and folders (default: the working folder); '-' reads standard input."""
    from lossguard.report import reporter
    from lossguard.runner import gates

    report, settings = _run(paths, given)
    with _output(given["output_file"]) as stream:
        reporter(settings.output_format).write(report, stream)
    if given["statistics"]:
        _count(report)
    _sum_up(report, given["quiet"], findings=True)
    ctx.exit(BROKEN if _is_broken(report) else FOUND if gates(report, settings) else 0)


@cli.command()
@_reading
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="The form of the table.")
@click.pass_context
def setups(ctx: click.Context, /, paths: tuple[str, ...], output_format: str, **given: Any) -> None:
    """Show every training set-up that was inferred, and the reason for whatever could not be told."""
    from lossguard.report import setups_reporter

    report, _ = _run(paths, given, with_setups=True)
    with _output(given["output_file"]) as stream:
        setups_reporter(output_format).write(report, stream)
    _sum_up(report, given["quiet"], findings=False)
    ctx.exit(BROKEN if _is_broken(report) else 0)


@cli.command()
@click.argument("code", required=False)
def rule(code: str | None) -> None:
    """Explain one rule, by code or name, or list all."""
    from lossguard.report.rule import write_list, write_rule
    from lossguard.rules.table import all_rules, rule_named

    if code is None:
        write_list(all_rules(), sys.stdout)
        return
    found = rule_named(code)
    if found is None:
        close = nearest(code, [word for each in all_rules() for word in (each.code.lower(), each.name)])
        raise UsageError(f'no rule "{code}"{close.replace("lg", "LG")}; "lossguard rule" lists all')
    write_rule(found, sys.stdout)


@cli.command()
@click.argument("path", default=".")
@click.option("--config", metavar="FILE", help="Read this configuration file, and no other.")
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
def config(path: str, config: str | None, isolated: bool) -> None:
    """Show the settings in force for a path, and where each comes from."""
    from lossguard.config import load
    from lossguard.report.settings import write_settings

    if not os.path.exists(path):
        raise UsageError(f"there is no file or folder {path}")
    write_settings(load(path, config, isolated), sys.stdout)


def _run(paths: tuple[str, ...], given: dict[str, Any], with_setups: bool = False) -> tuple[Report, Settings]:
    """The report on the paths, and the settings of the first of them."""
    from dataclasses import fields

    from lossguard.config import Overrides
    from lossguard.report.progress import Progress
    from lossguard.runner import Request
    from lossguard.runner import check as check_files

    said = {field.name: given[field.name] for field in fields(Overrides) if given.get(field.name)}
    progress = Progress(sys.stderr, shutil.get_terminal_size().columns)
    request = Request(
        paths=paths or (".",),
        overrides=Overrides(**said),
        config=given["config"],
        isolated=given["isolated"],
        stdin_name=given["stdin_filename"] or "<stdin>",
        read_stdin=lambda: sys.stdin.buffer.read(),
        progress=None if given["quiet"] else progress,
        crashed=_tell_crash if given["verbose"] else None,
        with_setups=with_setups,
    )
    try:
        report = check_files(request)
    finally:
        progress.close()
    if given["verbose"]:
        _tell_settings(request.settings())
    return report, request.settings()


def _is_broken(report: Report) -> bool:
    return report.crashed or bool(report.wrong_usage)


@contextmanager
def _output(file: str | None) -> Iterator[TextIO]:
    """Standard output, or the file: UTF-8, never in colour."""
    if file is None:
        yield sys.stdout
        return
    try:
        stream = open(file, "w", encoding="utf-8", newline="\n")  # noqa: SIM115
    except OSError as error:
        raise UsageError(f"--output-file: {file} cannot be written: {error.strerror}") from error
    with stream:
        yield stream


def _sum_up(report: Report, quiet: bool, findings: bool) -> None:
    """Wrong paths in any case; then the counts, or the one sentence for a run with nothing to show."""
    from lossguard.report.summary import nothing_to_say, setups_line, summary_line

    for sentence in report.wrong_usage:
        _tell(f"error: {sentence}")
    if quiet or (report.wrong_usage and not report.summary.files_seen):
        return
    _tell(nothing_to_say(report) or (summary_line(report) if findings else setups_line(report)))


def _count(report: Report) -> None:
    from lossguard.report.summary import statistics
    from lossguard.report.terminal import write_lines

    write_lines(statistics(report), sys.stderr)


def _tell_settings(settings: Settings) -> None:
    from lossguard.report.settings import write_settings

    write_settings(settings, sys.stderr)


def _tell_crash(path: str, error: Exception) -> None:
    import traceback

    _tell(f"failed on {path}:")
    for line in "".join(traceback.format_exception(error)).splitlines():
        _tell(line)


def _tell(sentence: str) -> None:
    """One sentence on standard error, safe for a terminal."""
    from lossguard.report.terminal import plain, safe, write_lines

    write_lines([plain(f"lossguard: {safe(sentence)}")], sys.stderr)


def main() -> None:
    """The console script."""
    cli(prog_name="lossguard")
