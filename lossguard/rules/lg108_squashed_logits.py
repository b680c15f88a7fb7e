"""LG108: the head bends its values by an activation that is no link of a classification loss."""

from __future__ import annotations

import math
from collections.abc import Iterator

from lossguard.findings import Diagnosis, Spot
from lossguard.rules.called_refusals import CALLED, improbable_outcome
from lossguard.rules.dialect import Dialect, dialect_of
from lossguard.rules.ranges import is_open, lowest, negatives_floor
from lossguard.rules.reading import PROBABILITIES, class_count, expected_by, head_of, loss_of, space_of
from lossguard.rules.rule import Rule
from lossguard.rules.unreached import of_other_families
from lossguard.rules.wording import head_words, related, space_words
from lossguard.setups import Head, LossUse, Output, TrainingSetup
from lossguard.vocabulary import Encoding, Family, Severity, Space

_BENT = (Space.NONNEGATIVE, Space.SYMMETRIC, Space.SQUASHED)
_LOGARITHMS = (Space.LOG_SIMPLEX, Space.LOG_UNIT)
_NEVER_ZERO = ("softplus", "exponential", "exp", "squareplus")  # positive everywhere: every unit keeps a gradient


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    head, loss = head_of(output), loss_of(output)
    if head is None or loss is None or head.embedding_like:
        return
    if loss.family in (Family.MARGIN, Family.OVERLAP, Family.DIVERGENCE):
        yield from of_other_families(output, head, loss)
        return
    if loss.family not in (Family.CATEGORICAL, Family.BERNOULLI):
        return
    space, expected = space_of(head), expected_by(loss)
    if expected not in (*PROBABILITIES, Space.REAL) or not (space in _BENT or _is_log(space, expected, loss)):
        return
    spot = _spot(head)
    assert space is not None and expected is not None
    if setup.engine.code in CALLED:
        if head.links and not _averaged_maps(head):  # no link: it is in a ready model, as SqueezeNet's relu is
            yield _called(setup, output, head, loss)
        return
    yield Diagnosis(
        spot=spot,
        message=f"{loss.name} expects {space_words(expected)}, but the head is {head_words(head)}. "
        + _consequence(head, loss, space, expected),
        help=_remedy(loss, space, expected),
        confirm=_sign(head, loss, space, expected),
        related=related(output, spot),
        severity=_severity(head, loss, space, expected),
    )


def _called(setup: TrainingSetup, output: Output, head: Head, loss: LossUse) -> Diagnosis:
    """The diagnosis where the program calls the loss itself."""
    space, expected = space_of(head), expected_by(loss)
    assert space is not None and expected is not None
    spot, dialect = _spot(head), dialect_of(setup.engine)
    over_logits = expected is Space.REAL
    outcome = improbable_outcome(setup.engine, loss)
    happens = f"{outcome.happens[0].upper()}{outcome.happens[1:]}."
    consequence = _consequence(head, loss, space, expected) if over_logits else f"Its values leave (0, 1). {happens}"
    return Diagnosis(
        spot=spot,
        message=f"{loss.name} expects {space_words(expected)}, but the head is {head_words(head)}. {consequence}",
        help=_called_remedy(dialect, loss, over_logits) if dialect is not None else None,
        confirm=_floor(output, head, loss, space) if over_logits else f"What shows: {outcome.sign}",
        related=related(output, spot),
        severity=_called_severity(head, loss, space, over_logits),
    )


def _averaged_maps(head: Head) -> bool:
    """Whether relu maps of a convolution are averaged over the image to scores, as Network in Network does."""
    return head.layer.startswith("Conv") and head.rank in (None, 2) and space_of(head) is Space.NONNEGATIVE


def _called_severity(head: Head, loss: LossUse, space: Space, over_logits: bool) -> Severity:
    """Where logits are read, a range without an upper end lets a cross-entropy between classes reach 0 all the same."""
    unbounded = space is Space.SQUASHED or head.activation in _NEVER_ZERO
    if not unbounded or not over_logits:
        return Severity.ERROR
    if loss.family is Family.CATEGORICAL:
        return Severity.NOTE
    return Severity.WARNING if lowest(head) is None else Severity.ERROR


