"""The spellings of scikit-learn and the boosting libraries, and the flavour that each means."""

from __future__ import annotations

from lossguard.knowledge.rows import Prefix

PREFIXES: tuple[Prefix, ...] = (
    Prefix("sklearn", "sklearn", "sklearn"),
    Prefix("sklearnex", "sklearn", "sklearn"),
    Prefix("sklearn.grid_search", "sklearn.model_selection", "sklearn"),
    Prefix("sklearn.linear_model.stochastic_gradient", "sklearn.linear_model", "sklearn"),
    Prefix("sklearn.linear_model.logistic", "sklearn.linear_model", "sklearn"),
    Prefix("sklearn.ensemble.gradient_boosting", "sklearn.ensemble", "sklearn"),
    Prefix("sklearn.ensemble.forest", "sklearn.ensemble", "sklearn"),
    Prefix("xgboost", "xgboost", "xgboost"),
    Prefix("xgboost.sklearn", "xgboost", "xgboost"),
    Prefix("lightgbm", "lightgbm", "lightgbm"),
    Prefix("lightgbm.sklearn", "lightgbm", "lightgbm"),
    Prefix("catboost", "catboost", "catboost"),
)
