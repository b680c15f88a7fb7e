"""LG310: a distance as the metric of a classifier, where the share of right answers is meant."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules import learner_metrics
from lossguard.rules.called_refusals import CALLED
from lossguard.rules.measured import (
    REGRESSING,
    LabelForm,
    at_least,
    is_accuracy_like,
    metric_named,
    only_form,
    space_of,
    special_labels,
    width_of,
)
from lossguard.rules.reading import loss_of
from lossguard.rules.rule import Rule
from lossguard.rules.wording import related, units_words
from lossguard.setups import MetricUse, Output, TrainingSetup
from lossguard.vocabulary import Decision, Family, Severity, Space


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """mse, mae and their kind over the classes of a categorical head."""
    loss = loss_of(output)
    if loss is None or loss.family is not Family.CATEGORICAL or special_labels(output) or not at_least(output, 2):
        return
    if len(setup.outputs) > 1:  # one flat list serves all outputs: mse is meant for another one
        return
    for metric in output.metrics:
        if metric.given is not None:
            continue
        if metric.decision is not Decision.REAL or metric.family not in REGRESSING:
            continue
        if only_form(output, LabelForm.INDICES):
            yield _over_indices(setup, output, metric)
        elif only_form(output, LabelForm.ROWS) and _is_only_measure(output):
            yield _over_rows(output, metric)


def _is_only_measure(output: Output) -> bool:
    """Whether no other metric says how many answers are right; then a distance is easily read as if it did."""
    known = output.metrics_why is None
    return known and space_of(output) is not None and not any(is_accuracy_like(metric) for metric in output.metrics)


def _over_indices(setup: TrainingSetup, output: Output, metric: MetricUse) -> Diagnosis:
    values = "probabilities" if space_of(output) is Space.SIMPLEX else "values"
    return Diagnosis(
        spot=metric.spot,
        message=(
            f"{metric_named(metric)} is the distance of the class number from each of {units_words(width_of(output))} "
            f"of {values}: labels of shape (n, 1) are broadcast to a meaningless number, (n,) raises in current "
            "versions."
        ),
        help="Measure the accuracy instead." if setup.engine.code in CALLED else "Write metrics=['accuracy'].",
        related=related(output, metric.spot, labels=True),
    )


def _over_rows(output: Output, metric: MetricUse) -> Diagnosis:
    return Diagnosis(
        spot=metric.spot,
        message=(
            f"{metric_named(metric)} is the mean distance over {units_words(width_of(output))} of a classifier, small "
            "when good and small for many classes anyway; it does not say how many answers are right."
        ),
        help="Add 'accuracy' to the metrics.",
        related=related(output, metric.spot, labels=True),
        may_be_wrong=True,
    )


RULE = Rule(
    code="LG310",
    name="regression-metric-on-classifier",
    severity=Severity.WARNING,
    since="0.1",
    summary="mse or mae as the metric of a classifier is not the share of right answers",
    why=(
        "Beside a categorical loss mse and mae measure how far the probabilities are from the label rows. Over "
        "one-hot rows that is the Brier score, a sound number if one means it, but 0.09 is what an undecided model "
        "of ten classes shows. Over class numbers it is the distance between a number such as 7 and probabilities, "
        "broadcast quietly or refused with a shape error."
    ),
    remedy="Use metrics=['accuracy']. To keep the Brier score of one-hot rows, list it next to an accuracy.",
    signature="The metric starts near (C - 1) / C**2 for mse over C one-hot classes.",
    needs=("head.width", "loss"),
    sources=("keras 3.15, measured: mse of (n, 1) class numbers broadcasts, (n,) raises",),
    bad="""\
import numpy as np
from tensorflow import keras

x = np.random.rand(60, 8)
y = np.random.randint(0, 3, (60, 1))
model = keras.Sequential([
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(
    optimizer="adam",
    loss="sparse_categorical_crossentropy",
    metrics=["mae"],
)
model.fit(x, y, epochs=1)
""",
    good="""\
import numpy as np
from tensorflow import keras

x = np.random.rand(60, 8)
y = np.random.randint(0, 3, (60, 1))
model = keras.Sequential([
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(
    optimizer="adam",
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
model.fit(x, y, epochs=1)
""",
    check=check,
    check_learner=learner_metrics.distance_of_classes,
)
