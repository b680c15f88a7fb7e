"""Cuts a long text between top-level statements, so that its syntax tree need not be in memory as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.source.lexical import lines_of

LONG = 200_000  # characters: a shorter text is read in one piece
LENGTH = 60_000  # characters of a stretch, at least

_GO_ON = ("else", "elif", "except", "finally", ")", "]", "}")  # lines that belong to the statement above
_BLANK = (" ", "\t", "\f", "#", "\n")


def stretches_of(text: str) -> list[tuple[int, int]]:
    """The offsets of the stretches of a text, which follow each other without a gap; one for a text that is not long.

    Of the text below, the first four lines or all of them can be a stretch:

        if a:
            b()
        else:
            c()
        @d
        def e(): ...
    """
    if len(text) <= LONG:
        return [(0, len(text))]
    cuts = [0]
    for offset in _beginnings(text):
        if offset - cuts[-1] >= LENGTH:
            cuts.append(offset)
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True))


def _beginnings(text: str) -> Iterator[int]:
    """The offsets of the lines on which a top-level statement begins, decorators included."""
    offset = 0
    decorated = False
    for line, scanned in zip(text.split("\n"), lines_of(text), strict=True):
        if line and scanned.begins and not line.startswith(_BLANK):
            if not decorated and not line.startswith(_GO_ON):
                yield offset
            decorated = line.startswith("@")
        offset += len(line) + 1
