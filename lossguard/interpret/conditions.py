"""Symbolic conditions of branches: conjunctions of equalities and orders that can contradict each other.

`if n == 2: a() else: b()` runs `a` under {n == 2} and `b` under {not n == 2}; a value made in `a` and one made in `b`
never meet, because the conjunction of their conditions is impossible. So is that of {n > 1} and {n == 1}.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from lossguard.interpret.work import WORK


class Key:
    """What identifies an unknown: how it was computed, from what.

    Interned, so that comparing two costs nothing however deep they are: `Key.of(("attr", Key.of(...), "n"))` made twice
    is one object. `number` counts them in the order of making.
    """

    __slots__ = ("number", "parts")
    __match_args__ = ("parts",)
    known: dict[tuple[Hashable, ...], Key] = {}

    def __init__(self, parts: tuple[Hashable, ...], number: int) -> None:
        self.parts = parts
        self.number = number

    @classmethod
    def of(cls, parts: Hashable) -> Key:
        """The one key with these parts."""
        if isinstance(parts, Key):
            return parts
        whole = parts if isinstance(parts, tuple) else (parts,)
        key = cls.known.get(whole)
        if key is None:
            key = cls.known[whole] = cls(whole, len(cls.known))
        return key

    @classmethod
    def forget(cls) -> None:
        """Empties the table: between two programs."""
        cls.known.clear()


OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True, slots=True)
class Order:
    """What stands right of the subject in `subject > 1`: `op` is one of <, <=, >, >=."""

    op: str
    bound: float

    def holds(self, number: float) -> bool:
        """Whether a number is in this order."""
        match self.op:
            case "<":
                return number < self.bound
            case "<=":
                return number <= self.bound
            case ">":
                return number > self.bound
            case _:
                return number >= self.bound

    def excludes(self, other: Order) -> bool:
        """Whether no number is in both orders."""
        if self.op[0] == other.op[0]:
            return False
        low, high = (self, other) if self.op[0] == ">" else (other, self)
        touching = low.op == ">=" and high.op == "<="
        return low.bound > high.bound or (low.bound == high.bound and not touching)


@dataclass(frozen=True, slots=True)
class Literal:
    """`subject == value` (`subject > 1`: the value is an `Order`), or its negation. A truth test has the value True.
    `text` is how the source says it."""

    subject: Hashable
    value: Hashable
    positive: bool
    text: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "subject", Key.of(self.subject))

    def negated(self) -> Literal:
        """The opposite literal."""
        return Literal(self.subject, self.value, not self.positive, _negated(self.text))

    def contradicts(self, other: Literal) -> bool:
        """Whether both cannot hold."""
        if self.subject != other.subject:
            return False
        if isinstance(self.value, Order) or isinstance(other.value, Order):
            return _out_of_order(self, other)
        same = self.value == other.value
        if self.positive and other.positive:
            return not same
        return same and self.positive != other.positive


def _out_of_order(first: Literal, second: Literal) -> bool:
    """Whether two literals of one subject, at least one of them an order, cannot both hold."""
    mine, other = _order(first), _order(second)
    if mine is not None and other is not None:
        return mine.excludes(other)
    order, literal = (mine, second) if mine is not None else (other, first)
    number = literal.value
    return literal.positive and isinstance(number, (int, float)) and order is not None and not order.holds(number)


def _order(literal: Literal) -> Order | None:
    """The order a literal states; that of `not n > 1` is `n <= 1`."""
    order = literal.value
    if not isinstance(order, Order):
        return None
    return order if literal.positive else Order(OPPOSITE[order.op], order.bound)


def _negated(text: str) -> str:
    """How the source would say the opposite: "not n == 2", "not (a and b)", and back."""
    inner = text.removeprefix("not ")
    joined = " and " in inner or " or " in inner or " if " in inner
    if inner != text and (not joined or (inner.startswith("(") and inner.endswith(")"))):
        return inner.removeprefix("(").removesuffix(")") if joined else inner
    return f"not ({text})" if joined else f"not {text}"


Condition = tuple[Literal, ...]
ALWAYS: Condition = ()


@dataclass(frozen=True, slots=True)
class Never:
    """As the value of a literal: that these literals do not hold all at once."""

    parts: Condition


def _is_broken(condition: Condition) -> bool:
    """Whether all parts of a `Never` in the condition hold under it."""
    return any(
        literal.positive
        and isinstance(literal.value, Never)
        and all(_is_implied(part, condition) for part in literal.value.parts)
        for literal in condition
    )


def _is_implied(part: Literal, condition: Condition) -> bool:
    WORK.done += len(condition)
    opposite = part.negated()
    return any(known.subject is part.subject and known.contradicts(opposite) for known in condition)


def both(first: Condition, second: Condition) -> Condition | None:
    """The conjunction, None where it is impossible. Subjects are interned, so they are compared by identity."""
    if not second or first is second:
        return first
    if not first:
        return second
    WORK.done += len(first) * len(second)
    added: list[Literal] = []
    for literal in second:
        subject = literal.subject
        for known in first:
            if known.subject is subject:
                if literal.contradicts(known):
                    return None
                if literal == known:
                    break
        else:
            added.append(literal)
    if not added:
        return first
    joint = (*first, *added)
    return None if _is_broken(joint) else joint


def consistent(first: Condition, second: Condition) -> bool:
    """Whether both can hold at once."""
    WORK.done += len(first) * len(second)
    for literal in second:
        subject = literal.subject
        for known in first:
            if known.subject is subject and literal.contradicts(known):
                return False
    return not second or not _is_broken((*first, *second))
