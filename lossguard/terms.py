"""What holds for all files of one run, and what a file's result depends on besides contents."""

from __future__ import annotations

import os
from collections.abc import Mapping

from lossguard.cache import Cache
from lossguard.config import SettingsOf, what_matters
from lossguard.recall import Results
from lossguard.records import dataclass, field
from lossguard.tree import Tree
from lossguard.versions import detect


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all files of a run. `roots` are the folders of the checked tree.

    `with_setups` asks for the set-ups with all their places, besides their number. `cache` is where to remember.
    `overlay` has the content of files that is not what is on disk.
    """

    settings: SettingsOf
    roots: tuple[str, ...] = ("",)
    with_setups: bool = False
    cache: str | None = None
    overlay: Mapping[str, bytes] = field(default_factory=dict)

    def results(self) -> Results | None:
        """The results of earlier runs on such terms, None where nothing is to be remembered."""
        if self.cache is None:
            return None
        roots = sorted({os.path.realpath(root) for root in self.roots})
        return Results(Cache(self.cache), repr((self.with_setups, os.getcwd(), roots)), Tree(self.roots))


@dataclass(frozen=True, slots=True)
class Task:
    """A file to examine, its size in bytes, and its content where it is not on disk."""

    path: str
    size: int
    content: bytes | None = None


def circumstances(settings: SettingsOf, path: str) -> str:
    """The settings that decide what is found in a file, and the framework versions of its project, as one text."""
    return repr((what_matters(settings.at(path)), detect(path)))
