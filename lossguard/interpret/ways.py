"""Spreads alternatives out: every consistent combination of the choices inside a group of values."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.interpret.conditions import Condition, both
from lossguard.interpret.limits import WAYS
from lossguard.interpret.values import Choice, Unknown, Value, parts_of, rebuilt


def ways(values: tuple[Value, ...], path: Condition) -> list[tuple[Condition, tuple[Value, ...]]]:
    """The combinations as (conditions, values without choices), at most `WAYS` of them.

    Equal choices, and choices under contradicting conditions, never mix: {n == 2} with {not n == 2} is no way.
    """
    found: list[tuple[Condition, tuple[Value, ...]]] = []
    for way in _spread(values, path):
        if len(found) == WAYS:
            break
        found.append(way)
    return found


def _spread(values: tuple[Value, ...], path: Condition) -> Iterator[tuple[Condition, tuple[Value, ...]]]:
    choice = next((found for value in values if (found := first_choice(value)) is not None), None)
    if choice is None:
        yield path, values
        return
    for condition, option in choice.options:
        joint = both(path, condition)
        if joint is not None:
            yield from _spread(tuple(replaced(value, choice, option) for value in values), joint)


def first_choice(value: Value) -> Choice | None:
    """The first choice inside a value, outermost first."""
    if isinstance(value, Choice):
        return value
    return next((found for part in parts_of(value) if (found := first_choice(part)) is not None), None)


def replaced(value: Value, choice: Choice, option: Value) -> Value:
    """The value with one choice decided, wherever it occurs."""
    if isinstance(value, Choice):
        return option if value == choice else value
    if isinstance(value, Unknown):
        return value
    return rebuilt(value, lambda part: replaced(part, choice, option))
