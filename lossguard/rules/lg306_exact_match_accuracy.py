"""LG306: a metric that compares for equality is given probabilities."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.called_refusals import CALLED
from lossguard.rules.measured import (
    REGRESSING,
    LabelForm,
    at_least,
    metric_named,
    only_form,
    resolved_name,
    seen_by,
    space_of,
)
from lossguard.rules.reading import head_of, loss_of
from lossguard.rules.rule import Rule
from lossguard.rules.wording import head_words, related
from lossguard.setups import Head, Known, MetricUse, Output, TrainingSetup
from lossguard.vocabulary import Decision, Severity, Space

_EXACT_ACCURACY = "exact_accuracy"


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """A metric of equality over values that are not decided yet."""
    head = head_of(output)
    if head is None:
        return
    called = setup.engine.code in CALLED
    for metric in output.metrics:
        if called or metric.by_hand:
            yield from _called(metric, seen_by(metric, output))
    if head.decision is not None:
        return
    for use in output.decisions:
        if use.decision is Decision.EQUALITY:
            yield Diagnosis(
                spot=use.spot,
                message=f"The output of {head_words(head)} is compared with the labels as it is: no decision was taken "
                "on it.",
                help="Take the argmax (exclusive classes) or compare with a threshold first.",
                confirm="The share of equal values is 0.0000, or does not move.",
                related=related(output, use.spot, labels=True),
            )
    for metric in output.metrics if not called else ():
        # 'accuracy' that could not be resolved has no decision of its own yet.
        resolved = metric.by is None and resolved_name(metric) is not None and not metric.by_hand
        if resolved and metric.decision is Decision.EQUALITY and metric.option("sparse_y_pred") is not False:
            yield Diagnosis(
                spot=metric.spot,
                message=_message(output, metric, head),
                help=_remedy(output, metric),
                confirm="The metric is 0.0000, or does not move, from the first epoch on.",
                related=related(output, metric.spot, labels=True),
            )


def by_hand(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """Metrics of labels over what an estimator answers undecided: numbers, or probabilities."""
    for metric in output.metrics:
        if metric.by_hand:
            yield from _called(metric, seen_by(metric, output))


def _called(metric: MetricUse, seen: Output) -> Iterator[Diagnosis]:
    """A metric of labels that the program calls itself, over what is not decided yet."""
    head = head_of(seen)
    if head is None or head.decision is not None or metric.decision is not Decision.EQUALITY:
        return
    if not isinstance(head.space, Known):
        return
    yield Diagnosis(
        spot=metric.spot,
        message=f"{metric_named(metric)} compares labels with labels, but it is given {head_words(head)} on which no "
        "decision was taken: it stops with an error, or hardly anything ever matches.",
        help="Take the argmax (exclusive classes) or compare with a threshold first.",
        confirm="Classification metrics can't handle a mix of binary and continuous targets, or a figure near 0.",
        related=related(seen, metric.spot, labels=True),
    )


def _message(output: Output, metric: MetricUse, head: Head) -> str:
    words = metric_named(metric)
    if resolved_name(metric) == _EXACT_ACCURACY:
        return (
            f"{words} compares prediction and label for equality and makes no decision itself: on the output of "
            f"{head_words(head)} it is 0, or a shape error for labels of another shape."
        )
    return (
        f"{words} wants class numbers on both sides and cuts the output of the head ({head_words(head)}) to integers: "
        "everything counts as class 0, or shapes do not fit."
    )


def _remedy(output: Output, metric: MetricUse) -> str:
    loss = loss_of(output)
    if resolved_name(metric) != _EXACT_ACCURACY:
        if at_least(output, 2):
            return (
                f"Give {metric.name} sparse_y_pred=False, or use the one-hot variant (OneHotMeanIoU) for one-hot masks"
            )
        return "Use BinaryIoU(threshold=0.5) on one sigmoid unit."
    if loss is not None and loss.family in REGRESSING:
        return "Write metrics=['mae']: a regression has no accuracy."
    if at_least(output, 2) and space_of(output) is Space.SIMPLEX:
        named = "SparseCategoricalAccuracy()" if only_form(output, LabelForm.INDICES) else "CategoricalAccuracy()"
        return f"Write metrics=['accuracy'], or {named}."
    return "Write metrics=['accuracy'], or BinaryAccuracy()."


RULE = Rule(
    code="LG306",
    name="exact-match-accuracy",
    severity=Severity.ERROR,
    since="0.1",
    summary="a metric that compares for equality is given probabilities, so nothing ever matches",
    why=(
        "The class Accuracy is not the string 'accuracy': it compares the two sides number by number and never "
        "rounds, cuts or takes an argmax, so over probabilities it is 0.0 for good. (From TF 1.15 to 2.4 and in "
        "Keras 2.3 the string 'Accuracy' with a capital means this class; later it is lower-cased first.) MeanIoU "
        "and IoU also want class numbers on both sides: sigmoid outputs are cut to 0, all background."
    ),
    remedy=(
        "Write the string 'accuracy', or the class that fits: BinaryAccuracy, CategoricalAccuracy, "
        "SparseCategoricalAccuracy. For IoU: BinaryIoU, OneHotMeanIoU, or sparse_y_pred=False."
    ),
    signature="The accuracy is 0.0000 from the first epoch on while the loss falls.",
    needs=("head.space",),
    sources=("keras 3 and tf.keras 2.15, measured: Accuracy() on probabilities is 0.0",),
    bad="""\
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
    metrics=[keras.metrics.Accuracy()],
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
    metrics=[keras.metrics.CategoricalAccuracy()],
)
model.fit(x, y, epochs=1)
""",
    check=check,
    check_learner=by_hand,
)
