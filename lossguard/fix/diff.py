"""Shows what fixes would change as a unified diff: of a file, or of each changed cell of a notebook."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator

from lossguard.fix.cells import cell_sources
from lossguard.source.read import is_notebook
from lossguard.source.text import decode

_NO_NEWLINE = "\\ No newline at end of file\n"


def diff(path: str, old: bytes, new: bytes) -> Iterator[str]:
    """The lines of the diff, each with its line break. In a notebook every cell is named: "train.ipynb:cell 3"."""
    if not is_notebook(path):
        yield from _text_diff(path, decode(old).text, decode(new).text)
        return
    old_cells, new_cells = _cells(old), _cells(new)
    for index in sorted(old_cells):
        yield from _text_diff(f"{path}:cell {index}", old_cells[index], new_cells.get(index, ""))


def _cells(data: bytes) -> dict[int, str]:
    text = data.decode(json.detect_encoding(data))
    return {index: source.text for index, source in cell_sources(text).items()}


def _text_diff(name: str, old: str, new: str) -> Iterator[str]:
    before, after = (text.replace("\r\n", "\n").replace("\r", "\n").splitlines(keepends=True) for text in (old, new))
    for line in difflib.unified_diff(before, after, name, name):
        yield line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}"
