"""From source text to `Program`: libcst parses each part, one walk lowers the fields that carry meaning."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import libcst as cst

from lossguard.findings import Failure
from lossguard.frontend.nodes import Program, ProgramPart, Statement
from lossguard.frontend.reader import Unreadable, python_error_line, read_module
from lossguard.frontend.statements import lower_block
from lossguard.frontend.walk import Anchor, Walk
from lossguard.source.files import Part, SourceFile


@dataclass(frozen=True, slots=True)
class Tree:
    """The libcst tree of one part, with what each of its refs stands for (`anchors[ref - first_ref]`).

    `first_anchors[i]` is the index of the first anchor of the module's statement `i`.
    """

    module: cst.Module
    anchors: list[Anchor]
    first_anchors: list[int]


@dataclass(slots=True)
class Lowered:
    """The outcome of `lower`: the program, the parts that could not be read, and the trees until they are released.

    A program from the cache comes without trees: `Lowered(source, program)`; the trees are then made again on demand,
    with the same numbers, since numbering depends on the text alone.
    """

    source: SourceFile
    program: Program
    failures: tuple[Failure, ...] = ()
    _trees: dict[int | None, Tree] = field(default_factory=dict, repr=False)

    def text_of(self, part: ProgramPart) -> str:
        """The text that a part of the program was lowered from."""
        return next(source.text for source in self.source.parts if source.cell == part.cell)

    def tree_of(self, part: ProgramPart) -> Tree:
        """The tree of a part of the program; after a release it is parsed again, and kept until the next one."""
        tree = self._trees.get(part.cell)
        if tree is None:
            with collection_paused():
                tree = self._trees[part.cell] = _lower_text(self.text_of(part), part.cell, part.first_ref)[1]
        return tree

    def release(self) -> None:
        """Lets go of the trees, which take some fifty times the memory of the text."""
        self._trees.clear()


def lower(source: SourceFile) -> Lowered:
    """The program of a file or notebook.

    A part that does not parse is a failure (LG901) of its own, with its line, and is missing from the program; the
    others are there. Failures of reading the file come first. Never raises for any text.
    """
    parts: list[ProgramPart] = []
    failures: list[Failure] = list(source.failures)
    trees: dict[int | None, Tree] = {}
    next_ref = 0
    with collection_paused():
        for part in source.parts:
            try:
                program_part, trees[part.cell] = _lower_text(part.text, part.cell, next_ref)
            except Unreadable as unreadable:
                failures.append(_failure(source, part, unreadable))
                continue
            parts.append(program_part)
            next_ref = program_part.end_ref
    return Lowered(source, Program(source.path, tuple(parts)), tuple(failures), trees)


def _lower_text(text: str, cell: int | None, first_ref: int) -> tuple[ProgramPart, Tree]:
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
    program_part = ProgramPart(cell, tuple(body), first_ref, walk.end_ref)
    return program_part, Tree(module, walk.anchors, first_anchors)


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
