"""Where every node of a part stands in its text, and inside which other one: for edits, not for reports."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import libcst as cst
from libcst._nodes.internal import CodegenState

from lossguard.frontend.lower import Tree
from lossguard.frontend.positions import deep_stack


class Extents:
    """The tree of one part with offsets and parents. Offsets count code points of the part's text, from 0.

    For `f((x), y)` the argument `x` is `inner` without and `outer` with its parentheses; the `outer` of a whole `Arg`
    ends behind its comma and the blanks there.
    """

    __slots__ = ("_inner", "_outer", "_parents", "faithful", "module", "text", "tree")

    def __init__(self, tree: Tree, text: str) -> None:
        state = _Recorder(tree.module)
        with deep_stack():
            tree.module._codegen(state)
        self.tree = tree
        self.module = tree.module
        self.text = text
        self.faithful = "".join(state.tokens) == text
        self._outer = state.outer
        self._inner = state.inner
        self._parents: dict[int, cst.CSTNode] = {}
        _note_parents(tree.module, self._parents)

    def inner(self, node: cst.CSTNode) -> tuple[int, int]:
        """Start and end of a node without parentheses, blanks and commas around it."""
        return self._inner.get(id(node)) or self._outer[id(node)]

    def outer(self, node: cst.CSTNode) -> tuple[int, int]:
        """Start and end of all that belongs to a node."""
        return self._outer[id(node)]

    def parent(self, node: cst.CSTNode) -> cst.CSTNode | None:
        """The node around a node, None for the module."""
        return self._parents.get(id(node))

    def written(self, node: cst.CSTNode) -> str:
        """The text of a node with its parentheses."""
        start, end = self._outer[id(node)]
        return self.text[start:end]

    def above(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """The nodes around a node, the nearest first."""
        around = self.parent(node)
        while around is not None:
            yield around
            around = self.parent(around)


def _note_parents(module: cst.Module, parents: dict[int, cst.CSTNode]) -> None:
    waiting: list[cst.CSTNode] = [module]
    while waiting:
        node = waiting.pop()
        for child in node.children:
            parents[id(child)] = node
            waiting.append(child)


class _Recorder(CodegenState):
    """Notes where each node begins and ends while the tree writes itself."""

    __slots__ = ("inner", "offset", "outer")

    def __init__(self, module: cst.Module) -> None:
        super().__init__(default_indent=module.default_indent, default_newline=module.default_newline)
        self.offset = 0
        self.outer: dict[int, tuple[int, int]] = {}
        self.inner: dict[int, tuple[int, int]] = {}

    def add_token(self, value: str) -> None:
        self.tokens.append(value)
        self.offset += len(value)

    def add_indent_tokens(self) -> None:
        for token in self.indent_tokens:
            self.add_token(token)

    def before_codegen(self, node: cst.CSTNode) -> None:
        self.outer[id(node)] = (self.offset, self.offset)

    def after_codegen(self, node: cst.CSTNode) -> None:
        self.outer[id(node)] = (self.outer[id(node)][0], self.offset)

    @contextmanager
    def record_syntactic_position(
        self, node: cst.CSTNode, *, start_node: cst.CSTNode | None = None, end_node: cst.CSTNode | None = None
    ) -> Iterator[None]:
        start = self.offset
        yield
        self.inner[id(node)] = (start, self.offset)
