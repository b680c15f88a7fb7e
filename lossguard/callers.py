"""Files without a loss of their own that train by calling others: `from engine import train`, `train(Net())`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lossguard.findings import Failure
from lossguard.source.prefilter import relevant
from lossguard.source.read import is_notebook, read_bytes
from lossguard.tree import Tree

_CALL = re.compile(rb"(?:[Tt]rain|fit|[Ll]earn|[Ss]olve|[Rr]un|main|[Ee]xp(?:eriment)?)\w*[ \t]*\(")
_IMPORT = re.compile(
    rb"^[ \t]*(?:from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+\(?([^#\n]*)|import[ \t]+([^#\n]+))", re.MULTILINE
)
MOST_IMPORTS = 60  # of one file looked at


@dataclass(slots=True)
class Callers:
    """Tells whether a file hands models over to a file that can hold a training set-up. Each file is read once."""

    tree: Tree
    _trains: dict[str, bool] = field(default_factory=dict)

    def calls_training(self, path: str, data: bytes) -> bool:
        """Whether a Python file calls something by a name as training has it, and imports a file with a loss."""
        if is_notebook(path) or _CALL.search(data) is None:
            return False
        return any(self._has_loss(found) for found in self._imported(path, data))

    def _imported(self, path: str, data: bytes) -> list[str]:
        found: dict[str, None] = {}
        for match, _ in zip(_IMPORT.finditer(data), range(MOST_IMPORTS), strict=False):
            for dotted in _names(match):
                module = self.tree.find(dotted, len(match[1] or b""), path)
                if module is not None:
                    found[module] = None
        return list(found)

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
