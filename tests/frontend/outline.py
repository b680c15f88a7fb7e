"""A short notation for lowered nodes, so that a test can state what it expects on one line.

A name is itself, a constant its repr, another node `(Kind field field ...)` without its ref, a tuple `[...]`, None `-`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from lossguard.frontend.lower import Lowered, lower
from lossguard.frontend.nodes import Constant, Name, Program
from lossguard.source.files import Part, SourceFile


def lowered(*texts: str) -> Lowered:
    """The texts lowered: one as a file, several as the cells of a notebook."""
    if len(texts) == 1:
        return lower(SourceFile("a.py", (Part(None, texts[0]),)))
    parts = tuple(Part(cell, text) for cell, text in enumerate(texts))
    return lower(SourceFile("a.ipynb", parts, notebook=True))


def outline_of(text: str) -> str:
    """The statements of a text, joined by blanks; the text must lower."""
    result = lowered(text)
    assert result.failures == ()
    return " ".join(outline(statement) for statement in result.program.parts[0].body)


def outline(value: object) -> str:
    """The notation of one value: a node, a tuple, or what a node holds."""
    if isinstance(value, Name):
        return value.id
    if isinstance(value, Constant):
        return repr(value.value)
    if isinstance(value, tuple):
        return "[" + " ".join(map(outline, value)) + "]"
    if is_dataclass(value):
        parts = [outline(getattr(value, field.name)) for field in fields(value) if field.name != "ref"]
        return "(" + " ".join([type(value).__name__, *parts]) + ")"
    if value is None:
        return "-"
    return value if isinstance(value, str) and value else repr(value)


def nodes_of(program: Program) -> Iterator[Any]:
    """Every node of a program that has a ref, each once (a comparison chain holds its middle twice)."""
    seen: set[int] = set()
    pending: list[object] = [program.parts]
    while pending:
        value = pending.pop()
        if isinstance(value, tuple):
            pending.extend(value)
        elif is_dataclass(value) and id(value) not in seen:
            seen.add(id(value))
            if hasattr(value, "ref"):
                yield value
            pending.extend(getattr(value, field.name) for field in fields(value))
