"""What a program of the matrix consists of: a task, labels, a head, a loss, a metric, and the source text they make."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum

SAMPLES = 24
BATCH = 24


class Task(Enum):
    """What the truth is, before anything is encoded: this alone says what a right model would do."""

    EXCLUSIVE = "one of three classes"
    BINARY = "yes or no"
    TAGS = "any of three tags"
    VALUE = "a real number"
    COUNT = "a number of events"


class Aim(Enum):
    """What a loss is for, by its definition: which optimum counts as right."""

    PROBABILITY = "the true distribution"  # cross-entropies, divergences
    ORDER = "the order of the classes"  # focal losses: not proper, and not meant to be
    DECISION = "the likeliest class"  # hinges and overlaps: anything but a margin is lost on them
    VALUE = "the target itself"  # distances


CLASSES = {Task.EXCLUSIVE: 3, Task.BINARY: 2, Task.TAGS: 3, Task.VALUE: 1, Task.COUNT: 1}


@dataclass(frozen=True)
class Form:
    """How labels are written down: an expression over `truth`, in the words of one framework."""

    name: str
    task: Task
    expression: str


@dataclass(frozen=True)
class Loss:
    """One loss with its options, as it is written, and what it is for."""

    name: str
    text: str
    aim: Aim
    smoothing: float = 0.0
    over_batch: bool = False  # one value for the whole batch by definition: dice and its kind


class Measure(Enum):
    """What a metric is read as: the number it ought to be."""

    ACCURACY = "share of right answers"
    AUC = "area under the curve"
    PRECISION = "precision"
    RECALL = "recall"
    TOP = "share with the answer among the first two"
    ABSOLUTE = "mean absolute error"
    SQUARED = "mean squared error"


@dataclass(frozen=True)
class Metric:
    """One metric as it is written, and what its reader takes it for."""

    name: str
    text: str
    measure: Measure


@dataclass(frozen=True)
class Case:
    """One program. `text` is what lossguard reads and the framework runs."""

    framework: str
    form: Form
    units: int
    head: str
    loss: Loss
    metric: Metric | None
    text: str = field(repr=False, compare=False, default="")
    bare: str = field(repr=False, compare=False, default="")  # the text without the metric

    @property
    def task(self) -> Task:
        return self.form.task

    @property
    def name(self) -> str:
        """A line that tells the case from all others of its framework."""
        metric = f" | {self.metric.name}" if self.metric is not None else ""
        return f"{self.framework} | {self.form.name} | {self.head}({self.units}) | {self.loss.name}{metric}"

    @property
    def without_metric(self) -> Case:
        return replace(self, metric=None, text=self.bare)
