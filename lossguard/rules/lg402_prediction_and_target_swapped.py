"""LG402: a loss or metric gets the labels where it wants the prediction, and the prediction where it wants labels."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.called_refusals import CALLED
from lossguard.rules.reading import loss_of
from lossguard.rules.rule import Rule
from lossguard.rules.wording import engine_words
from lossguard.setups import Engine, Output, Problem, TrainingSetup
from lossguard.vocabulary import Family, Severity

_ORDER = {
    "torch": "the prediction first: loss(output, target)",
    "optax": "the prediction first: loss(logits, labels)",
    "tf": "the labels first: loss(labels=..., logits=...)",
}
_COMPILED = "the labels first: loss(y_true, y_pred)"
_SYMMETRIC = (Family.REGRESSION,)  # (a - b)**2 is the same either way


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """The problems of the set-up that are exchanged arguments, each at the call."""
    for problem in setup.problems:
        if problem.kind == "metric-swapped":
            yield _exchanged_metric(problem)
        if problem.kind != "swapped":
            continue
        loss = loss_of(output)
        harmless = loss is not None and loss.spot == problem.spot and loss.family in _SYMMETRIC
        yield Diagnosis(
            spot=problem.spot,
            message=_message(setup.engine, problem, harmless),
            help=f"Write `{problem.suggestion}`." if problem.suggestion else "Exchange the two arguments.",
            severity=Severity.NOTE if harmless else None,
        )


def _exchanged_metric(problem: Problem) -> Diagnosis:
    return Diagnosis(
        spot=problem.spot,
        message=f"{problem.detail} is given the two the other way round: it stops with an error, or the predictions "
        "are taken for the truth (precision and recall change places, a confusion matrix is transposed).",
        help="Exchange the two arguments.",
    )


def _message(engine: Engine, problem: Problem, harmless: bool) -> str:
    clause = f" ({problem.detail})" if problem.detail else ""
    opening = (
        f"{problem.name} wants {_ORDER.get(engine.code, _COMPILED)}, but it is given the two the other way "
        f"round{clause}: "
    )
    if harmless:
        return f"{opening}this distance is the same either way, another loss would not be."
    raises = "it stops with an error about types or shapes, or" if engine.code in CALLED else "it"
    return (
        f"{opening}in {engine_words(engine)} {raises} computes a number in which the labels are taken for the "
        "prediction."
    )


RULE = Rule(
    code="LG402",
    name="prediction-and-target-swapped",
    severity=Severity.ERROR,
    since="0.1",
    summary="A loss or metric is called with prediction and target exchanged.",
    why="torch and optax want (prediction, target), Keras and scikit-learn (target, prediction). Whoever goes from one "
    "to the other exchanges them. Cross-entropy between class numbers then stops with an error about types; where both "
    "sides are floats, as in binary cross-entropy, it runs and computes the logarithm of the labels: measured 41.5 "
    "instead of 0.6.",
    remedy="Put the arguments in the order of the library at hand, or name them: input=, target=, y_true=, y_pred=.",
    signature="A loss near 100 times the share of wrong answers, or an error that names the type Long.",
    sources=("measured: torch 2.13, optax 0.2.8, Keras 3.15, scikit-learn 1.9.1",),
    per_setup=True,
    bad="""\
import numpy as np
import torch
from torch import nn

x = torch.rand(200, 20)
y = torch.from_numpy(np.random.randint(0, 2, (200, 1))).float()
model = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 1), nn.Sigmoid())
criterion = nn.BCELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(2):
    optimizer.zero_grad()
    loss = criterion(y, model(x))
    loss.backward()
    optimizer.step()
""",
    good="""\
import numpy as np
import torch
from torch import nn

x = torch.rand(200, 20)
y = torch.from_numpy(np.random.randint(0, 2, (200, 1))).float()
model = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 1))
criterion = nn.BCEWithLogitsLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(2):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
""",
    check=check,
    check_learner=check,
)
