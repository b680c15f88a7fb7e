"""Searches, cross-validation and pipelines around an estimator (torch_jax.md, section 13).

Effects: `search` an estimator with `fit` that scores candidates; `cross_validate` fits and scores at once; `last_step`
is the estimator at the end of a pipeline; `wrapped` one that an estimator stands around.
"""

from __future__ import annotations

from lossguard.knowledge.rows import Call

_API = "scikit-learn.org/stable/api/sklearn.model_selection.html"

CALLS: tuple[Call, ...] = (
    Call(
        names=("sklearn.model_selection.GridSearchCV", "sklearn.model_selection.HalvingGridSearchCV"),
        params="estimator, param_grid, *, scoring=None, **kwargs",
        effect="search",
        options=(("candidates", "param_grid"),),
        checked="1.9",
        source=_API,
    ),
    Call(
        names=("sklearn.model_selection.RandomizedSearchCV", "sklearn.model_selection.HalvingRandomSearchCV"),
        params="estimator, param_distributions, *, n_iter=?, scoring=None, **kwargs",
        effect="search",
        options=(("candidates", "param_distributions"),),
        checked="1.9",
        source=_API,
    ),
    Call(
        names=("sklearn.model_selection.cross_val_score", "sklearn.model_selection.cross_validate"),
        params="estimator, X, y=None, *, groups=?, scoring=None, **kwargs",
        effect="cross_validate",
        checked="1.9",
        source=_API,
    ),
    # By position in versions before 0.20: scoring came first.
    Call(
        names=("sklearn.cross_validation.cross_val_score",),
        params="estimator, X, y=None, scoring=None, cv=?, **kwargs",
        effect="cross_validate",
        checked="0.19",
        source=_API,
    ),
    Call(
        names=("sklearn.model_selection.learning_curve", "sklearn.model_selection.permutation_test_score"),
        params="estimator, X, y, *, scoring=None, **kwargs",
        effect="cross_validate",
        checked="1.9",
        source=_API,
    ),
    Call(
        names=("sklearn.model_selection.cross_val_predict",),
        params="estimator, X, y=None, **kwargs",
        effect="cross_validate",
        checked="1.9",
        source=_API,
    ),
    Call(
        names=("sklearn.metrics.make_scorer",),
        params="score_func, *, response_method=?, greater_is_better=True, needs_proba=?, needs_threshold=?, **kwargs",
        effect="scorer",
        checked="1.9",
        source="scikit-learn.org/stable/modules/generated/sklearn.metrics.make_scorer.html",
    ),
    Call(
        names=("sklearn.pipeline.Pipeline",),
        params="steps, **kwargs",
        effect="last_step",
        options=(("steps", "steps"),),
        checked="1.9",
        source=_API,
    ),
    Call(
        names=("sklearn.pipeline.make_pipeline",),
        params="*steps, **kwargs",
        effect="last_step",
        checked="1.9",
        source=_API,
    ),
)
