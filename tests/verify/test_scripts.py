"""The scripts of `lossguard verify`: short, and made of numbers and known words alone. No framework is needed."""

from __future__ import annotations

import ast
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from lossguard.cli import cli
from lossguard.errors import UsageError
from lossguard.results import Report
from lossguard.rules.rule import Rule
from lossguard.setups import Problem
from lossguard.verify import running
from lossguard.verify.running import run
from lossguard.verify.target import Target, finding_at, parse
from lossguard.verify.write import demonstration
from tests.fixture_run import report_on_program
from tests.verify.programs import SHOWN, seen_in

MOST_LINES = 30  # that are not blank
CALLED = {"trial", "abs", "float", "str", "print", "type", "sorted", "sum", "zip", "range", "len", "bool"}
PARTS = {"loss", "decide", "metric", "out", "y", "truth", "x", "error", "weight", "old"}
ROOTS = {"keras", "np", "torch", "nn", "F", "torchmetrics", "model", "optimizer", "history", "value", "os", "warnings"}


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_every_rule_has_a_short_program(rule: Rule, tmp_path: Path) -> None:
    """It compiles, trains twice, ends with the evidence, and imports nothing but the framework."""
    script, package = demonstration(seen_in(rule, tmp_path))
    lines = [line for line in script.splitlines() if line.strip()]
    assert MOST_LINES >= len(lines)
    assert 'print("evidence:", found or "none")' == lines[-1]
    assert package in {"keras", "torch"}
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(script))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert package in imported
    assert set() == imported - {"keras", "torch", "numpy", "torchmetrics", "warnings", "os"}


@pytest.mark.parametrize("code", ["LG403", "LG404", "LG405", "LG401"])
@settings(max_examples=40, deadline=None)
@given(name=st.text(max_size=30) | st.sampled_from(['"""', 'x"); import os #', "a\nb", "{last}", "sum'", "é", "\\"]))
def test_no_name_gets_code_into_a_program(code: str, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever a name, a path or an option is, the program has the same calls, and nothing else is called."""
    rule = next(rule for rule in SHOWN if rule.code == code)
    known = seen_in(rule, tmp_path_factory.mktemp("program"))
    assert known.problem is not None
    problem = Problem(known.problem.kind, name, known.problem.spot, name, name)
    place = replace(known.finding.place, path=f"{name}/{name}.py")
    script, _ = demonstration(replace(known, problem=problem, finding=replace(known.finding, place=place)))
    for node in ast.walk(ast.parse(script)):
        if isinstance(node, ast.Call):
            assert _root(node.func) in CALLED | ROOTS | PARTS


def _root(node: ast.expr) -> str:
    """The name at the start of what is called; "out" for methods of an expression, which are the script's own."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else "out"


def test_the_form_of_what_is_asked_for() -> None:
    assert Target("train.py", 12) == parse("train.py:12")
    assert Target("study.ipynb", 7, 3) == parse("study.ipynb:3:7")
    assert Target("C:\\code\\train.py", 12) == parse("C:\\code\\train.py:12")
    assert Target("train.py") == parse("train.py")
    assert Target("odd:1", code="LG102") == parse("odd:1", "LG102", exists=True)
    assert Target(fingerprint="0123abcd") == parse("0123abcd")


def test_a_wrong_line_names_the_nearest_findings(tmp_path: Path) -> None:
    rule = next(rule for rule in SHOWN if rule.code == "LG102")
    report = report_on_program(rule.bad, tmp_path)
    place = report.findings[0].place
    with pytest.raises(UsageError, match=rf"no finding at .*; the nearest: LG102 at .*:{place.line}"):
        finding_at(report, Target(place.path, place.line + 1))
    assert report.findings[0] == finding_at(report, Target(fingerprint=report.findings[0].fingerprint))
    with pytest.raises(UsageError, match="there is none at all"):
        finding_at(Report(), Target("train.py", 3))


def test_the_command_writes_the_program(tmp_path: Path) -> None:
    rule = next(rule for rule in SHOWN if rule.code == "LG102")
    file = tmp_path / "train.py"
    file.write_text(rule.bad, encoding="utf-8")
    written = tmp_path / "shown.py"
    done = CliRunner().invoke(cli, ["verify", "--isolated", str(file), "--output-file", str(written)])
    assert (0, "") == (done.exit_code, done.stdout)
    assert written.read_text(encoding="utf-8").startswith('"""LG102 activation-applied-twice, train.py line')
    assert 2 == CliRunner().invoke(cli, ["verify", str(tmp_path / "none.py:3")]).exit_code


def test_running_tells_what_is_missing(tmp_path: Path) -> None:
    """No such Python; no such package in it; a program without an end."""
    with pytest.raises(UsageError, match="cannot be run"):
        run("", "keras", str(tmp_path / "python"), 5)
    with pytest.raises(UsageError, match="has no lossguard_of_another_name"):
        run("", "lossguard_of_another_name", sys.executable, 60)
    assert "1\n" == run("print(1)", "ast", sys.executable, 60).printed
    with pytest.raises(UsageError, match=r"did not end within 0\.01 seconds"):
        running._call([sys.executable, "-"], str(tmp_path), 0.01, "while True: pass")
