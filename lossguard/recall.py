"""What is remembered of earlier runs: programs by the content of their file, results by everything they rest on.

A program depends on the text alone. A result depends on the text, the path, the settings that matter, the framework
versions, and on what the tree answered when modules were looked for and read: the questions are kept with the result,
which holds only where each still has the same answer.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lossguard.cache import ENTRY_LIMIT, Cache, digest, key_of
from lossguard.findings import Failure
from lossguard.packing import Unpackable, pack, unpack
from lossguard.records import dataclass, field
from lossguard.results import FileResult
from lossguard.source.read import read_bytes
from lossguard.tree import Tree

if TYPE_CHECKING:
    from lossguard.frontend.nodes import ProgramPart

ABSENT = ""  # in the place of a digest
BYTES_A_REF = 12  # of a packed program, at least: source that was read has 14 to 110


@dataclass(slots=True)
class Rests:
    """What a result rests on besides its own file.

    `found` has the path of each module that was asked for (dotted name, dots of a relative import, importer, folders
    searched first), None for one that is not of the tree; `listed` the modules of each folder that was looked through;
    `read` the digest of each file that was read. `data` tells of paths whether the tree has such a settings file (or
    folder, where True), `data_names` of folders the names of those in it.
    """

    found: dict[tuple[str, int, str, tuple[str, ...]], str | None] = field(default_factory=dict)
    listed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)
    data: dict[tuple[str, bool], bool] = field(default_factory=dict)
    data_names: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Programs:
    """Lowered programs by the digest of their file, in a cache."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def get(self, path: str, content: str) -> tuple[tuple[ProgramPart, ...], tuple[Failure, ...]] | None:
        """The parts and the failures of a file with this content, None where they are not known."""
        payload = self._cache.get(self._key(path, content))
        try:
            found = None if payload is None else unpack(payload)
        except Unpackable:
            return None
        if not (isinstance(found, tuple) and len(found) == 2 and all(isinstance(each, tuple) for each in found)):
            return None
        return found[0], tuple(Failure(path, *rest) for rest in found[1])

    def put(self, path: str, content: str, parts: tuple[ProgramPart, ...], failures: tuple[Failure, ...]) -> None:
        """Remember the parts and the failures of a file with this content, unless they will not fit into an entry."""
        if parts and parts[-1].end_ref * BYTES_A_REF > ENTRY_LIMIT:
            return
        said = tuple((each.reason, each.code, each.cell, each.line) for each in failures)
        try:
            payload = pack((parts, said))
        except Unpackable:
            return
        self._cache.put(self._key(path, content), payload)

    def _key(self, path: str, content: str) -> str:
        return key_of("program", "notebook" if path.lower().endswith(".ipynb") else "", content)


class Results:
    """Results of files in a cache. `run` is what all results of this run depend on, `tree` where modules are found."""

    def __init__(self, cache: Cache, run: str, tree: Tree) -> None:
        self._cache = cache
        self._run = run
        self._tree = tree
        self._now: dict[str, str] = {}

    def get(self, path: str, content: str, circumstances: str) -> FileResult | None:
        """The result of a file with this content, None where it is not known or what it rests on has changed."""
        payload = self._cache.get(self._key(path, content, circumstances))
        try:
            found: object = None if payload is None else unpack(payload)
        except Unpackable:
            return None
        if not (isinstance(found, tuple) and len(found) == 2 and isinstance(found[1], FileResult)):
            return None
        return found[1] if isinstance(found[0], Rests) and self._holds(found[0]) else None

    def put(self, path: str, content: str, circumstances: str, rests: Rests, result: FileResult) -> None:
        """Remember a result, unless lossguard itself failed."""
        if result.crash:
            return
        try:
            payload = pack((rests, result))
        except Unpackable:
            return
        self._cache.put(self._key(path, content, circumstances), payload)

    def _key(self, path: str, content: str, circumstances: str) -> str:
        return key_of("result", self._run, path, content, circumstances)

    def _holds(self, rests: Rests) -> bool:
        """Whether the tree still gives the same answers."""
        return (
            all(self._tree.find(*asked) == path for asked, path in rests.found.items())
            and all(self._digest_now(path) == then for path, then in rests.read.items())
            and all(self._tree.modules_in(folder) == names for folder, names in rests.listed.items())
            and (not rests.data or self._holds_data(rests))
        )

    def _holds_data(self, rests: Rests) -> bool:
        from lossguard.datafiles.files import DataFiles

        now = DataFiles(self._tree.holds)
        return all(now.has(*asked) == found for asked, found in rests.data.items()) and all(
            now.names(folder) == names for folder, names in rests.data_names.items()
        )

    def _digest_now(self, path: str) -> str:
        if path not in self._now:
            self._now[path] = digest_of(path)
        return self._now[path]


def digest_of(path: str) -> str:
    """What stands for the file as it is now."""
    if not os.path.isfile(path):
        return ABSENT
    data = read_bytes(path)
    return f"failure: {data.reason}" if isinstance(data, Failure) else digest(data)
