"""LG208: a decision (argmax, threshold, rounding) stands between the head and the loss."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.reading import head_of, loss_of
from lossguard.rules.rule import Rule
from lossguard.rules.wording import related
from lossguard.setups import Output, TrainingSetup
from lossguard.vocabulary import Decision, Severity

_NONE = "has no gradient at all"
_NONE_OR_ZERO = "has no gradient, or (round) one of 0 everywhere"

# What was done, and what becomes of the gradient.
_DONE = {
    Decision.ARGMAX: ("the number of the largest output (argmax)", _NONE),
    Decision.THRESHOLD: ("a yes or no (a comparison with a threshold, or rounding)", _NONE_OR_ZERO),
    Decision.TOP_K: ("the numbers of the largest outputs (top k)", _NONE),
}
_RAISES = "the exception says: element 0 of tensors does not require grad, or it names the type of the input"


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """A decision of the model as the prediction of a loss; as its labels (pseudo-labels) it is right."""
    head, loss = head_of(output), loss_of(output)
    if head is None or loss is None or head.embedding_like or head.decision not in _DONE:
        return
    if setup.trained is False:
        return  # a loss that is only measured needs no gradient
    made, gradient = _DONE[head.decision]
    yield Diagnosis(
        spot=loss.spot,
        message=f"{loss.name} is given {made} instead of the model's output: such a decision {gradient}, so nothing "
        "can be learnt through it.",
        help="Hand the output itself to the loss, and keep the decision for the metrics.",
        confirm=_RAISES if gradient is _NONE else f"{_RAISES}; after round() the loss is the same in every epoch",
        related=related(output, loss.spot),
        may_be_wrong=loss.custom,
    )


RULE = Rule(
    code="LG208",
    name="decisions-fed-to-loss",
    severity=Severity.ERROR,
    since="0.1",
    summary="argmax, a threshold or rounding between the model and the loss: no gradient passes.",
    why="The gradient of a decision is nothing or 0: the class with the largest score stays the same when the weights "
    "change a little. After argmax or a comparison the loss cannot be differentiated and training stops with an error, "
    "often one about types, which a cast or requires_grad=True makes go away without mending anything. After round() "
    "training runs, and no weight ever moves.",
    remedy="Give the loss the raw outputs (or probabilities), and make the decision only for accuracy and the like.",
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
    loss = criterion(torch.round(model(x)), y)
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
    out = model(x)
    loss = criterion(out, y)
    loss.backward()
    optimizer.step()
    right = (torch.round(torch.sigmoid(out)) == y).float().mean()
""",
    needs=("head", "loss"),
    sources=("measured: torch 2.13, argmax, comparison and round before the losses",),
    signature="element 0 of tensors does not require grad and does not have a grad_fn; or a loss that never moves",
    yields_to=("LG402",),
    check=check,
)
