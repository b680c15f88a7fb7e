"""The wrong programs of the rules, and what lossguard sees in them."""

from __future__ import annotations

from pathlib import Path

from lossguard.rules.rule import Rule
from lossguard.rules.table import all_rules
from lossguard.verify.target import Seen, seen
from tests.fixture_run import ROOT, comments_in, report_on, report_on_program

RULES = ROOT / "fixtures" / "rules"
SHOWN = [rule for rule in all_rules() if not rule.code.startswith("LG9")]


def seen_in(rule: Rule, folder: Path) -> Seen:
    report = report_on_program(rule.bad, folder)
    return seen(report, next(each for each in report.findings if each.code == rule.code))


def seen_in_fixture(name: str) -> list[Seen]:
    """What is seen of each finding of the rule whose folder the fixture lies in: "LG104/bad_multi_hot_labels.py"."""
    path = RULES / name
    report = report_on(path, {"extend-select": "LG"} | comments_in(path).options)
    return [seen(report, each) for each in report.findings if each.code == name.split("/")[0]]
