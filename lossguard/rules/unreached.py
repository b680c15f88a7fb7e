"""Heads that cannot deliver what a hinge, an overlap or a divergence compares: the further cases of LG108."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.ranges import MARGIN, lowest
from lossguard.rules.reading import PROBABILITIES, expected_by, is_one_unit, space_of
from lossguard.rules.wording import head_words, related, space_words
from lossguard.setups import Head, LossUse, Output
from lossguard.vocabulary import Encoding, Family, Severity, Space

_LOGARITHMS = (Space.LOG_SIMPLEX, Space.LOG_UNIT)
_BENT = (Space.NONNEGATIVE, Space.SYMMETRIC, Space.SQUASHED, Space.LOG_SIMPLEX, Space.LOG_UNIT)


def of_other_families(output: Output, head: Head, loss: LossUse) -> Iterator[Diagnosis]:
    """What is out of reach of the head, where the loss is a hinge, an overlap or a divergence."""
    space, expected = space_of(head), expected_by(loss)
    if loss.family is Family.MARGIN:
        happens = _under_hinge(head, loss, space)
    elif expected in PROBABILITIES and space in _BENT:
        happens = _as_share(loss)
    elif expected is Space.REAL and loss.family is Family.OVERLAP and space is Space.NONNEGATIVE:
        happens = "As a logit it is never negative: no probability is under 0.5, and the background is out of reach."
    else:
        return
    if happens is None or expected is None:
        return
    spot = head.links[-1].spot if head.links else head.spot
    yield Diagnosis(
        spot=spot,
        message=f"{loss.name} expects {space_words(expected)}, but the head is {head_words(head)}. {happens}",
        help="Remove the activation of the last layer."
        if expected is Space.REAL
        else f"Use {'softmax' if expected is Space.SIMPLEX else 'sigmoid'} as the last activation.",
        related=related(output, spot),
        severity=Severity.ERROR,
    )


def _under_hinge(head: Head, loss: LossUse, space: Space | None) -> str | None:
    """A hinge of yes and no asks for -1 and below and for 1 and above; one between classes only for a gap, which relu's
    zeros take away, or, where it reads rows, for 1 of the right class as well."""
    low = lowest(head)
    if (Encoding.SIGN in loss.labels or is_one_unit(head)) and low is not None and low > MARGIN:
        return f"It never falls below {low:g}: the answer no (-1 and less) is out of reach, and its hinge stays open."
    if space in _LOGARITHMS and (Encoding.SIGN in loss.labels or Encoding.ONE_HOT in loss.labels):
        return "A logarithm of probabilities is never above 0: the answer yes (1 and more) is out of reach."
    if Encoding.SIGN not in loss.labels and space is Space.NONNEGATIVE and head.activation == "relu":
        return "A class whose unit is negative gives 0 and gets no gradient: it is dead."
    return None


def _as_share(loss: LossUse) -> str:
    if loss.family is Family.OVERLAP:
        return "Its values leave (0, 1): the overlap is no share any more, and the loss can fall below zero."
    return "Its values leave (0, 1): they are clipped or give logarithms of negative numbers, without a gradient."
