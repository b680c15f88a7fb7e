"""Under which circumstances something happens: the tests of the ways that lead there, in few and readable words."""

from __future__ import annotations

import ast
import re
from collections.abc import Hashable, Sequence
from functools import lru_cache

from lossguard.records import dataclass, field
from lossguard.stack import with_room

SPOKEN = 2  # alternatives that a sentence names
MERGED = 32  # ways that are simplified; more are only made one where they are equal
LEADS = ("with ", "when ", "unless ")
_NEXT_LEAD = re.compile(r" and (?=with |when |unless )")
OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Circumstance:
    """One test that holds on a way, or does not: equal `subject` and `value` mean the same test.

    `text` is how the source says what holds; without `sense`, what does not. `phrase` says it all, where no test of the
    source stands behind it ("with --loss bce"). `equal` tells that the subject equals the value: of two values of one
    subject only one can hold.
    """

    subject: int
    value: Hashable
    positive: bool
    text: str = field(default="", compare=False)
    sense: bool = field(default=True, compare=False)
    phrase: str = field(default="", compare=False)
    equal: bool = field(default=True, compare=False)

    def excludes(self, other: Circumstance) -> bool:
        """Whether both cannot hold."""
        if self.subject != other.subject:
            return False
        if self.value == other.value:
            return self.positive is not other.positive
        return self.equal and other.equal and self.positive and other.positive

    @property
    def words(self) -> str:
        """The phrase: "when n == 2", "unless flag", "with --loss bce"; "" where there is none."""
        if self.phrase or not self.text:
            return self.phrase
        return f"when {self.text}" if self.sense else _unless(self.text)


Conjunction = tuple[Circumstance, ...]


@lru_cache(maxsize=1024)
def _unless(text: str) -> str:
    """How a test that does not hold is said: "when n != 2", "when flag", "unless flag"."""
    match _parsed(text):
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return f"when {ast.unparse(operand)}"
        case ast.Compare(left, [op], right):
            return f"when {ast.unparse(ast.Compare(left, [OPPOSITES[type(op)]()], right))}"
        case _:
            return f"unless {text}"


def _parsed(text: str) -> ast.expr | None:
    """A test as an expression, None where its text cannot be read."""
    try:
        return with_room(lambda: ast.parse(text, mode="eval")).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def strictly(text: str, sense: bool) -> str:
    """An order, or its opposite without `sense`, without the bound: "n < 1" for "n <= 1"; as it is where it is not
    written as an order."""
    node = _parsed(text)
    if not isinstance(node, ast.Compare) or len(node.ops) != 1:
        return text
    op = type(node.ops[0]) if sense else OPPOSITES[type(node.ops[0])]
    strict: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.LtE: ast.Lt, ast.GtE: ast.Gt}
    return ast.unparse(ast.Compare(node.left, [strict.get(op, op)()], node.comparators))


def in_words(ways: Sequence[Conjunction], others: Sequence[Conjunction] = ()) -> tuple[str, ...]:
    """The ways in words, an entry for each that cannot be left out: "with --loss bce", "when n == 2 and flag".

    `others` are the ways of which it shall not be true: a test that tells none of them apart is left out, and so are
    two ways that differ in nothing but a test and its opposite. () where nothing sets the ways apart.
    """
    short = list(dict.fromkeys(_without_idle(way, others) for way in ways))
    merged = _merged(short) if len(short) <= MERGED else short
    if not all(merged):
        return ()
    return tuple(dict.fromkeys(filter(None, map(_said, merged))))


def spoken(phrases: Sequence[str]) -> str:
    """The phrases in a sentence: "with --loss bce or when n == 2, and 3 more"; "" for none."""
    more = len(phrases) - SPOKEN
    named = " or ".join(phrases[:SPOKEN])
    return named if more <= 0 else f"{named}, and {more} more"


def is_said_of(phrase: str, way: Conjunction) -> bool:
    """Whether a phrase of `in_words` holds on a way: all that it names is among the tests of the way."""
    words = {one.words for one in way}
    for part in _NEXT_LEAD.split(phrase):
        lead = next((each for each in LEADS if part.startswith(each)), "")
        if part not in words and any(lead + each not in words for each in part.removeprefix(lead).split(" and ")):
            return False
    return True


def _without_idle(way: Conjunction, others: Sequence[Conjunction]) -> Conjunction:
    """A way without the tests that keep none of the others out; what the source does not say goes first."""
    kept = list(dict.fromkeys(way))
    apart = [other for other in others if _exclude(kept, other)]
    for one in sorted(kept, key=lambda each: (bool(each.words), each.positive and each.equal)):
        rest = [each for each in kept if each is not one]
        if apart and all(_exclude(rest, other) for other in apart):
            kept = rest
    return tuple(kept)


def _exclude(way: Sequence[Circumstance], other: Conjunction) -> bool:
    return any(one.excludes(two) for one in way for two in other)


def _merged(ways: list[Conjunction]) -> list[Conjunction]:
    """The ways without those that others include; two that differ in a test and its opposite are one without it."""
    while True:
        ways = [way for way in ways if not any(set(other) < set(way) for other in ways)]
        for first in ways:
            found = next((two for two in ways if _differ_in_one(first, two)), None)
            if found is not None:
                shared = tuple(one for one in first if one in found)
                ways = list(dict.fromkeys([shared, *(way for way in ways if way not in (first, found))]))
                break
        else:
            return ways


def _differ_in_one(first: Conjunction, second: Conjunction) -> bool:
    mine, theirs = set(first) - set(second), set(second) - set(first)
    if len(mine) != 1 or len(theirs) != 1:
        return False
    [one], [two] = mine, theirs
    return one.subject == two.subject and one.value == two.value


def _said(way: Conjunction) -> str:
    """The tests of one way in one phrase, those that begin alike together."""
    phrases = list(dict.fromkeys(filter(None, (one.words for one in way))))
    parts: list[str] = []
    for lead in LEADS:
        alike = [phrase.removeprefix(lead) for phrase in phrases if phrase.startswith(lead)]
        if alike:
            parts.append(lead + " and ".join(alike))
    parts += [phrase for phrase in phrases if not phrase.startswith(LEADS)]
    return " and ".join(parts)
