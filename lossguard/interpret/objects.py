"""Objects of the program's classes under operators and builtins: their special methods are called."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import attributes, calls, enumerations, operations, plain
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.run import Run
from lossguard.interpret.values import Argument, Const, External, Function, Instance, TupleValue, Value
from lossguard.records import replace

Text = Callable[[], str]
OPERATORS = {
    "+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow", "@": "matmul",
    "<<": "lshift", ">>": "rshift", "&": "and", "|": "or", "^": "xor", "==": "eq", "<": "lt", "<=": "le", ">": "gt",
    ">=": "ge",
}  # fmt: skip
MIRRORED = {"==": "eq", "<": "gt", "<=": "ge", ">": "lt", ">=": "le"}


def special(run: Run, value: Value, name: str) -> Function | None:
    """A special method of an object of the program, bound to it."""
    if not isinstance(value, Instance) or value.cls is None:
        return None
    found = attributes.class_attribute(run, value.cls, name)
    return replace(found[0], bound=value) if found is not None and isinstance(found[0], Function) else None


def call_special(run: Run, value: Value, name: str, given: tuple[Value, ...], ref: int, text: Text) -> Value | None:
    """What a special method gives; None where the object has none."""
    method = special(run, value, name)
    if method is None:
        return None
    return run.resolved(calls.call_function(run, method, Arguments(tuple(map(Argument, given))), ref, text))


def operate(run: Run, op: str, left: Value, right: Value, ref: int, text: Text) -> Value | None:
    """`left op right` where one of them is an object of a class; None where nothing special is known of it."""
    if op in ("is", "in"):
        return None
    mine, theirs = _as_data(run, op, left), _as_data(run, op, right)
    if mine is not left or theirs is not right:
        return operations.binary(run, op, mine, theirs, ref, text)
    name = OPERATORS.get(op)
    if name is None:
        return None
    outcome = call_special(run, left, f"__{name}__", (right,), ref, text)
    if outcome is not None and outcome != External("builtins.NotImplemented"):
        return outcome
    return call_special(run, right, f"__{MIRRORED.get(op, 'r' + name)}__", (left,), ref, text)


def _as_data(run: Run, op: str, value: Value) -> Value:
    """A member of an enumeration as its string or number, a named tuple as a tuple, a dataclass as its fields."""
    value = enumerations.unwrapped(run, value)
    if not isinstance(value, Instance) or special(run, value, f"__{OPERATORS.get(op, op)}__") is not None:
        return value
    items = plain.items_of(run, value)
    if items is not None:
        return TupleValue(items)
    fields = plain.compared(run, value) if op == "==" else None
    return fields if fields is not None else value


def tested(run: Run, value: Instance) -> Value | None:
    """What the truth of an object depends on; None where it is always true."""
    plain_value = enumerations.unwrapped(run, value)
    if plain_value is not value:
        return plain_value
    ref = value.spot.ref if value.spot is not None else 0
    for name in ("__bool__", "__len__"):
        outcome = call_special(run, value, name, (), ref, lambda: "a truth test")
        if outcome is not None:
            return outcome
    items = plain.items_of(run, value)
    return None if items is None else Const(bool(items))


def iterated(run: Run, value: Value, ref: int) -> Value:
    """What a loop over a value goes through: an object with `__iter__` is asked, once."""
    value = run.resolved(value)
    outcome = call_special(run, value, "__iter__", (), ref, lambda: "an iteration")
    return value if outcome is None else outcome
