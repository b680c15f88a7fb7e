"""One file opened for editing: nodes by their spots, and where its names come from."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from lossguard.edits.extents import Extents
from lossguard.frontend.lower import Lowered
from lossguard.records import dataclass

_FOLLOWED = 5  # names of names


class Refused(Exception):
    """A change that cannot be said as a local edit of the text."""


@dataclass(frozen=True, slots=True)
class OpenPart:
    """A file, or one cell, with its tree measured."""

    cell: int | None
    indent: int
    extents: Extents

    @property
    def text(self) -> str:
        """The part's text: line breaks are "\\n", and in a notebook magics are gone."""
        return self.extents.text


@dataclass(frozen=True, slots=True)
class At:
    """A node, and the part that it is in."""

    part: OpenPart
    node: cst.CSTNode

    def of(self, node: cst.CSTNode) -> At:
        """Another node of the same part."""
        return At(self.part, node)

    def around(self) -> At | None:
        """The node around this one."""
        parent = self.part.extents.parent(self.node)
        return None if parent is None else At(self.part, parent)

    @property
    def inner(self) -> tuple[int, int]:
        """Its offsets without parentheses, blanks and commas."""
        return self.part.extents.inner(self.node)

    @property
    def outer(self) -> tuple[int, int]:
        """Its offsets with all that belongs to it."""
        return self.part.extents.outer(self.node)

    @property
    def text(self) -> str:
        """Its text, parentheses included."""
        return self.part.extents.written(self.node)


@dataclass(frozen=True, slots=True)
class Cut:
    """Replace the text between two offsets of a part."""

    part: OpenPart
    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """A name that an import binds: `alias` is where, `plain` whether it is bound under its own name."""

    at: At
    statement: cst.Import | cst.ImportFrom
    dotted: str
    plain: bool


class OpenFile:
    """All parts of a file. Raises Refused for text that the tree does not render to the letter."""

    def __init__(self, lowered: Lowered) -> None:
        self.path = lowered.program.path
        self._parts: list[tuple[int, int, OpenPart]] = []
        for part in lowered.program.parts:
            if len(part.stretch_refs) > 1:
                raise Refused("the file is too long for edits")
            source = next(each for each in lowered.source.parts if each.cell == part.cell)
            extents = Extents(lowered.tree_of(part), source.text)
            if not extents.faithful:
                raise Refused("the tree does not render the text to the letter")
            self._parts.append((part.first_ref, part.end_ref, OpenPart(part.cell, source.indent, extents)))
        self._imports: dict[str, Imported] | None = None
        self._bindings: dict[str, list[At]] | None = None
        self._uses: dict[str, list[At]] | None = None

    def at(self, ref: int) -> At:
        """The node of a ref. Raises Refused where it stands for a stretch of several."""
        for first, end, part in self._parts:
            if first <= ref < end:
                anchor = part.extents.tree.anchors[ref - first]
                if isinstance(anchor, tuple):
                    raise Refused("the place is a stretch of several nodes")
                return At(part, anchor)
        raise Refused("the place is in no part of the file")

    def nodes(self) -> Iterator[At]:
        """Every node of the file, in no order."""
        for _, _, part in self._parts:
            yield from (At(part, node) for node in part.extents.nodes)

    def imports(self) -> dict[str, Imported]:
        """What the imports of the file bind, wherever they stand; a star is bound as "*"."""
        if self._imports is None:
            self._imports = {}
            for at in self.nodes():
                if isinstance(at.node, (cst.Import, cst.ImportFrom)):
                    self._imports.update(_bound_by(at, at.node))
        return self._imports

    def is_imported(self, node: cst.CSTNode) -> bool:
        """Whether a (dotted) name begins with one that an import binds."""
        root = root_of(node)
        if root is None or root == "self":
            return False
        return root in self.imports() or ("*" in self.imports() and not self.bindings(root))

    def bindings(self, dotted: str) -> list[At]:
        """The values that plain assignments in the file give to a name or an attribute ("criterion", "self.loss")."""
        if self._bindings is None:
            self._bindings = {}
            for at in self.nodes():
                for name, value in _bindings_of(at.node).items():
                    self._bindings.setdefault(name, []).append(at.of(value))
        return self._bindings.get(dotted, [])

    def uses(self, dotted: str) -> list[At]:
        """Where a name or attribute is read: every occurrence that is no target of an assignment."""
        if self._uses is None:
            self._uses = {}
            for at in self.nodes():
                name = dotted_of(at.node) if isinstance(at.node, (cst.Name, cst.Attribute)) else None
                around = at.around() if name is not None else None
                if name is not None and around is not None and not _only_names(around.node, at.node):
                    self._uses.setdefault(name, []).append(at)
        return self._uses.get(dotted, [])

    def origin(self, at: At) -> At:
        """The expression that makes what a spot stands for: the string, the imported name, or the call of one.

        `loss=criterion` leads to what `criterion` is assigned in this file, `self.loss(out, y)` to what `self.loss` is.
        Raises Refused where there is not exactly one such assignment.
        """
        for _ in range(_FOLLOWED):
            node = at.node
            match node:
                case cst.Arg(value=value):
                    at = at.of(value)
                case cst.SimpleString():
                    return at
                case cst.Call(func=func) if self.is_imported(func):
                    return at
                case cst.Call(func=func):
                    at = at.of(func)
                case cst.Name() | cst.Attribute() if self.is_imported(node):
                    return at
                case cst.Name() | cst.Attribute():
                    bound = self.bindings(dotted_of(node) or "")
                    if len(bound) != 1:
                        raise Refused("what it is made of is not assigned once in this file")
                    at = bound[0]
                case _:
                    break
        raise Refused("what it is made of is not plain to see")


