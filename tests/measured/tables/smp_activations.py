"""The strings that name an activation for a module of segmentation_models_pytorch."""

from __future__ import annotations

from tests.measured.cases import HEAD, Case, Table

START = """\
import segmentation_models_pytorch as smp
import torch
import torch.nn as nn

torch.manual_seed(0)
images = 9 * torch.randn(2, 3, 32, 32)
steps = 9 * torch.randn(4, 6, 3)
ids = torch.randint(0, 3, (2, 32, 32))
loss = nn.CrossEntropyLoss()
"""


def _unet(activation: str) -> str:
    return f"smp.Unet('resnet18', encoder_weights=None, classes=3, activation={activation!r})(images)"


TABLE = Table(
    name="smp_activations",
    needs=("segmentation_models_pytorch", "torch"),
    start=START,
    uses={HEAD: "loss({}, ids)"},
    cases=(
        Case("Activation str:softmax2d [torch]", _unet("softmax2d"), part=HEAD, tells=("space",)),
        Case("Activation str:softmax [torch]", _unet("softmax"), part=HEAD, tells=("space",)),
        Case("Activation str:logsoftmax [torch]", _unet("logsoftmax"), part=HEAD, tells=("space",)),
        Case("Activation str:identity [torch]", _unet("identity"), part=HEAD, tells=("space",)),
        Case("Activation str:relu [torch]", "nn.RNN(3, 5, nonlinearity='relu')(steps)[0]", part=HEAD, tells=("space",)),
    ),
)
