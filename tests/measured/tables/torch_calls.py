"""Functions of PyTorch over tensors that tests/oracle/test_call_rows.py does not run."""

from __future__ import annotations

from tests.measured.cases import LABELS, Case, Table

START = """\
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.rnn import pad_sequence

ids = torch.tensor([0, 1, 2, 3, 1, 0])
reals = torch.tensor([[0.5, -1.5, 2.0, 0.0], [1.0, 3.0, -2.0, 0.5], [0.1, 0.2, 0.3, 0.4]] * 2)
model = nn.Linear(4, 4)
loss = nn.MSELoss()
"""
WIDE = ("rank", "width")
TYPED = ("rank", "dtype")
TABLE = Table(
    name="torch_calls",
    needs=("torch", "numpy"),
    start=START,
    uses={LABELS: "loss(model(reals), {})"},
    cases=(
        Case("Call torch.movedim", "torch.movedim(reals, 0, 1)"),
        Case("Call torch.sort", "torch.sort(reals, dim=1)[0]", tells=TYPED),
        Case("Call torch.sort", "torch.sort(reals, dim=1)[1]", tells=TYPED),
        Case("Call torch.topk", "torch.topk(reals, 2, dim=0)[0]", tells=TYPED),
        Case("Call torch.topk", "torch.topk(reals, 2)[1]", tells=(*TYPED, "width")),
        Case("Call array.kthvalue", "reals.kthvalue(2)[0]", tells=TYPED),
        Case("Call array.kthvalue", "reals.kthvalue(2, 1, True)[1]", tells=TYPED),
        Case("Call torch.std", "torch.std(reals, dim=1)", tells=TYPED),
        Case("Call torch.std", "torch.var(reals, 0, keepdim=True)", tells=TYPED),
        Case("Call torch.std", "torch.prod(reals, 1)", tells=TYPED),
        Case("Call array.std [torch]", "reals.std(1)", tells=TYPED),
        Case("Call torch.norm", "torch.norm(reals, dim=1)", tells=TYPED),
        Case("Call torch.median", "torch.median(reals, 1)[0]", tells=TYPED),
        Case("Call torch.median", "torch.median(reals, dim=1, keepdim=True).indices", tells=TYPED),
        Case("Call array.median [torch]", "reals.median(1).values", tells=TYPED),
        Case("Call torch.diagonal", "torch.diagonal(reals)", tells=TYPED),
        Case("Call torch.diagonal", "torch.diagonal(F.one_hot(ids, 6), dim1=-2, dim2=-1)", tells=(*TYPED, "encoding")),
        Case("Call torch.diagonal", "torch.diagonal(torch.zeros(2, 3, 3), dim1=1, dim2=2)", tells=TYPED),
        Case("Call torch.div", "torch.div(reals, 2)", tells=(*TYPED, "width")),
        Case("Call torch.div", "torch.div(ids, 2, rounding_mode='floor')", tells=TYPED),
        Case("Call array.div [torch]", "reals.div(2)", tells=(*TYPED, "width")),
        Case("Call array.div_", "reals.true_divide(reals)", tells=(*TYPED, "width")),
        Case("Call torch.matmul", "torch.matmul(reals, reals.T)"),
        Case("Call torch.matmul", "reals @ reals.T"),
        Case("Call torch.matmul", "torch.matmul(reals, torch.zeros(4, 3))", tells=WIDE),
        Case("Call torch.chunk", "first", before=("first, second = torch.chunk(reals, 2, dim=1)",), tells=TYPED),
        Case("Call torch.split", "top", before=("top, low = torch.split(reals, 3, dim=0)",), tells=(*TYPED, "width")),
        Case("Call torch.unbind", "one", before=("one, *others = torch.unbind(reals, 0)",), tells=TYPED),
        Case("Call array.unbind", "column", before=("column, *others = reals.unbind(1)",), tells=TYPED),
        Case("Call torch.scatter", "torch.scatter(torch.zeros(6, 4), 1, ids.unsqueeze(1), 1.0)", tells=WIDE),
        Case("Call torch.unique", "torch.unique(ids)", tells=TYPED),
        Case("Call torch.bincount", "torch.bincount(ids)"),
        Case("Call torch.autograd.Variable", "torch.autograd.Variable(reals)", tells=WIDE),
        Case("Call torch.from_numpy", "torch.from_numpy(np.zeros((6, 2), dtype='int32'))", tells=TYPED),
        Case("Call torch.linspace", "torch.linspace(0, 1, 5)", tells=TYPED),
        Case("Call torch.randint_like", "torch.randint_like(ids, 3)", tells=(*TYPED, "encoding", "classes")),
        Case("Call torch.randint_like", "torch.randint_like(ids, 0, 3, dtype=torch.float64)", tells=TYPED),
        Case("Call torch.normal", "torch.normal(0.0, 1.0, (6, 2))", tells=TYPED),
        Case("Call torch.logit", "torch.logit(torch.sigmoid(reals))", tells=TYPED),
        Case("Call torch.nn.functional.normalize", "F.normalize(reals)", tells=(*TYPED, "width")),
        Case("Call torch.nn.utils.rnn.pad_sequence", "pad_sequence([reals, reals[:2]])", tells=(*TYPED, "width")),
        Case("Call torch.nn.utils.rnn.pad_sequence", "pad_sequence([ids, ids[:2]], batch_first=True)",
             tells=(*TYPED, "encoding")),
        Case("Encode torch.nn.functional.one_hot", "F.one_hot(ids, 5)", tells=(*TYPED, "width", "encoding")),
        Case("Encode torch.nn.functional.one_hot", "F.one_hot(ids)", tells=(*TYPED, "encoding")),
        Case("Call torch.logical_not", "torch.logical_not(ids)", tells=(*TYPED, "encoding")),
        Case("Call array.logical_not", "ids.logical_not()", tells=(*TYPED, "encoding")),
        Case("Call torch.bitwise_not", "torch.bitwise_not(ids > 1)", tells=(*TYPED, "encoding")),
        Case("Call array.bitwise_not", "(ids > 1).bitwise_not()", tells=(*TYPED, "encoding")),
    ),
)  # fmt: skip
