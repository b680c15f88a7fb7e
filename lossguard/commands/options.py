"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable

import click

Command = Callable[..., None]


def options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator, in the order in which the help lists them."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


reading = options(
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
