"""What libraries of ready-made estimators answer about each name of a row: in words that claims.py uses, too."""

from __future__ import annotations

import warnings
from functools import cache
from typing import Any

from lossguard.knowledge import index
from lossguard.knowledge.rows import Call, Estimator, Objective, Row, Scorer
from lossguard.vocabulary import Encoding, Family
from tests.learners.data import ASKED, CLASSES, OF_FAMILY, ROWS, SEED, labels, rows
from tests.learners.libraries import BESIDE, is_ordered, reported, stops, trained, trains_beside

Facts = dict[str, Any]
CLOSE = 1e-3
QUIET: dict[str, dict[str, Any]] = {
    "lightgbm": {"verbose": -1}, "catboost": {"verbose": False, "allow_writing_files": False},
}  # fmt: skip
NOT_ASKED = {
    "xgboost:reg:expectileerror": "came after XGBoost 3.2", "xgboost:expectile": "came after XGBoost 3.2",
    "catboost:QueryCrossEntropy": "learns on a GPU alone",
}  # fmt: skip
# The objective beside which a metric of no family of its own is asked.
OBJECTIVES_OF = {
    "cox-nloglik": "survival:cox", "aft-nloglik": "survival:aft", "interval-regression-accuracy": "survival:aft",
    "quantile": "reg:quantileerror", "expectile": "reg:expectileerror", "ams": "binary:logistic",
    "mphe": "reg:pseudohubererror", "tweedie-nloglik": "reg:tweedie", "gamma": "gamma", "gamma_deviance": "gamma",
}  # fmt: skip


def facts(row: Row, name: str) -> Facts | None:
    """What there is to tell of one name of a row, None where the library does not have it."""
    if name in NOT_ASKED:
        return None
    if name.startswith("sklearn."):
        return of_sklearn(name, row) if isinstance(row, Objective) else None
    library, _, short = name.partition(":" if isinstance(row, (Objective, Scorer)) else ".")
    match row:
        case Objective():
            return of_objective(library, short, row.family, row.labels)
        case Scorer():
            return of_metric(library, short, row.family)
        case Estimator():
            return of_estimator(library, short)
        case Call():
            return of_data(library, short)
    raise TypeError(f"nothing is asked of a {type(row).__name__}")


# ---- objectives ----


def of_objective(library: str, name: str, family: Family, encodings: tuple[Encoding, ...]) -> Facts:
    """The encodings it trains on, the space of its predictions, and how many raw scores a row has."""
    takes = [encoding.value for encoding in ASKED if not stops(lambda e=encoding: _trained(library, name, family, e))]  # type: ignore[misc]
    first = next((encoding for encoding in encodings if encoding.value in takes), None)
    if first is None:
        return {"takes": takes}
    raw, answers = _trained(library, name, family, first)
    targets = target(library, name, first)
    columns = (1 if raw.ndim == 1 else raw.shape[1]) / (1 if targets.ndim == 1 else targets.shape[1])
    return {"takes": takes, "gives": space_of(raw, answers), "columns for a label": columns}


def of_sklearn(name: str, row: Objective) -> Facts:
    """The encodings on which every estimator of scikit-learn trains that knows the name, and the numbers it gives."""
    prefix, _, short = name.partition(":")
    kinds = [(each, path) for path, each in index.rows(Estimator) if each.objectives == f"{prefix}:"]
    makers = [(path, {each.objective or "": short}) for each, path in kinds]
    takes = [e.value for e in ASKED if not any(stops(lambda m=m, e=e: fitted(*m, e)) for m in makers)]  # type: ignore[misc]
    several = row.family is Family.CATEGORICAL
    encoding = Encoding.INDEX if several else Encoding.REAL if row.family is Family.REGRESSION else Encoding.BINARY
    if encoding.value not in takes:
        return {"takes": takes}
    model = fitted(*makers[0], encoding)
    answer = next(getattr(model, each) for each in ANSWERS[several] if hasattr(model, each))(rows())
    return {"takes": takes, "columns for a label": 1 if answer.ndim == 1 else answer.shape[1]}


ANSWERS = {True: ("predict_proba",), False: ("decision_function", "predict")}  # by whether there are several classes


def fitted(path: str, options: dict[str, str], encoding: Encoding) -> Any:
    """An estimator of scikit-learn, made with options and fitted."""
    import importlib

    module, _, name = path.rpartition(".")
    further = {"quantile": 0.5} if "Hist" in name and "quantile" in options.values() else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return getattr(importlib.import_module(module), name)(**options, **further).fit(rows(), labels(encoding))


def _trained(library: str, name: str, family: Family, encoding: Encoding) -> tuple[Any, Any]:
    return trained(library, name, family, target(library, name, encoding))


def target(library: str, name: str, encoding: Encoding) -> Any:
    """The labels, in as many columns as the objective wants."""
    y = labels(encoding)
    if library == "catboost" and name in ("MultiRMSE", "SurvivalAft", "MultiRMSEWithMissingValues"):
        import numpy as np

        return np.stack([y, y + 1], axis=1)
    if is_ordered(name) and encoding is Encoding.REAL:
        return labels(Encoding.INDEX).astype(float)  # grades
    return y


def space_of(raw: Any, answers: Any) -> str:
    """Where predictions lie, by how they follow from the raw scores."""
    import numpy as np

    if answers.ndim > 1 and np.allclose(answers.sum(1), 1, atol=CLOSE) and (answers >= 0).all():
        return "simplex"
    if raw.shape == answers.shape:
        for space, link in (("real", lambda z: z), ("unit", lambda z: 1 / (1 + np.exp(-z))), ("nonnegative", np.exp)):
            if np.allclose(answers, link(raw), rtol=CLOSE, atol=CLOSE):
                return space
    return "classes" if (answers == np.round(answers)).all() else "other"


