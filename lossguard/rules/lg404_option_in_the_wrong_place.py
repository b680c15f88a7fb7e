"""LG404: a positional argument lands in another parameter than its author means."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.rule import Rule
from lossguard.rules.wording import engine_words
from lossguard.setups import Engine, Output, Problem, TrainingSetup
from lossguard.vocabulary import Severity

# What comes of a stray argument, by the parameter in which it lands.
_CONSEQUENCES = {
    "size_average": "an old flag for which any text counts as true, so the reduction stays 'mean'",
    "reduce": "an old flag for which any text counts as true, so the reduction stays 'mean'",
    "weight": "which wants a tensor: the call stops with an error",
    "blank": "the number of the blank label: it is taken as it is, and fails or aligns wrongly later",
    "log_input": "a flag for which any text counts as true",
    "loss_weights": "which wants numbers: no metric is measured, and training stops or weighs the losses with text",
    "metrics": "which wants metrics: the weights of the losses are not used",
    "ignore_class": "so that one class is left out of the loss, and the switch for logits keeps its default",
    "label_smoothing": "so that labels are smoothed, and the switch for logits keeps its default",
}


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """The misplaced arguments of the set-up, each where it stands."""
    for problem in setup.problems:
        if problem.kind == "misplaced":
            yield Diagnosis(
                spot=problem.spot,
                message=_message(setup.engine, problem),
                help=f"Write `{problem.suggestion}`." if problem.suggestion else "Name the argument.",
            )


def _message(engine: Engine, problem: Problem) -> str:
    landed = f"`{problem.detail}`" if problem.detail.isidentifier() else problem.detail or "another parameter"
    consequence = _CONSEQUENCES.get(problem.detail)
    rest = f", {consequence}" if consequence else ""
    words = " " in problem.name and not any(mark in problem.name for mark in "([='\"")
    what = f"{problem.name[0].upper()}{problem.name[1:]}" if words else f"`{problem.name}`"
    return (
        f"{what} is passed by position and lands in {landed}{rest}: the parameters of "
        f"{engine_words(engine)} stand in another order."
    )


RULE = Rule(
    code="LG404",
    name="option-in-the-wrong-place",
    severity=Severity.ERROR,
    since="0.1",
    summary="A positional argument lands in another parameter than it is meant for.",
    why="nn.MSELoss('sum') does not sum: its first parameter is the old flag size_average, any text counts as true, "
    "and the mean is taken as before, with a warning about something else. nn.HuberLoss('sum') is right, since there "
    "the reduction comes first. Keras 3 puts loss_weights before metrics in compile(), where Keras 2 had metrics "
    "first: compile('adam', 'mse', ['mae']) weighs the loss with a word.",
    remedy="Name the argument: reduction='sum', metrics=[...], from_logits=True.",
    signature="UserWarning: size_average and reduce args will be deprecated, please use reduction='mean' instead.",
    sources=("measured: torch 2.13, the constructors' first parameters", "Keras 3.15, Model.compile"),
    per_setup=True,
    bad="""\
import torch
from torch import nn

x = torch.rand(200, 20)
y = torch.rand(200, 1)
model = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 1))
criterion = nn.MSELoss("sum")
optimizer = torch.optim.SGD(model.parameters(), lr=0.001)
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
y = torch.rand(200, 1)
model = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 1))
criterion = nn.MSELoss(reduction="sum")
optimizer = torch.optim.SGD(model.parameters(), lr=0.001)
for epoch in range(2):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
""",
    check=check,
)
