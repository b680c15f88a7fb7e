"""Fixes a text in memory, as the command does."""

from __future__ import annotations

from collections.abc import Mapping

from lossguard.config import Overrides
from lossguard.fix.rounds import Outcome, fixed
from lossguard.results import Report
from lossguard.runner import STDIN, Request, check

NAME = "train.py"


def outcome_of(text: str, options: Mapping[str, str]) -> Outcome:
    """What the rounds make of a text under the options of a fixture."""
    overrides = Overrides(
        extend_select=tuple(filter(None, [options.get("extend-select", "")])),
        min_confidence=options.get("min-confidence"),
        framework_version=tuple(filter(None, [options.get("framework-version", "")])),
    )

    def report_on(contents: Mapping[str, bytes]) -> Report:
        return check(Request((STDIN,), overrides, isolated=True, stdin_name=NAME, overlay=contents))

    return fixed({NAME: text.encode()}, report_on, lambda report: report, options.get("fix") == "unsafe")


def fixed_text(text: str, options: Mapping[str, str]) -> str:
    """The text with what can be fixed."""
    return outcome_of(text, options).contents.get(NAME, text.encode()).decode()
