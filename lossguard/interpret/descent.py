"""Goes down a lowered program without running it: every node under a root, for what only its text tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from lossguard.frontend.nodes import Attribute, Name
from lossguard.records import fields, is_dataclass

_SKIPPED = ("ref", "id", "attr", "op", "keyword", "star", "kind")  # fields that hold no nodes
Reader = Callable[[object], "tuple[object, ...]"]
_READERS: dict[type, Reader | None] = {}  # gives the fields of a class that may hold nodes


def nodes_under(root: object) -> Iterator[object]:
    """The nodes of a block, a statement or an expression, in no particular order."""
    waiting: list[object] = [root]
    while waiting:
        node = waiting.pop()
        if type(node) is tuple:
            waiting += node
            continue
        reader = _reader(node)
        if reader is not None:
            yield node
            waiting += reader(node)


def children_of(node: object) -> Sequence[object]:
    """The nodes and blocks directly under a node, the items of a block."""
    if type(node) is tuple:
        return node
    reader = _reader(node)
    children = reader(node) if reader is not None else ()
    return [child for child in children if type(child) is tuple or _reader(child) is not None]


def names_in(body: object) -> set[str]:
    """The names and attributes that stand in a body."""
    nodes = nodes_under(body)
    return {
        node.attr if isinstance(node, Attribute) else node.id for node in nodes if isinstance(node, (Attribute, Name))
    }


def _reader(node: object) -> Reader | None:
    kind = type(node)
    if kind not in _READERS:
        names = [f.name for f in fields(kind) if f.name not in _SKIPPED] if is_dataclass(kind) else None
        _READERS[kind] = None if names is None else _reader_of(names)
    return _READERS[kind]


def _reader_of(names: list[str]) -> Reader:
    if not names:
        return lambda node: ()
    values: Callable[[object], Any] = attrgetter(*names)
    return values if len(names) > 1 else lambda node: (values(node),)
