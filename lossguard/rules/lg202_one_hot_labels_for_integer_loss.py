"""LG202: labels are one-hot rows, the loss reads class numbers."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.dialect import dialect_of
from lossguard.rules.engine_refusals import confirm_words, rows_for_numbers_outcome
from lossguard.rules.rule import Rule
from lossguard.rules.targets import (
    decode_words,
    encoding,
    head_units,
    judged_labels,
    known_loss,
    other_loss,
    reads_numbers,
)
from lossguard.rules.wording import labels_words, related
from lossguard.setups import Known, Output, TrainingSetup
from lossguard.vocabulary import Encoding, Severity, Space

READS_ROWS_INSTEAD = {"sparse_categorical_crossentropy": "categorical_crossentropy"}

BAD = """\
from tensorflow import keras
from tensorflow.keras import layers

(x_train, y_train), _ = keras.datasets.fashion_mnist.load_data()
y_train = keras.utils.to_categorical(y_train, 10)

model = keras.Sequential([
    layers.Flatten(input_shape=(28, 28)),
    layers.Dense(128, activation='relu'),
    layers.Dense(10, activation='softmax'),
])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train / 255.0, y_train, epochs=5)
"""
GOOD = BAD.replace("loss='sparse_categorical_crossentropy'", "loss='categorical_crossentropy'")


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """One-hot rows against a loss that reads one class number for each sample."""
    labels, loss = judged_labels(output), known_loss(output)
    if labels is None or loss is None or head_units(output) == 1:
        return
    if not reads_numbers(loss) or encoding(labels) is not Encoding.ONE_HOT:
        return
    outcome = rows_for_numbers_outcome(setup.engine, labels)
    decode = decode_words(labels)
    rows = READS_ROWS_INSTEAD.get(loss.name)
    remedy = f"use {other_loss(loss, rows)}, or {decode}" if rows else decode
    if (dialect := dialect_of(setup.engine)) is not None:
        decode = f"pass the class numbers: {dialect.numbers}"
        takes_logits = isinstance(loss.expects, Known) and loss.expects.value is Space.REAL
        remedy = f"use {dialect.by_row}, or {decode}" if takes_logits else decode
    yield Diagnosis(
        spot=loss.spot,
        message=(
            f"{loss.name} reads one class number a sample, but the labels are rows: "
            f"{labels_words(labels)}; {outcome.happens}."
        ),
        help=remedy,
        confirm=confirm_words(outcome),
        related=related(output, loss.spot, loss=False, labels=True),
        may_be_wrong=loss.custom,
    )


RULE = Rule(
    code="LG202",
    name="one-hot-labels-for-integer-loss",
    severity=Severity.ERROR,
    since="0.1",
    summary="The loss reads class numbers, the labels are one-hot rows.",
    why=(
        "Sparse categorical cross-entropy looks up the output of the one class that the label names. A one-hot row "
        "has as many numbers as there are classes, so the shapes do not fit and every engine stops with an error."
    ),
    remedy="Take categorical_crossentropy for the one-hot labels, or leave the labels as class numbers.",
    bad=BAD,
    good=GOOD,
    needs=("loss", "labels.encoding"),
    sources=("keras.io/api/losses/probabilistic_losses", "measured in Keras 1.2 to 3.15"),
    yields_to=("LG107", "LG208", "LG402"),
    signature="an exception about labels and logits whose shapes differ before the last axis",
    check=check,
)
