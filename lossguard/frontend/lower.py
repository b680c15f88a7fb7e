"""From source text to `Program`: libcst parses each part, one walk lowers the fields that carry meaning."""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager

import libcst as cst

from lossguard.findings import Failure
from lossguard.frontend.nodes import Program, ProgramPart, Statement
from lossguard.frontend.reader import Unreadable, python_error_line, read_module
from lossguard.frontend.statements import lower_block
from lossguard.frontend.stretches import stretches_of
from lossguard.frontend.walk import Anchor, Walk
from lossguard.records import dataclass, field
from lossguard.source.files import Part, SourceFile

STRETCHES_KEPT = 3  # trees of one long part: each takes 3 MB, and what a finding names seldom stands in more places


@dataclass(frozen=True, slots=True)
class Tree:
    """The libcst tree of one stretch, with what each of its refs stands for (`anchors[ref - first_ref]`).

    `first_anchors[i]` is the index of the first anchor of the module's statement `i`.
    """

    module: cst.Module
    anchors: list[Anchor]
    first_anchors: list[int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the text of a part: the refs `first_ref` to `end_ref` (exclusive), the lines from `first_line`, which
    counts from 0. Most parts are one stretch."""

    cell: int | None
    text: str
    first_ref: int
    end_ref: int
    first_line: int


@dataclass(slots=True)
class Lowered:
    """The outcome of `lower`: the program, the parts that could not be read, and the trees until they are released.

    A program from the cache comes without trees: `Lowered(source, program)`; the trees are then made again on demand,
    with the same numbers, since numbering depends on the text alone.
    """

    source: SourceFile
    program: Program
    failures: tuple[Failure, ...] = ()
    _trees: dict[tuple[int | None, int], Tree] = field(default_factory=dict, repr=False)
    _trees_of_long: dict[tuple[int | None, int], Tree] = field(default_factory=dict, repr=False)  # last asked for last
    _cuts: dict[int | None, list[tuple[int, int]]] = field(default_factory=dict, repr=False)

    def text_of(self, part: ProgramPart) -> str:
        """The text that a part of the program was lowered from."""
        return next(source.text for source in self.source.parts if source.cell == part.cell)

    def stretch_of(self, ref: int) -> Stretch:
        """The stretch that a ref is in. Raises KeyError for a ref of no part."""
        part = next((part for part in self.program.parts if part.first_ref <= ref < part.end_ref), None)
        if part is None:
            raise KeyError(ref)
        text = self.text_of(part)
        index = bisect_right(part.stretch_refs, ref) - 1
        start, end = 0, len(text)
        if len(part.stretch_refs) > 1:
            if part.cell not in self._cuts:
                self._cuts[part.cell] = stretches_of(text)
            start, end = self._cuts[part.cell][index]
        ends = (*part.stretch_refs[1:], part.end_ref)
        return Stretch(part.cell, text[start:end], part.stretch_refs[index], ends[index], text.count("\n", 0, start))

    def tree_of(self, stretch: Stretch | ProgramPart) -> Tree:
        """The tree of a stretch, or of a part that is not long. It is parsed again after a release, and where
        `STRETCHES_KEPT` others of a long part were asked for since."""
        key = stretch.cell, stretch.first_ref
        kept = self._trees_of_long if self._is_of_long(stretch) else self._trees
        tree = kept.pop(key, None)
        if tree is None:
            text = stretch.text if isinstance(stretch, Stretch) else self.text_of(stretch)
            with collection_paused():
                tree = _lower_text(text, stretch.first_ref)[1]
        kept[key] = tree
        if kept is self._trees_of_long and len(kept) > STRETCHES_KEPT:
            del kept[next(iter(kept))]
        return tree

    def _is_of_long(self, stretch: Stretch | ProgramPart) -> bool:
        """Whether this is one of several stretches of its part."""
        return isinstance(stretch, Stretch) and stretch.cell in self._cuts

    def release(self) -> None:
        """Lets go of the trees, which take some fifty times the memory of the text."""
        self._trees.clear()
        self._trees_of_long.clear()


def lower(source: SourceFile) -> Lowered:
    """The program of a file or notebook.

    A part that does not parse is a failure (LG901) of its own, with its line, and is missing from the program; the
    others are there. Failures of reading the file come first. Never raises for any text.
    """
    parts: list[ProgramPart] = []
    failures: list[Failure] = list(source.failures)
    trees: dict[tuple[int | None, int], Tree] = {}
    next_ref = 0
    for part in source.parts:
        try:
            program_part = _lower_part(part, next_ref, trees)
        except Unreadable as unreadable:
            failures.append(_failure(source, part, unreadable))
            continue
        parts.append(program_part)
        next_ref = program_part.end_ref
    return Lowered(source, Program(source.path, tuple(parts)), tuple(failures), trees)


def _lower_part(part: Part, first_ref: int, trees: dict[tuple[int | None, int], Tree]) -> ProgramPart:
    """The part, and its tree into `trees` where it is not long: there a tree is let go before the next is made."""
    stretches = stretches_of(part.text)
    if len(stretches) > 1:
        try:
            return _lower_stretches(part, stretches, first_ref)
        except Unreadable:  # to be explained on the whole text
            pass
    with collection_paused():
        body, tree = _lower_text(part.text, first_ref)
    if len(stretches) == 1:
        trees[part.cell, first_ref] = tree
    return ProgramPart(part.cell, body, first_ref, first_ref + len(tree.anchors), (first_ref,))


def _lower_stretches(part: Part, stretches: list[tuple[int, int]], first_ref: int) -> ProgramPart:
    body: list[Statement] = []
    refs = [first_ref]
    for start, end in stretches:
        with collection_paused():
            statements, tree = _lower_text(part.text[start:end], refs[-1])
            refs.append(refs[-1] + len(tree.anchors))
            body += statements
            del tree
    return ProgramPart(part.cell, tuple(body), first_ref, refs[-1], tuple(refs[:-1]))


def _lower_text(text: str, first_ref: int) -> tuple[tuple[Statement, ...], Tree]:
    module = read_module(text)
    walk = Walk(first_ref)
    body: list[Statement] = []
    first_anchors: list[int] = []
    try:
        for node in module.body:
            first_anchors.append(len(walk.anchors))
            body.extend(lower_block(walk, (node,)))
    except ValueError as error:  # a decimal of thousands of digits, which Python refuses as well
        raise Unreadable("an integer literal of thousands of digits", python_error_line(text)) from error
    except RecursionError as error:
        raise Unreadable("nested too deeply for the Python stack") from error
    return tuple(body), Tree(module, walk.anchors, first_anchors)


def _failure(source: SourceFile, part: Part, unreadable: Unreadable) -> Failure:
    return Failure(source.path, unreadable.reason, cell=part.cell, line=unreadable.line)


@contextmanager
def collection_paused() -> Iterator[None]:
    """Keeps the garbage collector from walking over a growing tree, which has no cycles to find."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
