"""LG305: an accuracy of a regression, which can only count exact hits."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules import learner_metrics
from lossguard.rules.called_refusals import CALLED
from lossguard.rules.measured import (
    REGRESSING,
    at_least,
    is_accuracy_like,
    metric_named,
    one_unit,
    space_of,
    special_labels,
)
from lossguard.rules.reading import loss_of
from lossguard.rules.rule import Rule
from lossguard.rules.wording import encoding_of, labels_words, related
from lossguard.setups import Known, MetricUse, Output, TrainingSetup
from lossguard.vocabulary import CLASS_ROWS, Decision, Encoding, Severity, Space

# Heads of regressions. A softmax or sigmoid under a regression loss may be a classifier, and its accuracy may be right.
_FREE_HEADS = (Space.REAL, Space.NONNEGATIVE, Space.SQUASHED)


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """Accuracy and its kind beside a regression loss, where nothing says that the targets are classes after all."""
    loss = loss_of(output)
    if loss is None or loss.family not in REGRESSING or special_labels(output) or _is_least_squares_classifier(output):
        return
    encoding = encoding_of(output)
    if space_of(output) not in _FREE_HEADS and encoding is not Encoding.REAL:
        return
    for metric in output.metrics:
        over_one_unit = metric.decision is Decision.ARGMAX and metric.by is None and one_unit(output)  # LG307 says more
        if is_accuracy_like(metric) and not over_one_unit:
            yield _diagnosis(setup, output, metric, proven=encoding is not None)


def _is_least_squares_classifier(output: Output) -> bool:
    """Whether labels are such that argmax, or a threshold of 0.5, decides well although the loss is a distance."""
    encoding = encoding_of(output)
    if encoding in CLASS_ROWS:
        return at_least(output, 2)
    if encoding is Encoding.SIGN:  # LG303 reports the metric
        return True
    return encoding is Encoding.BINARY


def _instead(setup: TrainingSetup) -> str:
    return "Measure a distance (the mean absolute error)" if setup.engine.code in CALLED else "Write metrics=['mae']"


def _diagnosis(setup: TrainingSetup, output: Output, metric: MetricUse, *, proven: bool) -> Diagnosis:
    words = metric_named(metric)
    if encoding_of(output) is Encoding.INDEX:
        happens = (
            "cuts the prediction to 0 or 1 and compares it with the class number, so that classes from 2 on never count"
        )
    elif proven and isinstance(output.labels, Known):
        happens = f"counts exact hits, so with {labels_words(output.labels.value)}, it stays near 0"
    else:
        happens = "counts exact hits after a threshold or an argmax, so with continuous targets it stays near 0"
    return Diagnosis(
        spot=metric.spot,
        message=f"{words} beside a regression loss says nothing about the fit: it {happens}.",
        help=f"{_instead(setup)}, or leave the metric out; for classes change head and loss to a classifier's.",
        confirm="The accuracy in the log is 0.0000, or a constant, from the first epoch on.",
        related=related(output, metric.spot, labels=True),
        may_be_wrong=not proven,
    )


RULE = Rule(
    code="LG305",
    name="classification-metric-on-regression",
    severity=Severity.ERROR,
    since="0.1",
    summary="an accuracy of a regression counts exact hits, so it is 0 or meaningless",
    why=(
        "Accuracy asks whether a decision is right; a regression makes none. On one linear unit every version cuts "
        "the prediction at 0.5 and compares the outcome with the target: 0.000 for real targets, and for class "
        "numbers 0, 1, 2 at most the share of the first two. The loss falls all the while, so the accuracy is taken "
        "for a training problem. Where the targets are not visible the finding is only possible: least-squares "
        "classifiers and some GAN discriminators have 0/1 targets, for which the threshold is right."
    ),
    remedy="Use a distance: metrics=['mae'] or RootMeanSquaredError(). If the targets are classes, build a classifier.",
    signature="The accuracy stays at 0.0000, or at a constant, while the loss falls.",
    needs=("head.space", "loss"),
    sources=("measured in all engines: Dense(1), real targets, mse, 'accuracy' is 0.000",),
    bad="""\
import numpy as np
from tensorflow import keras

(x, y), _ = keras.datasets.boston_housing.load_data()
model = keras.Sequential([
    keras.layers.Dense(32, activation="relu", input_shape=(13,)),
    keras.layers.Dense(1),
])
model.compile(
    optimizer="rmsprop",
    loss="mse",
    metrics=["accuracy"],
)
model.fit(x, y, epochs=5)
""",
    good="""\
import numpy as np
from tensorflow import keras

(x, y), _ = keras.datasets.boston_housing.load_data()
model = keras.Sequential([
    keras.layers.Dense(32, activation="relu", input_shape=(13,)),
    keras.layers.Dense(1),
])
model.compile(
    optimizer="rmsprop",
    loss="mse",
    metrics=["mae"],
)
model.fit(x, y, epochs=5)
""",
    check=check,
    check_learner=learner_metrics.for_the_other_task,
)
