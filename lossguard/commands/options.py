"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable

import click
from click.shell_completion import CompletionItem

Command = Callable[..., None]


def complete_codes(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Codes of rules, after a comma too; what they mean is the settings' business."""
    from lossguard.rules.table import all_rules

    before, comma, word = incomplete.rpartition(",")
    return [
        CompletionItem(f"{before}{comma}{rule.code}", help=rule.name)
        for rule in all_rules()
        if rule.code.startswith(word.upper())
    ]


def options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator, in the order in which the help lists them."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


reading = options(
    click.argument("paths", nargs=-1, type=click.Path()),
    click.option("--stdin-filename", metavar="NAME", help="The name of what '-' reads from standard input."),
    click.option("--exclude", multiple=True, metavar="PATTERNS", help="Leave out files, as .gitignore would."),
    click.option("--framework-version", multiple=True, metavar="NAME=VERSION", help="keras=2.2,tf=2.15: no detection."),
    click.option("--config", type=click.Path(), metavar="FILE", help="Read this configuration file, and no other."),
    click.option("--isolated", is_flag=True, help="Read no configuration file."),
    click.option("--output-file", type=click.Path(), metavar="FILE", help="Write the report to FILE."),
    click.option("--quiet", "-q", is_flag=True, help="The report and errors only."),
    click.option("--verbose", "-v", is_flag=True, help="Say more on standard error."),
    click.option("--jobs", "-j", type=click.IntRange(min=1), metavar="N", help="How many processes may work."),
    click.option("--no-cache", is_flag=True, help="Neither read nor write the cache."),
)
