"""Functions and methods of PyTorch that make tensors or change what is in them."""

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
# By the first name of the row: calls whose rank is to be told, and whatever else is told has to be so.
CALLS = {
    "torch.ravel": "torch.ravel(reals)", "torch.squeeze": "torch.squeeze(ids.unsqueeze(1), 1)",
    "torch.unsqueeze": "torch.unsqueeze(ids, 1)", "torch.reshape": "torch.reshape(ids, (6, 1))",
    "torch.flatten": "torch.flatten(reals)", "torch.t": "torch.t(reals)", "torch.clone": "torch.clone(reals)",
    "torch.transpose": "torch.transpose(reals, 0, 1)", "torch.permute": "torch.permute(reals, (1, 0))",
    "torch.argmax": "torch.argmax(reals, dim=1)", "torch.argmin": "torch.argmin(reals, dim=1)",
    "torch.max": "torch.max(reals, dim=1)[1]", "torch.min": "torch.min(reals, dim=1)[0]",
    "torch.topk": "torch.topk(reals, 2, dim=1)[0]", "torch.amax": "torch.amax(reals, dim=1)",
    "torch.amin": "torch.amin(reals, dim=1)", "torch.logsumexp": "torch.logsumexp(reals, dim=1)",
    "torch.mean": "torch.mean(reals, dim=1)", "torch.sum": "torch.sum(reals, dim=1)",
    "torch.any": "torch.any(reals > 0, dim=1)", "torch.all": "torch.all(reals > 0, dim=1)",
    "torch.round": "torch.round(reals)", "torch.sign": "torch.sign(reals)", "torch.clamp": "torch.clamp(reals, 0, 1)",
    "torch.eq": "torch.eq(ids, 1)", "torch.where": "torch.where(ids > 1, ids, ids)",
    "torch.add": "torch.add(reals, 1)", "torch.sub": "torch.sub(ids, 0)", "torch.mul": "torch.mul(ids, 1)",
    "torch.cat": "torch.cat([ids, ids])", "torch.stack": "torch.stack([ids, ids], dim=1)",
    "torch.hstack": "torch.hstack([reals, reals])", "torch.vstack": "torch.vstack([reals, reals])",
    "torch.column_stack": "torch.column_stack([ids, ids])", "torch.index_select": "torch.index_select(reals, 0, ids)",
    "torch.gather": "torch.gather(reals, 1, ids.unsqueeze(1))", "torch.bernoulli": "torch.bernoulli(torch.rand(6, 4))",
    "torch.tensor": "torch.tensor([0, 1, 2])", "torch.as_tensor": "torch.as_tensor([0.0, 1.0])",
    "torch.LongTensor": "torch.LongTensor([0, 1])", "torch.IntTensor": "torch.IntTensor([0, 1])",
    "torch.Tensor": "torch.Tensor([0, 1])", "torch.ByteTensor": "torch.ByteTensor([0, 1])",
    "torch.BoolTensor": "torch.BoolTensor([True, False])", "torch.DoubleTensor": "torch.DoubleTensor([0, 1])",
    "torch.ShortTensor": "torch.ShortTensor([0, 1])", "torch.CharTensor": "torch.CharTensor([0, 1])",
    "torch.HalfTensor": "torch.HalfTensor([0, 1])", "torch.zeros": "torch.zeros(6, 4)", "torch.ones": "torch.ones(6)",
    "torch.full": "torch.full((6, 1), 1.0)", "torch.zeros_like": "torch.zeros_like(ids)",
    "torch.ones_like": "torch.ones_like(reals)", "torch.full_like": "torch.full_like(ids, 2)",
    "torch.eye": "torch.eye(4)", "torch.arange": "torch.arange(4)",
    "torch.rand": "torch.rand(6, 4)", "torch.randn": "torch.randn(6, 1)", "torch.rand_like": "torch.rand_like(reals)",
    "torch.randn_like": "torch.randn_like(reals)", "torch.randint": "torch.randint(0, 3, (6, 1))",
    "torch.randperm": "torch.randperm(6)", "torch.exp": "torch.exp(reals)", "torch.log": "torch.log(torch.rand(6, 4))",
    "torch.square": "torch.square(reals)", "torch.special.log1p": "torch.log1p(torch.rand(6))",
    "array.long": "reals.long()", "array.int": "reals.int()",
    "array.short": "reals.short()", "array.char": "reals.char()", "array.byte": "ids.byte()",
    "array.bool": "ids.bool()", "array.half": "ids.half()", "array.float": "ids.float()",
    "array.double": "ids.double()", "array.to": "ids.to(torch.float32)", "array.type": "ids.type(torch.float64)",
    "array.type_as": "ids.type_as(reals)", "array.unsqueeze": "ids.unsqueeze(1)",
    "array.permute": "reals.permute(1, 0)", "array.t": "reals.t()", "array.view_as": "ids.view_as(torch.zeros(6, 1))",
    "array.expand": "ids.unsqueeze(1).expand(-1, 3)", "array.index_select": "reals.index_select(0, ids)",
    "array.clamp": "reals.clamp(0, 1)",
    "array.clamp_min": "reals.clamp_min(0)", "array.clamp_max": "reals.clamp_max(0)",
    "array.logsumexp": "reals.logsumexp(1)", "array.amax": "reals.amax(1)", "array.amin": "reals.amin(1)",
    "array.norm": "reals.norm(dim=1)", "array.trunc": "reals.floor()",
    "array.matmul": "reals.matmul(reals.t())", "array.gather": "reals.gather(1, ids.unsqueeze(1))",
    "array.exp": "reals.exp()", "array.log": "torch.rand(6, 4).log()", "array.log1p": "torch.rand(6).log1p()",
    "array.topk": "reals.topk(2, dim=1)[1]", "array.add_": "ids.add_(0)", "array.mul_": "ids.mul_(1)",
}  # fmt: skip
TABLE = Table(
    name="torch_calls",
    needs=("torch", "numpy"),
    start=START,
    uses={LABELS: "loss(model(reals), {})"},
    cases=(
        *(Case(f"Call {row}", value) for row, value in CALLS.items()),
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
