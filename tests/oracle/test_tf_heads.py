"""The heads and estimators of tf.estimator against TensorFlow up to 2.15, the last that has them."""

from __future__ import annotations

import inspect
import operator
from typing import Any

import pytest

tf = pytest.importorskip("tensorflow", reason="TensorFlow is not installed: its heads cannot be compared")
if not hasattr(tf, "estimator"):
    pytest.skip("this TensorFlow has no tf.estimator any more", allow_module_level=True)

import lossguard  # noqa: E402
from lossguard.knowledge.parameters import parameters  # noqa: E402
from lossguard.knowledge.rows import Row  # noqa: E402
from lossguard.knowledge.tensorflow.estimators import CALLS  # noqa: E402
from lossguard.knowledge.tensorflow.heads import HEADS  # noqa: E402
from tests.parameters import named  # noqa: E402

OWN = "tensorflow.estimator."
ROWS = [row for row in (*HEADS, *CALLS) if row.names[0].startswith(OWN) and ".inputs." not in row.names[0]]

# (head, columns of logits, labels, their type, what lossguard reports)
CASES = [
    ("BinaryClassHead()", 1, "[0, 1, 1, 0]", "int64", ()),
    ("BinaryClassHead()", 1, "[[0], [1], [1], [0]]", "float32", ()),
    ("BinaryClassHead()", 1, "[0, 1, 2, 0]", "int64", ("LG209",)),
    ("BinaryClassHead()", 1, "[-1, 1, 1, -1]", "int64", ("LG209",)),
    ("MultiClassHead(3)", 3, "[0, 1, 2, 0]", "int64", ()),
    ("MultiClassHead(3)", 3, "[[0], [1], [2], [0]]", "int32", ()),
    ("MultiClassHead(3)", 3, "[0, 1, 2, 0]", "float32", ("LG205",)),
    ("MultiClassHead(3)", 3, "[0, 1, 2, 3]", "int64", ("LG203",)),
    ("MultiClassHead(3)", 3, "[[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]]", "int64", ("LG202",)),
    ("MultiLabelHead(3)", 3, "[[1, 1, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]]", "int64", ()),
    ("MultiLabelHead(3)", 3, "[[1, 1], [0, 1], [1, 0], [1, 0]]", "int64", ("LG203",)),
    ("RegressionHead()", 1, "[0.5, 1.5, 2.5, 3.5]", "float32", ()),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.names[0].removeprefix(OWN))
def test_heads_and_estimators_take_the_parameters_of_their_rows(row: Row) -> None:
    try:
        real = operator.attrgetter(row.names[0].removeprefix(OWN))(tf.estimator)
    except AttributeError:
        pytest.skip("gone before 2.15")
    actual = inspect.signature(real).parameters
    if any(parameter.kind is inspect.Parameter.VAR_KEYWORD for parameter in actual.values()):
        pytest.skip("takes anything by name")
    assert [] == [each.name for each in named(parameters(row)) if each.name not in actual]


@pytest.mark.parametrize(("head", "units", "labels", "dtype", "expected"), CASES)
def test_a_head_refuses_the_labels_that_are_reported(
    head: str, units: int, labels: str, dtype: str, expected: tuple[str, ...]
) -> None:
    program = (
        "import numpy as np\nimport tensorflow as tf\n"
        f"logits = tf.matmul(tf.ones((4, 2)), tf.Variable(tf.zeros((2, {units}))))\n"
        f"labels = np.array({labels}).astype('{dtype}')\n"
        f"loss = tf.estimator.{head}.loss(labels=labels, logits=logits, features={{}}, mode='train')\n"
    )
    assert expected == tuple(finding.code for finding in lossguard.check_source(program).findings)
    names: dict[str, Any] = {}
    if not expected:
        exec(program, names)
        assert float(names["loss"]) >= 0
        return
    with pytest.raises((ValueError, TypeError, tf.errors.InvalidArgumentError)):
        exec(program, names)
