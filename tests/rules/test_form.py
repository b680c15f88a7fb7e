"""The form of every rule: code, name, texts, needs, examples."""

from __future__ import annotations

import ast
import re
from typing import get_type_hints

import pytest

from lossguard import setups
from lossguard.rules.rule import Rule
from lossguard.rules.table import all_rules
from lossguard.vocabulary import Severity

RULES = all_rules()
OF_THE_TOOL = "LG9"  # reported by the tool itself: no check, and examples only where a file can show it
PARTS = {"head": setups.Head, "loss": setups.LossUse, "labels": setups.Labels}
pytestmark = pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])


def test_code_and_name_are_well_formed_and_unique(rule: Rule) -> None:
    """LG and three digits; a name in kebab case that nobody else has."""
    assert re.fullmatch(r"LG\d{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.name)
    assert [rule.code] == [other.code for other in RULES if other.name == rule.name or other.code == rule.code]


def test_texts_are_there(rule: Rule) -> None:
    """Summary in one line; why and remedy as sentences; since a version."""
    assert isinstance(rule.severity, Severity)
    assert re.fullmatch(r"\d+\.\d+", rule.since)
    assert rule.summary and "\n" not in rule.summary and len(rule.summary) <= 120
    assert len(rule.why) > 60 and rule.why.endswith(".")
    assert len(rule.remedy) > 20 and rule.remedy.endswith(".")


def test_a_rule_can_be_asked(rule: Rule) -> None:
    """Every rule has a check, except those that the tool reports itself."""
    assert (rule.check is None) == rule.code.startswith(OF_THE_TOOL)


def test_needs_are_fields_of_an_output(rule: Rule) -> None:
    """Dotted paths that exist: "head.space", "labels"."""
    for path in rule.needs:
        part, _, field = path.partition(".")
        assert part in PARTS
        assert not field or field in get_type_hints(PARTS[part])


def test_rules_that_it_yields_to_have_other_codes(rule: Rule) -> None:
    """A rule yields to rules of well-formed codes, never to itself nor to one that yields to it."""
    others = {other.code: other for other in RULES}
    for code in rule.yields_to:
        assert re.fullmatch(r"LG\d{3}", code) and code != rule.code
        assert code not in others or rule.code not in others[code].yields_to


def test_examples_parse_and_differ(rule: Rule) -> None:
    """A bad program and a good one, both Python."""
    if rule.code.startswith(OF_THE_TOOL):
        return
    assert rule.bad.strip() and rule.good.strip() and rule.bad != rule.good
    ast.parse(rule.bad)
    ast.parse(rule.good)
