"""Lowers calls and the other trailers (`x.f(y)[i]`), functions' parameters, lambdas and comprehensions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import libcst as cst

from lossguard.frontend.nodes import (
    Arg,
    Attribute,
    Call,
    Clause,
    Comprehension,
    Display,
    Expr,
    Lambda,
    Param,
    Slice,
    Starred,
    Subscript,
)
from lossguard.frontend.walk import EXPRESSIONS, Walk, expr, optional

_Trailer = cst.Call | cst.Attribute | cst.Subscript


# ---- calls, attributes, subscripts ----


def _trailers(walk: Walk, node: _Trailer) -> Expr:
    """`base.attr(args)[index]`: down to the base, then outwards again."""
    chain: list[tuple[_Trailer, int]] = []
    inner: cst.CSTNode = node
    while True:
        if isinstance(inner, cst.Call):
            chain.append((inner, walk.number(inner)))
            inner = inner.func
        elif isinstance(inner, (cst.Attribute, cst.Subscript)):
            chain.append((inner, walk.number(inner)))
            inner = inner.value
        else:
            break
    value = expr(walk, inner)
    for outer, ref in reversed(chain):
        if isinstance(outer, cst.Attribute):
            value = Attribute(value, outer.attr.value, ref)
        elif isinstance(outer, cst.Call):
            value = Call(value, lower_args(walk, outer.args), ref)
        else:
            value = Subscript(value, _index(walk, outer), ref)
    return value


def lower_args(walk: Walk, args: Sequence[cst.Arg]) -> tuple[Arg, ...]:
    """The arguments of a call or the bases of a class, in order."""
    return tuple([_arg(walk, arg) for arg in args])


def _arg(walk: Walk, node: cst.Arg) -> Arg:
    ref = walk.number(node)
    keyword = node.keyword
    return Arg(expr(walk, node.value), None if keyword is None else keyword.value, node.star, ref)


def _index(walk: Walk, node: cst.Subscript) -> Expr:
    elements = node.slice
    if len(elements) == 1 and not isinstance(elements[0].comma, cst.Comma):
        only = elements[0].slice
        if not (isinstance(only, cst.Index) and only.star):
            return _slice_or_index(walk, only)
    ref = walk.number((elements[0], elements[-1]))
    return Display("tuple", tuple([_slice_or_index(walk, element.slice) for element in elements]), ref)


def _slice_or_index(walk: Walk, node: cst.BaseSlice) -> Expr:
    if isinstance(node, cst.Index):
        if not node.star:
            return expr(walk, node.value)
        ref = walk.number(node)
        return Starred(expr(walk, node.value), ref)
    return EXPRESSIONS[node.__class__](walk, node)


def _slice(walk: Walk, node: cst.Slice) -> Expr:
    ref = walk.number(node)
    return Slice(optional(walk, node.lower), optional(walk, node.upper), optional(walk, node.step), ref)


# ---- functions and comprehensions ----


def _lambda(walk: Walk, node: cst.Lambda) -> Expr:
    ref = walk.number(node)
    params = lower_params(walk, node.params)
    outer_yields = walk.yields
    body = expr(walk, node.body)
    walk.yields = outer_yields
    return Lambda(params, body, ref)


def lower_params(walk: Walk, node: cst.Parameters) -> tuple[Param, ...]:
    """The parameters of a function or lambda in order; a bare `*` shows only in `keyword_only`."""
    params = [_param(walk, param, "", False) for param in (*node.posonly_params, *node.params)]
    if isinstance(node.star_arg, cst.Param):
        params.append(_param(walk, node.star_arg, "*", False))
    params.extend(_param(walk, param, "", True) for param in node.kwonly_params)
    if node.star_kwarg is not None:
        params.append(_param(walk, node.star_kwarg, "**", False))
    return tuple(params)


def _param(walk: Walk, node: cst.Param, kind: str, keyword_only: bool) -> Param:
    ref = walk.number(node)
    annotation = optional(walk, node.annotation and node.annotation.annotation)
    default = optional(walk, node.default)
    return Param(node.name.value, default, kind, keyword_only, ref, annotation)


def _list_comprehension(walk: Walk, node: cst.ListComp) -> Expr:
    return _simple_comprehension(walk, "list", node)


def _set_comprehension(walk: Walk, node: cst.SetComp) -> Expr:
    return _simple_comprehension(walk, "set", node)


def _generator(walk: Walk, node: cst.GeneratorExp) -> Expr:
    return _simple_comprehension(walk, "generator", node)


def _simple_comprehension(walk: Walk, kind: str, node: cst.ListComp | cst.SetComp | cst.GeneratorExp) -> Expr:
    ref = walk.number(node)
    element = expr(walk, node.elt)
    return Comprehension(kind, None, element, _clauses(walk, node.for_in), ref)


def _dict_comprehension(walk: Walk, node: cst.DictComp) -> Expr:
    ref = walk.number(node)
    key = expr(walk, node.key)
    element = expr(walk, node.value)
    return Comprehension("dict", key, element, _clauses(walk, node.for_in), ref)


def _starred_dict_comprehension(walk: Walk, node: Any) -> Expr:
    """`{**value for ...}` (PEP 798)."""
    ref = walk.number(node)
    element = expr(walk, node.value)
    return Comprehension("dict", None, element, _clauses(walk, node.for_in), ref)


def _clauses(walk: Walk, node: cst.CompFor | None) -> tuple[Clause, ...]:
    clauses: list[Clause] = []
    while node is not None:
        target = expr(walk, node.target)
        source = expr(walk, node.iter)
        clauses.append(Clause(target, source, tuple([expr(walk, test.test) for test in node.ifs])))
        node = node.inner_for_in
    return tuple(clauses)


EXPRESSIONS.update({
    cst.Call: _trailers, cst.Attribute: _trailers, cst.Subscript: _trailers, cst.Slice: _slice,
    cst.Lambda: _lambda, cst.ListComp: _list_comprehension, cst.SetComp: _set_comprehension,
    cst.DictComp: _dict_comprehension, cst.GeneratorExp: _generator,
})  # fmt: skip

if hasattr(cst, "StarredDictComp"):  # newer releases of libcst
    EXPRESSIONS[cst.StarredDictComp] = _starred_dict_comprehension
