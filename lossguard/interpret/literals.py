"""Literals of symbolic conditions: a test of one unknown, what it says, and when two of them cannot both hold.

{n == 2} contradicts {not n == 2} and {n > 2}; {x is a str} contradicts {x == 1}. A condition is a tuple of literals
that hold together; {never both p and q} is a literal itself.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache

from lossguard.records import dataclass, field

OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
PYTHON_KINDS: dict[str, type] = {
    f"builtins.{kind.__name__}": kind
    for kind in (str, bytes, int, float, complex, bool, list, tuple, dict, set, frozenset)
}


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
        """Empties the table."""
        cls.known.clear()


@dataclass(frozen=True, slots=True)
class Test:
    """What stands right of the subject, where that is not a value it equals."""


@dataclass(frozen=True, slots=True)
class Truth(Test):
    """As the value of a literal: that the subject is true."""

    def holds(self, constant: object) -> bool:
        """Whether a constant is true."""
        return bool(constant)

    def excludes(self, other: Test) -> bool:
        """No test of another kind tells the truth of a value."""
        return False

    def includes(self, other: Test) -> bool:
        return self == other


@dataclass(frozen=True, slots=True)
class Order(Test):
    """What stands right of the subject in `subject > 1`: `op` is one of <, <=, >, >=."""

    op: str
    bound: float

    def holds(self, constant: object) -> bool:
        """Whether a number is in this order; nothing else is."""
        if not isinstance(constant, (int, float)):
            return False
        match self.op:
            case "<":
                return constant < self.bound
            case "<=":
                return constant <= self.bound
            case ">":
                return constant > self.bound
            case _:
                return constant >= self.bound

    def excludes(self, other: Test) -> bool:
        """Whether no number is in both orders."""
        if not isinstance(other, Order) or self.op[0] == other.op[0]:
            return False
        low, high = (self, other) if self.op[0] == ">" else (other, self)
        touching = low.op == ">=" and high.op == "<="
        return low.bound > high.bound or (low.bound == high.bound and not touching)

    def includes(self, other: Test) -> bool:
        """Whether every number in the other order is in this one."""
        return isinstance(other, Order) and self.negated().excludes(other)

    def negated(self) -> Order:
        """The order of the numbers that are not in this one."""
        return _order(OPPOSITE[self.op], self.bound)


@lru_cache(maxsize=1024)
def _order(op: str, bound: float) -> Order:
    return Order(op, bound)


@dataclass(frozen=True, slots=True)
class Kind(Test):
    """As the value of a literal: that the subject is an instance of one of these types, by dotted name."""

    names: tuple[str, ...]

    def holds(self, constant: object) -> bool:
        """Whether a constant is of one of these types; types of other names have no constants."""
        return any(isinstance(constant, PYTHON_KINDS[name]) for name in self.names if name in PYTHON_KINDS)

    def excludes(self, other: Test) -> bool:
        """Whether nothing is of both kinds: Python's own types do not overlap, but for bool, which is an int."""
        return isinstance(other, Kind) and _are_all_apart(self.names, other.names)

    def includes(self, other: Test) -> bool:
        """Whether everything of the other kind is of this one."""
        return isinstance(other, Kind) and _are_among(other.names, self.names)


@lru_cache(maxsize=1024)
def _are_all_apart(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return all(_are_apart(one, two) for one in some for two in others)


@lru_cache(maxsize=1024)
def _are_among(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return all(any(_is_kind(one, two) for two in others) for one in some)


def _are_apart(one: str, two: str) -> bool:
    known = one in PYTHON_KINDS and two in PYTHON_KINDS
    return known and not _is_kind(one, two) and not _is_kind(two, one)


def _is_kind(one: str, two: str) -> bool:
    if one == two:
        return True
    return one in PYTHON_KINDS and two in PYTHON_KINDS and issubclass(PYTHON_KINDS[one], PYTHON_KINDS[two])


@dataclass(frozen=True, slots=True, eq=False)
class Literal:
    """`subject == value` (`subject > 1`, the truth of the subject: the value is a `Test`), or its negation.

    `text` is how the source says it where `sense` is true, and how it says the opposite otherwise. `words` are phrases
    for a literal that no test of the source stands behind: for when it holds, and for when it does not.
    """

    subject: Hashable
    value: Hashable
    positive: bool
    text: str = field(default="", compare=False)
    sense: bool = field(default=True, compare=False)
    words: tuple[str, str] | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "subject", Key.of(self.subject))

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, Literal)
            and self.subject is other.subject
            and self.positive is other.positive
            and self.value == other.value
        )

    def __hash__(self) -> int:
        return hash((self.subject, self.positive))  # what stands right of one subject seldom differs

    def negated(self) -> Literal:
        """The opposite literal; of a `Never`, `opposite` gives it."""
        return Literal(self.subject, self.value, not self.positive, self.text, not self.sense, self.words)

    def contradicts(self, other: Literal) -> bool:
        """Whether both cannot hold."""
        if self.subject is not other.subject:
            return False
        return contradict(self.value, self.positive, other.value, other.positive)


def contradict(mine: Hashable, positive: bool, other: Hashable, other_positive: bool) -> bool:
    """Whether two literals of one subject, given by value and sign, cannot both hold."""
    if isinstance(mine, Test) or isinstance(other, Test):
        if not isinstance(mine, Test):
            mine, positive, other, other_positive = other, other_positive, mine, positive
        return _tests_contradict(mine, positive, other, other_positive)
    same = mine == other
    if positive and other_positive:
        return not same
    return same and positive != other_positive


def _tests_contradict(mine: Hashable, positive: bool, other: Hashable, other_positive: bool) -> bool:
    """The same where the first value is a `Test`. `not n > 1` is n <= 1: what is compared with a number is one."""
    if isinstance(mine, Order) and not positive:
        mine, positive = mine.negated(), True
    assert isinstance(mine, (Truth, Order, Kind))
    if not isinstance(other, Test):
        return other_positive and mine.holds(other) is not positive
    if isinstance(other, Order) and not other_positive:
        other, other_positive = other.negated(), True
    assert isinstance(other, (Truth, Order, Kind))
    if positive and other_positive:
        return mine.excludes(other)
    if positive:
        return other.includes(mine)
    return other_positive and mine.includes(other)


Condition = tuple[Literal, ...]
ALWAYS: Condition = ()


@dataclass(frozen=True, slots=True)
class Never:
    """As the value of a literal: that these literals do not hold all at once. `subjects` are what they speak of,
    `plain` those of the literals that are no `Never` themselves."""

    parts: Condition
    plain: frozenset[Hashable] = field(init=False, compare=False, default=frozenset())
    subjects: frozenset[Hashable] = field(init=False, compare=False, default=frozenset())

    def __post_init__(self) -> None:
        plain = frozenset(part.subject for part in self.parts if not isinstance(part.value, Never))
        inner = (part.value.subjects for part in self.parts if isinstance(part.value, Never))
        object.__setattr__(self, "plain", plain)
        object.__setattr__(self, "subjects", plain.union(*inner))


def opposite(condition: Condition, text: str = "", sense: bool = True) -> Condition:
    """When a condition, which is not the empty one, does not hold. `text` says it, or its opposite without `sense`."""
    if len(condition) > 1:
        return (Literal(("never", condition), Never(condition), True, text, sense),)
    [only] = condition
    return only.value.parts if isinstance(only.value, Never) else (only.negated(),)
