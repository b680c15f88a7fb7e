"""The text format: for people, at a terminal. Excerpts of every place that took part, then why, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TextIO

from lossguard.findings import Finding, Place
from lossguard.report.excerpt import Mark, excerpt, failure_lines, location
from lossguard.report.terminal import (
    PROSE_COLUMNS,
    Line,
    Piece,
    columns_of,
    plain,
    sentence,
    wrapped,
    write_lines,
)
from lossguard.results import Report
from lossguard.vocabulary import Confidence

MOST_FIXES = 2  # that are named
KEY_COLUMNS = 12  # "   confirm  "


def write(report: Report, stream: TextIO) -> None:
    """Write every finding as a block of its own, then a paragraph for each file that could not be checked."""
    write_lines(_report(report, columns_of(stream)), stream)


def _report(report: Report, columns: int) -> Iterator[Line]:
    explained = dict(report.explained)
    for finding in report.findings:
        yield from _finding(finding, report, columns)
        yield from _entry("rule", explained.pop(finding.code, None), min(columns, PROSE_COLUMNS))
        yield plain("")
    for failure in report.failures:
        yield from failure_lines(failure, min(columns, PROSE_COLUMNS))


def _finding(finding: Finding, report: Report, columns: int) -> Iterator[Line]:
    yield _title(finding)
    marks = _marks(finding)
    for index, ((path, cell), group) in enumerate(groupby(marks, key=lambda mark: (mark.place.path, mark.place.cell))):
        here = list(group)
        first = here[0].place
        yield (
            Piece("  --> " if index == 0 else "  ::: ", "gutter"),
            Piece(location(first), "strong" if index == 0 else ""),
        )
        yield from excerpt(here, report.excerpts.get((path, cell), {}), columns)
    yield plain("")
    prose = min(columns, PROSE_COLUMNS)
    yield from _entry("why", finding.message, prose)
    yield from _entry("change", finding.help, prose)
    yield from _entry("fix", _fixes(finding), prose)
    yield from _entry("confirm", finding.confirm, prose)


def _title(finding: Finding) -> Line:
    style = str(finding.severity)
    title = (Piece(f"{finding.severity}[{finding.code}]", style), Piece(f" {finding.name}", "strong"))
    if finding.confidence is Confidence.CERTAIN:
        return title
    return (*title, Piece(" (possible)"))


def _marks(finding: Finding) -> list[Mark]:
    """The main mark first, then the related ones, those of a file or cell together, doubles dropped."""
    words = {related.place: related.message for related in reversed(finding.related)}
    main = Mark(finding.place, words.pop(finding.place, ""), str(finding.severity), main=True)
    others = [Mark(place, text, "related") for place, text in words.items()]
    return [main, *sorted(others, key=lambda mark: _distance(mark.place, finding.place))]


def _distance(place: Place, main: Place) -> tuple[bool, str, bool, int, int, int]:
    """Sorts the main place's file, and in it its cell, before all others, then by position."""
    return place.path != main.path, place.path, place.cell != main.cell, place.cell or 0, place.line, place.column


def _fixes(finding: Finding) -> str | None:
    """What can be changed by an option, each with the one that does it: the preferred first."""
    fixes = [fix for fix in (finding.fix, *finding.alternatives) if fix is not None]
    options = [f"{fix.title} ({'--fix' if fix.safe else '--fix --unsafe-fixes'})" for fix in fixes[:MOST_FIXES]]
    return "; or ".join(options) or None


def _entry(key: str, text: str | None, columns: int) -> Iterator[Line]:
    """A paragraph with its key in the margin; nothing where there is no text."""
    for index, line in enumerate(wrapped(sentence(text or ""), columns - KEY_COLUMNS)):
        margin = Piece(f"   {key:<9}" if index == 0 else " " * KEY_COLUMNS, "strong")
        yield (margin, Piece(line))
