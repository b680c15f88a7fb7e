"""The concise format: one line a finding, `path:line:column: LG104 error message`, made for grep and editors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from lossguard.findings import Failure, Finding
from lossguard.report.excerpt import location
from lossguard.report.terminal import Line, Piece, one_line, safe, write_lines
from lossguard.results import Report
from lossguard.vocabulary import Confidence


def write(report: Report, stream: TextIO) -> None:
    """Write a line for each finding, then one for each file that could not be checked."""
    write_lines(_report(report), stream)


def _report(report: Report) -> Iterator[Line]:
    for finding in report.findings:
        yield _finding(finding)
    for failure in report.failures:
        yield _failure(failure)


def _finding(finding: Finding) -> Line:
    certainty = "possibly: " if finding.confidence is Confidence.POSSIBLE else ""
    return (
        Piece(f"{location(finding.place)}: "),
        Piece(f"{finding.code} {finding.severity}", str(finding.severity)),
        Piece(f" {certainty}{one_line(finding.message)}"),
    )


def _failure(failure: Failure) -> Line:
    cell = "" if failure.cell is None else f"cell {failure.cell}:"
    line = f"{failure.line or 1}:1"
    return (
        Piece(f"{safe(failure.path)}:{cell}{line}: "),
        Piece(f"{failure.code} error", "error"),
        Piece(f" {one_line(failure.reason)}"),
    )
