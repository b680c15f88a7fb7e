"""PyTorch's rectifiers and their kin as functions and methods; `activations.py` joins them."""

from __future__ import annotations

from lossguard.knowledge.rows import Activation
from lossguard.vocabulary import Space

_TORCH = "pytorch.org/docs, torch.nn.functional"

SHAPED: tuple[Activation, ...] = (
    Activation(
        names=("torch.nn.functional.relu",),
        params="input, inplace=False",
        canonical="relu",
        space=Space.NONNEGATIVE,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=(
            "torch.nn.functional.relu_",
            "torch.relu",
            "torch.relu_",
        ),
        params="input",
        canonical="relu",
        space=Space.NONNEGATIVE,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=(
            "array.relu",
            "array.relu_",
        ),
        params="a",
        canonical="relu",
        space=Space.NONNEGATIVE,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=("torch.nn.functional.relu6",),
        params="input, inplace=False",
        canonical="relu6",
        space=Space.NONNEGATIVE,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=("torch.nn.functional.softplus",),
        params="input, beta=1, threshold=20",
        canonical="softplus",
        space=Space.NONNEGATIVE,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=(
            "torch.nn.functional.leaky_relu",
            "torch.nn.functional.leaky_relu_",
        ),
        params="input, negative_slope=0.01, inplace=False",
        canonical="leaky_relu",
        space=Space.SQUASHED,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=(
            "torch.nn.functional.elu",
            "torch.nn.functional.elu_",
        ),
        params="input, alpha=1.0, inplace=False",
        canonical="elu",
        space=Space.SQUASHED,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=(
            "torch.nn.functional.celu",
            "torch.nn.functional.celu_",
            "torch.celu",
        ),
        params="input, alpha=1.0, inplace=False",
        canonical="celu",
        space=Space.SQUASHED,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=(
            "torch.nn.functional.selu",
            "torch.nn.functional.selu_",
            "torch.selu",
        ),
        params="input, inplace=False",
        canonical="selu",
        space=Space.SQUASHED,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=("torch.nn.functional.silu",),
        params="input, inplace=False",
        canonical="silu",
        space=Space.SQUASHED,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=("torch.nn.functional.mish",),
        params="input, inplace=False",
        canonical="mish",
        space=Space.SQUASHED,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=(
            "torch.nn.functional.rrelu",
            "torch.nn.functional.rrelu_",
            "torch.rrelu",
        ),
        params="input, lower=?, upper=?, training=False, inplace=False",
        canonical="leaky_relu",
        space=Space.SQUASHED,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=("torch.nn.functional.gelu",),
        params="input, approximate='none'",
        canonical="gelu",
        space=Space.SQUASHED,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=("torch.nn.functional.hardswish",),
        params="input, inplace=False",
        canonical="hard_silu",
        space=Space.SQUASHED,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=(
            "torch.nn.functional.prelu",
            "torch.prelu",
        ),
        params="input, weight",
        canonical="prelu",
        space=Space.SQUASHED,
        checked="2.13",
        source=_TORCH,
    ),
    # Half as wide as its input.
    Activation(
        names=("torch.nn.functional.glu",),
        params="input, dim=-1",
        canonical="glu",
        space=Space.SQUASHED,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=(
            "torch.nn.functional.hardshrink",
            "torch.hardshrink",
        ),
        params="input, lambd=0.5",
        canonical="hard_shrink",
        space=Space.SQUASHED,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=("torch.nn.functional.softshrink",),
        params="input, lambd=0.5",
        canonical="soft_shrink",
        space=Space.SQUASHED,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=("torch.nn.functional.tanhshrink",),
        params="input",
        canonical="tanh_shrink",
        space=Space.SQUASHED,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=(
            "torch.nn.functional.threshold",
            "torch.nn.functional.threshold_",
            "torch.threshold",
        ),
        params="input, threshold, value, inplace=False",
        canonical="threshold",
        space=Space.SQUASHED,
        checked="2.13",
        source=_TORCH,
    ),
)
