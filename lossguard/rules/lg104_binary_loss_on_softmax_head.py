"""LG104: a loss of independent yes/no answers over a softmax of exclusive classes."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.dialect import Dialect, dialect_of
from lossguard.rules.reading import (
    class_count,
    expected_by,
    finds_logits,
    head_of,
    is_one_column,
    is_one_unit,
    labels_of,
    loss_of,
    space_of,
    undecided_binary_accuracy,
)
from lossguard.rules.rule import Rule
from lossguard.rules.wording import encoding_of, engine_words, head_words, related
from lossguard.setups import Head, Known, LossUse, MetricUse, Output, TrainingSetup
from lossguard.vocabulary import Decision, Encoding, Family, Severity, Space, Units

_PAIR = 2  # two exclusive classes: per-element and argmax accuracy are equal


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    head, loss, labels = head_of(output), loss_of(output), labels_of(output)
    if head is None or loss is None or loss.family is not Family.BERNOULLI or space_of(head) is not Space.SIMPLEX:
        return
    if expected_by(loss) is Space.SIMPLEX:  # a focal loss of one class against the rest, on probabilities of classes
        return
    if is_one_unit(head) or head.embedding_like or (labels is not None and labels.reconstruction):
        return
    severity, message, remedy = _case(setup, output, head, loss)
    inflated = _inflated(output)
    classes = class_count(output)
    sign = None
    if inflated is not None and classes and classes > _PAIR:
        start = undecided_binary_accuracy(classes)
        sign = f"'{inflated.name}' starts near {start:.2f} in the first epoch, before anything is learnt."
    yield Diagnosis(
        spot=loss.spot,
        message=message,
        help=remedy,
        confirm=sign,
        related=related(output, loss.spot, labels=isinstance(output.labels, Known), metric=inflated),
        severity=severity,
    )


def _case(setup: TrainingSetup, output: Output, head: Head, loss: LossUse) -> tuple[Severity, str, str]:
    """Severity, message and remedy, the strongest evidence first."""
    encoding, classes = encoding_of(output), class_count(output)
    if (dialect := dialect_of(setup.engine)) is not None:
        return _called(dialect, output, head, loss)
    if encoding is Encoding.MULTI_HOT:
        return _multi_label(setup, head, loss)
    if classes == _PAIR:
        return _pair(setup, output, head, loss)
    opening = (
        f"{head_words(head)} makes the classes exclusive, but {loss.name} scores every unit as a yes/no of its own. "
    )
    remedy = _remedy(encoding)
    if (metric := _categorical_metric(output)) is not None:
        rest = f"As {metric.name} is measured, the reported figure is true and the loss usable; a categorical one fits."
        return Severity.NOTE, opening + rest, remedy
    if classes is None:
        return Severity.WARNING, opening + _unsure(output), remedy
    if _trains_sigmoids(head, loss):
        rest = (
            f"{engine_words(setup.engine)} takes the logits behind the softmax and trains {classes} separate sigmoids, "
            "while predict() returns their softmax."
        )
        return Severity.ERROR, opening + rest, remedy
    if (inflated := _inflated(output)) is not None:
        rest = (
            f"'{inflated.name}' follows the loss and counts single units: a model that has learnt nothing reports "
            f"{undecided_binary_accuracy(classes):.2f}."
        )
        return Severity.ERROR, opening + rest, remedy
    rest = f"It trains all the same, as {classes} one-against-rest terms; the loss in the log is no categorical one."
    return Severity.WARNING, opening + rest, remedy


def _called(dialect: Dialect, output: Output, head: Head, loss: LossUse) -> tuple[Severity, str, str]:
    """A loss that the program calls itself: no link is undone, no metric follows it."""
    encoding, classes = encoding_of(output), class_count(output)
    if encoding is Encoding.MULTI_HOT:
        message = (
            f"The labels are multi-hot and {loss.name} fits them, but {head_words(head)} sums to 1: two labels that "
            "are both true can reach 0.5 each at most."
        )
        return Severity.ERROR, message, f"Several labels a sample: {dialect.yes_no} on the values before the softmax."
    remedy = f"Exclusive classes: {dialect.by_number} on the values before the softmax."
    if classes == _PAIR:
        message = (
            f"With two exclusive classes {loss.name} over {head_words(head)} equals cross-entropy between the two."
        )
        return Severity.NOTE, message, remedy
    message = (
        f"{head_words(head)} makes the classes exclusive, but {loss.name} scores every unit as a yes/no of its own. It "
        "trains, as one-against-rest terms whose mean over the classes is small; the loss in the log is no categorical "
        "one."
    )
    if encoding in (Encoding.ONE_HOT, Encoding.SOFT):
        return Severity.NOTE, message, remedy
    remedy += f" If several labels can be true at once: {dialect.yes_no} on those values."
    return Severity.WARNING, message, remedy


def _multi_label(setup: TrainingSetup, head: Head, loss: LossUse) -> tuple[Severity, str, str]:
    message = (
        f"The labels are multi-hot and {loss.name} fits them, but {head_words(head)} sums to 1: two labels that are "
        "both true can reach 0.5 each at most."
    )
    if _trains_sigmoids(head, loss):
        message = (
            f"The labels are multi-hot: {engine_words(setup.engine)} trains sigmoids on the logits behind "
            f"{head_words(head)}, but predict() returns their softmax, where two true labels reach 0.5 each at most."
        )
    return Severity.ERROR, message, "Give the last layer activation='sigmoid' and keep the loss."


def _pair(setup: TrainingSetup, output: Output, head: Head, loss: LossUse) -> tuple[Severity, str, str]:
    labels = labels_of(output)
    if labels is not None and is_one_column(labels):
        message = f"{loss.name} compares {head_words(head)} with one column of labels, unit by unit: two against one."
        return (
            Severity.WARNING,
            message,
            "Use one unit with activation='sigmoid', or keep both units and use sparse_categorical_crossentropy.",
        )
    message = (
        f"With two exclusive classes {loss.name} over {head_words(head)} equals the categorical loss; only the name "
        "misleads."
    )
    if _trains_sigmoids(head, loss):
        message = (
            f"{engine_words(setup.engine)} trains two sigmoids on the logits behind {head_words(head)}: the same "
            "decisions as with the categorical loss, but predict() is more confident than what was trained."
        )
    return Severity.NOTE, message, "Use categorical_crossentropy, or one unit with activation='sigmoid' and 0/1 labels."


def _unsure(output: Output) -> str:
    text = "With two classes that is the same; with more it trains one-against-rest terms"
    if _inflated(output) is not None:
        return f"{text}, and the accuracy, which follows the loss, counts single units and comes out far too high."
    return f"{text}."


def _remedy(encoding: Encoding | None) -> str:
    loss = {
        Encoding.INDEX: "sparse_categorical_crossentropy",
        Encoding.ONE_HOT: "categorical_crossentropy",
        Encoding.SOFT: "categorical_crossentropy",
    }.get(encoding or Encoding.REAL, "categorical_crossentropy (sparse_categorical_crossentropy for class indices)")
    text = f"Change the loss to {loss}, or keep it and measure categorical_accuracy instead of accuracy"
    if encoding in (Encoding.ONE_HOT, Encoding.INDEX):
        return f"{text}."
    return f"{text}; if several classes can be true at once, use activation='sigmoid'."


def _trains_sigmoids(head: Head, loss: LossUse) -> bool:
    return finds_logits(head, loss) and loss.finds_logits_by_family


def _categorical_metric(output: Output) -> MetricUse | None:
    """A metric that the author named for exclusive classes, not one that the engine chose."""
    return next(
        (
            metric
            for metric in output.metrics
            if metric.by is None
            and metric.units is Units.CLASSES
            and metric.decision in (Decision.ARGMAX, Decision.TOP_K)
        ),
        None,
    )


def _inflated(output: Output) -> MetricUse | None:
    """A metric that became a per-unit one because of the loss."""
    return next(
        (metric for metric in output.metrics if metric.by == "loss" and metric.decision is Decision.THRESHOLD), None
    )


RULE = Rule(
    code="LG104",
    name="binary-loss-on-softmax-head",
    severity=Severity.ERROR,
    since="0.1",
    summary="Binary cross-entropy over a softmax of several classes.",
    why="Softmax makes classes exclusive; binary cross-entropy asks every unit for a yes or no of its own. With "
    "one-hot labels that is still a proper score and trains, so nobody notices: but Keras up to TF 2.1 turns "
    "'accuracy' into binary accuracy because of the loss (0.9975 reported, 0.9878 true on MNIST), and Keras on the "
    "TensorFlow backend from 2.4 on trains separate sigmoids on the logits behind the softmax, while predict() "
    "returns their softmax.",
    remedy="Exclusive classes: categorical_crossentropy, or sparse_categorical_crossentropy with class indices. "
    "Several labels at once: sigmoid with binary_crossentropy. Who keeps the pair measures categorical_accuracy.",
    bad="""\
import numpy as np
import keras
from keras import layers

x = np.random.rand(200, 20)
y = keras.utils.to_categorical(np.random.randint(0, 10, size=200), num_classes=10)
model = keras.Sequential([
    keras.Input(shape=(20,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=2)
""",
    good="""\
import numpy as np
import keras
from keras import layers

x = np.random.rand(200, 20)
y = keras.utils.to_categorical(np.random.randint(0, 10, size=200), num_classes=10)
model = keras.Sequential([
    keras.Input(shape=(20,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2)
""",
    needs=("head.space", "loss"),
    sources=("measured: softmax with binary cross-entropy on Keras 2.0 to 3.15", "stackoverflow.com/q/42081257"),
    yields_to=("LG102", "LG106", "LG111", "LG114", "LG208", "LG402"),
    signature="With 10 classes binary accuracy starts at 0.90 in the first epoch, before anything is learnt.",
    check=check,
)
