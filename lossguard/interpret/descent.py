"""Goes down a lowered program without running it: every node under a root, for what only its text tells."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.frontend.nodes import Attribute, Name
from lossguard.records import fields, is_dataclass

_SKIPPED = ("ref", "id", "attr", "op", "keyword", "star", "kind")  # fields that hold no nodes
_CHILDREN: dict[type, tuple[str, ...]] = {}


def nodes_under(root: object) -> Iterator[object]:
    """The nodes of a block, a statement or an expression, in no particular order."""
    waiting: list[object] = [root]
    while waiting:
        node = waiting.pop()
        if type(node) is not tuple and is_dataclass(node):
            yield node
        waiting.extend(children_of(node))


def children_of(node: object) -> Iterator[object]:
    """The nodes and blocks directly under a node, the items of a block."""
    if type(node) is tuple:
        yield from node
    elif is_dataclass(node):
        for name in _children(type(node)):
            child = getattr(node, name)
            if type(child) is tuple or is_dataclass(child):
                yield child


def names_in(body: object) -> set[str]:
    """The names and attributes that stand in a body."""
    nodes = nodes_under(body)
    return {
        node.attr if isinstance(node, Attribute) else node.id for node in nodes if isinstance(node, (Attribute, Name))
    }


def _children(kind: type) -> tuple[str, ...]:
    known = _CHILDREN.get(kind)
    if known is None:
        known = _CHILDREN[kind] = tuple(f.name for f in fields(kind) if f.name not in _SKIPPED)
    return known
