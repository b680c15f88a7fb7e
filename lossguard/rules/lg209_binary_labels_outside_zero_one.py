"""LG209: a loss for two answers gets labels that are not the two numbers it reads."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis, Spot
from lossguard.rules import learners
from lossguard.rules.dialect import dialect_of
from lossguard.rules.engine_refusals import confirm_words, outside_unit_outcome
from lossguard.rules.rule import Rule
from lossguard.rules.targets import (
    class_count,
    columns,
    encoding,
    head_units,
    highest,
    is_embedding,
    judged_labels,
    known_loss,
    number,
)
from lossguard.rules.wording import labels_words, related
from lossguard.setups import Labels, LossUse, Output, TrainingSetup
from lossguard.vocabulary import HARD_BITS, Encoding, Family, Severity

BAD = """\
import numpy as np
from keras.layers import Dense, Input
from keras.models import Sequential

x = np.random.rand(400, 12)
y = np.random.randint(0, 3, size=(400,))

model = Sequential([Input((12,)), Dense(32, activation='relu'), Dense(1, activation='sigmoid')])
model.compile(optimizer='adam', loss='binary_crossentropy')
model.fit(x, y, epochs=20)
"""
GOOD = BAD.replace("randint(0, 3,", "randint(0, 2,")

MASK_TOP = 255  # the white of an 8-bit image
SIGN_HEIGHT = 1.0


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """Labels beyond 0 and 1 under a Bernoulli or overlap loss, others than -1 and +1 under a hinge of yes and no, and
    these under a hinge between rows."""
    labels, loss = judged_labels(output), known_loss(output)
    if labels is None or loss is None or is_embedding(output):
        return
    if loss.family in (Family.BERNOULLI, Family.OVERLAP):
        yield from _under_zero_one(setup, output, labels, loss)
    elif loss.family is Family.MARGIN and Encoding.SIGN in loss.labels:
        yield from _under_hinge(setup, output, labels, loss)
    elif loss.family is Family.MARGIN and Encoding.ONE_HOT in loss.labels and head_units(output) == 1:
        yield from _under_hinge_of_rows(output, labels, loss)


def _under_zero_one(setup: TrainingSetup, output: Output, labels: Labels, loss: LossUse) -> Iterator[Diagnosis]:
    top, kind = highest(labels), encoding(labels)
    outcome = outside_unit_outcome(setup.engine, loss)
    if kind is Encoding.SIGN and (labels.low is None or labels.low < 0):
        what, remedy, spot = "are -1 and +1", "map them to 0 and 1: (y + 1) / 2", labels.spot
    elif top == MASK_TOP and kind is not Encoding.REAL:
        what, remedy, spot = (
            "go up to 255, as an image does",
            "divide the masks by 255, or compare: (y > 127)",
            labels.spot,
        )
    elif kind in (Encoding.INDEX, Encoding.BINARY) and top is not None and top > 1:
        if Encoding.INDEX in loss.labels:
            return  # the loss takes each class against the rest by itself
        units = head_units(output)
        if units is not None and units > 1 and columns(labels) in (None, 1):
            return  # LG204: one column against several units
        what = f"go up to {number(top)} ({labels_words(labels)})"
        remedy, spot = _more_classes_help(setup, labels, top), loss.spot
    else:
        return
    yield _diagnosis(
        output,
        loss,
        spot,
        f"{loss.name} reads labels as 0 or 1, but these {what}; {outcome.happens}.",
        remedy,
        confirm_words(outcome),
    )


def _more_classes_help(setup: TrainingSetup, labels: Labels, top: float) -> str:
    count = class_count(labels)
    if labels.low == 1 and top == 2:
        return "subtract 1 from the labels, so that they are 0 and 1"
    units = count if count is not None and count > top else int(top) + 1
    if (dialect := dialect_of(setup.engine)) is not None:
        return f"use {dialect.classes_head(units)}, or make the labels 0 and 1 (y == the_class)"
    return (
        f"use Dense({units}, activation='softmax') with loss='sparse_categorical_crossentropy', "
        "or make the labels 0 and 1 (y == the_class)"
    )


def _under_hinge(setup: TrainingSetup, output: Output, labels: Labels, loss: LossUse) -> Iterator[Diagnosis]:
    """0/1 labels are turned into -1/+1 by the newer engines, and only if every label of the batch is 0 or 1."""
    top, kind = highest(labels), encoding(labels)
    if kind in (Encoding.INDEX, Encoding.BINARY) and top is not None and top > 1:
        yield _diagnosis(
            output,
            loss,
            loss.spot,
            f"{loss.name} reads the sign of the labels, but these go up to {number(top)} ({labels_words(labels)}): "
            "every class but 0 pulls the output up, and the higher numbers pull harder.",
            _hinge_help(setup),
            "the model answers with the same sign for every sample",
        )
    elif not loss.converts_zero_one and _is_zero_one(labels, kind, top):
        yield _diagnosis(
            output,
            loss,
            labels.spot,
            f"{loss.name} needs labels of -1 and +1, and {setup.engine.label} does not turn 0 into -1: samples with "
            "label 0 add a constant to the loss and no gradient, so the model learns to answer + for everything.",
            "pass 2 * y - 1 as the labels",
            "the loss stops at the share of the zeros among the labels (0.5 for balanced data)",
        )


def _under_hinge_of_rows(output: Output, labels: Labels, loss: LossUse) -> Iterator[Diagnosis]:
    """One column under a hinge between classes: 0 and 1 ask for -1 and +1, but what -1 asks for is far too little."""
    if encoding(labels) is Encoding.SIGN and (labels.low is None or labels.low < 0):
        yield _diagnosis(
            output,
            loss,
            labels.spot,
            f"{loss.name} reads labels as 0 or 1, but these are -1 and +1: a label of -1 is content with an output "
            "below -1/3, one of +1 asks for 1, so where 7 of 10 are + the best answer has the wrong sign.",
            "use hinge, or map the labels to 0 and 1: (y + 1) / 2",
            "the outputs stay below what the share of + would give",
        )


def _hinge_help(setup: TrainingSetup) -> str:
    if (dialect := dialect_of(setup.engine)) is not None:
        return f"use {dialect.classes_head()}"
    return "use Dense(C) with categorical_hinge and one-hot labels, or softmax with sparse_categorical_crossentropy"


def _is_zero_one(labels: Labels, kind: Encoding | None, top: float | None) -> bool:
    if kind in HARD_BITS:
        return (labels.low is None or labels.low >= 0) and not labels.edits
    return kind is Encoding.INDEX and top == SIGN_HEIGHT and labels.low in (None, 0)


def _diagnosis(output: Output, loss: LossUse, spot: Spot, message: str, remedy: str, confirm: str | None) -> Diagnosis:
    return Diagnosis(
        spot=spot,
        message=message,
        help=remedy,
        confirm=confirm,
        related=related(output, spot, labels=True),
        may_be_wrong=loss.custom,
    )


RULE = Rule(
    code="LG209",
    name="binary-labels-outside-zero-one",
    severity=Severity.ERROR,
    since="0.1",
    summary="A loss for two answers gets labels other than the two numbers it reads.",
    why=(
        "Binary cross-entropy weighs log(p) with the label and log(1 - p) with one minus the label. With a label of "
        "-1, 2 or 255 one of the weights is negative: the loss has no floor and the best output is a limit, whatever "
        "the input. The hinge loss reads the sign, so that a label of 0 counts for nothing where the engine does not "
        "convert it."
    ),
    remedy=(
        "Pass 0 and 1 to binary cross-entropy (masks divided by 255) and -1 and +1 to hinge. For more than two "
        "classes use a softmax head with the categorical losses."
    ),
    bad=BAD,
    good=GOOD,
    needs=("loss", "labels"),
    sources=("measured in Keras 1.2 to 3.15: label values under binary_crossentropy and hinge",),
    yields_to=("LG204", "LG207", "LG208", "LG402"),
    signature="the loss goes below 0, or torch says: all elements of target should be between 0 and 1",
    check=check,
    check_learner=learners.two_classes,
)
