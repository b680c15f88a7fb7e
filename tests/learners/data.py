"""The labels that estimators are asked with, and what each library needs to be told beside the name of an objective."""

from __future__ import annotations

from functools import cache
from typing import Any

from lossguard.vocabulary import Encoding, Family

SEED = 0
ROWS, CLASSES = 120, 3
GROUPS = 8  # of as many rows each, for what learns an order


@cache
def rows() -> Any:
    """Numbers that the labels depend on, (120, 4)."""
    import numpy as np

    return np.random.default_rng(SEED).normal(size=(ROWS, 4))


@cache
def labels(encoding: Encoding) -> Any:
    """Labels in an encoding that depend on the rows."""
    import numpy as np

    x = rows()
    score = x[:, 0] + 0.3 * x[:, 1]
    index = np.digitize(score, [-0.5, 0.5])
    return {
        Encoding.INDEX: index,
        Encoding.BINARY: (score > 0).astype(int),
        Encoding.SIGN: np.where(score > 0, 1, -1),
        Encoding.SOFT: 1 / (1 + np.exp(-score)),
        Encoding.REAL: np.exp(score),
        Encoding.MULTI_HOT: np.stack([x[:, axis] > 0 for axis in range(CLASSES)], axis=1).astype(int),
    }[encoding]


def group_sizes() -> list[int]:
    return [ROWS // GROUPS] * GROUPS


ASKED = (Encoding.INDEX, Encoding.BINARY, Encoding.SIGN, Encoding.SOFT, Encoding.REAL, Encoding.MULTI_HOT)
OF_FAMILY = {
    Family.BERNOULLI: Encoding.BINARY, Family.MARGIN: Encoding.BINARY, Family.CATEGORICAL: Encoding.INDEX,
    Family.REGRESSION: Encoding.REAL, Family.COUNT: Encoding.REAL,
}  # fmt: skip
# Further settings, by library and name.
SETTINGS: dict[str, dict[str, dict[str, object]]] = {
    "xgboost": {
        "reg:quantileerror": {"quantile_alpha": 0.5}, "reg:expectileerror": {"expectile_alpha": 0.5},
        "quantile": {"quantile_alpha": 0.5}, "expectile": {"expectile_alpha": 0.5},
    },
    "lightgbm": {},
    "catboost": {},
}  # fmt: skip
# What CatBoost wants to have after the name itself.
OPTIONS = {
    "Quantile": "Quantile:alpha=0.5", "MultiQuantile": "MultiQuantile:alpha=0.25,0.75", "Lq": "Lq:q=2",
    "Huber": "Huber:delta=1", "Expectile": "Expectile:alpha=0.5", "Tweedie": "Tweedie:variance_power=1.5",
    "Focal": "Focal:focal_alpha=0.5;focal_gamma=2", "StochasticRank": "StochasticRank:metric=NDCG",
    "NumErrors": "NumErrors:greater_than=0.5", "FairLoss": "FairLoss:smoothness=1", "F": "F:beta=2",
    "QueryCrossEntropy": "QueryCrossEntropy:alpha=0.5",
}  # fmt: skip
ORDERED = ("rank:", "lambdarank", "rank_xendcg", "xendcg", "xe_ndcg", "ndcg", "map", "mean_average_precision", "pre")
