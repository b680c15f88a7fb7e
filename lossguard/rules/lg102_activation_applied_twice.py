"""LG102: the activation is applied twice, by the head and by the loss."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.called_refusals import CALLED
from lossguard.rules.dialect import Dialect, dialect_of
from lossguard.rules.reading import (
    PROBABILITIES,
    UNIT_FLOOR_NEGATIVE,
    UNIT_FLOOR_POSITIVE,
    class_count,
    expected_by,
    finds_logits,
    head_of,
    loss_of,
    one_hot_unit_floor,
    softmax_floor,
    space_of,
)
from lossguard.rules.rule import Rule
from lossguard.rules.wording import encoding_of, engine_words, head_words, related
from lossguard.setups import Head, LossUse, Output, TrainingSetup
from lossguard.vocabulary import Encoding, Family, Severity, Space

_LOGIT_FAMILIES = (Family.CATEGORICAL, Family.BERNOULLI, Family.SEQUENCE, Family.OVERLAP)
_PERFECT_MASK = 0.31  # what an overlap loss over activated values still costs a perfect binary mask


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    head, loss = head_of(output), loss_of(output)
    if head is None or loss is None or loss.family not in _LOGIT_FAMILIES or head.embedding_like:
        return
    if expected_by(loss) is not Space.REAL or space_of(head) not in PROBABILITIES:
        return
    found = finds_logits(head, loss)
    yield Diagnosis(
        spot=loss.spot,
        message=_repaired(setup, output, head, loss) if found else _twice(setup, head, loss),
        help=_remedy(setup, output, head, loss),
        confirm=None if found else _sign(output, loss),
        related=related(output, loss.spot),
        severity=Severity.WARNING if found and not _trains_sigmoids(head, loss) else Severity.ERROR,
    )


def _own_link(head: Head, loss: LossUse) -> str:
    if loss.family is Family.OVERLAP:
        return "softmax" if space_of(head) is Space.SIMPLEX else "sigmoid"
    return "sigmoid" if loss.family is Family.BERNOULLI else "softmax"


def _trains_sigmoids(head: Head, loss: LossUse) -> bool:
    """Whether finding the logits repairs nothing: sigmoids are trained, and predict() returns a softmax."""
    return loss.family is Family.BERNOULLI and space_of(head) is Space.SIMPLEX


def _twice(setup: TrainingSetup, head: Head, loss: LossUse) -> str:
    wants = "expects logits (from_logits=True)" if loss.from_logits else "expects logits"
    text = (
        f"{loss.name} {wants} and applies {_own_link(head, loss)} itself, but the head already is {head_words(head)}: "
        f"{_own_link(head, loss)} of {head.activation}. "
    )
    if setup.engine.code in CALLED:
        text += "It still trains (slowly with SGD), but the loss has a floor and the model never becomes confident"
    else:
        text += "It still trains, slowly, and never becomes confident"
    lost = " (the logits behind the activation are lost in the reshape)" if head.scrambled else ""
    return f"{text}{lost}."


def _repaired(setup: TrainingSetup, output: Output, head: Head, loss: LossUse) -> str:
    engine = engine_words(setup.engine)
    text = f"The head is {head_words(head)}, yet {loss.name} has from_logits=True. "
    if _trains_sigmoids(head, loss):
        return text + f"{engine} finds the logits and trains independent sigmoids; predict() returns their softmax."
    if space_of(head) is Space.UNIT and loss.family is Family.CATEGORICAL:
        text += (
            f"{engine} finds the logits and trains a softmax; predict() returns sigmoids, which are no probabilities"
        )
    else:
        text += f"{engine} finds the logits behind the {head.activation} and trains as meant, with a warning"
    return text + "; on the torch and jax backends, and before TF 2.4, the activation is applied twice."


def _remedy(setup: TrainingSetup, output: Output, head: Head, loss: LossUse) -> str:
    if (dialect := dialect_of(setup.engine)) is not None:
        return _called_remedy(dialect, output, head, loss)
    if not loss.from_logits:
        return f"Remove the {head.activation} from the head: {loss.name} has no switch, it always takes logits."
    fits = head.activation == _own_link(head, loss)
    if fits:
        return f"Remove from_logits=True, or the {head.activation} from the last layer: one of the two."
    if loss.family is Family.BERNOULLI and encoding_of(output) is not Encoding.MULTI_HOT:
        return (
            "For exclusive classes use a categorical crossentropy without from_logits; for independent ones remove the "
            f"{head.activation} and keep the loss."
        )
    return f"Remove the {head.activation} from the last layer and keep from_logits=True."


def _called_remedy(dialect: Dialect, output: Output, head: Head, loss: LossUse) -> str:
    keep = f"Hand the loss the values before the {head.activation}, and apply it only where probabilities are shown"
    encoding = encoding_of(output)
    if loss.family is Family.CATEGORICAL and space_of(head) is Space.UNIT:
        if encoding is Encoding.MULTI_HOT:
            return f"Several labels a sample: use {dialect.yes_no} without the {head.activation}."
        return f"{keep}; if several labels can be true at once, use {dialect.yes_no} on those values."
    if loss.family is Family.CATEGORICAL and dialect.yes_no_unit is not None:
        return f"{keep}; or use {dialect.log_softmax} with nn.NLLLoss."
    if loss.family is Family.BERNOULLI and space_of(head) is Space.SIMPLEX and encoding is not Encoding.MULTI_HOT:
        return f"Exclusive classes: {dialect.by_number} on the values before the {head.activation}."
    if loss.family is Family.BERNOULLI and dialect.yes_no_unit is not None and space_of(head) is Space.UNIT:
        return f"{keep}; or keep the {head.activation} and use {dialect.yes_no_unit}."
    return f"{keep}."


def _sign(output: Output, loss: LossUse) -> str | None:
    classes = class_count(output)
    if loss.family is Family.OVERLAP:
        return f"A perfect binary mask still costs about {_PERFECT_MASK}."
    if loss.family is Family.SEQUENCE:
        return None
    if loss.family is Family.CATEGORICAL:
        shown = classes or 10
        return f"The loss cannot fall below log(1 + (C-1)/e): {softmax_floor(shown):.3f} for {shown} classes."
    if classes and classes > 1 and encoding_of(output) is Encoding.ONE_HOT:
        return f"The loss cannot fall below {one_hot_unit_floor(classes):.3f} with one-hot labels of {classes} classes."
    return f"The loss cannot fall below {UNIT_FLOOR_POSITIVE} on positives and {UNIT_FLOOR_NEGATIVE} on negatives."


RULE = Rule(
    code="LG102",
    name="activation-applied-twice",
    severity=Severity.ERROR,
    since="0.1",
    summary="The loss expects logits, the head has applied softmax or sigmoid already.",
    why="A loss with from_logits=True applies softmax or sigmoid itself. Over values that lie in (0, 1) already, "
    "the second one can never become confident: the gradient is flat, training still runs, and nothing is "
    "reported. Keras on the TensorFlow backend (2.4 and later) finds the logits behind a Keras activation and "
    "repairs this with a warning; other backends, older versions, reshaped or custom heads are not repaired.",
    remedy="Apply the link once: remove from_logits=True, or remove the activation of the last layer.",
    bad="""\
import numpy as np
import keras
from keras import layers

x = np.random.rand(200, 20)
y = np.random.randint(0, 3, size=200)
model = keras.Sequential([
    keras.Input(shape=(20,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(x, y, epochs=2)
""",
    good="""\
import numpy as np
import keras
from keras import layers

x = np.random.rand(200, 20)
y = np.random.randint(0, 3, size=200)
model = keras.Sequential([
    keras.Input(shape=(20,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy())
model.fit(x, y, epochs=2)
""",
    needs=("head.space", "loss.expects"),
    sources=("keras.io/api/losses/probabilistic_losses", "measured: head x loss x from_logits on TF 1.4 to Keras 3.15"),
    yields_to=("LG106", "LG107", "LG114", "LG208", "LG402"),
    signature="Cross-entropy cannot fall below log(1 + (C-1)/e), 1.461 for 10 classes; binary cross-entropy not "
    "below 0.313 on positives and 0.693 on negatives.",
    check=check,
)
