"""LG903: a suppression or a setting names a code that does not exist; the suppression stage reports it."""

from __future__ import annotations

from lossguard.rules.rule import Rule
from lossguard.vocabulary import Severity

RULE = Rule(
    code="LG903",
    name="unknown-code",
    severity=Severity.WARNING,
    since="0.1",
    summary="a suppression or a setting names a code that lossguard does not have",
    why="A mistyped code suppresses or selects nothing, so the finding it was meant for stays, or the rule stays off.",
    remedy="Write an existing code; `lossguard rule` lists them all.",
    bad="""\
import numpy as np
from tensorflow import keras

x = np.random.rand(60, 8)
y = np.random.randint(0, 2, 60)
model = keras.Sequential([
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])  # lossguard: ignore[LG999]
model.fit(x, y, epochs=1)
""",
    good="""\
import numpy as np
from tensorflow import keras

x = np.random.rand(60, 8)
y = np.random.randint(0, 2, 60)
model = keras.Sequential([
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=1)
""",
)
