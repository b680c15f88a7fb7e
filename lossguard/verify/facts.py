"""What a demonstration needs of an output: small numbers and known words, with defaults for the unknown."""

from __future__ import annotations

from typing import TypeVar

from lossguard.records import dataclass, replace
from lossguard.setups import DecisionUse, Engine, Known, Labels, LossUse, MetricUse, Output, Problem, Unknown, Width
from lossguard.verify.demo import Loss, Task, Trial
from lossguard.vocabulary import Encoding, Family, Space

T = TypeVar("T")
DEFAULT_CLASSES = 3
MOST_CLASSES = 50  # of more, so many are shown
LINK_OF = {
    Space.SIMPLEX: "softmax",
    Space.UNIT: "sigmoid",
    Space.LOG_SIMPLEX: "log_softmax",
    Space.LOG_UNIT: "log_sigmoid",
    Space.NONNEGATIVE: "softplus",
}
EXCLUSIVE = (Encoding.INDEX, Encoding.ONE_HOT, Encoding.SOFT)
IDS_LOSSES = ("sparse_categorical_crossentropy", "cross_entropy", "nll_loss", "multi_margin_loss")
TORCH_LOSSES = {
    "categorical_crossentropy": "cross_entropy",
    "sparse_categorical_crossentropy": "cross_entropy",
    "softmax_cross_entropy": "cross_entropy",
    "softmax_cross_entropy_with_integer_labels": "cross_entropy",
    "sigmoid_binary_cross_entropy": "binary_cross_entropy_with_logits",
    "kl_divergence": "kl_div",
    "squared_error": "mse_loss",
    "l2_loss": "mse_loss",
    "huber_loss": "huber_loss",
    "hinge_loss": "soft_margin_loss",
}
KERAS_LOSSES = {
    "softmax_cross_entropy": ("categorical_crossentropy", True),
    "softmax_cross_entropy_with_logits": ("categorical_crossentropy", True),
    "sparse_softmax_cross_entropy": ("sparse_categorical_crossentropy", True),
    "sparse_softmax_cross_entropy_with_logits": ("sparse_categorical_crossentropy", True),
    "sigmoid_cross_entropy": ("binary_crossentropy", True),
    "sigmoid_cross_entropy_with_logits": ("binary_crossentropy", True),
    "log_loss": ("binary_crossentropy", False),
}
"""Losses of TensorFlow and optax, by the loss of the shown framework that computes the same."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One output on the way that is shown. `language` is "keras" or "torch": what the script is written in."""

    code: str
    language: str
    engine: Engine
    task: Task
    classes: int
    units: int
    links: tuple[str, ...]
    loss: Loss
    family: Family
    expects: Space | None
    labels: Labels | None
    encoding: Encoding | None
    held: Encoding | None
    metric: MetricUse | None
    decision: DecisionUse | None
    problem: Problem | None

    @property
    def as_it_is(self) -> Trial:
        """The output as inferred, with labels in the form that its loss takes."""
        return trial(self, self.units, self.links, self.loss)


def facts_of(
    code: str,
    engine: Engine,
    output: Output,
    metric: MetricUse | None,
    decision: DecisionUse | None,
    problem: Problem | None,
) -> Facts:
    """The facts, with defaults for what is not known."""
    head, use, labels = _value(output.head), _value(output.loss), _value(output.labels)
    encoding = _value(labels.encoding) if labels else None
    units = _number(head.width) if head else None
    classes = (_number(labels.classes) if labels else None) or (labels.width.value if labels and labels.width else None)
    family = use.family if use else Family.REGRESSION if encoding is Encoding.REAL else _family(units, encoding)
    language = "torch" if engine.framework in ("torch", "jax") else "keras"
    task = _task(encoding, family, units, head.space.value if head and isinstance(head.space, Known) else None)
    default = 2 if task is Task.PAIR else DEFAULT_CLASSES
    classes = max(2, min(MOST_CLASSES, classes or (units if units and units > 1 else default)))
    units = min(MOST_CLASSES, units) if units else 1 if task in (Task.PAIR, Task.VALUES) else classes
    if task is Task.PAIR and units > 1:
        task = Task.CLASSES
    found = Facts(
        code=code,
        language=language,
        engine=engine,
        task=task,
        classes=classes,
        units=units,
        links=tuple(_link(link.name, link.axis, link.implicit) for link in head.links) if head else (),
        loss=Loss(""),
        family=family,
        expects=_value(use.expects) if use else None,
        labels=labels,
        encoding=encoding,
        held=next((_value(each.value.encoding) for each in output.held_out if isinstance(each, Known)), None),
        metric=metric,
        decision=decision,
        problem=problem,
    )
    return replace(found, loss=_loss(use, found))


