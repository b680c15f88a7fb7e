"""The parameters of rows about other packages than Keras and PyTorch: each where its package is installed.

Run it where they are: an environment with jax, optax, flax, dm-haiku and equinox, one with tensorflow 2.15, one with
scikit-learn, xgboost, lightgbm and catboost. What is written in C, takes anything, or is not there in the installed
version is left out.
"""

from __future__ import annotations

import importlib
import importlib.util
import inspect
from typing import Any

import pytest

from lossguard.knowledge.index import UNINTERESTING, canonical, holds
from lossguard.knowledge.parameters import ParameterKind, parameters
from lossguard.knowledge.rows import Call, ReadyModel, Row
from lossguard.versions import numbers_of
from tests.oracle.installed import signature
from tests.parameters import is_spelled
from tests.proved.record import every_row, installed, package_of

PACKAGES = (
    "jax", "optax", "flax", "haiku", "equinox", "tensorflow", "sklearn", "xgboost", "lightgbm", "catboost",
    "torchvision", "fastai", "ignite", "timm", "segmentation_models_pytorch", "monai", "kornia", "transformers",
)  # fmt: skip
FLAVOURS = {"tensorflow": "tf"}
OTHERWISE = (
    "sklearn.metrics.log_loss",
    "tensorflow.nn.separable_conv2d",
)  # spelled in two ways, of which rows know one
HERE = [name for name in PACKAGES if importlib.util.find_spec(name) is not None]


def signed() -> list[Any]:
    found = []
    for row in every_row():
        package = package_of(row)
        # A call's parameters go as far as its effect asks; ready models are decorated for old spellings.
        if package not in HERE or isinstance(row, (Call, ReadyModel)) or row.names[0] in OTHERWISE:
            continue
        version = numbers_of(installed(package) or "") or ()
        name = next((each for each in row.names if ":" not in each and signature(each) is not None), None)
        if name is not None and holds(row.versions, FLAVOURS.get(package, package), version):
            found.append(pytest.param(name, row, id=f"{type(row).__name__}-{name}"))
    return found


@pytest.mark.signature
@pytest.mark.parametrize(("name", "row"), signed())
def test_the_parameters_of_a_row_are_those_of_the_package(name: str, row: Row) -> None:
    actual = signature(name) or []
    by_name = {each.name: each for each in actual}
    open_ended = any(each.kind is inspect.Parameter.VAR_KEYWORD for each in actual)
    for place, ours in enumerate(parameters(row)):
        if ours.kind is ParameterKind.REST:
            return
        if ours.kind is ParameterKind.OPTIONS:
            continue
        if ours.kind is ParameterKind.POSITIONAL and place < len(actual):
            assert is_spelled(row, ours.name, actual[place])
        elif ours.default is not UNINTERESTING:  # what nobody asks for may be gone
            assert ours.name in by_name or open_ended, f"{ours.name} is not there"
        other = by_name.get(ours.name)
        has_default = other is not None and other.default is not inspect.Parameter.empty
        if other is not None and has_default and not ours.required and ours.default is not UNINTERESTING:
            assert other.default == ours.default, ours.name


def test_every_name_is_spelled_as_rows_are() -> None:
    for parameter in signed():
        name = parameter.values[0]
        assert canonical(name)[0] == name
