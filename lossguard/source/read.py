"""Reads one file into `SourceFile`: a Python file is one part, a notebook one part a code cell. Never raises."""

from __future__ import annotations

import os
import stat

from lossguard.findings import Failure
from lossguard.source.files import Part, SourceFile
from lossguard.source.text import BadText, clean, decode

SOURCE_LIMIT = 20 * 1024 * 1024  # bytes of Python: nobody trains from a longer script, but generated tables exist
NOTEBOOK_LIMIT = 200 * 1024 * 1024  # bytes of JSON: most of it is images


def is_notebook(path: str) -> bool:
    """Whether the file's name says that it is a notebook."""
    return path.lower().endswith(".ipynb")


def read(path: str) -> SourceFile:
    """Read and decode the file at `path`."""
    data = read_bytes(path)
    return unread(path, data) if isinstance(data, Failure) else from_bytes(path, data)


def read_bytes(path: str) -> bytes | Failure:
    """Return the content of a regular file, or the reason why it cannot be had. Pipes and devices are not opened."""
    limit = NOTEBOOK_LIMIT if is_notebook(path) else SOURCE_LIMIT
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            return Failure(path, "is not a regular file")
        if status.st_size > limit:
            return _too_long(path, status.st_size, limit)
        with open(path, "rb") as file:
            return file.read()
    except (OSError, ValueError) as error:  # ValueError: a null byte in the path
        return Failure(path, f"cannot be read: {getattr(error, 'strerror', None) or error}")


def from_bytes(path: str, data: bytes) -> SourceFile:
    """Decode the content of `path`, whose name tells whether it is a notebook."""
    if is_notebook(path):
        from lossguard.source.notebook import notebook_from_bytes

        if len(data) > NOTEBOOK_LIMIT:
            return unread(path, _too_long(path, len(data), NOTEBOOK_LIMIT))
        return _within_limit(notebook_from_bytes(path, data))
    if len(data) > SOURCE_LIMIT:
        return unread(path, _too_long(path, len(data), SOURCE_LIMIT))
    try:
        return SourceFile(path, (Part(None, clean(decode(data).text)),))
    except BadText as problem:
        return unread(path, Failure(path, problem.reason, line=problem.line))


def from_text(path: str, text: str) -> SourceFile:
    """Take a text that is already decoded (standard input, an editor's buffer) as the content of `path`."""
    if is_notebook(path):
        return from_bytes(path, text.encode("utf-8", "replace"))
    try:
        return SourceFile(path, (Part(None, clean(text.removeprefix("\ufeff"))),))
    except BadText as problem:
        return unread(path, Failure(path, problem.reason, line=problem.line))


def _within_limit(source: SourceFile) -> SourceFile:
    length = sum(len(part.text) for part in source.parts)
    return source if length <= SOURCE_LIMIT else unread(source.path, _too_long(source.path, length, SOURCE_LIMIT))


def _too_long(path: str, length: int, limit: int) -> Failure:
    mb = 1024 * 1024
    return Failure(path, f"is too long to be checked: {length / mb:.0f} MB, the limit is {limit // mb} MB")


def unread(path: str, failure: Failure) -> SourceFile:
    """A file that could not be read, with the reason."""
    return SourceFile(path, (), (failure,), notebook=is_notebook(path))
