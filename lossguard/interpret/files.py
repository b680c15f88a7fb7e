"""Opened files: which file of the checked tree a program reads, as far as it names one.

A path is a constant (`paths`). An opened file, and the text read from it, is an unknown whose key names the path, so
that all that holds of unknown data holds of it too.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from lossguard.interpret import builtins
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.literals import Key
from lossguard.interpret.run import Run
from lossguard.interpret.values import Choice, Const, Unknown, Value

Text = Callable[[], str]
OPENED = ("open", "read_text", "read_bytes")  # methods of a path
FILE = "file"  # first part of the key of an opened file and of its text
SAME_FILE = ("read", "readlines", "decode", "getvalue", "expandtabs", "strip", "rstrip")  # methods of files and texts


def opened(run: Run, path: Value, ref: int, text: Text) -> Value:
    """`open(path)`, `path.read_text()`: the file, on every alternative of the path."""
    path = run.resolved(path)
    if isinstance(path, Choice):
        return run.split(path, lambda option: opened(run, option, ref, text))
    if isinstance(path, Const) and isinstance(path.value, (str, PurePosixPath)):
        return run.unknown(f"{text()} is not known", ref, text(), (FILE, str(path.value)))
    return run.unknown(f"{text()} is not known", ref, text())


def path_of(value: Value) -> str | None:
    """The path of an opened file or of its text; None for every other value."""
    match value:
        case Unknown(key=Key((str() as kind, str() as path))) if kind == FILE:
            return path
        case _:
            return None


def call_method(run: Run, path: PurePosixPath, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """`path.open()`, `path.read_text()`; None for methods that open nothing."""
    return opened(run, Const(path), ref, text) if name in OPENED else None


def _open(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    return opened(run, builtins.first_of(arguments), ref, text)


def _here(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    return Const("", run.spot(ref))


def _path_here(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    return Const(PurePosixPath(""), run.spot(ref))


def _same(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    return builtins.first_of(arguments)


FUNCTIONS: dict[str, Callable[[Run, Arguments, int, Text], Value]] = {
    **dict.fromkeys(
        ("open", "builtins.open", "io.open", "codecs.open", "tensorflow.io.gfile.GFile", "tensorflow.gfile.GFile",
         "tensorflow.gfile.Open", "fsspec.open", "smart_open.open"), _open,
    ),
    **dict.fromkeys(("os.getcwd", "hydra.utils.get_original_cwd"), _here),
    **dict.fromkeys(("pathlib.Path.cwd",), _path_here),
    "hydra.utils.to_absolute_path": _same,
}  # fmt: skip
