"""What every lowering function shares: the numbering of nodes, and the dispatch from a libcst class to its function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import libcst as cst

from lossguard.frontend.nodes import Expr

# What a ref stands for in the tree: a node, or the stretch from one node to another.
Anchor = cst.CSTNode | tuple[cst.CSTNode, cst.CSTNode]


class Walk:
    """One visit of one part. `anchors[i]` is what the ref `first_ref + i` stands for, in the order of lowering.

    Numbers are given on the way down, so that for `f(x)` the call has 0, `f` 1, the argument 2 and `x` 3: refs of
    neighbours are in the order of the source.
    """

    __slots__ = ("anchors", "first_ref", "yields")

    def __init__(self, first_ref: int) -> None:
        self.first_ref = first_ref
        self.anchors: list[Anchor] = []
        self.yields = False  # a yield was met since the function at hand began

    @property
    def end_ref(self) -> int:
        """The first ref that is not of this part."""
        return self.first_ref + len(self.anchors)

    def number(self, anchor: Anchor) -> int:
        """The next ref, given to `anchor`."""
        anchors = self.anchors
        anchors.append(anchor)
        return self.first_ref + len(anchors) - 1


ExprLowering = Callable[[Walk, Any], Expr]

# Filled by `expressions` and `calls`: the function for each libcst expression class.
EXPRESSIONS: dict[type, ExprLowering] = {}


def expr(walk: Walk, node: cst.CSTNode) -> Expr:
    """The lowered form of any libcst expression."""
    return EXPRESSIONS[node.__class__](walk, node)


def optional(walk: Walk, node: cst.CSTNode | None) -> Expr | None:
    """The lowered form of an expression that may be absent."""
    return None if node is None else EXPRESSIONS[node.__class__](walk, node)
