"""What losses, metrics and activations are tried on: labels in every encoding, predictions in every space."""

from __future__ import annotations

from typing import Any

import numpy as np

from lossguard.knowledge.rows import By, Loss, Metric
from lossguard.vocabulary import Decision, Encoding, Space, Units
from tests.oracle import references
from tests.oracle.references import Array

CLASSES = 3
BATCH = 6
# Values of options that Keras' losses and metrics cannot do without.
NEEDED = {"threshold": -2.0, "default_value": -1.0, "q": 0.5}
SCORES: dict[str, object] = {
    "num_classes": CLASSES, "recall": 0.5, "precision": 0.5, "specificity": 0.5, "sensitivity": 0.5,
}  # fmt: skip
SCORES_OF_SEVERAL = {**SCORES, "target_class_ids": (0, 1)}
DECIDING = (Decision.ARGMAX, Decision.TOP_K, Decision.THRESHOLD)  # whose metrics see no more of a prediction
LABEL_SEED, SCORE_SEED = 7, 11  # drawn apart, so that scores do not follow the labels


def labels_in(encoding: Encoding, units: Units, canonical: str) -> Array:
    """Right labels of `encoding`: (batch, classes), (batch, 1) for one column, (batch,) for class numbers."""
    ids = np.arange(BATCH) % CLASSES
    draw = np.random.default_rng(LABEL_SEED)
    match encoding:
        case Encoding.INDEX | Encoding.BINARY if canonical == "ctc":
            return np.array([[1, 2], [2, 0], [1, 1], [2, 2], [1, 0], [2, 1]], float)
        case Encoding.INDEX:
            return ids.astype(float) if units is not Units.OUTPUTS else ids.reshape(-1, 1).astype(float)
        case Encoding.BINARY if units is Units.CLASSES or canonical == "circle":
            return np.arange(BATCH, dtype=float) % 2
        case Encoding.BINARY:
            return (np.arange(BATCH, dtype=float) % 2).reshape(-1, 1)
        case Encoding.ONE_HOT:
            return np.eye(CLASSES)[ids]
        case Encoding.MULTI_HOT:
            return (draw.random((BATCH, CLASSES)) > 0.4).astype(float)
        case Encoding.SIGN:
            return np.where(np.eye(CLASSES)[ids] > 0, 1.0, -1.0)
        case Encoding.SOFT:
            return references.softmax(draw.normal(size=(BATCH, CLASSES)))
        case _:
            return np.asarray(draw.random((BATCH, CLASSES)) * 3)


def predictions_in(space: Space | None, width: int, canonical: str) -> Array:
    """Predictions (batch, width) of `space`, a little away from every edge."""
    z = np.random.default_rng(SCORE_SEED).normal(size=(BATCH, 3, width) if canonical == "ctc" else (BATCH, width))
    match space:
        case Space.SIMPLEX:
            return references.softmax(z)
        case Space.UNIT:
            return references.sigmoid(z)
        case Space.NONNEGATIVE:
            return np.exp(z)
        case Space.EMBEDDING:
            return references.unit_rows(z)
        case _:
            return z


def width_for(y: Array) -> int:
    return CLASSES if y.ndim == 1 else y.shape[1]


def material(row: Loss | Metric, encoding: Encoding, switch: object) -> tuple[Array, Array, Array]:
    """Labels, predictions as the definition takes them, and the same as the switch asks for: logits where it is on."""
    y = labels_in(encoding, row.units, row.canonical)
    space = row.expects.given(False) if isinstance(row.expects, By) else row.expects
    p = predictions_in(space, width_for(y) if row.canonical != "ctc" else CLASSES, row.canonical)
    if row.canonical == "mean_squared_logarithmic_error":
        p = np.abs(p)
    if row.canonical == "poisson":
        p = np.exp(p)
    if switch is not True:
        return y, p, p
    return (
        y,
        p,
        references.logit(p) if space is Space.UNIT else np.log(p) + 1,
    )  # any constant may be added to log-probabilities


def space_of(x: Any, y: Array) -> Space:
    """The narrowest space of the vocabulary that holds `y`, the image of `x` (a wide stretch around zero)."""
    if y.shape == x.shape and np.allclose(x, y):
        return Space.REAL
    if (y >= 0).all():
        if np.allclose(y.sum(-1), 1, atol=1e-5):
            return Space.SIMPLEX
        return Space.UNIT if (y <= 1).all() else Space.NONNEGATIVE
    if (np.abs(y) <= 1).all():
        return Space.SYMMETRIC
    if (y <= 0).all():
        return Space.LOG_SIMPLEX if np.allclose(np.exp(y).sum(-1), 1, atol=1e-5) else Space.LOG_UNIT
    return Space.SQUASHED
