"""Operators, truth and iteration on abstract values."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from lossguard.interpret import (
    algebra,
    arrays,
    comparisons,
    constants,
    enumerations,
    limits,
    mutations,
    objects,
    plain,
    truths,
)
from lossguard.interpret.frameworks import hub
from lossguard.interpret.literals import Key
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Batches,
    Choice,
    Class,
    Const,
    DictValue,
    Entries,
    Instance,
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
DATA = (Const, TupleValue, ListValue, DictValue)
NEGATED = {"!=": "==", "is not": "is", "not in": "in"}
BUILTIN_NAMES = frozenset({
    "abs", "all", "any", "bool", "bytes", "callable", "dict", "dir", "divmod", "enumerate", "filter", "float",
    "format", "frozenset", "getattr", "hasattr", "hash", "id", "input", "int", "isinstance", "issubclass", "iter",
    "len", "list", "map", "max", "min", "next", "object", "open", "ord", "chr", "pow", "print", "property", "range",
    "repr", "reversed", "round", "set", "setattr", "slice", "sorted", "staticmethod", "classmethod", "str", "sum",
    "super", "tuple", "type", "vars", "zip", "exit", "quit", "globals", "locals", "Exception", "ValueError",
    "TypeError", "KeyError", "ImportError", "NotImplementedError", "RuntimeError", "NameError", "AttributeError",
    "StopIteration", "KeyboardInterrupt", "FileNotFoundError", "OSError", "IndexError", "ModuleNotFoundError",
    "Warning", "NotImplemented", "Ellipsis", "__name__", "__file__", "eval", "__import__",
})  # fmt: skip
COUNTERS, COUNTER = "counters", "counter"  # keys of a range whose length is not known, and of a number of it


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
        return algebra.negated(run, value, op, ref)
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
        return algebra.operate(run, op, left, right, ref, text)
    if op in NEGATED:
        return unary(run, "not", binary(run, NEGATED[op], left, right, ref, text), ref, text)
    if isinstance(left, Instance) or isinstance(right, Instance):
        outcome = objects.operate(run, op, left, right, ref, text)
        if outcome is not None:
            return outcome
    if op == "is":
        return comparisons.identity(run, left, right, ref, text)
    if op == "in":
        return comparisons.membership(run, left, right, ref, text)
    if isinstance(left, DATA) and isinstance(right, DATA):
        computed = _computed(run, op, left, right, ref)
        if computed is not None:
            return computed
    if op == "==":
        return comparisons.equality(run, left, right, ref, text)
    if isinstance(left, Tensor) or isinstance(right, Tensor):
        return algebra.operate(run, op, left, right, ref, text)
    if isinstance(left, LossValue) or isinstance(right, LossValue):
        return _loss_arithmetic(run, op, left, right, ref, text)
    if op == "@":
        return algebra.product(run, left, right, ref)
    joined = _sequences(run, op, left, right)
    return joined if joined is not None else derived(run, op, (left, right), ref, text)


def _computed(run: Run, op: str, left: Value, right: Value, ref: int) -> Value | None:
    """The outcome where both sides are known through and through."""
    if op in ("+", "*") and not (isinstance(left, Const) and isinstance(right, Const)):
        return None  # lists and tuples are joined as they are: their items remember where they were written
    first, second = constants.constant_of(run, left), constants.constant_of(run, right)
    if first is None or second is None:
        return None
    return constants.operation(run, op, first[0], second[0], run.spot(ref))


def _loss_arithmetic(run: Run, op: str, left: Value, right: Value, ref: int, text: Text) -> Value:
    """A loss scaled or shifted by what is no loss is that loss; a sum of two losses is not told."""
    losses = [value for value in (left, right) if isinstance(value, LossValue)]
    others = [value for value in (left, right) if not isinstance(value, LossValue)]
    if len(losses) == 1 and op in ("+", "-", "*", "/") and all(isinstance(o, (Const, Unknown)) for o in others):
        return losses[0]
    return derived(run, op, (left, right), ref, text)


def _sequences(run: Run, op: str, left: Value, right: Value) -> Value | None:
    """`[a] + [b]`, `(a,) * 3`, `{**a} | {**b}`, and sets."""
    if op == "*" and isinstance(left, Const):
        left, right = right, left
    if op == "|" and isinstance(left, DictValue) and isinstance(right, DictValue):
        joined = run.new_dict((), spot_of(left))
        run.store.set((joined.oid, "items"), run.contents(left))
        mutations.update(run, joined, right)
        return joined
    first = known_items(run, left) if isinstance(left, (ListValue, TupleValue)) else None
    if first is None:
        return None
    items: tuple[Value, ...]
    match op, right:
        case "*", Const(value=int() as count) if len(first) * count <= limits.ITEMS:
            items = first * count
        case "+", ListValue() | TupleValue() if type(right) is type(left):
            second = known_items(run, right)
            if second is None:
                return run.new_list(first, spot_of(left), open=True)
            items = (*first, *second)
        case "+", Unknown():
            return run.new_list(first, spot_of(left), open=True)
        case "|", ListValue(is_set=True):
            return mutations.new_set(run, (*first, *(known_items(run, right) or ())), spot_of(left))
        case _:
            return None
    return TupleValue(items, spot_of(left)) if isinstance(left, TupleValue) else run.new_list(items, spot_of(left))


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
            entries = run.entries(value)
            return keys_of(entries) if entries is not None and not entries.open else None
        case Const(value=str() | bytes() as text) if len(text) <= limits.UNROLLED:
            return tuple(map(Const, text))
        case Class():
            return enumerations.members_of(run, value)
        case Instance():
            return plain.items_of(run, value)
        case _:
            return None


def keys_of(contents: Value) -> tuple[Value, ...] | None:
    """The keys of a dictionary as values."""
    return tuple(key_value(key) for key, _ in contents.pairs) if isinstance(contents, Entries) else None


def last_items(run: Run, value: Value) -> tuple[Value, ...]:
    """The last items of a list whose length is not known, as far as they are known."""
    value = run.resolved(value)
    contents = run.contents(value) if isinstance(value, ListValue) else value
    return contents.tail if isinstance(contents, Items) else ()


def part(run: Run, value: Value, position: int, count: int | None, text: str) -> Value:
    """Item `position` of a value that is unpacked into `count` targets."""
    value = run.resolved(value)
    match value:
        case Choice():
            return run.split(value, lambda option: part(run, option, position, count, text))
        case Batches(x, _) if count in (2, 3) and position == 0:
            return x
        case Batches(_, y) if count in (2, 3):
            return y if y is not None and position == 1 else run.unknown("sample weights", text=text)
        case Tensor():
            return arrays.row_of(value)
        case Unknown():
            places = (position, -1) if position + 1 == count else (position,)
            held = (run.store.get((("item", value.key), repr(place))) for place in places)
            known = next((item for item in held if item is not None), None)
            return known or run.unknown(value.why, value.spot, text, ("part", value.key, position), None)
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


def is_length(value: Value) -> bool:
    """Whether an unknown is the length of something: one whole number as well."""
    match value:
        case Unknown(key=Key(("len", *_))):
            return True
        case _:
            return False


def _item_of_list(run: Run, value: ListValue | TupleValue, ref: int) -> Value:
    """The item that all items of a list are; of several whole numbers one of them."""
    contents = run.contents(value) if isinstance(value, ListValue) else Items(value.items)
    values = contents.values if isinstance(contents, Items) else ()
    alike = bool(values) and all(item == values[0] for item in values)
    if alike and not (contents == Items(values, open=True) and isinstance(values[0], Const)):
        return values[0]
    if values and all(isinstance(item, Const) and isinstance(item.value, int) for item in values):
        return counter(run, ref)
    return run.unknown("an item of a list that is not known in full", ref, "an item")


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
            return arrays.row_of(value)
        case ListValue() | TupleValue():
            return _item_of_list(run, value, ref)
        case Unknown(key=Key((kind, *_))) if kind == COUNTERS:
            return counter(run, ref)
        case Instance() if hub.is_one(value):
            return hub.sample(run, value, ref, lambda: "a row")
        case Instance():
            outcome = objects.call_special(run, value, "__iter__", (), ref, lambda: "an iteration")
            if outcome is not None and not isinstance(outcome, Instance):
                return element_of(run, outcome, ref)
            index = run.unknown("a position in a loop", ref, "index")
            given = objects.call_special(run, value, "__getitem__", (index,), ref, lambda: "an item")
            return given or run.unknown("an item of something that is not known", ref, "an item")
        case Unknown():
            return run.unknown(value.why, ref, f"an item of {value.text}", None, value.root)
        case _:
            return run.unknown("an item of something that is not known", ref, "an item")