def _family(units: int | None, encoding: Encoding | None) -> Family:
    if encoding in (Encoding.BINARY, Encoding.MULTI_HOT) or units == 1:
        return Family.BERNOULLI
    return Family.CATEGORICAL


def _task(encoding: Encoding | None, family: Family, units: int | None, space: Space | None) -> Task:
    match encoding:
        case Encoding.MULTI_HOT:
            return Task.TAGS
        case Encoding.BINARY | Encoding.SIGN:
            return Task.PAIR
        case Encoding.REAL:
            return Task.VALUES
        case Encoding.INDEX | Encoding.ONE_HOT | Encoding.SOFT | Encoding.TEXT:
            return Task.CLASSES
        case None:
            pass
    if family in (Family.REGRESSION, Family.COUNT):
        return Task.VALUES if space not in (Space.SIMPLEX, Space.LOG_SIMPLEX) else Task.CLASSES
    if family is Family.BERNOULLI and units != 1 and space not in (Space.SIMPLEX, Space.LOG_SIMPLEX):
        return Task.PAIR if units is None else Task.TAGS
    return Task.PAIR if units == 1 else Task.CLASSES


def _loss(use: LossUse | None, facts: Facts) -> Loss:
    from lossguard.verify.spelling import loss_class

    if use is None:
        return standard(facts).loss
    name, from_logits = use.name, bool(use.from_logits)
    if facts.language == "torch":
        name = TORCH_LOSSES.get(name, name)
    elif name in KERAS_LOSSES:
        name, from_logits = KERAS_LOSSES[name]
    if loss_class(facts.language, name):
        return Loss(name, from_logits)
    if facts.language == "torch" and use.family is Family.CATEGORICAL and facts.expects is Space.SIMPLEX:
        return Loss("nll_loss", of_probabilities=True)
    return Loss(name)


def standard(facts: Facts, logits: bool = False, task: Task | None = None) -> Trial:
    """Head, loss and labels that fit the task; `logits`: with no link, and a loss that applies it itself."""
    task, torch = task or facts.task, facts.language == "torch"
    if task is Task.VALUES:
        return trial(facts, 1, (), Loss("mse_loss" if torch else "mean_squared_error"), task)
    if task is Task.CLASSES:
        if torch:
            return trial(facts, facts.classes, (), Loss("cross_entropy"), task)
        links = () if logits else ("softmax",)
        sparse = facts.encoding in (Encoding.INDEX, Encoding.BINARY, Encoding.TEXT)
        name = "sparse_categorical_crossentropy" if sparse else "categorical_crossentropy"
        return trial(facts, facts.classes, links, Loss(name, logits), task)
    units = 1 if task is Task.PAIR else facts.classes
    if torch:
        return trial(facts, units, (), Loss("binary_cross_entropy_with_logits"), task)
    return trial(facts, units, () if logits else ("sigmoid",), Loss("binary_crossentropy", logits), task)


def trial(facts: Facts, units: int, links: tuple[str, ...], loss: Loss, task: Task | None = None) -> Trial:
    """A trial with labels in the form that the loss takes, and the decision that the head means."""
    task = task or facts.task
    return Trial(units, links, loss, labels_for(loss, task, units), decision_of(task, units, links))


def labels_for(loss: Loss, task: Task, units: int) -> str:
    """The form of the labels that the loss reads: "ids", "rows", "column", "signs" or "values"."""
    if task is Task.VALUES:
        return "values"
    if task is Task.TAGS:
        return "tags"
    if loss.name in IDS_LOSSES:
        return "ids"
    if units == 1:
        signs = loss.name in ("hinge", "squared_hinge", "soft_margin_loss", "hinge_embedding_loss")
        return "signs" if signs else "column"
    return "rows"


def decision_of(task: Task, units: int, links: tuple[str, ...]) -> str:
    """What a reader of the head does with `out`: the class, yes or no, or the value itself."""
    if task is Task.VALUES:
        return "out[:, 0]" if units == 1 else "out.argmax(-1)"
    if task is Task.CLASSES:
        return "out[:, 0]" if units == 1 else "out.argmax(-1)"
    half = 0.5 if links and links[-1] in ("sigmoid", "softmax", "hard_sigmoid", "softmax0") else 0
    return f"out > {half}" if task is Task.TAGS else f"out[:, 0] > {half}" if units == 1 else "out.argmax(-1)"


def _link(name: str, axis: int | None, implicit: bool) -> str:
    """The name; "softmax0" where it runs over the batch."""
    return f"{name}0" if name in ("softmax", "log_softmax") and axis == 0 and not implicit else name


def _value(fact: Known[T] | Unknown | None) -> T | None:
    return fact.value if isinstance(fact, Known) else None


def _number(fact: Known[Width] | Unknown) -> int | None:
    return fact.value.value if isinstance(fact, Known) and fact.value.value and fact.value.value > 0 else None
