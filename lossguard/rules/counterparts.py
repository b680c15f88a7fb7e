"""Which loss is which under another encoding or link: rows of canonical names, for the repairs."""

from __future__ import annotations

from lossguard.setups import Engine, LossUse

# One-hot rows: class numbers.
_NUMBERS = {
    "categorical_crossentropy": "sparse_categorical_crossentropy",
    "softmax_cross_entropy_with_logits": "sparse_softmax_cross_entropy_with_logits",
    "softmax_cross_entropy_with_logits_v2": "sparse_softmax_cross_entropy_with_logits",
}
_NUMBERS_BY_ENGINE = {
    ("optax", "softmax_cross_entropy"): "softmax_cross_entropy_with_integer_labels",
    ("tf", "softmax_cross_entropy"): "sparse_softmax_cross_entropy",
}
_ROWS = {
    "sparse_categorical_crossentropy": "categorical_crossentropy",
    "sparse_softmax_cross_entropy_with_logits": "softmax_cross_entropy_with_logits",
    "sparse_softmax_cross_entropy": "softmax_cross_entropy",
    "softmax_cross_entropy_with_integer_labels": "softmax_cross_entropy",
}
# Independent answers: exclusive classes in one-hot rows, both over the same kind of values.
_EXCLUSIVE = {
    "binary_crossentropy": "categorical_crossentropy",
    "sigmoid_cross_entropy_with_logits": "softmax_cross_entropy_with_logits",
    "sigmoid_binary_cross_entropy": "softmax_cross_entropy",
}
_INDEPENDENT = {
    "categorical_crossentropy": "binary_crossentropy",
    "sparse_categorical_crossentropy": "binary_crossentropy",
}
# Over probabilities: over logits.
_ON_LOGITS = {"binary_cross_entropy": "binary_cross_entropy_with_logits", "nll_loss": "cross_entropy"}
_ON_PROBABILITIES = {"binary_cross_entropy_with_logits": "binary_cross_entropy"}


def for_numbers(engine: Engine, loss: LossUse) -> str | None:
    """The same loss for class numbers instead of one-hot rows."""
    return _NUMBERS_BY_ENGINE.get((engine.code, loss.name)) or _NUMBERS.get(loss.name)


def for_rows(loss: LossUse) -> str | None:
    """The same loss for one-hot rows instead of class numbers."""
    return _ROWS.get(loss.name)


def for_exclusive_classes(loss: LossUse) -> str | None:
    """The loss of exclusive classes in the place of one of independent answers."""
    return _EXCLUSIVE.get(loss.name)


def for_independent_answers(loss: LossUse) -> str | None:
    """The loss of independent answers in the place of one of exclusive classes."""
    return _INDEPENDENT.get(loss.name)


def on_logits(loss: LossUse) -> str | None:
    """The same loss over logits, where that is a loss of its own rather than an option."""
    return _ON_LOGITS.get(loss.name)


def on_probabilities(loss: LossUse) -> str | None:
    """The same loss over probabilities, where that is a loss of its own."""
    return _ON_PROBABILITIES.get(loss.name)
