"""Lowers names, literals, displays and operators: one small function for each libcst class, in the table `EXPRESSIONS`.

Chains that grow to the left (`a + b + c`) or that repeat one prefix (`not not x`) are walked in a loop: brackets do not
bound their length, and recursion would.
"""

from __future__ import annotations

from typing import Any

import libcst as cst

from lossguard.frontend import literals
from lossguard.frontend.nodes import (
    Await,
    Conditional,
    Constant,
    DictDisplay,
    Display,
    Expr,
    FormattedString,
    Name,
    Operation,
    Starred,
    Walrus,
    Yield,
)
from lossguard.frontend.walk import EXPRESSIONS, Walk, expr, optional

_KEYWORD_CONSTANTS = {"None": None, "True": True, "False": False}

_OPERATORS: dict[type, str] = {
    cst.Plus: "+", cst.Minus: "-", cst.BitInvert: "~", cst.Not: "not", cst.And: "and", cst.Or: "or",
    cst.Add: "+", cst.Subtract: "-", cst.Multiply: "*", cst.Divide: "/", cst.FloorDivide: "//", cst.Modulo: "%",
    cst.Power: "**", cst.LeftShift: "<<", cst.RightShift: ">>", cst.BitOr: "|", cst.BitAnd: "&", cst.BitXor: "^",
    cst.MatrixMultiply: "@", cst.LessThan: "<", cst.GreaterThan: ">", cst.Equal: "==", cst.LessThanEqual: "<=",
    cst.GreaterThanEqual: ">=", cst.NotEqual: "!=", cst.In: "in", cst.NotIn: "not in", cst.Is: "is",
    cst.IsNot: "is not",
}  # fmt: skip

_LeftChain = cst.BinaryOperation | cst.BooleanOperation


# ---- names and literals ----


def _name(walk: Walk, node: cst.Name) -> Expr:
    text = node.value
    if text in _KEYWORD_CONSTANTS:
        return Constant(_KEYWORD_CONSTANTS[text], walk.number(node))
    return Name(text, walk.number(node))


def _ellipsis(walk: Walk, node: cst.Ellipsis) -> Expr:
    return Constant(..., walk.number(node))


def _integer(walk: Walk, node: cst.Integer) -> Expr:
    return Constant(literals.integer_of(node.value), walk.number(node))


def _float(walk: Walk, node: cst.Float) -> Expr:
    return Constant(literals.float_of(node.value), walk.number(node))


def _imaginary(walk: Walk, node: cst.Imaginary) -> Expr:
    return Constant(literals.imaginary_of(node.value), walk.number(node))


def _string(walk: Walk, node: cst.SimpleString) -> Expr:
    return Constant(literals.string_of(node.value), walk.number(node))


def _concatenated(walk: Walk, node: cst.ConcatenatedString) -> Expr:
    ref = walk.number(node)
    pieces: list[cst.CSTNode] = []
    rest: cst.CSTNode = node
    while isinstance(rest, cst.ConcatenatedString):
        pieces.append(rest.left)
        rest = rest.right
    pieces.append(rest)
    values = [literals.string_of(piece.value) for piece in pieces if isinstance(piece, cst.SimpleString)]
    if len(values) == len(pieces):
        return Constant(_joined(values), ref)
    parts: list[Expr] = []
    for piece in pieces:
        if isinstance(piece, cst.SimpleString):
            parts.append(expr(walk, piece))
        else:
            parts.extend(_formatted_parts(walk, piece))
    return FormattedString(tuple(parts), ref)


def _joined(values: list[str | bytes]) -> str | bytes:
    texts = [value for value in values if isinstance(value, str)]
    return "".join(texts) if texts else b"".join(value for value in values if isinstance(value, bytes))


def _formatted(walk: Walk, node: cst.FormattedString) -> Expr:
    ref = walk.number(node)
    return FormattedString(tuple(_formatted_parts(walk, node)), ref)


def _formatted_parts(walk: Walk, node: Any) -> list[Expr]:
    """The parts of an f-string or t-string, which libcst gives two families of classes with the same fields."""
    raw = "r" in node.start.lower()
    parts: list[Expr] = []
    for part in node.parts:
        if hasattr(part, "expression"):
            changed = any(each is not None for each in (part.conversion, part.format_spec, part.equal))
            ref = walk.number(part) if changed else 0
            value = expr(walk, part.expression)
            parts.append(Operation("format", (value,), ref) if changed else value)
        else:
            text = part.value.replace("{{", "{").replace("}}", "}")
            parts.append(Constant(text if raw else literals.unescape(text), walk.number(part)))
    return parts


# ---- displays ----


def _list(walk: Walk, node: cst.List) -> Expr:
    return _display(walk, "list", node)


