"""Writes a file whole or not at all: aside, then renamed, so that no reader and no full disk sees half of it."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import BinaryIO, TextIO

_NO_ASIDE = (errno.EACCES, errno.EPERM, errno.EROFS)  # of the folder: the file itself may be writable


@contextmanager
def whole(path: str) -> Iterator[TextIO]:
    """A stream, UTF-8 with plain line feeds, whose content is the file's when the block ends, and is dropped when it
    raises. A file keeps its mode, a link stays one; a device or a pipe is written to as it is.

    Raises OSError where the disk does not take it all: what the file held before is then still there.
    """
    target = os.path.realpath(path)
    file = _aside_if_possible(path, target)
    if file is None:
        with open(path, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
        return
    with removed_on_failure(file.name):
        with TextIOWrapper(file, encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            complete(file, target)
        os.replace(file.name, target)


def aside(target: str) -> BinaryIO:
    """A new file in the folder of `target`, open: to be written, completed, and renamed to it. Raises OSError."""
    name = os.path.join(os.path.dirname(target), f".lossguard-{os.urandom(6).hex()}")
    return open(name, "xb", opener=_private if os.path.exists(target) else None)


def complete(file: BinaryIO, target: str) -> None:
    """Bring all of a file aside onto the disk, with the mode of what it is to replace. Raises OSError."""
    file.flush()
    os.fsync(file.fileno())  # some disks say only now that they are full
    with suppress(FileNotFoundError):
        os.chmod(file.name, stat.S_IMODE(os.stat(target).st_mode))


@contextmanager
def removed_on_failure(name: str) -> Iterator[None]:
    """Nothing is left of the file where the block raises."""
    try:
        yield
    except BaseException:  # Ctrl-C too
        with suppress(OSError):
            os.unlink(name)
        raise


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)  # until it has the mode of what it replaces


def _aside_if_possible(path: str, target: str) -> BinaryIO | None:
    """A file aside; None where only the path itself can be written to."""
    if os.path.exists(path) and not _is_replaceable(path, target):
        return None
    try:
        return aside(target)
    except OSError as error:
        if error.errno in _NO_ASIDE and os.path.exists(target):
            return None
        raise


def _is_replaceable(path: str, target: str) -> bool:
    """Whether the target is a file that has this name and may be written: /dev/stdout leads to what need not have one,
    and what may not be written is to be refused in the words of the system."""
    return stat.S_ISREG(os.stat(path).st_mode) and os.path.exists(target) and os.access(target, os.W_OK)