def _called_remedy(dialect: Dialect, loss: LossUse, over_logits: bool) -> str:
    if over_logits:
        return "Remove the activation: the loss takes plain logits."
    applied = dialect.sigmoid if loss.family is Family.BERNOULLI else dialect.softmax
    fused = dialect.yes_no if loss.family is Family.BERNOULLI else dialect.by_number
    return f"Remove the activation and use {fused}, or apply {applied} in its place."


def _floor(output: Output, head: Head, loss: LossUse, space: Space) -> str | None:
    """The least loss that remains, where the range has one."""
    if space is Space.SYMMETRIC and loss.family is Family.CATEGORICAL:
        shown = class_count(output) or 10
        floor = math.log(1 + (shown - 1) / math.e**2)
        return f"The loss cannot fall below log(1 + (C-1)/e^2): {floor:.3f} for {shown} classes."
    if space is Space.SYMMETRIC:
        return "The loss cannot fall below 0.313."
    if space is Space.NONNEGATIVE and loss.family is Family.BERNOULLI:
        return "The loss cannot fall below 0.693 on negatives: no probability is under 0.5."
    if space is Space.SQUASHED and loss.family is Family.BERNOULLI and (low := lowest(head)) is not None:
        return f"The loss cannot fall below {negatives_floor(low):.3f} on negatives."
    if space is Space.NONNEGATIVE and head.activation not in _NEVER_ZERO:
        return (
            "The loss settles above 0, and some classes are never predicted (measured with 10: accuracy .86, not .96)."
        )
    return None


def _is_log(space: Space | None, expected: Space | None, loss: LossUse) -> bool:
    """Log-probabilities where probabilities are expected; as logits of exclusive classes they are right."""
    return space in _LOGARITHMS and (expected in PROBABILITIES or loss.family is Family.BERNOULLI)


def _spot(head: Head) -> Spot:
    return head.links[-1].spot if head.links else head.spot


def _severity(head: Head, loss: LossUse, space: Space, expected: Space) -> Severity:
    """An error wherever some answer is out of reach or has no gradient."""
    if is_open(head) and expected is Space.REAL:
        return Severity.NOTE
    if loss.family is Family.BERNOULLI and (expected is not Space.REAL or lowest(head) is not None):
        return Severity.ERROR
    if space is Space.NONNEGATIVE:
        return Severity.WARNING if head.activation in _NEVER_ZERO else Severity.ERROR
    if space is Space.SQUASHED and expected is Space.REAL:
        return Severity.WARNING
    return Severity.ERROR


def _consequence(head: Head, loss: LossUse, space: Space, expected: Space) -> str:
    if space in _LOGARITHMS:
        return _logarithm(loss, expected)
    if expected is Space.REAL and is_open(head):
        return "It is harmless: every logit can be reached, with a smaller slope below zero."
    if space is Space.NONNEGATIVE:
        return _nonnegative(head, loss, expected)
    if space is Space.SYMMETRIC:
        return _symmetric(loss, expected)
    if expected is Space.REAL:
        bent = "It bends the logits before the loss applies its own link, and cuts negative ones short"
        low = lowest(head) if loss.family is Family.BERNOULLI else None
        return f"{bent}." if low is None else f"{bent}: no answer gets surer than {1 / (1 + math.exp(low)):.0%} no."
    return "Its values leave (0, 1) on both sides: they are clipped there and lose their gradient."


def _logarithm(loss: LossUse, expected: Space) -> str:
    if expected is Space.REAL:
        return "Log-probabilities are never positive: read as logits of a yes or no, every yes stays below 0.5."
    if not loss.renormalises:
        return "Log-probabilities are negative: clipped into (0, 1), they carry next to no gradient."
    return "Divided by their sum, which is negative too, the likeliest class gets the smallest share."


def _symmetric(loss: LossUse, expected: Space) -> str:
    if expected is not Space.REAL:
        return "Its negative half is no probability: it is clipped, and about half of the gradient entries become zero."
    if loss.family is Family.BERNOULLI:
        return "Logits between -1 and 1 cannot become confident: the probability stays between 0.269 and 0.731."
    return "Logits between -1 and 1 cannot become confident: the odds of two classes stay below e^2, about 7.4 to 1."


