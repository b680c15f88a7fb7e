"""When an abstract value is true: the condition a branch runs under."""

from __future__ import annotations

from collections.abc import Hashable

from lossguard.interpret import objects
from lossguard.interpret.conditions import Condition, Key, Literal, Never, Order, both
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Choice,
    Class,
    Const,
    DictValue,
    Entries,
    External,
    Function,
    Instance,
    Items,
    LayerObject,
    ListValue,
    Module,
    RowObject,
    TupleValue,
    Unknown,
    Value,
    key_of,
)  # fmt: skip

COMPARISONS = ("==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in")
FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}  # 1 < n is n > 1
ALWAYS_TRUE = (Function, Class, Instance, Module, External, LayerObject, RowObject)


def truth(run: Run, value: Value, text: str) -> tuple[Condition | None, Condition | None]:
    """Under which conditions a value is true, and false; None where it cannot be."""
    value = run.resolved(value)
    match value:
        case Const(value=constant):
            return ((), None) if constant else (None, ())
        case ListValue() | DictValue():
            return _truth_of_contents(run, run.contents(value), key_of(value), text)
        case TupleValue(items):
            return ((), None) if items else (None, ())
        case Unknown(key=key):
            return _possible(run, _conditions(key, text))
        case Choice(options):
            return _truth_of_choice(run, options, text)
        case Instance(cls=Class()) if (tested := objects.tested(run, value)) is not None:
            return truth(run, tested, text)
        case _ if isinstance(value, ALWAYS_TRUE):
            return (), None
        case _:
            literal = Literal(("truth", key_of(value)), True, True, text)
            return _possible(run, ((literal,), (literal.negated(),)))


def _truth_of_contents(
    run: Run, contents: Value, key: Hashable, text: str
) -> tuple[Condition | None, Condition | None]:
    match contents:
        case Items(values, is_open):
            known, is_known = bool(values), bool(values) or not is_open
        case Entries(pairs, is_open):
            known, is_known = bool(pairs), bool(pairs) or not is_open
        case _:
            known, is_known = False, False
    if is_known:
        return ((), None) if known else (None, ())
    literal = Literal(("truth", key), True, True, text)
    return _possible(run, ((literal,), (literal.negated(),)))


def _conditions(key: Hashable, text: str) -> tuple[Condition, Condition]:
    """The conditions of an unknown test, read from how it was computed."""
    match key:
        case Key(("==", subject, ("const", _, constant))):
            literal = Literal(subject, constant, True, text)
        case Key(("<" | "<=" | ">" | ">=" as op, subject, ("const", "int" | "float", (int() | float()) as constant))):
            literal = Literal(subject, Order(op, constant), True, text)
        case Key(("<" | "<=" | ">" | ">=" as op, ("const", "int" | "float", (int() | float()) as constant), subject)):
            literal = Literal(subject, Order(FLIPPED[op], constant), True, text)
        case Key(("not", inner)):
            then, orelse = _conditions(inner, text.removeprefix("not "))
            return orelse, then
        case Key(("and", left, right)):
            first, second = _conditions(left, text)[0], _conditions(right, text)[0]
            joint = both(first, second)
            if joint is not None:
                return joint, (Literal(("truth", key), True, False, f"not ({text})"),)
            literal = Literal(("truth", key), True, True, text)
        case _:
            literal = Literal(("truth", key), True, True, text)
    return (literal,), (literal.negated(),)


def _possible(run: Run, conditions: tuple[Condition, Condition]) -> tuple[Condition | None, Condition | None]:
    """Without the sides that contradict the present path."""
    then, orelse = conditions
    first = then if both(run.path, then) is not None else None
    second = orelse if both(run.path, orelse) is not None else None
    if first is not None and all(literal in run.path for literal in then):
        return (), None
    if second is not None and all(literal in run.path for literal in orelse):
        return None, ()
    return (then, orelse) if first is None and second is None else (first, second)


def _truth_of_choice(
    run: Run, options: tuple[tuple[Condition, Value], ...], text: str
) -> tuple[Condition | None, Condition | None]:
    """A choice is true under its true options' conditions: kept exact where one option is on a side."""
    sides: tuple[list[Condition], list[Condition]] = ([], [])
    for condition, option in options:
        for side, extra in zip(sides, truth(run, option, text), strict=True):
            joint = both(condition, extra) if extra is not None else None
            if joint is not None and both(run.path, joint) is not None:
                side.append(joint)
    then, orelse = sides
    if not then or not orelse:
        return (() if then else None), (() if orelse else None)
    literal = Literal(("choice", options), True, True, text)
    return _side(then, orelse, literal), _side(orelse, then, literal.negated())


def _side(mine: list[Condition], other: list[Condition], otherwise: Literal) -> Condition:
    if len(mine) == 1:
        return mine[0]
    if len(other) == 1:
        if len(other[0]) == 1:
            return (other[0][0].negated(),)
        return (Literal(otherwise.subject, Never(other[0]), True, otherwise.text),)
    return (otherwise,)


def is_test(value: Value) -> bool:
    """Whether a value is the outcome of a comparison, not a thing that `or` would hand on."""
    match value:
        case Const(value=bool()):
            return True
        case Unknown(key=Key((str() as op, *_))):
            return op in COMPARISONS or op in ("not", "and", "or")
        case _:
            return False
