"""How low an activation can go, and what that leaves of a loss: for the rules on heads that bend their values."""

from __future__ import annotations

import math

from lossguard.rules.reading import space_of
from lossguard.setups import Head
from lossguard.vocabulary import Space

# The least value of activations that are open upwards, by canonical name; those that are not listed have none.
LOWEST = {
    "elu": -1.0,
    "celu": -1.0,
    "selu": -1.7581,
    "gelu": -0.17,
    "silu": -0.2785,
    "swish": -0.2785,
    "mish": -0.3088,
    "hard_silu": -0.375,
    "hardswish": -0.375,
    "hard_swish": -0.375,
}
_OPEN = ("leaky_relu", "leakyrelu", "prelu", "rrelu")  # open on both sides: bent, yet every value is reached
MARGIN = -1.0  # what a hinge asks of an answer "no"


def lowest(head: Head) -> float | None:
    """The least value the head can deliver, None where there is none or it is not known."""
    space = space_of(head)
    if space in (Space.NONNEGATIVE, Space.UNIT, Space.SIMPLEX):
        return 0.0
    return LOWEST.get(head.activation) if space is Space.SQUASHED else None


def is_open(head: Head) -> bool:
    """Whether the head's activation reaches every real number."""
    return head.activation.lower() in _OPEN


def negatives_floor(low: float) -> float:
    """The least sigmoid cross-entropy of a label 0 over logits that are never below `low`, in nats."""
    return math.log1p(math.exp(low))
