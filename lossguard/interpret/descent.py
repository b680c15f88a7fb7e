"""Goes down a lowered program without running it: every node under a root, for what only its text tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lossguard.frontend.nodes import Attribute, Name
from lossguard.records import fields, is_dataclass

_SKIPPED = ("ref", "id", "attr", "op", "keyword", "star", "kind")  # fields that hold no nodes
_FIELDS: dict[type, tuple[str, ...] | None] = {}  # of each class those that may hold nodes, None where it is no node


def nodes_under(root: object) -> Iterator[object]:
    """The nodes of a block, a statement or an expression, in no particular order."""
    waiting: list[object] = [root]
    while waiting:
        node = waiting.pop()
        if type(node) is not tuple and _fields(node) is not None:
            yield node
        waiting += children_of(node)


def children_of(node: object) -> Sequence[object]:
    """The nodes and blocks directly under a node, the items of a block."""
    if type(node) is tuple:
        return node
    children = [getattr(node, name) for name in _fields(node) or ()]
    return [child for child in children if type(child) is tuple or _fields(child) is not None]


def names_in(body: object) -> set[str]:
    """The names and attributes that stand in a body."""
    nodes = nodes_under(body)
    return {
        node.attr if isinstance(node, Attribute) else node.id for node in nodes if isinstance(node, (Attribute, Name))
    }


def _fields(node: object) -> tuple[str, ...] | None:
    kind = type(node)
    if kind not in _FIELDS:
        names = (f.name for f in fields(kind)) if is_dataclass(kind) else None
        _FIELDS[kind] = None if names is None else tuple(name for name in names if name not in _SKIPPED)
    return _FIELDS[kind]
