"""The files of a run, lowered when they are asked for, and found by the names under which they import each other."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace

from lossguard.datafiles.files import DataFiles
from lossguard.edits.file import OpenFile
from lossguard.findings import Place, Spot
from lossguard.frontend.lower import Lowered, lower
from lossguard.frontend.nodes import Program
from lossguard.frontend.places import Locator
from lossguard.source.files import SourceFile
from lossguard.source.read import read
from lossguard.tree import Tree

KEPT_FILES = 64  # lowered files kept for imports and places


class Sources:
    """Reads and lowers each file once, and again when `KEPT_FILES` others were wanted since.

    `roots` are the folders of the checked tree ("" is the working folder): nothing outside them is imported.
    """

    def __init__(self, roots: Sequence[str] = ("",)) -> None:
        self.tree = Tree(roots)
        self._given: dict[str, SourceFile] = {}
        self._kept: OrderedDict[str, tuple[Lowered, Locator]] = OrderedDict()
        self._opened: dict[str, OpenFile] = {}
        self.data = DataFiles(self.tree.holds)

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
        """The lines and columns of a spot, in whichever file it is; of a configuration file its `ref` is the line."""
        if self.data.knows(spot.path):
            line = self.lines(spot.path, None)[spot.ref - 1]
            indent = len(line) - len(line.lstrip())
            return Place(spot.path, spot.ref, indent + 1, spot.ref, max(len(line.rstrip()), indent) + 1)
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
        if self.data.knows(path):
            return self.data.text(path).split("\n")
        part = next((part for part in self.lowered(path).source.parts if part.cell == cell), None)
        return [] if part is None else [" " * part.indent + line for line in part.text.split("\n")]

    def load(self, dotted: str, level: int, importer: str, added: Sequence[str] = ()) -> tuple[str, Program] | None:
        """The path and the program of a module of the tree as `importer` imports it; None where it is not of the tree.

        `added` are folders that the running program searches first. A package without `__init__.py` is an empty
        program at the path that this file would have.
        """
        path = self.tree.find(dotted, level, importer, added)
        if path is None:
            return None
        given = path in self._given or os.path.isfile(path)
        return path, self.lowered(path).program if given else Program(path, ())
