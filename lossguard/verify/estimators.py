"""How ready-made estimators are spelt in a script: where they live, what keeps them quiet, how a function trains."""

from __future__ import annotations

import re
from functools import cache

from lossguard.errors import UsageError
from lossguard.knowledge.index import rows
from lossguard.knowledge.rows import Estimator

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_:.-]{0,39}")
"""A name of an objective or a metric that may stand in a script, in quotes."""
MANY_MACHINES = ".dask."
QUIET: dict[str, dict[str, object]] = {
    "sklearn": {},
    "xgboost": {},
    "lightgbm": {"verbose": -1},
    "catboost": {"iterations": 50, "verbose": False, "allow_writing_files": False},
}
FITTING = {  # objectives for two classes, and for several
    "xgboost": ("binary:logistic", "multi:softmax"),
    "lightgbm": ("binary", "multiclass"),
    "catboost": ("Logloss", "MultiClass"),
}
DISTANCE = {"xgboost": "mae", "lightgbm": "l1", "catboost": "MAE"}
CLASSIFIERS = {"SVR": "SVC", "NuSVR": "NuSVC", "LinearSVR": "LinearSVC", "Ridge": "RidgeClassifier"}
REGRESSORS = {one: other for other, one in CLASSIFIERS.items()}
STANDARD = {"Classifier": "LogisticRegression", "Regressor": "LinearRegression"}

FITTED = """\
        model = kind(**settings).fit(x, y)
        out = np.squeeze(model.predict(x))"""
WATCHED = {
    "xgboost": """\
        model = kind(**settings).fit(x, y, eval_set=[(x, y)], verbose=False)
        out, seen = model.predict(x), model.evals_result()""",
    "lightgbm": """\
        model = kind(**settings).fit(x, y, eval_set=[(x, y)])
        out, seen = model.predict(x), model.evals_result_""",
    "catboost": """\
        model = kind(**settings).fit(x, y, eval_set=(x, y))
        out, seen = np.squeeze(model.predict(x)), model.get_evals_result()""",
}
TRAINED = {
    "xgboost": """\
        data, seen = xgboost.DMatrix(x, y), {}
        model = kind(settings, data, 20, evals=[(data, "train")], evals_result=seen, verbose_eval=False)
        out = model.predict(data)""",
    "lightgbm": """\
        data, seen = lightgbm.Dataset(x, y), {}
        model = kind(settings, data, 20, valid_sets=[data], callbacks=[lightgbm.record_evaluation(seen)])
        out = model.predict(x)""",
}


@cache
def known() -> dict[str, tuple[str, Estimator]]:
    """Estimators by the name that a finding gives them ("SVC", "xgboost.train"): where each lives, and its row."""
    found: dict[str, tuple[str, Estimator]] = {}
    for name, row in rows(Estimator):
        if MANY_MACHINES not in name:
            found.setdefault(name if row.settings else name.rpartition(".")[2], (name, row))
    return found


def place(name: str) -> str:
    """The dotted name. Raises `UsageError` for an estimator that a script cannot train: one of several machines."""
    if name not in known():
        raise UsageError(f"no demonstration: {name} is not an estimator that a short program can train")
    return known()[name][0]


def library(name: str) -> str:
    """The package: "sklearn", "xgboost", "lightgbm" or "catboost"."""
    return place(name).partition(".")[0]


def counterpart(name: str, kind: str) -> str:
    """The estimator for the other task, of the same kind where there is one. `kind`: "Classifier" or "Regressor"."""
    other = "Regressor" if kind == "Classifier" else "Classifier"
    alike = (CLASSIFIERS if kind == "Classifier" else REGRESSORS).get(name, name.replace(other, kind))
    return alike if alike != name and alike in known() else STANDARD[kind]


def imported(names: list[str]) -> list[str]:
    """The import statements that a script with these estimators needs, in order, each once."""
    found = []
    for name in sorted({place(name) for name in names}):
        module, _, last = name.rpartition(".")
        found.append(f"from {module} import {last}" if module.startswith("sklearn") else f"import {module}")
    return sorted(set(found), key=lambda line: (line.startswith("from"), line))


def spelt(name: str) -> str:
    """The estimator as the script calls it."""
    return name if library(name) == "sklearn" else place(name)


def body(name: str, watched: bool) -> str:
    """The lines that train it, and tell `out` (answers) and, where it is watched, `seen` (metrics by data set)."""
    found = known()[name][1]
    if found.settings:
        return TRAINED[library(name)]
    return WATCHED[library(name)] if watched else FITTED


def decision(name: str, objective: str) -> str:
    """The expression that makes class numbers of `out`."""
    if not known()[name][1].settings:
        return "out"
    several = ("softprob", "multiclass", "softmax", "ova", "ovr")
    if objective == "multi:softmax" or objective.startswith(("reg:", "regression")):
        return "out"
    if any(word in objective for word in several):
        return "out.argmax(1)"
    return "out > 0" if objective == "binary:logitraw" else "out > 0.5"
