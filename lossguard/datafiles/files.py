"""Finds and reads the configuration files of the checked tree, as a program in it names them."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterator

from lossguard.datafiles.read import SUFFIXES, parse
from lossguard.datafiles.tree import LARGEST_FILE, Setting, Unusable


class DataFiles:
    """Reads each file once. `inside` tells whether a file or folder is of the checked tree: nothing else is read."""

    def __init__(self, inside: Callable[[str], bool]) -> None:
        self._inside = inside
        self._texts: dict[str, str | Unusable] = {}
        self._settings: dict[tuple[str, str], Setting | Unusable] = {}

    def find(self, wanted: str, importers: tuple[str, ...], folder: bool = False) -> str | None:
        """The file (or folder) that a path means in a program of these files; None where it is not of the tree."""
        candidates = self._candidates(wanted.replace("\\", "/"), importers)
        return next((path for path in candidates if self.has(path, folder)), None)

    def has(self, path: str, folder: bool = False) -> bool:
        """Whether the tree has a file (or folder) of this path."""
        exists = os.path.isdir if folder else os.path.isfile
        return self._inside(path) and exists(path)

    def _candidates(self, wanted: str, importers: tuple[str, ...]) -> Iterator[str]:
        if posixpath.isabs(wanted):
            yield _as_given(posixpath.normpath(wanted), importers)
        else:
            for importer in dict.fromkeys(importers):
                yield from (_below(above, wanted) for above in self._upwards(posixpath.dirname(importer)))

    def _upwards(self, folder: str) -> Iterator[str]:
        """A folder and those above it, as far as the tree goes."""
        while self._inside(folder or "."):
            yield folder
            above = (
                ".." if folder in ("", ".") else f"{folder}/.." if folder.endswith("..") else posixpath.dirname(folder)
            )
            if above == folder:
                return
            folder = above

    def settings(self, path: str, form: str | None = None) -> Setting:
        """What a found file holds; `form` where its name does not tell. Raises Unusable."""
        form = form or SUFFIXES.get(posixpath.splitext(path)[1].lower())
        if form is None:
            raise Unusable(f"{path} is in no format lossguard reads")
        found = self._settings.get((path, form))
        if found is None:
            try:
                found = parse(self.text(path), form, path)
            except Unusable as error:
                found = Unusable(f"{path} could not be read: {error}")
            self._settings[path, form] = found
        if isinstance(found, Unusable):
            raise found
        return found

    def text(self, path: str) -> str:
        """The text of a found file. Raises Unusable."""
        found = self._texts.get(path)
        if found is None:
            found = self._texts[path] = _read(path)
        if isinstance(found, Unusable):
            raise found
        return found

    def knows(self, path: str) -> bool:
        """Whether the settings of a file were read, so that places may be in it."""
        return isinstance(self._texts.get(path), str)

    def names(self, folder: str) -> tuple[str, ...]:
        """The names of the YAML files in a folder, without suffix, in order."""
        try:
            return tuple(sorted({name.rpartition(".")[0] for name in os.listdir(folder) if name.endswith(_YAML)}))
        except OSError:
            return ()


_YAML = (".yaml", ".yml")


def _as_given(path: str, importers: tuple[str, ...]) -> str:
    """An absolute path relative to the working folder, where the paths of the files checked are."""
    if any(posixpath.isabs(importer) for importer in importers):
        return path
    return os.path.relpath(path).replace(os.sep, "/")


def _below(folder: str, wanted: str) -> str:
    return posixpath.normpath(posixpath.join(folder, wanted))


def _read(path: str) -> str | Unusable:
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        return Unusable(error.strerror or "it cannot be opened")
    if len(data) > LARGEST_FILE:
        return Unusable(f"it has more than {LARGEST_FILE} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Unusable("it is not UTF-8")
