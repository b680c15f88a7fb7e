"""The metrics of torchmetrics: what rows say of decisions, links, thresholds and axes, as numbers that are equal."""

from __future__ import annotations

from lossguard.knowledge.parameters import parameters
from lossguard.knowledge.rows import By, Metric
from lossguard.knowledge.torch.metrics import METRICS
from lossguard.vocabulary import Decision, Family, Space
from tests.measured.cases import EQUAL, Case, Table
from tests.proved.record import key_of

START = """\
import torch
import torchmetrics
import torchmetrics.classification
import torchmetrics.functional
import torchmetrics.functional.classification

torch.manual_seed(0)
column = {"z": torch.randn(96) * 2, "y": (torch.rand(96) > 0.6).long()}
tags = (torch.rand(24, 4) > 0.6).long()
bits = {"z": torch.randn(24, 4) + 3 * tags - 1.5, "y": tags}
classes = {"z": torch.randn(24, 4) * 2, "y": torch.arange(24) % 5 % 4}
maps = {"z": torch.randn(96, 4, 2), "y": (torch.arange(192) % 5 % 4).reshape(96, 2)}
reals = {"z": torch.rand(96) * 2 + 2, "y": torch.rand(96) + 3}


def number(value):
    value = torch.as_tensor(value).double().flatten()
    return float((value * torch.arange(2, 2 + len(value)).sqrt()).sum())


def pairs(*both):
    return [number(each) for pair in both for each in pair]


def halves(p):
    return torch.where(p.abs() > 1, 0.5, torch.where(p > 0, 0.6, 0.4))


"""
DEFINED = {
    "mean_squared_error": "((z - y) ** 2).mean()", "mean_absolute_error": "(z - y).abs().mean()",
    "mean_absolute_percentage_error": "((z - y) / y).abs().mean()",
    "mean_squared_logarithmic_error": "((z.log1p() - y.log1p()) ** 2).mean()",
    "log_cosh": "(z - y).cosh().log().mean()",
    "r2_score": "1 - ((y - z) ** 2).sum() / ((y - y.mean()) ** 2).sum()",
    "explained_variance": "1 - (y - z).var() / y.var()",
    "pearson_corrcoef": "torch.corrcoef(torch.stack([z, y]))[0, 1]",
}  # fmt: skip
LINKS = {Space.UNIT: "z.sigmoid()", Space.SIMPLEX: "z.softmax({axis})"}
BETA = "beta"


def called(row: Metric, preds: str, **options: object) -> str:
    """The row's metric of `preds` and the targets y."""
    needed = {BETA: 2.0} if any(each.name == BETA and each.required for each in parameters(row)) else {}
    if row.width_param is not None:
        needed[row.width_param] = 4
    given = ", ".join(f"{name}={value!r}" for name, value in {**needed, **options}.items())
    if row.class_form:
        return f"{row.names[0]}({given})({preds}, y)"
    return f"{row.names[0]}({preds}, y, {given})"


def decided(row: Metric) -> list[tuple[str, str]]:
    """Predictions that the row takes for the same, in pairs."""
    axis = row.class_axis
    same = []
    if row.link_outside is not None:
        same.append((called(row, "z"), called(row, LINKS[row.link_outside].format(axis=axis))))
    if row.decision is Decision.THRESHOLD:
        default = next(each.default for each in parameters(row) if each.name == row.threshold_param)
        cut = f"(z.sigmoid() > {default}).long()"
        same += [
            (called(row, "z.sigmoid()"), called(row, cut)),
            (called(row, "halves(z)"), called(row, "halves(z) - 1e-3")),
        ]
        higher = {str(row.threshold_param): 0.7}
        same.append((called(row, "z.sigmoid()", **higher), called(row, "(z.sigmoid() > 0.7).long()")))
    elif row.decision is Decision.ARGMAX:
        same += [
            (called(row, "z"), called(row, f"z.argmax({axis})")),
            (called(row, "z"), called(row, f"z.softmax({axis})")),
        ]
    elif row.decision is Decision.RANKING:
        same.append((called(row, "z.sigmoid()"), called(row, "z.sigmoid() ** 3")))
    return same


def by_task(row: Metric) -> list[tuple[str, str, str]]:
    """(task, the metric of that task, the one that the row says it is), both averaged alike."""
    known = {each.names[0]: each for each in METRICS}
    assert isinstance(row.factory, By)
    found = []
    for task, name in row.factory.cases:
        other = known[name]
        shared = {each.name for each in parameters(row)} & {each.name for each in parameters(other)}
        options = {name: value for name, value in {"average": "macro", BETA: 2.0}.items() if name in shared}
        width = {other.width_param: 4} if other.width_param else {}
        found.append((str(task), called(row, "z", task=task, **width, **options), called(other, "z", **options)))
    return found


def data_of(row: Metric) -> str:
    if "exact_match" in row.canonical and row.family is Family.CATEGORICAL:
        return "maps"
    if row.family is Family.REGRESSION:
        return "reals"
    if row.family is Family.CATEGORICAL:
        return "classes"
    return "bits" if row.width_param is not None else "column"


TASKS = {"binary": "column", "multiclass": "classes", "multilabel": "bits"}


def cases_of(row: Metric) -> list[Case]:
    if row.factory is not None:
        return [
            _case(
                row, "maps" if "exact_match" in row.canonical and task == "multiclass" else TASKS[task], [(one, other)]
            )
            for task, one, other in by_task(row)
        ]
    defined = DEFINED.get(row.canonical)
    same = [(called(row, "z"), defined)] if defined is not None else decided(row)
    return [_case(row, data_of(row), same)]


def _case(row: Metric, data: str, same: list[tuple[str, str]]) -> Case:
    last = same[0][0], same[0][0].replace("(z, y", "(z.roll(1, 0), y")
    told = ", ".join(f"({one}, {other})" for one, other in (*same, last))
    return Case(key_of(row), f"(lambda z, y: pairs({told}))(**{data})", part=EQUAL, tells=())


TABLE = Table(
    name="torch_metrics",
    needs=("torchmetrics", "torch"),
    start=START,
    uses={},
    cases=tuple(case for row in METRICS if row.names[0].startswith("torchmetrics.") for case in cases_of(row)),
)
