"""Applies edits to one text whose line breaks are as they are in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from lossguard.findings import Edit
from lossguard.records import dataclass

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Splice:
    """Replace the characters from `start` to `end` (offsets in code points, from 0) by `text`."""

    start: int
    end: int
    text: str


def splices_of(text: str, edits: Iterable[Edit]) -> list[Splice]:
    """The edits as offsets in a text, in its order, line breaks as the text has them.

    Raises ValueError for edits that overlap or lie outside of the text.
    """
    starts = [0, *(found.end() for found in _LINE_BREAK.finditer(text))]
    usual = _LINE_BREAK.search(text)
    newline = usual.group() if usual else "\n"
    found: list[Splice] = []
    for edit in edits:
        place = edit.place
        if max(place.line, place.end_line) > len(starts):
            raise ValueError("an edit lies outside of the text")
        start = starts[place.line - 1] + place.column - 1
        end = starts[place.end_line - 1] + place.end_column - 1
        found.append(Splice(start, end, edit.text.replace("\n", newline)))
    found = sorted(set(found), key=lambda splice: (splice.start, splice.end))
    if any(first.end > second.start for first, second in pairwise(found)):
        raise ValueError("two edits overlap")
    if found and (found[0].start < 0 or found[-1].end > len(text)):
        raise ValueError("an edit lies outside of the text")
    return found


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text with all splices made; their offsets are those of the text as it was."""
    parts: list[str] = []
    at = 0
    for splice in splices:
        parts += (text[at : splice.start], splice.text)
        at = splice.end
    return "".join((*parts, text[at:]))


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made. Raises ValueError for edits that overlap or lie outside of it."""
    return spliced(text, splices_of(text, edits))
