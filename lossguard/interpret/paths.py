"""Paths as values: `__file__`, `os.path` and `pathlib`, as far as programs name folders of their own tree with them.

`__file__` is absolute, so that a literal relative path, which depends on the working folder, is told apart from it.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable
from pathlib import PurePosixPath

from lossguard.interpret.arguments import Arguments
from lossguard.interpret.run import Run
from lossguard.interpret.values import Const, Method, TupleValue, Value

Text = Callable[[], str]
KINDS = ("pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath", "pathlib.PurePosixPath", "path.Path")
SAME = ("resolve", "absolute", "expanduser", "readlink")  # methods that give the same place in another form
FOLLOWED = ("joinpath", "with_name", "with_suffix", "with_stem", "as_posix", "relative_to")
PARTS = ("parent", "name", "stem", "suffix")


def file_of(path: str) -> Const:
    """`__file__` of a module of the tree."""
    return Const(os.path.abspath(path).replace(os.sep, "/"))


def absolute(path: object) -> str:
    """`os.path.abspath` and `os.path.realpath`; a relative path stays relative: to which folder is not known."""
    return posixpath.normpath(os.fspath(path))  # type: ignore[call-overload, no-any-return]


def make(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`pathlib.Path(part, ...)`."""
    parts = [run.resolved(argument.value) for argument in arguments.positional]
    known = [part.value for part in parts if isinstance(part, Const) and isinstance(part.value, (str, PurePosixPath))]
    if len(known) < len(parts) or arguments.open:
        return run.unknown(f"the path {text()} is not known", ref, text())
    return Const(PurePosixPath(*known), run.spot(ref))


def member(value: PurePosixPath, name: str) -> Value | None:
    """An attribute of a path; None for what is no attribute of one."""
    if name in PARTS:
        return Const(getattr(value, name))
    if name == "parents":
        return TupleValue(tuple(map(Const, value.parents)))
    return None


def call_method(run: Run, value: PurePosixPath, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """A method of a path that asks nothing of the disk; None for every other."""
    if name in SAME:
        return Const(PurePosixPath(posixpath.normpath(value)))
    given = [run.resolved(argument.value) for argument in arguments.positional]
    known = [each.value for each in given if isinstance(each, Const)]
    if name not in FOLLOWED or len(known) < len(given):
        return None
    try:
        return Const(getattr(value, name)(*known), run.spot(ref))
    except (TypeError, ValueError):
        return None


def method_of(value: Const, name: str) -> Value:
    """What `path.name` is: an attribute, or a method."""
    found = member(value.value, name) if isinstance(value.value, PurePosixPath) else None
    return Method(value, name) if found is None else found
