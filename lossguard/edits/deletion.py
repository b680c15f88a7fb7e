"""Takes arguments, elements and statements out of the text, with their commas and lines. Comments always stay."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from lossguard.edits.file import At, Cut, OpenPart, Refused
from lossguard.source.lexical import lines_of

Item = cst.Arg | cst.Element | cst.DictElement


def delete_item(at: At) -> Cut:
    """Take an argument, an element of a list or tuple, or an entry of a dictionary away.

    The comma before goes where it is the last of several, else the comma behind; a line of its own goes as a whole.
    """
    around = at.around()
    siblings = [] if around is None else items_of(around.node)
    index = next((i for i, item in enumerate(siblings) if item is at.node), None)
    if index is None:
        raise Refused("what is to be removed is no item of a call, a list or a dictionary")
    start, end = _item_extent(at)
    behind = end + _comma_length(at.part.text, end)
    alone = _own_lines(at.part, start, behind)
    last = index == len(siblings) - 1
    if alone is not None and (not last or behind > end or not index):
        return alone
    if not last:
        following = _item_extent(at.of(siblings[index + 1]))[0]
        return _cut_blanks(at.part, start, behind, following)
    if index:
        previous = _item_extent(at.of(siblings[index - 1]))[1]
        if not _has_comment(at.part.text, previous, start):
            return Cut(at.part, previous, end)
    return Cut(at.part, start, behind)  # the comma before it stays, as a trailing one


def items_of(node: cst.CSTNode) -> Sequence[cst.CSTNode]:
    """The arguments of a call, the elements of a display, () for any other node."""
    match node:
        case cst.Call(args=args):
            return args
        case cst.List(elements=elements) | cst.Tuple(elements=elements) | cst.Set(elements=elements):
            return elements
        case cst.Dict(elements=entries):
            return entries
        case _:
            return ()


def delete_statement(at: At) -> Cut:
    """Take away the statement that a node is the whole of, with its line; `pass` stays where a block would be empty.

    Raises Refused for one of several statements on a line, and for one on the line of its header.
    """
    line = next((up for up in at.part.extents.above(at.node) if isinstance(up, cst.SimpleStatementLine)), None)
    if line is None or len(line.body) != 1:
        raise Refused("the statement shares its line with others")
    block = at.part.extents.parent(line)
    start, end = at.part.extents.inner(line.body[0])
    if isinstance(block, cst.IndentedBlock) and len(block.body) == 1:
        return Cut(at.part, start, end, "pass")
    return _own_lines(at.part, start, end) or Cut(at.part, start, end)


def cut_with_comma(at: At) -> Cut:
    """Take an argument away with the comma behind it, and with its lines where it stands alone on them."""
    start, end = _item_extent(at)
    behind = end + _comma_length(at.part.text, end)
    assert isinstance(at.node, cst.Arg)
    if isinstance(at.node.comma, cst.Comma) and behind == end:
        raise Refused("the comma stands apart from its argument")
    return _own_lines(at.part, start, behind) or Cut(at.part, start, behind)


def _item_extent(at: At) -> tuple[int, int]:
    """Start and end of an item with its parentheses, without its comma."""
    node = at.node
    if isinstance(node, cst.Element):
        return at.of(node.value).outer
    if isinstance(node, cst.DictElement):
        return at.of(node.key).outer[0], at.of(node.value).outer[1]
    return at.inner


def _comma_length(text: str, end: int) -> int:
    """How many characters the blanks and the comma behind an item take, 0 where no comma follows at once."""
    rest = text[end:]
    blanks = len(rest) - len(rest.lstrip(" \t"))
    return blanks + 1 if rest[blanks : blanks + 1] == "," else 0


def _own_lines(part: OpenPart, start: int, end: int) -> Cut | None:
    """The cut of whole lines where nothing else but a comment behind stands on them, which stays as a line; or None."""
    text = part.text
    first = text.rfind("\n", 0, start) + 1
    if text[first:start].strip():
        return None
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    rest = text[end:line_end]
    if rest.lstrip().startswith("#"):
        return Cut(part, start, end + len(rest) - len(rest.lstrip()))
    if rest.strip():
        return None
    if line_end < len(text):
        return Cut(part, first, line_end + 1)
    return Cut(part, max(0, first - 1), line_end)


def _cut_blanks(part: OpenPart, start: int, end: int, following: int) -> Cut:
    """Cut up to the next item, or up to the comment that comes before it."""
    between = part.text[end:following]
    comment = between.find("#")
    if comment < 0:
        return Cut(part, start, following)
    blanks = len(between) - len(between.lstrip())
    return Cut(part, start, end + blanks)


def has_comment(text: str) -> bool:
    """Whether a stretch of code between two tokens, or around whole expressions, holds a comment."""
    return any(line.comment is not None for line in lines_of(text))


def _has_comment(text: str, start: int, end: int) -> bool:
    return has_comment(text[start:end])
