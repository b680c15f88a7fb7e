"""How the source spells an expression, in a few words: for messages about what could not be told."""

from __future__ import annotations

from lossguard.frontend import nodes as n
from lossguard.interpret.limits import TEXT

MOST_BITS = 4 * TEXT  # of a number that is written out
DEPTH = 6
REMEMBERED = 5_000  # spellings
_KNOWN: dict[int, tuple[n.Expr, str]] = {}  # by the identity of the expression, which the entry holds


def spelled(expr: n.Expr | None) -> str:
    """A short spelling, "..." where it would be long."""
    if expr is None:
        return "..."
    known = _KNOWN.get(id(expr))
    if known is None:
        if len(_KNOWN) >= REMEMBERED:
            _KNOWN.clear()
        text = _spelled(expr, DEPTH)
        known = _KNOWN[id(expr)] = (expr, text if len(text) <= TEXT else text[: TEXT - 3] + "...")
    return known[1]


def forget() -> None:
    """Lets go of the expressions of the last program."""
    _KNOWN.clear()


def _spelled(expr: n.Expr | None, depth: int) -> str:
    if depth == 0:
        return "..."
    match expr:
        case n.Constant(value):
            return _literal(value)
        case n.Name(id):
            return id[:TEXT]
        case n.Attribute(value, attr):
            return f"{_spelled(value, depth - 1)}.{attr[:TEXT]}"
        case n.Subscript(value, index):
            return f"{_spelled(value, depth - 1)}[{_spelled(index, depth - 1)}]"
        case n.Call(func, args):
            shown = ", ".join(_argument(arg, depth) for arg in args[:3]) + (", ..." if len(args) > 3 else "")
            return f"{_spelled(func, depth - 1)}({shown})"
        case n.Operation(op, (operand,)):
            return f"{op} {_spelled(operand, depth - 1)}" if op == "not" else f"{op}{_spelled(operand, depth - 1)}"
        case n.Operation(op, (left, right)):
            return f"{_spelled(left, depth - 1)} {op} {_spelled(right, depth - 1)}"
        case n.Display(kind, items):
            inner = ", ".join(_spelled(item, depth - 1) for item in items[:3]) + (", ..." if len(items) > 3 else "")
            return f"[{inner}]" if kind == "list" else f"({inner})" if kind == "tuple" else f"{{{inner}}}"
        case n.Slice(lower, upper, _):
            return f"{_spelled(lower, depth - 1) if lower else ''}:{_spelled(upper, depth - 1) if upper else ''}"
        case n.Lambda():
            return "lambda"
        case _:
            return "..."


def _literal(value: object) -> str:
    """A constant as it is written; of a long one the beginning, at the cost of a short one."""
    match value:
        case str() | bytes():
            return repr(value[:TEXT])
        case int() if value.bit_length() > MOST_BITS:
            return "0x..."  # Python refuses to write thousands of digits
        case _:
            return repr(value)


def _argument(arg: n.Arg, depth: int) -> str:
    value = _spelled(arg.value, depth - 1)
    return f"{arg.keyword}={value}" if arg.keyword else f"{arg.star}{value}"
