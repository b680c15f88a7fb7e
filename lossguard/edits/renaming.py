"""Makes a loss, a metric or an activation another one, in the form in which it is written: text, function or class."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from lossguard.edits.deletion import delete_item
from lossguard.edits.file import At, Cut, Imported, OpenFile, Refused, dotted_of, leaf_of, root_of
from lossguard.edits.names import is_class, must_be, respelled
from lossguard.edits.removal import is_method
from lossguard.findings import Change

# Options of a class that mean the same in every loss or metric that it may become.
_SHARED_OPTIONS = ("reduction", "name", "dtype", "from_logits", "axis", "dim")
_LINKS = ("softmax", "log_softmax", "sigmoid")  # activations with, and without, an axis
_AXES = ("axis", "dim")
_WITHOUT_AXIS = "sigmoid"
_AXED = ("Softmax", "LogSoftmax", "Softmax2d")


def rename(file: OpenFile, at: At, change: Change) -> list[Cut]:
    """The cuts that make what a spot stands for the one whose canonical name the change gives. Raises Refused."""
    name = change.text
    at = _link(file, at) if name in _LINKS else file.origin(_only(at, change.was))
    node = at.node
    must_be(node, change.was)
    match node:
        case cst.SimpleString():
            return [_retyped(at, node, name)] if not _is_listed(at, name) else [delete_item(_around(at))]
        case cst.Call(func=func):
            if is_class(leaf_of(func)):
                return _other_class(file, at, node, name)
            if name != _WITHOUT_AXIS:
                return _renamed(file, at.of(func), name)
            return [*_sigmoid_function(file, at.of(func)), *_without_axis(file, at, node)]
        case cst.Name() | cst.Attribute():
            return _renamed(file, at, name)
        case _:
            raise Refused("it is not written by its name")


def _only(at: At, was: str) -> At:
    """The one item of a list that is written so, where the spot is that of the list: `metrics=[accuracy]`."""
    listed = at.node.value if isinstance(at.node, cst.Arg) else at.node
    if not isinstance(listed, (cst.List, cst.Tuple)):
        return at
    items = [item.value for item in listed.elements if leaf_of(item.value) == was]
    return at.of(items[0]) if len(items) == 1 else at


def _is_listed(at: At, name: str) -> bool:
    """Whether the list that a text stands in holds the other one already."""
    display = _around(_around(at)).node
    if not isinstance(display, (cst.List, cst.Tuple)):
        return False
    return any(isinstance(item.value, cst.SimpleString) and item.value.raw_value == name for item in display.elements)


def _around(at: At) -> At:
    return at.around() or at


def _retyped(at: At, node: cst.SimpleString, name: str) -> Cut:
    """Another text between the same quotes."""
    start, end = at.inner
    skipped = len(node.prefix) + len(node.quote)
    return Cut(at.part, start + skipped, end - len(node.quote), name)


def _other_class(file: OpenFile, at: At, call: cst.Call, name: str) -> list[Cut]:
    """The class of the name in the place of another, where that takes the options given in the same sense."""
    with_axis = leaf_of(call.func) in _AXED and name in _LINKS
    if name == _WITHOUT_AXIS and with_axis:
        return [*_sigmoid_class(file, at, call), *_without_axis(file, at, call)]
    for argument in call.args if not with_axis else ():
        if argument.keyword is None or argument.keyword.value not in _SHARED_OPTIONS:
            raise Refused("it has options that the other one does not take, or not in the same sense")
    return _renamed(file, at.of(call.func), name)


def _sigmoid_function(file: OpenFile, at: At) -> list[Cut]:
    """`torch.sigmoid` rather than the deprecated `F.sigmoid`, where `torch` is at hand."""
    imported = file.imports().get(root_of(at.node) or "")
    torch = next((name for name, each in file.imports().items() if each.dotted == "torch"), None)
    if imported is None or imported.dotted != "torch.nn.functional" or torch is None or isinstance(at.node, cst.Name):
        return _renamed(file, at, _WITHOUT_AXIS)
    start, end = at.outer
    return [Cut(at.part, start, end, f"{torch}.{_WITHOUT_AXIS}")]


def _sigmoid_class(file: OpenFile, at: At, call: cst.Call) -> list[Cut]:
    """`nn.Sigmoid`; Keras has no layer of that name."""
    root = file.imports().get(root_of(call.func) or "")
    if root is None or not root.dotted.startswith("torch"):
        raise Refused("there is no such layer")
    return _renamed(file, at.of(call.func), _WITHOUT_AXIS)


# ---- activations ----


def _link(file: OpenFile, at: At) -> At:
    """The text, name or call of an activation: a layer of it, a function of it, or the argument that names it."""
    node = at.node
    if isinstance(node, cst.Arg):
        at, node = at.of(node.value), node.value
    if isinstance(node, cst.SimpleString):
        return at
    if isinstance(node, cst.Call):
        held = dotted_of(node.func)
        bound = [] if held is None or file.is_imported(node.func) else file.bindings(held)
        return bound[0] if len(bound) == 1 else at
    if isinstance(node, (cst.Name, cst.Attribute)) and file.is_imported(node):
        return at
    raise Refused("the activation is given by a variable")


def _without_axis(file: OpenFile, at: At, call: cst.Call) -> Iterator[Cut]:
    """A sigmoid takes no axis: neither by name nor by position, behind the tensor where there is one."""
    tensors = 0 if is_class(leaf_of(call.func)) or is_method(file, call) else 1
    for index, argument in enumerate(call.args):
        by_position = argument.keyword is None and index >= tensors
        if by_position or (argument.keyword is not None and argument.keyword.value in _AXES):
            yield delete_item(at.of(argument))


# ---- names ----


def _renamed(file: OpenFile, at: At, name: str) -> list[Cut]:
    node = at.node
    if isinstance(node, cst.Attribute):
        start, end = at.of(node.attr).inner
        return [Cut(at.part, start, end, respelled(node.attr.value, name))]
    if isinstance(node, cst.Name):
        return _imported_anew(file, at, node, respelled(node.value, name))
    raise Refused("it is not called by its name")


def _imported_anew(file: OpenFile, at: At, node: cst.Name, name: str) -> list[Cut]:
    """A name that is imported alone: the import names the other one instead or, where the first is still used, too."""
    imported = file.imports().get(node.value)
    if imported is None or not imported.plain or not isinstance(imported.statement, cst.ImportFrom):
        raise Refused("the name is imported under another one")
    start, end = at.inner
    renamed = Cut(at.part, start, end, name)
    known = file.imports().get(name)
    if known is not None:
        if known.dotted.rpartition(".")[0] != imported.dotted.rpartition(".")[0]:
            raise Refused(f"{name} is something else in this file")
        return [renamed]
    if file.bindings(name):
        raise Refused(f"{name} is something else in this file")
    return [renamed, _import_cut(file, imported, node.value, name)]


def _import_cut(file: OpenFile, imported: Imported, old: str, new: str) -> Cut:
    alias = imported.at
    assert isinstance(alias.node, cst.ImportAlias)
    start, end = alias.of(alias.node.name).outer
    read = [use for use in file.uses(old) if dotted_of(use.node) == old]
    return Cut(alias.part, start, end, new if len(read) <= 1 else f"{old}, {new}")


def is_read_by_name(file: OpenFile, name: str) -> bool:
    """Whether the file looks a metric up in what was logged: `history["acc"]`, `monitor="val_acc"`."""
    for at in file.nodes():
        match at.node:
            case cst.SimpleString(raw_value=text) if text in (name, f"val_{name}"):
                around = _around(at).node
                looked_up = isinstance(around, cst.Index) or (isinstance(around, cst.Arg) and _is_monitor(around))
                if text != name or looked_up:
                    return True
    return False


def _is_monitor(argument: cst.Arg) -> bool:
    return argument.keyword is not None and argument.keyword.value == "monitor"
