"""LG113: sigmoid and binary cross-entropy as two steps, which is right but less stable than the one of both."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.dialect import dialect_of
from lossguard.rules.reading import expected_by, head_of, labels_of, loss_of, space_of
from lossguard.rules.rule import Rule
from lossguard.rules.wording import head_words, related
from lossguard.setups import Output, TrainingSetup
from lossguard.vocabulary import Family, Severity, Space

_SIGMOID = "sigmoid"


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """A sigmoid as the last activation under a loss over probabilities, where the framework has one over logits."""
    head, loss, dialect = head_of(output), loss_of(output), dialect_of(setup.engine)
    if head is None or loss is None or dialect is None or dialect.yes_no_unit is None:
        return
    if loss.family is not Family.BERNOULLI or loss.custom or loss.from_logits is not None or head.embedding_like:
        return
    if expected_by(loss) is not Space.UNIT or space_of(head) is not Space.UNIT or head.activation != _SIGMOID:
        return
    labels = labels_of(output)
    if labels is not None and labels.reconstruction:
        return  # the sigmoid is part of the decoder, its output is looked at
    spot = head.links[-1].spot
    yield Diagnosis(
        spot=spot,
        message=f"The head is {head_words(head)} and {loss.name} takes the logarithm: right, but where the sigmoid "
        "rounds to 0 or 1 (from a score of about 17 on, in half precision of 8) the gradient is 0, and CUDA autocast "
        "refuses this loss.",
        help=f"Leave out the sigmoid and use {dialect.yes_no}, which does both in one stable step; apply "
        f"{dialect.sigmoid} where probabilities are needed.",
        related=related(output, spot),
    )


RULE = Rule(
    code="LG113",
    name="unfused-sigmoid-bce",
    severity=Severity.NOTE,
    since="0.1",
    summary="sigmoid and binary cross-entropy in two steps: right, but less stable than in one.",
    why="In float32 a sigmoid is exactly 1.0 from a score of 16.64 on, in float16 from 8.4, in bfloat16 from 6.3. "
    "BCELoss then returns 100 for a wrong sample and a gradient of 0. Under CUDA autocast it raises, as it is unsafe "
    "there. BCEWithLogitsLoss computes both in one step without either.",
    remedy="No sigmoid in the model and BCEWithLogitsLoss; torch.sigmoid where probabilities are shown.",
    bad="""\
import torch
from torch import nn

x = torch.rand(200, 20)
y = torch.randint(0, 2, (200, 1)).float()
model = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 1), nn.Sigmoid())
criterion = nn.BCELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(2):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
""",
    good="""\
import torch
from torch import nn

x = torch.rand(200, 20)
y = torch.randint(0, 2, (200, 1)).float()
model = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 1))
criterion = nn.BCEWithLogitsLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(2):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
""",
    needs=("head.space", "loss.expects"),
    sources=("pytorch.org/docs: BCEWithLogitsLoss", "measured: torch 2.13, saturation of sigmoid by precision"),
    yields_to=("LG115", "LG208", "LG402"),
    check=check,
)
