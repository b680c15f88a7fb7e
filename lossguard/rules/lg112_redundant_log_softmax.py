"""LG112: log-softmax before a loss that applies log-softmax itself, which changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.dialect import dialect_of
from lossguard.rules.reading import expected_by, head_of, loss_of, space_of
from lossguard.rules.rule import Rule
from lossguard.rules.wording import head_words, related
from lossguard.setups import Output, TrainingSetup
from lossguard.vocabulary import Family, Severity, Space


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """A loss that always takes logits; where a switch says so, its author has thought of it."""
    head, loss = head_of(output), loss_of(output)
    if head is None or loss is None or loss.family is not Family.CATEGORICAL or loss.from_logits is not None:
        return
    if expected_by(loss) is not Space.REAL or space_of(head) is not Space.LOG_SIMPLEX or head.embedding_like:
        return
    dialect = dialect_of(setup.engine)
    other = " or use nn.NLLLoss" if dialect is not None and dialect.yes_no_unit is not None else ""
    spot = head.links[-1].spot if head.links else head.spot
    yield Diagnosis(
        spot=spot,
        message=f"{loss.name} applies log-softmax itself, and the head already is {head_words(head)}: a second one "
        "changes neither value nor gradient.",
        help=f"Leave out the log-softmax,{other} instead." if other else "Leave out the log-softmax.",
        related=related(output, spot),
    )


RULE = Rule(
    code="LG112",
    name="redundant-log-softmax",
    severity=Severity.NOTE,
    since="0.1",
    summary="log-softmax before a cross-entropy that applies it itself: the same value and gradient.",
    why="Log-softmax of a log-softmax is the log-softmax: cross-entropy gives the same loss and the same gradient with "
    "and without it. It costs a little time, and it hides whether the model returns logits or log-probabilities, so "
    "that the next reader may take the exponential of the one for the other.",
    remedy="Return the raw scores, or keep the log-softmax and use the negative log-likelihood loss.",
    bad="""\
import torch
from torch import nn

x = torch.rand(200, 20)
y = torch.randint(0, 3, (200,))
model = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 3), nn.LogSoftmax(dim=1))
criterion = nn.CrossEntropyLoss()
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
y = torch.randint(0, 3, (200,))
model = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 3))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(2):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
""",
    needs=("head.space", "loss.expects"),
    sources=("measured: torch 2.13 and optax 0.2.8, value and gradient identical",),
    yields_to=("LG107", "LG111", "LG114", "LG208", "LG402"),
    check=check,
)
