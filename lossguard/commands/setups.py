"""`lossguard setups`: what was inferred, and why the rest could not be."""

from __future__ import annotations

from typing import Any

import click

from lossguard.commands.help import Explained
from lossguard.commands.options import reading
from lossguard.commands.running import count_reasons, is_broken, output, run, sum_up
from lossguard.commands.telling import BROKEN

EXAMPLES = (
    ("lossguard setups train.py", "what was inferred, and why the rest was not"),
    ("lossguard setups --output-format json src", "the same for a program"),
)


@click.command(cls=Explained, examples=EXAMPLES, short_help="Show every training set-up that was inferred.")
@reading
@click.option(
    "--output-format", type=click.Choice(["text", "json", "html"]), default="text", help="The form of the table."
)
@click.option("--statistics", is_flag=True, help="Count what is known, and the reasons for what is not.")
@click.pass_context
def setups(ctx: click.Context, /, paths: tuple[str, ...], output_format: str, **given: Any) -> None:
    """Show every training set-up that was inferred, and the reason for whatever could not be told."""
    from lossguard.report import setups_reporter

    report, _ = run(paths, given, with_setups=True)
    with output(given["output_file"]) as stream:
        setups_reporter(output_format).write(report, stream)
    if given["statistics"]:
        count_reasons(report)
    sum_up(report, given["quiet"], findings=False)
    ctx.exit(BROKEN if is_broken(report) else 0)
