"""Files without a loss of their own that train by calling others: `from engine import train`, `train(Net())`."""

from __future__ import annotations

import posixpath
import re

from lossguard.findings import Failure
from lossguard.records import dataclass, field
from lossguard.source.prefilter import calls_like_training, relevant
from lossguard.source.read import is_notebook, read_bytes
from lossguard.tree import Tree

_IMPORT = re.compile(
    rb"^[ \t]*(?:from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+\(?([^#\n]*)|import[ \t]+([^#\n]+))", re.MULTILINE
)
MOST_IMPORTS = 60  # of one file looked at


@dataclass(slots=True)
class Callers:
    """Tells whether a file hands models over to a file that can hold a training set-up. Each file is read once."""

    tree: Tree
    _trains: dict[str, bool] = field(default_factory=dict)
    _tops: dict[tuple[str, str], bool] = field(default_factory=dict)  # first names and importing folders

    def calls_training(self, path: str, data: bytes) -> bool:
        """Whether a Python file calls something by a name as training has it, and imports a file with a loss."""
        if is_notebook(path) or not calls_like_training(path, data):
            return False
        return any(self._has_loss(found) for found in self._imported(path, data))

    def _imported(self, path: str, data: bytes) -> list[str]:
        found: dict[str, None] = {}
        for match, _ in zip(_IMPORT.finditer(data), range(MOST_IMPORTS), strict=False):
            level = len(match[1] or b"")
            for dotted in _names(match):
                inside = level or self._is_of_tree(dotted.partition(".")[0], path)
                module = self.tree.find(dotted, level, path) if inside else None
                if module is not None:
                    found[module] = None
        return list(found)

    def _is_of_tree(self, top: str, path: str) -> bool:
        """Whether an absolute import of this first name leads into the tree."""
        key = (top, posixpath.dirname(path))
        if key not in self._tops:
            self._tops[key] = self.tree.find(top, 0, path) is not None
        return self._tops[key]

    def _has_loss(self, path: str) -> bool:
        if path not in self._trains:
            data = read_bytes(path)
            self._trains[path] = not isinstance(data, Failure) and relevant(data)
        return self._trains[path]


def _names(match: re.Match[bytes]) -> list[str]:
    """The modules that an import statement may mean: those named, and what is taken from a package."""
    if match[4] is not None:
        return [part.split()[0].decode("ascii", "replace") for part in match[4].split(b",") if part.strip()]
    module = match[2].decode("ascii", "replace")
    taken = [part.split()[0].decode("ascii", "replace") for part in match[3].split(b",") if part.strip(b" \t()\\\r")]
    return [module, *(f"{module}.{name}".lstrip(".") for name in taken if name.isidentifier())]
