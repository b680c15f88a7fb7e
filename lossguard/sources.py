"""The files of a run, lowered when they are asked for, and found by the names under which they import each other."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Sequence

from lossguard.cache import digest
from lossguard.datafiles.files import DataFiles
from lossguard.datafiles.tree import Setting
from lossguard.edits.file import OpenFile
from lossguard.findings import Failure, Place, Spot
from lossguard.frontend.lower import Lowered, lower
from lossguard.frontend.nodes import Program
from lossguard.frontend.places import Locator
from lossguard.recall import ABSENT, Programs, Rests, digest_of
from lossguard.records import dataclass, replace
from lossguard.source.files import SourceFile
from lossguard.source.read import from_bytes, read_bytes, unread
from lossguard.tree import Tree

KEPT_FILES = 64  # lowered files kept for imports and places
IMPORTED = 3_000_000  # characters of source that one file may import, directly or not: half as much again as any seen


@dataclass(frozen=True, slots=True)
class _Kept:
    lowered: Lowered
    locator: Locator


class Sources:
    """Reads and lowers each file once, and again when `KEPT_FILES` others were wanted since.

    `roots` are the folders of the checked tree ("" is the working folder): nothing outside them is imported.
    """

    def __init__(self, roots: Sequence[str] = ("",), programs: Programs | None = None) -> None:
        self._tree = Tree(roots)
        self._programs = programs
        self._given: dict[str, SourceFile] = {}
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._opened: dict[str, OpenFile] = {}
        self._digests: dict[str, str] = {}
        self._imported: dict[str, Program] = {}  # since the last release
        self._characters = 0  # ... and their length
        self.rests = Rests()  # what was asked of the tree; whoever wants to know puts an empty one here before
        self.data: DataFiles = _Noted(self._tree.holds, self)

    def put(self, source: SourceFile) -> None:
        """Take a text that is not on disk as it is to be checked, for as long as this object lives."""
        self._given[source.path] = source

    def lowered(self, path: str, source: SourceFile | None = None, content: str = "") -> Lowered:
        """The file at `path`, which `source`, with the digest of its content, spares reading; failures are inside."""
        return self._entry(path, source, content).lowered

    def _entry(self, path: str, source: SourceFile | None = None, content: str = "") -> _Kept:
        found = self._kept.pop(path, None)
        if found is None:
            source = self._given.get(path) or source
            if source is None:
                source, content = _read(path)
            self._digests[path] = content
            lowered = self._lowered(source, content)
            found = _Kept(lowered, Locator(lowered))
        self._kept[path] = found
        if len(self._kept) > KEPT_FILES:
            self._kept.popitem(last=False)
        return found

    def _lowered(self, source: SourceFile, content: str) -> Lowered:
        """The lowered file, remembered where its content is known."""
        if self._programs is None or not content:
            return lower(source)
        known = self._programs.get(source.path, content)
        if known is not None:
            return Lowered(source, Program(source.path, known[0]), known[1])
        lowered = lower(source)
        self._programs.put(source.path, content, lowered.program.parts, lowered.failures)
        return lowered

    def release(self) -> None:
        """Let go of the syntax trees, which take some fifty times the memory of the text."""
        for kept in self._kept.values():
            kept.lowered.release()
        self._opened.clear()
        self._imported.clear()
        self._characters = 0

    def place(self, spot: Spot) -> Place:
        """The lines and columns of a spot, in whichever file it is; of a configuration file its `ref` is the line."""
        if self.data.knows(spot.path):
            line = self.lines(spot.path, None)[spot.ref - 1]
            indent = len(line) - len(line.lstrip())
            return Place(spot.path, spot.ref, indent + 1, spot.ref, max(len(line.rstrip()), indent) + 1)
        kept = self._entry(spot.path)
        place = kept.locator.place(spot.ref)
        indent = next(part.indent for part in kept.lowered.source.parts if part.cell == place.cell)
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
        program at the path that this file would have. Beyond `IMPORTED` characters since the last release a module is a
        program that was not read.
        """
        path = self._tree.find(dotted, level, importer, added)
        self.rests.found[dotted, level, importer, tuple(added)] = path
        if path is None:
            return None
        if path not in self._given and not os.path.isfile(path):
            self.rests.read[path] = ABSENT
            return path, Program(path, ())
        return path, self._imported[path] if path in self._imported else self._read_import(path)

    def _read_import(self, path: str) -> Program:
        if self._characters > IMPORTED:
            return Program(path, (), unread=True)
        lowered = self.lowered(path)
        self.rests.read[path] = self._digests[path]
        self._imported[path] = lowered.program
        self._characters += sum(len(part.text) for part in lowered.source.parts)
        return lowered.program

    def modules_in(self, folder: str) -> tuple[str, ...]:
        """The names of the modules and packages in a folder of the tree, sorted."""
        names = self._tree.modules_in(folder)
        self.rests.listed[folder] = names
        return names


class _Noted(DataFiles):
    """Notes what is asked about the configuration files of the tree."""

    def __init__(self, inside: Callable[[str], bool], sources: Sources) -> None:
        super().__init__(inside)
        self._sources = sources

    def has(self, path: str, folder: bool = False) -> bool:
        found = super().has(path, folder)
        self._sources.rests.data[path, folder] = found
        return found

    def names(self, folder: str) -> tuple[str, ...]:
        found = super().names(folder)
        self._sources.rests.data_names[folder] = found
        return found

    def settings(self, path: str, form: str | None = None) -> Setting:
        self._note(path)
        return super().settings(path, form)

    def text(self, path: str) -> str:
        self._note(path)
        return super().text(path)

    def _note(self, path: str) -> None:
        read = self._sources.rests.read
        if path not in read:
            read[path] = digest_of(path)


def _read(path: str) -> tuple[SourceFile, str]:
    """The file at `path`, and what stands for its content."""
    data = read_bytes(path)
    if isinstance(data, Failure):
        return unread(path, data), f"failure: {data.reason}"
    return from_bytes(path, data), digest(data)
