"""LG110: the head cannot reach targets that are known to lie outside its range."""

from __future__ import annotations

import math
from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.ranges import lowest
from lossguard.rules.reading import head_of, labels_of, loss_of, made_elsewhere, space_of
from lossguard.rules.rule import Rule
from lossguard.rules.wording import head_words, labels_words, related
from lossguard.setups import Head, Known, Labels, Output, TrainingSetup
from lossguard.vocabulary import Encoding, Family, Severity, Space

_RANGES = {
    Space.SIMPLEX: (0.0, 1.0),
    Space.UNIT: (0.0, 1.0),
    Space.SYMMETRIC: (-1.0, 1.0),
    Space.NONNEGATIVE: (0.0, math.inf),
    Space.LOG_SIMPLEX: (-math.inf, 0.0),
    Space.LOG_UNIT: (-math.inf, 0.0),
}


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    head, loss, labels = head_of(output), loss_of(output), labels_of(output)
    if head is None or loss is None or labels is None or loss.family is not Family.REGRESSION:
        return
    reach = _range(head)
    if reach is None or head.embedding_like or made_elsewhere(labels):
        return
    beyond = _beyond(labels, *reach)
    if beyond is None:
        return
    spot = head.links[-1].spot if head.links else head.spot
    yield Diagnosis(
        spot=spot,
        message=f"The head is {head_words(head)} and stays {_range_words(*reach)}, but the targets "
        f"({labels_words(labels)}) reach {beyond:g}: the model can never predict them.",
        help="Remove the activation of the last layer, or bring the targets into its range before training and "
        "back after.",
        confirm="The loss stops falling early and high, with predictions stuck at the edge of the range.",
        related=related(output, spot, labels=True),
        severity=Severity.ERROR if _is_sign(labels) else None,
    )


def _is_sign(labels: Labels) -> bool:
    """Whether every answer "no" lies outside: the targets are -1 and +1."""
    return isinstance(labels.encoding, Known) and labels.encoding.value is Encoding.SIGN


def _beyond(labels: Labels, low: float, high: float) -> float | None:
    """The target farthest out, None where all that is known lies within the range."""
    if labels.high is not None and labels.high > high:
        return labels.high
    if labels.low is not None and labels.low < low:
        return labels.low
    return None


def _range(head: Head) -> tuple[float, float] | None:
    """The least and the largest value of the head, None where it is open on both sides or not known."""
    space, low = space_of(head), lowest(head)
    if space is Space.SQUASHED and low is not None:
        return low, math.inf
    return _RANGES.get(space) if space is not None else None


def _range_words(low: float, high: float) -> str:
    if low == -math.inf:
        return f"at {high:g} or below"
    return f"between {low:g} and {high:g}" if high < math.inf else f"at {low:g} or above"


RULE = Rule(
    code="LG110",
    name="bounded-head-for-unbounded-target",
    severity=Severity.WARNING,
    since="0.1",
    summary="A sigmoid, tanh or relu head for regression targets that lie outside its range.",
    why="Sigmoid stays between 0 and 1, tanh between -1 and 1, relu at 0 or above. Targets beyond that can never "
    "be predicted: the output saturates at the edge, where its gradient vanishes, and the loss stays high.",
    remedy="No activation on the last layer of a regression, or targets scaled into its range.",
    bad="""\
import numpy as np
import keras
from keras import layers

x = np.random.rand(200, 20)
y = np.random.uniform(100, 500, size=(200, 1))
model = keras.Sequential([
    keras.Input(shape=(20,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=2)
""",
    good="""\
import numpy as np
import keras
from keras import layers

x = np.random.rand(200, 20)
y = np.random.uniform(100, 500, size=(200, 1))
model = keras.Sequential([
    keras.Input(shape=(20,)),
    layers.Dense(32, activation="relu"),
    layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=2)
""",
    needs=("head.space", "loss", "labels"),
    sources=("keras.io/api/layers/activations: ranges",),
    yields_to=("LG106", "LG109", "LG402"),
    signature="The loss stops falling early and high; predictions stick at the edge of the range.",
    check=check,
)
