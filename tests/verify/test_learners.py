"""The scripts of `lossguard verify` about ready-made estimators: short, and made of known words alone."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lossguard.errors import UsageError
from lossguard.setups import Problem
from lossguard.verify import estimators
from lossguard.verify.target import Seen, seen
from lossguard.verify.write import demonstration
from tests.fixture_run import report_on_program
from tests.verify.learned import FILES, findings_of

MOST_LINES = 30  # that are not blank
PACKAGES = {"sklearn", "xgboost", "lightgbm", "catboost"}
UNKNOWN = "import xgboost\nfrom sklearn.datasets import load_iris\nX, y = load_iris(return_X_y=True)\n"
UNKNOWN += 'xgboost.XGBClassifier(objective="binary").fit(X, y)\n'


@pytest.mark.parametrize("name", FILES)
def test_every_finding_about_an_estimator_has_a_short_program(name: str) -> None:
    """It compiles, ends with the evidence, and imports nothing but the library and NumPy."""
    for each in findings_of(name):
        script, package = demonstration(each)
        lines = [line for line in script.splitlines() if line.strip()]
        assert MOST_LINES >= len(lines)
        assert 'print("evidence:", found or "none")' == lines[-1]
        assert {package, "numpy"} <= _imported(script) <= PACKAGES | {"numpy"}


def _imported(script: str) -> set[str]:
    tree = list(ast.walk(ast.parse(script)))
    plain = {alias.name for node in tree if isinstance(node, ast.Import) for alias in node.names}
    return {name.split(".")[0] for name in plain | {n.module or "" for n in tree if isinstance(n, ast.ImportFrom)}}


def _unknown_objective(folder: Path) -> Seen:
    report = report_on_program(UNKNOWN, folder)
    return seen(report, next(each for each in report.findings if each.code == "LG403"))


@settings(max_examples=60, deadline=None)
@given(name=st.text(max_size=30) | st.sampled_from(['"""', 'x"}); import os #', "a\nb", "{last}", "sum'", "é", "\\"]))
def test_no_name_gets_code_into_a_program(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever an objective is called, the program has the tree that it has for any other name."""
    known = _unknown_objective(tmp_path_factory.mktemp("program"))
    assert known.problem is not None
    expected = _without_strings(demonstration(known)[0])
    problem = Problem(known.problem.kind, name, known.problem.spot, name, name)
    assert expected == _without_strings(demonstration(replace(known, problem=problem))[0])


def _without_strings(script: str) -> str:
    tree = ast.parse(script)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)


def test_the_estimator_of_the_other_task() -> None:
    assert "SVC" == estimators.counterpart("SVR", "Classifier")
    assert "RandomForestRegressor" == estimators.counterpart("RandomForestClassifier", "Regressor")
    assert "XGBClassifier" == estimators.counterpart("XGBRegressor", "Classifier")
    assert "LinearRegression" == estimators.counterpart("GaussianNB", "Regressor")
    assert "LogisticRegression" == estimators.counterpart("LinearRegression", "Classifier")


def test_an_estimator_of_many_machines_is_not_trained() -> None:
    with pytest.raises(UsageError, match="DaskXGBClassifier is not an estimator that a short program can train"):
        estimators.place("DaskXGBClassifier")
