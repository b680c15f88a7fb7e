"""The programs on a rule's page are tests: the bad one reports the rule, the good one reports nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from lossguard.rules.rule import Rule
from lossguard.rules.table import all_rules
from tests.fixture_run import report_on_program


@pytest.mark.parametrize("rule", [rule for rule in all_rules() if rule.bad], ids=lambda rule: rule.code)
def test_the_bad_program_reports_its_rule(rule: Rule, tmp_path: Path) -> None:
    report = report_on_program(rule.bad, tmp_path)
    assert rule.code in [each.code for each in (*report.findings, *report.failures)]


@pytest.mark.parametrize("rule", [rule for rule in all_rules() if rule.good], ids=lambda rule: rule.code)
def test_the_good_program_reports_nothing(rule: Rule, tmp_path: Path) -> None:
    report = report_on_program(rule.good, tmp_path)
    assert [] == [f"{each.code} in line {each.place.line}: {each.message}" for each in report.findings]
    assert () == report.failures
