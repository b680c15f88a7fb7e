"""LG111: softmax runs over another axis than that of the classes."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.called_refusals import CALLED
from lossguard.rules.reading import head_of, loss_of
from lossguard.rules.rule import Rule
from lossguard.rules.wording import head_words, related
from lossguard.setups import Head, Known, Link, LossUse, Output, TrainingSetup
from lossguard.vocabulary import Family, Severity, Space

_NORMALISED = (Space.SIMPLEX, Space.LOG_SIMPLEX)
_OF_CLASSES = (Family.CATEGORICAL, Family.BERNOULLI, Family.DIVERGENCE, Family.OVERLAP, Family.SEQUENCE)
_OVER_LAST_AXIS = (Family.CATEGORICAL, Family.DIVERGENCE, Family.SEQUENCE)  # losses that sum over the last axis

_STEPS = 3  # rank of (batch, steps, classes)


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    head, loss = head_of(output), loss_of(output)
    if head is None or loss is None or head.embedding_like or head.scrambled:
        return
    link = head.links[-1] if head.links else None
    if link is None or link.space not in _NORMALISED:
        return
    if loss.family not in _OF_CLASSES and not (link.axis == 0 and (head.rank or 0) > 1):
        return
    if link.implicit:
        yield _implicit(output, head, link)
        return
    if setup.engine.code in CALLED and loss.class_axis != -1:
        yield from _first_axis(output, head, loss, link)
        return
    if (axis := _axis(head, link)) is None:
        return
    message = _message(head, loss, link, axis)
    if message is None:
        return
    yield Diagnosis(
        spot=link.spot,
        message=message,
        help="Use axis=-1, which is the default.",
        confirm="predict() on a single sample returns 1.0 for every class." if axis == 0 else None,
        related=related(output, link.spot),
    )


def _implicit(output: Output, head: Head, link: Link) -> Diagnosis:
    """No axis is given: the framework picks axis 0 for outputs of rank 1 and 3, axis 1 for others, and warns of it."""
    over_batch = head.rank == _STEPS
    message = f"{link.name} is given no axis, so that one is picked by the rank: "
    if over_batch:
        message += "for (batch, steps, classes) that is axis 0, the samples of the batch."
    else:
        message += "axis 1 for (batch, classes), but axis 0, the batch, for outputs with steps."
    return Diagnosis(
        spot=link.spot,
        message=message,
        help="Give the axis: dim=-1." if over_batch else "Give the axis: dim=1.",
        confirm="UserWarning: Implicit dimension choice for softmax has been deprecated.",
        related=related(output, link.spot),
        severity=Severity.ERROR if over_batch else Severity.WARNING,
    )


def _first_axis(output: Output, head: Head, loss: LossUse, link: Link) -> Iterator[Diagnosis]:
    """A loss that reads the classes along axis 1, whatever follows; images have theirs there, steps must be moved."""
    axis, rank = link.axis, head.rank
    if axis is None or axis == loss.class_axis:
        return
    if axis == 0:
        unsure = rank is None and not _batched(output)
        if rank == 1:
            return  # the scores of a single sample
        yield _wrong(output, link, _over_batch(link), "Use dim=1, the classes.", unsure=unsure)
    elif head.layer.startswith("Conv") and rank is not None and rank > _STEPS and axis % rank != loss.class_axis:
        message = (
            f"{link.name} runs over axis {axis} of {rank}, the positions of the image, but {loss.name} reads the "
            "classes along axis 1: they do not sum to 1."
        )
        yield _wrong(output, link, message, "Use dim=1, the channels.")


def _batched(output: Output) -> bool:
    """Whether the labels tell that there is an axis of samples."""
    return isinstance(output.labels, Known) and (output.labels.value.rank or 0) >= 1


def _wrong(output: Output, link: Link, message: str, remedy: str, *, unsure: bool = False) -> Diagnosis:
    confirm = "The model called on a single sample returns 1.0 for every class." if link.axis == 0 else None
    return Diagnosis(
        spot=link.spot,
        message=message,
        help=remedy,
        confirm=confirm,
        related=related(output, link.spot),
        may_be_wrong=unsure,
    )


def _over_batch(link: Link) -> str:
    return (
        f"{link.name} runs over axis {link.axis}, the samples of the batch: each class is shared out among the "
        "samples, and what one sample gets depends on the others."
    )


def _axis(head: Head, link: Link) -> int | None:
    """The axis counted from 0, the batch axis; None where it is the last one or cannot be told."""
    if link.axis is None or link.axis == -1:
        return None
    if link.axis == 0:
        return 0
    if head.rank is None:
        return None
    axis = link.axis if link.axis > 0 else head.rank + link.axis
    return None if axis == head.rank - 1 else axis


def _message(head: Head, loss: LossUse, link: Link, axis: int) -> str | None:
    if axis == 0:
        return _over_batch(link)
    if loss.family not in _OVER_LAST_AXIS or "axis" in loss.written:
        return None
    return (
        f"{link.name} runs over axis {link.axis} of {head.rank}, but {loss.name} reads the classes along the last "
        f"axis: there the values of the head ({head_words(head)}) do not sum to 1."
    )


RULE = Rule(
    code="LG111",
    name="softmax-over-wrong-axis",
    severity=Severity.ERROR,
    since="0.1",
    summary="Softmax over the batch axis, or over another axis than the loss reads.",
    why="Softmax shares out 1 among the entries of one axis. Over axis 0 these are the samples of the batch: a "
    "prediction then depends on its neighbours, and a single sample gets 1.0 for every class. Over a step or pixel "
    "axis the classes that the loss compares do not sum to 1. Shapes are the same, so nothing is reported.",
    remedy="Softmax over the class axis, in Keras the last: axis=-1, the default.",
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
    layers.Softmax(axis=0),
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
    layers.Softmax(axis=-1),
])
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit(x, y, epochs=2)
""",
    needs=("head", "loss"),
    sources=("keras.io/api/layers/activation_layers/softmax",),
    signature="predict() on a single sample returns 1.0 for every class.",
    yields_to=("LG402",),
    check=check,
)
