"""The wrong programs of the rules, and what lossguard sees in them."""

from __future__ import annotations

from pathlib import Path

from lossguard.results import Report
from lossguard.rules.rule import Rule
from lossguard.rules.table import all_rules
from lossguard.verify.target import Seen, seen
from tests.fixture_comments import comments_of
from tests.fixture_run import report_on

SHOWN = [rule for rule in all_rules() if not rule.code.startswith("LG9")]


def report_of(text: str, folder: Path) -> Report:
    """The report on a program in an otherwise empty project."""
    (folder / ".git").mkdir(exist_ok=True)
    file = folder / "train.py"
    file.write_text(text, encoding="utf-8")
    return report_on(file, {"extend-select": "LG"} | comments_of(text).options)


def seen_in(rule: Rule, folder: Path) -> Seen:
    report = report_of(rule.bad, folder)
    return seen(report, next(each for each in report.findings if each.code == rule.code))
