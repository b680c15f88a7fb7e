"""Calls on tensors, run by torch and read by lossguard: rank, width and dtype of what comes out are the same.

Run it where torch is installed: `python -m pytest tests/oracle/test_call_rows.py`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch", minversion="2.6", reason="PyTorch is not installed: its calls cannot be run")

from lossguard.knowledge.rows import Call, Row  # noqa: E402
from tests.fixture_run import report_on  # noqa: E402
from tests.proved.record import every_row  # noqa: E402
from tests.reveals import revealed_of  # noqa: E402

START = """import torch
import torch.nn as nn

ids = torch.randint(0, 4, (6,))
reals = torch.randn(6, 4)
model = nn.Linear(4, 4)
loss = nn.MSELoss()
"""
# By the first name of the row.
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
    "torch.std": "torch.std(reals, dim=1)", "torch.round": "torch.round(reals)", "torch.sign": "torch.sign(reals)",
    "torch.clamp": "torch.clamp(reals, 0, 1)", "torch.eq": "torch.eq(ids, 1)",
    "torch.logical_not": "torch.logical_not(ids == 1)", "torch.where": "torch.where(ids > 1, ids, ids)",
    "torch.add": "torch.add(reals, 1)", "torch.sub": "torch.sub(ids, 1)", "torch.mul": "torch.mul(ids, 2)",
    "torch.div": "torch.div(reals, 2)", "torch.matmul": "torch.matmul(reals, reals.T)",
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
    "torch.eye": "torch.eye(4)", "torch.arange": "torch.arange(4)", "torch.linspace": "torch.linspace(0, 1, 5)",
    "torch.rand": "torch.rand(6, 4)", "torch.randn": "torch.randn(6, 1)", "torch.rand_like": "torch.rand_like(reals)",
    "torch.randn_like": "torch.randn_like(reals)", "torch.randint": "torch.randint(0, 3, (6, 1))",
    "torch.randperm": "torch.randperm(6)", "torch.exp": "torch.exp(reals)", "torch.log": "torch.log(torch.rand(6, 4))",
    "torch.square": "torch.square(reals)", "torch.special.log1p": "torch.log1p(torch.rand(6))",
    "array.long": "reals.long()", "array.int": "reals.int()",
    "array.short": "reals.short()", "array.char": "reals.char()", "array.byte": "ids.byte()",
    "array.bool": "ids.bool()", "array.half": "ids.half()", "array.float": "ids.float()",
    "array.double": "ids.double()", "array.to": "ids.to(torch.float32)", "array.type": "ids.type(torch.float64)",
    "array.type_as": "ids.type_as(reals)",
    "array.unsqueeze": "ids.unsqueeze(1)", "array.permute": "reals.permute(1, 0)",
    "array.t": "reals.t()", "array.view_as": "ids.view_as(torch.zeros(6, 1))",
    "array.expand": "ids.unsqueeze(1).expand(-1, 3)",
    "array.index_select": "reals.index_select(0, ids)", "array.clamp": "reals.clamp(0, 1)",
    "array.clamp_min": "reals.clamp_min(0)", "array.clamp_max": "reals.clamp_max(0)",
    "array.logsumexp": "reals.logsumexp(1)", "array.amax": "reals.amax(1)", "array.amin": "reals.amin(1)",
    "array.norm": "reals.norm(dim=1)", "array.trunc": "reals.floor()", "array.logical_not": "ids.logical_not()",
    "array.matmul": "reals.matmul(reals.t())", "array.gather": "reals.gather(1, ids.unsqueeze(1))",
    "array.exp": "reals.exp()", "array.log": "torch.rand(6, 4).log()", "array.log1p": "torch.rand(6).log1p()",
    "array.topk": "reals.topk(2, dim=1)[1]", "array.add_": "ids.add_(0)", "array.mul_": "ids.mul_(1)",
}  # fmt: skip


def rows() -> list[Any]:
    named = {row.names[0]: row for row in reversed(list(every_row())) if isinstance(row, Call)}
    return [pytest.param(name, named[name], id=name) for name in CALLS]


@cache
def read(folder: Path) -> tuple[Any, dict[str, int]]:
    """What lossguard reads in one program with all calls, and the line of each."""
    lines = START.count("\n")
    text = START + "".join(f"loss(model(reals), {call})\n" for call in CALLS.values())
    path = folder / "calls.py"
    path.write_text(text, encoding="utf-8")
    return report_on(path, {}), {name: lines + 1 + number for number, name in enumerate(CALLS)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("calls")


@pytest.mark.parametrize(("name", "row"), rows())
def test_a_call_gives_what_is_read_of_it(name: str, row: Row, folder: Path) -> None:
    report, lines = read(folder)
    setups = [setup for setup in report.setups if setup.place.line == lines[name]]
    assert setups, "no set-up was read"
    space: dict[str, Any] = {}
    exec(START, space)
    real = eval(CALLS[name], space)
    told = {field: revealed_of(setups, f"labels.{field}") for field in ("rank", "width", "dtype")}
    assert told["rank"] == str(real.ndim)
    assert told["dtype"] in (str(real.dtype).removeprefix("torch."), "none", "unknown")
    assert told["width"] in (str(real.shape[-1]) if real.ndim > 1 else "none", "none", "unknown")
