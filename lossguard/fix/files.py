"""Writes changed files: whole or not at all, several that belong together all or none, and never over newer content."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress

from lossguard.records import dataclass
from lossguard.writing import aside, complete, removed_on_failure


@dataclass(frozen=True, slots=True)
class NewContent:
    """What a file holds, as it was read, and what it is to hold."""

    path: str
    old: bytes
    new: bytes


class NotWritten(Exception):
    """Why a file is left as it is, in a sentence that names it."""


def write_together(contents: Sequence[NewContent], roots: Sequence[str]) -> None:
    """Write all of the files, or none. Raises NotWritten.

    A symbolic link stays one, and what it points to is written where that lies in one of `roots`, the folders of the
    checked tree. A file that no longer holds what was read is not touched.
    """
    staged: list[tuple[NewContent, str, str]] = []
    try:
        for content in contents:
            target = _target(content, roots)
            staged.append((content, target, _staged(content, target)))
        for content, target, _ in staged:
            _must_be_unchanged(content, target)
        _replace_all(staged)
    finally:
        for _, _, temporary in staged:
            with suppress(OSError):
                os.unlink(temporary)


def _replace_all(staged: list[tuple[NewContent, str, str]]) -> None:
    done: list[tuple[NewContent, str]] = []
    try:
        for content, target, temporary in staged:
            os.replace(temporary, target)
            done.append((content, target))
    except BaseException as error:  # Ctrl-C too
        for content, target in done:
            with suppress(OSError, NotWritten):
                undone = NewContent(content.path, content.new, content.old)
                os.replace(_staged(undone, target), target)
        if not isinstance(error, OSError):
            raise
        raise NotWritten(f"{staged[len(done)][0].path} cannot be written: {error.strerror}") from error


def _target(content: NewContent, roots: Sequence[str]) -> str:
    target = os.path.realpath(content.path)
    inside = any(_is_inside(target, os.path.realpath(root or ".")) for root in roots)
    if os.path.islink(content.path) and not inside:
        raise NotWritten(f"{content.path} is a link to a file outside of the checked folders")
    if not os.access(target, os.W_OK):
        raise NotWritten(f"{content.path} is not writable")
    return target


def _is_inside(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def _must_be_unchanged(content: NewContent, target: str) -> None:
    try:
        with open(target, "rb") as file:
            same = file.read() == content.old
    except OSError as error:
        raise NotWritten(f"{content.path} cannot be read again: {error.strerror}") from error
    if not same:
        raise NotWritten(f"{content.path} has changed since it was read")


def _staged(content: NewContent, target: str) -> str:
    """The new content in a file beside the target, with its mode; its path."""
    try:
        file = aside(target)
        with removed_on_failure(file.name), file:
            file.write(content.new)
            complete(file, target)
    except OSError as error:
        raise NotWritten(f"{content.path} cannot be written: {error.strerror}") from error
    return file.name
