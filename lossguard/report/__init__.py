"""Faces: each format is one module with `write`, found by name in a table of dotted strings and imported when used."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, TextIO, cast

from lossguard.results import Report

FORMATS = {
    "text": "lossguard.report.text",
    "concise": "lossguard.report.concise",
    "json": "lossguard.report.json",
    "sarif": "lossguard.report.sarif",
    "github": "lossguard.report.github",
    "gitlab": "lossguard.report.gitlab",
    "junit": "lossguard.report.junit",
    "html": "lossguard.report.html",
}
SETUPS_FORMATS = {
    "text": "lossguard.report.setups_text",
    "json": "lossguard.report.setups_json",
    "html": "lossguard.report.html",
}


class Reporter(Protocol):
    """A module that writes a report."""

    def write(self, report: Report, stream: TextIO) -> None:
        """Write `report` to `stream`, and nothing else anywhere."""


def reporter(name: str) -> Reporter:
    """The reporter of the findings in format `name`; KeyError for a name not in `FORMATS`."""
    return cast(Reporter, import_module(FORMATS[name]))


def setups_reporter(name: str) -> Reporter:
    """The reporter of the set-ups in format `name`; KeyError for a name not in `SETUPS_FORMATS`."""
    return cast(Reporter, import_module(SETUPS_FORMATS[name]))
