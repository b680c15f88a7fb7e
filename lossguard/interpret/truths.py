"""When an abstract value is true: the condition a branch runs under."""

from __future__ import annotations

from collections.abc import Hashable

from lossguard.interpret import limits, objects
from lossguard.interpret.conditions import both
from lossguard.interpret.literals import ALWAYS, Condition, Key, Kind, Literal, Order, Truth, opposite
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
            literal = Literal(key_of(value), Truth(), True, text)
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
    literal = Literal(key, Truth(), True, text)
    return _possible(run, ((literal,), (literal.negated(),)))


def _conditions(key: Hashable, text: str, sense: bool = True) -> tuple[Condition, Condition]:
    """The conditions of an unknown test, read from how it was computed: each the exact opposite of the other. `text`
    says the test, or its opposite without `sense`."""
    match key:
        case Key(("==", subject, ("const", _, constant))):
            literal = Literal(subject, constant, True, text, sense)
        case Key(("<" | "<=" | ">" | ">=" as op, subject, ("const", "int" | "float", (int() | float()) as constant))):
            literal = Literal(subject, Order(op, constant), True, text, sense)
        case Key(("<" | "<=" | ">" | ">=" as op, ("const", "int" | "float", (int() | float()) as constant), subject)):
            literal = Literal(subject, Order(FLIPPED[op], constant), True, text, sense)
        case Key(("isinstance", subject, ("value", External(name=kind)))):
            literal = Literal(subject, Kind((kind,)), True, text, sense)
        case Key(("isinstance", subject, ("value", TupleValue(kinds)))) if all(isinstance(k, External) for k in kinds):
            literal = Literal(subject, Kind(tuple(k.name for k in kinds if isinstance(k, External))), True, text, sense)
        case Key(("not", inner)):
            then, orelse = _conditions(inner, text, not sense)
            return orelse, then
        case Key(("and" | "or" as op, *operands)):
            return _joined(op, operands, key, text, sense)
        case _:
            literal = Literal(key, Truth(), True, text, sense)
    return (literal,), (literal.negated(),)


def _joined(op: str, operands: list[Hashable], key: Key, text: str, sense: bool) -> tuple[Condition, Condition]:
    """`a and b` is its parts, and otherwise never all of them; `a or b` the other way round. A part that the path has
    decided, and that leaves it to the others, says nothing."""
    side = 0 if op == "and" else 1
    joint: Condition | None = ALWAYS
    for operand in operands:
        if isinstance(operand, tuple) and operand[0] == "const" and bool(operand[2]) is (op == "and"):
            continue
        joint = None if joint is None else both(joint, _conditions(operand, text, sense)[side])
    if not joint:
        literal = Literal(key, Truth(), True, text, sense)
        return (literal,), (literal.negated(),)
    other = opposite(joint, text, sense if op == "or" else not sense)
    return (joint, other) if op == "and" else (other, joint)


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
    first, second = _side(then, orelse, text, True), _side(orelse, then, text, False)
    if first is not None and second is not None:
        return first, second
    literal = Literal(("choice", options), True, True, text)
    return first or (literal,), second or (literal.negated(),)


def _side(mine: list[Condition], others: list[Condition], text: str, sense: bool) -> Condition | None:
    """When one of `mine` holds, which is when none of the others does; None where these are too many to say so."""
    if len(mine) == 1:
        return mine[0]
    joint: Condition | None = ALWAYS if len(others) <= limits.EXCLUDED else None
    for other in others:
        against = opposite(other, text, sense) if other else None
        joint = both(joint, against) if joint is not None and against is not None else None
    return joint


def is_test(value: Value) -> bool:
    """Whether a value is the outcome of a comparison, not a thing that `or` would hand on."""
    match value:
        case Const(value=bool()):
            return True
        case Unknown(key=Key((str() as op, *_))):
            return op in COMPARISONS or op in ("not", "and", "or", "isinstance", "hasattr", "issubclass", "callable")
        case _:
            return False
