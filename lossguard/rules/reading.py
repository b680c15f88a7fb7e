"""What several rules read off an output, and the numbers that their messages quote."""

from __future__ import annotations

import math

from lossguard.records import replace
from lossguard.setups import Head, Known, Labels, LossUse, Output, Unknown, Width
from lossguard.vocabulary import Encoding, Space, TargetChange

UNIT_FLOOR_POSITIVE = 0.313  # -log(sigmoid(1)): sigmoid cross-entropy on values that cannot exceed 1, target 1
UNIT_FLOOR_NEGATIVE = 0.693  # -log(1 - sigmoid(0)): the same, target 0
PROBABILITIES = (Space.SIMPLEX, Space.UNIT)


def head_of(output: Output) -> Head | None:
    return output.head.value if isinstance(output.head, Known) else None


def loss_of(output: Output) -> LossUse | None:
    return output.loss.value if isinstance(output.loss, Known) else None


def labels_of(output: Output) -> Labels | None:
    return output.labels.value if isinstance(output.labels, Known) else None


def seen_by_loss(output: Output) -> Output:
    """The output as the loss sees it: of what a loss of the program changes of the labels first nothing is known."""
    labels, loss = labels_of(output), loss_of(output)
    if labels is None or loss is None or not loss.changes:
        return output
    anew = Unknown(f"{loss.name} gets other labels than the model is given", loss.spot)
    if TargetChange.ENCODING in loss.changes:
        labels = replace(labels, encoding=anew, classes=anew, low=None, high=None, edits=())
    if TargetChange.DTYPE in loss.changes:
        labels = replace(labels, dtype=None)
    if TargetChange.SHAPE in loss.changes:
        labels = replace(labels, rank=None, width=None)
    return replace(output, labels=Known(labels, labels.spot))


def space_of(head: Head) -> Space | None:
    return head.space.value if isinstance(head.space, Known) else None


def expected_by(loss: LossUse) -> Space | None:
    return loss.expects.value if isinstance(loss.expects, Known) else None


def width_of(head: Head) -> Width | None:
    return head.width.value if isinstance(head.width, Known) else None


def is_one_unit(head: Head) -> bool:
    """Whether the class axis is known to have size 1."""
    width = width_of(head)
    return width is not None and width.value == 1


def is_flat(head: Head) -> bool:
    """Whether the values are (n,): one number a sample, its axis dropped. Scores of a single sample have a width."""
    width = width_of(head)
    return head.rank == 1 and (width is None or width.value == 1)


def class_count(output: Output) -> int | None:
    """How many classes the head or, where that is not known as a number, the labels have."""
    head, labels = head_of(output), labels_of(output)
    fields = [head.width if head else None, labels.classes if labels else None]
    return next((field.value.value for field in fields if isinstance(field, Known) and field.value.value), None)


def finds_logits(head: Head, loss: LossUse) -> bool:
    """Whether the loss, in the engine in force, uses the logits behind the head's activation instead of its values."""
    return loss.recovers_logits and head.recoverable


def is_one_column(labels: Labels) -> bool:
    """Whether the labels are known to be one number a sample."""
    return isinstance(labels.encoding, Known) and labels.encoding.value in (
        Encoding.INDEX,
        Encoding.BINARY,
        Encoding.SIGN,
    )


def made_elsewhere(labels: Labels | None) -> bool:
    """Targets that are no ground truth: the input itself, another model's output, all ones or zeros."""
    return labels is not None and (labels.reconstruction or labels.model_output or labels.constant)


def softmax_floor(classes: int) -> float:
    """The least cross-entropy that softmax reaches over values in [0, 1]: log(1 + (C - 1) / e), in nats."""
    return math.log(1 + (classes - 1) / math.e)


def one_hot_unit_floor(classes: int) -> float:
    """The least mean sigmoid cross-entropy over values in [0, 1] with one 1 in `classes` targets, in nats."""
    return (UNIT_FLOOR_POSITIVE + (classes - 1) * UNIT_FLOOR_NEGATIVE) / classes


def undecided_binary_accuracy(classes: int) -> float:
    """Binary accuracy of a softmax that never exceeds 0.5: every 0 of the one-hot labels counts as a hit."""
    return (classes - 1) / classes
