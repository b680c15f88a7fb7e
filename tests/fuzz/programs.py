"""Programs to try the whole line on: made by a small grammar of training code, or spoiled copies of the fixtures."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

FIXTURES = Path(__file__).parents[2] / "fixtures"
NAMES = st.sampled_from(["x", "y", "model", "self", "loss", "n", "criterion", "layers", "f", "A"])
TEXTS = ["softmax", "sigmoid", "binary_crossentropy", "mse", "accuracy", "adam", "", "%s", "{}", "\\0", "é"]
ATOMS = st.one_of(
    NAMES,
    st.sampled_from(["1", "0", "10", "-1", "1e400", "None", "True", "...", "[]", "{}", "()", "nn", "torch", "np"]),
    st.sampled_from(TEXTS).map(lambda text: f'"{text}"'),
)
CALLED = [
    "nn.Linear", "nn.CrossEntropyLoss()", "F.softmax", "Dense", "Sequential", "model.add", "model.compile", "model.fit",
    "model", "criterion", "range", "zip", "len", "map", "getattr", "setattr", "super", "dict", "type", "np.argmax",
    "to_categorical", "nn.Sequential", "f", "A", "self.forward", "x.append", "sorted", "globals", "isinstance",
]  # fmt: skip
OPERATORS = ["+", "-", "*", "/", "//", "%", "**", "@", "<", "==", "in", "is not", "and", "or", "<<", "&"]
PREAMBLE = (
    "import numpy as np\nimport torch\nfrom torch import nn\nimport torch.nn.functional as F\n"
    "from keras.models import Sequential\nfrom keras.layers import Dense\n"
)


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    listed = st.lists(inner, max_size=3).map(", ".join)
    keyword = st.sampled_from(["loss", "activation", "metrics", "dim", "n", "units"])
    return st.one_of(
        st.builds("{}({})".format, st.sampled_from(CALLED), listed),
        st.builds("{}({}={})".format, st.sampled_from(CALLED), keyword, inner),
        st.builds("{}(*{}, **{})".format, st.sampled_from(CALLED), inner, inner),
        st.builds("({} {} {})".format, inner, st.sampled_from(OPERATORS), inner),
        st.builds("({} if {} else {})".format, inner, inner, inner),
        st.builds("[{}]".format, listed),
        st.builds("{{{}: {}}}".format, inner, inner),
        st.builds("({})[{}]".format, inner, inner),
        st.builds("({})[{}:{}]".format, inner, inner, inner),
        st.builds("({}).{}".format, inner, NAMES),
        st.builds("[{} for {} in {} if {}]".format, inner, NAMES, inner, inner),
        st.builds("(lambda {}: {})".format, NAMES, inner),
        st.builds("({} := {})".format, NAMES, inner),
        st.builds("not {}".format, inner),
    )


EXPRESSIONS = st.recursive(ATOMS, _larger, max_leaves=8)


def _indented(block: str) -> str:
    return "".join(f"    {line}\n" for line in block.splitlines())


def _block(statements: list[str]) -> str:
    return "\n".join(statements)


SIMPLE = st.one_of(
    EXPRESSIONS,
    st.builds("{} = {}".format, NAMES, EXPRESSIONS),
    st.builds("{}, *{} = {}".format, NAMES, NAMES, EXPRESSIONS),
    st.builds("{} += {}".format, NAMES, EXPRESSIONS),
    st.builds("{}.{} = {}".format, NAMES, NAMES, EXPRESSIONS),
    st.builds("{}[{}] = {}".format, NAMES, EXPRESSIONS, EXPRESSIONS),
    st.builds("del {}".format, NAMES),
    st.builds("assert {}".format, EXPRESSIONS),
    st.builds("return {}".format, EXPRESSIONS),
    st.builds("raise {}".format, EXPRESSIONS),
    st.builds("global {}".format, NAMES),
    st.builds("from {} import *".format, st.sampled_from(["keras", "torch", ".", "main", "os"])),
    st.sampled_from(["pass", "break", "continue", "import main", "from . import x", "x: int", "yield x", "await x"]),
)


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    block = st.lists(inner, min_size=1, max_size=3).map(_block).map(_indented)
    return st.one_of(
        st.builds("if {}:\n{}else:\n{}".format, EXPRESSIONS, block, block),
        st.builds("for {} in {}:\n{}".format, NAMES, EXPRESSIONS, block),
        st.builds("while {}:\n{}".format, EXPRESSIONS, block),
        st.builds("with {} as {}:\n{}".format, EXPRESSIONS, NAMES, block),
        st.builds("try:\n{}except {} as {}:\n{}finally:\n{}".format, block, EXPRESSIONS, NAMES, block, block),
        st.builds("def {}({}, {}_={}, *a, **k):\n{}".format, NAMES, NAMES, NAMES, EXPRESSIONS, block),
        st.builds("@{}\nclass {}({}):\n{}".format, EXPRESSIONS, NAMES, EXPRESSIONS, block),
        st.builds("class {}(nn.Module):\n    def forward(self, x):\n{}".format, NAMES, block.map(_indented)),
        st.builds("match {}:\n    case [{}, *_]:\n{}".format, EXPRESSIONS, NAMES, block.map(_indented)),
    )


STATEMENTS = st.recursive(SIMPLE, _nested, max_leaves=6)
MADE = st.lists(STATEMENTS, min_size=1, max_size=8).map(lambda block: PREAMBLE + _block(block) + "\nmodel.fit(x, y)\n")


def fixture_files() -> list[Path]:
    """All Python fixtures, in order of names."""
    return sorted(FIXTURES.rglob("*.py"))


def spoiled(path: Path, seed: int) -> bytes:
    """A fixture with a few of its lines or bytes deleted, repeated, exchanged, moved, or cut."""
    chance = random.Random(seed)
    lines = path.read_bytes().split(b"\n")
    for _ in range(chance.randint(1, 4)):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(7):
            case 0:
                lines[one : one + 1] = [b""]
            case 1:
                lines.insert(other, lines[one])
            case 2:
                lines[one], lines[other] = lines[other], lines[one]
            case 3:
                lines[one] = b"    " + lines[one]
            case 4:
                lines = lines[: one + 1]
            case 5:
                at = chance.randrange(len(lines[one]) + 1)
                lines[one] = lines[one][:at] + chance.randbytes(chance.randint(1, 3)) + lines[one][at:]
            case _:
                first, _, last = lines[one].partition(b"(")
                lines[one] = first + b"(" + lines[other].strip() + b", " + last
    return b"\n".join(lines)


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["code", "python", "x = 1\n", "r", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["cells", "cell_type", "source", "metadata", "language", "outputs"]), inner)
    ),
    max_leaves=8,
)
CELLS = st.fixed_dictionaries(
    {"cell_type": st.just("code") | JSON, "source": MADE | st.lists(MADE, max_size=2) | JSON},
    optional={"metadata": JSON, "language": JSON, "outputs": JSON, "input": JSON},
)
NOTEBOOKS = st.fixed_dictionaries(
    {"cells": st.lists(CELLS | JSON, max_size=4)},
    optional={"metadata": JSON, "nbformat": JSON, "worksheets": JSON},
).map(lambda notebook: json.dumps(notebook).encode("utf-8", "surrogatepass"))
