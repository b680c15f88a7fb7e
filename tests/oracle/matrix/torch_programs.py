"""Programs in PyTorch: one source text for each head, loss with options, form of labels and metric."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from tests.oracle.matrix.program import SAMPLES, Aim, Case, Form, Loss, Measure, Metric, Task

DRAWN = {
    Task.EXCLUSIVE: f"torch.randint(0, 3, ({SAMPLES},))",
    Task.BINARY: f"torch.randint(0, 2, ({SAMPLES},))",
    Task.TAGS: f"torch.randint(0, 2, ({SAMPLES}, 3))",
    Task.VALUE: f"torch.empty({SAMPLES}).uniform_(-5, 5)",
    Task.COUNT: f"torch.poisson(torch.full(({SAMPLES},), 3.0))",
}
FORMS = (
    Form("ids", Task.EXCLUSIVE, "truth"),
    Form("ids as floats", Task.EXCLUSIVE, "truth.float()"),
    Form("ids as int32", Task.EXCLUSIVE, "truth.int()"),
    Form("ids in a column", Task.EXCLUSIVE, "truth.unsqueeze(1)"),
    Form("ids from one", Task.EXCLUSIVE, "truth + 1"),
    Form("one-hot", Task.EXCLUSIVE, "F.one_hot(truth, 3).float()"),
    Form("one-hot integers", Task.EXCLUSIVE, "F.one_hot(truth, 3)"),
    Form("one-hot of four", Task.EXCLUSIVE, "F.one_hot(truth, 4).float()"),
    Form("bits", Task.BINARY, "truth"),
    Form("bits as floats", Task.BINARY, "truth.float()"),
    Form("bits in a column", Task.BINARY, "truth.float().unsqueeze(1)"),
    Form("integer bits in a column", Task.BINARY, "truth.unsqueeze(1)"),
    Form("double bits in a column", Task.BINARY, "truth.double().unsqueeze(1)"),
    Form("signs", Task.BINARY, "(2 * truth - 1).float().unsqueeze(1)"),
    Form("pairs", Task.BINARY, "F.one_hot(truth, 2).float()"),
    Form("multi-hot", Task.TAGS, "truth.float()"),
    Form("multi-hot integers", Task.TAGS, "truth"),
    Form("values", Task.VALUE, "truth"),
    Form("values in a column", Task.VALUE, "truth.unsqueeze(1)"),
    Form("counts in a column", Task.COUNT, "truth.unsqueeze(1)"),
)
MAIN_FORMS = ("ids", "one-hot", "bits", "bits in a column", "pairs", "multi-hot", "values in a column")
MAIN_FORMS += ("counts in a column",)
LOSSES = (
    Loss("CrossEntropyLoss()", "nn.CrossEntropyLoss()", Aim.PROBABILITY),
    Loss("CrossEntropyLoss(label_smoothing)", "nn.CrossEntropyLoss(label_smoothing=0.1)", Aim.PROBABILITY, 0.1),
    Loss("cross_entropy", "F.cross_entropy(output, target)", Aim.PROBABILITY),
    Loss("NLLLoss()", "nn.NLLLoss()", Aim.PROBABILITY),
    Loss("nll_loss", "F.nll_loss(output, target)", Aim.PROBABILITY),
    Loss("BCELoss()", "nn.BCELoss()", Aim.PROBABILITY),
    Loss("binary_cross_entropy", "F.binary_cross_entropy(output, target)", Aim.PROBABILITY),
    Loss("BCEWithLogitsLoss()", "nn.BCEWithLogitsLoss()", Aim.PROBABILITY),
    Loss("BCEWithLogitsLoss(sum)", 'nn.BCEWithLogitsLoss(reduction="sum")', Aim.PROBABILITY),
    Loss("MultiLabelSoftMarginLoss()", "nn.MultiLabelSoftMarginLoss()", Aim.PROBABILITY),
    Loss("SoftMarginLoss()", "nn.SoftMarginLoss()", Aim.PROBABILITY),
    Loss("MultiMarginLoss()", "nn.MultiMarginLoss()", Aim.DECISION),
    Loss("KLDivLoss()", 'nn.KLDivLoss(reduction="batchmean")', Aim.PROBABILITY),
    Loss("MSELoss()", "nn.MSELoss()", Aim.VALUE),
    Loss("L1Loss()", "nn.L1Loss()", Aim.VALUE),
    Loss("SmoothL1Loss()", "nn.SmoothL1Loss()", Aim.VALUE),
    Loss("huber_loss", "F.huber_loss(output, target)", Aim.VALUE),
    Loss("PoissonNLLLoss()", "nn.PoissonNLLLoss()", Aim.VALUE),
    Loss("PoissonNLLLoss(log_input=False)", "nn.PoissonNLLLoss(log_input=False)", Aim.VALUE),
)
POISSON = ("PoissonNLLLoss()", "PoissonNLLLoss(log_input=False)")
DISTANCES = ("MSELoss()", "L1Loss()", "SmoothL1Loss()", "huber_loss")
HEADS = {
    "linear": "",
    "softmax": ", nn.Softmax(dim=1)",
    "softmax over the batch": ", nn.Softmax(dim=0)",
    "log_softmax": ", nn.LogSoftmax(dim=1)",
    "sigmoid": ", nn.Sigmoid()",
    "log_sigmoid": ", nn.LogSigmoid()",
    "tanh": ", nn.Tanh()",
    "relu": ", nn.ReLU()",
    "softplus": ", nn.Softplus()",
    "elu": ", nn.ELU()",
    "gelu": ", nn.GELU()",
    "leaky_relu": ", nn.LeakyReLU()",
    "hard_sigmoid": ", nn.Hardsigmoid()",
}
MAIN_HEADS = ("linear", "softmax", "log_softmax", "sigmoid", "tanh", "relu")
SQUEEZED = " squeezed"
UNITS = {Task.EXCLUSIVE: (3, 1), Task.BINARY: (1, 2), Task.TAGS: (3, 1), Task.VALUE: (1, 3), Task.COUNT: (1,)}

TM = "torchmetrics"
THRESHOLDS = ("> 0.5", "> 0", "round", "sigmoid > 0.5")
METRICS = (
    Metric("argmax == y", "(output.argmax(1) == target).float().mean()", Measure.ACCURACY),
    Metric("argmax == argmax", "(output.argmax(1) == target.argmax(1)).float().mean()", Measure.ACCURACY),
    Metric("> 0.5", "((output > 0.5) == target).float().mean()", Measure.ACCURACY),
    Metric("> 0", "((output > 0) == target).float().mean()", Measure.ACCURACY),
    Metric("round", "(output.round() == target).float().mean()", Measure.ACCURACY),
    Metric("sigmoid > 0.5", "((torch.sigmoid(output) > 0.5) == target).float().mean()", Measure.ACCURACY),
    Metric("Accuracy(binary)", f'{TM}.Accuracy(task="binary")', Measure.ACCURACY),
    Metric("Accuracy(multiclass, 3)", f'{TM}.Accuracy(task="multiclass", num_classes=3)', Measure.ACCURACY),
    Metric("Accuracy(multiclass, 2)", f'{TM}.Accuracy(task="multiclass", num_classes=2)', Measure.ACCURACY),
    Metric("Accuracy(multilabel, 3)", f'{TM}.Accuracy(task="multilabel", num_labels=3)', Measure.ACCURACY),
    Metric("AUROC(binary)", f'{TM}.AUROC(task="binary")', Measure.AUC),
    Metric("AUROC(multilabel, 3)", f'{TM}.AUROC(task="multilabel", num_labels=3)', Measure.AUC),
    Metric("Precision(binary)", f'{TM}.Precision(task="binary")', Measure.PRECISION),
    Metric("Recall(binary)", f'{TM}.Recall(task="binary")', Measure.RECALL),
    Metric("Recall(multilabel, 3)", f'{TM}.Recall(task="multilabel", num_labels=3)', Measure.RECALL),
    Metric("Accuracy(multiclass, 3, top 2)", f'{TM}.Accuracy(task="multiclass", num_classes=3, top_k=2)', Measure.TOP),
    Metric("MeanAbsoluteError()", f"{TM}.MeanAbsoluteError()", Measure.ABSOLUTE),
    Metric("MeanSquaredError()", f"{TM}.MeanSquaredError()", Measure.SQUARED),
)
MEASURED = {
    Task.EXCLUSIVE: (Measure.ACCURACY, Measure.TOP),
    Task.BINARY: (Measure.ACCURACY, Measure.AUC, Measure.PRECISION, Measure.RECALL),
    Task.TAGS: (Measure.ACCURACY, Measure.AUC, Measure.RECALL),
    Task.VALUE: (Measure.ACCURACY, Measure.ABSOLUTE, Measure.SQUARED),
    Task.COUNT: (),
}
PAIRED = (
    ("linear", "CrossEntropyLoss()"), ("log_softmax", "NLLLoss()"), ("sigmoid", "BCELoss()"),
    ("linear", "BCEWithLogitsLoss()"), ("softmax", "BCELoss()"), ("linear", "MSELoss()"),
)  # fmt: skip


def text_of(case: Case) -> str:
    """The whole program: data, model, loss, two steps, and the score where there is one."""
    functional = case.loss.text.startswith("F.")
    loss = case.loss.text if functional else "criterion(output, target)"
    head, squeezed = case.head.removesuffix(SQUEEZED), case.head.endswith(SQUEEZED)
    output = "model(features).squeeze(1)" if squeezed else "model(features)"
    criterion = "" if functional else f"criterion = {case.loss.text}\n"
    return f"""\
