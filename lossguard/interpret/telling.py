"""From conditions to circumstances: what sets the ways of a site apart, as reports say it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from lossguard.circumstances import Circumstance, Conjunction, strictly
from lossguard.interpret.literals import OPPOSITE, Condition, Key, Literal, Never, Order, Test

STRICT = {"<=": "<", ">=": ">"}


def told(condition: Condition, shared: Sequence[Literal]) -> Conjunction:
    """A condition as circumstances, but for what it shares with other ways. Of orders the narrowest stays: n > 3 of
    n > 1 and n > 3, n < 1 of n <= 1 and n != 1."""
    own = [literal for literal in condition if literal not in shared]
    return tuple(
        _circumstance(literal, own) for literal in own if not any(_is_narrower(other, literal) for other in own)
    )


def _circumstance(literal: Literal, around: Sequence[Literal]) -> Circumstance:
    text, sense = literal.text, literal.sense
    order = _order(literal)
    if order is not None and order.op in STRICT and any(_leaves_out(other, literal, order.bound) for other in around):
        text, sense = strictly(text, sense), True
    words = literal.words
    phrase = "" if words is None else words[0] if literal.positive else words[1]
    subject = literal.subject.number if isinstance(literal.subject, Key) else 0
    equal = not isinstance(literal.value, (Test, Never))
    return Circumstance(subject, _plain(literal.value), literal.positive, text, sense, phrase, equal)


def _plain(value: Hashable) -> Hashable:
    """A value that can leave the process: what a `Never` or a choice excludes is told by its subject."""
    if isinstance(value, (str, int, float, bool, type(None))):
        return (type(value).__name__, value)
    return repr(value) if isinstance(value, Test) else type(value).__name__


def _is_narrower(one: Literal, other: Literal) -> bool:
    """Whether a literal says all that another says of the same number."""
    if one is other or one.subject != other.subject:
        return False
    mine, theirs = _order(one), _order(other)
    if theirs is not None:
        return theirs.includes(mine) and mine != theirs if mine is not None else _equals(one)
    if isinstance(other.value, Test) or other.positive or not isinstance(other.value, (int, float)):
        return _equals(one) and one != other and not isinstance(other.value, Test)
    return _equals(one) or (mine is not None and (not mine.holds(other.value) or mine.bound == other.value))


def _equals(literal: Literal) -> bool:
    return literal.positive and not isinstance(literal.value, (Test, Never))


def _leaves_out(other: Literal, literal: Literal, bound: float) -> bool:
    """Whether a literal says that the subject of another does not equal its bound."""
    return other.subject == literal.subject and not other.positive and other.value == bound


def _order(literal: Literal) -> Order | None:
    order = literal.value
    if not isinstance(order, Order):
        return None
    return order if literal.positive else Order(OPPOSITE[order.op], order.bound)
