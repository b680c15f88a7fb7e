"""Which files a change can concern: those that change, and those that import them, through others too."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable

_IMPORT = re.compile(rb"\b(?:from\s+([\w.]+)\s+)?import\s+(\([^)]*\)|[\w., \t*]+)")
_BY_NAME = (b"import_module", b"__import__", b"spec_from_file")
_WORD = re.compile(rb"\w+")


def affected(files: Iterable[str], changed: Iterable[str], read: Callable[[str], bytes | None]) -> frozenset[str]:
    """The files of which the findings may change with those in `changed`, which are among them.

    A file counts as importing another where its imports name it; one that imports by computed names may import any.
    `read` gives the content of a file, None where it has none.
    """
    found = set(changed)
    names = {_module(path) for path in found}
    left: dict[str, set[bytes] | None] = {}
    for path in files:
        if path not in found:
            data = read(path)
            left[path] = set() if data is None else _imported(data)
    while True:
        new = {path for path, imported in left.items() if imported is None or imported & names}
        if not new:
            return frozenset(found)
        found |= new
        names |= {_module(path) for path in new}
        left = {path: imported for path, imported in left.items() if path not in new}


def _module(path: str) -> bytes:
    """The name under which a file is imported, that of its folder for a package."""
    folder, name = os.path.split(path)
    stem = os.path.splitext(name)[0]
    return os.fsencode(os.path.basename(folder) if stem == "__init__" else stem)


def _imported(data: bytes) -> set[bytes] | None:
    if any(word in data for word in _BY_NAME):
        return None
    return {word for found in _IMPORT.finditer(data) for part in found.groups(b"") for word in _WORD.findall(part)}
