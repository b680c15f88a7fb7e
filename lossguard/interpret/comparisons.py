"""`==`, `is` and `in` on abstract values."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import algebra, enumerations, limits, objects, operations, truths
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Const,
    DictValue,
    Entries,
    ListValue,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    key_of,
)  # fmt: skip

Text = Callable[[], str]


def identity(run: Run, left: Value, right: Value, ref: int, text: Text) -> Value:
    """`left is right`."""
    if isinstance(left, Const) and not isinstance(right, Const):
        left, right = right, left
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return equality(run, left, right, ref, text)
    if isinstance(left, Const) and isinstance(right, Const):
        return Const(left == right, run.spot(ref))
    if isinstance(right, Const) and isinstance(right.value, (type(None), bool)):
        return Const(False, run.spot(ref))
    told = (ListValue, DictValue, *truths.ALWAYS_TRUE)
    if isinstance(left, told) and isinstance(right, told):
        return Const(left == right, run.spot(ref))
    return run.unknown(f"{text()} is not known", ref, text(), ("is", key_of(left), key_of(right)))


def equality(run: Run, left: Value, right: Value, ref: int, text: Text) -> Value:
    if Const(None) in (left, right) and isinstance(right if left == Const(None) else left, Tensor):
        return Const(False, run.spot(ref))
    if isinstance(left, Tensor) or isinstance(right, Tensor):
        return algebra.operate(run, "==", left, right, ref, text)
    if isinstance(right, Unknown) and isinstance(left, Const):
        left, right = right, left
    if isinstance(left, Unknown) and left == right:
        return Const(True, run.spot(ref))
    if isinstance(left, Unknown):
        return run.unknown(f"{text()} is not known", ref, text(), ("==", left.key, key_of(right)))
    if isinstance(left, (Const, *truths.ALWAYS_TRUE)) and isinstance(right, (Const, *truths.ALWAYS_TRUE)):
        return Const(left == right, run.spot(ref))
    if Const(None) in (left, right):
        return Const(False, run.spot(ref))
    same = _same_items(run, left, right, ref, text)
    if same is not None:
        return Const(same, run.spot(ref))
    return run.unknown(f"{text()} is not known", ref, text(), ("==", key_of(left), key_of(right)))


def _same_items(run: Run, left: Value, right: Value, ref: int, text: Text) -> bool | None:
    """Whether two lists or two tuples are equal, item by item; None where that is not known."""
    if isinstance(left, ListValue) and left == right:
        return True
    first = operations.known_items(run, left) if isinstance(left, (ListValue, TupleValue)) else None
    second = operations.known_items(run, right) if isinstance(right, type(left)) else None
    if first is None or second is None or run.depth > limits.EXPRESSION_DEPTH or run.exhausted:
        return None
    run.depth += 1  # a list may contain itself
    run.steps += len(first)
    same = [operations.binary(run, "==", one, other, ref, text) for one, other in zip(first, second, strict=False)]
    run.depth -= 1
    if len(first) != len(second) or Const(False) in same:
        return False
    return True if all(outcome == Const(True) for outcome in same) else None


def membership(run: Run, left: Value, right: Value, ref: int, text: Text) -> Value:
    """`left in right`: of two constants computed, of one item an equality."""
    outcome = objects.call_special(run, right, "__contains__", (left,), ref, text)
    if outcome is not None:
        return outcome
    left = enumerations.unwrapped(run, left)
    if isinstance(left, Const) and isinstance(right, Const) and isinstance(right.value, str):
        if isinstance(left.value, str):
            return Const(left.value in right.value, run.spot(ref))
        return operations.derived(run, "in", (left, right), ref, text)
    items, complete = operations.known_items(run, right), True
    if items is None and isinstance(right, DictValue):
        contents = run.contents(right)
        items, complete = operations.keys_of(contents), isinstance(contents, Entries) and not contents.open
    found = [operations.binary(run, "==", left, item, ref, text) for item in items or ()]
    if Const(True) in found:
        return Const(True, run.spot(ref))
    if items is not None and complete and all(outcome == Const(False) for outcome in found):
        return Const(False, run.spot(ref))
    open_tests = [outcome for outcome in found if outcome != Const(False)]
    if items is not None and complete and all(isinstance(outcome, Unknown) for outcome in open_tests):
        if len(open_tests) == 1:
            return open_tests[0]
        if len(open_tests) <= limits.ALTERNATIVES:
            return run.unknown(f"{text()} is not known", ref, text(), ("or", *map(key_of, open_tests)))
    return run.unknown(f"{text()} is not known", ref, text(), ("in", key_of(left), key_of(right)))
