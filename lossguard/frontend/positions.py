"""Where the nodes of one statement stand in its text: the statement is rendered, and the characters are counted.

libcst's trees hold no positions. Its own `PositionProvider` renders the tree as well, always the whole of it, builds
objects for every node and splits each token into lines: four times the time for the same lines.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from types import TracebackType
from typing import Any

import libcst as cst
from libcst._nodes.internal import CodegenState

from lossguard.records import dataclass

_NOTHING = nullcontext()
_FRAMES = 5_000  # a rendering takes up to six frames a level, and `depth` lets some 400 levels through


@dataclass(frozen=True, slots=True)
class Rendering:
    """The text of a statement with the comments above it, and for the identity of each wanted node its first offset in
    that text and the one behind its last."""

    text: str
    extents: dict[int, tuple[int, int]]


def rendered(module: cst.Module, statement: cst.CSTNode, wanted: Iterable[cst.CSTNode]) -> Rendering:
    """The rendering of a top-level statement of the module.

    Parentheses around an expression are outside of its extent. A compound statement ends with the colon of its header,
    and a decorated definition begins behind its decorators.
    """
    offsets = _Offsets(module, wanted)
    with deep_stack():
        statement._codegen(offsets)
    return Rendering(
        "".join(offsets.tokens), {key: (start, offsets.ends[key]) for key, start in offsets.starts.items()}
    )


class _Offsets(CodegenState):
    """Counts the characters that are written, and notes where wanted nodes begin and end.

    `starts` and `ends` are keyed by the identity of the node. A node's syntactic extent (without its parentheses and
    the blanks around it) goes before the whole that it writes.
    """

    __slots__ = ("ends", "headers", "offset", "starts")

    def __init__(self, module: cst.Module, wanted: Iterable[cst.CSTNode]) -> None:
        super().__init__(default_indent=module.default_indent, default_newline=module.default_newline)
        self.offset = 0
        self.starts: dict[int, int] = {}
        self.ends: dict[int, int] = {}
        self.headers: dict[int, int] = {}  # the suite of a compound statement: its statement
        for node in wanted:
            self.starts[id(node)] = -1
            body = getattr(node, "body", None)
            if isinstance(body, cst.BaseSuite):
                self.headers[id(body)] = id(node)

    def add_token(self, value: str) -> None:
        self.tokens.append(value)
        self.offset += len(value)

    def add_indent_tokens(self) -> None:
        for token in self.indent_tokens:
            self.add_token(token)

    def before_codegen(self, node: cst.CSTNode) -> None:
        key = id(node)
        if key in self.starts:
            self.starts[key] = self.offset
        elif key in self.headers:
            self.ends[self.headers[key]] = self.offset

    def after_codegen(self, node: cst.CSTNode) -> None:
        key = id(node)
        if key in self.starts:
            self.ends.setdefault(key, self.offset)

    def record_syntactic_position(self, node: cst.CSTNode, **ends: cst.CSTNode | None) -> Any:  # any context manager
        return _Extent(self, id(node)) if id(node) in self.starts else _NOTHING


class _Extent:
    """Notes the offsets at which a `with` block begins and ends; a compound statement has ended with its header."""

    __slots__ = ("key", "offsets")

    def __init__(self, offsets: _Offsets, key: int) -> None:
        self.offsets = offsets
        self.key = key

    def __enter__(self) -> None:
        self.offsets.starts[self.key] = self.offsets.offset

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.offsets.ends.setdefault(self.key, self.offsets.offset)


@contextmanager
def deep_stack() -> Iterator[None]:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
