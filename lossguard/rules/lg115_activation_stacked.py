"""LG115: the head applies two squashing activations in a row."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from lossguard.findings import Diagnosis
from lossguard.rules.reading import class_count, head_of, softmax_floor
from lossguard.rules.rule import Rule
from lossguard.rules.wording import related
from lossguard.setups import Head, Link, Output, TrainingSetup
from lossguard.vocabulary import Severity, Space

_SQUASHED = (Space.SIMPLEX, Space.UNIT, Space.SYMMETRIC)
_WIDTH_OF = {Space.SIMPLEX: 1.0, Space.UNIT: 1.0, Space.SYMMETRIC: 2.0}  # of the range that the second one reads


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    head = head_of(output)
    if head is None or head.embedding_like:
        return
    pair = _stacked(head)
    if pair is None:
        return
    first, second = pair
    yield Diagnosis(
        spot=second.spot,
        message=f"The head applies {first.name} and then {second.name}: {second.name} of {first.name}. "
        + _consequence(first, second, class_count(output)),
        help=_remedy(first, second),
        confirm=_sign(first, second, class_count(output)),
        related=((first.spot, f"the first activation: {first.name}"), *related(output, second.spot, head=False)),
    )


def _stacked(head: Head) -> tuple[Link, Link] | None:
    """The last two neighbours of which the second squashes what the first has squashed."""
    found = None
    for first, second in pairwise(head.links):
        again = second.space in _SQUASHED or second.name == "log_softmax"
        if first.space in _SQUASHED and again:
            found = first, second
    return found


def _consequence(first: Link, second: Link, classes: int | None) -> str:
    reach = _WIDTH_OF[first.space]
    if second.space is Space.SIMPLEX:
        if classes is None or classes < 2:
            return "The classes can hardly be told apart any more, and the gradient is flat."
        best = 1 / (1 + (classes - 1) * math.exp(-reach))
        return f"No class of {classes} can get more than {best:.3f}, and the gradient is flat."
    if second.space is Space.UNIT:
        low = 0.5 if first.space is not Space.SYMMETRIC else 1 / (1 + math.e)
        return f"Its values lie between {low:.3f} and 0.731 whatever the model learns, and the gradient is flat."
    return "What the second one adds is a bent scale and a flat gradient."


def _remedy(first: Link, second: Link) -> str:
    if first.space is Space.SYMMETRIC:  # a recurrent layer ends in tanh, and cannot well do without
        return f"Put a layer without activation between the {first.name} and the {second.name}, or remove one of them."
    if first.name == second.name:
        return f"Remove one of the two: {second.name} is applied once."
    return f"Remove one of the two, the {first.name} or the {second.name}."


def _sign(first: Link, second: Link, classes: int | None) -> str | None:
    if second.space is Space.SIMPLEX and first.space is not Space.SYMMETRIC and classes is not None and classes > 1:
        return f"Cross-entropy cannot fall below {softmax_floor(classes):.3f} with {classes} classes."
    return None


RULE = Rule(
    code="LG115",
    name="activation-stacked",
    severity=Severity.WARNING,
    since="0.1",
    summary="Softmax or sigmoid over values that softmax, sigmoid or tanh has squashed before.",
    why="A second squashing activation reads values that lie within 1 of each other, so it can never become "
    "confident: softmax of softmax gives no class of 10 more than 0.232, sigmoid of sigmoid stays between 0.5 and "
    "0.731. It trains, slowly, and the loss has a floor.",
    remedy="One activation on the last layer, the link of the loss.",
    bad="""\
import numpy as np
import keras
from keras import layers

x = np.random.rand(200, 20)
y = keras.utils.to_categorical(np.random.randint(0, 10, size=200), num_classes=10)
model = keras.Sequential([
    keras.Input(shape=(20,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(10, activation="softmax"),
    layers.Activation("softmax"),
])
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit(x, y, epochs=2)
""",
    good="""\
import numpy as np
import keras
from keras import layers

x = np.random.rand(200, 20)
y = keras.utils.to_categorical(np.random.randint(0, 10, size=200), num_classes=10)
model = keras.Sequential([
    keras.Input(shape=(20,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(10),
    layers.Activation("softmax"),
])
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit(x, y, epochs=2)
""",
    needs=("head",),
    sources=("arithmetic: 1 / (1 + 9/e) = 0.232, 1 / (1 + 1/e) = 0.731",),
    signature="Cross-entropy cannot fall below log(1 + (C-1)/e), 1.461 for 10 classes.",
    yields_to=("LG402",),
    check=check,
)
