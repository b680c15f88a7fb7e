"""Functions that nothing calls and no set-up can come out of are not run: what is reported is the same."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

import pytest

import lossguard
from lossguard import interpret
from lossguard.interpret import idle
from lossguard.interpret.run import Run
from lossguard.versions import Versions
from tests.interpret.outcomes import program_of

FIXTURES = Path(__file__).parents[2] / "fixtures"
HEAD = """
import os
import numpy as np
import torch
from torch import nn
from keras.layers import Dense

LIMIT = 3
KINDS = ["bce", "ce"]

def other(x):
    return x

"""


ROWS = """\
class Rows:
    def __init__(self, rows):
        self.rows = rows
    def __len__(self):
        return len(self.rows)
"""
COST = """\
    def cost(self):
        return nn.BCELoss()
"""


def run_names(source: str, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The functions and methods of a program that were run."""
    runs: list[Run] = []
    kept = Run.__init__

    def remembered(self: Run, *args: object, **named: object) -> None:
        runs.append(self)
        kept(self, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Run, "__init__", remembered)
    interpret.analyse(program_of(HEAD + dedent(source)), Versions())
    [run] = runs
    return {func.name for func, _ in run.functions.values() if func.code in run.called}


@pytest.mark.parametrize(
    "body",
    [
        "return [value * 2 for value in rows if value > LIMIT]",
        "return os.path.join('out', f'{rows}.txt')",
        "y = np.argmax(rows, axis=1)\nreturn (y == 1).mean()",
        "def inner(value):\n    return value + 1\nreturn inner(rows)",
    ],
)
def test_what_names_nothing_of_a_training_is_not_run(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "plain" not in run_names(f"def plain(rows):\n{indent(body, '    ')}\n", monkeypatch)


@pytest.mark.parametrize(
    "source",
    [
        "def plain(model, x, y):\n    model.compile(loss='mse')",
        "def plain(x, y):\n    return nn.functional.cross_entropy(x, y)",
        "def plain(x, y):\n    from torch.nn.functional import cross_entropy\n    return cross_entropy(x, y)",
        "def plain(rows):\n    return other(rows)",
        "def plain(kind):\n    return KINDS.index(kind)",
        "def plain(x: torch.Tensor):\n    return x",
        "def plain(x, layer=Dense(3)):\n    return layer(x)",
        "@torch.no_grad()\ndef plain(x):\n    return x",
        "def plain(x):\n    global LIMIT\n    LIMIT = x",
        "def plain(step, batch):\n    step.run(feed_dict={'x': batch})",
        "from somewhere import *\ndef plain(x, y):\n    return cross_entropy(x, y)",
    ],
)
def test_what_may_train_is_run(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "plain" in run_names(source, monkeypatch)


def test_a_class_is_run_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "__len__" not in run_names(ROWS, monkeypatch)
    monkeypatch.undo()
    assert "__len__" in run_names(ROWS + COST, monkeypatch)
    monkeypatch.undo()
    assert "__len__" in run_names(ROWS.replace("Rows:", "Rows(nn.Module):"), monkeypatch)


def test_what_is_reported_on_all_fixtures_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [str(path) for folder in ("infer", "clean", "projects") for path in (FIXTURES / folder).rglob("*.py")]
    found = lossguard.check_paths(files, isolated=True, min_confidence="possible")
    monkeypatch.setattr(idle, "without_idle", lambda _run, _module, waiting: waiting)
    everything = lossguard.check_paths(files, isolated=True, min_confidence="possible")
    assert everything.findings == found.findings
    assert everything.setups == found.setups
