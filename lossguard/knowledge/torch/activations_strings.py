"""Strings that name an activation for a module of PyTorch's kin; `activations.py` joins them."""

from __future__ import annotations

from lossguard.knowledge.rows import Activation
from lossguard.vocabulary import Space

_TORCH = "pytorch.org/docs, torch.nn.RNN; segmentation_models_pytorch 0.6, base/modules.py"

STRINGS: tuple[Activation, ...] = (
    # Strings: nonlinearity= of RNN, activation= of segmentation_models_pytorch; its softmax is over the channels.
    Activation(
        names=("str:softmax",),
        params="x",
        canonical="softmax",
        space=Space.SIMPLEX,
        versions="torch",
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=("str:softmax2d",),
        params="x",
        canonical="softmax",
        space=Space.SIMPLEX,
        versions="torch",
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=("str:logsoftmax",),
        params="x",
        canonical="log_softmax",
        space=Space.LOG_SIMPLEX,
        versions="torch",
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=("str:relu",),
        params="x",
        canonical="relu",
        space=Space.NONNEGATIVE,
        versions="torch",
        checked="2.13",
        source=_TORCH,
    ),
    Activation(
        names=("str:identity",),
        params="x",
        canonical="linear",
        space=Space.REAL,
        versions="torch",
        checked="2.13",
        source=_TORCH,
    ),
)
