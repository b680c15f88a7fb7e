"""LG309: a metric is set up for another task, or another number of classes, than the head it measures."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.records import dataclass
from lossguard.rules import learner_metrics
from lossguard.rules.called_refusals import CALLED
from lossguard.rules.measured import seen_by, width_of
from lossguard.rules.reading import head_of, is_flat
from lossguard.rules.rule import Rule
from lossguard.rules.wording import encoding_of, related
from lossguard.setups import MetricUse, Output, TrainingSetup
from lossguard.vocabulary import Decision, Encoding, Severity

_TASKS = ("binary", "multiclass", "multilabel")
_FROM_RANK = 2  # (batch, classes)
_POOLED = ("f1", "fbeta", "precision", "recall")  # over single-label classes their micro average is the accuracy
_OVER_TWO = (
    "f1_score",
    "fbeta_score",
    "precision_score",
    "recall_score",
    "jaccard_score",
)  # average='binary' by default
_TWO = 2


@dataclass(frozen=True, slots=True)
class _Mistake:
    """What happens and why, what to write instead, how hard it is, and whether an option may say otherwise."""

    message: str
    remedy: str
    severity: Severity = Severity.ERROR
    unsure: bool = False


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """Metrics that are told the task, against what they are handed."""
    for metric in output.metrics:
        if setup.engine.code not in CALLED and not metric.by_hand:
            continue  # elsewhere no metric has a task
        seen = seen_by(metric, output)
        mistake = _task_mistake(metric, seen) or _average_mistake(metric, output)
        if mistake is None:
            continue
        yield Diagnosis(
            spot=metric.spot,
            message=mistake.message,
            help=mistake.remedy,
            related=related(seen, metric.spot, labels=True),
            severity=mistake.severity,
            may_be_wrong=mistake.unsure,
        )


def task_of(metric: MetricUse) -> str | None:
    """The task by the option `task`, else by the name of the class or function ("MulticlassF1Score")."""
    given = metric.option("task")
    if given in _TASKS:
        return str(given)
    last = metric.name.rsplit(".", 1)[-1].lower()
    return next((task for task in _TASKS if last.startswith(task)), None)


def _task_mistake(metric: MetricUse, seen: Output) -> _Mistake | None:
    head, width, task = head_of(seen), width_of(seen), task_of(metric)
    if head is None or head.decision is not None or head.embedding_like:
        return None
    units = 1 if is_flat(head) else width.value if width is not None else None
    if units is None:
        return None
    match task:
        case "multiclass":
            return _multiclass(metric, units, head.rank)
        case "binary":
            return _binary(metric, units, head.rank, encoding_of(seen))
        case "multilabel":
            return _multilabel(metric, units) or _exclusive(metric, units, encoding_of(seen))
        case _:
            return None


def _multiclass(metric: MetricUse, units: int, rank: int | None) -> _Mistake | None:
    if units == 1:
        cut = rank is not None and rank < _FROM_RANK
        what = "cuts the probabilities to whole numbers, so that nearly all count as class 0"
        happens = what if cut else f"stops with an error for outputs of shape (n, 1); squeezed to (n,), it {what}"
        return _Mistake(
            f"{metric.name} is set up for several classes, but the head has one unit: it {happens}.",
            "Use task='binary' for one yes/no answer.",
        )
    wanted = metric.width
    if wanted is None or wanted == units:
        return None
    return _Mistake(
        f"{metric.name} is set up for {wanted} classes, but the head has {units_words_of(units)}: it stops with an "
        "error that the shape should be equal to the number of classes.",
        f"Use num_classes={units}.",
    )


def _binary(metric: MetricUse, units: int, rank: int | None, encoding: Encoding | None) -> _Mistake | None:
    if units < _TWO or (rank or _FROM_RANK) < _FROM_RANK:
        return None
    if encoding is Encoding.MULTI_HOT:
        return _Mistake(
            f"{metric.name} is set up for one yes/no answer a sample, but there are {units}, one for each label: it "
            "pools them, which is right as the figure over all labels together.",
            f"Use task='multilabel' with num_labels={units} to see them apart.",
            Severity.NOTE,
        )
    return _Mistake(
        f"{metric.name} is set up for one yes/no answer a sample, but the head has {units_words_of(units)}: it stops "
        "with an error for labels of shape (n,), and counts all columns as answers of their own for rows.",
        f"Use task='multiclass' with num_classes={units} for exclusive classes, or task='multilabel' with "
        f"num_labels={units}.",
    )


def _multilabel(metric: MetricUse, units: int) -> _Mistake | None:
    given = metric.option("num_labels")
    wanted = given if isinstance(given, int) and not isinstance(given, bool) else metric.width
    if wanted is None or wanted == units:
        return None
    return _Mistake(
        f"{metric.name} is set up for {wanted} labels, but the head has {units_words_of(units)}: it stops with an "
        "error about shapes.",
        f"Use num_labels={units}.",
    )


def _exclusive(metric: MetricUse, units: int, encoding: Encoding | None) -> _Mistake | None:
    """As many labels as classes, of which one is right."""
    if units <= _TWO or encoding not in (Encoding.INDEX, Encoding.ONE_HOT):
        return None
    remedy = f"Use task='multiclass' with num_classes={units}."
    if encoding is Encoding.INDEX:
        return _Mistake(
            f"{metric.name} is set up for {units} yes/no answers a sample, but the labels are class numbers: it stops "
            "with an error about shapes.",
            remedy,
        )
    if "accuracy" not in metric.name.lower():
        return None  # one class against the rest, class by class
    return _Mistake(
        f"{metric.name} is set up for {units} yes/no answers a sample, but one class of {units} is right: it counts "
        "the columns, of which most are right where the model knows nothing.",
        remedy,
    )


def _average_mistake(metric: MetricUse, output: Output) -> _Mistake | None:
    name, average = metric.name.rsplit(".", 1)[-1].lower(), metric.option("average")
    width = width_of(output)
    classes = width.value if width is not None else None
    if task_of(metric) == "multiclass" and average == "micro" and any(part in name for part in _POOLED):
        return _Mistake(
            f"{metric.name} with average='micro' over exclusive classes is the accuracy: precision, recall and F1 are "
            "then one number.",
            "Use average='macro' to weigh the classes alike, or call it accuracy.",
            Severity.NOTE,
        )
    compares = metric.decision is Decision.EQUALITY and name in _OVER_TWO
    if compares and average in (None, "binary") and classes is not None and classes > _TWO:
        return _Mistake(
            f"{metric.name} averages for two classes unless told otherwise, but the head has "
            f"{units_words_of(classes)}: it stops with 'Target is multiclass but average='binary''.",
            "Give it average='macro', 'weighted' or 'micro'.",
            unsure=not (metric.two_classes and learner_metrics.classes_against(metric, _TWO)),
        )
    return None


def units_words_of(units: int) -> str:
    """ "1 unit", "10 units"."""
    return f"{units} unit{'' if units == 1 else 's'}"


RULE = Rule(
    code="LG309",
    name="metric-task-differs-from-head",
    severity=Severity.ERROR,
    since="0.1",
    summary="A metric is set up for another task or number of classes than the head has.",
    why="torchmetrics wants to be told the task. With task='multiclass' the outputs of one sigmoid unit are cut "
    "to whole numbers: accuracy, F1, precision and recall are 0.0 and the confusion matrix knows class 0 alone, "
    "without an error. For task='binary' several units stop with an error about shapes, or count one by one. "
    "num_classes and num_labels that differ from the head stop with an error, often only after the first epoch, when "
    "the validation begins.",
    remedy="task='binary' for one unit, 'multiclass' with num_classes for exclusive classes, 'multilabel' with "
    "num_labels.",
    bad="""\
import torch
import torchmetrics
from torch import nn

x = torch.rand(200, 20)
y = torch.randint(0, 5, (200,))
model = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 5))
criterion = nn.CrossEntropyLoss()
accuracy = torchmetrics.classification.MulticlassAccuracy(num_classes=10)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(2):
    optimizer.zero_grad()
    out = model(x)
    loss = criterion(out, y)
    loss.backward()
    optimizer.step()
    accuracy(out, y)
""",
    good="""\
import torch
import torchmetrics
from torch import nn

x = torch.rand(200, 20)
y = torch.randint(0, 5, (200,))
model = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 5))
criterion = nn.CrossEntropyLoss()
accuracy = torchmetrics.classification.MulticlassAccuracy(num_classes=5)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(2):
    optimizer.zero_grad()
    out = model(x)
    loss = criterion(out, y)
    loss.backward()
    optimizer.step()
    accuracy(out, y)
""",
    sources=("measured: torchmetrics 1.0.3 to 1.9.0, scikit-learn 1.9.1",),
    signature="A metric of 0.0 or 0.5 that does not move, or an error at the first validation.",
    check=check,
    check_learner=learner_metrics.for_two_classes,
)
