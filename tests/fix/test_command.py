"""`check --fix`, `--diff` and `--add-ignores`: what goes where, the exit codes, and what stays untouched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lossguard.cli import cli

BAD = """\
from keras.models import Sequential
from keras.layers import Dense

model = Sequential()
model.add(Dense(10, activation='softmax', input_shape=(20,)))  # the head
model.compile(loss='binary_crossentropy', optimizer='adam')
"""
FIXED = BAD.replace("binary_crossentropy", "categorical_crossentropy")
SAFE = """\
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True), optimizer="adam")
"""
SAFELY_FIXED = SAFE.replace("from_logits=True", "")


pytestmark = pytest.mark.usefixtures("project")


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["check", *arguments], input=stdin, prog_name="lossguard")


def notebook(*sources: str) -> str:
    printed = {"output_type": "stream", "text": ["1"]}
    code = {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [printed]}
    cells = [{**code, "source": source.splitlines(keepends=True)} for source in sources]
    return json.dumps({"nbformat": 4, "cells": cells, "metadata": {"b": 1, "a": 2}}, indent=1) + "\n"


def test_only_safe_fixes_are_made_without_further_ado() -> None:
    Path("unsafe.py").write_text(BAD)
    Path("safe.py").write_text(SAFE)
    result = run("--fix", ".")
    assert BAD == Path("unsafe.py").read_text()
    assert SAFELY_FIXED == Path("safe.py").read_text()
    assert 1 == result.exit_code
    assert "fixed 1 finding in 1 file; 1 more with --unsafe-fixes" in result.stderr


def test_the_exit_code_is_that_of_what_remains() -> None:
    Path("train.py").write_text(BAD)
    assert 0 == run("--fix", "--unsafe-fixes", "train.py").exit_code
    assert FIXED == Path("train.py").read_text()


def test_a_diff_changes_nothing_and_says_so_by_its_exit_code() -> None:
    Path("train.py").write_text(BAD)
    result = run("--diff", "--unsafe-fixes", "train.py")
    assert 1 == result.exit_code
    assert BAD == Path("train.py").read_text()
    assert "-model.compile(loss='binary_crossentropy', optimizer='adam')\n" in result.stdout
    assert "+model.compile(loss='categorical_crossentropy', optimizer='adam')\n" in result.stdout
    assert "--- train.py\n+++ train.py\n" in result.stdout


def test_an_empty_diff_is_success() -> None:
    Path("train.py").write_text(FIXED)
    result = run("--diff", "--unsafe-fixes", "train.py")
    assert (0, "") == (result.exit_code, result.stdout)


def test_standard_input_comes_out_fixed_and_the_report_apart() -> None:
    result = run("--fix", "--unsafe-fixes", "-", stdin=BAD.replace("\n", "\r\n").encode())
    assert FIXED.replace("\n", "\r\n").encode() == result.stdout_bytes
    result = run("--fix", "-", stdin=BAD)
    assert BAD == result.stdout
    assert "LG104" in result.stderr


def test_a_notebook_changes_within_its_sources_only() -> None:
    head, rest = BAD[: BAD.index("model =")], BAD[BAD.index("model =") :]
    text = notebook("# nothing\n", head, "%matplotlib inline\n" + rest)
    Path("train.ipynb").write_text(text)
    diff = run("--diff", "--unsafe-fixes", "train.ipynb").stdout
    assert "--- train.ipynb:cell 2\n" in diff
    assert "+model.compile(loss='categorical_crossentropy', optimizer='adam')\n" in diff
    assert 0 == run("--fix", "--unsafe-fixes", "train.ipynb").exit_code
    assert text.replace("binary_crossentropy", "categorical_crossentropy") == Path("train.ipynb").read_text()


def test_a_finding_in_another_file_is_fixed_there() -> None:
    Path("model.py").write_text(
        "import torch.nn as nn\n\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.fc = nn.Linear(4, 3)\n\n    def forward(self, x):\n        return self.fc(x).softmax(1)\n"
    )
    Path("train.py").write_text(
        "import torch.nn as nn\nfrom model import Net\n\nnet = Net()\ncriterion = nn.CrossEntropyLoss()\n"
        "def train(loader):\n    for x, y in loader:\n        loss = criterion(net(x), y)\n        loss.backward()\n"
    )
    assert 0 == run("--fix", "--unsafe-fixes", ".").exit_code
    assert Path("model.py").read_text().endswith("        return self.fc(x)\n")


def test_suppressed_findings_are_not_fixed() -> None:
    text = BAD.replace("optimizer='adam')", "optimizer='adam')  # lossguard: ignore[LG104]")
    Path("train.py").write_text(text)
    run("--fix", "--unsafe-fixes", "train.py")
    assert text == Path("train.py").read_text()


def test_a_metric_that_is_read_by_its_name_is_not_renamed_safely() -> None:
    version = ("--framework-version", "keras=2.2.4")
    text = BAD.replace("optimizer='adam')", "optimizer='adam', metrics=['acc'])")
    read = text + "print(model.fit().history['acc'])\n"
    Path("train.py").write_text(read)
    run("--fix", "train.py", *version)
    assert read == Path("train.py").read_text()
    Path("train.py").write_text(text)
    run("--fix", "train.py", *version)
    assert "metrics=['categorical_accuracy']" in Path("train.py").read_text()


# ---- --add-ignores ----


def test_every_finding_gets_its_comment_and_the_next_run_is_clean() -> None:
    Path("train.py").write_text(BAD)
    result = run("--add-ignores=kept for the paper", "train.py")
    assert 0 == result.exit_code
    assert (
        BAD.replace("optimizer='adam')", "optimizer='adam')  # lossguard: ignore[LG104] kept for the paper")
        == Path("train.py").read_text()
    )
    assert 0 == run("train.py").exit_code
    before = Path("train.py").read_text()
    run("--add-ignores", "train.py")
    assert before == Path("train.py").read_text()


def test_codes_join_the_comment_that_is_there() -> None:
    text = BAD.replace("optimizer='adam')", "metrics=['acc'])  # note  # lossguard: ignore[LG301] old")
    Path("train.py").write_text(text)
    run("--add-ignores", "train.py", "--framework-version", "keras=2.2.4")
    assert text.replace("[LG301]", "[LG104, LG301]") == Path("train.py").read_text()


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "model.compile(\n    loss='binary_crossentropy',\n    optimizer='adam',\n)\n",
            "model.compile(\n    loss='binary_crossentropy',  # lossguard: ignore[LG104]\n    optimizer='adam',\n)\n",
        ),
        (
            "model.compile(loss= \\\n    'binary_crossentropy', optimizer='adam')\n",
            "model.compile(loss= \\\n    'binary_crossentropy', optimizer='adam')  # lossguard: ignore[LG104]\n",
        ),
        (
            "model.compile('adam', 'binary_crossentropy'), '''a\n# b'''\n",
            "model.compile('adam', 'binary_crossentropy'), '''a\n# b'''  # lossguard: ignore[LG104]\n",
        ),
        (
            "model.compile('adam', 'binary_crossentropy'), '''a\n# b''', \\\n  1\n",
            "model.compile('adam', 'binary_crossentropy'), '''a\n# b''', \\\n  1  # lossguard: ignore[LG104]\n",
        ),
        (
            "if True:\n    model.compile('adam', 'binary_crossentropy')   \n",
            "if True:\n    model.compile('adam', 'binary_crossentropy')  # lossguard: ignore[LG104]\n",
        ),
    ],
    ids=["several lines", "continuation", "string over lines", "string and continuation", "trailing blanks"],
)
def test_comments_stand_where_a_comment_can(statement: str, expected: str) -> None:
    head = BAD[: BAD.index("model.compile")]
    Path("train.py").write_text(head + statement)
    assert 0 == run("--add-ignores", "train.py").exit_code
    assert head + expected == Path("train.py").read_text()
    assert 0 == run("train.py").exit_code


def test_notebooks_get_comments_too() -> None:
    text = notebook(BAD)
    Path("train.ipynb").write_text(text)
    assert 0 == run("--add-ignores=why", "train.ipynb").exit_code
    assert text.replace("optimizer='adam')", "optimizer='adam')  # lossguard: ignore[LG104] why") == (
        Path("train.ipynb").read_text()
    )


def test_a_diff_of_comments_can_be_had() -> None:
    Path("train.py").write_text(BAD)
    result = run("--add-ignores", "--diff", "train.py")
    assert (1, True) == (result.exit_code, "# lossguard: ignore[LG104]\n" in result.stdout)
    assert BAD == Path("train.py").read_text()


@pytest.mark.parametrize(
    "arguments",
    [("--fix", "--add-ignores"), ("--fix", "--write-baseline", "b.json"), ("--add-ignores=a # b",)],
    ids=["both", "baseline", "reason"],
)
def test_what_makes_no_sense_is_wrong_usage(arguments: tuple[str, ...]) -> None:
    Path("train.py").write_text(BAD)
    assert 2 == run("train.py", *arguments).exit_code
    assert BAD == Path("train.py").read_text()
