"""The wrong programs of the rules, and what lossguard sees in them."""

from __future__ import annotations

from pathlib import Path

from lossguard.rules.rule import Rule
from lossguard.rules.table import all_rules
from lossguard.verify.target import Seen, seen
from tests.fixture_run import report_on_program

SHOWN = [rule for rule in all_rules() if not rule.code.startswith("LG9")]


def seen_in(rule: Rule, folder: Path) -> Seen:
    report = report_on_program(rule.bad, folder)
    return seen(report, next(each for each in report.findings if each.code == rule.code))
