"""Runs lossguard over one program of the matrix."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import lossguard
from lossguard.results import Report
from lossguard.vocabulary import Confidence
from tests.mutation.style import Mistake, Style

NEWEST = {"keras": "3.10", "tensorflow": "2.19", "torch": "2.8"}
EVERY_RULE = ("LG",)


def report_on(files: Mapping[str, str], versions: Mapping[str, str], folder: Path) -> Report:
    """The report on a program, notes and possible findings included. Several files are written to `folder`."""
    options = {"select": EVERY_RULE, "min_confidence": "possible", "framework_versions": {**NEWEST, **versions}}
    if len(files) == 1:
        name, text = next(iter(files.items()))
        return lossguard.check_source(text, name=str(folder / name), **options)  # type: ignore[arg-type]
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return lossguard.check_paths([folder], isolated=True, **options)  # type: ignore[arg-type]


def versions_of(style: Style, mistake: Mistake | None = None) -> Mapping[str, str]:
    return {**style.versions, **(mistake.versions if mistake is not None else {})}


def reported(report: Report) -> dict[str, Confidence]:
    """The surest finding of each code."""
    found: dict[str, Confidence] = {}
    for finding in report.findings:
        if found.get(finding.code) is not Confidence.CERTAIN:
            found[finding.code] = finding.confidence
    return found
