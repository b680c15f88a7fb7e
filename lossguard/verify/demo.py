"""The form of a demonstration: two small trainings, as it is and as it should be, and what tells them apart."""

from __future__ import annotations

from enum import Enum

from lossguard.records import dataclass


class Task(Enum):
    """What the made-up data ask for."""

    CLASSES = "classes"  # truth: class numbers 0 .. C-1, (n,)
    PAIR = "pair"  # truth: 0 or 1, (n,)
    TAGS = "tags"  # truth: rows of 0 and 1, (n, C)
    VALUES = "values"  # truth: real numbers, (n,)


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss by its canonical name; `call` is the expression instead, where the mistake is in the call itself.

    `of_probabilities`: of a categorical loss that takes the logarithm itself, whatever the framework offers.
    """

    name: str
    from_logits: bool = False
    of_probabilities: bool = False
    call: str = ""


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric by its canonical name with options that are constants, or an expression of `out` and `y`."""

    name: str
    options: tuple[tuple[str, object], ...] = ()
    expression: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """One training: units and links of the head, loss, form of the labels, metric.

    `decide` is the expression that makes of `out` what is compared with `truth`. `held` is the form of the labels that
    are only evaluated.
    """

    units: int
    links: tuple[str, ...]
    loss: Loss
    labels: str
    decide: str
    metric: Metric | None = None
    held: str = ""


@dataclass(frozen=True, slots=True)
class Demo:
    """What to show: the task, its classes (or values), the two trials and the name of the sign.

    `low` and `high` bound the values. `noise` is the spread of the inputs around their class; much of it keeps the
    share of right answers away from 0 and 1. `lazy`: the loss is made within the trial, since making it may raise.
    """

    task: Task
    classes: int
    wrong: Trial
    right: Trial
    sign: str
    note: str = ""
    steps: int = 60
    noise: float = 0.1
    low: float = 0.0
    high: float = 1.0
    lazy: bool = False
    bare_metric: bool = False  # the metric is handed over as it is, in no list
    by_position: bool = False  # the metrics are handed to compile() third, by position
    word: str = ""  # that the sign looks for
