"""LG405: a model of several outputs whose losses or metrics do not go with them one to one."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.rule import Rule
from lossguard.rules.wording import engine_words
from lossguard.setups import Output, TrainingSetup
from lossguard.vocabulary import Severity


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """The pairing problems of the set-up, each at the argument that does not pair."""
    for problem in setup.problems:
        if problem.kind != "pairing":
            continue
        but = problem.detail or "the model's outputs are others"
        yield Diagnosis(
            spot=problem.spot,
            message=(
                f"{problem.name} given, but {but}: {engine_words(setup.engine)} pairs them by position or name, and "
                "stops with an error or leaves some out without a word."
            ),
            help=problem.suggestion
            or "Give one entry for each output: a list in the order of the outputs, or a dict by name.",
        )


RULE = Rule(
    code="LG405",
    name="outputs-and-losses-do-not-pair",
    severity=Severity.ERROR,
    since="0.1",
    summary="losses or metrics in a list or dict do not pair with the model's outputs",
    why=(
        "With several outputs compile() pairs losses and metrics with them by position or by name. A list of another "
        "length, or a name that no output has, stops with an error in some versions; in others the surplus is "
        "dropped without a word: two losses for one output train on the first alone. Keras 3 also pairs a flat "
        "metrics list with the outputs one by one, where earlier versions gave the whole list to each."
    ),
    remedy=(
        "Give as many losses as outputs, in their order, or a dict with the names of the output layers; the same for "
        "metrics, as a list of lists or a dict."
    ),
    signature="ValueError about the number of losses or keys, or an output whose loss stays 0.0 in the log.",
    sources=("keras 3.15, measured; tf.keras of TF 2.2 to 2.15",),
    per_setup=True,
    bad="""\
import keras
import numpy as np

inputs = keras.Input((8,))
x = keras.layers.Dense(16, activation="relu")(inputs)
kind = keras.layers.Dense(3, activation="softmax", name="kind")(x)
price = keras.layers.Dense(1, name="price")(x)
model = keras.Model(inputs, [kind, price])
model.compile(
    optimizer="adam",
    loss=["sparse_categorical_crossentropy", "mse", "mse"],
)
model.fit(np.random.rand(60, 8), [np.random.randint(0, 3, 60), np.random.rand(60, 1)])
""",
    good="""\
import keras
import numpy as np

inputs = keras.Input((8,))
x = keras.layers.Dense(16, activation="relu")(inputs)
kind = keras.layers.Dense(3, activation="softmax", name="kind")(x)
price = keras.layers.Dense(1, name="price")(x)
model = keras.Model(inputs, [kind, price])
model.compile(
    optimizer="adam",
    loss=["sparse_categorical_crossentropy", "mse"],
)
model.fit(np.random.rand(60, 8), [np.random.randint(0, 3, 60), np.random.rand(60, 1)])
""",
    check=check,
)
