"""Code that takes the place of a name or a call: an object of the framework, a decision by a threshold."""

from __future__ import annotations

import libcst as cst

from lossguard.edits.file import At, Cut, Imported, OpenFile, Refused, dotted_of, leaf_of, root_of
from lossguard.edits.names import must_be
from lossguard.edits.removal import is_method, tensor_argument
from lossguard.findings import Change

_HOME = "keras"
_PARENT = "tensorflow"
_AXES = ("axis", "dim")


def replace_by_object(file: OpenFile, at: At, change: Change) -> list[Cut]:
    """`'accuracy'` becomes `keras.metrics.BinaryAccuracy(...)`, by a name that this file imports already."""
    if not isinstance(at.node, cst.SimpleString):
        at = file.origin(at)
    if not isinstance(at.node, cst.SimpleString):
        raise Refused("it is not written by its name")
    must_be(at.node, change.was)
    start, end = at.outer
    return [Cut(at.part, start, end, _reached(file, change.text).replace("'", at.node.quote[0]))]


def _reached(file: OpenFile, text: str) -> str:
    """`text`, "metrics.AUC()", behind the names that lead to its package, or without its own where it is imported."""
    package = text.partition(".")[0]
    for name, imported in file.imports().items():
        path = imported.dotted
        if path == _PARENT:
            return f"{name}.{_HOME}.{text}"
        if path == _HOME or path.endswith(f".{_HOME}"):
            return f"{_spelled(name, imported)}.{text}"
        if path.endswith(f"{_HOME}.{package}") and not (imported.plain and isinstance(imported.statement, cst.Import)):
            return f"{name}{text[len(package) :]}"
    raise Refused("no import of this file leads to the object")


def _spelled(name: str, imported: Imported) -> str:
    """`import tensorflow.keras` binds "tensorflow" and is spelled whole."""
    whole = isinstance(imported.statement, cst.Import) and imported.plain
    return imported.dotted if whole else name


def decide_by_threshold(file: OpenFile, at: At, change: Change) -> list[Cut]:
    """`np.argmax(p, axis=1)` over one unit becomes `(p > 0.5).astype(int).ravel()`: class numbers of the same shape."""
    call = at.node
    if not isinstance(call, cst.Call) or leaf_of(call.func) != "argmax" or not _plain_axis(file, call):
        raise Refused("no argmax over the last axis alone")
    if is_method(file, call) or not file.is_imported(call.func):
        if not isinstance(call.func, cst.Attribute):
            raise Refused("no argmax of a tensor")
        subject = at.of(call.func.value)
    else:
        argument = tensor_argument(call)
        if argument is None:
            raise Refused("what is decided on is not written in the call")
        subject = at.of(argument.value)
    start, end = at.inner
    return [Cut(at.part, start, end, f"({subject.text} > {change.text}){_as_numbers(file, call)}")]


def _plain_axis(file: OpenFile, call: cst.Call) -> bool:
    names = [argument.keyword.value for argument in call.args if argument.keyword is not None]
    return all(name in _AXES or name == "input" for name in names)


def _as_numbers(file: OpenFile, call: cst.Call) -> str:
    """How the library in which the argmax was taken makes class numbers of truth values, one a sample."""
    root = root_of(call.func)
    imported = file.imports().get(root) if root is not None else None
    library = imported.dotted.split(".")[0] if imported is not None else ""
    if library in ("numpy", "jax"):
        return ".astype(int).ravel()"
    if library == "torch" or (imported is None and "torch" in file.imports()):
        return ".long().squeeze(1)"
    if imported is None and dotted_of(call.func) is None and "torch" not in file.imports():
        return ".astype(int).ravel()"  # of what predict() returned
    raise Refused("the library of the argmax is not told")
