"""Functions of PyTorch over tensors that tests/oracle/test_call_rows.py does not run."""

from __future__ import annotations

from tests.measured.cases import LABELS, Case, Table

START = """\
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

ids = torch.tensor([0, 1, 2, 3, 1, 0])
reals = torch.tensor([[0.5, -1.5, 2.0, 0.0], [1.0, 3.0, -2.0, 0.5], [0.1, 0.2, 0.3, 0.4]] * 2)
model = nn.Linear(4, 4)
loss = nn.MSELoss()
"""
WIDE = ("rank", "width")
TABLE = Table(
    name="torch_calls",
    needs=("torch", "numpy"),
    start=START,
    uses={LABELS: "loss(model(reals), {})"},
    cases=(
        Case("Call torch.movedim", "torch.movedim(reals, 0, 1)"),
        Case("Call torch.sort", "torch.sort(reals, dim=1)[0]", tells=("rank", "dtype")),
        Case("Call torch.sort", "torch.sort(reals, dim=1)[1]", tells=("rank", "dtype")),
        Case("Call torch.std", "torch.std(reals, dim=1)", tells=("rank", "dtype"),
             differs="the rank is not told: the row takes any arguments"),
        Case("Call torch.std", "torch.var(reals, 0, keepdim=True)", tells=("rank",),
             differs="the rank is not told: the row takes any arguments"),
        Case("Call torch.std", "torch.prod(reals, 1)", tells=("rank", "dtype"),
             differs="the rank is not told: the row takes any arguments"),
        Case("Call torch.std", "torch.norm(reals, dim=1)", tells=("rank", "dtype"),
             differs="the rank is not told: the row takes any arguments"),
        Case("Call torch.std", "torch.std(reals)", tells=("rank",),
             differs="the rank is not told: the row takes any arguments"),
        Case("Call torch.div", "torch.div(reals, 2)", tells=("rank", "width", "dtype")),
        Case("Call torch.matmul", "torch.matmul(reals, reals.T)"),
        Case("Call torch.matmul", "torch.matmul(reals, torch.zeros(4, 3))", tells=WIDE),
        Case("Call torch.einsum", "torch.einsum('ij,kj->ik', reals, reals)", differs="the rank is not told"),
        Case("Call torch.chunk", "torch.chunk(reals, 2, dim=1)[0]"),
        Case("Call torch.split", "torch.split(reals, 2, dim=0)[0]", tells=WIDE, differs="the rank is not told"),
        Case("Call torch.scatter", "torch.scatter(torch.zeros(6, 4), 1, ids.unsqueeze(1), 1.0)", tells=WIDE),
        Case("Call torch.unique", "torch.unique(ids)", tells=("rank", "dtype")),
        Case("Call torch.bincount", "torch.bincount(ids)"),
        Case("Call torch.autograd.Variable", "torch.autograd.Variable(reals)", tells=WIDE),
        Case("Call torch.from_numpy", "torch.from_numpy(np.zeros((6, 2), dtype='int32'))", tells=("rank", "dtype")),
        Case("Call torch.linspace", "torch.linspace(0, 1, 5)", tells=("rank", "dtype"),
             differs="read as float64, is float32"),
        Case("Call torch.randint_like", "torch.randint_like(ids, 3)", tells=("rank", "dtype"),
             differs="the rank is not told"),
        Case("Call torch.normal", "torch.normal(0.0, 1.0, (6, 2))", tells=("rank", "dtype")),
        Case("Call torch.multinomial", "torch.multinomial(torch.rand(6, 4), 1)", tells=("rank", "dtype"),
             differs="the rank is not told"),
        Case("Call torch.logit", "torch.logit(torch.sigmoid(reals))", tells=("rank", "dtype")),
        Case("Call torch.nn.functional.normalize", "F.normalize(reals)", tells=WIDE,
             differs="read as float64, is float32"),
        Case("Encode torch.nn.functional.one_hot", "F.one_hot(ids, 5)", tells=("rank", "width", "dtype", "encoding")),
        Case("Encode torch.nn.functional.one_hot", "F.one_hot(ids)", tells=("rank", "dtype", "encoding")),
        Case("Call array.logical_not", "torch.logical_not(ids == 1)", tells=("rank", "dtype")),
        Case("Call array.logical_not", "ids.logical_not()", tells=("rank", "dtype"), differs="read as int64, is bool"),
    ),
)  # fmt: skip
