"""LG107: cross-entropy between classes over a single unit, which is the constant 0."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.called_refusals import CALLED, one_unit_outcome
from lossguard.rules.dialect import dialect_of
from lossguard.rules.reading import head_of, is_flat, is_one_unit, loss_of
from lossguard.rules.rule import Rule
from lossguard.rules.wording import head_words, related
from lossguard.setups import Head, LossUse, Output, TrainingSetup
from lossguard.vocabulary import Encoding, Family, Severity

_BETWEEN_CLASSES = (Family.CATEGORICAL, Family.DIVERGENCE)


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    head, loss = head_of(output), loss_of(output)
    if head is None or loss is None or not _is_between_classes(loss) or head.embedding_like:
        return
    flat = setup.engine.code in CALLED and is_flat(head) and loss.family in (Family.CATEGORICAL, Family.MARGIN)
    if not (is_one_unit(head) or flat) or _moved_axis(head, loss):
        return
    if loss.family is Family.DIVERGENCE:
        yield _divergence(setup, output, head, loss)
        return
    if setup.engine.code in CALLED:
        yield _called(setup, output, head, loss)
        return
    sparse = Encoding.INDEX in loss.labels
    yield Diagnosis(
        spot=loss.spot,
        message=f"{loss.name} compares classes, but the head is {head_words(head)}: over one class the loss is 0 "
        f"whatever the labels say. {_consequence(loss)}",
        help=_remedy(loss),
        confirm="The first batch with a label of 1 stops with an index out of range, or the loss is 0.0 from the "
        "first step."
        if sparse
        else "The loss is 0.0 from the first step.",
        related=related(output, loss.spot),
    )


def _is_between_classes(loss: LossUse) -> bool:
    """A margin is one where it reads class numbers alone: rows can hold a single yes or no."""
    numbers = Encoding.INDEX in loss.labels and set(loss.labels) <= {Encoding.INDEX, Encoding.BINARY}
    return loss.family in _BETWEEN_CLASSES or (loss.family is Family.MARGIN and numbers)


def _divergence(setup: TrainingSetup, output: Output, head: Head, loss: LossUse) -> Diagnosis:
    dialect = dialect_of(setup.engine)
    return Diagnosis(
        spot=loss.spot,
        message=f"{loss.name} compares two distributions over classes, but the head is {head_words(head)}: over one "
        "class the only distribution is 1. Labels of 0 pull at nothing, so the unit is pushed up for every sample.",
        help=f"Two classes: {dialect.yes_no_head()}, or {dialect.classes_head(2)}." if dialect else _remedy(loss),
        related=related(output, loss.spot),
    )


def _called(setup: TrainingSetup, output: Output, head: Head, loss: LossUse) -> Diagnosis:
    """The diagnosis where the program calls the loss itself."""
    outcome = one_unit_outcome(setup.engine, loss)
    message = (
        f"{loss.name} compares classes, but the head is {head_words(head)}: over one class the loss is 0 whatever the "
        f"labels say. {outcome.happens}."
    )
    if head.rank == 1 and loss.class_axis != -1:
        over_batch = "" if loss.family is Family.MARGIN else ", and the softmax runs over the batch"
        message = (
            f"{loss.name} compares classes, but the head is {head_words(head)}, squeezed to (n,): the samples of the "
            f"batch are taken for the classes of one sample{over_batch}."
        )
    dialect = dialect_of(setup.engine)
    return Diagnosis(
        spot=loss.spot,
        message=message,
        help=f"Two classes: {dialect.yes_no_head()}, or {dialect.classes_head(2)}." if dialect is not None else None,
        confirm=None if head.rank == 1 else f"What shows: {outcome.sign}.",
        related=related(output, loss.spot),
    )


def _moved_axis(head: Head, loss: LossUse) -> bool:
    """Whether the classes may lie along another axis than the last: softmax over steps, as in pointer networks."""
    flat = (-1, loss.class_axis) if head.rank == 2 else (-1, (head.rank or 0) - 1)
    return any(link.axis is not None and link.axis not in flat for link in head.links)


def _consequence(loss: LossUse) -> str:
    if Encoding.INDEX in loss.labels:
        return "Class 1 lies outside the head: most engines stop with an error there, jax goes on in silence."
    return "Nothing can be learnt from it; Keras before TF 2.2 refuses the shapes instead."


def _remedy(loss: LossUse) -> str:
    several = "sparse_categorical_crossentropy" if Encoding.INDEX in loss.labels else "categorical_crossentropy"
    return (
        "Two classes: binary_crossentropy with activation='sigmoid' on the one unit. More: one softmax unit for "
        f"each class and {several}."
    )


RULE = Rule(
    code="LG107",
    name="categorical-loss-on-one-unit",
    severity=Severity.ERROR,
    since="0.1",
    summary="Categorical cross-entropy over one unit is always 0.",
    why="Categorical cross-entropy asks which of several classes is the true one. With a single unit there is "
    "nothing to choose: the loss is 0.0 from the first step and the weights stay or drift. Integer labels of 1 lie "
    "outside the head and stop most engines with an index error, but not jax. Before TF 2.2 Keras refused the "
    "shapes.",
    remedy="Two classes: one sigmoid unit with binary_crossentropy. More: one softmax unit for each class.",
    bad="""\
import numpy as np
import keras
from keras import layers

x = np.random.rand(200, 20)
y = np.random.randint(0, 2, size=(200, 1))
model = keras.Sequential([
    keras.Input(shape=(20,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit(x, y, epochs=2)
""",
    good="""\
import numpy as np
import keras
from keras import layers

x = np.random.rand(200, 20)
y = np.random.randint(0, 2, size=(200, 1))
model = keras.Sequential([
    keras.Input(shape=(20,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2)
""",
    needs=("head", "loss"),
    sources=("measured: shapes and encodings on Keras 2.2 to 3.15",),
    yields_to=("LG106", "LG114", "LG402"),
    signature="The loss is 0.0 from the first step.",
    check=check,
)
