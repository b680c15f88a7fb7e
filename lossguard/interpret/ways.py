"""Spreads alternatives out: every consistent combination of the choices inside a group of values."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import islice
from math import prod

from lossguard.interpret.conditions import both
from lossguard.interpret.limits import COMBINATIONS, DIFFERENT_WAYS, WAYS
from lossguard.interpret.literals import Condition, Key, Literal, Order
from lossguard.interpret.run import Run
from lossguard.interpret.values import Choice, Const, Tensor, Unknown, Value, parts_of, rebuilt
from lossguard.setups import FileSetting

OPTION = "option"  # first part of the subject of conditions that whoever runs the program decides
PARTS = 200  # values of a way that are looked through for settings


def ways(values: tuple[Value, ...], path: Condition) -> list[tuple[Condition, tuple[Value, ...]]]:
    """The combinations as (conditions, values without choices); of more than `WAYS`, those of other values only.

    Equal choices, and choices under contradicting conditions, never mix: {n == 2} with {not n == 2} is no way.
    """
    found: list[tuple[Condition, tuple[Value, ...]]] = []
    seen: set[tuple[Value, ...]] = set()
    for condition, way in islice(_spread(values, path), COMBINATIONS):
        if not _has_sizes(condition, way):
            continue
        if len(found) < WAYS or (len(found) < DIFFERENT_WAYS and way not in seen):
            seen.add(way)
            found.append((condition, way))
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


def _has_sizes(condition: Condition, values: tuple[Value, ...]) -> bool:
    """Whether what a loss is given, and what a model puts out, can have a last axis: one of n entries is on no way with
    {n <= 1} and {n != 1}."""
    tensors = [part for value in values for part in (value, *parts_of(value)) if isinstance(part, Tensor)]
    widths = {Key.of(tensor.width.key) for tensor in tensors if isinstance(tensor.width, Unknown)}
    return all(_can_be_size(width, condition) for width in widths)


def _can_be_size(subject: Key, condition: Condition) -> bool:
    """Whether some number from 1 on can be the subject, with all that is said of it."""
    said = [literal.value for literal in condition if literal.subject is subject]
    bounds = [value.bound if isinstance(value, Order) else value for value in said]
    beside = {bound + more for bound in bounds if isinstance(bound, (int, float)) for more in (-1, 0, 1)}
    sizes = sorted(size for size in {1, *beside} if size >= 1)
    return not said or any(both(condition, (Literal(subject, size, True),)) is not None for size in sizes)


def is_free(condition: Condition) -> bool:
    """Whether an option holds something else than the values that the program names for it."""
    return any(not literal.positive and _is_option(literal.subject) for literal in condition)


def _is_option(subject: Hashable) -> bool:
    return isinstance(subject, Key) and subject.parts[0] == OPTION


def settings_in(run: Run, values: tuple[Value, ...]) -> tuple[FileSetting, ...]:
    """The constants inside some values that configuration files say, each once."""
    found: dict[FileSetting, None] = {}
    waiting = list(values)
    for _ in range(PARTS):
        if not waiting:
            break
        value = waiting.pop()
        if isinstance(value, Const) and isinstance(value.value, (str, int, float)) and _is_of_file(run, value):
            assert value.spot is not None
            found[FileSetting(value.value, value.spot)] = None
        waiting.extend(parts_of(value))
    return tuple(sorted(found, key=lambda setting: setting.spot))


def _is_of_file(run: Run, value: Const) -> bool:
    return value.spot is not None and run.data is not None and run.data.knows(value.spot.path)


def choice_among(values: Sequence[Value]) -> int | None:
    """The position of the first value that is a choice; None where there is none, or so many that the outcome would be
    more different things than anything is followed to: `"{}_{}".format(a, b, ...)` of twenty options is a million."""
    found = [position for position, value in enumerate(values) if isinstance(value, Choice)]
    count = prod(len(value.options) for value in values if isinstance(value, Choice))
    return found[0] if found and count <= WAYS else None


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
