"""A source file as the other stages see it: decoded parts, or the reason why not."""

from __future__ import annotations

from lossguard.findings import Failure
from lossguard.records import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """The text of a file, or of one code cell (`cell` counts all cells of the notebook from 0).

    Text keeps its line breaks normalised to "\\n"; columns are Unicode code points. In a notebook, IPython lines
    (magics, `!`, `?`) are already replaced by text of the same number of lines, and where a whole cell is indented, as
    IPython allows, `indent` columns are taken off every line: places must add them again.
    """

    cell: int | None
    text: str
    indent: int = 0


@dataclass(frozen=True, slots=True)
class SourceFile:
    """`path` as given or relative to the working folder, with "/". `failures` are parts that could not be read.

    `skipped` is why a readable file holds nothing to check ("the notebook's kernel is R"), which is no failure.
    """

    path: str
    parts: tuple[Part, ...]
    failures: tuple[Failure, ...] = ()
    notebook: bool = False
    skipped: str | None = None
