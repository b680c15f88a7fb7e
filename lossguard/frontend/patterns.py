"""Lowers `match`: value patterns become expressions, structural patterns only tell which names they bind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import libcst as cst

from lossguard.frontend.nodes import Block, Case, Expr, Match, Operation
from lossguard.frontend.walk import Walk, expr, optional
from lossguard.records import dataclass

BlockLowering = Callable[[Walk, Sequence[cst.CSTNode]], Block]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """`value` is None for a pattern that matches anything, or that is `opaque`."""

    value: Expr | None
    captures: tuple[str, ...] = ()
    opaque: bool = False


def lower_match(walk: Walk, node: cst.Match, lower_block: BlockLowering) -> Match:
    """The match statement with its cases in order."""
    ref = walk.number((node, node.subject))  # the cases are no part of its place
    subject = expr(walk, node.subject)
    cases: list[Case] = []
    for case in node.cases:
        pattern = _pattern(walk, case.pattern)
        guard = optional(walk, case.guard)
        body = lower_block(walk, case.body.body)
        cases.append(Case(pattern.value, pattern.captures, guard, body, pattern.opaque))
    return Match(subject, tuple(cases), ref)


def _pattern(walk: Walk, node: cst.MatchPattern) -> _Pattern:
    if isinstance(node, (cst.MatchValue, cst.MatchSingleton)):
        return _Pattern(expr(walk, node.value))
    if isinstance(node, cst.MatchAs):
        return _as_pattern(walk, node)
    if isinstance(node, cst.MatchOr):
        return _alternatives(walk, node)
    return _Pattern(None, tuple(_captures(node)), opaque=True)


def _as_pattern(walk: Walk, node: cst.MatchAs) -> _Pattern:
    inner = _Pattern(None) if node.pattern is None else _pattern(walk, node.pattern)
    names = () if node.name is None else (node.name.value,)
    return _Pattern(inner.value, inner.captures + names, inner.opaque)


def _alternatives(walk: Walk, node: cst.MatchOr) -> _Pattern:
    first_ref = walk.number(node)
    alternatives = [_pattern(walk, element.pattern) for element in node.patterns]
    captures = tuple(dict.fromkeys(name for alternative in alternatives for name in alternative.captures))
    value = alternatives[0].value
    if any(alternative.opaque for alternative in alternatives):
        return _Pattern(None, captures, opaque=True)
    for alternative in alternatives[1:]:
        if value is None or alternative.value is None:  # one of them matches anything
            return _Pattern(None, captures)
        value = Operation("|", (value, alternative.value), first_ref)
    return _Pattern(value, captures)


def _captures(node: cst.CSTNode) -> Iterator[str]:
    """The names that a structural pattern binds, in the order of the source."""
    if isinstance(node, cst.MatchValue):
        return
    for child in node.children:
        yield from _captures(child)
    bound = node.name if isinstance(node, (cst.MatchAs, cst.MatchStar)) else None
    rest = node.rest if isinstance(node, cst.MatchMapping) else None
    for name in (bound, rest):
        if name is not None:
            yield name.value
