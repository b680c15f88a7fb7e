"""The models of efficientnet_pytorch: the head that a number of classes makes, and the one put in its place."""

from __future__ import annotations

from tests.measured.cases import HEAD, Case, Table

START = """\
import torch
import torch.nn as nn
from efficientnet_pytorch import EfficientNet

torch.manual_seed(0)
loss = nn.MSELoss()
target = torch.zeros(2, 7)
image = torch.randn(2, 3, 64, 64)
model = EfficientNet.from_name("efficientnet-b0", num_classes=7).eval()
"""
LOUD = "nn.init.normal_(model._fc.weight, std=1e15)"  # far from 0, where it begins
ROW = "ReadyModel efficientnet_pytorch.EfficientNet.from_name"
ALL = ("rank", "width", "space")
TABLE = Table(
    name="zoo_efficientnet",
    needs=("efficientnet_pytorch", "torch"),
    start=START,
    uses={HEAD: "loss({}, target)"},
    cases=(
        Case(ROW, "model(image)", (LOUD,), HEAD, ALL),
        Case(ROW, "model(image)", ("model._fc = nn.Linear(1280, 9)", LOUD), HEAD, ALL),
    ),
)
