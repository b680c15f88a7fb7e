"""Writes a text file whole or not at all: aside, then renamed, so that no reader and no full disk sees half of it."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

_NO_ASIDE = (errno.EACCES, errno.EPERM, errno.EROFS)  # of the folder: the file itself may be writable


@contextmanager
def whole(path: str) -> Iterator[TextIO]:
    """A stream, UTF-8 with plain line feeds, whose content is the file's when the block ends, and is dropped when it
    raises. A file keeps its mode, a link stays one; a device or a pipe is written to as it is.

    Raises OSError where the disk does not take it all: what the file held before is then still there.
    """
    target = os.path.realpath(path)
    aside = _aside(path, target)
    if aside is None:
        with open(path, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
        return
    descriptor, name = aside
    try:
        with open(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(descriptor)  # some disks say only now that they are full
        with suppress(FileNotFoundError):
            os.chmod(name, stat.S_IMODE(os.stat(target).st_mode))
        os.replace(name, target)
    except BaseException:  # Ctrl-C too
        with suppress(OSError):
            os.unlink(name)
        raise


def _aside(path: str, target: str) -> tuple[int, str] | None:
    """A new file in the folder of the target, open, and its path; None where only the path itself can be written to."""
    if os.path.exists(path) and not _is_replaceable(path, target):
        return None
    name = os.path.join(os.path.dirname(target), f".lossguard-{os.urandom(6).hex()}")
    try:
        return os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666), name
    except OSError as error:
        if error.errno in _NO_ASIDE and os.path.exists(target):
            return None
        raise


def _is_replaceable(path: str, target: str) -> bool:
    """Whether the target is a file that has this name and may be written: /dev/stdout leads to what need not have one,
    and what may not be written is to be refused in the words of the system."""
    return stat.S_ISREG(os.stat(path).st_mode) and os.path.exists(target) and os.access(target, os.W_OK)
