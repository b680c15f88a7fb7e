"""Files without a loss matter where they call training of another file of the tree, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest

from lossguard.callers import Callers
from lossguard.tree import Tree

ENGINE = "import torch.nn as nn\ncriterion = nn.CrossEntropyLoss()\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package with a file that has a loss and one that has none."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("lab/__init__.py", ""), ("lab/engine.py", ENGINE), ("lab/plots.py", "import torch\n")):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "from lab.engine import train\ntrain(1)\n",
        "from lab import plots, engine as e\ne.train_model()\n",
        "import os, lab.engine as engine\nengine.Trainer().run()\n",
        "def f():\n    from .lab.engine import (\n        fit,\n    )\n    fit()\n",
    ],
)
def test_a_file_that_calls_training_matters(text: str) -> None:
    assert Callers(Tree(["."])).calls_training("main.py", text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "from lab.engine import criterion\nprint(criterion)\n",  # calls nothing
        "from lab.plots import train_curve\ntrain_curve()\n",  # of a file without a loss
        "from elsewhere.engine import train\ntrain()\n",  # not of the tree
        "train()\n",
        "",
    ],
)
def test_every_other_does_not(text: str) -> None:
    assert not Callers(Tree(["."])).calls_training("main.py", text.encode())


def test_bytes_that_are_no_text_are_no_reason_to_fail() -> None:
    assert not Callers(Tree(["."])).calls_training("main.py", b"import \xff\xfe.\x00\ntrain(\n from . import \xe9(\n")
