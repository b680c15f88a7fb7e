"""Symbolic conditions of branches: conjunctions of tests that can contradict each other.

`if n == 2: a() else: b()` runs `a` under {n == 2} and `b` under {not n == 2}; a value made in `a` and one made in `b`
never meet, because the conjunction of their conditions is impossible. So is that of {n > 1} and {n == 1}, and that of
{never both p and q}, {p} and {q}.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache

from lossguard.interpret.work import WORK
from lossguard.records import dataclass, field


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
        """Empties the table, and what was made of its keys: between two programs."""
        cls.known.clear()
        _JOINED.clear()


OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
SEARCHED = 24  # combinations that are tried before several `Never` count as possible together
SEARCHED_OF_SITE = 400  # ... before findings under them are only possible
SEARCHED_NEVERS = 8  # ... and that are searched at all
SEARCHES = 1_500_000  # looks at parts of a `Never` for one program; beyond these, only plain contradictions are seen
REMEMBERED = 100_000  # conjunctions
PYTHON_KINDS: dict[str, type] = {
    f"builtins.{kind.__name__}": kind
    for kind in (str, bytes, int, float, complex, bool, list, tuple, dict, set, frozenset)
}


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
        return _contradict(self.value, self.positive, other.value, other.positive)


def _contradict(mine: Hashable, positive: bool, other: Hashable, other_positive: bool) -> bool:
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


def both(first: Condition, second: Condition) -> Condition | None:
    """The conjunction, None where it is impossible; asked again of the same two, it is the same one.

    Subjects are interned, so they are compared by identity.
    """
    if not second or first is second:
        return first
    if not first:
        return second
    WORK.done += 1
    key = (id(first), id(second))
    known = _JOINED.get(key)
    if known is None:
        if len(_JOINED) >= REMEMBERED:
            _JOINED.clear()
        known = _JOINED[key] = (first, second, _conjunction(first, second))  # holding them keeps their ids theirs
    return known[2]


_JOINED: dict[tuple[int, int], tuple[Condition, Condition, Condition | None]] = {}


def _conjunction(first: Condition, second: Condition) -> Condition | None:
    WORK.done += len(first) * len(second)
    added = _added(first, second)
    if not added:
        return None if added is None else first
    joint = (*first, *added)
    return joint if _is_possible(joint, added) else None


def _added(first: Condition, second: Condition) -> list[Literal] | None:
    """The literals of the second that the first does not have, None where two contradict each other."""
    added: list[Literal] = []
    for literal in second:
        subject = literal.subject
        for known in first:
            if known.subject is subject:
                if _contradict(literal.value, literal.positive, known.value, known.positive):
                    return None
                if literal.positive is known.positive and literal.value == known.value:
                    break
        else:
            added.append(literal)
    return added


def consistent(first: Condition, second: Condition) -> bool:
    """Whether both can hold at once."""
    return both(first, second) is not None


def is_shown_possible(condition: Condition) -> bool:
    """Whether a way was found in which a condition holds. Where conditions are joined, one for which none was found
    quickly counts as possible; here it is looked for longer, for the few conditions that findings stand under: all of
    them together cost as much as the run did, at most."""
    nevers = [literal.value for literal in condition if type(literal.value) is Never]
    if not nevers:
        return True
    budget = _Budget(SEARCHED_OF_SITE, 2 * SEARCHES)
    return _leave_a_way(nevers, condition, _Held.of(condition), budget) and not budget.ran_out


# ---- what never holds together ----


class _Held:
    """The literals of a condition by subject, with what was found of each `Never` under it: they share their parts."""

    __slots__ = ("implied", "literals", "refuted")

    def __init__(self, literals: dict[Hashable, list[Literal]]) -> None:
        self.literals = literals
        self.implied: dict[int, bool] = {}
        self.refuted: dict[int, bool] = {}

    @classmethod
    def of(cls, condition: Condition) -> _Held:
        """What holds where the condition does."""
        literals: dict[Hashable, list[Literal]] = {}
        for literal in condition:
            literals.setdefault(literal.subject, []).append(literal)
        return cls(literals)

    def with_added(self, added: list[Literal]) -> _Held:
        """What holds where these literals do too."""
        wider = dict(self.literals)
        for literal in added:
            wider[literal.subject] = [*wider.get(literal.subject, ()), literal]
        return _Held(wider)

    def implies(self, part: Literal) -> bool:
        """Whether a literal holds wherever the condition does."""
        if isinstance(part.value, Never):
            found = self.implied.get(id(part.value))
            if found is None:
                _spend(len(part.value.parts))
                found = part.subject in self.literals or any(map(self.refutes, part.value.parts))
                self.implied[id(part.value)] = found
            return found
        return self._excludes(part, not part.positive)

    def refutes(self, part: Literal) -> bool:
        """Whether a literal holds nowhere the condition does."""
        if isinstance(part.value, Never):
            found = self.refuted.get(id(part.value))
            if found is None:
                _spend(len(part.value.parts))
                found = self.refuted[id(part.value)] = all(map(self.implies, part.value.parts))
            return found
        return self._excludes(part, part.positive)

    def _excludes(self, part: Literal, positive: bool) -> bool:
        """Whether the condition contradicts a plain literal, taken as it is or the other way round."""
        for known in self.literals.get(part.subject, ()):  # a loop: it is gone through a million times
            if _contradict(known.value, known.positive, part.value, positive):
                return True
        return False


def _spend(looks: int) -> None:
    WORK.searched += looks
    WORK.done += looks


def _is_possible(joint: Condition, added: list[Literal]) -> bool:
    """Whether every `Never` leaves a way out, in a condition that was possible before some literals were added."""
    nevers = [literal.value for literal in joint if type(literal.value) is Never]
    if not nevers:
        return True
    WORK.done += len(joint)
    subjects = {literal.subject for literal in added}
    new = {id(literal.value) for literal in added}
    nevers = _entangled(nevers, joint)
    touched = [never for never in nevers if id(never) in new or not subjects.isdisjoint(never.subjects)]
    if not touched:
        return True
    held = _Held.of(joint)
    if WORK.searched >= SEARCHES:
        return not any(_is_plainly_implied(held, never) for never in touched)
    _spend(sum(len(never.parts) for never in touched))
    if any(all(map(held.implies, never.parts)) for never in touched):
        return False
    if len(nevers) == 1 or len(nevers) > SEARCHED_NEVERS:
        return True
    return _leave_a_way(nevers, joint, held, _Budget(SEARCHED, SEARCHES))


def _entangled(nevers: list[Never], joint: Condition) -> list[Never]:
    """Without those that have a literal among their parts of whose subject nothing else speaks: it can be false,
    whatever the rest of the condition needs (the rule of pure literals)."""
    plain = {literal.subject for literal in joint if type(literal.value) is not Never}
    while True:
        seen, shared = plain, plain  # the subjects of one literal or `Never`, and those of more than one
        for never in nevers:
            shared = shared | (seen & never.subjects)
            seen = seen | never.subjects
        left = [never for never in nevers if never.plain <= shared]
        if len(left) == len(nevers):
            return left
        nevers = left


def _is_plainly_implied(held: _Held, never: Never) -> bool:
    """Whether all parts hold for sure, as plain literals tell it: what is seen where nothing more is searched."""
    WORK.done += len(never.parts)
    return all(type(part.value) is not Never and held.implies(part) for part in never.parts)


class _Budget:
    """How many combinations are tried before one counts as possible: so many more, while `WORK.searched` is below
    `most_searched`. `ran_out` tells that one does for want of more."""

    __slots__ = ("most_searched", "ran_out", "tries")

    def __init__(self, tries: int, most_searched: int) -> None:
        self.tries = tries
        self.most_searched = most_searched
        self.ran_out = False

    def allows_another(self) -> bool:
        """Whether one more is tried."""
        self.tries -= 1
        self.ran_out = self.ran_out or self.tries < 0 or WORK.searched >= self.most_searched
        return not self.ran_out


def _leave_a_way(nevers: list[Never], condition: Condition, held: _Held, budget: _Budget) -> bool:
    """Whether one part of each can be false; taken for granted when the budget is spent."""
    waiting: list[list[Literal]] = []
    for never in nevers:
        _spend(len(never.parts))
        parts = [part for part in never.parts if not held.implies(part)]
        if not parts:
            return False
        if not any(map(held.refutes, parts)):
            waiting.append(parts)
    if len(waiting) < 2:
        return True
    for part in min(waiting, key=len):
        WORK.done += len(condition)
        if not budget.allows_another():
            return True
        added = _added(condition, opposite((part,)))
        if added is None:
            continue
        further = (*condition, *added)
        deeper = [each.value for each in further if type(each.value) is Never]
        if _leave_a_way(deeper, further, held.with_added(added), budget):
            return True
    return False
