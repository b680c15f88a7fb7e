"""LG114: cross-entropy with continuous targets."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules import learners
from lossguard.rules.called_refusals import CALLED, called_unit_outcome, type_refused
from lossguard.rules.dialect import dialect_of
from lossguard.rules.reading import head_of, labels_of, loss_of, made_elsewhere
from lossguard.rules.rule import Rule
from lossguard.rules.wording import encoding_of, labels_words, related
from lossguard.setups import Labels, LossUse, Output, TrainingSetup
from lossguard.vocabulary import Encoding, Family, Severity

_RANK_OF_A_TABLE = 2  # (batch, columns); more axes are images or frames, whose intensities may be probabilities
_INTO_UNIT = ("divide", "multiply", "min-max")  # steps that may bring targets into [0, 1]


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    head, loss, labels = head_of(output), loss_of(output), labels_of(output)
    if loss is None or labels is None or loss.family not in (Family.CATEGORICAL, Family.BERNOULLI):
        return
    if made_elsewhere(labels) or encoding_of(output) is not Encoding.REAL or (head is not None and head.embedding_like):
        return
    rank = labels.rank or (head.rank if head is not None else None) or _RANK_OF_A_TABLE
    if _may_be_probabilities(loss, labels, rank):
        return
    yield Diagnosis(
        spot=loss.spot,
        message=f"{loss.name} compares classes, but the targets are numbers on a scale ({labels_words(labels)}). "
        + (_called(setup, loss, labels) if setup.engine.code in CALLED else _consequence(loss, labels)),
        help=_remedy(setup),
        confirm=_sign(loss),
        related=related(output, loss.spot, labels=True),
    )


def _remedy(setup: TrainingSetup) -> str:
    dialect = dialect_of(setup.engine)
    number = "loss='mse' with one linear unit (Dense(1))"
    if dialect is not None:
        number = f"{dialect.layer.format(1)} without activation under {dialect.distance}"
    return f"To predict the number: {number}. To predict classes: cut the targets into classes first."


def _called(setup: TrainingSetup, loss: LossUse, labels: Labels) -> str:
    """What becomes of them where the program calls the loss itself."""
    if loss.family is Family.BERNOULLI:
        happens = called_unit_outcome(setup.engine, loss).happens
        return f"{happens[0].upper()}{happens[1:]}."
    refused = type_refused(loss, labels.dtype or "float32", None, rows=False)
    if refused is not None and labels.rank in (None, 1):
        return f"It reads class numbers, and {setup.engine.label} refuses their type: {refused.sign}."
    if Encoding.INDEX in loss.labels and Encoding.SOFT not in loss.labels:
        return f"It reads class numbers, and {setup.engine.label} refuses numbers with a fraction."
    return "They are read as the weights of the classes, which has no meaning."


def _may_be_probabilities(loss: LossUse, labels: Labels, rank: int) -> bool:
    """Whether the targets may lie in [0, 1] and stand for probabilities: pixel intensities, soft labels."""
    bounded = labels.low is not None and labels.low >= 0 and labels.high is not None and labels.high <= 1
    told = labels.low is not None or labels.high is not None
    if bounded:
        return Encoding.INDEX not in loss.labels
    if told:
        return False
    return rank > _RANK_OF_A_TABLE or any(edit.kind in _INTO_UNIT for edit in labels.edits)


def _consequence(loss: LossUse, labels: Labels) -> str:
    reach = f" (up to {labels.high:g})" if labels.high is not None and labels.high > 1 else ""
    if Encoding.INDEX in loss.labels:
        return f"They are cut to whole numbers and read as class indices{reach}; those outside the head stop training."
    if loss.family is Family.BERNOULLI:
        return (
            f"Outside 0 to 1{reach} the loss has no lowest point and may go below zero; the torch backend refuses them."
        )
    return f"They are read as the weights of the classes{reach}, which has no meaning."


def _sign(loss: LossUse) -> str | None:
    return "The loss becomes negative and keeps falling." if loss.family is Family.BERNOULLI else None


RULE = Rule(
    code="LG114",
    name="classification-loss-on-real-targets",
    severity=Severity.ERROR,
    since="0.1",
    summary="Cross-entropy with continuous targets: a regression trained as a classification.",
    why="Cross-entropy reads its targets as classes or probabilities. Prices, temperatures or other continuous "
    "numbers are neither: binary cross-entropy then has no lowest point and may fall below zero, sparse "
    "categorical cross-entropy cuts the numbers to whole ones and takes them for class indices.",
    remedy="Regression: a linear head with mse or mae. Classification: cut the targets into classes first.",
    bad="""\
import numpy as np
import keras
from keras import layers

x = np.random.rand(200, 20)
y = np.random.normal(50.0, 12.0, size=(200, 1))
model = keras.Sequential([
    keras.Input(shape=(20,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=2)
""",
    good="""\
import numpy as np
import keras
from keras import layers

x = np.random.rand(200, 20)
y = np.random.normal(50.0, 12.0, size=(200, 1))
model = keras.Sequential([
    keras.Input(shape=(20,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse", metrics=["mae"])
model.fit(x, y, epochs=2)
""",
    needs=("loss", "labels.encoding"),
    sources=("measured: shapes and encodings on Keras 2.2 to 3.15",),
    yields_to=("LG207", "LG208", "LG402"),
    signature="Binary cross-entropy becomes negative and keeps falling.",
    check=check,
    check_learner=learners.real_targets,
)
