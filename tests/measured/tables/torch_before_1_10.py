"""The cross-entropy of PyTorch before 1.10, which knows class numbers alone and smooths no labels."""

from __future__ import annotations

from lossguard.knowledge.rows import By, Loss
from lossguard.knowledge.torch.losses import LOSSES
from lossguard.vocabulary import Encoding, Space
from tests.measured.cases import EQUAL, Case, Table
from tests.proved.record import key_of

START = """\
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)
scores, ids = torch.randn(24, 4), torch.randint(0, 4, (24,))


def pairs(*both):
    return [float(each) for pair in both for each in pair]


def taken(loss, target):
    try:
        loss(scores, target)
    except (RuntimeError, TypeError, ValueError):
        return 0
    return 1


"""
VERSIONS = "torch<1.10"
LINKS = {Space.REAL: "{}", Space.SIMPLEX: "{}.softmax(1)", Space.LOG_SIMPLEX: "{}.log_softmax(1)"}
TARGETS = {Encoding.INDEX: "ids", Encoding.ONE_HOT: "F.one_hot(ids, 4).float()", Encoding.SOFT: "scores.softmax(1)"}


def _case(row: Loss) -> Case:
    assert not isinstance(row.expects, By)
    loss, link = f"{row.names[0]}{'()' if row.class_form else ''}", LINKS[row.expects]
    told = [f"({loss}({link.format('scores')}, ids), -scores.log_softmax(1)[torch.arange(24), ids].mean())"]
    told += [f"(taken({loss}, {target}), {int(name in row.labels)})" for name, target in TARGETS.items()]
    told.append(f"({loss}({link.format('scores')}, ids), {loss}({link.format('scores.roll(1, 0)')}, ids))")
    return Case(key_of(row), f"pairs({', '.join(told)})", part=EQUAL, tells=())


TABLE = Table(
    name="torch_before_1_10",
    needs=("torch",),
    start=START,
    uses={},
    cases=tuple(_case(row) for row in LOSSES if row.versions == VERSIONS),
    versions=VERSIONS,
)
