"""Runs fixtures as a user would: the runner on one path, with the options of the fixture's first line."""

from __future__ import annotations

import os
from pathlib import Path

from lossguard.config import Overrides
from lossguard.results import Report
from lossguard.runner import Request, check
from lossguard.source.read import read
from tests.fixture_comments import Comments, comments_of

ROOT = Path(__file__).parent.parent


def comments_in(path: Path) -> Comments:
    """The comments of all parts of a fixture; options come from the first."""
    parts = [comments_of(part.text, part.cell) for part in read(str(path)).parts]
    return Comments(
        tuple(each for part in parts for each in part.expectations),
        tuple(each for part in parts for each in part.reveals),
        parts[0].options if parts else {},
    )


def report_on(path: Path, options: dict[str, str]) -> Report:
    """The report on one file. No configuration file is read; framework versions of the project are."""
    overrides = Overrides(
        select=(options["select"],) if "select" in options else None,
        extend_select=tuple(filter(None, [options.get("extend-select", "")])),
        ignore=tuple(filter(None, [options.get("ignore", "")])),
        min_confidence=options.get("min-confidence"),
        framework_version=tuple(filter(None, [options.get("framework-version", "")])),
    )
    return check(Request((os.path.relpath(path),), overrides, isolated=True, with_setups=True, crashed=_raise))


def report_on_program(text: str, folder: Path) -> Report:
    """The report on a program in an otherwise empty project: notes too, under the options of its first line."""
    (folder / ".git").mkdir(exist_ok=True)
    file = folder / "train.py"
    file.write_text(text, encoding="utf-8")
    return report_on(file, {"extend-select": "LG"} | comments_of(text).options)


def _raise(path: str, trace: str) -> None:
    """A test shows where lossguard failed rather than that it did."""
    raise AssertionError(trace)
