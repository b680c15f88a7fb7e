"""The programs of `lossguard verify`, run: what is wrong shows its sign, what is right shows none.

Run it where Keras and PyTorch are installed: `KERAS_BACKEND=torch python -m pytest tests/oracle/test_verify.py`.
"""

from __future__ import annotations

import contextlib
import io
import os
import warnings
from importlib.util import find_spec
from pathlib import Path

import pytest

os.environ.setdefault("KERAS_BACKEND", "torch")
pytest.importorskip("numpy", reason="numpy is not installed: no program can be run")

from lossguard.rules.rule import Rule
from lossguard.verify.write import demonstration
from tests.verify.learned import FILES, findings_of
from tests.verify.programs import SHOWN, seen_in, seen_in_fixture

SAMPLE = (
    "LG101/bad_one_unit_binary.py",
    "LG101/bad_torch_sequential.py",
    "LG102/bad_torch_sequential_softmax.py",
    "LG102/bad_torch_lightning_sigmoid.py",
    "LG103/bad_torch_raw_scores.py",
    "LG104/bad_multi_hot_labels.py",
    "LG104/bad_torch_functional.py",
    "LG105/bad_torch_log_sigmoid_into_nll.py",
    "LG106/bad_torch_sequential.py",
    "LG107/bad_torch_one_logit.py",
    "LG108/bad_torch_relu_sequential.py",
    "LG108/bad_torch_tanh_under_logits.py",
    "LG110/bad_signs_under_sigmoid.py",
    "LG111/bad_torch_over_the_batch_sequential.py",
    "LG113/bad_torch_sequential.py",
    "LG115/bad_sigmoid_of_sigmoid.py",
    "LG202/bad_torch_rows_into_nll.py",
    "LG203/bad_torch_cifar_100.py",
    "LG204/bad_torch_flat_labels_of_a_regression.py",
    "LG205/bad_torch_whole_tags.py",
    "LG208/bad_torch_argmax.py",
    "LG209/bad_torch_signs_with_logits.py",
    "LG210/bad_torch_tags_under_cross_entropy.py",
    "LG304/bad_torch_half_of_logits.py",
    "LG306/bad_torch_logits_equal_labels.py",
    "LG307/bad_torch_argmax_in_evaluate.py",
    "LG402/bad_torch_class_numbers.py",
    "LG404/bad_metrics_by_position.py",
)


def shown_by(script: str, package: str) -> None:
    """Run a program in this process: it finds what is wrong in the first trial, and nothing in the second."""
    pytest.importorskip(package, reason=f"{package} is not installed: its programs cannot be run")
    if "torchmetrics" in script:
        pytest.importorskip("torchmetrics", reason="torchmetrics is not installed")
    printed, names = io.StringIO(), {"__name__": "__main__"}
    with warnings.catch_warnings(), contextlib.redirect_stdout(printed):
        warnings.simplefilter("ignore")
        exec(compile(script, "<program>", "exec"), names)
    assert names["found"], printed.getvalue()
    assert not names["free"], printed.getvalue()
    assert f"evidence: {names['found']}" in printed.getvalue()


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_the_wrong_program_of_a_rule_is_shown(rule: Rule, tmp_path: Path) -> None:
    shown_by(*demonstration(seen_in(rule, tmp_path)))


@pytest.mark.parametrize("name", SAMPLE)
def test_a_fixture_is_shown(name: str) -> None:
    shown_by(*demonstration(seen_in_fixture(name)[0]))


@pytest.mark.parametrize("name", FILES)
def test_what_an_estimator_does_is_shown(name: str) -> None:
    """In the library itself; where one of several is missing, the findings about the others are shown all the same."""
    shown = [demonstration(each) for each in findings_of(name)]
    here = [(script, package) for script, package in shown if find_spec(package)]
    if not here:
        pytest.skip(f"not installed: {', '.join(sorted({package for _, package in shown}))}")
    for script, package in here:
        shown_by(script, package)
