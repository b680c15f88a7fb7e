"""LG308: a metric that stops the run, or can only answer 1.0, with this head and these labels."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.called_refusals import CALLED
from lossguard.rules.measured import (
    F_SCORES,
    LabelForm,
    at_least,
    is_plain_accuracy,
    metric_named,
    only_form,
    reads_class_numbers,
    resolved_name,
    width_of,
)
from lossguard.rules.reading import labels_of
from lossguard.rules.rule import Rule
from lossguard.rules.wording import related, units_words
from lossguard.setups import MetricUse, Output, TrainingSetup
from lossguard.vocabulary import Decision, Severity

# (what happens and why, what to write instead)
Mistake = tuple[str, str]

DEFAULT_K = 5


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """Metrics whose shapes do not go with the head's or the labels'."""
    for metric in output.metrics:
        if (
            is_plain_accuracy(metric) or metric.by_hand or setup.engine.code in CALLED
        ):  # LG309 knows the metrics with a task
            continue
        mistake = _mistake(metric, output)
        if mistake is None:
            continue
        message, remedy = mistake
        yield Diagnosis(
            spot=metric.spot,
            message=message,
            help=remedy,
            related=related(output, metric.spot, labels=True),
        )


def _mistake(metric: MetricUse, output: Output) -> Mistake | None:
    if "top_k" in (resolved_name(metric) or ""):
        return _top_k(metric, output)
    if resolved_name(metric) in F_SCORES:
        return _f_score(metric, output)
    # Precision(top_k=1) takes the best scores, of targets of the same shape.
    counts = (
        metric.decision in (Decision.THRESHOLD, Decision.RANKING, Decision.TOP_K)
        and resolved_name(metric) != "binary_accuracy"
    )
    if counts and at_least(output, 2) and only_form(output, LabelForm.INDICES):
        units = units_words(width_of(output))
        return (
            f"{metric_named(metric)} needs a 0/1 target for each of {units}, but the labels are class numbers: it "
            "stops with a shape error at the first batch.",
            "One-hot encode the labels (and use categorical_crossentropy), or write "
            "metrics=['sparse_categorical_accuracy'].",
        )
    return None


def _top_k(metric: MetricUse, output: Output) -> Mistake | None:
    wants_indices = reads_class_numbers(metric)
    if at_least(output, 2):
        if wants_indices and only_form(output, LabelForm.ROWS):
            return (
                f"{metric_named(metric)} wants one class number a sample, but the targets are one-hot rows: it stops "
                "with a shape error at the first batch.",
                "Write top_k_categorical_accuracy (TopKCategoricalAccuracy).",
            )
        if not wants_indices and only_form(output, LabelForm.INDICES):
            return (
                f"{metric_named(metric)} wants one-hot rows, but the targets are class numbers: it stops with a shape "
                "error at the first batch.",
                "Write sparse_top_k_categorical_accuracy (SparseTopKCategoricalAccuracy).",
            )
    return _too_many(metric, output)


def _too_many(metric: MetricUse, output: Output) -> Mistake | None:
    """k that leaves no class out. One unit is for the rule on argmax."""
    width = width_of(output)
    given = metric.option("k")
    k = DEFAULT_K if given is None else given
    if width is None or width.value is None or not isinstance(k, int) or not 1 < width.value <= k:
        return None
    stops = " (and the torch backend stops with 'selected index k out of range')" if width.value < k else ""
    return (
        f"{metric_named(metric)} asks whether the class is among the first {k} of {width.value}: it always is, so the "
        f"metric is 1.0{stops}.",
        f"Give a k below {width.value}.",
    )


def _f_score(metric: MetricUse, output: Output) -> Mistake | None:
    if at_least(output, 2) and only_form(output, LabelForm.INDICES):
        return (
            f"{metric_named(metric)} wants targets as wide as the head, but the labels are class numbers: shape (n,) "
            "stops with 'FBetaScore expects 2D inputs', shape (n, 1) gives a meaningless score.",
            "One-hot encode the labels (and use categorical_crossentropy).",
        )
    labels = labels_of(output)
    if labels is not None and labels.rank == 1:
        return (
            f"{metric_named(metric)} wants labels with two axes and the same shape as the head, but they have shape "
            "(n,): it stops with 'FBetaScore expects 2D inputs' at the first batch.",
            "Give the labels shape (n, 1): y.reshape(-1, 1).astype('float32').",
        )
    return None


RULE = Rule(
    code="LG308",
    name="metric-refuses-these-shapes",
    severity=Severity.ERROR,
    since="0.1",
    summary="a metric stops at the first batch, or can only answer 1.0, with this head and these labels",
    why=(
        "Only 'accuracy' adapts to the labels. Precision, Recall and AUC need a 0/1 target for each unit, F1Score "
        "two axes on both sides, the top-k metrics their own encoding; otherwise the first batch stops with a shape "
        "error that names neither the metric nor the labels. Top-k with k at or beyond the number of classes counts "
        "everything as right, and on the torch backend raises when k is beyond."
    ),
    remedy="Give the metric labels in its encoding, or choose its sparse or one-hot variant; keep k below the classes.",
    signature="A shape error at the first batch with a traceback through the metric's update_state.",
    needs=("head.width",),
    sources=("keras 3.15, measured on the torch backend; tf.keras 2.15",),
    bad="""\
import numpy as np
from tensorflow import keras

x = np.random.rand(60, 8)
y = np.random.randint(0, 3, 60)
model = keras.Sequential([
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(
    optimizer="adam",
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy", keras.metrics.Precision()],
)
model.fit(x, y, epochs=1)
""",
    good="""\
import numpy as np
from tensorflow import keras

x = np.random.rand(60, 8)
y = keras.utils.to_categorical(np.random.randint(0, 3, 60), 3)
model = keras.Sequential([
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(
    optimizer="adam",
    loss="categorical_crossentropy",
    metrics=["accuracy", keras.metrics.Precision()],
)
model.fit(x, y, epochs=1)
""",
    check=check,
)
