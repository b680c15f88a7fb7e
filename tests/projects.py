"""Small projects that tests write, and the wrong programs in them."""

from __future__ import annotations

from pathlib import Path

# LG104 at the loss: ten exclusive classes, and a loss for yes/no answers.
IMPORTS = "from keras.models import Sequential\nfrom keras.layers import Dense\n"
HEAD = 'model.add(Dense(10, activation="softmax", input_dim=20))\n'
LOSS = 'model.compile(loss="binary_crossentropy", optimizer="adam")\n'
BAD = f"{IMPORTS}model = Sequential()\n{HEAD}{LOSS}"
# LG106 at the head: softmax over one unit.
ONE_UNIT = """\
from keras import Sequential
from keras.layers import Dense

model = Sequential([Dense(32, activation="relu"), Dense(1, activation="softmax")])
model.compile(loss="binary_crossentropy", optimizer="adam")
"""


def write(name: str, text: str = "") -> str:
    """Write a file of the working folder, with the folders it lies in; its name."""
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
    return name


def write_empty(*names: str) -> None:
    """Write files with nothing in them."""
    for name in names:
        write(name)
