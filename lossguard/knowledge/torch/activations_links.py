"""PyTorch's links as functions and methods: softmax, sigmoid, tanh and their logarithms."""

from __future__ import annotations

from lossguard.knowledge.rows import Activation
from lossguard.vocabulary import Space

_TORCH = "pytorch.org/docs, torch.nn.functional"

LINKS: tuple[Activation, ...] = (
    Activation(
        names=("torch.nn.functional.softmax",),
        params="input, dim=None, _stacklevel=?, dtype=None",
        canonical="softmax",
        space=Space.SIMPLEX,
        axis_param="dim",
        axis_by_rank=True,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=(
            "torch.softmax",
            "torch.special.softmax",
        ),
        params="input, dim, dtype=None",
        canonical="softmax",
        space=Space.SIMPLEX,
        axis_param="dim",
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=("array.softmax",),
        params="a, dim, dtype=None",
        canonical="softmax",
        space=Space.SIMPLEX,
        axis_param="dim",
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=("torch.nn.functional.log_softmax",),
        params="input, dim=None, _stacklevel=?, dtype=None",
        canonical="log_softmax",
        space=Space.LOG_SIMPLEX,
        axis_param="dim",
        axis_by_rank=True,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=(
            "torch.log_softmax",
            "torch.special.log_softmax",
        ),
        params="input, dim, dtype=None",
        canonical="log_softmax",
        space=Space.LOG_SIMPLEX,
        axis_param="dim",
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=("array.log_softmax",),
        params="a, dim, dtype=None",
        canonical="log_softmax",
        space=Space.LOG_SIMPLEX,
        axis_param="dim",
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=("torch.nn.functional.softmin",),
        params="input, dim=None, _stacklevel=?, dtype=None",
        canonical="softmin",
        space=Space.SIMPLEX,
        axis_param="dim",
        axis_by_rank=True,
        checked="2.13",
        source=_TORCH,
    ),
    # A sample: with hard=True one-hot rows, whose gradient is that of the soft ones.
    Activation(
        names=("torch.nn.functional.gumbel_softmax",),
        params="logits, tau=1, hard=False, eps=1e-10, dim=-1",
        canonical="gumbel_softmax",
        space=Space.SIMPLEX,
        axis_param="dim",
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=(
            "torch.nn.functional.sigmoid",
            "torch.sigmoid",
            "torch.sigmoid_",
            "torch.special.expit",
        ),
        params="input",
        canonical="sigmoid",
        space=Space.UNIT,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=(
            "array.sigmoid",
            "array.sigmoid_",
        ),
        params="a",
        canonical="sigmoid",
        space=Space.UNIT,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=("torch.nn.functional.logsigmoid",),
        params="input",
        canonical="log_sigmoid",
        space=Space.LOG_UNIT,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=(
            "torch.nn.functional.tanh",
            "torch.tanh",
            "torch.tanh_",
        ),
        params="input",
        canonical="tanh",
        space=Space.SYMMETRIC,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=(
            "array.tanh",
            "array.tanh_",
        ),
        params="a",
        canonical="tanh",
        space=Space.SYMMETRIC,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=("torch.nn.functional.hardsigmoid",),
        params="input, inplace=False",
        canonical="hard_sigmoid",
        space=Space.UNIT,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=("torch.nn.functional.softsign",),
        params="input",
        canonical="softsign",
        space=Space.SYMMETRIC,
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=(
            "torch.nn.functional.hardtanh",
            "torch.nn.functional.hardtanh_",
        ),
        params="input, min_val=-1.0, max_val=1.0, inplace=False",
        canonical="hard_tanh",
        space=Space.SYMMETRIC,
        checked="2.13",
        source=_TORCH,
    ),
)