# ---- metrics ----


def of_metric(library: str, name: str, family: Family) -> Facts:
    """What it asks of predictions, and the families of objectives beside which it can be reported."""
    beside = [each.value for each in (Family.BERNOULLI, Family.CATEGORICAL) if trains_beside(library, name, each)]
    return {"beside": beside, "decision": decision_of(library, name, family)}


def decision_of(library: str, name: str, family: Family) -> str:
    """By what changes its value: the size of the scores (a real number), their order between rows (a ranking), or only
    the side on which each row is (a threshold, or an argmax); "stops" where it cannot be computed."""
    objective = OBJECTIVES_OF.get(name) or (
        "rank:ndcg" if library == "xgboost" else "lambdarank" if is_ordered(name) else None
    )
    if family is not Family.ORDER:
        objective = None
    family = family if family in BESIDE[library] else Family.REGRESSION if objective else Family.BERNOULLI
    raw = scores(family)
    values: list[float] = []
    for changed in (raw, 3 * raw, row_factors(raw) * raw):
        if stops(lambda r=changed: values.append(reported(library, name, family, r, objective))):  # type: ignore[misc]
            return "stops"
    first, larger, mixed = values
    if abs(first - larger) > CLOSE * abs(first):
        return "real"
    if abs(first - mixed) > CLOSE * abs(first):
        return "ranking"
    return "argmax" if family is Family.CATEGORICAL else "threshold"


@cache
def scores(family: Family) -> Any:
    """Raw scores that follow the labels with errors, (n,) or (n, 3)."""
    import numpy as np

    noise = np.random.default_rng(SEED + 1).normal(size=(ROWS, CLASSES))
    if family is Family.CATEGORICAL:
        return noise + np.eye(CLASSES)[labels(Encoding.INDEX)]
    follows = noise[:, 0] + labels(OF_FAMILY.get(family, Encoding.BINARY))
    return follows if family is Family.BERNOULLI else np.abs(follows)


def row_factors(raw: Any) -> Any:
    """A positive number for each row."""
    import numpy as np

    factors = np.random.default_rng(SEED + 2).uniform(0.2, 5, size=ROWS)
    return factors[:, None] if raw.ndim > 1 else factors


# ---- estimators ----


def of_estimator(library: str, name: str) -> Facts | None:
    """What a class, or a function that trains, does untold and with unusual labels."""
    import importlib

    module = importlib.import_module(library)
    if "dask" in name.lower() or not hasattr(module, name):
        return None
    if name in ("train", "cv"):
        return of_function(library, name)
    from sklearn import base

    def made(**options: Any) -> Any:
        quiet: dict[str, Any] = QUIET.get(library, {})
        return getattr(module, name)(n_estimators=3, **quiet, **options)

    found: Facts = {
        "task": "classes" if base.is_classifier(made()) else "numbers" if base.is_regressor(made()) else "none"
    }
    if found["task"] == "numbers":
        found["default"] = default_of(library, made().fit(rows(), labels(Encoding.REAL)))
        return found
    import numpy as np

    texts = np.array(["a", "b", "c"])[labels(Encoding.INDEX)]
    found["numbers labels"] = not stops(lambda: made().fit(rows(), texts))
    found["follows labels"] = made().fit(rows(), labels(Encoding.INDEX)).predict_proba(rows()).shape[1] == CLASSES
    found["takes reals"] = not stops(lambda: made().fit(rows(), np.round(labels(Encoding.REAL), 1) + 0.05))
    return found


def default_of(library: str, model: Any) -> str:
    """The objective that a regressor learnt untold."""
    if library == "xgboost":
        import json

        return str(json.loads(model.get_booster().save_config())["learner"]["objective"]["name"])
    return str(model.objective_ if library == "lightgbm" else model.get_all_params()["loss_function"])


def of_function(library: str, name: str) -> Facts:
    """`train` and `cv`: the settings are the first parameter, the data with its labels the second."""
    import importlib

    module = importlib.import_module(library)
    data = (module.DMatrix if library == "xgboost" else module.Dataset)(rows(), label=labels(Encoding.SIGN))
    two = BESIDE[library][Family.BERNOULLI]
    quiet = {"verbosity": 0} if library == "xgboost" else {"verbose": -1}
    act = getattr(module, name)
    found: Facts = {"task": "none", "grades signs": not stops(lambda: act({"objective": two, **quiet}, data, 2))}
    plain = (module.DMatrix if library == "xgboost" else module.Dataset)(rows(), label=labels(Encoding.REAL))
    metric = "eval_metric" if library == "xgboost" else "metric"
    found["ignores names"] = not stops(
        lambda: module.train({**quiet, metric: "no_such"}, plain, 2, **_watched(library, plain))
    )
    if name == "train":
        booster = act(quiet, plain, 2)
        text = booster.save_config() if library == "xgboost" else booster.model_to_string()
        default = {"xgboost": "reg:squarederror", "lightgbm": "regression"}[library]
        found["default"] = default if f'"name":"{default}"' in text or f"objective={default}\n" in text else "other"
    return found


def _watched(library: str, data: Any) -> dict[str, Any]:
    return {"evals": [(data, "own")], "verbose_eval": False} if library == "xgboost" else {"valid_sets": [data]}


# ---- data ----


def of_data(library: str, name: str) -> Facts | None:
    """Rows and labels in one object: whether the second argument is what it holds as labels."""
    import importlib

    import numpy as np

    kind = getattr(importlib.import_module(library), name, None)
    if kind is None or name.startswith("Device"):
        return None
    made = kind(rows(), labels(Encoding.INDEX))
    return {"label": bool(np.array_equal(np.asarray(made.get_label(), dtype=float), labels(Encoding.INDEX)))}