import torch
import torch.nn.functional as F
{f"import {TM}" if case.metric is not None and case.metric.text.startswith(TM) else ""}
from torch import nn

torch.manual_seed(0)
x = torch.randn({SAMPLES}, {case.units})
truth = {DRAWN[case.task]}
y = {case.form.expression}
model = nn.Sequential(nn.Linear({case.units}, {case.units}){HEADS[head]})
{criterion}optimizer = torch.optim.SGD(model.parameters(), lr=0.1)


def objective(features, target):
    output = {output}
    return {loss}


history = []
for step in range(2):
    optimizer.zero_grad()
    loss = objective(x, y)
    loss.backward()
    optimizer.step()
    history.append(loss.item())
{_score(case, output)}"""


def _score(case: Case, output: str) -> str:
    if case.metric is None:
        return ""
    of_package = case.metric.text.startswith(TM)
    value = "metric(output, target)" if of_package else case.metric.text
    made = f"metric = {case.metric.text}\n" if of_package else ""
    return f"""\
{made}

def score(features, target):
    output = {output}
    return {value}


with torch.no_grad():
    print(score(x, y))
"""


def programs(framework: str) -> Iterator[Case]:
    """Every program of the matrix, each once."""
    for case in dict.fromkeys((*_trained(framework), *_measured(framework))):
        yield replace(case, text=text_of(case), bare=text_of(case.without_metric))


def _heads(names: tuple[str, ...], form: Form, units: int) -> Iterator[str]:
    """The heads, and the same with the axis of one unit dropped."""
    for name in names:
        yield name
        if units == 1 and form.task is not Task.TAGS and name in ("linear", "sigmoid"):
            yield name + SQUEEZED


def _trained(framework: str) -> Iterator[Case]:
    """Head by loss by labels, no metric: all heads on the main forms of labels, the main heads on all forms."""
    for form, loss in product(FORMS, LOSSES):
        numbers = form.task in (Task.VALUE, Task.COUNT)
        if (numbers and loss.name not in (*DISTANCES, *POISSON)) or (
            loss.name in POISSON and form.task is not Task.COUNT
        ):
            continue
        heads = tuple(HEADS) if form.name in MAIN_FORMS else MAIN_HEADS
        for units in UNITS[form.task]:
            if form.task is Task.EXCLUSIVE and units == 1 and loss.aim is Aim.VALUE:
                continue  # class numbers as values: only the author knows whether their order means something
            for head in _heads(heads, form, units):
                yield Case(framework, form, units, head, loss, None)


def _measured(framework: str) -> Iterator[Case]:
    """Metrics over the heads and losses that train, in every form of labels."""
    for form, loss, metric in product(FORMS, LOSSES, METRICS):
        if not _fits(form, metric) or (form.task is Task.VALUE) != (loss.name == "MSELoss()"):
            continue
        for units in UNITS[form.task]:
            if (units == 1 and form.task in (Task.EXCLUSIVE, Task.TAGS)) or (units == 3 and form.task is Task.VALUE):
                continue
            if units == 2 and metric.name in THRESHOLDS:
                continue
            heads = tuple(head for head, name in PAIRED if name == loss.name)
            for head in _heads(heads, form, units):
                yield Case(framework, form, units, head, loss, metric)


def _fits(form: Form, metric: Metric) -> bool:
    """Comparisons written by hand are tried where the two sides have one shape: lossguard reads what is decided on the
    head, not what that is compared with."""
    if metric.measure not in MEASURED[form.task]:
        return False
    rows = form.name.startswith(("one-hot", "pairs"))
    match metric.name:
        case "argmax == y":
            return not rows and form.task is not Task.TAGS and "column" not in form.name and form.name != "signs"
        case "argmax == argmax":
            return rows
        case name if name in THRESHOLDS:
            return form.task is Task.TAGS or (form.task is Task.BINARY and "column" in form.name)
        case _:
            return form.name != "signs" and (form.task is not Task.VALUE or metric.measure is not Measure.ACCURACY)
