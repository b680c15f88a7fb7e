"""Symbolic conditions of branches: conjunctions of equalities that can contradict each other.

`if n == 2: a() else: b()` runs `a` under {n == 2} and `b` under {not n == 2}; a value made in `a` and one made in `b`
never meet, because the conjunction of their conditions is impossible.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field


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


@dataclass(frozen=True, slots=True)
class Literal:
    """`subject == value`, or its negation. A truth test has the value True. `text` is how the source says it."""

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
        same = self.value == other.value
        if self.positive and other.positive:
            return not same
        return same and self.positive != other.positive


def _negated(text: str) -> str:
    """How the source would say the opposite: "not n == 2", "not (a and b)", and back."""
    inner = text.removeprefix("not ")
    joined = " and " in inner or " or " in inner or " if " in inner
    if inner != text and (not joined or (inner.startswith("(") and inner.endswith(")"))):
        return inner.removeprefix("(").removesuffix(")") if joined else inner
    return f"not ({text})" if joined else f"not {text}"


Condition = tuple[Literal, ...]
ALWAYS: Condition = ()


def both(first: Condition, second: Condition) -> Condition | None:
    """The conjunction, None where it is impossible. Subjects are interned, so they are compared by identity."""
    if not second or first is second:
        return first
    if not first:
        return second
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
    return (*first, *added) if added else first


def consistent(first: Condition, second: Condition) -> bool:
    """Whether both can hold at once."""
    for literal in second:
        subject = literal.subject
        for known in first:
            if known.subject is subject and literal.contradicts(known):
                return False
    return True
