"""LG203: the head has another number of units than the labels have classes, or labels reach beyond it."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis, Spot
from lossguard.rules import learners
from lossguard.rules.called_refusals import VOID_LABELS
from lossguard.rules.engine_refusals import confirm_words, range_outcome, shape_outcome
from lossguard.rules.rule import Rule
from lossguard.rules.targets import (
    class_count,
    encoding,
    head_units,
    highest,
    is_rescaled,
    judged_labels,
    known_head,
    known_loss,
    number,
    takes_numbers,
)
from lossguard.rules.wording import labels_words, related
from lossguard.setups import Head, Known, Labels, LossUse, Output, TrainingSetup
from lossguard.vocabulary import CLASS_ROWS, Encoding, Family, Severity

BAD = """\
from keras.datasets import cifar100
from keras.layers import Conv2D, Dense, GlobalAveragePooling2D
from keras.models import Sequential

(x_train, y_train), (x_test, y_test) = cifar100.load_data(label_mode='fine')

model = Sequential()
model.add(Conv2D(32, 3, activation='relu', input_shape=(32, 32, 3)))
model.add(GlobalAveragePooling2D())
model.add(Dense(10, activation='softmax'))
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train / 255.0, y_train, epochs=10, validation_data=(x_test / 255.0, y_test))
"""
GOOD = BAD.replace("Dense(10,", "Dense(100,")


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """Concrete numbers that contradict each other: units of the head, columns or ids of the labels."""
    labels, loss, head, units = judged_labels(output), known_loss(output), known_head(output), head_units(output)
    if labels is None or loss is None or head is None or units is None or units < 2:
        return
    if takes_numbers(loss, labels, head):
        yield from _ids_beyond_the_head(setup, output, labels, loss, head, units)
    elif encoding(labels) in CLASS_ROWS:
        yield from _rows_of_another_width(setup, output, labels, loss, head, units)


def _ids_beyond_the_head(
    setup: TrainingSetup, output: Output, labels: Labels, loss: LossUse, head: Head, units: int
) -> Iterator[Diagnosis]:
    """A head wider than the ids is fine (it trains); an id that names no unit is not."""
    if loss.family not in (Family.CATEGORICAL, Family.MARGIN) or loss.ignores_class or is_rescaled(labels):
        return
    if encoding(labels) not in (Encoding.INDEX, Encoding.BINARY, Encoding.SIGN):
        return
    top = highest(labels)
    low = -1.0 if encoding(labels) is Encoding.SIGN else labels.low
    if low is not None and low == VOID_LABELS.get(setup.engine.code):
        low = None
    stray = top if top is not None and top >= units else low if low is not None and low < 0 else None
    if stray is None:
        return
    from_one = labels.low == 1 and top == units
    spot = labels.spot if from_one or stray < 0 else _width_spot(head)
    outcome = range_outcome(setup.engine, stray, units)
    span = f"go up to {number(stray)}" if stray > 0 else f"go down to {number(stray)}"
    yield Diagnosis(
        spot=spot,
        message=(
            f"The head has {units} units, so class numbers can be 0 to {units - 1}, "
            f"but the labels {span} ({labels_words(labels)}); {outcome.happens}."
        ),
        help=_ids_help(labels, units, top, stray),
        confirm=confirm_words(outcome),
        related=related(output, spot, labels=True),
        may_be_wrong=loss.custom,
    )


def _width_spot(head: Head) -> Spot:
    """Where the width was set: the layer with the units, not an activation after it."""
    return head.width.spot if isinstance(head.width, Known) else head.spot


def _ids_help(labels: Labels, units: int, top: float | None, stray: float) -> str:
    if labels.low == 1 and top == units:
        return "subtract 1 from the labels, so that they count from 0"
    if stray < 0:
        return "map the labels to class numbers that count from 0"
    return f"give the head {number(stray + 1)} units"


def _rows_of_another_width(
    setup: TrainingSetup, output: Output, labels: Labels, loss: LossUse, head: Head, units: int
) -> Iterator[Diagnosis]:
    wide = labels.width.value if labels.width is not None else class_count(labels)
    if wide is None or wide < 2 or wide == units:
        return
    if labels.rank is not None and head.rank is not None and labels.rank != head.rank:
        return  # LG204: the ranks differ already
    outcome = shape_outcome(setup.engine, loss, labels, head)
    spot = _width_spot(head)
    counted = (
        f" Ids that count from 1 give one column more than there are classes (0 to {units})."
        if wide == units + 1
        else ""
    )
    yield Diagnosis(
        spot=spot,
        message=(
            f"The head has {units} units, but each label is a row of {wide} ({labels_words(labels)}); "
            f"{outcome.happens}.{counted}"
        ),
        help=(
            f"subtract 1 from the ids before they are encoded if they count from 1, else give the head {wide} units"
            if wide == units + 1
            else f"give the head {wide} units, or encode the labels in {units} columns, whichever is right"
        ),
        confirm=confirm_words(outcome),
        related=related(output, spot, labels=True),
        may_be_wrong=loss.custom,
    )


RULE = Rule(
    code="LG203",
    name="class-count-differs-from-head-width",
    severity=Severity.ERROR,
    since="0.1",
    summary="The head has another number of units than the labels have classes.",
    why=(
        "Each class needs a unit of its own. A one-hot row that is wider or narrower than the head cannot be "
        "compared with it. A class number beyond the last unit (typical of labels that count from 1) stops the "
        "training on a CPU, gives NaN on some GPUs, and is silently left out of the loss on the jax backend."
    ),
    remedy=(
        "Give the head as many units as there are classes, and let class numbers count from 0 (y - 1 for labels 1 to "
        "C). A head that is wider than the class numbers need is harmless and not reported."
    ),
    bad=BAD,
    good=GOOD,
    needs=("head.width", "loss", "labels"),
    sources=("keras.io/api/datasets", "measured in Keras 1.2 to 3.15 on TensorFlow, torch and jax"),
    yields_to=("LG107", "LG201", "LG202", "LG207", "LG208", "LG402"),
    signature="Received a label value of k which is outside the valid range of [0, C), or an exception about shapes",
    check=check,
    check_learner=learners.numbering,
)
