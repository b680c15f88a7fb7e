"""LG201: labels are class numbers, the loss reads one-hot rows."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.dialect import dialect_of
from lossguard.rules.engine_refusals import confirm_words, shape_outcome
from lossguard.rules.rule import Rule
from lossguard.rules.targets import (
    class_count,
    columns,
    encode_words,
    encoding,
    head_units,
    is_embedding,
    judged_labels,
    known_head,
    known_loss,
    other_loss,
    reads_rows,
)
from lossguard.rules.wording import labels_words, related
from lossguard.setups import Labels, LossUse, Output, TrainingSetup
from lossguard.vocabulary import CLASS_NUMBERS, Family, Severity

READS_NUMBERS_INSTEAD = {"categorical_crossentropy": "sparse_categorical_crossentropy"}

BAD = """\
from keras.datasets import mnist
from keras.layers import Dense, Flatten
from keras.models import Sequential

(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train = x_train / 255.0

model = Sequential([Flatten(input_shape=(28, 28)), Dense(10, activation='softmax')])
model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, epochs=5, batch_size=128)
"""
GOOD = BAD.replace("loss='categorical_crossentropy'", "loss='sparse_categorical_crossentropy'")


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """Class numbers against a loss that reads one row over the classes for each sample."""
    labels, loss, units = judged_labels(output), known_loss(output), head_units(output)
    if labels is None or loss is None or is_embedding(output) or (units == 1 and not _several(loss, labels)):
        return
    if not reads_rows(loss) or encoding(labels) not in CLASS_NUMBERS or columns(labels) not in (None, 1):
        return
    outcome = shape_outcome(setup.engine, loss, labels, known_head(output))
    encode = encode_words(labels, units)
    sparse = READS_NUMBERS_INSTEAD.get(loss.name)
    remedy = f"use {other_loss(loss, sparse)}, or {encode}" if sparse else encode
    if (dialect := dialect_of(setup.engine)) is not None:
        encode = f"encode the labels: {dialect.rows.format(units or class_count(labels) or 'C')}"
        remedy = f"use {dialect.by_number}, or {encode}" if loss.family is Family.CATEGORICAL else encode
    yield Diagnosis(
        spot=loss.spot,
        message=(
            f"{loss.name} compares every output with a one-hot row, but the labels are single numbers: "
            f"{labels_words(labels)}; {outcome.happens}."
        ),
        help=remedy,
        confirm=confirm_words(outcome),
        related=related(output, loss.spot, loss=False, labels=True),
        may_be_wrong=loss.custom,
    )


def _several(loss: LossUse, labels: Labels) -> bool:
    """Whether more than two classes meet one unit under a margin between classes; LG107 speaks of the other losses."""
    return loss.family is Family.MARGIN and (class_count(labels) or 0) > 2


RULE = Rule(
    code="LG201",
    name="integer-labels-for-one-hot-loss",
    severity=Severity.ERROR,
    since="0.1",
    summary="The loss reads one-hot rows, the labels are class numbers.",
    why=(
        "Categorical cross-entropy multiplies each row of outputs by a row of labels that holds a 1 for the right "
        "class. A class number is not such a row: most engines stop with an error about shapes, and the losses that "
        "compare element by element quietly broadcast the number over all classes and train on nonsense."
    ),
    remedy=(
        "Take the loss that reads class numbers (sparse_categorical_crossentropy), or turn the numbers into one-hot "
        "rows with to_categorical, class_mode='categorical' or label_mode='categorical'."
    ),
    bad=BAD,
    good=GOOD,
    needs=("loss", "labels.encoding"),
    sources=("keras.io/api/losses/probabilistic_losses", "measured in Keras 1.2 to 3.15"),
    yields_to=("LG107", "LG208", "LG402"),
    signature="an exception about shapes (n, 1) or (n,) against (n, C) at the start of fit()",
    check=check,
)
