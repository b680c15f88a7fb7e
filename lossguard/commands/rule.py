"""`lossguard rule`: what a rule says and why."""

from __future__ import annotations

import sys

import click

from lossguard.commands.options import complete_codes
from lossguard.errors import UsageError, nearest


@click.command()
@click.argument("code", required=False, shell_complete=complete_codes)
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
