"""What lossguard tells of an expression's value, and whether it is true of the value that Python computes.

Only what is told can be wrong: rank, size of the first and last axis, dtype, range, encoding, space, items.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from lossguard.interpret.run import Run
from lossguard.interpret.values import Choice, Const, Items, ListValue, Tensor, TupleValue, Value
from lossguard.vocabulary import Encoding, Space
from tests.interpret.outcomes import outcome

CLOSE = 1e-2  # float16 has three digits
LARGEST = 1 + CLOSE


def told(start: str, expressions: list[str]) -> list[tuple[Run, Value]]:
    """What is told of each expression after the statements of `start`."""
    lines = "".join(f"told_{place} = {text}\n" for place, text in enumerate(expressions))
    found = outcome(start + lines)
    return [(found.run, found.value(f"told_{place}")) for place in range(len(expressions))]


def array_of(real: Any) -> Any:
    """A NumPy array of what any package computed; None where it is no array."""
    real = getattr(real, "detach", lambda: real)()
    real = real.float() if dtype_of(real) == "bfloat16" else real  # which NumPy has not
    real = real.toarray() if hasattr(real, "toarray") else real
    made = np.asarray(real)
    return None if made.dtype == object and not hasattr(real, "dtype") and not hasattr(real, "columns") else made


def dtype_of(real: Any) -> str | None:
    """The dtype in NumPy's word; None for numbers, lists and tables of several. Of categories it is their own."""
    dtype = getattr(real, "dtype", None)
    dtype = getattr(getattr(dtype, "categories", None), "dtype", dtype)
    if dtype is None:
        return None
    return "str" if getattr(dtype, "kind", "") in ("O", "U") else str(dtype).removeprefix("torch.")


def facts(value: Value) -> int:
    """How many things are told."""
    match value:
        case Tensor():
            sizes = (value.width, value.rows, value.classes)
            single = (value.rank, value.dtype, value.low, value.high, value.encoding, value.space)
            return sum(each is not None for each in single) + sum(isinstance(each, Const) for each in sizes)
        case Const() | TupleValue() | ListValue():
            return 1
        case _:
            return 0


def wrong(run: Run, value: Value, real: Any) -> list[str]:
    """What is told and not so, in words; [] where all holds."""
    match value:
        case Choice(options):
            each = [wrong(run, run.resolved(option), real) for _, option in options]
            return [] if [] in each else [text for texts in each for text in texts]
        case Const(value=None):
            return []  # what a call without bearing on values gives
        case Const(value=constant):
            return [] if bool(constant == real) else [f"{constant!r} is told, {real!r} it is"]
        case TupleValue(items):
            return _wrong_items(run, Items(tuple(items), False), real)
        case ListValue():
            found = run.contents(value)
            return _wrong_items(run, found, real) if isinstance(found, Items) else []
        case Tensor():
            array = array_of(real)
            return ["an array is told"] if array is None else [*_wrong_tensor(value, array, dtype_of(real))]
        case _:
            return []


def _wrong_items(run: Run, items: Items, real: Any) -> list[str]:
    reals = list(real)
    if len(reals) < len(items.values) or (len(reals) > len(items.values) and not items.open):
        return [f"{len(items.values)} items are told, {len(reals)} there are"]
    return [
        text for one, other in zip(items.values, reals, strict=False) for text in wrong(run, run.resolved(one), other)
    ]


def _wrong_tensor(value: Tensor, array: Any, dtype: str | None) -> Iterator[str]:
    if value.rank is not None and value.rank != array.ndim:
        yield f"rank {value.rank} is told, {array.ndim} it is"
    for name, size, axis in (("width", value.width, -1), ("rows", value.rows, 0)):
        known = isinstance(size, Const) and array.ndim > (1 if axis else 0)
        if known and size.value != array.shape[axis]:  # type: ignore[union-attr]
            yield f"{name} {size.value} is told, {array.shape[axis]} it is"  # type: ignore[union-attr]
    if value.dtype is not None and dtype is not None and value.dtype != dtype:
        yield f"{value.dtype} is told, {dtype} it is"
    if array.dtype.kind not in "biuf" or not array.size:
        return
    values = array.astype("float64")
    if value.low is not None and np.nanmin(values) < value.low - CLOSE:
        yield f"nothing below {value.low} is told, {np.nanmin(values)} there is"
    if value.high is not None and np.nanmax(values) > value.high + CLOSE:
        yield f"nothing above {value.high} is told, {np.nanmax(values)} there is"
    classes = value.classes.value if isinstance(value.classes, Const) else None
    if value.space is not None and not value.scrambled and not LIES.get(value.space, _anything)(values):
        yield f"{value.space.value} is told, it is not"
    if value.edits:  # what they were before arithmetic is told
        return
    if value.encoding is not None and not value.constant and not ENCODED.get(value.encoding, _anything)(values):
        yield f"{value.encoding.value} is told, it is not"
    if value.encoding is Encoding.INDEX and isinstance(classes, int) and values.max() >= classes + (value.low or 0):
        yield f"{classes} classes are told, class {values.max()} there is"


def _anything(_values: Any) -> bool:
    return True


def _whole(values: Any) -> bool:
    return bool((values == np.round(values)).all() and (values >= 0).all())


def _bits(values: Any) -> bool:
    return bool(np.isin(values, (0, 1)).all())


def _adds_to_one(values: Any) -> bool:
    """Along some axis: classes keep their space where the axes change places."""
    sums = (np.abs(values.sum(axis) - 1).max() < CLOSE for axis in range(values.ndim))
    return bool((values >= 0).all()) and any(sums)


ENCODED: dict[Encoding, Callable[[Any], bool]] = {
    Encoding.INDEX: _whole,
    Encoding.BINARY: _bits,
    Encoding.MULTI_HOT: _bits,
    Encoding.ONE_HOT: lambda values: _bits(values) and _adds_to_one(values),
    Encoding.SIGN: lambda values: bool(np.isin(values, (-1, 1)).all()),
    Encoding.SOFT: lambda values: bool(((values >= 0) & (values <= LARGEST)).all()),
}
LIES: dict[Space, Callable[[Any], bool]] = {
    Space.SIMPLEX: _adds_to_one,
    Space.LOG_SIMPLEX: lambda values: _adds_to_one(np.exp(values)),
    Space.UNIT: lambda values: bool(((values >= 0) & (values <= LARGEST)).all()),
    Space.LOG_UNIT: lambda values: bool((values <= CLOSE).all()),
    Space.NONNEGATIVE: lambda values: bool((values >= 0).all()),
    Space.SYMMETRIC: lambda values: bool((np.abs(values) <= LARGEST).all()),
}
