"""LG101: the loss expects probabilities and the head delivers logits."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.called_refusals import CALLED, improbable_outcome
from lossguard.rules.dialect import dialect_of
from lossguard.rules.ranges import is_open, lowest
from lossguard.rules.reading import PROBABILITIES, class_count, expected_by, head_of, loss_of, space_of
from lossguard.rules.rule import Rule
from lossguard.rules.wording import encoding_of, engine_words, head_words, related, space_words
from lossguard.setups import Head, LossUse, Output, TrainingSetup
from lossguard.vocabulary import Encoding, Family, Severity, Space

_BELOW_ZERO = (Space.REAL, Space.SYMMETRIC, Space.LOG_SIMPLEX, Space.LOG_UNIT)
_UNIT_LINK_LOSSES = (Family.BERNOULLI, Family.OVERLAP)


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    head, loss = head_of(output), loss_of(output)
    if head is None or loss is None or head.embedding_like or head.decision is not None:
        return
    expected = expected_by(loss)
    if loss.family is Family.COUNT and expected is Space.NONNEGATIVE and _can_be_negative(head):
        yield _rate(output, head, loss)
        return
    if expected not in PROBABILITIES or space_of(head) is not Space.REAL:
        return
    yield Diagnosis(
        spot=loss.spot,
        message=f"{loss.name} expects {space_words(expected)}, but the head is {head_words(head)}: it delivers logits. "
        + _consequence(setup, loss),
        help=_remedy(setup, output, loss),
        confirm=_called_sign(setup, loss) if setup.engine.code in CALLED else _sign(loss),
        related=related(output, loss.spot),
    )


def _can_be_negative(head: Head) -> bool:
    low = lowest(head)
    bent = space_of(head) is Space.SQUASHED and (is_open(head) or (low is not None and low < 0))
    return bent or space_of(head) in _BELOW_ZERO


def _rate(output: Output, head: Head, loss: LossUse) -> Diagnosis:
    """A count's rate that may be negative."""
    return Diagnosis(
        spot=loss.spot,
        message=f"{loss.name} takes the logarithm of a rate, but the head is {head_words(head)} and can be negative: "
        "the loss turns into NaN at the first such value, or its gradient is cut off.",
        help="Give the last layer an activation that is positive everywhere: softplus or exponential.",
        confirm="The loss is NaN within the first batches.",
        related=related(output, loss.spot),
    )


def _consequence(setup: TrainingSetup, loss: LossUse) -> str:
    if setup.engine.code in CALLED:
        happens = improbable_outcome(setup.engine, loss).happens
        return f"{happens[0].upper()}{happens[1:]}."
    if not loss.clips:
        return "The logarithm of values outside (0, 1) is undefined: the loss stops with an error or turns into NaN."
    share = "40 to 74 %"
    if loss.family is Family.BERNOULLI:
        share = "72 to 74 %"
    elif loss.family is Family.CATEGORICAL and Encoding.INDEX not in loss.labels:
        share = "40 %"
    elif loss.family is Family.CATEGORICAL:
        share = "40 to 72 %"
    return (
        f"{engine_words(setup.engine)} clips them into (0, 1), and about {share} of the gradient entries become zero."
    )


def _remedy(setup: TrainingSetup, output: Output, loss: LossUse) -> str:
    link = "sigmoid" if loss.family in _UNIT_LINK_LOSSES else "softmax"
    exclusive = encoding_of(output) is Encoding.ONE_HOT and (class_count(output) or 0) > 2
    if (dialect := dialect_of(setup.engine)) is not None:
        applied = dialect.sigmoid if link == "sigmoid" else dialect.softmax
        if loss.family is Family.BERNOULLI:
            fused = dialect.by_row if exclusive else dialect.yes_no
            return f"Use {fused}, which takes logits, or apply {applied} before this loss."
        return f"Apply {applied} before the loss, or tell the loss to do so where it has a switch."
    head = f"give the last layer activation='{link}'"
    if loss.family is Family.BERNOULLI and exclusive:
        head = "give the last layer activation='softmax' with categorical_crossentropy, as the labels are one-hot"
    if loss.from_logits is None:
        return f"{head[0].upper()}{head[1:]}."
    return f"Pass from_logits=True to the loss (predict() then returns logits), or {head}."


def _called_sign(setup: TrainingSetup, loss: LossUse) -> str | None:
    outcome = improbable_outcome(setup.engine, loss)
    return f"The exception says: {outcome.sign}" if outcome.raises else f"In the log {outcome.sign}."


def _sign(loss: LossUse) -> str | None:
    if loss.family is Family.CATEGORICAL:
        return (
            "The loss starts far above log(number of classes) and rises or hardly falls: measured with 10 classes, "
            "from 6.0 up to 10 with an accuracy of 0.18."
        )
    if loss.family is Family.BERNOULLI:
        return "The loss starts above 1 instead of at about 0.69, and jumps between epochs instead of falling."
    return None


RULE = Rule(
    code="LG101",
    name="logits-into-probability-loss",
    severity=Severity.ERROR,
    since="0.1",
    summary="The loss expects probabilities, the head delivers logits.",
    why="A loss with from_logits=False takes the logarithm of what the model returns. Without a softmax or a "
    "sigmoid the last layer returns any real number; Keras clips those into (0, 1) without a word, so that 40 to "
    "74 % of the gradient entries are zero. Training runs, and the loss rises or hardly falls.",
    remedy="Apply the link once: either from_logits=True on the loss, or softmax (exclusive classes) or sigmoid "
    "(independent answers) on the last layer.",
    bad="""\
import numpy as np
import keras
from keras import layers

x = np.random.rand(200, 20)
y = keras.utils.to_categorical(np.random.randint(0, 3, size=200), num_classes=3)
model = keras.Sequential([
    keras.Input(shape=(20,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(3),
])
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit(x, y, epochs=2)
""",
    good="""\
import numpy as np
import keras
from keras import layers

x = np.random.rand(200, 20)
y = keras.utils.to_categorical(np.random.randint(0, 3, size=200), num_classes=3)
model = keras.Sequential([
    keras.Input(shape=(20,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(3),
])
model.compile(optimizer="adam", loss=keras.losses.CategoricalCrossentropy(from_logits=True))
model.fit(x, y, epochs=2)
""",
    needs=("head.space", "loss.expects"),
    sources=("keras.io/api/losses/probabilistic_losses", "measured: head x loss on TF 1.4 to 2.15 and Keras 2 to 3.15"),
    yields_to=("LG107", "LG114", "LG208", "LG402"),
    signature="The loss starts far above log(C), C classes, and rises or hardly falls; accuracy stays near chance.",
    check=check,
)
