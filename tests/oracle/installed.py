"""What the installed packages hold under a name."""

from __future__ import annotations

import importlib
import warnings
from functools import cache
from typing import Any


@cache
def real(name: str) -> Any:
    """The object of a dotted name, None where it is not there."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = importlib.import_module(".".join(parts[:length]))
                for part in parts[length:]:
                    found = getattr(found, part)
        except Exception:  # a package may raise anything where what it needs is missing
            continue
        return found
    return None
