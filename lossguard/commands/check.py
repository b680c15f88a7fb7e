"""`lossguard check`: lint files and folders."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from lossguard.commands.help import Explained
from lossguard.commands.narrowing import explained, only_since, over_baseline, put_aside
from lossguard.commands.options import complete_codes, reading
from lossguard.commands.running import count, is_broken, output, run, show_files, sum_up, tell_failures
from lossguard.commands.telling import BROKEN, FOUND
from lossguard.errors import UsageError
from lossguard.vocabulary import OUTPUT_FORMATS

if TYPE_CHECKING:
    from lossguard.results import Report

EXAMPLES = (
    ("lossguard check", "the working folder"),
    ("lossguard check train.py --min-confidence possible", "one file, doubtful findings too"),
    ("lossguard check --select LG1,LG301 src", "only these rules"),
    ("lossguard check --output-format sarif --output-file lossguard.sarif", "for code scanning"),
    ("cat train.py | lossguard check - --stdin-filename train.py", "standard input"),
)


@click.command(cls=Explained, examples=EXAMPLES, short_help="Check files and folders.")
@reading
@click.option(
    "--select",
    shell_complete=complete_codes,
    multiple=True,
    metavar="CODES",
    help="Only these rules: codes or prefixes, with commas.",
)
@click.option("--extend-select", shell_complete=complete_codes, multiple=True, metavar="CODES", help="These rules too.")
@click.option("--ignore", shell_complete=complete_codes, multiple=True, metavar="CODES", help="Not these rules.")
@click.option("--min-confidence", type=click.Choice(["certain", "possible"]), help="Show findings from here on.")
@click.option("--fail-on", type=click.Choice(["error", "warning", "note", "never"]), help="Exit with 1 from here on.")
@click.option("--baseline", type=click.Path(), metavar="FILE", help="Leave out the findings that FILE lists.")
@click.option("--write-baseline", type=click.Path(), metavar="FILE", help="List the findings in FILE, and end with 0.")
@click.option("--since", metavar="REVISION", help="Only what files changed since a git revision take part in.")
@click.option("--fix", is_flag=True, help="Change files where that leaves what is trained as it is.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: change what is trained, too.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option(
    "--add-ignores",
    is_flag=False,
    flag_value="",
    metavar="[REASON]",
    help="Silence what is found, each by a comment with the reason.",
)
@click.option("--output-format", type=click.Choice(OUTPUT_FORMATS), help="The form of the report.")
@click.option("--explain", is_flag=True, help="Say of each rule that speaks what it is about (text).")
@click.option("--show-files", is_flag=True, help="List the files that would be checked, and check none.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule, and what is not known and why.")
@click.pass_context
def check(ctx: click.Context, /, paths: tuple[str, ...], **given: Any) -> None:
    """Check files and folders (default: the working folder); '-' reads standard input."""
    from lossguard.report import reporter
    from lossguard.runner import gates

    if given["fix"] or given["diff"] or given["add_ignores"] is not None:
        ctx.exit(_change(paths, given))
    if given["show_files"]:
        ctx.exit(BROKEN if show_files(paths, given) else 0)
    report, settings = run(paths, given)
    if given["since"]:
        report = only_since(report, given["since"], paths)
    if given["write_baseline"]:
        put_aside(report, given["write_baseline"])
        tell_failures(report)
        ctx.exit(BROKEN if is_broken(report) else 0)
    if given["baseline"]:
        report = over_baseline(report, given["baseline"], given["quiet"])
    if given["explain"]:
        report = explained(report)
    with output(given["output_file"]) as stream:
        reporter(settings.output_format).write(report, stream)
    if given["statistics"]:
        count(report)
    sum_up(report, given["quiet"], findings=True)
    ctx.exit(BROKEN if is_broken(report) else FOUND if gates(report, settings) else 0)


def _change(paths: tuple[str, ...], given: dict[str, Any]) -> int:
    """Change files or show the changes, report what remains, and return the exit code.

    As ruff does: with --diff the diff is the report, and 1 says that there is one; the text of standard input, fixed,
    goes to standard output, and the report to standard error.
    """
    from lossguard.commands.fixing import Fixing, Ignoring
    from lossguard.report import reporter
    from lossguard.runner import STDIN, gates

    if given["write_baseline"]:
        raise UsageError("--write-baseline lists findings, --fix and --add-ignores remove them: give one of them")
    if given["fix"] and given["add_ignores"] is not None:
        raise UsageError("--fix removes findings, --add-ignores keeps them: give one of them")
    paths = _without_reason(paths, given)
    kind = Fixing if given["add_ignores"] is None else Ignoring
    fixing = kind(paths, given, lambda report: _narrowed(report, paths, given))
    settings = fixing.request.settings()
    with output(given["output_file"]) as stream:
        if given["diff"]:
            fixing.show(stream)
            tell_failures(fixing.report)
        else:
            fixing.write()
            own = stream if STDIN not in paths or given["output_file"] else sys.stderr
            reporter(settings.output_format).write(fixing.report, own)
    if given["statistics"]:
        count(fixing.report)
    fixing.sum_up()
    sum_up(fixing.report, given["quiet"] or given["diff"], findings=True)
    wrong = gates(fixing.report, settings) or (given["diff"] and bool(fixing.outcome.contents))
    return BROKEN if is_broken(fixing.report) else FOUND if wrong else 0


def _narrowed(report: Report, paths: tuple[str, ...], given: dict[str, Any]) -> Report:
    if given["since"]:
        report = only_since(report, given["since"], paths)
    return over_baseline(report, given["baseline"], quiet=True) if given["baseline"] else report


def _without_reason(paths: tuple[str, ...], given: dict[str, Any]) -> tuple[str, ...]:
    """The paths, with one that stands behind `--add-ignores` and was taken for its reason."""
    reason = given["add_ignores"]
    if not reason or not (os.path.exists(reason) or reason == "-"):
        return paths
    given["add_ignores"] = ""
    return (reason, *paths)
