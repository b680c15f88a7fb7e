"""Rows of what splits, shuffles, scales and resamples arrays; `arrays.py` has the effects."""

from __future__ import annotations

from lossguard.knowledge.rows import Call

_SKLEARN = "scikit-learn.org/stable/api"

SPLITTING: tuple[Call, ...] = (
    Call(
        names=("sklearn.model_selection.train_test_split", "sklearn.cross_validation.train_test_split"),
        params="*arrays, test_size=None, train_size=None, random_state=None, shuffle=True, stratify=None",
        effect="train_test_split",
        options=(("arrays", "arrays"),),
        checked="1.9",
        source=_SKLEARN,
    ),
    Call(
        names=("sklearn.utils.shuffle",),
        params="*arrays, random_state=None, n_samples=None",
        effect="shuffle",
        options=(("arrays", "arrays"),),
        checked="1.9",
        source=_SKLEARN,
    ),
    Call(
        names=("sklearn.utils.resample",),
        params="*arrays, replace=True, n_samples=None, random_state=None, **kwargs",
        effect="shuffle",
        options=(("arrays", "arrays"),),
        checked="1.9",
        source=_SKLEARN,
    ),
    Call(
        names=(
            "sklearn.preprocessing.scale",
            "sklearn.preprocessing.minmax_scale",
            "sklearn.preprocessing.normalize",
            "sklearn.preprocessing.robust_scale",
            "sklearn.preprocessing.maxabs_scale",
        ),
        params="X, *args, **kwargs",
        effect="scale",
        options=(("subject", "X"),),
        checked="1.9",
        source=_SKLEARN,
    ),
    Call(
        names=("keras.utils.normalize",),
        params="x, axis=-1, order=2",
        effect="unit_length",
        options=(("subject", "x"), ("axis", "axis")),
        checked="3.15",
        source="keras.io/api/utils/python_utils",
    ),
    Call(
        names=("sklearn.preprocessing.binarize",),
        params="X, *, threshold=0.0, copy=True",
        effect="compare",
        options=(("subject", "X"), ("keeps_type", True)),
        checked="1.9",
        source=_SKLEARN,
    ),
    Call(
        names=(
            "sklearn.model_selection.KFold.split",
            "sklearn.model_selection.StratifiedKFold.split",
            "sklearn.model_selection.ShuffleSplit.split",
            "sklearn.model_selection.StratifiedShuffleSplit.split",
            "sklearn.model_selection.GroupKFold.split",
            "sklearn.model_selection.TimeSeriesSplit.split",
            "sklearn.model_selection.RepeatedKFold.split",
        ),
        params="X, y=None, groups=None",
        effect="fold_split",
        options=(("subject", "X"),),
        checked="1.9",
        source=_SKLEARN,
    ),
    Call(
        names=(
            "sklearn.model_selection.KFold",
            "sklearn.model_selection.StratifiedKFold",
            "sklearn.model_selection.ShuffleSplit",
            "sklearn.model_selection.StratifiedShuffleSplit",
            "sklearn.model_selection.GroupKFold",
            "sklearn.model_selection.TimeSeriesSplit",
            "sklearn.model_selection.RepeatedKFold",
        ),
        params="*args, **kwargs",
        effect="instance",
        checked="1.9",
        source=_SKLEARN,
    ),
    Call(
        names=(
            "imblearn.over_sampling.SMOTE",
            "imblearn.over_sampling.RandomOverSampler",
            "imblearn.over_sampling.ADASYN",
            "imblearn.under_sampling.RandomUnderSampler",
        ),
        params="*args, **kwargs",
        effect="instance",
        checked="0.14",
        source="imbalanced-learn.org/stable/references",
    ),
    Call(
        names=(
            "imblearn.over_sampling.SMOTE.fit_resample",
            "imblearn.over_sampling.RandomOverSampler.fit_resample",
            "imblearn.over_sampling.ADASYN.fit_resample",
            "imblearn.under_sampling.RandomUnderSampler.fit_resample",
            "imblearn.over_sampling.SMOTE.fit_sample",
        ),
        params="X, y, **kwargs",
        effect="resample_pair",
        options=(("x", "X"), ("y", "y")),
        checked="0.14",
        source="imbalanced-learn.org/stable/references",
    ),
)
