"""How losses, metrics and links are spelt in the framework of a script; nothing else of the program gets into one."""

from __future__ import annotations

import re
from functools import cache

from lossguard.knowledge.index import rows
from lossguard.knowledge.rows import Loss as LossRow
from lossguard.knowledge.rows import Metric as MetricRow
from lossguard.verify.demo import Loss, Metric

HOMES = {"keras": "keras.losses.", "torch": "torch.nn."}
METRIC_HOMES = {"keras": "keras.metrics.", "torch": "torchmetrics."}
OF_A_TASK = ("Binary", "Multiclass", "Multilabel")  # of torchmetrics: the others ask for a task first
KERAS_NAMES = frozenset(
    (
        *("relu", "tanh", "sigmoid", "softmax", "softplus", "softsign", "exponential", "elu", "selu", "gelu", "relu6"),
        *("hard_sigmoid", "leaky_relu", "log_softmax", "silu", "swish", "mish", "log_sigmoid", "linear"),
    )
)
KERAS_LINKS = {
    "softmax0": "keras.layers.Softmax(axis=0)",
    "log_softmax0": "keras.layers.Lambda(lambda z: keras.ops.log_softmax(z, axis=0))",
}
TORCH_LINKS = {
    "relu": "nn.ReLU()",
    "relu6": "nn.ReLU6()",
    "tanh": "nn.Tanh()",
    "sigmoid": "nn.Sigmoid()",
    "softmax": "nn.Softmax(dim=1)",
    "softmax0": "nn.Softmax(dim=0)",
    "log_softmax": "nn.LogSoftmax(dim=1)",
    "log_softmax0": "nn.LogSoftmax(dim=0)",
    "log_sigmoid": "nn.LogSigmoid()",
    "softplus": "nn.Softplus()",
    "softsign": "nn.Softsign()",
    "elu": "nn.ELU()",
    "selu": "nn.SELU()",
    "gelu": "nn.GELU()",
    "silu": "nn.SiLU()",
    "swish": "nn.SiLU()",
    "mish": "nn.Mish()",
    "leaky_relu": "nn.LeakyReLU()",
    "hard_sigmoid": "nn.Hardsigmoid()",
}
WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")


@cache
def loss_class(language: str, name: str) -> str | None:
    """The class of the framework that computes the loss of this canonical name: "CrossEntropyLoss"."""
    return _named(HOMES[language], [(each, row.canonical) for each, row in rows(LossRow)], name)


@cache
def metric_class(language: str, name: str) -> str | None:
    """The class of the framework, or of torchmetrics, for the metric of this canonical name: "BinaryAccuracy"."""
    found = _named(METRIC_HOMES[language], [(each, row.canonical) for each, row in rows(MetricRow)], name)
    return found if language == "keras" or (found or "").startswith(OF_A_TASK) else None


def _named(home: str, named: list[tuple[str, str]], canonical: str) -> str | None:
    found = {
        last
        for each, of in named
        if of == canonical and each.startswith(home) and (last := each.rpartition(".")[2])[:1].isupper()
    }
    stem = canonical.replace("_", "").lower()
    return min(found, key=lambda each: (not stem.startswith(each.lower().removesuffix("loss")), each), default=None)


@cache
def classes(language: str) -> frozenset[str]:
    """The loss classes of the framework itself."""
    home = HOMES[language]
    names = (each.removeprefix(home) for each, _ in rows(LossRow) if each.startswith(home))
    return frozenset(name for name in names if name[:1].isupper() and WORD.fullmatch(name))


def link(language: str, name: str) -> str | None:
    """The layer that applies this activation, None where it has none."""
    if language == "torch":
        return TORCH_LINKS.get(name)
    return KERAS_LINKS.get(name) or (f'keras.layers.Activation("{name}")' if name in KERAS_NAMES else None)


def loss(language: str, given: Loss) -> str | None:
    """The expression of a loss object, None where the framework has no such loss."""
    if given.call:
        return given.call
    if given.of_probabilities:
        return "lambda out, y: F.nll_loss(out.log(), y)"
    found = loss_class(language, given.name)
    if found is None:
        return None
    if language == "torch":
        return f'nn.{found}(reduction="batchmean")' if found == "KLDivLoss" else f"nn.{found}()"
    return f"keras.losses.{found}({'from_logits=True' if given.from_logits else ''})"


def metric(language: str, given: Metric) -> str | None:
    """The expression of a metric, None where it has no spelling here."""
    if given.expression:
        return given.expression
    found = metric_class(language, given.name)
    options = ", ".join(f"{name}={value!r}" for name, value in given.options if _plain(name, value))
    if language == "torch":
        return found and f"torchmetrics.classification.{found}({options})"
    return f"keras.metrics.{found}({options})" if found else None


def _plain(name: str, value: object) -> bool:
    """Whether an option may be written down: a word with a small constant."""
    if name in ("name", "dtype", "task") or not WORD.fullmatch(name):
        return False
    if isinstance(value, str):
        return bool(WORD.fullmatch(value))
    return isinstance(value, bool | int | float) and abs(value) < 1e6
