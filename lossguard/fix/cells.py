"""Applies edits to the cells of a notebook: only characters inside the strings of their source change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from lossguard.findings import Edit
from lossguard.fix.text import splices_of
from lossguard.records import dataclass

_BLANKS = " \t\n\r"
_PIECE = re.compile(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|.", re.DOTALL)
_decode = json.JSONDecoder(strict=False).raw_decode


@dataclass(frozen=True, slots=True)
class Token:
    """One string of a cell's source: where it stands in the JSON text, quotes included, and what it says."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class CellSource:
    """The source of one cell: its strings in order; `listed` tells a list of lines from a single string."""

    tokens: tuple[Token, ...]
    listed: bool

    @property
    def text(self) -> str:
        """The source as one text."""
        return "".join(token.value for token in self.tokens)


def edited_notebook(text: str, by_cell: Mapping[int, list[Edit]]) -> str:
    """The JSON text of a notebook with the edits of each cell made, keyed by the cell's index among all cells.

    Raises ValueError for edits that do not fit the cells.
    """
    sources = cell_sources(text)
    ascii_only = text.isascii()
    for cell in sorted(by_cell, key=lambda index: -sources[index].tokens[0].start):
        text = _edited_cell(text, sources[cell], by_cell[cell], ascii_only)
    return text


def cell_sources(text: str) -> dict[int, CellSource]:
    """The source of each cell that has one, by its index among all cells (of all worksheets, in nbformat 3)."""
    root = _Reader(text).value(_skip(text, 0))[0]
    cells = _child(root, "cells")
    lists = [cells] if cells is not None else [_child(sheet, "cells") for sheet in _items(_child(root, "worksheets"))]
    found: dict[int, CellSource] = {}
    for index, cell in enumerate(cell for each in lists for cell in _items(each)):
        raw = _child(cell, "source") if _child(cell, "source") is not None else _child(cell, "input")
        if isinstance(raw, Token):
            found[index] = CellSource((raw,), listed=False)
        elif isinstance(raw, list) and raw and all(isinstance(each, Token) for each in raw):
            found[index] = CellSource(tuple(each for each in raw if isinstance(each, Token)), listed=True)
    return found


# ---- one cell ----


@dataclass(frozen=True, slots=True)
class _Character:
    """One character of a source: its spelling in the JSON text, and its number in the old source, None for a new one.

    `begins` tells that a string of the old list begins with it.
    """

    value: str
    piece: str
    number: int | None = None
    begins: bool = False


def _edited_cell(text: str, source: CellSource, edits: list[Edit], ascii_only: bool) -> str:
    old = list(_characters(text, source))
    new: list[_Character] = []
    at = 0
    for splice in splices_of(source.text, edits):
        new += old[at : splice.start]
        new += [_Character(each, json.dumps(each, ensure_ascii=ascii_only)[1:-1]) for each in splice.text]
        at = splice.end
    new += old[at:]
    first, last = source.tokens[0], source.tokens[-1]
    strings = list(_strings(new)) if source.listed else ["".join(each.piece for each in new)]
    quoted = [f'"{each}"' for each in strings or [""]]
    return text[: first.start] + _separator(text, source).join(quoted) + text[last.end :]


def _characters(text: str, source: CellSource) -> Iterator[_Character]:
    number = 0
    for token in source.tokens:
        begins = True
        for value, piece in _pieces(text[token.start + 1 : token.end - 1]):
            yield _Character(value, piece, number, begins)
            begins = False
            number += 1


def _pieces(raw: str) -> Iterator[tuple[str, str]]:
    """Each character of a JSON string with its spelling there; a surrogate pair is one character."""
    for found in _PIECE.finditer(raw):
        piece = found.group()
        yield (piece if len(piece) == 1 else _decode(f'"{piece}"', 0)[0]), piece


def _strings(characters: list[_Character]) -> Iterator[str]:
    """The strings of the list. Beside an edit a new one begins after each line break, elsewhere where one began."""
    line: list[str] = []
    before = None
    for each in characters:
        beside = before is None or before.number is None or each.number != before.number + 1
        begins = each.begins if not beside else before is None or before.value.endswith("\n")
        if begins and line:
            yield "".join(line)
            line = []
        line.append(each.piece)
        before = each
    if line:
        yield "".join(line)


def _separator(text: str, source: CellSource) -> str:
    """What stands between two strings of the list; for a single one, a comma and the blanks in front of it."""
    first = source.tokens[0]
    if len(source.tokens) > 1:
        return text[first.end : source.tokens[1].start]
    opening = text.rindex("[", 0, first.start)
    return "," + text[opening + 1 : first.start]


# ---- the JSON text, with places ----

_Node = Token | dict[str, "_Node"] | list["_Node"] | None


class _Reader:
    """Reads JSON into strings with their places, objects and lists; all other values are None."""

    def __init__(self, text: str) -> None:
        self.text = text

    def value(self, at: int) -> tuple[_Node, int]:
        """The value at an offset, and the offset behind it. Raises ValueError where there is none."""
        character = self.text[at : at + 1]
        if character == "{":
            return self._object(at + 1)
        if character == "[":
            return self._list(at + 1)
        value, end = _decode(self.text, at)
        return Token(at, end, value) if isinstance(value, str) else None, end

    def _object(self, at: int) -> tuple[_Node, int]:
        found: dict[str, _Node] = {}
        at = _skip(self.text, at)
        while self.text[at] != "}":
            key, at = self.value(at)
            at = _skip(self.text, _skip(self.text, at) + 1)
            value, at = self.value(at)
            if isinstance(key, Token):
                found[key.value] = value
            at = self._next(at)
        return found, at + 1

    def _list(self, at: int) -> tuple[_Node, int]:
        found: list[_Node] = []
        at = _skip(self.text, at)
        while self.text[at] != "]":
            value, at = self.value(at)
            found.append(value)
            at = self._next(at)
        return found, at + 1

    def _next(self, at: int) -> int:
        """Behind the comma after a value, or at the closing bracket."""
        at = _skip(self.text, at)
        return _skip(self.text, at + 1) if self.text[at] == "," else at


def _skip(text: str, at: int) -> int:
    while text[at : at + 1] and text[at] in _BLANKS:
        at += 1
    return at


def _child(node: _Node, key: str) -> _Node:
    return node.get(key) if isinstance(node, dict) else None


def _items(node: _Node) -> Iterable[_Node]:
    return node if isinstance(node, list) else ()
