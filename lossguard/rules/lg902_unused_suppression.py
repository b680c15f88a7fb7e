"""LG902: a suppression comment that suppresses nothing; the suppression stage reports it."""

from __future__ import annotations

from lossguard.rules.rule import Rule
from lossguard.vocabulary import Severity

RULE = Rule(
    code="LG902",
    name="unused-suppression",
    severity=Severity.NOTE,
    since="0.1",
    summary="a suppression comment names a code that is not reported there",
    why=(
        "The line was repaired, or the comment slipped to another line in an edit. A comment that stays behind hides "
        "the next, real finding at its place."
    ),
    remedy="Delete the comment, or the code in it that is not reported.",
    bad="""\
import numpy as np
from tensorflow import keras

x = np.random.rand(60, 8)
y = np.random.randint(0, 2, 60)
model = keras.Sequential([
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])  # lossguard: ignore[LG104]
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
