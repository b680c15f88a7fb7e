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
        text = self.text.removeprefix("not ") if self.text.startswith("not ") else f"not {self.text}"
        return Literal(self.subject, self.value, not self.positive, text)

    def contradicts(self, other: Literal) -> bool:
        """Whether both cannot hold."""
        if self.subject != other.subject:
            return False
        same = type(self.value) is type(other.value) and self.value == other.value
        if self.positive and other.positive:
            return not same
        return same and self.positive != other.positive


Condition = tuple[Literal, ...]
ALWAYS: Condition = ()


def both(first: Condition, second: Condition) -> Condition | None:
    """The conjunction, None where it is impossible."""
    result = list(first)
    for literal in second:
        if any(literal.contradicts(known) for known in first):
            return None
        if literal not in result:
            result.append(literal)
    return tuple(result)


def consistent(first: Condition, second: Condition) -> bool:
    """Whether both can hold at once."""
    return not any(mine.contradicts(other) for mine in first for other in second)
