"""LG109: a regression loss trains a classifier."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules import learners
from lossguard.rules.called_refusals import CALLED
from lossguard.rules.dialect import Dialect, dialect_of
from lossguard.rules.ranges import is_open
from lossguard.rules.reading import head_of, is_one_unit, labels_of, loss_of, made_elsewhere, space_of
from lossguard.rules.rule import Rule
from lossguard.rules.wording import encoding_of, encoding_words, head_words, related
from lossguard.setups import Head, Known, LossUse, Output, TrainingSetup
from lossguard.vocabulary import HOT_ROWS, Encoding, Family, Severity, Space

_CLASS_LABELS = (Encoding.INDEX, Encoding.ONE_HOT, Encoding.MULTI_HOT)
_BENT = (Space.NONNEGATIVE, Space.SYMMETRIC, Space.SQUASHED, Space.LOG_SIMPLEX, Space.LOG_UNIT)
_LOGARITHMS = (Space.LOG_SIMPLEX, Space.LOG_UNIT)
_ON_PURPOSE = "brier"  # the squared error of probabilities, under its own name


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    head, loss, labels = head_of(output), loss_of(output), labels_of(output)
    if head is None or loss is None or loss.family is not Family.REGRESSION or head.embedding_like:
        return
    if made_elsewhere(labels) or _ON_PURPOSE in f"{loss.name} {loss.written}".lower():
        return
    encoding = encoding_of(output)
    if not _classifies(head, output, encoding):
        return
    called = setup.engine.code in CALLED
    named = f" against {encoding_words(encoding)}" if encoding is not None else ""
    yield Diagnosis(
        spot=loss.spot,
        message=f"{loss.name} is a regression loss, but the head is {head_words(head)}{named}: a classifier. "
        f"{_consequence(head, encoding)}",
        help=_called_remedy(dialect_of(setup.engine), encoding) if called else _remedy(head, encoding, loss),
        confirm="Accuracy climbs slowly: measured with 10 classes, 0.33 after 25 epochs against 0.95 with "
        "cross-entropy."
        if space_of(head) is Space.SIMPLEX
        else None,
        related=related(output, loss.spot, labels=True),
        severity=_severity(head, encoding, called),
        may_be_wrong=encoding is None,
    )


def _consequence(head: Head, encoding: Encoding | None) -> str:
    space = space_of(head)
    if space is Space.SIMPLEX and encoding is Encoding.MULTI_HOT:
        return "Two labels that are both true can reach 0.5 each at most, since the units sum to 1."
    if space in _LOGARITHMS:
        return "No logarithm of a probability is above 0: a label of 1 is out of reach."
    if head.activation == "relu":
        return "A class whose unit is negative gives 0 and gets no gradient: it is dead."
    return "It still trains, slowly, since the gradient fades where the model is confidently wrong."


def _severity(head: Head, encoding: Encoding | None, called: bool) -> Severity | None:
    """None for the rule's own. Rows under a called loss are a score of the values: sound."""
    space = space_of(head)
    shared = space is Space.SIMPLEX and encoding is Encoding.MULTI_HOT
    if shared or space in _LOGARITHMS or head.activation == "relu":
        return Severity.ERROR
    return Severity.NOTE if called and encoding in HOT_ROWS else None


def _called_remedy(dialect: Dialect | None, encoding: Encoding | None) -> str | None:
    if dialect is None:
        return None
    if encoding is Encoding.MULTI_HOT:
        return f"Several labels a sample: {dialect.yes_no} on the values before the activation."
    return f"Exclusive classes: {dialect.by_number} on the values before the activation."


def _classifies(head: Head, output: Output, encoding: Encoding | None) -> bool:
    if space_of(head) is Space.SIMPLEX:
        return encoding is None or encoding in _CLASS_LABELS
    if space_of(head) in _BENT:
        return encoding in HOT_ROWS and not is_open(head)
    if space_of(head) is not Space.UNIT or encoding not in _CLASS_LABELS:
        return False
    return not (is_one_unit(head) and encoding is Encoding.INDEX and _two_classes(output))


def _two_classes(output: Output) -> bool:
    """Whether the class indices may be just 0 and 1, which one sigmoid unit can reach."""
    labels = labels_of(output)
    if labels is None or not isinstance(labels.classes, Known) or labels.classes.value.value is None:
        return True
    return labels.classes.value.value <= 2


def _remedy(head: Head, encoding: Encoding | None, loss: LossUse) -> str:
    if space_of(head) is Space.SIMPLEX:
        if encoding is Encoding.MULTI_HOT:
            return "Use activation='sigmoid' and binary_crossentropy: several labels can be true at once."
        if encoding is Encoding.INDEX:
            return "Use sparse_categorical_crossentropy."
        return "Use categorical_crossentropy (sparse_categorical_crossentropy for class indices)."
    if encoding is Encoding.MULTI_HOT:
        return "Use binary_crossentropy and keep the sigmoid."
    several = "sparse_categorical_crossentropy" if encoding is Encoding.INDEX else "categorical_crossentropy"
    return f"Use activation='softmax', one unit for each class, and {several}."


RULE = Rule(
    code="LG109",
    name="regression-loss-on-classifier",
    severity=Severity.WARNING,
    since="0.1",
    summary="Mean squared error (or its kind) over softmax or sigmoid with class labels.",
    why="The squared error of a probability has hardly any gradient where the model is confidently wrong, so "
    "training is slow; with class indices as targets it also treats class 9 as farther from class 0 than class 1 "
    "is.",
    remedy="The cross-entropy of the head: categorical for softmax, binary for sigmoid. Where the squared error is "
    "meant (Brier score), say so in the name of the loss or suppress the line.",
    bad="""\
import numpy as np
import keras
from keras import layers

x = np.random.rand(200, 20)
y = keras.utils.to_categorical(np.random.randint(0, 4, size=200), num_classes=4)
model = keras.Sequential([
    keras.Input(shape=(20,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(4, activation="softmax"),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=2)
""",
    good="""\
import numpy as np
import keras
from keras import layers

x = np.random.rand(200, 20)
y = keras.utils.to_categorical(np.random.randint(0, 4, size=200), num_classes=4)
model = keras.Sequential([
    keras.Input(shape=(20,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(4, activation="softmax"),
])
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit(x, y, epochs=2)
""",
    needs=("head.space", "loss"),
    sources=("measured: softmax with mean squared error on Keras 2.2 to 3.15",),
    yields_to=("LG208", "LG106", "LG402"),
    signature="Accuracy climbs slowly: 0.33 after 25 epochs where cross-entropy reaches 0.95.",
    check=check,
    check_learner=learners.classes_as_numbers,
)
