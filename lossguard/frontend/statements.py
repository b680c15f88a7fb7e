"""Lowers libcst statements: one small function for each class, in the table `_STATEMENTS`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import libcst as cst

from lossguard.frontend import expressions as expressions  # fills the table of expressions
from lossguard.frontend.calls import lower_args, lower_params
from lossguard.frontend.nodes import (
    Assert,
    Assign,
    AugAssign,
    Block,
    ClassDef,
    Delete,
    Expr,
    ExprStatement,
    For,
    FunctionDef,
    Handler,
    If,
    Import,
    ImportFrom,
    Jump,
    Raise,
    Return,
    Scope,
    Statement,
    Try,
    While,
    With,
)
from lossguard.frontend.patterns import lower_match
from lossguard.frontend.walk import Walk, expr, optional

_AUGMENTED: dict[type, str] = {
    cst.AddAssign: "+", cst.SubtractAssign: "-", cst.MultiplyAssign: "*", cst.MatrixMultiplyAssign: "@",
    cst.DivideAssign: "/", cst.ModuloAssign: "%", cst.BitAndAssign: "&", cst.BitOrAssign: "|", cst.BitXorAssign: "^",
    cst.LeftShiftAssign: "<<", cst.RightShiftAssign: ">>", cst.PowerAssign: "**", cst.FloorDivideAssign: "//",
}  # fmt: skip


def lower_block(walk: Walk, body: Sequence[cst.CSTNode]) -> Block:
    """The statements of a module or suite in order; a line with semicolons gives several, `pass` none."""
    block: list[Statement] = []
    for node in body:
        if isinstance(node, cst.SimpleStatementLine):
            for small in node.body:
                if small.__class__ is not cst.Pass:
                    block.append(_STATEMENTS[small.__class__](walk, small))
        elif node.__class__ is not cst.Pass:  # a suite on the line of its colon holds small statements
            block.append(_STATEMENTS[node.__class__](walk, node))
    return tuple(block)


def _suite(walk: Walk, node: cst.Else | cst.Finally | None) -> Block:
    return () if node is None else lower_block(walk, node.body.body)


# ---- one line ----


def _assign(walk: Walk, node: cst.Assign) -> Statement:
    ref = walk.number(node)
    targets = tuple([expr(walk, target.target) for target in node.targets])
    return Assign(targets, expr(walk, node.value), ref)


def _annotated(walk: Walk, node: cst.AnnAssign) -> Statement:
    ref = walk.number(node)
    target = expr(walk, node.target)
    annotation = expr(walk, node.annotation.annotation)
    return Assign((target,), optional(walk, node.value), ref, annotation)


def _type_alias(walk: Walk, node: cst.TypeAlias) -> Statement:
    ref = walk.number(node)
    target = expr(walk, node.name)
    return Assign((target,), expr(walk, node.value), ref)


def _augmented(walk: Walk, node: cst.AugAssign) -> Statement:
    ref = walk.number(node)
    target = expr(walk, node.target)
    return AugAssign(target, _AUGMENTED[node.operator.__class__], expr(walk, node.value), ref)


def _expression(walk: Walk, node: cst.Expr) -> Statement:
    ref = walk.number(node)
    return ExprStatement(expr(walk, node.value), ref)


def _return(walk: Walk, node: cst.Return) -> Statement:
    ref = walk.number(node)
    return Return(optional(walk, node.value), ref)


def _raise(walk: Walk, node: cst.Raise) -> Statement:
    ref = walk.number(node)
    return Raise(optional(walk, node.exc), ref)


def _assert(walk: Walk, node: cst.Assert) -> Statement:
    ref = walk.number(node)
    return Assert(expr(walk, node.test), ref)


def _break(walk: Walk, node: cst.Break) -> Statement:
    return Jump("break", walk.number(node))


def _continue(walk: Walk, node: cst.Continue) -> Statement:
    return Jump("continue", walk.number(node))


def _delete(walk: Walk, node: cst.Del) -> Statement:
    ref = walk.number(node)
    target = node.target
    if isinstance(target, cst.Tuple):
        return Delete(tuple([expr(walk, element.value) for element in target.elements]), ref)
    return Delete((expr(walk, target),), ref)


def _global(walk: Walk, node: cst.Global) -> Statement:
    return Scope("global", tuple([item.name.value for item in node.names]), walk.number(node))


def _nonlocal(walk: Walk, node: cst.Nonlocal) -> Statement:
    return Scope("nonlocal", tuple([item.name.value for item in node.names]), walk.number(node))


def _import(walk: Walk, node: cst.Import) -> Statement:
    return Import(_aliases(node.names), walk.number(node))


def _import_from(walk: Walk, node: cst.ImportFrom) -> Statement:
    module = "" if node.module is None else _dotted(node.module)
    names = (("*", None),) if isinstance(node.names, cst.ImportStar) else _aliases(node.names)
    return ImportFrom(module, len(node.relative), names, walk.number(node))


def _aliases(nodes: Sequence[cst.ImportAlias]) -> tuple[tuple[str, str | None], ...]:
    return tuple([(_dotted(node.name), _bound(node.asname)) for node in nodes])


def _bound(node: cst.AsName | None) -> str | None:
    return node.name.value if node is not None and isinstance(node.name, cst.Name) else None


def _dotted(node: cst.CSTNode) -> str:
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if isinstance(node, cst.Name):
        parts.append(node.value)
    return ".".join(reversed(parts))


# ---- blocks ----


def _if(walk: Walk, node: cst.If) -> Statement:
    """An `if` with its `elif`s, gathered in a loop (a generated file may have hundreds) and nested from the last."""
    arms: list[tuple[Expr, Block, int]] = []
    arm: cst.If | cst.Else | None = node
    while isinstance(arm, cst.If):
        ref = walk.number(arm)
        test = expr(walk, arm.test)
        arms.append((test, lower_block(walk, arm.body.body), ref))
        arm = arm.orelse
    orelse = _suite(walk, arm)
    for test, body, ref in reversed(arms):
        orelse = (If(test, body, orelse, ref),)
    return orelse[0]


def _for(walk: Walk, node: cst.For) -> Statement:
    ref = walk.number(node)
    target = expr(walk, node.target)
    source = expr(walk, node.iter)
    body = lower_block(walk, node.body.body)
    return For(target, source, body, _suite(walk, node.orelse), ref)


def _while(walk: Walk, node: cst.While) -> Statement:
    ref = walk.number(node)
    test = expr(walk, node.test)
    body = lower_block(walk, node.body.body)
    return While(test, body, _suite(walk, node.orelse), ref)


def _with(walk: Walk, node: cst.With) -> Statement:
    ref = walk.number(node)
    items: list[tuple[Expr, Expr | None]] = []
    for item in node.items:
        context = expr(walk, item.item)
        items.append((context, optional(walk, item.asname and item.asname.name)))
    return With(tuple(items), lower_block(walk, node.body.body), ref)


def _try(walk: Walk, node: cst.Try | cst.TryStar) -> Statement:
    ref = walk.number(node)
    body = lower_block(walk, node.body.body)
    handlers = tuple([_handler(walk, handler) for handler in node.handlers])
    orelse = _suite(walk, node.orelse)
    return Try(body, handlers, orelse, _suite(walk, node.finalbody), ref)


def _handler(walk: Walk, node: cst.ExceptHandler | cst.ExceptStarHandler) -> Handler:
    caught = optional(walk, node.type)
    return Handler(caught, _bound(node.name), lower_block(walk, node.body.body))


# ---- definitions ----


def _function(walk: Walk, node: cst.FunctionDef) -> Statement:
    ref = walk.number(node)
    decorators = tuple([expr(walk, decorator.decorator) for decorator in node.decorators])
    params = lower_params(walk, node.params)
    outer_yields, walk.yields = walk.yields, False
    body = lower_block(walk, node.body.body)
    generator, walk.yields = walk.yields, outer_yields
    is_async = node.asynchronous is not None
    return FunctionDef(node.name.value, params, body, decorators, ref, is_async, generator)


def _class(walk: Walk, node: cst.ClassDef) -> Statement:
    ref = walk.number(node)
    decorators = tuple([expr(walk, decorator.decorator) for decorator in node.decorators])
    bases = lower_args(walk, (*node.bases, *node.keywords))
    return ClassDef(node.name.value, bases, lower_block(walk, node.body.body), decorators, ref)


def _match(walk: Walk, node: cst.Match) -> Statement:
    return lower_match(walk, node, lower_block)


_STATEMENTS: dict[type, Callable[[Walk, Any], Statement]] = {
    cst.Assign: _assign, cst.AnnAssign: _annotated, cst.TypeAlias: _type_alias, cst.AugAssign: _augmented,
    cst.Expr: _expression, cst.Return: _return, cst.Raise: _raise, cst.Assert: _assert, cst.Break: _break,
    cst.Continue: _continue, cst.Del: _delete, cst.Global: _global, cst.Nonlocal: _nonlocal, cst.Import: _import,
    cst.ImportFrom: _import_from, cst.If: _if, cst.For: _for, cst.While: _while, cst.With: _with, cst.Try: _try,
    cst.TryStar: _try, cst.FunctionDef: _function, cst.ClassDef: _class, cst.Match: _match,
}  # fmt: skip

# Only newer releases of libcst have these; their fields are those of the plain imports.
for _class_name, _lowering in (("LazyImport", _import), ("LazyImportFrom", _import_from)):
    if hasattr(cst, _class_name):
        _STATEMENTS[getattr(cst, _class_name)] = _lowering
