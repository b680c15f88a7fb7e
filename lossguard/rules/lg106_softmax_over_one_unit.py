"""LG106: softmax over a single unit, which is the constant 1."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.called_refusals import CALLED
from lossguard.rules.dialect import dialect_of
from lossguard.rules.reading import finds_logits, head_of, is_one_unit, loss_of, space_of
from lossguard.rules.rule import Rule
from lossguard.rules.wording import engine_words, head_words, related
from lossguard.setups import Head, Known, LossUse, Output, TrainingSetup
from lossguard.vocabulary import Family, Severity, Space

_CONSTANT = (Space.SIMPLEX, Space.LOG_SIMPLEX)  # over one unit: 1.0, and its logarithm


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    head, loss = head_of(output), loss_of(output)
    if head is None or not is_one_unit(head) or space_of(head) not in _CONSTANT or head.embedding_like:
        return
    told = _over_last_axis(head, loss)
    if told is False:
        return
    called = setup.engine.code in CALLED
    message, sign = _called_consequence(loss) if called else _consequence(setup, head, loss)
    yield Diagnosis(
        spot=head.spot,
        message=f"{head_words(head)} is {_constant(head)} for every input: one number divided by itself. {message}",
        help=_remedy(setup),
        confirm=sign,
        related=related(output, head.spot),
        may_be_wrong=told is None,
    )


def _constant(head: Head) -> str:
    return "1.0" if space_of(head) is Space.SIMPLEX else "0.0, the logarithm of 1,"


def _remedy(setup: TrainingSetup) -> str:
    if (dialect := dialect_of(setup.engine)) is not None:
        return f"Two classes: {dialect.yes_no_head()}, or {dialect.classes_head(2)}."
    return (
        "Two classes: one unit with activation='sigmoid' and binary_crossentropy, or two units with softmax and a "
        "categorical loss."
    )


def _called_consequence(loss: LossUse | None) -> tuple[str, str]:
    """The same where the program calls the loss itself."""
    constant = "The loss does not move from the first step on"
    if loss is not None and loss.family is Family.CATEGORICAL:
        return "Cross-entropy over one class is 0 whatever the labels say: nothing is learnt.", f"{constant}: it is 0."
    if loss is not None and loss.family is Family.BERNOULLI:
        over = isinstance(loss.expects, Known) and loss.expects.value is Space.REAL
        shown = "0.813 for balanced labels" if over else "100 times the share of zeros among the labels"
        return "No gradient passes: the model never learns.", f"{constant}: it is {shown}."
    return "No gradient passes: the model never learns.", f"{constant}."


def _over_last_axis(head: Head, loss: LossUse | None) -> bool | None:
    """Whether it runs over the one unit; None where the axis that is meant to be the classes may be the steps."""
    link = next((link for link in reversed(head.links) if link.space in _CONSTANT), None)
    if link is None or link.axis is None or link.axis == -1:
        return True
    if head.rank is None and loss is not None and link.axis == 1:
        return None
    return head.rank is not None and link.axis == head.rank - 1


def _consequence(setup: TrainingSetup, head: Head, loss: LossUse | None) -> tuple[str, str]:
    """What it does to training, and how that shows in the log."""
    if loss is not None and loss.family is Family.BERNOULLI and finds_logits(head, loss):
        return (
            f"{engine_words(setup.engine)} trains a sigmoid on the logit behind it, so the loss falls as if all "
            "were well, while the model predicts class 1 for everything.",
            "predict() returns 1.0 for every sample and accuracy stays at the share of class 1, although the loss "
            "falls.",
        )
    if loss is not None and loss.family is Family.CATEGORICAL:
        return (
            "Cross-entropy over one class is 0 whatever the labels say: nothing is learnt.",
            "The loss is 0.0 from the first step, or fit() refuses the shapes.",
        )
    if loss is None:
        return (
            "The model predicts class 1 for everything, and a loss on this output has no gradient.",
            "predict() returns 1.0 for every sample.",
        )
    return (
        "No gradient passes: the model never learns.",
        "The loss does not move from the first epoch on, and predict() returns 1.0 for every sample.",
    )


RULE = Rule(
    code="LG106",
    name="softmax-over-one-unit",
    severity=Severity.ERROR,
    since="0.1",
    summary="Softmax over one unit always returns 1.",
    why="Softmax divides by the sum over the units; with one unit that is 1.0 for every input. No gradient passes, "
    "the loss is frozen. Worse, Keras on the TensorFlow backend (2.4 and later) trains a sigmoid on the logit "
    "behind it under binary cross-entropy: a perfect loss curve, while predict() says 1.0 for everything.",
    remedy="Two classes: one sigmoid unit with binary_crossentropy and 0/1 labels, or two softmax units with a "
    "categorical loss.",
    bad="""\
import numpy as np
import keras
from keras import layers

x = np.random.rand(200, 20)
y = np.random.randint(0, 2, size=200)
model = keras.Sequential([
    keras.Input(shape=(20,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(1, activation="softmax"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=2)
""",
    good="""\
import numpy as np
import keras
from keras import layers

x = np.random.rand(200, 20)
y = np.random.randint(0, 2, size=200)
model = keras.Sequential([
    keras.Input(shape=(20,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2)
""",
    needs=("head.space", "head.width"),
    sources=("measured: one softmax unit on Keras 2.2 to 3.15", "Keras 3.1 and later warn of it at run time"),
    signature="predict() returns 1.0 for every sample; accuracy is the share of class 1.",
    yields_to=("LG402",),
    check=check,
)
