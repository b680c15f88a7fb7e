"""The metrics of TF 1: functions that give a value and the operation that updates it."""

from __future__ import annotations

from lossguard.knowledge.rows import Metric
from lossguard.knowledge.tensorflow.targets import BITS, IDS
from lossguard.vocabulary import Decision, Family, Space, Units

_MATH = "tensorflow.org/api_docs/python/tf/math/confusion_matrix"
_V1 = "tensorflow.org/api_docs/python/tf/compat/v1/metrics"

TF1_METRICS: tuple[Metric, ...] = (
    # Compares the values as they are: class numbers with class numbers.
    Metric(
        names=("tensorflow.compat.v1.metrics.accuracy",),
        params="labels, predictions, weights=None, metrics_collections=None, updates_collections=None, name=None",
        canonical="exact_accuracy",
        decision=Decision.EQUALITY,
        family=Family.CATEGORICAL,
        labels=IDS,
        units=Units.ANY,
        prediction="predictions",
        target="labels",
        checked="2.21",
        source=_V1,
    ),
    Metric(
        names=("tensorflow.compat.v1.metrics.auc",),
        params="labels, predictions, weights=None, num_thresholds=200, *args, **kwargs",
        canonical="auc",
        decision=Decision.RANKING,
        family=Family.BERNOULLI,
        labels=BITS,
        units=Units.OUTPUTS,
        expects=Space.UNIT,
        prediction="predictions",
        target="labels",
        checked="2.21",
        source=_V1,
    ),
    Metric(
        names=("tensorflow.math.confusion_matrix", "tensorflow.confusion_matrix"),
        params="labels, predictions, num_classes=None, *args, **kwargs",
        canonical="confusion_matrix",
        decision=Decision.EQUALITY,
        family=Family.CATEGORICAL,
        labels=IDS,
        units=Units.ANY,
        prediction="predictions",
        target="labels",
        by_hand=True,
        checked="2.21",
        source=_MATH,
    ),
)