def _bindings_of(node: cst.CSTNode) -> dict[str, cst.BaseExpression]:
    """The names that a statement binds to a value as it stands, by their spellings."""
    match node:
        case cst.Assign(targets=targets, value=value):
            names = [dotted_of(target.target) for target in targets]
        case cst.AnnAssign(target=target, value=cst.BaseExpression() as value):
            names = [dotted_of(target)]
        case _:
            return {}
    return {name: value for name in names if name is not None}


def dotted_of(node: cst.CSTNode) -> str | None:
    """The spelling of a name or of attributes of one, None for anything else."""
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Attribute):
        base = dotted_of(node.value)
        return None if base is None else f"{base}.{node.attr.value}"
    return None


def root_of(node: cst.CSTNode) -> str | None:
    """The first name of a dotted one."""
    while isinstance(node, cst.Attribute):
        node = node.value
    return node.value if isinstance(node, cst.Name) else None


def leaf_of(node: cst.CSTNode) -> str:
    """The last name of a dotted one, "" for anything else."""
    if isinstance(node, cst.Attribute):
        return node.attr.value
    return node.value if isinstance(node, cst.Name) else ""


def _bound_by(at: At, statement: cst.Import | cst.ImportFrom) -> dict[str, Imported]:
    module = ""
    if isinstance(statement, cst.ImportFrom):
        module = dotted_of(statement.module) or "" if statement.module is not None else ""
        if isinstance(statement.names, cst.ImportStar):
            return {"*": Imported(at, statement, module, plain=False)}
    found = {}
    for alias in statement.names if not isinstance(statement.names, cst.ImportStar) else ():
        name = dotted_of(alias.name) or ""
        whole = f"{module}.{name}" if isinstance(statement, cst.ImportFrom) else name
        if alias.asname is not None:
            found[leaf_of(alias.asname.name)] = Imported(at.of(alias), statement, whole, plain=False)
        else:
            found[name.split(".")[0]] = Imported(at.of(alias), statement, whole, plain=True)
    return found


def _only_names(around: cst.CSTNode, node: cst.CSTNode) -> bool:
    """Whether a name stands where it is no value: a target, a keyword, an attribute's own name, in an import."""
    match around:
        case cst.AssignTarget():
            return True
        case cst.AnnAssign(target=target):
            return target is node
        case cst.Arg(keyword=keyword):
            return keyword is node
        case cst.Attribute(attr=attr):
            return attr is node
        case cst.Param(name=name):
            return name is node
        case cst.ImportAlias() | cst.AsName() | cst.FunctionDef() | cst.ClassDef() | cst.ImportFrom():
            return True
        case _:
            return False
