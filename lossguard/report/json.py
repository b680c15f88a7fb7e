"""The JSON format of the findings, to the letter of the contract."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TextIO

from lossguard import __version__
from lossguard.findings import Failure, Finding, Fix, Place, Related
from lossguard.results import Report

SCHEMA = 1
Json = dict[str, object]


def write(report: Report, stream: TextIO) -> None:
    """Write one object and a line break."""
    dump(
        {
            **header(),
            "findings": [_finding(finding) for finding in report.findings],
            "failures": [failure(each) for each in report.failures],
            "cut_short": list(report.cut_short),
            "summary": asdict(report.summary),
        },
        stream,
    )


def header() -> Json:
    """The schema number and the tool, as every object of lossguard begins."""
    return {"schema": SCHEMA, "tool": {"name": "lossguard", "version": __version__}}


def dump(value: Json, stream: TextIO) -> None:
    """Write `value` in ASCII, so that no encoding of a stream can spoil it."""
    json.dump(value, stream, indent=2)
    stream.write("\n")


def failure(each: Failure) -> Json:
    """A file or cell that could not be checked; `code` tells LG900 (a crash) from LG901."""
    return {"path": each.path, "cell": each.cell, "line": each.line, "reason": each.reason, "code": each.code}


def _finding(finding: Finding) -> Json:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        "confidence": str(finding.confidence),
        "message": finding.message,
        "help": finding.help,
        "confirm": finding.confirm,
        "url": finding.url,
        **_place(finding.place),
        "conditions": list(finding.conditions),
        "related": [_related(related) for related in finding.related],
        "fix": None if finding.fix is None else _fix(finding.fix),
        "fingerprint": finding.fingerprint,
    }


def _place(place: Place) -> Json:
    return {
        "path": place.path,
        "cell": place.cell,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def _related(related: Related) -> Json:
    return {**_place(related.place), "message": related.message}


def _fix(fix: Fix) -> Json:
    edits = [{**_place(edit.place), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safety": "safe" if fix.safe else "unsafe", "edits": edits}
