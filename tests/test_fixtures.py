"""Every fixture reports exactly what its comments say (tests/fixture_comments.py tells how they are read).

In fixtures/infer/, which is about what was inferred, findings are compared only where a file expects some.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from lossguard.results import Report
from lossguard.rules.table import all_rules
from tests.fixture_comments import Comments, Expectation
from tests.fixture_run import ROOT, comments_in, report_on
from tests.reveals import revealed_of

FOLDERS = ("rules", "founding", "infer", "clean", "notebooks")
SUFFIXES = (".py", ".ipynb")
SILENT = ("ok_", "unknown_")
LEAST = {"bad": 4, "ok": 4, "unknown": 1}  # fixtures for each rule

FIXTURES = sorted(
    path
    for folder in FOLDERS
    for path in (ROOT / "fixtures" / folder).rglob("*")
    if path.suffix in SUFFIXES and not path.name.startswith(("_", "fix_"))
)


def shown(path: Path) -> str:
    return path.relative_to(ROOT / "fixtures").as_posix()


@pytest.mark.parametrize("path", FIXTURES, ids=shown)
def test_a_fixture_reports_what_its_comments_say(path: Path) -> None:
    comments = comments_in(path)
    must_fit_its_name(path, comments)
    report = report_on(path, comments.options)
    assert () == report.failures
    findings_count = "infer" not in path.parts or comments.expectations
    wrong = [*(surprises(report, comments) if findings_count else ()), *differing_reveals(report, comments)]
    assert not wrong, "\n".join(wrong)


def must_fit_its_name(path: Path, comments: Comments) -> None:
    """A bad file says what it expects, a silent one expects nothing, one in infer/ reveals something."""
    reported = [each for each in comments.expectations if each.kind != "known-miss"]
    if path.name.startswith("bad_"):
        assert comments.expectations, "a bad file needs an expectation"
    if path.name.startswith(SILENT) or "clean" in path.parts:
        assert [] == [each for each in reported if each.kind == "expect"], "this file is one that stays silent"
    if "infer" in path.parts:
        assert comments.reveals, "a file in fixtures/infer needs a reveal"


def surprises(report: Report, comments: Comments) -> list[str]:
    """A sentence for each unexpected finding, each expectation without its finding, and each miss that is found."""
    waiting = list(comments.expectations)
    sentences = []
    for finding in report.findings:
        place = finding.place
        found = Expectation(
            "expect", finding.code, place.line, str(finding.confidence) == "possible", place.column, place.cell
        )
        match = next((each for each in waiting if fits(each, found)), None)
        if match is None:
            sentences.append(f"unexpected: {words(found)}: {finding.message}")
            continue
        waiting.remove(match)
        if match.kind == "known-miss":
            sentences.append(f"found by now, make it an expectation: {words(found)}")
    for each in waiting:
        if each.kind != "known-miss":
            gone = "no longer noise, delete the comment" if each.kind == "known-noise" else "missing"
            sentences.append(f"{gone}: {words(each)}")
    return sentences


def fits(expected: Expectation, found: Expectation) -> bool:
    """Whether a finding is the expected one; noise and misses may be certain or possible."""
    return (
        (expected.code, expected.line, expected.cell) == (found.code, found.line, found.cell)
        and expected.column in (None, found.column)
        and (expected.kind != "expect" or expected.possible == found.possible)
    )


def words(each: Expectation) -> str:
    cell = "" if each.cell is None else f"cell {each.cell}, "
    column = "" if each.column is None else f", column {each.column}"
    return f"{each.code}{' possible' if each.possible else ''} in {cell}line {each.line}{column}"


def differing_reveals(report: Report, comments: Comments) -> list[str]:
    """A sentence for each reveal whose set-up is missing or was inferred as something else."""
    sentences = []
    for reveal in comments.reveals:
        setups = [
            setup for setup in report.setups if (setup.place.line, setup.place.cell) == (reveal.line, reveal.cell)
        ]
        found = revealed_of(setups, reveal.field)
        if reveal.value.lower() != found.lower():
            there = found or f"no set-up (there are some in lines {lines_of(report)})"
            sentences.append(f"line {reveal.line}: {reveal.field} is {there}, not {reveal.value}")
    return sentences


def lines_of(report: Report) -> str:
    return ", ".join(str(setup.place.line) for setup in report.setups) or "none"


@pytest.mark.parametrize("rule", [rule for rule in all_rules() if rule.check is not None], ids=lambda rule: rule.code)
def test_a_rule_has_enough_fixtures_of_each_kind(rule: object) -> None:
    counts: dict[str, int] = defaultdict(int)
    for path in (ROOT / "fixtures" / "rules" / rule.code).glob("*"):  # type: ignore[attr-defined]
        counts[path.name.split("_")[0]] += path.suffix in SUFFIXES
    assert {} == {kind: counts[kind] for kind, least in LEAST.items() if counts[kind] < least}


def test_every_folder_of_rule_fixtures_belongs_to_a_rule() -> None:
    codes = {rule.code for rule in all_rules()}
    folders = {path.name for path in (ROOT / "fixtures" / "rules").iterdir() if path.is_dir()}
    assert set() == folders - codes
