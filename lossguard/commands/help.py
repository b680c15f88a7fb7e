"""How a command explains itself: its options by purpose, and examples that can be copied."""

from __future__ import annotations

from typing import Any

import click

GROUPS = {
    "Which files": ("exclude", "since", "stdin_filename"),
    "Which findings": ("select", "extend_select", "ignore", "min_confidence", "fail_on", "baseline", "write_baseline"),
    "Changing files": ("fix", "unsafe_fixes", "diff", "add_ignores"),
    "Report": (
        *("output_format", "output_file", "explain", "statistics", "show_files", "quiet", "verbose"),
        *("code", "run_it", "python", "timeout_s"),
    ),
    "Settings": ("framework_version", "config", "isolated"),
    "Speed": ("jobs", "no_cache"),
}
"""The headings of the help, each with the parameters below it; whatever is in none of them comes last."""


class Explained(click.Command):
    """A command whose help has headings and ends with examples, given as (command line, what it does) pairs."""

    def __init__(self, *args: Any, examples: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        records = {option.name or "": option.get_help_record(ctx) for option in options}
        left = {name: record for name, record in records.items() if record is not None}
        for title, names in GROUPS.items():
            lines = [left.pop(name) for name in names if name in left]
            if lines:
                with formatter.section(title):
                    formatter.write_dl(lines)
        with formatter.section("Other"):
            formatter.write_dl(list(left.values()))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if not self.examples:
            return
        with formatter.section("Examples"):
            for line, purpose in self.examples:
                formatter.write(
                    f"{'':{formatter.current_indent}}{line}\n{'':{formatter.current_indent + 4}}{purpose}\n"
                )
