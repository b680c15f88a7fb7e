"""Fixes put together: plain data, of which a run that examines nothing needs no syntax tree."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lossguard.findings import Edit, Fix


def combined(alternatives: Sequence[tuple[Fix, ...]]) -> tuple[Fix, ...]:
    """The fixes of one finding that several executions have, each with its own: those that all of them have, else the
    preferred ones of all made one; none where one has none, or where they want the same characters."""
    common = tuple(fix for fix in alternatives[0] if all(fix in others for others in alternatives[1:]))
    if common or not all(alternatives):
        return common
    preferred = [fixes[0] for fixes in alternatives]
    edits = sorted({edit for fix in preferred for edit in fix.edits}, key=position)
    if overlap(edits):
        return ()
    titles = "; ".join(dict.fromkeys(fix.title for fix in preferred))
    return (Fix(titles, all(fix.safe for fix in preferred), tuple(edits)),)


def position(edit: Edit) -> tuple[str, int, int, int, int, int]:
    """Sorts edits by path, cell, line and column."""
    place = edit.place
    return (
        place.path,
        -1 if place.cell is None else place.cell,
        place.line,
        place.column,
        place.end_line,
        place.end_column,
    )


def overlap(ordered: list[Edit]) -> bool:
    """Whether two edits want the same characters."""
    return any(
        position(first)[:2] == position(second)[:2]
        and (first.place.end_line, first.place.end_column) > (second.place.line, second.place.column)
        for first, second in pairwise(ordered)
    )
