"""Operators, truth and iteration on abstract values."""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable

from lossguard.interpret import arrays, limits, truths
from lossguard.interpret.conditions import Key
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Batches,
    Choice,
    Const,
    DictValue,
    Entries,
    Items,
    ListValue,
    LossValue,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    key_of,
    key_value,
    root_of,
    spot_of,
)  # fmt: skip

Text = Callable[[], str]
NEGATED = {"!=": "==", "is not": "is", "not in": "in"}
BUILTIN_NAMES = frozenset({
    "abs", "all", "any", "bool", "bytes", "callable", "dict", "dir", "divmod", "enumerate", "filter", "float",
    "format", "frozenset", "getattr", "hasattr", "hash", "id", "input", "int", "isinstance", "issubclass", "iter",
    "len", "list", "map", "max", "min", "next", "object", "open", "ord", "chr", "pow", "print", "property", "range",
    "repr", "reversed", "round", "set", "setattr", "slice", "sorted", "staticmethod", "classmethod", "str", "sum",
    "super", "tuple", "type", "vars", "zip", "exit", "quit", "globals", "locals", "Exception", "ValueError",
    "TypeError", "KeyError", "ImportError", "NotImplementedError", "RuntimeError", "NameError", "AttributeError",
    "StopIteration", "KeyboardInterrupt", "FileNotFoundError", "OSError", "IndexError", "ModuleNotFoundError",
    "Warning", "NotImplemented", "Ellipsis", "__name__", "__file__",
})  # fmt: skip
BINARY: dict[str, Callable[..., object]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "//": operator.floordiv,
    "%": operator.mod, "**": operator.pow, "<<": operator.lshift, ">>": operator.rshift, "&": operator.and_,
    "|": operator.or_, "^": operator.xor, "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
COUNTERS, COUNTER = "counters", "counter"  # keys of a range whose length is not known, and of a number of it
LARGEST_EXPONENT = 64
LARGEST_INTEGER = 10**40


def unary(run: Run, op: str, value: Value, ref: int, text: Text) -> Value:
    """`not`, `-`, `+`, `~`."""
    if isinstance(value, Choice):
        return run.split(value, lambda option: unary(run, op, option, ref, text))
    if op == "not":
        return _negation(run, value, ref, text)
    if isinstance(value, Const) and isinstance(value.value, (int, float)):
        result = -value.value if op == "-" else +value.value if op == "+" else None
        if op == "~" and isinstance(value.value, int):
            result = ~int(value.value)
        if result is not None:
            return Const(result, run.spot(ref))
    if isinstance(value, Tensor):
        return arrays.negated(run, value, op, ref)
    return derived(run, op, (value,), ref, text)


def _negation(run: Run, value: Value, ref: int, text: Text) -> Value:
    then, orelse = truths.truth(run, value, text())
    if then is None or orelse is None:
        return Const(then is None, run.spot(ref))
    key = value.key if isinstance(value, Unknown) else ("truth", key_of(value))
    return run.unknown(f"{text()} is not known", ref, text(), ("not", key))


def derived(run: Run, op: str, operands: tuple[Value, ...], ref: int, text: Text) -> Unknown:
    """An unknown computed from others: equal where they are equal; it keeps the first operand's reason and origin."""
    why = next((value.why for value in operands if isinstance(value, Unknown)), f"{text()} is not known")
    root = next((found for value in operands if (found := root_of(value)) is not None), None)
    return run.unknown(why, ref, text(), simplified((op, *(key_of(value) for value in operands))), root)


def simplified(key: Hashable) -> Hashable:
    """A computation in its shortest form: one added to the largest of C class numbers is C, and so many distinct values
    labels have."""
    match key:
        case ("+", Key(("-", inner, taken)), added) if taken == added:
            return inner
        case ("+", added, Key(("-", inner, taken))) if taken == added:
            return inner
        case ("-", Key(("+", inner, added)), taken) if taken == added:
            return inner
        case ("list" | "set", Key(("distinct", _)) as inner):
            return inner
        case ("len", Key(("distinct", count))) | ("attr", Key(("distinct", count)), "size"):
            return count
        case ("item", Key(("attr", Key(("distinct", count)), "shape")), ("const", "int", 0)):
            return count
        case _:
            return key


def binary(run: Run, op: str, left: Value, right: Value, ref: int, text: Text) -> Value:
    """A binary operator or a comparison."""
    left, right = run.resolved(left), run.resolved(right)
    if isinstance(left, Choice):
        return run.split(left, lambda option: binary(run, op, option, right, ref, text))
    if isinstance(right, Choice):
        return run.split(right, lambda option: binary(run, op, left, option, ref, text))
    if op == "!=" and (isinstance(left, Tensor) or isinstance(right, Tensor)):
        return arrays.arithmetic(run, op, left, right, ref, text)
    if op in NEGATED:
        return unary(run, "not", binary(run, NEGATED[op], left, right, ref, text), ref, text)
    if isinstance(left, Const) and isinstance(right, Const):
        computed = _computed(op, left.value, right.value)
        if computed is not None:
            return Const(computed[0], run.spot(ref))
    if op in ("==", "is"):
        return _equality(run, left, right, ref, text)
    if op == "in":
        return _membership(run, left, right, ref, text)
    if isinstance(left, Tensor) or isinstance(right, Tensor):
        return arrays.arithmetic(run, op, left, right, ref, text)
    if isinstance(left, LossValue) or isinstance(right, LossValue):
        return _loss_arithmetic(run, op, left, right, ref, text)
    if op == "@":
        return arrays.product(run, left, right, ref)
    if op in ("+", "*"):
        joined = _sequences(run, op, left, right)
        if joined is not None:
            return joined
    return derived(run, op, (left, right), ref, text)


def _computed(op: str, left: object, right: object) -> tuple[object] | None:
    """The outcome on constants, None where Python would raise or the result would be huge."""
    if op == "is":
        return (left is right or (type(left) is type(right) and left == right),)
    if op == "in":
        return (left in right,) if isinstance(left, str) and isinstance(right, str) else None
    if op == "**" and isinstance(right, (int, float)) and abs(right) > LARGEST_EXPONENT:
        return None
    if op in ("<<", ">>") and isinstance(right, int) and abs(right) > LARGEST_EXPONENT:
        return None
    if op == "*" and any(isinstance(side, (str, bytes)) for side in (left, right)):
        sizes = [
            side if isinstance(side, int) else len(side)
            for side in (left, right)
            if isinstance(side, (int, str, bytes))
        ]
        if len(sizes) == 2 and sizes[0] * sizes[1] > limits.STRING_LENGTH:
            return None
    if op == "%" and isinstance(left, (str, bytes)) and not isinstance(right, (str, int, float)):
        return None
    try:
        result = BINARY[op](left, right)
    except (KeyError, ArithmeticError, TypeError, ValueError, AttributeError):
        return None
    if isinstance(result, int) and abs(result) > LARGEST_INTEGER:
        return None
    if isinstance(result, (str, bytes)) and len(result) > limits.STRING_LENGTH:
        return None
    return (result,)


def _equality(run: Run, left: Value, right: Value, ref: int, text: Text) -> Value:
    if Const(None) in (left, right) and isinstance(right if left == Const(None) else left, Tensor):
        return Const(False, run.spot(ref))
    if isinstance(left, Tensor) or isinstance(right, Tensor):
        return arrays.arithmetic(run, "==", left, right, ref, text)
    if isinstance(right, Unknown) and isinstance(left, Const):
        left, right = right, left
    if isinstance(left, Unknown):
        return run.unknown(f"{text()} is not known", ref, text(), ("==", left.key, key_of(right)))
    if isinstance(left, (Const, *truths.ALWAYS_TRUE)) and isinstance(right, (Const, *truths.ALWAYS_TRUE)):
        return Const(left == right, run.spot(ref))
    if isinstance(right, Const) and right.value is None:
        return Const(False, run.spot(ref))
    return run.unknown(f"{text()} is not known", ref, text(), ("==", key_of(left), key_of(right)))


def _membership(run: Run, left: Value, right: Value, ref: int, text: Text) -> Value:
    keys: list[Value] | None = None
    if isinstance(right, DictValue):
        entries = run.contents(right)
        if isinstance(entries, Entries):
            keys = [Const(key) for key, _ in entries.pairs]
            if entries.open and left not in keys:
                keys = None
    else:
        known = known_items(run, right)
        keys = list(known) if known is not None else None
    if keys is not None and isinstance(left, Const) and all(isinstance(key, Const) for key in keys):
        return Const(left in keys, run.spot(ref))
    if keys is not None and len(keys) == 1:
        return binary(run, "==", left, keys[0], ref, text)
    return run.unknown(f"{text()} is not known", ref, text(), ("in", key_of(left), key_of(right)))


def _loss_arithmetic(run: Run, op: str, left: Value, right: Value, ref: int, text: Text) -> Value:
    """A loss scaled or shifted by what is no loss is that loss; a sum of two losses is not told."""
    losses = [value for value in (left, right) if isinstance(value, LossValue)]
    others = [value for value in (left, right) if not isinstance(value, LossValue)]
    if len(losses) == 1 and op in ("+", "-", "*", "/") and all(isinstance(o, (Const, Unknown)) for o in others):
        return losses[0]
    return derived(run, op, (left, right), ref, text)


def _sequences(run: Run, op: str, left: Value, right: Value) -> Value | None:
    """`[a] + [b]`, `(a,) * 3`."""
    first = known_items(run, left) if isinstance(left, (ListValue, TupleValue)) else None
    if first is None:
        return None
    if (
        op == "*"
        and isinstance(right, Const)
        and isinstance(right.value, int)
        and len(first) * right.value <= limits.ITEMS
    ):
        items = first * max(right.value, 0)
    elif op == "+" and isinstance(right, (ListValue, TupleValue)):
        second = known_items(run, right)
        if second is None:
            return run.new_list(first, spot_of(left), open=True)
        items = (*first, *second)
    else:
        return None
    return TupleValue(items, spot_of(left)) if isinstance(left, TupleValue) else run.new_list(items, spot_of(left))


def extend_list(run: Run, target: ListValue, more: Value) -> None:
    """`target += more`, `target.extend(more)`."""
    items = known_items(run, more)

    def extended(contents: Value) -> Value:
        if not isinstance(contents, Items):
            return Items((), open=True)
        return Items((*contents.values, *(items or ()))[: limits.ITEMS], contents.open or items is None)

    change_contents(run, target, extended)


def change_contents(run: Run, holder: ListValue | DictValue, change: Callable[[Value], Value]) -> None:
    """Rewrites the contents of a list or dictionary, on every alternative of them."""
    contents = run.contents(holder)
    if isinstance(contents, Choice):
        contents = Choice(tuple((condition, change(option)) for condition, option in contents.options))
    else:
        contents = change(contents)
    run.store.set((holder.oid, "items"), contents)


# ---- iteration ----


def known_items(run: Run, value: Value) -> tuple[Value, ...] | None:
    """The items of a sequence whose length is known, else None."""
    value = run.resolved(value)
    match value:
        case TupleValue(items):
            return items
        case ListValue():
            contents = run.contents(value)
            return contents.values if isinstance(contents, Items) and not contents.open else None
        case Items(values, is_open):
            return None if is_open else values
        case DictValue():
            entries = run.contents(value)
            closed = isinstance(entries, Entries) and not entries.open
            pairs = entries.pairs if isinstance(entries, Entries) and closed else None
            return tuple(key_value(key) for key, _ in pairs) if pairs is not None else None
        case Const(value=str() | bytes() as text) if len(text) <= limits.UNROLLED:
            return tuple(Const(text[i : i + 1]) for i in range(len(text)))
        case _:
            return None


def part(run: Run, value: Value, position: int, count: int | None, text: str) -> Value:
    """Item `position` of a value that is unpacked into `count` targets."""
    value = run.resolved(value)
    match value:
        case Choice():
            return run.split(value, lambda option: part(run, option, position, count, text))
        case Batches(x, y) if count in (2, 3):
            return (
                x
                if position == 0
                else (y if position == 1 and y is not None else run.unknown("sample weights", text=text))
            )
        case Tensor():
            return arrays.row_of(run, value, position)
        case Unknown():
            held = run.store.get((("item", value.key), repr(position)))
            return held or run.unknown(value.why, value.spot, text, ("part", value.key, position), None)
        case _:
            items = known_items(run, value)
            if items is not None and position < len(items):
                return items[position]
            contents = run.contents(value) if isinstance(value, ListValue) else None
            if items is None and isinstance(contents, Items) and len(contents.values) == 1:
                return contents.values[0]  # a list of parts that are alike
            return run.unknown("unpacked from a value that is not known", spot_of(value), text)


def columns_of(run: Run, rows: Value) -> Value | None:
    """`zip(*rows)` of a list of tuples that may be longer than is known: a list of each column; None of every other."""
    contents = run.contents(rows) if isinstance(rows, ListValue) else None
    if not isinstance(contents, Items) or not contents.open or len(contents.values) != 1:
        return None
    (row,) = contents.values
    if not isinstance(row, TupleValue):
        return None
    return TupleValue(tuple(run.new_list((item,), spot_of(item), open=True) for item in row.items), spot_of(rows))


def counter(run: Run, ref: int) -> Unknown:
    """A whole number that a loop counts: one, not an array of them."""
    return run.unknown("a number that a loop counts", ref, "i", (COUNTER, run.number()))


def is_counter(value: Value) -> bool:
    """Whether an unknown is one whole number for sure, or such a number with something added."""
    match value:
        case Unknown(key=Key((kind, *_))) if kind == COUNTER:
            return True
        case Unknown(key=Key(("+" | "-", Key((kind, *_)), ("const", *_)))) if kind == COUNTER:
            return True
        case _:
            return False


def element_of(run: Run, value: Value, ref: int) -> Value:
    """One item of an iterable whose items are not all known."""
    value = run.resolved(value)
    match value:
        case Choice():
            return run.split(value, lambda option: element_of(run, option, ref))
        case Batches(x, None):
            return x
        case Batches(x, y):
            return TupleValue((x, y), value.spot) if y is not None else x
        case Tensor():
            return arrays.row_of(run, value, None)
        case ListValue() | TupleValue():
            contents = run.contents(value) if isinstance(value, ListValue) else Items(value.items)
            if (
                isinstance(contents, Items)
                and contents.values
                and all(item == contents.values[0] for item in contents.values)
            ):
                return contents.values[0]
            return run.unknown("an item of a list that is not known in full", ref, "an item")
        case Unknown(key=Key((kind, *_))) if kind == COUNTERS:
            return counter(run, ref)
        case Unknown():
            return run.unknown(value.why, ref, f"an item of {value.text}", None, value.root)
        case _:
            return run.unknown("an item of something that is not known", ref, "an item")