def _nonnegative(head: Head, loss: LossUse, expected: Space) -> str:
    if head.activation in _NEVER_ZERO:
        if expected is Space.REAL and loss.family is Family.BERNOULLI:
            return "Its logits are never negative, so no probability is under 0.5: the answer no is out of reach."
        if expected is Space.REAL:
            return "Its logits are never negative, which the loss does not ask for."
        return (
            "Its values exceed 1: what trains is a rescaled or clipped version, and predict() returns no probabilities."
        )
    if expected is Space.REAL:
        return "A class whose unit is negative for all samples gets logit 0 and no gradient: it is dead."
    if loss.family is Family.CATEGORICAL:
        if Encoding.INDEX in loss.labels:
            return "A row of zeros gives NaN where the engine divides by the sum (torch, jax), dead classes elsewhere."
        return "The loss divides by the sum of the row: the first row of zeros gives NaN."
    return "Zeros and values above 1 are clipped: about 74 % of the gradient entries are zero."


def _sign(head: Head, loss: LossUse, space: Space, expected: Space) -> str | None:
    """What was measured of relu and tanh where probabilities are expected."""
    if expected is Space.REAL:
        low = lowest(head) if loss.family is Family.BERNOULLI else None
        return None if low is None else f"The loss cannot fall below {negatives_floor(low):.3f} on negatives."
    if space is Space.SYMMETRIC and loss.family is Family.CATEGORICAL:
        return "The loss rises from the first epoch: measured with 10 classes, at an accuracy of 0.14 to 0.3."
    if space is Space.SYMMETRIC:
        return "The loss rises instead of falling: measured, from 4.1 to 8.6."
    if space is Space.NONNEGATIVE and head.activation not in _NEVER_ZERO and loss.family is Family.CATEGORICAL:
        return "The loss turns into NaN." if Encoding.INDEX not in loss.labels else None
    return None


def _remedy(loss: LossUse, space: Space, expected: Space) -> str:
    link = "sigmoid" if loss.family is Family.BERNOULLI else "softmax"
    if space in _LOGARITHMS and expected is Space.REAL:
        return "Remove the activation: the loss takes plain logits."
    if space in _LOGARITHMS:
        return (
            f"Use activation='{link}' instead, or pass from_logits=True: the loss can read log-probabilities as logits."
        )
    if expected is Space.REAL:
        return "Remove the activation: the loss takes plain logits."
    switch = " or remove it and pass from_logits=True to the loss" if loss.from_logits is not None else ""
    return f"Use activation='{link}' instead{',' + switch if switch else ''}."


RULE = Rule(
    code="LG108",
    name="squashed-logits",
    severity=Severity.ERROR,
    since="0.1",
    summary="The last activation (relu, tanh ...) is no link of the classification loss.",
    why="Cross-entropy reads probabilities or plain logits. A relu in between cuts off negative logits: classes "
    "die, and Keras' categorical loss turns into NaN at the first row of zeros. A tanh keeps logits between -1 and "
    "1, too small to become confident, or hands negative numbers to a logarithm. LSTM and GRU end in tanh unless "
    "told otherwise.",
    remedy="Softmax for exclusive classes, sigmoid for independent answers, or no activation and from_logits=True.",
    bad="""\
import numpy as np
import keras
from keras import layers

x = np.random.rand(200, 20)
y = keras.utils.to_categorical(np.random.randint(0, 3, size=200), num_classes=3)
model = keras.Sequential([
    keras.Input(shape=(20,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(3, activation="relu"),
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
    layers.Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit(x, y, epochs=2)
""",
    needs=("head.space", "loss.expects"),
    sources=("measured: relu and tanh heads on TF 1.4 to 2.15 and Keras 2 to 3.15",),
    yields_to=("LG106", "LG107", "LG114", "LG208", "LG402"),
    signature="The loss turns into NaN (relu), or rises from the first epoch (tanh).",
    check=check,
)
