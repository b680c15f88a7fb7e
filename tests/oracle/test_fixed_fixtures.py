"""Programs that lossguard has fixed really run: a sample of them, on PyTorch and on Keras with its torch backend."""

from __future__ import annotations

import os
import runpy
import warnings
from pathlib import Path

import pytest

os.environ.setdefault("KERAS_BACKEND", "torch")
torch = pytest.importorskip("torch", reason="PyTorch is not installed: fixed programs cannot be run")

RULES = Path(__file__).parent.parent.parent / "fixtures" / "rules"
PYTORCH = (
    "LG101/fix_torch_functional_multi_label",
    "LG102/fix_torch_functional",
    "LG102/fix_torch_sequential_softmax",
    "LG103/fix_torch_softmax_sequential",
    "LG104/fix_torch_multi_hot",
    "LG106/fix_torch_forward",
    "LG108/fix_torch_tanh_under_logits",
    "LG112/fix_torch_sequential",
    "LG202/fix_torch_rows_into_nll",
    "LG204/fix_torch_absolute_distance",
    "LG205/fix_torch_whole_numbers_with_logits",
    "LG304/fix_torch_half_of_logits",
    "LG307/fix_torch_function_form",
    "LG401/fix_torch_class_in_a_function",
    "LG402/fix_torch_by_name",
    "LG404/fix_torch_attribute",
)
KERAS = (
    "LG102/fix_sigmoid_into_categorical_logits",
    "LG104/fix_multi_hot_labels",
    "LG105/fix_multi_label_targets",
    "LG302/fix_logits_multi_hot",
    "LG303/fix_argmax_of_several_labels",
    "LG304/fix_cross_entropy_metric_of_logits",
    "LG306/fix_accuracy_object",
    "LG404/fix_metrics_by_position",
)


def run(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        runpy.run_path(str(RULES / f"{name}.fixed.py"))


@pytest.mark.parametrize("name", PYTORCH)
def test_a_fixed_program_of_pytorch_runs(name: str) -> None:
    run(name)


@pytest.mark.parametrize("name", KERAS)
def test_a_fixed_program_of_keras_runs(name: str) -> None:
    pytest.importorskip("keras", minversion="3", reason="Keras 3 is not installed: fixed programs cannot be run")
    run(name)
