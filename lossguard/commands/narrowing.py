"""What of a report is asked for: what is new since a revision or over a baseline, and what is said beside it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lossguard.commands.telling import tell

if TYPE_CHECKING:
    from lossguard.baseline import Entry
    from lossguard.results import Report

SHOWN = 5  # fixed entries that are named one by one


def only_since(report: Report, revision: str, paths: tuple[str, ...]) -> Report:
    """The report on what has changed in the repository of the first path."""
    from lossguard.changes import changed_since, touching

    start = next((path for path in paths if path != "-"), ".")
    folder = start if os.path.isdir(start) else os.path.dirname(start)
    return touching(report, changed_since(revision, folder or "."))


def explained(report: Report) -> Report:
    """The report with what each rule in it is about: what happens, and why it goes unnoticed."""
    from lossguard.records import replace
    from lossguard.rules.table import rule_named

    rules = {code: rule_named(code) for code in {finding.code for finding in report.findings}}
    return replace(report, explained={code: rule.why for code, rule in rules.items() if rule is not None})


def put_aside(report: Report, file: str) -> None:
    """Write the findings to a baseline, and say how many."""
    from lossguard.baseline import write
    from lossguard.report.summary import counted

    tell(f"{counted(write(file, report.findings), 'finding')} put aside in {file}")


def over_baseline(report: Report, file: str, quiet: bool) -> Report:
    """The report without what the baseline lists; what it lists in vain is told."""
    from lossguard.baseline import read, without

    left, gone = without(report, read(file))
    if gone and not quiet:
        _tell_gone(gone, file)
    return left


def _tell_gone(gone: tuple[Entry, ...], file: str) -> None:
    from lossguard.report.summary import counted

    these = "is" if len(gone) == 1 else "are"
    tell(
        f"{counted(len(gone), 'finding')} of {file} {these} fixed, or not looked for: --write-baseline {file} renews it"
    )
    for entry in gone[:SHOWN]:
        tell(f"  {entry.code} {entry.path}:{entry.line}")
    if len(gone) > SHOWN:
        tell(f"  and {len(gone) - SHOWN} more")
