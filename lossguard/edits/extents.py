"""Where every node of a part stands in its text, and inside which other one: for edits, not for reports."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Any

import libcst as cst
from libcst._nodes.internal import CodegenState

from lossguard.frontend.lower import Tree
from lossguard.frontend.positions import deep_stack


class Extents:
    """The tree of one part with offsets and parents. Offsets count code points of the part's text, from 0.

    For `f((x), y)` the argument `x` is `inner` without and `outer` with its parentheses; the `outer` of a whole `Arg`
    ends behind its comma and the blanks there. `nodes` are all nodes of the tree, in the order of the text.
    """

    __slots__ = ("_inner", "_outer", "_parents", "faithful", "module", "nodes", "text", "tree")

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
        self._parents = state.parents
        self.nodes = state.nodes

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


class _Recorder(CodegenState):
    """Notes where each node begins and ends, and inside which other one, while the tree writes itself: each node is
    written by the node around it."""

    __slots__ = ("inner", "nodes", "offset", "outer", "parents", "path")

    def __init__(self, module: cst.Module) -> None:
        super().__init__(default_indent=module.default_indent, default_newline=module.default_newline)
        self.offset = 0
        self.outer: dict[int, tuple[int, int]] = {}
        self.inner: dict[int, tuple[int, int]] = {}
        self.parents: dict[int, cst.CSTNode] = {}
        self.nodes: list[cst.CSTNode] = []
        self.path: list[cst.CSTNode] = []

    def add_token(self, value: str) -> None:
        self.tokens.append(value)
        self.offset += len(value)

    def add_indent_tokens(self) -> None:
        for token in self.indent_tokens:
            self.add_token(token)

    def before_codegen(self, node: cst.CSTNode) -> None:
        key = id(node)
        if self.path:
            self.parents[key] = self.path[-1]
        self.path.append(node)
        self.nodes.append(node)
        self.outer[key] = (self.offset, self.offset)

    def after_codegen(self, node: cst.CSTNode) -> None:
        self.path.pop()
        self.outer[id(node)] = (self.outer[id(node)][0], self.offset)

    def record_syntactic_position(self, node: cst.CSTNode, **ends: cst.CSTNode | None) -> Any:  # any context manager
        return _Inside(self, id(node))


class _Inside:
    """Notes the offsets at which a `with` block begins and ends."""

    __slots__ = ("key", "recorder", "start")

    def __init__(self, recorder: _Recorder, key: int) -> None:
        self.recorder = recorder
        self.key = key

    def __enter__(self) -> None:
        self.start = self.recorder.offset

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.recorder.inner[self.key] = (self.start, self.recorder.offset)
