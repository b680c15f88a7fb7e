"""XGBoost, LightGBM and CatBoost behind one face: train by the name of an objective, report by the name of a metric."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable
from typing import Any

from lossguard.vocabulary import Encoding, Family
from tests.learners.data import CLASSES, GROUPS, OPTIONS, ORDERED, ROWS, SETTINGS, group_sizes, labels, rows

ROUNDS = 5
BESIDE = {
    "xgboost": {Family.BERNOULLI: "binary:logistic", Family.CATEGORICAL: "multi:softprob",
                Family.REGRESSION: "reg:squarederror", Family.COUNT: "count:poisson"},
    "lightgbm": {Family.BERNOULLI: "binary", Family.CATEGORICAL: "multiclass", Family.REGRESSION: "regression",
                 Family.COUNT: "poisson"},
    "catboost": {Family.BERNOULLI: "Logloss", Family.CATEGORICAL: "MultiClass", Family.REGRESSION: "RMSE",
                 Family.COUNT: "Poisson"},
}  # fmt: skip


def stops(act: Callable[[], object]) -> bool:
    """Whether a call raises."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            act()
    except Exception:  # each library has exceptions of its own
        return True
    return False


def settings_of(library: str, name: str, family: Family) -> dict[str, Any]:
    """What goes with an objective or a metric of a name."""
    several = {"num_class": CLASSES} if family is Family.CATEGORICAL and library != "catboost" else {}
    return {**several, **SETTINGS[library].get(name, {})}


def is_ordered(name: str) -> bool:
    return name.startswith(ORDERED)


# ---- training: the raw scores of the trees, and what `predict` answers ----


