"""The data sets and loaders of torch.utils.data: the labels of a batch."""

from __future__ import annotations

from tests.measured.cases import LABELS, Case, Table

START = """\
import torch
import torch.nn as nn
from torch.utils import data

reals = torch.randn(12, 4)
ids = torch.tensor([0, 1, 2, 3] * 3)
model = nn.Linear(4, 4)
loss = nn.CrossEntropyLoss()
pairs = data.TensorDataset(reals, ids)
"""
FIRST = "x, y = next(iter({}))"
TOLD = ("rank", "dtype", "encoding", "classes")
SETS = {
    "TensorDataset": "data.DataLoader(pairs, batch_size=6)",
    "DataLoader": "data.DataLoader(pairs, 6, shuffle=True, drop_last=True)",
    "random_split": "data.DataLoader(data.random_split(pairs, [8, 4])[0], 4)",
    "ConcatDataset": "data.DataLoader(data.ConcatDataset([pairs, pairs]), 4)",
}  # fmt: skip
SOME = {"Subset": "data.DataLoader(data.Subset(pairs, [1, 2, 3]), 3)"}  # in which some classes may be missing
TABLE = Table(
    name="torch_data",
    needs=("torch",),
    start=START,
    uses={LABELS: "loss(model(reals), {})"},
    cases=(
        *(Case(f"Call torch.utils.data.{name}", "y", (FIRST.format(made),), tells=TOLD) for name, made in SETS.items()),
        *(
            Case(f"Call torch.utils.data.{name}", "y", (FIRST.format(made),), tells=TOLD[:3])
            for name, made in SOME.items()
        ),
    ),
)