def _tuple(walk: Walk, node: cst.Tuple) -> Expr:
    return _display(walk, "tuple", node)


def _set(walk: Walk, node: cst.Set) -> Expr:
    return _display(walk, "set", node)


def _display(walk: Walk, kind: str, node: cst.List | cst.Tuple | cst.Set) -> Expr:
    ref = walk.number(node)
    items: list[Expr] = []
    for element in node.elements:
        inner = element.value if element.__class__ is cst.Element else element
        items.append(EXPRESSIONS[inner.__class__](walk, inner))
    return Display(kind, tuple(items), ref)


def _dict(walk: Walk, node: cst.Dict) -> Expr:
    ref = walk.number(node)
    items: list[tuple[Expr | None, Expr]] = []
    for element in node.elements:
        key = expr(walk, element.key) if isinstance(element, cst.DictElement) else None
        items.append((key, expr(walk, element.value)))
    return DictDisplay(tuple(items), ref)


def _starred(walk: Walk, node: cst.StarredElement) -> Expr:
    ref = walk.number(node)
    return Starred(expr(walk, node.value), ref)


# ---- operators ----


def _left_chain(walk: Walk, node: _LeftChain) -> Expr:
    """`a + b + c`, which is `(a + b) + c`: down the left sides, then outwards again."""
    chain: list[tuple[_LeftChain, int]] = []
    inner: cst.CSTNode = node
    while isinstance(inner, (cst.BinaryOperation, cst.BooleanOperation)):
        chain.append((inner, walk.number(inner)))
        inner = inner.left
    value = expr(walk, inner)
    for outer, ref in reversed(chain):
        value = Operation(_OPERATORS[outer.operator.__class__], (value, expr(walk, outer.right)), ref)
    return value


def _unary(walk: Walk, node: cst.UnaryOperation) -> Expr:
    chain: list[tuple[str, int]] = []
    inner: cst.CSTNode = node
    while isinstance(inner, cst.UnaryOperation):
        chain.append((_OPERATORS[inner.operator.__class__], walk.number(inner)))
        inner = inner.expression
    value = expr(walk, inner)
    for operator, ref in reversed(chain):
        value = Operation(operator, (value,), ref)
    return value


def _comparison(walk: Walk, node: cst.Comparison) -> Expr:
    """`a < b < c` becomes `(a < b) and (b < c)`, both sharing the lowered `b`."""
    ref = walk.number(node)
    left_node: cst.CSTNode = node.left
    left = expr(walk, left_node)
    links: list[Operation] = []
    for target in node.comparisons:
        link_ref = walk.number((left_node, target.comparator)) if len(node.comparisons) > 1 else ref
        right = expr(walk, target.comparator)
        links.append(Operation(_OPERATORS[target.operator.__class__], (left, right), link_ref))
        left, left_node = right, target.comparator
    result = links[0]
    for link in links[1:]:
        result = Operation("and", (result, link), ref)
    return result


def _conditional(walk: Walk, node: cst.IfExp) -> Expr:
    ref = walk.number(node)
    body = expr(walk, node.body)
    test = expr(walk, node.test)
    return Conditional(test, body, expr(walk, node.orelse), ref)


def _walrus(walk: Walk, node: cst.NamedExpr) -> Expr:
    ref = walk.number(node)
    target = expr(walk, node.target)
    return Walrus(target, expr(walk, node.value), ref)


def _await(walk: Walk, node: cst.Await) -> Expr:
    ref = walk.number(node)
    return Await(expr(walk, node.expression), ref)


def _yield(walk: Walk, node: cst.Yield) -> Expr:
    ref = walk.number(node)
    walk.yields = True
    value = node.value
    if isinstance(value, cst.From):
        return Yield(expr(walk, value.item), True, ref)
    return Yield(optional(walk, value), False, ref)


EXPRESSIONS.update({
    cst.Name: _name, cst.Ellipsis: _ellipsis, cst.Integer: _integer, cst.Float: _float, cst.Imaginary: _imaginary,
    cst.SimpleString: _string, cst.ConcatenatedString: _concatenated, cst.FormattedString: _formatted,
    cst.List: _list, cst.Tuple: _tuple, cst.Set: _set, cst.Dict: _dict, cst.StarredElement: _starred,
    cst.BinaryOperation: _left_chain, cst.BooleanOperation: _left_chain, cst.UnaryOperation: _unary,
    cst.Comparison: _comparison, cst.IfExp: _conditional, cst.NamedExpr: _walrus, cst.Await: _await, cst.Yield: _yield,
})  # fmt: skip

if hasattr(cst, "TemplatedString"):  # newer releases of libcst
    EXPRESSIONS[cst.TemplatedString] = _formatted
