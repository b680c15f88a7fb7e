"""What effects ask of values and do to tensors, whichever call they stand for: outputs, numbers, labels, shapes."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

from lossguard.interpret import arrays, decisions
from lossguard.interpret.literals import Key
from lossguard.interpret.values import Const, Tensor, Unknown, Value
from lossguard.records import replace
from lossguard.setups import Link
from lossguard.vocabulary import Encoding

Fact = TypeVar("Fact")
SPREAD = "which axis of the zeros and ones is that of the classes is not known"
COUNTS = frozenset({"len", "rows", "size", "int", "classes", "distinct", "count_unique"})
ARITHMETIC = frozenset({"+", "-", "*", "//", "%"})


# ---- outputs ----


def is_output(value: Value) -> bool:
    """Whether a model made it."""
    return isinstance(value, Tensor) and arrays.is_symbolic(value)


def output(tensor: Tensor, why: str, **changes: object) -> Tensor:
    """A model's output whose values are no longer told."""
    made = replace(tensor, space=None, links=(), layer=tensor.layer or "output", why=why, terms=None)
    return replace(made, **changes)  # type: ignore[arg-type]


def decided(tensor: Tensor, **changes: object) -> Tensor:
    """A model's output on which was decided."""
    mark = tensor.decided_from or decisions.mark_of(tensor)
    return output(tensor, "a decision was taken on the output", **{"decided_from": mark, **changes})


def uncached(links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Activations whose logits can no longer be found."""
    return tuple(replace(link, cached=False, cached_for=None) for link in links)


# ---- numbers ----


def whole(value: Value | None) -> int | None:
    """A known integer."""
    return value.value if isinstance(value, Const) and type(value.value) is int else None


def real(value: Value | None) -> float | None:
    """A known number, None for truth values and everything else."""
    if isinstance(value, Const) and isinstance(value.value, (int, float)) and not isinstance(value.value, bool):
        return float(value.value)
    return None


def number_in(value: Value | None) -> float | None:
    """As `real`, and truth values too: 0 or 1."""
    if isinstance(value, Const) and isinstance(value.value, bool):
        return float(value.value)
    return real(value)


def is_between(number: float | None, tensor: Tensor) -> bool:
    """Whether a number lies between the smallest and the largest value of an array; False where one is not told."""
    if number is None or tensor.low is None or tensor.high is None:
        return False
    return tensor.low <= number <= tensor.high


# ---- zeros and ones ----


def is_wide(tensor: Tensor) -> bool:
    """Whether the last axis of several is not known to be of size 1."""
    return tensor.rank is not None and tensor.rank > 1 and tensor.width != Const(1)


def of_zeros_and_ones(tensor: Tensor) -> Tensor:
    """A tensor that holds zeros and ones, as labels: yes or no, or rows of several. From rank 3 on the last axis may
    be one of places as well as that of the classes."""
    if not is_wide(tensor):
        return replace(tensor, encoding=Encoding.BINARY, classes=Const(2), why="")
    if tensor.rank is not None and tensor.rank > 2:
        return replace(tensor, encoding=None, classes=None, why=SPREAD)
    return replace(tensor, encoding=Encoding.MULTI_HOT, classes=tensor.width, why="")


# ---- shapes ----


def counts(key: Hashable) -> bool:
    """Whether an unknown is a number of things by the way it was computed: `len(x)`, `x.shape[0] // 2`."""
    match key:
        case Key((str() as op, *_)) if op in COUNTS:
            return True
        case Key(("item", Key(("shape", *_) | ("attr", _, "shape")), ("const", "int", _))):
            return True
        case Key((str() as op, left, right)) if op in ARITHMETIC:
            return any(counts(side) for side in (left, right))
        case _:
            return False


def shaped(tensor: Tensor, sizes: tuple[Value, ...] | None) -> Tensor:
    """A tensor of a shape; -1 and None are sizes that are not told."""
    if sizes is None:
        return replace(tensor, rank=None, width=None, rows=None)
    told = [None if size in (Const(-1), Const(None)) else size for size in sizes]
    rows = told[0] if told else None
    return replace(tensor, rank=len(told), width=told[-1] if len(told) > 1 else None, rows=rows)


def shaped_like(tensor: Tensor, other: Tensor) -> Tensor:
    """A tensor of the shape of another."""
    return replace(tensor, rank=other.rank, width=other.width, rows=other.rows)


# ---- several values ----


def first_unknown(values: Iterable[Value]) -> Unknown | None:
    """The first value that is not known."""
    return next((value for value in values if isinstance(value, Unknown)), None)


def agree(facts: Iterable[Fact]) -> Fact | None:
    """What several things, one at least, have in common; None where they differ."""
    first, *others = facts
    return first if all(other == first for other in others) else None


def total(sizes: Iterable[Value | None]) -> Value | None:
    """The sum of sizes; None where one of them is not told."""
    numbers = [whole(size) for size in sizes]
    known = [number for number in numbers if number is not None]
    return Const(sum(known)) if len(known) == len(numbers) else None
