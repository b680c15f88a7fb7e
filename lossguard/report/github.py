"""The format of GitHub's workflow commands: an annotation beside the line, without any upload."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from lossguard.findings import Failure, Finding, Place
from lossguard.report.prose import certainty, place_words, sentences
from lossguard.report.terminal import plain, safe, write_lines
from lossguard.results import Report

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def write(report: Report, stream: TextIO) -> None:
    """Write a command for each finding, then one for each file that could not be checked."""
    write_lines((plain(line) for line in _commands(report)), stream)


def _commands(report: Report) -> Iterator[str]:
    for finding in report.findings:
        yield _finding(finding)
    for failure in report.failures:
        yield _failure(failure)


def _finding(finding: Finding) -> str:
    lines = [sentences(f"{certainty(finding)}{finding.message}", finding.help, finding.confirm)]
    if finding.place.cell is not None:
        lines.insert(0, f"{place_words(finding.place)}:")
    lines += [f"{_where(related.place)}: {related.message}" for related in finding.related]
    properties = {**_properties(finding.place), "title": f"{finding.code} {finding.name}"}
    return _command(COMMANDS[finding.severity], properties, "\n".join(lines))


def _failure(failure: Failure) -> str:
    properties = {"file": failure.path, "title": failure.code}
    if failure.cell is None and failure.line is not None:
        properties["line"] = str(failure.line)
    cell = "" if failure.cell is None else f"cell {failure.cell}: "
    return _command("error", properties, f"{cell}{failure.reason}")


def _where(place: Place) -> str:
    return f"{place.path}:{place.line}" if place.cell is None else f"{place.path}, {place_words(place)}"


def _properties(place: Place) -> dict[str, str]:
    """The lines of a cell are no lines of the notebook's file: an annotation there would stand beside another line."""
    if place.cell is not None:
        return {"file": place.path}
    found = {"file": place.path, "line": str(place.line), "endLine": str(place.end_line)}
    if place.line == place.end_line:  # GitHub reads columns for one line only
        found |= {"col": str(place.column), "endColumn": str(place.end_column)}
    return found


def _command(name: str, properties: dict[str, str], message: str) -> str:
    words = ",".join(f"{key}={_escaped(safe(value), ':,')}" for key, value in properties.items())
    text = "%0A".join(_escaped(safe(line)) for line in message.split("\n"))
    return f"::{name} {words}::{text}"


def _escaped(text: str, more: str = "") -> str:
    """The text with the signs that a workflow command reads for itself written as GitHub's toolkit writes them."""
    return "".join(f"%{ord(char):02X}" if char in f"%\r\n{more}" else char for char in text)
