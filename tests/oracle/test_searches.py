"""Searches, cross-validations, scorers and pipelines of scikit-learn do with an estimator what their rows say.

Run it where scikit-learn is installed: `python -m pytest tests/oracle/test_searches.py`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import pytest

sklearn = pytest.importorskip("sklearn", minversion="1.4", reason="scikit-learn is not installed")
importlib.import_module("sklearn.experimental.enable_halving_search_cv")

from sklearn import base, datasets, linear_model, metrics, preprocessing  # noqa: E402

from lossguard.knowledge.rows import Call  # noqa: E402
from lossguard.knowledge.sklearn.selection import CALLS  # noqa: E402
from tests.proved.record import key_of  # noqa: E402

X, Y = datasets.load_iris(return_X_y=True)
MODEL = linear_model.LogisticRegression(max_iter=500)
CANDIDATES = {"C": [0.01, 1.0]}
LIKELIHOOD = "neg_log_loss"  # below 0, which no accuracy is
pytestmark = pytest.mark.filterwarnings("ignore")


def rows(*effects: str) -> list[Any]:
    """The rows of effects whose first name scikit-learn still has."""
    held = [row for row in CALLS if row.effect in effects and "cross_validation." not in row.names[0]]
    return [pytest.param(row, id=key_of(row)) for row in held]


def made(name: str) -> Any:
    module, _, short = name.rpartition(".")
    return getattr(importlib.import_module(module), short)


@pytest.mark.parametrize("row", rows("search"))
def test_a_search_takes_the_best_candidate_by_the_scoring_given(row: Call) -> None:
    for name in row.names:
        halving = {"min_resources": len(X), "random_state": 0} if "Halving" in name else {}  # few rows miss a class
        found = made(name)(MODEL, CANDIDATES, scoring=LIKELIHOOD, cv=3, **halving).fit(X, Y)
        assert found.best_params_["C"] in CANDIDATES["C"]
        assert found.best_score_ < 0
        assert base.is_classifier(found)
        assert (found.predict(X) == found.best_estimator_.predict(X)).all()


# By the name: further arguments, and where in the answer the scores are.
SCORES: dict[str, tuple[dict[str, Any], Callable[[Any], Any]]] = {
    "cross_val_score": ({}, lambda answer: answer),
    "cross_validate": ({}, lambda answer: answer["test_score"]),
    "learning_curve": ({"train_sizes": [1.0], "shuffle": True, "random_state": 0}, lambda answer: answer[2]),
    "permutation_test_score": ({"n_permutations": 2}, lambda answer: answer[0]),
}


@pytest.mark.parametrize("row", rows("cross_validate"))
def test_a_cross_validation_fits_and_scores_the_rows(row: Call) -> None:
    """By the scoring given, where it takes one; else it answers with predictions, one for each row."""
    for name in row.names:
        if "scoring" not in row.params:
            assert made(name)(MODEL, X, Y, cv=3).shape == Y.shape
            continue
        options, scores = SCORES[name.rpartition(".")[2]]
        assert (scores(made(name)(MODEL, X, Y, scoring=LIKELIHOOD, cv=3, **options)) < 0).all()


@pytest.mark.parametrize("row", rows("scorer"))
def test_a_scorer_asks_the_function_about_predictions(row: Call) -> None:
    """Of the labels and what the estimator predicts, or its probabilities; turned round where less is better."""
    model = MODEL.fit(X, Y)
    for name in row.names:
        assert made(name)(metrics.accuracy_score)(model, X, Y) == metrics.accuracy_score(Y, model.predict(X))
        scorer = made(name)(metrics.log_loss, response_method="predict_proba", greater_is_better=False)
        assert scorer(model, X, Y) == -metrics.log_loss(Y, model.predict_proba(X))


@pytest.mark.parametrize("row", rows("last_step"))
def test_a_pipeline_answers_as_its_last_step(row: Call) -> None:
    steps = {"sklearn.pipeline.Pipeline": ([("scale", preprocessing.StandardScaler()), ("model", MODEL)],)}
    for name in row.names:
        whole = made(name)(*steps.get(name, (preprocessing.StandardScaler(), MODEL))).fit(X, Y)
        last = whole[-1]
        assert isinstance(last, linear_model.LogisticRegression)
        assert base.is_classifier(whole)
        assert (whole.predict(X) == last.predict(whole[:-1].transform(X))).all()
