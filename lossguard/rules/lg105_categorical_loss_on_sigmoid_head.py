"""LG105: a loss of exclusive classes over independent sigmoids."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.dialect import dialect_of
from lossguard.rules.reading import expected_by, finds_logits, head_of, is_one_unit, loss_of, space_of
from lossguard.rules.rule import Rule
from lossguard.rules.wording import encoding_of, engine_words, head_words, related
from lossguard.setups import Head, LossUse, Output, TrainingSetup
from lossguard.vocabulary import Encoding, Family, Severity, Space

_BETWEEN_CLASSES = (Family.CATEGORICAL, Family.DIVERGENCE)
_PAIRS = ((Space.SIMPLEX, Space.UNIT), (Space.LOG_SIMPLEX, Space.LOG_UNIT))  # what is expected, what is there


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    head, loss = head_of(output), loss_of(output)
    if head is None or loss is None or loss.family not in _BETWEEN_CLASSES or head.embedding_like:
        return
    if (expected_by(loss), space_of(head)) not in _PAIRS or is_one_unit(head):
        return
    multi_hot = encoding_of(output) is Encoding.MULTI_HOT
    softened = loss.renormalises or _trains_softmax(head, loss)
    yield Diagnosis(
        spot=loss.spot,
        message=_multi_label(head, loss) if multi_hot else _exclusive(setup, head, loss),
        help=_remedy(setup, encoding_of(output)),
        related=related(output, loss.spot, labels=True),
        severity=Severity.WARNING if softened and not multi_hot else Severity.ERROR,
    )


def _trains_softmax(head: Head, loss: LossUse) -> bool:
    return finds_logits(head, loss) and loss.finds_logits_by_family


def _multi_label(head: Head, loss: LossUse) -> str:
    return (
        f"The labels are multi-hot, but {loss.name} treats the classes of the head ({head_words(head)}) as "
        "exclusive: labels that are true together compete for one probability, and absent labels are never pushed "
        "down on their own."
    )


def _exclusive(setup: TrainingSetup, head: Head, loss: LossUse) -> str:
    wants = "softmax probabilities" if expected_by(loss) is Space.SIMPLEX else "log-probabilities of a softmax"
    opening = f"{loss.name} expects {wants}, but the head is {head_words(head)}: independent answers. "
    if expected_by(loss) is Space.SIMPLEX:
        opening = f"{loss.name} expects {wants}, but the head is {head_words(head)}, which need not sum to 1. "
    engine = engine_words(setup.engine)
    if _trains_softmax(head, loss):
        return (
            f"{opening}{engine} takes the logits behind the sigmoid and trains a softmax; predict() returns "
            "sigmoids, which are no probabilities of the classes."
        )
    if loss.renormalises:
        return (
            f"{opening}{engine} divides them by their sum first: it trains, slower, and predict() returns no "
            "probabilities."
        )
    return f"{opening}Nothing in the loss pushes down the classes that are not true: all units may go to 1."


def _remedy(setup: TrainingSetup, encoding: Encoding | None) -> str:
    if (dialect := dialect_of(setup.engine)) is not None:
        exclusive = f"{dialect.by_number} on the values before the activation"
        independent = f"{dialect.yes_no} on those values"
        if encoding is Encoding.MULTI_HOT:
            return f"Several labels a sample: {dialect.yes_no} on the values before the activation."
        return f"Exclusive classes: {exclusive}. Several labels at once: {independent}."
    exclusive, independent = "activation='softmax' on the last layer", "binary_crossentropy as the loss"
    if encoding is Encoding.MULTI_HOT:
        return f"Use {independent} and keep the sigmoid."
    if encoding in (Encoding.ONE_HOT, Encoding.INDEX):
        return f"Use {exclusive}: the labels name one class a sample."
    return f"Exclusive classes: {exclusive}. Several labels at once: {independent}."


RULE = Rule(
    code="LG105",
    name="categorical-loss-on-sigmoid-head",
    severity=Severity.ERROR,
    since="0.1",
    summary="Categorical cross-entropy over several sigmoid units.",
    why="Sigmoids answer each on their own and need not sum to 1, categorical cross-entropy reads one "
    "distribution. Keras hides the difference: it divides by the sum, or (TensorFlow backend, 2.4 and later) takes "
    "the logits behind the sigmoids and trains a softmax. The loss falls as it should, yet predict() returns "
    "numbers that are no probabilities: every class may be near 1 at once. With several labels a sample the loss "
    "is plainly the wrong one.",
    remedy="Exclusive classes: softmax on the last layer. Several labels at once: binary_crossentropy.",
    bad="""\
import numpy as np
import keras
from keras import layers

x = np.random.rand(200, 20)
y = keras.utils.to_categorical(np.random.randint(0, 4, size=200), num_classes=4)
model = keras.Sequential([
    keras.Input(shape=(20,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(4, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="categorical_crossentropy")
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
    needs=("head.space", "loss.expects"),
    sources=("measured: sigmoid with categorical cross-entropy on Keras 2.2 to 3.15",),
    yields_to=("LG107", "LG114", "LG208", "LG402"),
    check=check,
)
