"""What ready-made estimators do with labels, class counts and metrics that do not fit: measured, library by library.

Everything here was run: scikit-learn 1.9, XGBoost 3.2, LightGBM 4.7, CatBoost 1.2 (tests/oracle/test_estimators.py). A
situation that a library has no entry for is right there, or not told.
"""

from __future__ import annotations

from lossguard.records import dataclass
from lossguard.setups import Engine
from lossguard.vocabulary import Severity, Word


class Situation(Word):
    """What does not fit."""

    SIGNS = "labels of -1 and +1 where 0 and 1 are wanted"
    MORE_THAN_TWO = "labels of more classes under an objective for two"
    OUTSIDE_UNIT = "class numbers beyond 1 where probabilities are wanted"
    ESTIMATOR_FOR_TWO = "labels of more classes for a classifier that is told an objective for two"
    FROM_ONE = "class numbers that count from 1"
    TEXT = "class names where numbers are wanted"
    TWO_UNDER_SEVERAL = "two classes under an objective for several"
    COUNT_FOR_TWO = "a number of classes stated beside an objective for two"
    COUNT_MISSING = "no number of classes beside an objective for several"
    COUNT_TOO_SMALL = "fewer classes stated than the labels have"
    REALS_AS_CLASSES = "continuous targets for a classifier"
    REGRESSING_CLASSIFIER = "a classifier that is told a regression"
    REGRESSING_SEVERAL = "a classifier of several classes that is told a regression"
    CLASSIFYING_REGRESSOR = "a regressor that is told classes"
    YES_NO_REGRESSOR = "a regressor that is told yes or no"
    CLASS_METRIC = "a metric of decisions or probabilities beside a regression"


@dataclass(frozen=True, slots=True)
class Happens:
    """A clause on what happens, the text to look for (None: there is none), and how hard it is."""

    words: str
    sign: str | None = None
    severity: Severity | None = None


_STOPS = "training stops with an error"
_FITS_NUMBERS = "nothing stops it: the booster fits the class numbers as numbers"
_NO_COUNT = "value 0 for Parameter num_class should be greater equal to 1"
_ONE_CLASS = "Number of classes must be 1 for non-multiclass training"
_TWO_AT_LEAST = "Number of classes should be specified and greater than 1 for multiclass training"
_MEANINGLESS = "nothing stops it, and the figure means nothing: it may be negative, nan, or 1.0 throughout"
_WHOLE_OR_NOT = "training stops with an error, or (whole numbers) makes a class of each distinct number"
_CONTINUOUS = "Unknown label type: continuous, or classes_ is as long as the targets vary"

_OUTCOMES: dict[str, dict[Situation, Happens]] = {
    "xgboost": {
        Situation.SIGNS: Happens(_STOPS, "label must be in (0, 1) for logistic regression"),
        Situation.MORE_THAN_TWO: Happens(_STOPS, "label must be in (0, 1) for logistic regression"),
        Situation.OUTSIDE_UNIT: Happens(_STOPS, "label must be in (0, 1) for logistic regression"),
        Situation.FROM_ONE: Happens(_STOPS, "Invalid classes inferred from unique values of `y`, or: base_score ..."),
        Situation.TEXT: Happens(_STOPS, "Invalid classes inferred from unique values of `y`"),
        Situation.TWO_UNDER_SEVERAL: Happens(_STOPS, _NO_COUNT),
        Situation.COUNT_FOR_TWO: Happens(_STOPS, "Check failed: info.labels.Size() == preds.Size()"),
        Situation.COUNT_MISSING: Happens(_STOPS, _NO_COUNT),
        Situation.COUNT_TOO_SMALL: Happens(_STOPS, "label must be discrete values in the range of [0, num_class)"),
        Situation.REALS_AS_CLASSES: Happens(_STOPS, "Invalid classes inferred from unique values of `y`"),
        Situation.REGRESSING_CLASSIFIER: Happens(_FITS_NUMBERS, None, Severity.WARNING),
        Situation.CLASSIFYING_REGRESSOR: Happens("training stops unless num_class is given", _NO_COUNT),
        Situation.CLASS_METRIC: Happens(_MEANINGLESS),
    },
    "lightgbm": {
        Situation.MORE_THAN_TWO: Happens("every label above 0 counts as positive, without a word"),
        Situation.OUTSIDE_UNIT: Happens(_STOPS, "does not tolerate element outside [0, 1]"),
        Situation.ESTIMATOR_FOR_TWO: Happens(_STOPS, _ONE_CLASS),
        Situation.FROM_ONE: Happens("every label above 0 counts as positive, so all are, and the model answers 1.0"),
        Situation.TWO_UNDER_SEVERAL: Happens(_STOPS, _TWO_AT_LEAST),
        Situation.COUNT_FOR_TWO: Happens(_STOPS, _ONE_CLASS),
        Situation.COUNT_MISSING: Happens(_STOPS, _TWO_AT_LEAST),
        Situation.COUNT_TOO_SMALL: Happens(_STOPS, "Label must be in [0, num_class)"),
        Situation.REALS_AS_CLASSES: Happens(_WHOLE_OR_NOT, _CONTINUOUS),
        Situation.REGRESSING_CLASSIFIER: Happens(_FITS_NUMBERS, None, Severity.WARNING),
        Situation.REGRESSING_SEVERAL: Happens(_STOPS, _ONE_CLASS, Severity.ERROR),
        Situation.CLASSIFYING_REGRESSOR: Happens(_STOPS, _TWO_AT_LEAST),
        Situation.CLASS_METRIC: Happens(_MEANINGLESS),
    },
    "catboost": {
        Situation.OUTSIDE_UNIT: Happens(_STOPS, "Max target greater than 1"),
        Situation.ESTIMATOR_FOR_TWO: Happens(_STOPS, "Target with classes must contain only 2 unique values"),
        Situation.REALS_AS_CLASSES: Happens(
            "nothing stops it: each distinct number becomes a class", "classes_ is as long as the targets vary"
        ),
        Situation.REGRESSING_CLASSIFIER: Happens(_STOPS, "Invalid loss_function=...: for classifier use"),
        Situation.REGRESSING_SEVERAL: Happens(_STOPS, "Invalid loss_function=...: for classifier use"),
        Situation.CLASSIFYING_REGRESSOR: Happens(_STOPS, "Invalid loss_function=...: for regressor use"),
        Situation.YES_NO_REGRESSOR: Happens(_STOPS, "Invalid loss_function=...: for regressor use"),
        Situation.CLASS_METRIC: Happens(_STOPS, "loss is incompatible with metric (no classification support)"),
    },
    "sklearn": {
        Situation.ESTIMATOR_FOR_TWO: Happens(_STOPS, "is only suitable for a binary classification problem"),
        Situation.REALS_AS_CLASSES: Happens(_WHOLE_OR_NOT, _CONTINUOUS),
    },
}


def happens(engine: Engine, situation: Situation) -> Happens | None:
    """What the library in force does, None where the situation is right there or not told."""
    return _OUTCOMES.get(engine.code, {}).get(situation)
