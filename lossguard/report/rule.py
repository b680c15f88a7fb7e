"""A rule explained for `lossguard rule`, and the list of all rules, from the same records that the checks come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from lossguard.report.terminal import (
    PROSE_COLUMNS,
    Line,
    Piece,
    columns_of,
    plain,
    sentence,
    width_of,
    wrapped,
    write_lines,
)
from lossguard.rules.rule import Rule

_OPTIONS = re.compile(r"# options: framework-version=(?P<versions>\S+)\n")


def write_rule(rule: Rule, stream: TextIO) -> None:
    """Write all that is known about `rule`: what, why, what to do, how to see it, a wrong and a right program."""
    write_lines(_page(rule, min(columns_of(stream), PROSE_COLUMNS)), stream)


def write_list(rules: Iterable[Rule], stream: TextIO) -> None:
    """Write a line for each rule: code, severity, name and what is wrong."""
    write_lines(_list(tuple(rules), columns_of(stream)), stream)


def headline(rule: Rule) -> str:
    """What is wrong, in a table: with a capital letter and no full stop."""
    return sentence(rule.summary.rstrip("."))


def example(program: str) -> tuple[str, str]:
    """The versions that an example is for ("keras=2.2.4", "" for any), and its text without the line of options."""
    found = _OPTIONS.match(program)
    return (found["versions"], program[found.end() :]) if found else ("", program)


def _page(rule: Rule, columns: int) -> Iterator[Line]:
    yield (Piece(rule.code, str(rule.severity)), Piece(f" {rule.name}", "strong"))
    yield (Piece(f"{rule.severity}, since {rule.since}", "quiet"),)
    yield plain("")
    yield from _paragraph(None, f"{headline(rule)}.", columns)
    yield from _paragraph("Why", rule.why, columns)
    yield from _paragraph("What to do", rule.remedy, columns)
    yield from _paragraph("How to see it in a log", rule.signature, columns)
    yield from _program("Wrong", rule.bad, "error")
    yield from _program("Right", rule.good, "good")
    yield from _sources(rule.sources, columns)


def _paragraph(title: str | None, text: str | None, columns: int) -> Iterator[Line]:
    if not text:
        return
    if title is not None:
        yield (Piece(title, "strong"),)
    indent = "" if title is None else "  "
    for line in wrapped(text, columns - len(indent)):
        yield plain(f"{indent}{line}")
    yield plain("")


def _program(title: str, text: str, style: str) -> Iterator[Line]:
    if not text.strip():
        return
    versions, text = example(text)
    yield (Piece(title, style), *((Piece(f" with {versions}", "quiet"),) if versions else ()))
    for line in text.strip("\n").split("\n"):
        yield (Piece("  | ", style), Piece(line))
    yield plain("")


def _sources(sources: tuple[str, ...], columns: int) -> Iterator[Line]:
    if not sources:
        return
    yield (Piece("Sources", "strong"),)
    for source in sources:
        for line in wrapped(source, columns - 2):
            yield plain(f"  {line}")


def _list(rules: tuple[Rule, ...], columns: int) -> Iterator[Line]:
    names = max((width_of(rule.name) for rule in rules), default=0)
    for rule in rules:
        start = (
            Piece(rule.code, str(rule.severity)),
            Piece(f"  {rule.severity:<7}  "),
            Piece(f"{rule.name:<{names}}", "strong"),
        )
        room = columns - sum(width_of(piece.text) for piece in start) - 2
        if room >= 30:
            yield from _beside(start, headline(rule), room)
            continue
        yield start
        for text in wrapped(headline(rule), columns - 7):
            yield plain(f"       {text}")


def _beside(start: Line, summary: str, room: int) -> Iterator[Line]:
    """The summary in a column of its own, to the right of `start`."""
    indent = sum(width_of(piece.text) for piece in start)
    for index, text in enumerate(wrapped(summary, room)):
        yield (*start, Piece(f"  {text}")) if index == 0 else plain(" " * (indent + 2) + text)
