"""TOML, whichever Python this is: `tomllib` from 3.11 on, `tomli` before."""

from __future__ import annotations

import importlib
import sys
from typing import Any


class TomlError(ValueError):
    """Text that is no TOML; the message names line and column."""


def parse(data: bytes) -> dict[str, Any]:
    """Return the tables of a TOML document. Raises TomlError."""
    reader = importlib.import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    try:
        content: dict[str, Any] = reader.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # TOMLDecodeError and UnicodeDecodeError are ValueErrors
        raise TomlError(str(error)) from None
    return content
