"""What losses and metrics are by definition, in numpy: the yardstick for the rows and for the frameworks alike.

Predictions have the shape (batch, units), in the space the row expects without a switch; labels the shape of their
encoding. Each function gives one value for each sample, or a scalar.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby, product

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Definition = Callable[[Array, Array], Array]

EPSILON = 1e-7


def sigmoid(z: Array) -> Array:
    """Probabilities, each on its own."""
    return np.asarray(1 / (1 + np.exp(-z)))


def softmax(z: Array) -> Array:
    """Probabilities that sum to 1 over the last axis."""
    scores = np.exp(z - z.max(-1, keepdims=True))
    return np.asarray(scores / scores.sum(-1, keepdims=True))


def logit(p: Array) -> Array:
    """What sigmoid undoes."""
    return np.asarray(np.log(p / (1 - p)))


def chosen(y: Array, p: Array) -> Array:
    """The prediction for the class of each sample; y is (batch,) or (batch, 1)."""
    return np.asarray(np.take_along_axis(p, y.reshape(-1, 1).astype(int), -1)[:, 0])


def signs(y: Array) -> Array:
    """0/1 labels as -1/+1, others as they are."""
    return 2 * y - 1 if np.isin(y, (0, 1)).all() else y


def unit_rows(v: Array) -> Array:
    """Rows of length 1; a row of zeros stays."""
    return np.asarray(v / np.sqrt(np.maximum((v**2).sum(-1, keepdims=True), 1e-12)))


def bernoulli(y: Array, p: Array) -> Array:
    """The negative log-likelihood of each entry."""
    return np.asarray(-(y * np.log(p) + (1 - y) * np.log(1 - p)))


def focal_bernoulli(y: Array, p: Array) -> Array:
    """Each entry weighed by how wrong it is, squared."""
    return np.asarray((1 - (y * p + (1 - y) * (1 - p))) ** 2 * bernoulli(y, p)).mean(-1)


def huber(y: Array, p: Array) -> Array:
    """Quadratic up to 1, then linear."""
    distance = np.abs(y - p)
    return np.asarray(np.where(distance <= 1, distance**2 / 2, distance - 0.5).mean(-1))


def overlap(y: Array, p: Array) -> Array:
    """1 - dice over the whole batch."""
    return np.asarray(1 - (2 * (y * p).sum() + EPSILON) / (y.sum() + p.sum() + EPSILON))


def circle(y: Array, p: Array) -> Array:
    """Circle loss among the samples of a batch of unit-length rows, scale 80, margin 0.4."""
    scale, margin = 80.0, 0.4
    similar = p @ p.T
    same = (y.reshape(-1, 1) == y.reshape(1, -1)) & ~np.eye(len(y), dtype=bool)
    other = y.reshape(-1, 1) != y.reshape(1, -1)
    pulled = -scale * np.maximum(1 + margin - similar, 0) * (similar - (1 - margin))
    pushed = scale * np.maximum(similar + margin, 0) * (similar - margin)
    total = [
        np.log(np.exp(pulled[i][same[i]]).sum()) + np.log(np.exp(pushed[i][other[i]]).sum()) for i in range(len(y))
    ]
    return np.logaddexp(0, np.asarray(total))


def ctc(y: Array, p: Array) -> Array:
    """-log of the sum over all alignments; p are logits (batch, steps, classes), class 0 is blank and pads y."""
    return np.asarray(
        [-np.log(_alignments(list(row[row > 0].astype(int)), softmax(z))) for row, z in zip(y, p, strict=True)]
    )


def _alignments(target: list[int], p: Array) -> float:
    paths = product(range(p.shape[1]), repeat=p.shape[0])
    fitting = (path for path in paths if [label for label, _ in groupby(path) if label] == target)
    return float(sum(np.prod([p[step, label] for step, label in enumerate(path)]) for path in fitting))


LOSSES: dict[str, Definition] = {
    "binary_crossentropy": lambda y, p: bernoulli(y, p).mean(-1),
    "categorical_crossentropy": lambda y, p: -(y * np.log(p)).sum(-1),
    "sparse_categorical_crossentropy": lambda y, p: -np.log(chosen(y, p)),
    "binary_focal_crossentropy": focal_bernoulli,
    "categorical_focal_crossentropy": lambda y, p: -(0.25 * (1 - p) ** 2 * y * np.log(p)).sum(-1),
    "categorical_generalized_cross_entropy": lambda y, p: (1 - chosen(y, p) ** 0.5) / 0.5,
    "mean_squared_error": lambda y, p: ((y - p) ** 2).mean(-1),
    "mean_absolute_error": lambda y, p: np.abs(y - p).mean(-1),
    "mean_absolute_percentage_error": lambda y, p: 100 * (np.abs(y - p) / np.maximum(np.abs(y), EPSILON)).mean(-1),
    "mean_squared_logarithmic_error": lambda y, p: (
        (np.log1p(np.maximum(y, EPSILON)) - np.log1p(np.maximum(p, EPSILON))) ** 2
    ).mean(-1),
    "poisson": lambda y, p: (p - y * np.log(p + EPSILON)).mean(-1),
    "huber": huber,
    "log_cosh": lambda y, p: np.log(np.cosh(p - y)).mean(-1),
    "cosine_similarity": lambda y, p: -(unit_rows(y) * unit_rows(p)).sum(-1),
    "kl_divergence": lambda y, p: (np.clip(y, EPSILON, 1) * np.log(np.clip(y, EPSILON, 1) / p)).sum(-1),
    "hinge": lambda y, p: np.maximum(1 - signs(y) * p, 0).mean(-1),
    "squared_hinge": lambda y, p: (np.maximum(1 - signs(y) * p, 0) ** 2).mean(-1),
    "categorical_hinge": lambda y, p: np.maximum(((1 - y) * p).max(-1) - (y * p).sum(-1) + 1, 0),
    "dice": overlap,
    "tversky": overlap,  # with alpha = beta = 0.5
    "circle": circle,
    "ctc": ctc,
}

METRICS: dict[str, Definition] = {
    **LOSSES,
    "binary_accuracy": lambda y, p: ((p > 0.5) == y).mean(-1),
    "categorical_accuracy": lambda y, p: y.argmax(-1) == p.argmax(-1),
    "sparse_categorical_accuracy": lambda y, p: y.reshape(-1) == p.argmax(-1),
    "cosine_similarity": lambda y, p: (unit_rows(y) * unit_rows(p)).sum(-1),  # larger is better, unlike the loss
    "precision": lambda y, p: ((p > 0.5) * y).sum() / (p > 0.5).sum(),
    "recall": lambda y, p: ((p > 0.5) * y).sum() / y.sum(),
    "true_positives": lambda y, p: ((p > 0.5) * y).sum(),
    "true_negatives": lambda y, p: ((p <= 0.5) * (1 - y)).sum(),
    "false_positives": lambda y, p: ((p > 0.5) * (1 - y)).sum(),
    "false_negatives": lambda y, p: ((p <= 0.5) * y).sum(),
    "root_mean_squared_error": lambda y, p: np.sqrt(((y - p) ** 2).mean()),
    "r2_score": lambda y, p: (1 - ((y - p) ** 2).sum(0) / ((y - y.mean(0)) ** 2).sum(0)).mean(),
}
