"""The Code Quality format of GitLab: a list of issues, shown in the merge request."""

from __future__ import annotations

import hashlib
import json
from typing import TextIO

from lossguard.findings import Failure, Finding, Place
from lossguard.report.json import Json
from lossguard.report.prose import certainty, place_words, sentences
from lossguard.results import Report

SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def write(report: Report, stream: TextIO) -> None:
    """Write one list and a line break. No two fingerprints are alike: GitLab would show the first issue only."""
    issues = [*(_finding(finding) for finding in report.findings), *(_failure(failure) for failure in report.failures)]
    json.dump(issues, stream, indent=2)
    stream.write("\n")


def _finding(finding: Finding) -> Json:
    cell = "" if finding.place.cell is None else f"{place_words(finding.place)}: "
    message = sentences(f"{certainty(finding)}{finding.message}", finding.help)
    return {
        "description": f"{finding.code}: {cell}{message}",
        "check_name": finding.name,
        "fingerprint": finding.fingerprint,
        "severity": SEVERITIES[finding.severity],
        "location": _location(finding.place),
    }


def _location(place: Place) -> Json:
    if place.cell is not None:
        return {"path": _path(place.path), "lines": {"begin": 1}}
    return {
        "path": _path(place.path),
        "positions": {
            "begin": {"line": place.line, "column": place.column},
            "end": {"line": place.end_line, "column": place.end_column},
        },
    }


def _failure(failure: Failure) -> Json:
    cell = "" if failure.cell is None else f"cell {failure.cell}: "
    told = "\0".join((failure.code, failure.path, str(failure.cell), failure.reason))
    line = failure.line or 1 if failure.cell is None else 1
    return {
        "description": f"{failure.code}: {cell}{failure.reason}",
        "check_name": "internal-error" if failure.code == "LG900" else "unreadable-file",
        "fingerprint": hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest(),
        "severity": "blocker",
        "location": {"path": _path(failure.path), "lines": {"begin": line}},
    }


def _path(path: str) -> str:
    return path.replace("\\", "/").removeprefix("./")
