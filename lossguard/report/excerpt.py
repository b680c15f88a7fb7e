"""Source excerpts: the lines at several places of one file, each with a rule under what is meant and a few words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lossguard.findings import Failure, Place
from lossguard.records import dataclass
from lossguard.report.terminal import TAB_COLUMNS, Line, Piece, plain, safe, width_of, wrapped
from lossguard.results import Lines

CUT = "..."
SMALLEST_ROOM = 20  # columns for source, however narrow the terminal


@dataclass(frozen=True, slots=True)
class Mark:
    """What to underline: a place, a few words beside it ("" for none), and whether it is what is wrong."""

    place: Place
    words: str
    style: str
    main: bool = False

    @property
    def rule(self) -> str:
        """The character that the underline is made of."""
        return "^" if self.main else "-"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One code point of a source line as it is shown, and the columns that takes."""

    text: str
    columns: int


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a line that fits: the glyphs `start` to `end` (exclusive), 0-based, out of `glyphs`."""

    glyphs: tuple[Glyph, ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        """The visible text, with `CUT` where something is left out."""
        body = "".join(glyph.text for glyph in self.glyphs[self.start : self.end])
        return f"{CUT if self.start else ''}{body}{CUT if self.end < len(self.glyphs) else ''}"

    def column_of(self, index: int) -> int:
        """The column, from 0, at which glyph `index` is shown; glyphs outside count as the nearest inside."""
        inside = min(max(index, self.start), self.end)
        offset = len(CUT) if self.start else 0
        return offset + sum(glyph.columns for glyph in self.glyphs[self.start : inside])

    def shows(self, index: int) -> bool:
        """Whether glyph `index` is visible (the end of the line counts)."""
        return self.start <= index < self.end or index == self.end == len(self.glyphs)


def location(place: Place) -> str:
    """`path:line:column`, in a notebook `path:cell 3:line:column`."""
    cell = "" if place.cell is None else f"cell {place.cell}:"
    return f"{safe(place.path)}:{cell}{place.line}:{place.column}"


def failure_lines(failure: Failure, columns: int) -> Iterator[Line]:
    """A paragraph for a file, or a cell, that could not be checked: where, and why."""
    cell = "" if failure.cell is None else f":cell {failure.cell}"
    line = "" if failure.line is None else f":{failure.line}"
    title = f"error[{failure.code}]"
    where = f"{safe(failure.path)}{cell}{line}:"
    indent = len(title) + 1
    first, *others = wrapped(failure.reason, columns - indent, taken=width_of(where) + 1) or [""]
    yield Piece(title, "error"), Piece(f" {where[:-1]}", "strong"), Piece(f": {first}".rstrip())
    for other in others:
        yield plain(" " * indent + other)


def excerpt(marks: Sequence[Mark], lines: Lines, columns: int) -> Iterator[Line]:
    """The excerpt of one file or cell: its lines in order, "..." between lines that are apart, marks below each."""
    numbers = sorted({mark.place.line for mark in marks} & set(lines))
    if not numbers:
        return
    margin = len(str(numbers[-1]))
    before: int | None = None
    yield _gutter("", margin)
    for number in numbers:
        if before is not None and number > before + 1:
            yield (Piece(CUT, "gutter"),)
        here = sorted((mark for mark in marks if mark.place.line == number), key=lambda mark: not mark.main)
        yield from _marked_line(number, lines[number], here, margin, columns)
        before = number


def _marked_line(number: int, text: str, marks: Sequence[Mark], margin: int, columns: int) -> Iterator[Line]:
    """One source line, shown again for marks that do not fit into the same window."""
    glyphs = tuple(_glyphs(text))
    room = max(SMALLEST_ROOM, columns - margin - 3)
    waiting = list(marks)
    while waiting:
        first = waiting[0]
        window = _window(glyphs, *_joint_span(waiting, glyphs, room), room)
        shown = [mark for mark in waiting if mark is first or window.shows(mark.place.column - 1)]
        waiting = [mark for mark in waiting if mark not in shown]
        yield (*_gutter(str(number), margin), Piece(f" {window.text}"))
        for mark in sorted(shown, key=lambda mark: mark.place.column):
            yield from _underline(mark, window, margin, room)


def _underline(mark: Mark, window: Window, margin: int, room: int) -> Iterator[Line]:
    start, end = (window.column_of(index) for index in _span(mark, len(window.glyphs)))
    rule = mark.rule * max(1, end - start)
    if not mark.words:
        yield (*_gutter("", margin), Piece(" " * (start + 1)), Piece(rule, mark.style))
        return
    beside = start + len(rule) + 1
    if beside + width_of(mark.words) <= room:
        yield (*_gutter("", margin), Piece(" " * (start + 1)), Piece(f"{rule} {safe(mark.words)}", mark.style))
        return
    yield (*_gutter("", margin), Piece(" " * (start + 1)), Piece(rule, mark.style))
    indent = max(0, min(start, room - width_of(mark.words)))
    for line in wrapped(mark.words, room - indent):
        yield (*_gutter("", margin), Piece(" " * (indent + 1)), Piece(line, mark.style))


def _span(mark: Mark, length: int) -> tuple[int, int]:
    """The glyphs from and up to which to underline; a place of several lines ends with its first."""
    place = mark.place
    start = min(place.column - 1, length)
    end = place.end_column - 1 if place.end_line == place.line else length
    return start, max(start, min(end, length))


def _joint_span(marks: Sequence[Mark], glyphs: tuple[Glyph, ...], room: int) -> tuple[int, int]:
    """The span of the first mark, widened to each further one that can be shown together with it in `room` columns."""
    low, high = _span(marks[0], len(glyphs))
    for mark in marks[1:]:
        start, end = _span(mark, len(glyphs))
        wider = min(low, start), max(high, end)
        if sum(glyph.columns for glyph in glyphs[wider[0] : wider[1]]) <= room - 2 * len(CUT):
            low, high = wider
    return low, high


def _glyphs(text: str) -> Iterator[Glyph]:
    """`text` without trailing blanks, code point by code point, tabs filled up to the next stop."""
    column = 0
    for char in text.rstrip():
        columns = TAB_COLUMNS - column % TAB_COLUMNS
        shown = " " * columns if char == "\t" else safe(char)
        glyph = Glyph(shown, width_of(shown))
        column += glyph.columns
        yield glyph


def _window(glyphs: tuple[Glyph, ...], start: int, end: int, room: int) -> Window:
    """The widest part of the line within `room` columns that shows `start`, and as much as fits up to `end` and around.

    For a line of 300 columns, a mark at 200 and a room of 80 it shows some 25 columns before the mark, the mark,
    and what follows up to the room.
    """
    length = len(glyphs)
    if sum(glyph.columns for glyph in glyphs) <= room:
        return Window(glyphs, 0, length)
    from_start = _reach(glyphs, range(length), room - len(CUT), 0)
    if end <= from_start:
        return Window(glyphs, 0, from_start)
    from_end = _reach(glyphs, range(length - 1, -1, -1), room - len(CUT), length)
    if start >= from_end:
        return Window(glyphs, from_end, length)
    room -= 2 * len(CUT)
    marked = sum(glyph.columns for glyph in glyphs[start:end])
    low = _reach(glyphs, range(start - 1, -1, -1), min(room // 3, max(0, room - marked)), start)
    return Window(glyphs, low, _reach(glyphs, range(low, length), room, low))


def _reach(glyphs: tuple[Glyph, ...], indices: Iterable[int], room: int, reached: int) -> int:
    """The boundary reached by taking glyphs in the order of `indices` while they fit into `room` columns."""
    for index in indices:
        room -= glyphs[index].columns
        if room < 0:
            break
        reached = index + 1 if index >= reached else index
    return reached


def _gutter(number: str, margin: int) -> Line:
    return (Piece(f"{number:>{margin}} |", "gutter"),)
