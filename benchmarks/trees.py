"""Trees of Python files to measure on, built the same way every time."""

from __future__ import annotations

from pathlib import Path

_HEAD = '''"""Trains model {n}."""
import argparse
import os

import numpy as np
from tensorflow import keras
from tensorflow.keras import layers
from tensorflow.keras.utils import to_categorical

CLASSES = {classes}


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default={n})
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--rate", type=float, default=1e-3)
    return parser.parse_args()


def build(width):
    model = keras.Sequential()
    model.add(keras.Input((28, 28, 1)))
    for filters in (16, 32, 64):
        model.add(layers.Conv2D(filters, 3, activation="relu"))
        model.add(layers.MaxPooling2D())
    model.add(layers.Flatten())
    model.add(layers.Dense(width, activation="relu"))
    model.add(layers.Dense(CLASSES, activation="softmax"))
    return model


def main():
    args = parse()
    (x, y), (x_test, y_test) = keras.datasets.mnist.load_data()
    x, x_test = x[..., None] / 255.0, x_test[..., None] / 255.0
    y, y_test = to_categorical(y, CLASSES), to_categorical(y_test, CLASSES)
    model = build(128)
    model.compile(optimizer=keras.optimizers.Adam(args.rate), loss="{loss}", metrics=["accuracy"])
    model.fit(x, y, batch_size=args.batch_size, epochs=args.epochs, validation_data=(x_test, y_test))
    print(model.evaluate(x_test, y_test))


'''
_TORCH = '''"""Trains net {n}."""
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


class Net(nn.Module):
    def __init__(self, classes={classes}):
        super().__init__()
        self.conv = nn.Conv2d(1, 32, 3)
        self.drop = nn.Dropout(0.{n})
        self.out = nn.Linear(5408, classes)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv(x)), 2)
        return {head}


def train(model, loader, optimizer, criterion, device):
    model.train()
    total = 0.0
    for data, target in loader:
        data, target = data.to(device), target.to(device)
        optimizer.zero_grad()
        loss = criterion(model(data), target)
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total / len(loader)


def main():
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    loader = DataLoader(datasets.MNIST("data", transform=transforms.ToTensor()), batch_size=64, shuffle=True)
    model = Net().to(device)
    optimizer = torch.optim.Adam(model.parameters())
    for epoch in range({n}):
        print(epoch, train(model, loader, optimizer, nn.CrossEntropyLoss(), device))


'''
_FUNCTION = '''def step_{i}(rows, limit={i}, *, name="step {i}"):
    """What any module has: loops, conditions, calls, comprehensions."""
    found = {{}}
    for index, row in enumerate(rows):
        if index > limit and row.get("kind") != name:
            found[row["id"]] = [value * {i} + 1 for value in row["values"] if value is not None]
        elif "skip" in row:
            continue
        else:
            found.setdefault(name, []).append((index, row))
    path = os.path.join("out", f"{{name}}-{{limit}}.txt")
    return sorted(found.items(), key=lambda item: str(item[0])), path


'''
# Five long lines, and a set-up in each: nothing that is written by hand is as dense.
_BUILDER = """def build_{i}(width, rows, scale=1.0):
    model = keras.Sequential([Dense(width, activation='relu'), Dense({units}, activation='softmax')])
    values = [row['a{i}'] * scale + np.log(row.get('b', {i})) for row in rows if row is not None and len(row) > {i}]
    model.compile(loss='categorical_crossentropy', metrics=['accuracy', 'mse'], optimizer='adam')
    return model, dict(values=values, name='x{i}', total=sum(values) / max(1, len(values)))
"""
_MAIN = 'if __name__ == "__main__":\n    main()\n'


def _functions(count: int) -> str:
    return "".join(_FUNCTION.format(i=i) for i in range(count))


def _keras(n: int, functions: int) -> str:
    loss = "categorical_crossentropy" if n % 3 else "binary_crossentropy"
    return _HEAD.format(n=n, classes=10, loss=loss) + _functions(functions) + _MAIN


def _torch(n: int, functions: int) -> str:
    head = "self.out(self.drop(x.flatten(1)))" if n % 3 else "F.softmax(self.out(self.drop(x.flatten(1))), dim=1)"
    return "import os\n" + _TORCH.format(n=n, classes=10, head=head) + _functions(functions) + _MAIN


TRAINING = _keras(1, 18)
"""A training script of some 300 lines."""


def build(folder: Path, files: int = 1_000) -> Path:
    """A tree of `files` modules in folders of ten, every tenth of which trains, half in Keras and half in PyTorch."""
    every = 10
    for n in range(files):
        made = (_torch if n // every % 2 else _keras)(n, 4 + n % 8)
        text = made if n % every == 0 else f'"""Module {n}."""\nimport os\n\n\n' + _functions(4 + n % 12)
        _write(folder / f"package_{n // 10}" / f"module_{n}.py", text)
    return folder


def dense(path: Path, lines: int) -> Path:
    """One file of functions that each build and compile a model."""
    head = "import keras\nimport numpy as np\nfrom keras.layers import Dense\n"
    count = lines // _BUILDER.count("\n")
    _write(path, head + "".join(_BUILDER.format(i=i, units=1 + i % 9) for i in range(count)))
    return path


def many_files(folder: Path, size: int) -> Path:
    """`size` training scripts."""
    for n in range(size):
        _write(folder / f"train_{n}.py", _keras(n, 4))
    return folder


def lines_a_file(folder: Path, size: int) -> Path:
    """One training script of `size` lines."""
    return _write(folder / "train.py", _keras(1, size // _FUNCTION.count("\n")))


def nesting(folder: Path, size: int) -> Path:
    """A hundred functions, each with a compile under `size` conditions, all of which can change the model."""
    lines = ["from keras.layers import Dense", "from keras.models import Sequential"]
    for number in range(100):
        lines += [f"def train_{number}(flags):", " model = Sequential()"]
        for level in range(size):
            indent = " " * (level + 1)
            lines += [f"{indent}if flags[{level}]:", f"{indent} model.add(Dense({level + 1}))"]
        lines += [" " * (size + 1) + "model.add(Dense(10, activation='softmax'))"]
        lines += [" model.compile(loss='binary_crossentropy')"]
    return _write(folder / "train.py", "\n".join(lines) + "\n")


def call_depth(folder: Path, size: int) -> Path:
    """A loss that is reached through `size` functions, each of which calls the next one twice."""
    lines = ["import torch.nn as nn", "def level_0(model, x, y):", " return nn.CrossEntropyLoss()(model(x), y)"]
    for level in range(1, size):
        inner = f"level_{level - 1}(model, x, y)"
        lines += [f"def level_{level}(model, x, y):", f" first = {inner}", f" return first + {inner}"]
    lines += [f"level_{size - 1}(nn.Sequential(nn.Linear(8, 3), nn.Softmax(1)), data, target).backward()"]
    return _write(folder / "train.py", "\n".join(lines) + "\n")


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path.parent
