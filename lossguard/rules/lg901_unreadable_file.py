"""LG901: a file, or a notebook cell, that cannot be read or parsed; the source stage reports it."""

from __future__ import annotations

from lossguard.rules.rule import Rule
from lossguard.vocabulary import Severity

RULE = Rule(
    code="LG901",
    name="unreadable-file",
    severity=Severity.ERROR,
    since="0.1",
    summary="a file cannot be read, decoded or parsed as Python 3, so nothing in it was checked",
    why=(
        "The file is missing, not readable, in an encoding it does not declare, or not Python 3: print statements "
        "and backquotes of Python 2 are the usual reason. In a notebook only the broken cell is left out. Nothing "
        "else is lost: the other files are checked."
    ),
    remedy="Repair the line named in the message, convert Python 2 files, or exclude the file.",
    bad="""\
import numpy as np
from keras.layers import Dense
from keras.models import Sequential

x = np.random.rand(60, 8)
y = np.random.randint(0, 2, 60)
model = Sequential()
model.add(Dense(1, activation="sigmoid", input_shape=(8,)))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y)
print "done"
""",
    good="""\
import numpy as np
from keras.layers import Dense
from keras.models import Sequential

x = np.random.rand(60, 8)
y = np.random.randint(0, 2, 60)
model = Sequential()
model.add(Dense(1, activation="sigmoid", input_shape=(8,)))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y)
print("done")
""",
)
