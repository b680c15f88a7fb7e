"""Between places (lines and columns from 1, in code points) and the editor's ranges (from 0, in its own units)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lsprotocol import types
from pygls.workspace import PositionCodec

from lossguard.findings import Place

LinesOf = Callable[[Place], Sequence[str]]
"""The lines of the file or cell a place lies in, with their line ends; [] where they cannot be had."""


def range_of(place: Place, lines: Sequence[str], codec: PositionCodec) -> types.Range:
    """The editor's range of `place`; a whole line where the text has changed so that the place is none any more."""
    start = _position(place.line, place.column, lines, codec)
    end = _position(place.end_line, place.end_column, lines, codec)
    return types.Range(start, max(start, end, key=lambda each: (each.line, each.character)))


def _position(line: int, column: int, lines: Sequence[str], codec: PositionCodec) -> types.Position:
    if line > len(lines):
        return types.Position(max(0, len(lines) - 1), 0)
    text = lines[line - 1].rstrip("\r\n")
    return types.Position(line - 1, codec.client_num_units(text[: column - 1]))


def holds(place: Place, position: types.Position, lines: Sequence[str], codec: PositionCodec) -> bool:
    """Whether the editor's `position` lies in `place`."""
    found = range_of(place, lines, codec)
    here = (position.line, position.character)
    return (found.start.line, found.start.character) <= here <= (found.end.line, found.end.character)
