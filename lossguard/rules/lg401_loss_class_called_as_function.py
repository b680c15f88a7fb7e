"""LG401: a class is called with tensors as if it were a function, so it makes an object instead of a value."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.rule import Rule
from lossguard.rules.wording import engine_words
from lossguard.setups import Output, TrainingSetup
from lossguard.vocabulary import Severity


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """The problems of the set-up that are such calls, each at the call."""
    for problem in setup.problems:
        if problem.kind != "class-called":
            continue
        clause = f" ({problem.detail})" if problem.detail else ""
        name = problem.name.split("(", 1)[0]
        yield Diagnosis(
            spot=problem.spot,
            message=(
                f"`{name}` is a class: calling it with tensors makes an object and takes them for its options{clause}; "
                f"nothing is computed from them, and {engine_words(setup.engine)} stops with an error here or at the "
                "first use of the result."
            ),
            help=f"Write `{problem.suggestion}`." if problem.suggestion else f"Make the object first: `{name}()(...)`.",
            confirm=(
                "the exception says: Boolean value of Tensor with more than one value is ambiguous, or that the object "
                "has no backward or item"
            ),
        )


RULE = Rule(
    code="LG401",
    name="loss-class-called-as-function",
    severity=Severity.ERROR,
    since="0.1",
    summary="A loss or activation class is called with tensors, as if it were a function.",
    why="nn.CrossEntropyLoss(out, y) does not compute a loss: it makes a loss object whose class weights are the "
    "outputs. With a batch of several samples this stops with 'Boolean value of Tensor with more than one value is "
    "ambiguous', an error that names neither the loss nor the mistake; some classes (PoissonNLLLoss, CTCLoss) take "
    "anything and fail later, at backward(). The same holds for nn.Softmax(x) and for a criterion without "
    "parentheses: criterion = nn.CrossEntropyLoss.",
    remedy="Make the object first and call it, nn.CrossEntropyLoss()(out, y), or use the function, F.cross_entropy.",
    signature="RuntimeError: Boolean value of Tensor with more than one value is ambiguous.",
    sources=("measured: torch 2.13, every loss class called with two tensors",),
    per_setup=True,
    bad="""\
import torch
from torch import nn

x = torch.rand(200, 20)
y = torch.randint(0, 3, (200,))
model = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 3))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(2):
    optimizer.zero_grad()
    loss = nn.CrossEntropyLoss(model(x), y)
    loss.backward()
    optimizer.step()
""",
    good="""\
import torch
from torch import nn

x = torch.rand(200, 20)
y = torch.randint(0, 3, (200,))
model = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 3))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(2):
    optimizer.zero_grad()
    loss = nn.CrossEntropyLoss()(model(x), y)
    loss.backward()
    optimizer.step()
""",
    check=check,
)
