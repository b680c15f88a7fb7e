"""What the installed packages hold under a name, and the parameters it takes."""

from __future__ import annotations

import importlib
import inspect
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


@cache
def signature(name: str) -> list[inspect.Parameter] | None:
    """The parameters of what has that name, the instance left out.

    None where they tell nothing: it is not there, is written in C, or takes anything at all.
    """
    target = real(name)
    if target is None or not callable(target):
        return None
    try:
        found = [each for key, each in inspect.signature(target).parameters.items() if key not in ("self", "cls")]
    except (TypeError, ValueError):
        return None
    anything = [inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD]
    return None if [each.kind for each in found] == anything else found
