"""LG303: a metric that reads labels, or a head, of another kind than it is given."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules import learner_metrics
from lossguard.rules.called_refusals import CALLED
from lossguard.rules.dialect import dialect_of
from lossguard.rules.measured import (
    F_SCORES,
    LabelForm,
    at_least,
    is_plain_accuracy,
    metric_named,
    only_form,
    reads_class_numbers,
    resolved_name,
    seen_by,
    space_of,
    special_labels,
    width_of,
)
from lossguard.rules.reading import head_of
from lossguard.rules.rule import Rule
from lossguard.rules.wording import encoding_of, related, units_words
from lossguard.setups import MetricUse, Output, TrainingSetup
from lossguard.vocabulary import Decision, Encoding, Severity, Space

# (what happens and why, what to write instead, how hard it is)
Mistake = tuple[str, str, Severity]

_FOR_NUMBERS = "Write metrics=['sparse_categorical_accuracy'] (or 'accuracy')."
_FOR_NUMBERS_IOU = "Use the variant for class numbers with sparse_y_pred=False (MeanIoU, IoU)."
_COUNTS = ("precision", "recall")
_TWO_CLASSES = 2


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """A categorical, sparse or binary metric against labels or a head of another kind."""
    if special_labels(output):
        return
    yield from learner_metrics.decided_scores(setup, output)
    for metric in output.metrics:
        mistake = None if metric.by_hand else _mistake(setup, metric, output)
        if mistake is None:
            continue
        message, remedy, severity = mistake
        yield Diagnosis(
            spot=metric.spot,
            message=message,
            help=remedy,
            related=related(output, metric.spot, labels=True),
            severity=severity,
        )


def _mistake(setup: TrainingSetup, metric: MetricUse, output: Output) -> Mistake | None:
    if setup.engine.code in CALLED:
        return _called(setup, metric, seen_by(metric, output))
    if encoding_of(output) is Encoding.SIGN and metric.decision in (Decision.THRESHOLD, Decision.RANKING):
        return None if _may_round(setup, output) else _signs(metric)
    if is_plain_accuracy(metric) or not at_least(output, 2):
        return None
    if metric.decision is Decision.ARGMAX and resolved_name(metric) not in F_SCORES:
        return _argmax_mistake(metric, output)
    if metric.decision is Decision.THRESHOLD:
        return _threshold_mistake(metric, output)
    return None


def _called(setup: TrainingSetup, metric: MetricUse, seen: Output) -> Mistake | None:
    """Where the program calls its metrics itself: rows where one that decides between classes reads their numbers."""
    head, dialect = head_of(seen), dialect_of(setup.engine)
    if head is None or head.decision is not None or dialect is None or not at_least(seen, 2):
        return None
    if metric.decision is not Decision.ARGMAX or not reads_class_numbers(metric) or not only_form(seen, LabelForm.ROWS):
        return None
    return (
        f"{metric_named(metric)} wants one class number a sample, but the targets are rows of "
        f"{units_words(width_of(seen), 'column')}: it compares them one by one, or stops with an error.",
        f"Give it the class numbers: {dialect.numbers}.",
        Severity.ERROR,
    )


def _may_round(setup: TrainingSetup, output: Output) -> bool:
    """Whether predictions near -1 may be rounded to -1 and meet their label, as early versions (by loss) do."""
    return setup.engine.accuracy_by == "loss" and space_of(output) is not Space.UNIT


def _signs(metric: MetricUse) -> Mistake:
    words = metric_named(metric)
    if metric.decision is Decision.RANKING:
        happens = "reads the labels as yes or no, and -1 counts as yes: the number means nothing"
    else:
        happens = "turns predictions into 0 or 1 and the label -1 equals neither: such samples never count as right"
    return (
        f"{words} {happens}.",
        "Give 0/1 labels (hinge losses of current versions convert them), or a metric of your own on the sign.",
        Severity.ERROR,
    )


def _argmax_mistake(metric: MetricUse, output: Output) -> Mistake | None:
    words, units = metric_named(metric), units_words(width_of(output))
    wants_indices = reads_class_numbers(metric)
    over_regions = "iou" in (resolved_name(metric) or "")
    if over_regions and metric.option("sparse_y_true") is False:
        return None
    if wants_indices and only_form(output, LabelForm.ROWS):
        return (
            f"{words} wants one class number a sample, but the targets are rows of "
            f"{units_words(width_of(output), 'column')}: current versions stop with a shape error, Keras 2 quietly "
            "compares with the number 1.",
            "Give it sparse_y_true=False."
            if over_regions
            else "Write metrics=['categorical_accuracy'] (or 'accuracy').",
            Severity.ERROR,
        )
    if not wants_indices and Encoding.ONE_HOT in metric.labels and only_form(output, LabelForm.INDICES):
        return (
            f"{words} takes the argmax of one-hot rows, but the targets are class numbers: it compares the argmax over "
            f"{units} with a position in the batch, or with 0, and reports a meaningless share without an error.",
            _FOR_NUMBERS_IOU if over_regions else _FOR_NUMBERS,
            Severity.ERROR,
        )
    if resolved_name(metric) == "categorical_accuracy" and encoding_of(output) is Encoding.MULTI_HOT:
        return (
            f"{words} compares the argmax over {units} with the first label that is 1, but several labels of a row "
            "may be 1.",
            "Write metrics=['binary_accuracy'], AUC(multi_label=True), or F1Score(threshold=0.5).",
            Severity.ERROR,
        )
    return None


def _threshold_mistake(metric: MetricUse, output: Output) -> Mistake | None:
    name = resolved_name(metric)
    if name == "binary_accuracy" and only_form(output, LabelForm.INDICES):
        return (
            f"{metric_named(metric)} compares every one of {units_words(width_of(output))} with a 0/1 target, but the "
            "targets are class numbers: a shape error for labels of shape (n,), a meaningless number for (n, 1).",
            _FOR_NUMBERS,
            Severity.ERROR,
        )
    if space_of(output) is not Space.SIMPLEX or encoding_of(output) is Encoding.MULTI_HOT:
        return None
    if name == "binary_accuracy":
        return _counted_each(metric, output)
    if name in _COUNTS and not only_form(output, LabelForm.INDICES):
        return _both_classes_pooled(metric, output)
    return None


def _counted_each(metric: MetricUse, output: Output) -> Mistake | None:
    width = width_of(output)
    if width is None or width.value == _TWO_CLASSES:  # both columns are right or wrong together
        return None
    floor = f"{(width.value - 1) / width.value:.2f}" if width.value else "(C - 1) / C for C classes"
    return (
        f"{metric_named(metric)} compares each of {units_words(width)} with 0.5 on its own, but the classes exclude "
        f"each other: an undecided model already shows {floor}.",
        "Write metrics=['categorical_accuracy'] for one-hot labels, 'sparse_categorical_accuracy' for class numbers.",
        Severity.ERROR if width.value else Severity.WARNING,
    )


def _both_classes_pooled(metric: MetricUse, output: Output) -> Mistake | None:
    width = width_of(output)
    given = {name for name, value in metric.options if value is not None}
    if width is None or width.value != _TWO_CLASSES or given & {"class_id", "top_k"}:
        return None
    return (
        f"{metric_named(metric)} pools both columns of the two-class softmax, so precision, recall and accuracy are "
        "one and the same number.",
        "Give class_id=1 for the positive class, or use one sigmoid unit.",
        Severity.WARNING,
    )


RULE = Rule(
    code="LG303",
    name="metric-for-another-encoding",
    severity=Severity.ERROR,
    since="0.1",
    summary="a categorical, sparse or binary metric meets labels or a head of another kind",
    why=(
        "categorical_accuracy takes the argmax of one-hot rows, sparse_categorical_accuracy reads class numbers, and "
        "binary_accuracy compares every unit with a threshold. Given the others' labels most of them do not fail: "
        "categorical_accuracy on class numbers reports 0.43 where 0.80 is right, binary_accuracy on a softmax of ten "
        "starts at 0.90. The loss is not touched, so training looks sound and only the number is wrong."
    ),
    remedy=(
        "One-hot rows: 'categorical_accuracy'. Class numbers: 'sparse_categorical_accuracy'. Independent yes/no "
        "outputs: 'binary_accuracy'. In current versions plain 'accuracy' picks among them by shape."
    ),
    signature="The metric stays far from the accuracy computed by hand from predict() and the labels.",
    needs=("head.space",),
    sources=("keras 3 and tf.keras 2.15, measured: categorical_accuracy on class numbers .425, right .80",),
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
    metrics=["categorical_accuracy"],
)
model.fit(x, y, epochs=1)
""",
    good="""\
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
    metrics=["sparse_categorical_accuracy"],
)
model.fit(x, y, epochs=1)
""",
    check=check,
    check_learner=learner_metrics.of_estimator,
)