def trained(library: str, name: str, family: Family, y: Any) -> tuple[Any, Any]:
    """(raw scores, predictions) of a few trees that learnt an objective."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return TRAIN[library](name, family, y)


def _xgboost(name: str, family: Family, y: Any) -> tuple[Any, Any]:
    import xgboost

    data = xgboost.DMatrix(rows(), label=None if name == "survival:aft" else y)
    if name == "survival:aft":
        data.set_float_info("label_lower_bound", y)
        data.set_float_info("label_upper_bound", y + 1)
    if is_ordered(name):
        data.set_group(group_sizes())
    settings = {"objective": name, "verbosity": 0, **settings_of("xgboost", name, family)}
    booster = xgboost.train(settings, data, ROUNDS)
    return booster.predict(data, output_margin=True), booster.predict(data)


def _lightgbm(name: str, family: Family, y: Any) -> tuple[Any, Any]:
    import lightgbm
    import numpy as np

    data = lightgbm.Dataset(rows(), y, group=group_sizes() if is_ordered(name) else None)
    settings = {"objective": name, "verbose": -1, **settings_of("lightgbm", name, family)}
    booster = lightgbm.Booster(settings, data)
    own = (lambda raw, _: (raw - y, np.ones(ROWS))) if name in ("custom", "none", "null", "na") else None
    for _ in range(ROUNDS):
        booster.update(fobj=own)
    return booster.predict(rows(), raw_score=True), booster.predict(rows())


def _catboost(name: str, family: Family, y: Any) -> tuple[Any, Any]:
    import catboost

    groups = (
        [row // (ROWS // GROUPS) for row in range(ROWS)] if family is Family.ORDER and name not in ONE_BY_ONE else None
    )
    pool = catboost.Pool(rows(), y, group_id=groups)
    settings = {
        "loss_function": OPTIONS.get(name, name),
        "iterations": ROUNDS,
        "verbose": False,
        "allow_writing_files": False,
    }
    numbers = family in (Family.REGRESSION, Family.COUNT)
    model = (
        (catboost.CatBoostRegressor if numbers else catboost.CatBoost)(**settings)
        if numbers
        else catboost.CatBoost(settings)
    )
    model.fit(pool)
    raw = model.predict(pool, prediction_type="RawFormulaVal")
    if numbers or family is Family.ORDER:
        return raw, model.predict(pool)
    answers = model.predict(pool, prediction_type="Probability")
    return raw, answers[:, 1] if raw.ndim == 1 else answers


ONE_BY_ONE = ("Cox", "Focal")
TRAIN: dict[str, Callable[[str, Family, Any], tuple[Any, Any]]] = {
    "xgboost": _xgboost, "lightgbm": _lightgbm, "catboost": _catboost,
}  # fmt: skip


# ---- reporting: what a metric says of raw scores ----


def reported(library: str, name: str, family: Family, raw: Any, objective: str | None = None) -> float:
    """The value of a metric for raw scores, (n,) or (n, 3), beside an objective of a family."""
    encoding = Encoding.INDEX if family is Family.CATEGORICAL else Encoding.BINARY
    encoding = encoding if family in (Family.CATEGORICAL, Family.BERNOULLI) else Encoding.REAL
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return REPORT[library](name, objective or BESIDE[library][family], family, labels(encoding), raw)


def _of_xgboost(name: str, objective: str, family: Family, y: Any, raw: Any) -> float:
    import xgboost

    data = xgboost.DMatrix(rows(), label=y, base_margin=raw)
    if objective == "survival:aft":
        data.set_float_info("label_lower_bound", y)
        data.set_float_info("label_upper_bound", y + 1)
    if objective.startswith("rank:"):
        data.set_group(group_sizes())
    further = {**settings_of("xgboost", name, family), **SETTINGS["xgboost"].get(objective, {})}
    booster = xgboost.train({"objective": objective, "eval_metric": name, "verbosity": 0, **further}, data, 0)
    return float(booster.eval(data).rsplit(":", 1)[1])


def _of_lightgbm(name: str, objective: str, family: Family, y: Any, raw: Any) -> float:
    import lightgbm

    group = group_sizes() if objective == "lambdarank" else None
    data = lightgbm.Dataset(rows(), y, init_score=raw.ravel("F"), group=group)
    settings: dict[str, Any] = {"objective": objective, "metric": name, "verbose": -1, "learning_rate": 1e-12}
    found: dict[str, Any] = {}
    seen = lightgbm.record_evaluation(found)
    settings |= settings_of("lightgbm", name, family)
    lightgbm.train(settings, data, 1, valid_sets=[data], valid_names=["own"], callbacks=[seen])
    return float(next(iter(found["own"].values()))[0])


def _of_catboost(name: str, objective: str, family: Family, y: Any, raw: Any) -> float:
    from catboost.utils import eval_metric

    del objective
    groups = [row // (ROWS // GROUPS) for row in range(ROWS)] if name.startswith("Query") else None
    return float(eval_metric(y, raw, OPTIONS.get(name, name), group_id=groups)[0])


REPORT: dict[str, Callable[[str, str, Family, Any, Any], float]] = {
    "xgboost": _of_xgboost, "lightgbm": _of_lightgbm, "catboost": _of_catboost,
}  # fmt: skip


def trains_beside(library: str, metric: str, family: Family) -> bool:
    """Whether a training with an objective of a family goes on while a metric is reported."""
    y = labels(Encoding.INDEX if family is Family.CATEGORICAL else Encoding.BINARY)
    objective = BESIDE[library][family]
    if library == "catboost":
        import catboost

        settings = {"loss_function": objective, "eval_metric": OPTIONS.get(metric, metric), "iterations": 2,
                    "verbose": False, "allow_writing_files": False}  # fmt: skip
        return not stops(lambda: catboost.CatBoost(settings).fit(catboost.Pool(rows(), y)))
    module = importlib.import_module(library)
    key = "eval_metric" if library == "xgboost" else "metric"
    settings = {"objective": objective, key: metric, **settings_of(library, metric, family)}
    if library == "xgboost":
        data = module.DMatrix(rows(), label=y)
        return not stops(
            lambda: module.train({**settings, "verbosity": 0}, data, 2, evals=[(data, "own")], verbose_eval=False)
        )
    data = module.Dataset(rows(), y)
    return not stops(lambda: module.train({**settings, "verbose": -1}, data, 2, valid_sets=[data]))
