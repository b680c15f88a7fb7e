"""Turns the refs of lowered nodes into lines and columns, when a report needs them."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import partial
from itertools import accumulate

import libcst as cst

from lossguard.findings import Place
from lossguard.frontend.lower import Lowered, Stretch, Tree, collection_paused
from lossguard.frontend.positions import rendered
from lossguard.frontend.walk import Anchor
from lossguard.records import dataclass, field

SOUGHT = 32  # statements of one stretch that are searched for in its text
SOUGHT_TOGETHER = 8  # statements whose renderings are put together, to occur once

_UNKNOWN = -1
_FORM_FEED = re.compile(r"^[ \t]*\f[ \t\f]*[^\s#]", re.MULTILINE)


@dataclass(slots=True)
class _Measured:
    """What is known of one stretch: the offsets of its refs, filled a top-level statement at a time.

    `begins` has the offset and the line (from 0) at which each statement begins, once searching is too dear.
    """

    text: str  # with a line break at its end
    starts: array[int]
    ends: array[int]
    line_starts: array[int]
    has_form_feeds: bool
    sought: int = 0  # statements that were searched for
    begins: list[tuple[int, int]] = field(default_factory=list)


class Locator:
    """The places of one file's refs.

    Only the top-level statement that holds a ref is rendered, once. Where that text stands in the file is found by
    searching for it: for `fit(x)` in the third line of

        build()
        # train
        fit(x)
        fit(x)

    the rendering "# train\\nfit(x)\\n" occurs once. For the fourth line "fit(x)\\n" occurs twice, so the statement
    before it is rendered too, and together they occur once. Where `SOUGHT_TOGETHER` of them do not help, or
    `SOUGHT` statements were searched for, all are rendered, once, and their lengths added up.

    The trees may have been released: then the parts concerned are parsed again, and kept until the next release.
    """

    __slots__ = ("_lowered", "_measured")

    def __init__(self, lowered: Lowered) -> None:
        self._lowered = lowered
        self._measured: dict[int, _Measured] = {}

    def place(self, ref: int) -> Place:
        """Lines and columns (from 1, in code points, `end_column` exclusive) of one ref.

        The place of a call is the whole call, of an argument `name=value`, of a parameter its name, of a compound
        statement its header up to the colon, of an expression what stands between its parentheses. Raises KeyError for
        a ref of no part.
        """
        stretch = self._lowered.stretch_of(ref)
        measured = self._measured.get(stretch.first_ref)
        if measured is None:
            measured = self._measured[stretch.first_ref] = _unmeasured(stretch)
        index = ref - stretch.first_ref
        if measured.starts[index] == _UNKNOWN:
            with collection_paused():
                _measure(measured, self._lowered.tree_of(stretch), index)
        line, column = _line_and_column(measured.line_starts, measured.starts[index])
        end_line, end_column = _line_and_column(measured.line_starts, measured.ends[index])
        first = stretch.first_line
        return Place(self._lowered.program.path, first + line, column, first + end_line, end_column, stretch.cell)

    def places(self, refs: Iterable[int]) -> dict[int, Place]:
        """The place of each ref; see `place`."""
        return {ref: self.place(ref) for ref in refs}


def _unmeasured(stretch: Stretch) -> _Measured:
    line_starts = array("l", accumulate((len(line) + 1 for line in stretch.text.split("\n")[:-1]), initial=0))
    unknown = array("l", [_UNKNOWN]) * (stretch.end_ref - stretch.first_ref)
    has_form_feeds = _FORM_FEED.search(stretch.text) is not None
    return _Measured(f"{stretch.text}\n", unknown, unknown[:], line_starts, has_form_feeds)


def _measure(measured: _Measured, tree: Tree, index: int) -> None:
    """Fills in the offsets of all refs in the top-level statement of the ref at `index`."""
    statement = bisect_right(tree.first_anchors, index) - 1
    first = tree.first_anchors[statement]
    behind = tree.first_anchors[statement + 1] if statement + 1 < len(tree.first_anchors) else len(tree.anchors)
    nodes = [_ends(anchor) for anchor in tree.anchors[first:behind]]
    wanted = {id(node): node for pair in nodes for node in pair}
    rendering = rendered(tree.module, tree.module.body[statement], wanted.values())
    offset = _offset_of(measured, tree.module, statement, rendering.text)
    if offset is None:
        first_line = _begins(measured, tree.module)[statement][1]
        in_text: Callable[[int], int] = partial(_aligned, measured, first_line, rendering.text)
    else:
        in_text = offset.__add__
    for position, (start, end) in enumerate(nodes, first):
        measured.starts[position] = in_text(rendering.extents[id(start)][0])
        measured.ends[position] = in_text(rendering.extents[id(end)][1])


def _offset_of(measured: _Measured, module: cst.Module, statement: int, rendering: str) -> int | None:
    """Where the rendering of a top-level statement begins in the text; None where it is not quite what was read."""
    if measured.has_form_feeds:
        return None
    measured.sought += 1
    if measured.sought <= SOUGHT:
        found = _sought(f"\n{measured.text}", module, statement, rendering)
        if found != _UNKNOWN:
            return found
    begin = _begins(measured, module)[statement][0]
    return begin if measured.text.startswith(rendering, begin) else None


def _sought(text: str, module: cst.Module, statement: int, rendering: str) -> int | None:
    """As `_offset_of`, in a text behind a line break; `_UNKNOWN` where the same text occurs elsewhere, too."""
    before = ""  # the rendering of the statements from `first` up to this one
    first = statement
    while True:
        at = text.find(f"\n{before}{rendering}")
        if at < 0:
            return None
        if text.find(f"\n{before}{rendering}", at + 1) < 0:
            return at + len(before)
        if first == 0 or statement - first >= SOUGHT_TOGETHER:
            return _UNKNOWN
        first = max(0, first - max(1, statement - first))
        before = _written(module, module.body[first:statement])


def _begins(measured: _Measured, module: cst.Module) -> list[tuple[int, int]]:
    """Where each top-level statement begins if all are what was read: its offset, and its line from 0."""
    if not measured.begins:
        offset = line = 0
        for text in (_written(module, module.header), *(_written(module, (node,)) for node in module.body)):
            offset += len(text)
            line += text.count("\n")
            measured.begins.append((offset, line))
    return measured.begins


def _written(module: cst.Module, nodes: Iterable[cst.CSTNode]) -> str:
    return "".join(module.code_for_node(node) for node in nodes)


def _aligned(measured: _Measured, first_line: int, rendering: str, offset: int) -> int:
    """The offset in the text of one in a rendering that begins on `first_line` (from 0) and is not quite the text.

    libcst drops a form feed at the head of a statement's line, and blanks before the colon of `except (A, B) :`. Such a
    line is as long as in the text but for one gap, which ends where the two begin to be the same from behind.
    """
    line = first_line + rendering.count("\n", 0, offset)
    head = rendering.rfind("\n", 0, offset) + 1
    ours = rendering[head:].split("\n", 1)[0]
    theirs = measured.text[measured.line_starts[line] :].split("\n", 1)[0]
    column = offset - head
    if ours[:column] != theirs[:column] or (column == 0 and ours != theirs):
        column += len(theirs) - len(ours)
    return measured.line_starts[line] + column


def _ends(anchor: Anchor) -> tuple[cst.CSTNode, cst.CSTNode]:
    return anchor if isinstance(anchor, tuple) else (anchor, anchor)


def _line_and_column(line_starts: array[int], offset: int) -> tuple[int, int]:
    line = bisect_right(line_starts, offset)
    return line, offset - line_starts[line - 1] + 1
