"""The files of a run, lowered when they are asked for, and found by the names under which they import each other."""

from __future__ import annotations

import os
import posixpath
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lossguard.edits.file import OpenFile
from lossguard.findings import Place, Spot
from lossguard.frontend.lower import Lowered, lower
from lossguard.frontend.nodes import Program
from lossguard.frontend.places import Locator
from lossguard.source.files import SourceFile
from lossguard.source.read import read

KEPT_FILES = 64  # lowered files kept for imports and places


class Sources:
    """Reads and lowers each file once, and again when `KEPT_FILES` others were wanted since.

    `roots` are the folders of the checked tree ("" is the working folder): nothing outside them is imported.
    """

    def __init__(self, roots: Sequence[str] = ("",)) -> None:
        self._roots = tuple(dict.fromkeys(_folder_path(root) for root in roots))
        self._given: dict[str, SourceFile] = {}
        self._kept: OrderedDict[str, tuple[Lowered, Locator]] = OrderedDict()
        self._opened: dict[str, OpenFile] = {}
        self._is_file: dict[str, bool] = {}

    def put(self, source: SourceFile) -> None:
        """Take a text that is not on disk as it is to be checked, for as long as this object lives."""
        self._given[source.path] = source

    def lowered(self, path: str, source: SourceFile | None = None) -> Lowered:
        """The file at `path`, which `source` spares reading; its failures are inside."""
        return self._entry(path, source)[0]

    def _entry(self, path: str, source: SourceFile | None = None) -> tuple[Lowered, Locator]:
        found = self._kept.pop(path, None)
        if found is None:
            lowered = lower(self._given.get(path) or source or read(path))
            found = lowered, Locator(lowered)
        self._kept[path] = found
        if len(self._kept) > KEPT_FILES:
            self._kept.popitem(last=False)
        return found

    def release(self) -> None:
        """Let go of the syntax trees, which take some fifty times the memory of the text."""
        for lowered, _ in self._kept.values():
            lowered.release()
        self._opened.clear()

    def place(self, spot: Spot) -> Place:
        """The lines and columns of a spot, in whichever file it is."""
        lowered, locator = self._entry(spot.path)
        place = locator.place(spot.ref)
        indent = next(part.indent for part in lowered.source.parts if part.cell == place.cell)
        return (
            place if not indent else replace(place, column=place.column + indent, end_column=place.end_column + indent)
        )

    def opened(self, path: str) -> OpenFile:
        """The file at `path`, measured for edits, until the next release. Raises Refused where it cannot be edited."""
        if path not in self._opened:
            self._opened[path] = OpenFile(self.lowered(path))
        return self._opened[path]

    def lines(self, path: str, cell: int | None) -> list[str]:
        """The lines of a file or a cell, without their line breaks; none for a cell that there is not."""
        part = next((part for part in self.lowered(path).source.parts if part.cell == cell), None)
        return [] if part is None else [" " * part.indent + line for line in part.text.split("\n")]

    def load(self, dotted: str, level: int, importer: str) -> tuple[str, Program] | None:
        """The path and the program of a module of the tree as `importer` imports it; None where it is not of the tree.

        Relative imports (`level` dots) start from the importer's folder. Absolute ones are looked for beside the
        importer and in each folder above, and in a `src` folder there, up to the root of the checked tree.
        """
        for folder in self._search_path(level, importer):
            base = posixpath.join(folder, *filter(None, dotted.split(".")))
            for path in (f"{base}.py", posixpath.join(base, "__init__.py")):
                if path != importer and self._exists(path):
                    return path, self.lowered(path).program
        return None

    def _search_path(self, level: int, importer: str) -> Iterator[str]:
        folder = posixpath.dirname(importer)
        if level:
            for _ in range(level - 1):
                folder = posixpath.dirname(folder) if folder else ".."
            if self._inside(folder):
                yield folder
            return
        while self._inside(folder):
            yield folder
            yield posixpath.join(folder, "src")
            if not folder or folder == "/":
                return
            folder = posixpath.dirname(folder)

    def _inside(self, folder: str) -> bool:
        path = _folder_path(folder)
        return any(path.startswith(root) for root in self._roots)

    def _exists(self, path: str) -> bool:
        if path not in self._is_file:
            self._is_file[path] = os.path.isfile(path)
        return self._is_file[path]


def _folder_path(folder: str) -> str:
    """The absolute path with "/" at its end: a folder is inside another when its path begins with that one's."""
    return os.path.abspath(folder).replace(os.sep, "/").rstrip("/") + "/"
