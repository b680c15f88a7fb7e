"""LG103: the loss expects log-probabilities and the head delivers probabilities or raw scores."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.dialect import Dialect, dialect_of
from lossguard.rules.reading import PROBABILITIES, expected_by, head_of, loss_of, space_of
from lossguard.rules.rule import Rule
from lossguard.rules.wording import head_words, related, space_words
from lossguard.setups import LossUse, Output, TrainingSetup
from lossguard.vocabulary import Family, Severity, Space

_LOGARITHMS = (Space.LOG_SIMPLEX, Space.LOG_UNIT)
_WRONG = (*PROBABILITIES, Space.REAL, Space.NONNEGATIVE, Space.SYMMETRIC, Space.SQUASHED)
_PICKED = ("'none'", '"none"')  # an unreduced loss may serve to pick one output a sample: focal weights, policies


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    head, loss = head_of(output), loss_of(output)
    if head is None or loss is None or head.embedding_like:
        return
    space, expected = space_of(head), expected_by(loss)
    if expected not in _LOGARITHMS or space not in _WRONG:
        return
    assert space is not None and expected is not None
    yield Diagnosis(
        spot=loss.spot,
        message=f"{loss.name} expects {space_words(expected)} and takes no logarithm itself, but the head is "
        f"{head_words(head)}. {_consequence(loss, space)}",
        help=_remedy(dialect_of(setup.engine), loss, space),
        confirm=_sign(loss, space),
        related=related(output, loss.spot),
        may_be_wrong=loss.custom or any(word in loss.written for word in _PICKED),
    )


def _consequence(loss: LossUse, space: Space) -> str:
    if loss.family is Family.SEQUENCE:
        return "It aligns with numbers that are no log-probabilities, without an error."
    if loss.family is Family.DIVERGENCE:
        return (
            "The divergence is not bounded from below and runs off."
            if space not in (*PROBABILITIES, Space.SYMMETRIC)
            else "What is computed is no divergence: it goes below 0."
        )
    if space is Space.SIMPLEX:
        return "It returns -p of the true class, between -1 and 0: the gradient fades where the model is wrong."
    if space is Space.UNIT:
        return "It returns minus the unit of the true class: all units at 1 is the best answer, whatever the input."
    if space is Space.SYMMETRIC:
        return "It returns minus the unit of the true class: all units at 1 is the best answer, whatever the input."
    return "It returns minus the score of the true class, which has no lowest value: the scores run off."


def _remedy(dialect: Dialect | None, loss: LossUse, space: Space) -> str:
    log_softmax = dialect.log_softmax if dialect is not None else "log_softmax"
    replaced = f"Apply {log_softmax} in place of the softmax" if space is Space.SIMPLEX else f"Apply {log_softmax}"
    if loss.family is not Family.CATEGORICAL or dialect is None:
        return f"{replaced} before the loss."
    bare = "without activation" if space in (Space.REAL, Space.NONNEGATIVE) else "without the activation"
    return f"{replaced} before the loss, or hand the scores {bare} to {dialect.by_number}."


def _sign(loss: LossUse, space: Space) -> str:
    if loss.family is Family.CATEGORICAL and space in PROBABILITIES:
        return "The loss is negative and lies between -1 and 0."
    return "The loss is negative."


RULE = Rule(
    code="LG103",
    name="probabilities-into-log-loss",
    severity=Severity.ERROR,
    since="0.1",
    summary="The loss expects log-probabilities, the head delivers probabilities or raw scores.",
    why="The negative log-likelihood loss only picks the entry of the true class and turns its sign; KLDivLoss and CTC "
    "take their input as logarithms, too. Over a softmax the loss is -p instead of -log p: it lies between -1 and 0 "
    "and hardly corrects what is confidently wrong. Over raw scores it has no lowest value and runs off to minus "
    "infinity. Nothing is checked and the loss falls, so it looks like progress.",
    remedy="log_softmax in place of softmax; or raw scores under CrossEntropyLoss, which takes the logarithm itself.",
    bad="""\
import torch
from torch import nn

x = torch.rand(200, 20)
y = torch.randint(0, 3, (200,))
model = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 3), nn.Softmax(dim=1))
criterion = nn.NLLLoss()
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
model = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 3), nn.LogSoftmax(dim=1))
criterion = nn.NLLLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(2):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
""",
    needs=("head.space", "loss.expects"),
    sources=("pytorch.org/docs: NLLLoss, KLDivLoss, CTCLoss", "measured: torch 2.13, activation by loss"),
    yields_to=("LG106", "LG107", "LG114", "LG208", "LG402"),
    signature="The loss is negative: between -1 and 0 over a softmax, without end over raw scores.",
    check=check,
)
